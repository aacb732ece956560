"""Pieces of noun phrases: registry matches, names the parser found, other capitalised words.

Where they meet, the reading with known parts wins: "Afghanistan's Ministry of Defence" is better read
by the grammar than as one unknown name; "Jordan Hale" is a person, whatever the registry has of Jordan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotate.actor_words import Words
from onrecord.registry.index import Match, Sense

PERSON_USES = frozenset({"office", "role", "title"})
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed "
    "thu fri sat sun north south east west al state district province "
    "islam allah god covid internet twitter facebook x telegram ramadan eid christmas easter".split()
)
QUESTIONS = frozenset({"question", "q"})
_NOUNS = frozenset({"office", "role", "group", "organisation", "institution", "title"})
_PARTICLES = frozenset(
    "al el ul ur bin ibn van von de del der di da dos la le - ' ’ & bint abu ould ag".split()
)
_NAMED_AFTER = frozenset({"operation", "radio"})
_MARKS = frozenset({"POS", ".", ",", ":", "''", "``", "_SP", "-RRB-", "-LRB-"})

Spanned = tuple[int, int, Match]


@dataclass
class Piece:
    """A stretch of a phrase. Token positions; `end` exclusive.

    Attributes:
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


def pieces_of(words: Words, matches: list[Match], places: set[int]) -> dict[int, Piece]:
    """Pieces by first token, without overlaps; `places` holds the tokens inside place names."""
    found: dict[int, Piece] = {}
    taken: set[int] = set()
    spans = [(words.at(m.start), words.at(m.end - 1) + 1, m) for m in matches]
    for piece in _named_by_form(words):
        found[piece.start] = piece
        taken.update(range(piece.start, piece.end))
    index = 0
    for start, end, label in _parser_names(words):
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        inner = [s for s in spans[index : index + 8] if s[0] < end and s[1] > start]
        name = _named_piece(words, start, end, label, inner, places)
        if name is not None and taken.isdisjoint(range(name.start, name.end)):
            found[name.start] = name
            taken.update(range(name.start, name.end))
    for start, end, match in spans:
        if taken.isdisjoint(range(start, end)) and _fits(words, start, end, match):
            found[start] = Piece(start, end, "match", match.senses)
            taken.update(range(start, end))
    _add_capitalised(words, found, taken, places)
    _known_surnames(words, found)
    _short_names(words, found)
    return found


def _named_by_form(words: Words) -> Iterator[Piece]:
    """Names that their form gives away: "Operation Iron Gate", "Radio X", "Question (Name, Outlet):"."""
    for i, word in enumerate(words.lower):
        if word in _NAMED_AFTER and words.text[i][0].isupper():
            end = _capitalised_run(words, i + 1)
            if end > i + 1:
                yield Piece(i, end, "org")
        elif word == "(" and i and words.lower[i - 1] in QUESTIONS:
            end = _capitalised_run(words, i + 1)
            if end > i + 2 and end < len(words) and words.lower[end] in (",", ")"):
                yield Piece(i + 1, end, "person")


def _capitalised_run(words: Words, start: int) -> int:
    """End of the capitalised words from `start`."""
    end = start
    while end < len(words) and words.text[end][:1].isupper() and words.tag[end][:2] in ("NN", "JJ", "FW"):
        end += 1
    return end


def _named_piece(
    words: Words, start: int, end: int, label: str, inner: list[Spanned], places: set[int]
) -> Piece | None:
    """The piece that a name of the parser makes, or None where its parts are better read alone."""
    first = _after_title(start, end, inner)
    titled = first > start
    if label == "PERSON" or (titled and end - first <= 3 and _is_person(words, first, end, ())):
        if not _is_person(words, start, end, inner) or not _is_person(words, first, end, inner):
            return None
        if not titled and places.issuperset(range(start, end)):
            return None
        return Piece(first, end, "person", inner=tuple(s[2] for s in inner)) if first < end else None
    if label == "ORG" and places.issuperset(range(start, end)):
        return None
    if label != "ORG" or _is_composed(words, start, end, inner):
        return None
    return Piece(start, end, "org", inner=tuple(s[2] for s in inner))


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
        while start < end and words.tag[start] in ("DT", "PRP$", "``", "''"):
            start += 1
        while end > start and words.tag[end - 1] in _MARKS:
            end -= 1
        if start < end and label in ("PERSON", "ORG"):
            names.append((start, end, label))
    return names


_WHOLE = frozenset({"name", "seat", "region", "institution", "adjective", "label", "office"})


def _is_person(words: Words, start: int, end: int, inner: list[Spanned] | tuple[()]) -> bool:
    for i in range(start, end):
        if not (words.text[i][:1].isupper() or words.lower[i] in _PARTICLES) or "\n" in words.text[i]:
            return False
    whole = [m for a, b, m in inner if a <= start and b >= end]
    return not any(sense.use in _WHOLE for match in whole for sense in match.senses)


def _after_title(start: int, end: int, inner: list[Spanned]) -> int:
    """First token of the name after titles that the parser took into it."""
    for a, b, match in inner:
        if a == start and b < end and any(sense.use in PERSON_USES for sense in match.senses):
            return _after_title(b, end, [s for s in inner if s[0] >= b])
    return start


def _is_composed(words: Words, start: int, end: int, inner: list[Spanned]) -> bool:
    """Whether a name of the parser is made of known parts, so that the grammar reads it better."""
    if not inner:
        return not any(words.tag[i].startswith("NNP") for i in range(start, end))
    last = inner[-1]
    known = any(s.use in ("institution", "name", "label", "office") for s in last[2].senses)
    if last[1] >= end and known:
        return True
    rest = [i for i in range(start, end) if not any(a <= i < b for a, b, _ in inner)]
    return all(words.tag[i] in ("POS", "DT", "HYPH", "JJ") or words.text[i].islower() for i in rest)


def _fits(words: Words, start: int, end: int, match: Match) -> bool:
    """Whether a single common noun is used as a noun here ("head" and "force" may be verbs)."""
    if match.senses[0].use in _NOUNS and end - start == 1:
        following = words.tag[end] if end < len(words) else ""
        tag = words.tag[start]
        return tag[:2] in ("NN", "FW") or (tag == "JJ" and following[:2] != "NN")
    return True


def _add_capitalised(words: Words, found: dict[int, Piece], taken: set[int], places: set[int]) -> None:
    """Runs of other capitalised proper nouns, and places, as pieces."""
    i, count = 0, len(words)

    def is_proper(at: int) -> bool:
        return at not in taken and words.tag[at].startswith("NNP") and words.text[at][:1].isalpha()

    def is_place(at: int) -> bool:
        return at in places or words.entity[at] in ("GPE", "LOC", "FAC")

    while i < count:
        if not is_proper(i):
            i += 1
            continue
        start, label = i, is_place(i)
        while i < count and (
            (is_proper(i) and is_place(i) == label)
            or (words.text[i] == "-" and i > start and i + 1 < count and is_proper(i + 1))
        ):
            i += 1
        found[start] = Piece(start, i, "place" if label else "proper")
        taken.update(range(start, i))


def _known_surnames(words: Words, found: dict[int, Piece]) -> None:
    """Names of somebody who is a person elsewhere become persons, whatever the parser said of them.

    "Anwar" after "Sadia Anwar"; "Sadia Anwar" where "Ms Anwar" stands too.
    """
    titled = {
        words.lower[piece.end - 1]
        for piece in found.values()
        if piece.kind == "person"
        and (before := found.get(piece.start - 1)) is not None
        and before.sense("title") is not None
    }
    for piece in found.values():
        if piece.kind == "org" and piece.end - piece.start in (2, 3) and words.lower[piece.end - 1] in titled:
            piece.kind = "person"
    known = {
        words.lower[i]
        for piece in found.values()
        if piece.kind == "person" and piece.end - piece.start > 1
        for i in (piece.start, piece.end - 1)
        if len(words.text[i]) > 3 and words.text[i][:1].isupper()
    }
    for piece in found.values():
        single = piece.end - piece.start == 1 and piece.kind in ("proper", "org", "place")
        if single and words.lower[piece.start] in known and not words.text[piece.start].isupper():
            piece.kind = "person"


def _short_names(words: Words, found: dict[int, Piece]) -> None:
    """Capitalised words after "the" become an organisation where a longer name begins or ends with them.

    "the Collective" after "the Highland Peace Collective", whatever the parser took it for. The longer name
    is one that the parser found, or capitalised words after "the" that are nobody's name.
    """
    known: set[tuple[str, ...]] = set()
    for piece in found.values():
        end = piece.end
        if piece.kind == "proper" and piece.start and words.lower[piece.start - 1] == "the":
            end = _capitalised_run(words, piece.start)
        elif piece.kind != "org":
            continue
        said = words.lower[piece.start : end]
        known.update(tuple(said[:i]) for i in range(1, len(said)))
        known.update(tuple(said[i:]) for i in range(1, len(said)))
    for piece in found.values():
        after_the = piece.start > 0 and words.lower[piece.start - 1] == "the"
        own = tuple(words.lower[piece.start : piece.end])
        lone = len(own) == 1 and piece.kind == "person"
        if (lone or piece.kind == "proper") and after_the and own in known:
            piece.kind = "org"
