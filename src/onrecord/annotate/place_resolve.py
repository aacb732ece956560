"""Which gazetteer entry each name of a document means, from the document itself.

Last part of the layer `places`. A name means one place in a document, unless the words beside it say
otherwise ("Springfield, Ohio"). Entries are scored by what they are, by the words around the name, and by
the document's other places; the weights were learned (see `place_weights.yaml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import cos, exp, log10, radians, sqrt
from typing import TYPE_CHECKING

from onrecord.annotate.place_around import (
    BETWEEN,
    Reading,
    Resolved,
    holds,
    home_country,
    placed_by_region,
    settled,
)
from onrecord.annotate.place_gazetteer import Entry, Gazetteer, Match
from onrecord.annotate.place_names import Candidate
from onrecord.annotate.place_weights import weights

if TYPE_CHECKING:
    from spacy.tokens import Doc

MOST_READINGS = 60
"""Readings looked at for one name: "San Antonio" has hundreds; the most populous and those in context."""

_TYPE_WORDS = {
    word: kinds
    for words, kinds in {
        "district": ("admin2", "admin1"),
        "province": ("admin1", "admin2"),
        "region": ("admin1", "region", "admin2"),
        "state governorate oblast department provinces prefecture": ("admin1",),
        "county counties agency districts": ("admin2",),
        "city town village capital port": ("town",),
        "tehsil": ("admin2", "spot"),
        "municipality": ("town", "admin2"),
        "republic": ("country", "admin1"),
        "island": ("land", "region"),
        "valley": ("region", "spot"),
        "suburb": ("quarter", "town"),
    }.items()
    for word in words.split()
}
_AMERICAN_WORDS = frozenset(
    "sheriff deputies deputy elementary freshman sophomore congressman downtown attorney "
    "councilman councilwoman superintendent center program neighborhood color labor "
    "commissioners republican democrat fall mom favorite percent defense license theater "
    "harbor honor senior-high pickup sidewalk zip county legislature gubernatorial".split()
)
_BRITISH_WORDS = frozenset(
    "councillor councillors centre programme neighbourhood £ labour colour mp mps "
    "constabulary solicitor pensioner motorway favour pounds theatre harbour honour "
    "kilometres metres tonnes defence licence organisation whilst cent mum favourite pc "
    "magistrates pavement chairman borough parish lorry".split()
)
_BRITISH = frozenset(("GB", "IE", "AU", "NZ", "CA", "IN", "PK", "ZA"))
FEATURES = (
    "population", "country", "admin1", "admin2", "quarter", "region", "spot", "other_name", "type_word",
    "type_word_town", "inside", "beside_not", "same_country", "same_admin1", "near", "nearest", "told",
    "outranked",
    "no_point", "demonym_country", "twin_town", "twin_region", "word_none_region", "capitals_region",
    "in_told_country",
    "population_town", "town", "other_in_country", "american_style", "british_style",
)  # fmt: skip


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres, on a flat map: good to some per cent below 1,000 km."""
    east = abs(lon1 - lon2)
    if east > 180:
        east = 360 - east
    east *= cos(radians((lat1 + lat2) / 2))
    return 111.2 * sqrt((lat1 - lat2) ** 2 + east**2)


def american_style(parse: Doc) -> float:
    """How American the wording is, 0 (British) to 1; 0.5 when nothing tells."""
    american = british = 0
    for token in parse:
        word = token.lower_
        american += word in _AMERICAN_WORDS
        british += word in _BRITISH_WORDS
    return (american + 0.5) / (american + british + 1.0)


class Context:
    """What the document's other places say: countries, regions and points, with weights."""

    def __init__(self) -> None:
        self.countries: dict[str, dict[str, float]] = defaultdict(dict)
        self.regions: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        self.points: dict[str, tuple[float, float, float]] = {}
        self.total = 0.0

    def add(self, key: str, entry: Entry, weight: float) -> None:
        """A name of the document and the entry it is held to mean."""
        self.total += weight
        if entry.country:
            self.countries[entry.country][key] = weight
            if entry.admin1:
                self.regions[entry.country, entry.admin1][key] = weight
        if (
            entry.lat is not None
            and entry.lon is not None
            and entry.kind in ("town", "admin2", "spot", "quarter")
        ):
            self.points[key] = (entry.lat, entry.lon, weight)

    def shares(self, key: str, entry: Entry) -> tuple[float, float]:
        """Shares of the other names' weight in the entry's country and in its region."""
        own = self.countries[entry.country].get(key, 0.0) if entry.country else 0.0
        others = self.total - max((owners.get(key, 0.0) for owners in self.countries.values()), default=0.0)
        if not entry.country or others <= 0:
            return 0.0, 0.0
        country = sum(self.countries[entry.country].values()) - own
        region = 0.0
        if entry.admin1 and entry.kind != "admin1":
            owners = self.regions.get((entry.country, entry.admin1), {})
            region = sum(owners.values()) - owners.get(key, 0.0)
        return min(1.0, country / others), min(1.0, region / others)

    def nearness(self, key: str, entry: Entry) -> tuple[float, float]:
        """How near the other places are: weighted sum, squashed to 0-1, and the nearest."""
        if entry.lat is None or entry.lon is None:
            return 0.0, 0.0
        total, best = 0.0, 0.0
        for other, (lat, lon, weight) in self.points.items():
            if other == key or abs(lat - entry.lat) > 5:
                continue
            near = exp(-km_between(lat, lon, entry.lat, entry.lon) / 80.0)
            total += weight * near
            best = max(best, near)
        return total / (total + 1.0), best


def resolve(
    parse: Doc, chosen: Sequence[Candidate], gazetteer: Gazetteer, told: Iterable[Entry] = ()
) -> list[Resolved]:
    """What each candidate means, in order.

    Args:
        parse: the document.
        chosen: candidates held to be places, in text order.
        gazetteer: where coded forms are looked up.
        told: entries named outside the text: publisher, title, dateline.
    """
    told = tuple(told)
    readings = ranked(parse, chosen, gazetteer, told)
    decided = [_decided(candidate, listed) for candidate, listed in zip(chosen, readings, strict=True)]
    decided = settled(parse, chosen, decided, readings, told)
    home = home_country(chosen, decided, told)
    around = gazetteer.region(home, "") if home else None
    return [placed_by_region(parse, chosen, decided, readings, index, around) for index in range(len(chosen))]


def ranked(
    parse: Doc, chosen: Sequence[Candidate], gazetteer: Gazetteer, told: Sequence[Entry]
) -> list[list[Reading]]:
    """All readings of each candidate, best first: two rounds, the second with the first's places around."""
    matches = [_matches(candidate, gazetteer) for candidate in chosen]
    beside = [_beside(parse, chosen, matches, index) for index in range(len(chosen))]
    types = [_type_word(parse, candidate) for candidate in chosen]
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, candidate in enumerate(chosen):
        by_key[candidate.key].append(index)
    style = american_style(parse)
    context = Context()
    for number, entry in enumerate(told):
        context.add(f"?{number}", entry, 1.0)
    listed: list[list[Reading]] = []
    for turn in range(3):
        listed = []
        for index, candidate in enumerate(chosen):
            mates = by_key[candidate.key]
            listed.append(
                _scored(
                    candidate, matches[index], types[index], beside[index],
                    [beside[mate] for mate in mates], [types[mate] for mate in mates], context, told, style,
                )
            )  # fmt: skip
        if turn == 2:
            break
        context = Context()
        for number, entry in enumerate(told):
            context.add(f"?{number}", entry, 1.0)
        for key, mates in by_key.items():
            best = max((listed[mate] for mate in mates), key=lambda r: r[0].score if r else -99.0)
            if best:
                context.add(key, best[0].entry, _share(best) * (1.0 + 0.3 * min(len(mates) - 1, 4)))
    return listed


def _share(readings: list[Reading]) -> float:
    top = readings[0].score
    return 1.0 / sum(exp(max(-30.0, reading.score - top)) for reading in readings)


def _matches(candidate: Candidate, gazetteer: Gazetteer) -> tuple[Match, ...]:
    if candidate.code:
        country, _, admin1 = candidate.code.partition(".")
        entry = gazetteer.region(country, admin1)
        if entry is not None:
            if not candidate.is_demonym:
                return (Match(entry, False),)
            return (Match(entry, False), *candidate.matches)
    return candidate.matches


def _type_word(parse: Doc, candidate: Candidate) -> tuple[str, ...]:
    """Kinds that a word beside the name asks for: "Kech district", "the province of Kunar"."""
    if candidate.end < len(parse):
        kinds = _TYPE_WORDS.get(parse[candidate.end].lower_)
        if kinds:
            return kinds
    if candidate.start >= 2 and parse[candidate.start - 1].lower_ == "of":
        return _TYPE_WORDS.get(parse[candidate.start - 2].lower_, ())
    if candidate.start >= 1:
        before = parse[candidate.start - 1].lower_
        if before in ("district", "province", "city", "town", "village", "tehsil", "county", "governorate"):
            return _TYPE_WORDS[before]
    return ()


def _beside(
    parse: Doc, chosen: Sequence[Candidate], matches: Sequence[tuple[Match, ...]], index: int
) -> tuple[Entry, ...]:
    """Regions and countries that the words around place the name in: "Mir Ali, North Waziristan"."""
    found: list[Entry] = []
    own = chosen[index]
    if index + 1 < len(chosen):
        after = chosen[index + 1]
        gap = [token.lower_ for token in parse[own.end : after.start]]
        if 0 < len(gap) <= 4 and all(word in BETWEEN for word in gap) and gap[0] != "’s":
            found += [m.entry for m in matches[index + 1] if m.entry.kind in ("country", "admin1", "admin2")]
    if index:
        before = chosen[index - 1]
        gap = [token.lower_ for token in parse[before.end : own.start]]
        is_owner = before.is_demonym or (bool(gap) and gap[0] in ("'s", "’s"))
        if is_owner and len(gap) <= 4 and "," not in gap:
            found += [m.entry for m in matches[index - 1] if m.entry.kind in ("country", "admin1")]
    return tuple(found)


def _scored(
    candidate: Candidate,
    matches: Sequence[Match],
    types: tuple[str, ...],
    beside: tuple[Entry, ...],
    mates_beside: Sequence[tuple[Entry, ...]],
    mates_types: Sequence[tuple[str, ...]],
    context: Context,
    told: Sequence[Entry],
    style: float,
) -> list[Reading]:
    vector = weights("resolve")
    if len(matches) > MOST_READINGS:
        kept = sorted(
            matches,
            key=lambda m: m.entry.population * (3 if context.countries.get(m.entry.country) else 1),
            reverse=True,
        )
        matches = kept[:MOST_READINGS]
    others_beside = [entry for listed in mates_beside for entry in listed]
    any_types = types or next((listed for listed in mates_types if listed), ())
    most = max((m.entry.population for m in matches), default=0)
    found = []
    twins = {(m.entry.country, m.entry.admin1) for m in matches if m.entry.kind == "town"}
    regions = {(m.entry.country, m.entry.admin1) for m in matches if m.entry.kind in ("admin1", "admin2")}
    told_countries = {entry.country for entry in told}
    for entry, is_other in matches:
        inside = 1.0 if any(holds(outer, entry) for outer in beside) else 0.0
        if not inside and any(holds(outer, entry) for outer in others_beside):
            inside = 0.6
        country, region = context.shares(candidate.key, entry)
        near, nearest = context.nearness(candidate.key, entry)
        kind = entry.kind
        home = (entry.country, entry.admin1)
        is_region = kind in ("admin1", "admin2")
        features = (
            log10(entry.population + 10) / 7, kind == "country", kind == "admin1", kind == "admin2",
            kind == "quarter", kind in ("region", "water", "continent", "land"), kind == "spot", is_other,
            bool(any_types) and kind in any_types and kind != "town",
            bool(any_types) and kind in any_types and kind == "town",
            inside, bool(beside) and not inside, country, region, near, nearest,
            any(holds(outer, entry) or outer.id == entry.id for outer in told),
            1.0 if entry.population * 10 < most else 0.0, entry.lat is None,
            candidate.is_demonym and kind == "country",
            kind == "town" and home in regions, is_region and home in twins,
            is_region and not any_types, is_region and candidate.is_capitals,
            bool(told) and entry.country in told_countries,
            log10(entry.population + 10) / 7 if kind == "town" else 0.0, kind == "town",
            country if is_other else 0.0, style if entry.country == "US" else 0.0,
            1.0 - style if entry.country in _BRITISH and style < 0.5 else 0.0,
        )  # fmt: skip
        values = tuple(map(float, features))
        found.append(Reading(entry, sum(w * v for w, v in zip(vector, values, strict=True)), values))
    found.sort(key=lambda r: (-r.score, r.entry.id))
    return found


def _decided(candidate: Candidate, readings: list[Reading]) -> Resolved:
    if not readings:
        return Resolved(None, (), 0.0, "not in the gazetteer")
    best = readings[0]
    named = dict(zip(FEATURES, best.features, strict=True))
    if len(readings) == 1:
        reason = "only reading"
    elif named["inside"] >= 1:
        reason = "named with its region"
    elif named["inside"] or named["told"]:
        reason = "region named elsewhere in the document"
    elif named["nearest"] > 0.3 or named["same_admin1"] > 0.2:
        reason = "near the document's other places"
    elif named["same_country"] > 0.3:
        reason = "in the document's country"
    else:
        reason = "most prominent of the name"
    return Resolved(best.entry, tuple(r.entry for r in readings[1:6]), _share(readings), reason)
