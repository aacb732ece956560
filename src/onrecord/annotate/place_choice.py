"""Which candidates are place names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.annotate.place_names import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PREPOSITIONS = frozenset(
    "in at near from to toward towards around outside across through throughout into of".split()
)


def choose(parse: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates held to be places, in text order, none overlapping."""
    scored = [(value, c) for c in candidates if (value := _value(parse, c)) > 0]
    scored.sort(key=lambda pair: (-pair[0], -(pair[1].end - pair[1].start), pair[1].start))
    taken: set[int] = set()
    kept = []
    for _, candidate in scored:
        tokens = range(candidate.start, candidate.end)
        if not any(token in taken for token in tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _value(parse: Doc, c: Candidate) -> float:
    """Above 0 for a place; the higher the surer. First version, by hand."""
    if c.is_demonym:
        return 0.5
    if c.code:
        return 3.0
    value = 0.0
    if c.label in ("GPE", "LOC"):
        value += 2.0 if c.is_whole else 0.8
    elif c.label == "FAC":
        value += 0.3
    elif c.label in ("PERSON", "ORG", "NORP", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "DATE", "LANGUAGE"):
        value -= 1.5
    if c.matches:
        value += 0.2 + 0.1 * (c.end - c.start)
        top = max(m.entry.population for m in c.matches)
        if any(m.entry.kind in ("country", "admin1") and not m.is_other for m in c.matches):
            value += 1.0
        elif top < 20000:
            value -= 0.6
        if any(m.entry.kind == "admin2" for m in c.matches) and c.key.endswith(
            (" county", " parish", " district")
        ):
            value += 2.0
    before = parse[c.start - 1].lower_ if c.start else ""
    if c.matches and (not c.start or "\n" in parse[c.start - 1].text) and parse[c.start].text.isupper():
        value += 3.0
    if before in _PREPOSITIONS and before != "of":
        value += 0.8
    if all(parse[i].tag_ not in ("NNP", "NNPS", "JJ") for i in range(c.start, c.end)):
        value -= 1.0
    return value
