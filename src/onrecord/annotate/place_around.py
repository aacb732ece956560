"""What the document's other names say of a name: last settling of the readings in `place_resolve.py`.

Three things that the ranking does not see: a namesake in a country that nothing else in the text speaks of,
a region and its town under one name, and names without any entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from onrecord.annotate.place_gazetteer import Entry
from onrecord.annotate.place_names import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Doc

SMALL = 150_000
"""A place of fewer people is not meant by its bare name in a text that speaks of other countries only."""

_REGION_WORDS = frozenset(
    "province provinces region regions state states governorate governorates district districts county "
    "counties department departments oblast oblasts prefecture prefectures division divisions".split()
)
BETWEEN = frozenset(
    "in of ( , from within near western eastern northern southern central north south the "
    "province district region state city town ’s 's village area county - northwestern "
    "northeastern southeastern southwestern north-western north-eastern upper lower".split()
)


class Reading(NamedTuple):
    """One entry that a name could mean, with its score and what spoke for it."""

    entry: Entry
    score: float
    features: tuple[float, ...]


class Resolved(NamedTuple):
    """What a candidate means.

    Attributes:
        entry: the chosen one; None when the gazetteer has no entry.
        others: further readings, best first.
        confidence: share of the chosen reading's weight among all.
        reason: in a few words.
        is_inside: the name itself has no entry: it lies somewhere in or near `entry`.
    """

    entry: Entry | None
    others: tuple[Entry, ...]
    confidence: float
    reason: str
    is_inside: bool = False


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether `inner` lies in the country, region or district `outer`."""
    if outer.id == inner.id or not outer.country or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1":
        return outer.admin1 == inner.admin1 and inner.kind != "admin1"
    return outer.kind == "admin2" and (outer.admin1, outer.admin2) == (inner.admin1, inner.admin2)


def settled(
    parse: Doc,
    chosen: Sequence[Candidate],
    decided: Sequence[Resolved],
    readings: Sequence[list[Reading]],
    told: Sequence[Entry],
) -> list[Resolved]:
    """The decisions with strays brought home and bare names read as the town.

    A stray is a small place in a country of which no other name in the text speaks: the best reading in a
    country spoken of is taken instead, or none.
    """
    speakers = _speakers(chosen, decided, told)
    found = []
    for index, own in enumerate(decided):
        key, entry = chosen[index].key, own.entry
        if entry is not None and _is_stray(entry, own, key, speakers):
            home = home_country(chosen, decided, told, but=key)
            own = _brought_home(own, readings[index], key, speakers, home)
        found.append(_as_town(parse, chosen[index], own, readings[index]))
    return found


def _speakers(
    chosen: Sequence[Candidate], decided: Sequence[Resolved], told: Sequence[Entry]
) -> dict[str, set[str]]:
    """For each country the names that speak of it; those outside the text under the empty name."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for candidate, resolved in zip(chosen, decided, strict=True):
        if resolved.entry is not None and resolved.entry.country and resolved.confidence >= 0.4:
            speakers[resolved.entry.country].add(candidate.key)
    for entry in told:
        speakers[entry.country].add("")
    return speakers


def _is_stray(entry: Entry, own: Resolved, key: str, speakers: dict[str, set[str]]) -> bool:
    if entry.kind not in ("town", "spot", "quarter", "admin2") or entry.population >= SMALL:
        return False
    if own.reason == "named with its region" or not entry.country:
        return False
    return not speakers.get(entry.country, set()) - {key}


def _brought_home(
    own: Resolved, readings: Sequence[Reading], key: str, speakers: dict[str, set[str]], home: str | None
) -> Resolved:
    for reading in readings:
        if speakers.get(reading.entry.country, set()) - {key}:
            others = tuple(r.entry for r in readings if r is not reading)[:5]
            return Resolved(reading.entry, others, 0.4, "in a country that the document speaks of")
    if home is None:
        return own
    return Resolved(None, tuple(r.entry for r in readings[:5]), 0.0, "namesakes in other countries only")


def home_country(
    chosen: Sequence[Candidate], decided: Sequence[Resolved], told: Sequence[Entry], but: str | None = None
) -> str | None:
    """The country that most names of the document lie in, with half of all at least; None when there is
    none, or fewer than two names are placed."""
    weight: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for candidate, resolved in zip(chosen, decided, strict=True):
        entry = resolved.entry
        if candidate.key in seen or candidate.key == but or entry is None or not entry.country:
            continue
        seen.add(candidate.key)
        weight[entry.country] += resolved.confidence
    for entry in told:
        weight[entry.country] += 1.0
    if not weight:
        return None
    best = max(sorted(weight), key=lambda country: weight[country])
    return best if best and weight[best] >= max(1.0, 0.5 * sum(weight.values())) else None


def _as_town(parse: Doc, candidate: Candidate, own: Resolved, readings: Sequence[Reading]) -> Resolved:
    """The town where the name chosen is of a region that has the town's name, and no region word is near."""
    entry = own.entry
    if entry is None or entry.kind not in ("admin1", "admin2") or entry.country == "US":
        return own
    if candidate.is_demonym or _has_region_word(parse, candidate):
        return own
    for reading in readings:
        town = reading.entry
        if town.kind == "town" and (town.country, town.admin1) == (entry.country, entry.admin1):
            if town.population * 25 < entry.population and town.population < SMALL:
                return own
            others = (entry, *(other for other in own.others if other.id != town.id))[:5]
            return Resolved(town, others, own.confidence, f"{own.reason}; the town, for a bare name")
    return own


def _has_region_word(parse: Doc, candidate: Candidate) -> bool:
    """Whether a region word follows, past further names of a list, or stands before with "of"."""
    for token in parse[candidate.end : candidate.end + 10]:
        word = token.lower_
        if word in _REGION_WORDS:
            return True
        if not token.text[0].isupper() and word not in (",", "and", "or", "-", "the"):
            break
    before = [token.lower_ for token in parse[max(0, candidate.start - 8) : candidate.start]]
    return any(word in _REGION_WORDS for word in before)


def placed_by_region(
    parse: Doc,
    chosen: Sequence[Candidate],
    decided: Sequence[Resolved],
    readings: Sequence[list[Reading]],
    index: int,
    home: Entry | None,
) -> Resolved:
    """The region that the words around give to a name without an entry of its own there.

    "Bradford, Ontario" is not the Bradford of England: where no reading lies in the region named beside
    it, and the best is no great city, the name is placed somewhere in that region.
    """
    own = decided[index]
    if own.entry is not None and (own.entry.kind != "town" or own.entry.population > 100_000):
        return own
    region = _region_beside(parse, chosen, decided, index)
    if region is not None and region.country and not any(holds(region, r.entry) for r in readings[index]):
        return Resolved(
            region, own.others, 0.3, "unknown name, placed in the region named beside it", is_inside=True
        )
    if own.entry is not None:
        return own
    around = _region_around(decided, chosen, index)
    if around is None and home is not None:
        return Resolved(home, (), 0.15, "unknown name, placed in the document's country", is_inside=True)
    if around is None:
        return own
    return Resolved(around, (), 0.2, "unknown name, placed in the document's region", is_inside=True)


def _region_beside(
    parse: Doc, chosen: Sequence[Candidate], decided: Sequence[Resolved], index: int
) -> Entry | None:
    if index + 1 < len(chosen):
        entry = decided[index + 1].entry
        gap = [token.lower_ for token in parse[chosen[index].end : chosen[index + 1].start]]
        is_region = entry is not None and entry.kind in ("admin1", "admin2", "country")
        if (
            is_region
            and 0 < len(gap) <= 4
            and gap[0] in (",", "in", "(", "of", "district", "area", "village", "region")
        ) and all(word in BETWEEN for word in gap):
            return entry
    if index:
        entry = decided[index - 1].entry
        gap = [token.lower_ for token in parse[chosen[index - 1].end : chosen[index].start]]
        if (
            entry is not None
            and entry.kind in ("admin1", "country")
            and gap
            and gap[0] in ("'s", "’s")
            and len(gap) < 4
        ):
            return entry
    return None


def _region_around(decided: Sequence[Resolved], chosen: Sequence[Candidate], index: int) -> Entry | None:
    """The entry of the nearest name before or after that is surely placed, no larger than a region."""
    best: tuple[int, Entry] | None = None
    for other, resolved in enumerate(decided):
        entry = resolved.entry
        if other == index or entry is None or resolved.confidence < 0.6 or entry.lat is None:
            continue
        if entry.kind in ("admin1", "admin2", "town", "spot", "quarter"):
            distance = abs(chosen[other].start - chosen[index].start)
            if best is None or distance < best[0]:
                best = distance, entry
    return best[1] if best is not None and best[0] <= 60 else None
