"""Relations: what one party does to another over time, by PLOVER quad class, and when the tone changes.

In: records. Out: for each ordered pair of parties, counts of events a week or month in the four quad classes
(verbal and material cooperation, verbal and material conflict), the event reports behind each count, and
the weeks at which the mean score shifts. Events told by copies of one text count once. A denied, planned
or hypothetical event is no event.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from onrecord.model.records import EventReport, PartyRecord, Record
from onrecord.model.vocabulary import vocabulary
from onrecord.reconcile.origins import origin_numbers

Step = Literal["week", "month"]
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_HAPPENED = ("asserted", "alleged")


class Bin(Struct, frozen=True, kw_only=True):
    """One week or month of a relation.

    Attributes:
        start: its first day: a Monday, or the first of the month.
        counts: events by quad class, in the order of `QUADS`.
        score: mean PLOVER score of its events, -10 to 10; None without any.
        events: ids of the event reports counted.
    """

    start: str
    counts: tuple[int, int, int, int]
    score: float | None
    events: tuple[str, ...]


class Change(Struct, frozen=True, kw_only=True):
    """A shift of tone: from `start` on, the mean score a week differs from before."""

    start: str
    before: float
    after: float


class Relation(Struct, frozen=True, kw_only=True):
    """What `source` does to `target`.

    Attributes:
        source, target: ISO 3166-1 alpha-3 codes of countries, or actor ids of others.
        step: `week` or `month`.
        bins: without a hole from the first event to the last.
        changes: shifts of the mean score, by `change_points`.
    """

    source: str
    target: str
    step: Step
    bins: tuple[Bin, ...]
    changes: tuple[Change, ...] = ()


class _Told(Struct, frozen=True, kw_only=True):
    day: date
    quad: int
    score: float
    id: str


def relations_of(records: Sequence[Record], *, step: Step = "week", most_changes: int = 5) -> list[Relation]:
    """The relations of all ordered pairs that meet in events; reciprocal events count both ways."""
    ordered = sorted(records, key=lambda r: (r.document.published or "", r.document.id))
    origins = origin_numbers([r.document.text for r in ordered])
    told: dict[tuple[str, str], dict[tuple[object, ...], _Told]] = defaultdict(dict)
    for record, origin in zip(ordered, origins, strict=True):
        for event in record.events:
            day = _day(event, record)
            if event.status not in _HAPPENED or day is None:
                continue
            term = vocabulary("event_types").get(event.type)
            if term is None:
                continue
            item = _Told(day=day, quad=int(term.fields["quad"]) - 1, score=_score(event.type), id=event.id)
            for pair in _pairs(event):
                # A copy repeats its origin's events word for word: they are one.
                told[pair].setdefault((origin, event.type, event.as_stated, day), item)
    return [_relation(pair, list(items.values()), step, most_changes) for pair, items in sorted(told.items())]


def relation(records: Sequence[Record], source: str, target: str, *, step: Step = "week") -> Relation | None:
    """The relation of one ordered pair, or None if no event joins the two."""
    return next(
        (r for r in relations_of(records, step=step) if (r.source, r.target) == (source, target)), None
    )


def party_key(party: PartyRecord) -> str | None:
    """A party's country, else its actor id; None where neither is known. A country's organs act for it."""
    return party.country or party.actor_id


def _pairs(event: EventReport) -> set[tuple[str, str]]:
    sources = {key for party in event.actors if (key := party_key(party))}
    targets = {key for party in event.recipients if (key := party_key(party))}
    pairs = {(a, b) for a in sources for b in targets if a != b}
    if event.is_reciprocal:
        parties = sources | targets
        pairs = {(a, b) for a in parties for b in parties if a != b}
    return pairs


def _day(event: EventReport, record: Record) -> date | None:
    for day in (event.time.start if event.time is not None else None, record.document.published):
        if day is not None and len(day) == 10:
            return date.fromisoformat(day)
    return None


def _score(type_: str) -> float:
    """PLOVER's score; conflict below zero."""
    fields = vocabulary("event_types")[type_].fields
    score = abs(float(fields["score"]))
    return -score if int(fields["quad"]) > 2 else score


def _relation(pair: tuple[str, str], told: list[_Told], step: Step, most: int) -> Relation:
    groups: dict[date, list[_Told]] = defaultdict(list)
    for item in told:
        groups[_start(item.day, step)].append(item)
    bins = []
    at, last = min(groups), max(groups)
    while at <= last:
        items = sorted(groups.get(at, []), key=lambda i: (i.day, i.id))
        counts = [0, 0, 0, 0]
        for item in items:
            counts[item.quad] += 1
        score = sum(i.score for i in items) / len(items) if items else None
        bins.append(
            Bin(
                start=at.isoformat(),
                counts=(counts[0], counts[1], counts[2], counts[3]),
                score=None if score is None else round(score, 3),
                events=tuple(i.id for i in items),
            )
        )
        at = _next(at, step)
    return Relation(
        source=pair[0], target=pair[1], step=step, bins=tuple(bins), changes=tuple(_changes(bins, most))
    )


def _start(day: date, step: Step) -> date:
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def _next(day: date, step: Step) -> date:
    return day + timedelta(days=7) if step == "week" else (day + timedelta(days=31)).replace(day=1)


def _changes(bins: Sequence[Bin], most: int) -> Iterable[Change]:
    known = [(b.start, b.score) for b in bins if b.score is not None]
    scores = [score for _, score in known]
    cuts = [0, *change_points(scores, most=most), len(scores)]
    for before, at, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        one, two = scores[before:at], scores[at:after]
        yield Change(
            start=known[at][0], before=round(sum(one) / len(one), 3), after=round(sum(two) / len(two), 3)
        )


def change_points(values: Sequence[float], *, most: int = 5, least_length: int = 3) -> list[int]:
    """Indices at which the mean shifts: optimal partitioning under a penalty.

    Least squares inside stretches plus a penalty of `3 * log(n)` times the noise's variance for each cut
    (a strengthened BIC; Jackson et al. 2005, Killick et al. 2012, Haynes et al. 2017). The noise's variance
    comes from differences of neighbours, which a shift hardly touches. `ruptures` gives the same cuts
    (`Dynp` and `Pelt` with model `l2`).

    Args:
        values: one a week or month, in order.
        most: at most so many cuts; the strongest stay.
        least_length: of a stretch.
    """
    size = len(values)
    if size < 2 * least_length:
        return []
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)
    steps = [(b - a) ** 2 for a, b in pairwise(values)]
    # Median of squared differences over 2 * 0.4549, the median of chi-square with one degree.
    noise = max(sorted(steps)[len(steps) // 2] / 0.9098, sum(steps) / len(steps) / 8, 1e-9)
    penalty = 3 * math.log(size) * noise

    def cost(i: int, j: int) -> float:
        return squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / (j - i)

    while True:
        best, last = [0.0] + [math.inf] * size, [0] * (size + 1)
        for end in range(least_length, size + 1):
            for start in range(0, end - least_length + 1):
                total = best[start] + cost(start, end) + (penalty if start else 0.0)
                if total < best[end]:
                    best[end], last[end] = total, start
        cuts, at = [], size
        while at > 0:
            at = last[at]
            if at > 0:
                cuts.append(at)
        if len(cuts) <= most:
            return sorted(cuts)
        penalty *= 1.5
