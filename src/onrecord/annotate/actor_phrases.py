"""Noun phrases that mean an actor: from words and registry matches to `Phrase`.

A phrase is read from its right end: a name, an institution, an office, a role, a group noun. What
stands before it ("Pakistan's", "Iranian", "defence ministry") or after it ("of the Taliban") says
whose it is. Nothing is resolved here; `coreference.py` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.annotate.actor_pieces import NOT_NAMES, PERSON_USES, Piece, pieces_of
from onrecord.annotate.actor_words import Words
from onrecord.model.layers import MentionKind
from onrecord.registry.index import Registry, Sense

_INSIDE = frozenset("DT PDT PRP$ JJ JJR JJS NN NNS NNP NNPS CD POS HYPH AFX FW ADD".split())
_BEFORE = frozenset({"DT", "PDT", "CD"})
_PREFERENCE = tuple("name label institution office role group organisation seat adjective title".split())
_NAMED = ("proper", "org", "person")
_VAGUE_PLURALS = frozenset({"house", "body", "movement", "wing", "unit", "office", "force", "front"})


@dataclass
class Phrase:
    """One mention before resolution. Token positions; `end` exclusive.

    Attributes:
        kind: how it mentions.
        head: tokens of its head or name.
        sense: the registry reading of the head, or None for an unknown name.
        others: further registry readings of a name.
        pattern: for a name that is also what every state may have ("Department of Justice"), that reading.
        core: tokens that are shown as a form of the actor: no numbers, no role before a person's title.
        is_person: one human being (named or by role).
        is_counted: whether a number stands before it ("two soldiers").
        name: tokens of a person's or unknown organisation's name, or None.
        roles: pieces with role, office or title words that go with a person's name.
        modifiers: other pieces before the head.
        owner: phrase it belongs to ("Pakistan's", "of the Taliban").
        link: word between it and the owner: "'s", "of", "for"...; "" without one.
        determiner: "the", "a", "its"... in lower case, or "".
        same_as: phrase it stands in apposition to.
        duty: verb of a clause that says what a person heads ("who runs the hospital"), or "".
        where: registry reading of the place right after it ("rebels in Darfur"), or None.
        chunk: first token of the noun chunk it is the last phrase of ("Pakistan's army": that of "Pakistan").
        is_modifier: a name inside a phrase whose head is no actor ("Pakistani soil").
        entity: index of the entity, set by coreference.
    """

    start: int
    end: int
    kind: MentionKind
    head: tuple[int, int]
    sense: Sense | None = None
    others: tuple[Sense, ...] = ()
    pattern: Sense | None = None
    core: tuple[int, int] = (0, 0)
    is_person: bool = False
    is_plural: bool = False
    is_counted: bool = False
    name: tuple[int, int] | None = None
    roles: list[Piece] = field(default_factory=list)
    modifiers: list[Piece] = field(default_factory=list)
    owner: Phrase | None = None
    link: str = ""
    determiner: str = ""
    same_as: Phrase | None = None
    duty: str = ""
    is_modifier: bool = False
    where: Sense | None = None
    chunk: int = -1
    entity: int = -1


def find_phrases(words: Words, text: str, registry: Registry, places: set[int]) -> list[Phrase]:
    """Actor phrases in text order, unlinked; `places` holds the tokens inside place names."""
    pieces_at = pieces_of(words, registry.find(text), places)
    phrases: list[Phrase] = []
    for segments in _chunks(words, pieces_at):
        previous: Phrase | None = None
        for start, end, pieces in segments:
            phrase = _read_segment(words, start, end, pieces)
            if phrase is None:
                loose = _loose_names(pieces)
                for name in loose:
                    name.chunk = name.start
                phrases += loose
                previous = loose[-1] if loose and loose[-1].end == end else None
                continue
            if previous is not None:
                phrase.owner, phrase.link = previous, "'s"
                previous.is_modifier = False
            phrase.chunk = segments[0][0]
            phrase.where = _place_after(words, end, pieces_at)
            phrases.append(phrase)
            previous = phrase
    phrases.sort(key=lambda p: (p.start, p.end))
    return phrases


def _place_after(words: Words, end: int, pieces_at: dict[int, Piece]) -> Sense | None:
    """What the registry knows of the place after "in", "of", "based in", passing over "the southern"."""
    at = end + 1 if words.lower[end : end + 1] == ["based"] else end
    if words.lower[at : at + 1] not in (["in"], ["of"], ["from"], ["across"]):
        return None
    at += 1
    while at < len(words) and at not in pieces_at and words.tag[at] in ("DT", "JJ", "NN", "RB"):
        at += 1
    piece = pieces_at.get(at)
    return piece.sense("name", "region", "seat") if piece is not None and piece.kind == "match" else None


Segment = tuple[int, int, list[Piece]]


def _chunks(words: Words, pieces_at: dict[int, Piece]) -> list[list[Segment]]:
    """Noun chunks, each cut at possessive marks into segments (start, end, pieces)."""
    chunks: list[list[Segment]] = []
    segments: list[Segment] = []
    pieces: list[Piece] = []
    start, i, count = 0, 0, len(words)

    def close(at: int, whole: bool) -> None:
        nonlocal pieces, segments
        if pieces:
            segments.append((start, at, pieces))
            pieces = []
        if whole and segments:
            chunks.append(segments)
            segments = []

    while i < count:
        piece = pieces_at.get(i)
        if piece is not None:
            start = start if pieces else i
            pieces.append(piece)
            i = piece.end
            continue
        tag = words.tag[i]
        if tag == "POS":
            close(i, whole=False)
        elif tag in ("DT", "PDT", "PRP$"):
            close(i, whole=True)
            start = i
            pieces = [Piece(i, i + 1, "word")]
        elif tag in _INSIDE or (
            tag in ("VBN", "VBG", "RB") and _opens_noun(words, pieces_at, i, bool(pieces))
        ):
            start = start if pieces else i
            pieces.append(Piece(i, i + 1, "word"))
        elif words.text[i] == "&" and pieces and i + 1 < count and words.text[i + 1][:1].isupper():
            pieces.append(Piece(i, i + 1, "word"))  # "Jammu & Kashmir Police"
        else:
            close(i, whole=True)
        i += 1
    close(count, whole=True)
    return chunks


def _opens_noun(words: Words, pieces_at: dict[int, Piece], i: int, inside: bool) -> bool:
    """Whether a participle or adverb stands before a noun inside a phrase ("the detained men")."""
    if not inside or i + 1 >= len(words):
        return False
    return words.tag[i + 1].startswith(("NN", "JJ", "HYPH", "VBN")) or (i + 1) in pieces_at


def _read_segment(words: Words, start: int, end: int, pieces: list[Piece]) -> Phrase | None:
    """The actor phrase that a segment is, or None when its head is no actor."""
    body = [p for p in pieces if not (p.kind == "word" and words.tag[p.start] in ("DT", "PDT", "PRP$", "CD"))]
    if not body or body[-1].end != end:
        return None
    phrase = _person(words, body) or _known(words, body) or _unknown_organisation(words, body)
    if phrase is None:
        return None
    phrase.start, phrase.end = start, end
    phrase.determiner = words.lower[start] if words.tag[start] in ("DT", "PDT", "PRP$") else ""
    phrase.is_counted = any(p.kind == "word" and words.tag[p.start] == "CD" for p in pieces)
    if phrase.core == (0, 0):
        phrase.core = (_after_numbers(words, start, phrase.head[0]), end)
    return phrase


def _after_numbers(words: Words, start: int, head: int) -> int:
    """First token after articles and number words, at most `head`."""
    at = start
    for i in range(start, head):
        if words.tag[i] in _BEFORE or words.lower[i] in ("more", "least", "some"):
            at = i + 1
    return at


def _person(words: Words, body: list[Piece]) -> Phrase | None:
    last, before = body[-1], body[:-1]
    if last.kind not in ("person", "proper"):
        return None
    if last.end - last.start == 1 and words.lower[last.start] in NOT_NAMES:
        return None
    roles: list[Piece] = []
    while before and before[-1].kind == "match" and before[-1].sense(*PERSON_USES):
        roles.insert(0, before.pop())
    if last.kind == "proper":
        first = words.text[last.start]
        if not roles or words.lower[last.start] in NOT_NAMES or (first.isupper() and len(first) > 1):
            return None
    core = last.start
    for piece in reversed(roles):
        if piece.sense("title") is None:
            break
        core = piece.start
    span = (last.start, last.end)
    return Phrase(
        *span, "name", span, core=(core, last.end), is_person=True, name=span, roles=roles, modifiers=before
    )


def _known(words: Words, body: list[Piece]) -> Phrase | None:
    last, before = body[-1], body[:-1]
    sense = last.sense(*_PREFERENCE) if last.kind == "match" else None
    if sense is None:
        return None
    span = (last.start, last.end)
    beside = before[-1] if before and before[-1].end == last.start else None
    if sense.use in ("institution", "organisation") and beside is not None and beside.kind in _NAMED:
        name = (beside.start, last.end)
        return Phrase(*span, "organisation", name, sense, core=name, name=name, modifiers=before[:-1])
    if sense.use in ("name", "label"):
        phrase = _known_name(span, sense, before)
        phrase.others = tuple(s for s in last.senses if s.use == sense.use and s is not sense)
        phrase.pattern = last.sense("institution", "office")
        return phrase
    if sense.use == "seat":
        return Phrase(*span, "country", span, sense, core=span, modifiers=before)
    tag = words.tag[last.start]
    if sense.use == "adjective":
        plural = sense.is_plural or tag in ("NNS", "NNPS")
        if not plural and tag not in ("NNP", "NN"):
            return None
        return Phrase(
            *span, "group" if plural else "country", span, sense, is_plural=plural, modifiers=before
        )
    plural = any(s.is_plural for s in last.senses if s.use == sense.use)
    if sense.use in PERSON_USES:
        return Phrase(*span, "role", span, sense, is_person=not plural, is_plural=plural, modifiers=before)
    if sense.use == "group":
        return Phrase(*span, "group", span, sense, is_plural=plural, modifiers=before)
    if sense.use == "organisation" and plural and sense.ref in _VAGUE_PLURALS:
        return None
    return Phrase(*span, "organisation", span, sense, is_plural=plural, modifiers=before)


def _known_name(span: tuple[int, int], sense: Sense, before: list[Piece]) -> Phrase:
    roles: list[Piece] = []
    is_person = sense.ref.startswith("per.")
    while is_person and before and before[-1].kind == "match" and before[-1].sense(*PERSON_USES):
        roles.insert(0, before.pop())
    core = span
    for piece in reversed(roles):
        if piece.sense("title") is None:
            break
        core = (piece.start, span[1])
    kind: MentionKind = "country" if "." not in sense.ref else "name"
    name = span if is_person else None
    return Phrase(
        *span, kind, span, sense, core=core, is_person=is_person, name=name, roles=roles, modifiers=before
    )


def _unknown_organisation(words: Words, body: list[Piece]) -> Phrase | None:
    last = body[-1]
    if last.kind != "org" or words.lower[last.start] in NOT_NAMES:
        return None
    span = (last.start, last.end)
    return Phrase(*span, "name", span, core=span, name=span, modifiers=body[:-1])


def _loose_names(pieces: list[Piece]) -> list[Phrase]:
    """Names inside a phrase whose head is no actor: "Pakistani" in "Pakistani soil"."""
    found: list[Phrase] = []
    for at, piece in enumerate(pieces):
        span = (piece.start, piece.end)
        uses = ("name", "label", "seat", "adjective", "institution")
        sense = piece.sense(*uses) if piece.kind == "match" else None
        if sense is not None:
            kind: MentionKind = "country" if "." not in sense.ref else "name"
            kind = "organisation" if sense.use == "institution" else kind
            name = span if sense.ref.startswith("per.") else None
            before = pieces[:at] if sense.use == "institution" else []
            phrase = Phrase(
                *span, kind, span, sense, core=span, is_person=name is not None, name=name, modifiers=before
            )
        elif piece.kind in ("org", "person"):
            phrase = Phrase(*span, "name", span, core=span, is_person=piece.kind == "person", name=span)
        else:
            continue
        phrase.is_modifier = True
        found.append(phrase)
    return found
