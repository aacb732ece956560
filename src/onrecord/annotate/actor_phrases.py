"""Noun phrases that mean an actor: from words and registry matches to `Phrase`.

A phrase is read from its right end: a name, an institution, an office, a role, a group noun. What
stands before it ("Pakistan's", "Iranian", "defence ministry") or after it ("of the Taliban") says
whose it is. Nothing is resolved here; `coreference.py` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.annotate.actor_words import Words
from onrecord.model.layers import MentionKind
from onrecord.registry.index import Match, Registry, Sense

_INSIDE = frozenset("DT PDT PRP$ JJ JJR JJS NN NNS NNP NNPS CD POS HYPH AFX FW ADD".split())
_LINKS = frozenset({"of", "for", "from", "in", "at", "to"})
_PREFERENCE = (
    "name",
    "label",
    "institution",
    "office",
    "role",
    "group",
    "organisation",
    "seat",
    "adjective",
    "title",
)
_PERSON_USES = frozenset({"office", "role", "title"})
_NOUNS = frozenset({"office", "role", "group", "organisation", "institution", "title"})
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december north south east west al state district province operation "
    "islam allah god covid internet twitter facebook x telegram ramadan eid christmas easter".split()
)


@dataclass
class Piece:
    """A stretch of a phrase: a registry match, a name the parser found, or plain words.

    Attributes:
        start: first token.
        end: one past the last token.
        kind: `match`, `person`, `org`, `place`, `proper` (other capitalised words), `word`.
        senses: of a match.
        inner: matches inside a name.
    """

    start: int
    end: int
    kind: str
    senses: tuple[Sense, ...] = ()
    inner: tuple[Match, ...] = ()

    def sense(self, *uses: str) -> Sense | None:
        """The first sense with one of the uses, in the order of `uses`."""
        for use in uses:
            for sense in self.senses:
                if sense.use == use:
                    return sense
        return None


@dataclass
class Phrase:
    """One mention before resolution. Token positions; `end` exclusive.

    Attributes:
        kind: how it mentions.
        head: tokens of its head or name.
        sense: the registry reading of the head, or None for an unknown name.
        is_person: one human being (named or by role).
        name: tokens of a person's or unknown organisation's name, or None.
        roles: pieces with role, office or title words that go with a person's name.
        modifiers: other pieces before the head.
        owner: phrase it belongs to ("Pakistan's", "of the Taliban").
        link: word between it and the owner: "'s", "of", "for"...; "" without one.
        determiner: "the", "a", "its"... in lower case, or "".
        same_as: phrase it stands in apposition to.
        entity: index of the entity, set by coreference.
    """

    start: int
    end: int
    kind: MentionKind
    head: tuple[int, int]
    sense: Sense | None = None
    is_person: bool = False
    is_plural: bool = False
    name: tuple[int, int] | None = None
    roles: list[Piece] = field(default_factory=list)
    modifiers: list[Piece] = field(default_factory=list)
    owner: Phrase | None = None
    link: str = ""
    determiner: str = ""
    same_as: Phrase | None = None
    is_modifier: bool = False
    entity: int = -1


def find_phrases(words: Words, text: str, registry: Registry, places: set[int]) -> list[Phrase]:
    """Actor phrases in text order; `places` holds the tokens inside place names."""
    pieces_at = _pieces(words, registry.find(text), places)
    phrases: list[Phrase] = []
    for segments in _chunks(words, pieces_at):
        previous: Phrase | None = None
        for start, end, pieces in segments:
            phrase = _read_segment(words, start, end, pieces)
            if phrase is None:
                loose = _loose_names(words, pieces)
                phrases += loose
                previous = None
                if loose and loose[-1].end == end:
                    previous = loose[-1]
                continue
            if previous is not None:
                phrase.owner, phrase.link = previous, "'s"
            phrases.append(phrase)
            previous = phrase
    phrases.sort(key=lambda p: (p.start, p.end))
    _link_following(words, phrases)
    return phrases


def _pieces(words: Words, matches: list[Match], places: set[int]) -> dict[int, Piece]:
    """Pieces by first token: names of the parser and registry matches, the longer where they meet."""
    found: dict[int, Piece] = {}
    taken: set[int] = set()
    spans = [(words.at(m.start), words.at(m.end - 1) + 1, m) for m in matches]
    index = 0
    for start, end, label in _parser_names(words):
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        inner = [s for s in spans[index : index + 8] if s[0] < end and s[1] > start]
        if label == "PERSON" and _is_person(words, start, end, inner):
            kind, kept = "person", _without_title(words, start, end, inner)
        elif label == "ORG" and not _is_composed(words, start, end, inner):
            kind, kept = "org", start
        else:
            continue
        if kept < end:
            found[kept] = Piece(kept, end, kind, inner=tuple(s[2] for s in inner))
            taken.update(range(kept, end))
    for start, end, match in spans:
        if taken.isdisjoint(range(start, end)) and _fits(words, start, end, match):
            found[start] = Piece(start, end, "match", match.senses)
            taken.update(range(start, end))
    _add_capitalised(words, found, taken, places)
    return found


def _parser_names(words: Words) -> list[tuple[int, int, str]]:
    names, count, i = [], len(words), 0
    while i < count:
        if not words.begins[i]:
            i += 1
            continue
        start, label = i, words.entity[i]
        i += 1
        while i < count and words.entity[i] == label and not words.begins[i]:
            i += 1
        end = i
        while start < end and words.tag[start] in ("DT", "PRP$"):
            start += 1
        while end > start and words.tag[end - 1] in (
            "POS",
            ".",
            ",",
            ":",
            "''",
            "``",
            "_SP",
            "-RRB-",
            "-LRB-",
        ):
            end -= 1
        if start < end and label in ("PERSON", "ORG"):
            names.append((start, end, label))
    return names


def _is_person(words: Words, start: int, end: int, inner: list[tuple[int, int, Match]]) -> bool:
    if not all(words.text[i][:1].isupper() or words.lower[i] in _PARTICLES for i in range(start, end)):
        return False
    if any("\n" in words.text[i] for i in range(start, end)):
        return False
    whole = [m for a, b, m in inner if a <= start and b >= end]
    return not any(
        s.use in ("name", "seat", "institution", "adjective", "label", "office")
        for m in whole
        for s in m.senses
    )


_PARTICLES = frozenset(
    "al el ul ur bin ibn van von de del der di da dos la le - ' ’ & bint abu ould ag".split()
)


def _without_title(words: Words, start: int, end: int, inner: list[tuple[int, int, Match]]) -> int:
    """First token of the name after titles that the parser took into it."""
    for a, b, match in inner:
        if a == start and b < end and any(s.use in _PERSON_USES for s in match.senses):
            return b
    return start


def _is_composed(words: Words, start: int, end: int, inner: list[tuple[int, int, Match]]) -> bool:
    """Whether a name of the parser is made of known parts, so that the grammar reads it better."""
    if not inner:
        return not any(words.tag[i].startswith("NNP") for i in range(start, end))
    last = inner[-1]
    if last[1] >= end and any(s.use in ("institution", "name", "label", "office") for s in last[2].senses):
        return True
    covered = sum(min(b, end) - max(a, start) for a, b, _ in inner)
    rest = [i for i in range(start, end) if not any(a <= i < b for a, b, _ in inner)]
    return covered >= 1 and all(
        words.tag[i] in ("POS", "DT", "HYPH", "JJ") or words.text[i].islower() for i in rest
    )


def _fits(words: Words, start: int, end: int, match: Match) -> bool:
    """Whether a single common noun is used as a noun here ("head" and "force" may be verbs)."""
    if match.senses[0].use in _NOUNS and end - start == 1:
        return words.tag[start][:2] in ("NN", "FW") or (
            words.tag[start] == "JJ" and words.tag[min(end, len(words) - 1)][:2] != "NN"
        )
    return True


def _add_capitalised(words: Words, found: dict[int, Piece], taken: set[int], places: set[int]) -> None:
    """Runs of other capitalised proper nouns, and places, as pieces."""
    i, count = 0, len(words)
    while i < count:
        if i in taken or not words.tag[i].startswith("NNP") or not words.text[i][:1].isalpha():
            i += 1
            continue
        start, label = i, _is_place(words, places, i)
        while (
            i < count
            and i not in taken
            and (
                (
                    words.tag[i].startswith("NNP")
                    and words.text[i][:1].isalpha()
                    and _is_place(words, places, i) == label
                )
                or (
                    words.text[i] == "-"
                    and i > start
                    and i + 1 < count
                    and words.tag[i + 1].startswith("NNP")
                )
            )
        ):
            i += 1
        found[start] = Piece(start, i, "place" if label else "proper")
        taken.update(range(start, i))


def _is_place(words: Words, places: set[int], i: int) -> bool:
    return i in places or words.entity[i] in ("GPE", "LOC", "FAC")


def _chunks(words: Words, pieces_at: dict[int, Piece]) -> list[list[tuple[int, int, list[Piece]]]]:
    """Noun chunks, each cut at possessive marks into segments (start, end, pieces)."""
    chunks: list[list[tuple[int, int, list[Piece]]]] = []
    segments: list[tuple[int, int, list[Piece]]] = []
    pieces: list[Piece] = []
    start, i, count = 0, 0, len(words)

    def close_segment(at: int) -> None:
        nonlocal pieces
        if pieces:
            segments.append((start, at, pieces))
        pieces = []

    def close_chunk(at: int) -> None:
        nonlocal segments
        close_segment(at)
        if segments:
            chunks.append(segments)
        segments = []

    while i < count:
        piece = pieces_at.get(i)
        if piece is not None:
            if not pieces:
                start = i
            pieces.append(piece)
            i = piece.end
            continue
        tag = words.tag[i]
        if tag == "POS":
            close_segment(i)
        elif tag in ("DT", "PDT", "PRP$"):
            close_chunk(i)
            start = i
            pieces = [Piece(i, i + 1, "word")]
        elif tag in _INSIDE or (
            tag in ("VBN", "VBG", "RB") and _opens_noun(words, pieces_at, i, bool(pieces))
        ):
            if not pieces:
                start = i
            pieces.append(Piece(i, i + 1, "word"))
        else:
            close_chunk(i)
        i += 1
    close_chunk(count)
    return chunks


def _opens_noun(words: Words, pieces_at: dict[int, Piece], i: int, inside: bool) -> bool:
    """Whether a participle or adverb stands before a noun inside a phrase ("the detained men")."""
    if not inside or i + 1 >= len(words):
        return False
    following = words.tag[i + 1]
    return following.startswith(("NN", "JJ", "HYPH", "VBN")) or (i + 1) in pieces_at


def _read_segment(words: Words, start: int, end: int, pieces: list[Piece]) -> Phrase | None:
    """The actor phrase that a segment is, or None when its head is no actor."""
    determiner = words.lower[start] if words.tag[start] in ("DT", "PDT", "PRP$") else ""
    body = [p for p in pieces if not (p.kind == "word" and words.tag[p.start] in ("DT", "PDT", "PRP$", "CD"))]
    if not body:
        return None
    last = body[-1]
    if last.end != end:
        return None
    phrase = _person(words, body) or _known(words, body) or _unknown_organisation(words, body)
    if phrase is not None:
        phrase.start, phrase.end, phrase.determiner = start, end, determiner
    return phrase


def _person(words: Words, body: list[Piece]) -> Phrase | None:
    last = body[-1]
    before = body[:-1]
    if last.kind not in ("person", "proper"):
        return None
    roles: list[Piece] = []
    while before and before[-1].kind == "match" and before[-1].sense(*_PERSON_USES):
        roles.insert(0, before.pop())
    if last.kind == "proper":
        if not roles or words.lower[last.start] in _NOT_NAMES:
            return None
        if (
            any(words.text[i].isupper() and len(words.text[i]) > 1 for i in range(last.start, last.end))
            and not words.text[last.start].istitle()
        ):
            return None
    return Phrase(
        last.start,
        last.end,
        "name",
        (last.start, last.end),
        is_person=True,
        name=(last.start, last.end),
        roles=roles,
        modifiers=before,
    )


def _known(words: Words, body: list[Piece]) -> Phrase | None:
    last = body[-1]
    if last.kind != "match":
        return None
    sense = last.sense(*_PREFERENCE)
    assert sense is not None
    before = body[:-1]
    span = (last.start, last.end)
    named = before and before[-1].kind in ("proper", "org", "person") and words.text[last.start][:1].isupper()
    if (
        sense.use in ("institution", "organisation")
        and before
        and before[-1].kind in ("proper", "org", "person")
        and before[-1].end == last.start
    ):
        name = (before[-1].start, last.end)
        return Phrase(*span, "organisation", name, sense, name=name, modifiers=before[:-1])
    if sense.use in ("name", "label"):
        roles: list[Piece] = []
        is_person = sense.ref.startswith("per.")
        while is_person and before and before[-1].kind == "match" and before[-1].sense(*_PERSON_USES):
            roles.insert(0, before.pop())
        kind: MentionKind = "country" if "." not in sense.ref else "name"
        return Phrase(
            *span,
            kind,
            span,
            sense,
            is_person=is_person,
            name=span if is_person else None,
            roles=roles,
            modifiers=before,
        )
    if sense.use == "seat":
        return Phrase(*span, "country", span, sense, modifiers=before)
    if sense.use == "adjective":
        plural = sense.is_plural or words.tag[last.start] in ("NNS", "NNPS")
        if not plural and words.tag[last.start] not in ("NNP", "NN"):
            return None
        return Phrase(
            *span, "group" if plural else "country", span, sense, is_plural=plural, modifiers=before
        )
    plural = any(s.is_plural for s in last.senses if s.use == sense.use)
    if sense.use in ("office", "role", "title"):
        return Phrase(*span, "role", span, sense, is_person=not plural, is_plural=plural, modifiers=before)
    if sense.use == "group":
        return Phrase(*span, "group", span, sense, is_plural=plural, modifiers=before)
    return Phrase(
        *span,
        "organisation",
        span,
        sense,
        is_plural=plural,
        modifiers=before,
        name=None if not named else span,
    )


def _unknown_organisation(words: Words, body: list[Piece]) -> Phrase | None:
    last = body[-1]
    if last.kind != "org" or words.lower[last.start] in _NOT_NAMES:
        return None
    span = (last.start, last.end)
    return Phrase(*span, "name", span, name=span, modifiers=body[:-1])


def _loose_names(words: Words, pieces: list[Piece]) -> list[Phrase]:
    """Names inside a phrase whose head is no actor: "Pakistani" in "Pakistani soil"."""
    found: list[Phrase] = []
    for piece in pieces:
        span = (piece.start, piece.end)
        sense = (
            piece.sense("name", "label", "seat", "adjective", "institution")
            if piece.kind == "match"
            else None
        )
        if sense is not None:
            kind: MentionKind = "country" if "." not in sense.ref and sense.use != "institution" else "name"
            if sense.use == "institution":
                kind = "organisation"
            person = sense.ref.startswith("per.")
            found.append(
                Phrase(
                    *span,
                    kind,
                    span,
                    sense,
                    is_person=person,
                    name=span if person else None,
                    is_modifier=True,
                )
            )
        elif piece.kind == "org":
            found.append(Phrase(*span, "name", span, name=span, is_modifier=True))
        elif piece.kind == "person":
            found.append(Phrase(*span, "name", span, is_person=True, name=span, is_modifier=True))
    return found


def _link_following(words: Words, phrases: list[Phrase]) -> None:
    """Owners after the head ("spokesman for the ministry"), appositions, names in brackets."""
    by_start = {p.start: p for p in phrases if not p.is_modifier}
    for phrase in phrases:
        if phrase.is_modifier:
            continue
        at = phrase.end
        if at >= len(words):
            continue
        word = words.lower[at]
        following = by_start.get(at + 1)
        if word in _LINKS and following is not None and phrase.owner is None:
            if phrase.kind in ("role", "organisation", "group") and phrase.sense is not None:
                phrase.owner, phrase.link = following, word
        elif word == "(" and following is not None and _closes(words, following.end):
            if (
                not following.is_person
                and following.kind in ("name", "organisation")
                and not phrase.is_person
            ):
                following.same_as = phrase
        elif word == "," and following is not None:
            _apposition(words, phrase, following)


def _closes(words: Words, at: int) -> bool:
    return at < len(words) and words.lower[at] == ")"


def _apposition(words: Words, first: Phrase, second: Phrase) -> None:
    """Mark `second` as the same as `first` where the two stand in apposition."""
    end = _end_with_owner(second)
    stops = (
        end >= len(words)
        or words.lower[end] in (",", ".", ")", ";", ":", "—", "–", "who", "and")
        or words.tag[end].startswith(("VB", "MD", "IN", "W", "TO"))
    )
    if not stops:
        return
    linked = any(
        words.dep[i] == "appos" and first.start <= words.head[i] < _end_with_owner(first)
        for i in range(second.start, second.end)
    )
    person_role = (first.is_person and second.is_person) and (
        (first.name is not None and second.name is None) or (first.name is None and second.name is not None)
    )
    is_one = person_role and not first.is_plural and not second.is_plural
    same_kind = first.is_person == second.is_person and "country" not in (first.kind, second.kind)
    if is_one or (linked and same_kind):
        second.same_as = first


def _end_with_owner(phrase: Phrase) -> int:
    return phrase.owner.end if phrase.owner is not None and phrase.owner.start >= phrase.end else phrase.end
