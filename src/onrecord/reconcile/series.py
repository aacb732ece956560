"""Series: one claimant's count of one thing, over time, with what follows from it.

In: records. Out: series with points in time order, each a figure; increments between cumulative totals of one
baseline, marked as derived; breaks where a new baseline begins; missing instalments; and checks between two
series of one claimant, which must grow alike (a count since January and one since a war began).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, pairwise
from statistics import median
from typing import Literal

from msgspec import Struct

from onrecord.model.ids import content_id
from onrecord.model.records import NARRATOR, Figure, Record
from onrecord.model.span import Span
from onrecord.model.time import Interval, first_day, last_day
from onrecord.reconcile.agreement import plain_words

_LONGEST_INTERVAL_DAYS = 45
_FRESH_DAYS = 10
_SPOKESMAN = re.compile(
    r"\b(?:spokes\w+|a|an|the|director general|general|colonel|brigadier|minister|officials?"
    r"|source)\b",
    re.I,
)


class Point(Struct, frozen=True, kw_only=True):
    """One instalment.

    Attributes:
        day: ISO date up to which it counts: the period's end, else the day of publication.
        value: the number; `words` as printed.
        figure_id, document_id, span: where it stands: one step from a chart to its sentence.
        increment: grown by so much since the point before it of the same baseline; derived, or None.
        is_break: the first point of a new baseline.
        others: ids of figures of other documents that repeat it.
    """

    day: str
    value: float
    words: str
    figure_id: str
    document_id: str
    span: Span
    increment: float | None = None
    is_break: bool = False
    others: tuple[str, ...] = ()


class Series(Struct, frozen=True, kw_only=True):
    """One count over time.

    Attributes:
        claimant, measure, thing, scope, area: what makes it one series; scope `interval` is a count over a
            week or month that the next one does not include.
        baseline: first day of what is counted, for cumulative counts; "" else.
        points: in time order.
        gaps: (last day before, first day after) where a regular instalment is missing.
        drops: days on which a cumulative count fell, which counts cannot.
    """

    id: str
    claimant: str
    measure: str
    thing: str
    scope: str
    area: str
    baseline: str
    points: tuple[Point, ...]
    gaps: tuple[tuple[str, str], ...] = ()
    drops: tuple[str, ...] = ()


class CrossCheck(Struct, frozen=True, kw_only=True):
    """Two series of one claimant between two days: they must grow by the same amount.

    Attributes:
        first, second: ids of the series.
        start, end: the days compared.
        grown: by how much each grew.
        result: `holds`, or `fails` with `off_by`.
    """

    first: str
    second: str
    start: str
    end: str
    grown: tuple[float, float]
    result: Literal["holds", "fails"]
    off_by: float = 0.0


def series_of(records: Iterable[Record], *, least_points: int = 2) -> list[Series]:
    """All series with points on at least so many days; the same in any order of records."""
    groups: dict[tuple[str, ...], list[tuple[str, Record, Figure]]] = defaultdict(list)
    for record in records:
        speaker = _publisher(record)
        for figure in record.figures:
            day = _day(record, figure)
            if (
                figure.is_rate
                or figure.unit is not None
                or figure.part_of
                or day is None
                or not _countable(figure)
                # A paper's separate stories are no series.
                or (figure.scope == "incident" and figure.said_by.claimant == NARRATOR)
            ):
                continue
            groups[_key(figure, speaker)].append((day, record, figure))
    found = [_series(key, items) for key, items in groups.items()]
    return sorted(
        (s for s in found if len({p.day for p in s.points}) >= least_points),
        key=lambda s: (s.claimant, s.measure, s.thing, s.scope, s.baseline, s.area),
    )


def check_series(series: Sequence[Series]) -> list[CrossCheck]:
    """Checks between cumulative series of one claimant and thing with unlike baselines (two in one text)."""
    found = []
    for a, b in combinations([s for s in series if s.scope == "cumulative"], 2):
        if (a.claimant, a.measure, a.thing) != (b.claimant, b.measure, b.thing) or a.baseline == b.baseline:
            continue
        at_a, at_b = {p.day: p.value for p in a.points}, {p.day: p.value for p in b.points}
        for start, end in pairwise(sorted(set(at_a) & set(at_b))):
            one, other = at_a[end] - at_a[start], at_b[end] - at_b[start]
            found.append(
                CrossCheck(
                    first=a.id,
                    second=b.id,
                    start=start,
                    end=end,
                    grown=(one, other),
                    result="holds" if one == other else "fails",
                    off_by=one - other,
                )
            )
    return found


def claimant_of(figure: Figure, publisher: str) -> str:
    """Whose count it is: the institution spoken for, else the name; the publisher for a body's own page."""
    said_by = figure.said_by
    if said_by.claimant == NARRATOR:
        return publisher or NARRATOR
    link = said_by.chain[0] if said_by.chain else None
    told = plain_words(_SPOKESMAN.sub(" ", (link and link.organisation) or said_by.claimant))
    if publisher and set(told) <= set(plain_words(publisher)):
        return publisher  # "a ministry spokesman" on the ministry's own page
    if link is not None and link.organisation and _SPOKESMAN.search(link.role or link.as_stated or ""):
        return link.organisation
    return said_by.claimant


def _publisher(record: Record) -> str:
    source = record.document.source
    return (source.publisher or "") if source.kind == "primary" else ""


def _countable(figure: Figure) -> bool:
    return (
        (figure.best is not None or figure.low is not None)
        and figure.bound != "vague"
        and figure.status == "asserted"
    )


def _key(figure: Figure, publisher: str) -> tuple[str, ...]:
    baseline, scope = "", str(figure.scope)
    if figure.scope == "cumulative" and figure.period is not None and figure.period.start:
        if _is_short(figure.period):
            scope = "interval"
        else:
            baseline = figure.period.start
    thing = " ".join(plain_words(figure.thing)) or figure.thing.lower()
    area = (figure.place.gazetteer_id or figure.place.name) if figure.place is not None else ""
    if scope in ("incident", "interval"):
        area = ""  # weekly counts: the week's places differ, the series is one
    return claimant_of(figure, publisher), figure.measure or "", thing, scope, area, baseline


def _is_short(period: Interval) -> bool:
    """Whether a period is a week or month of its own: the next count begins where it ends."""
    if period.start is None or period.end is None:
        return False
    return (last_day(period.end) - first_day(period.start)).days < _LONGEST_INTERVAL_DAYS


def _day(record: Record, figure: Figure) -> str | None:
    published = record.document.published
    end = figure.period.end if figure.period is not None else None
    if end is not None:
        day = last_day(end).isoformat()
        if not published or len(published) < 10:
            return day
        # A running total stands as of the day it is given, even where the week told beside it ends before.
        age = (date.fromisoformat(published) - date.fromisoformat(day)).days
        return published if age < _FRESH_DAYS and figure.scope == "cumulative" else min(day, published)
    return published if published and len(published) == 10 else None


def _series(key: tuple[str, ...], items: list[tuple[str, Record, Figure]]) -> Series:
    claimant, measure, thing, scope, area, baseline = key
    by_day: dict[tuple[str, float], list[tuple[Record, Figure]]] = defaultdict(list)
    for day, record, figure in items:
        value = figure.best if figure.best is not None else figure.low
        by_day[day, float(value or 0.0)].append((record, figure))
    points: list[Point] = []
    for (day, value), listed in sorted(by_day.items(), key=lambda entry: entry[0]):
        listed.sort(key=lambda pair: (pair[0].document.published or "", pair[1].id))
        record, figure = listed[0]
        points.append(
            Point(
                day=day,
                value=value,
                words=figure.as_stated or f"{value:,.0f}",
                figure_id=figure.id,
                document_id=record.document.id,
                span=figure.evidence.parts["value"][0],
                others=tuple(f.id for _, f in listed[1:]),
            )
        )
    drops: list[str] = []
    if scope == "cumulative":
        points, drops = _increments(points)
    return Series(
        id=content_id("series", *key),
        claimant=claimant,
        measure=measure,
        thing=thing,
        scope=scope,
        area=area,
        baseline=baseline,
        points=tuple(points),
        gaps=tuple(_gaps(points)),
        drops=tuple(drops),
    )


def _increments(points: list[Point]) -> tuple[list[Point], list[str]]:
    """Points with what each adds to the one before; days on which a total fell."""
    from msgspec.structs import replace

    made, drops = points[:1], []
    for before, point in pairwise(points):
        grown = point.value - before.value
        if point.day == before.day:  # two values for one day: a conflict, which `compare` shows
            made.append(point)
            continue
        if grown < 0:
            drops.append(point.day)
        made.append(replace(point, increment=grown))
    return [replace(made[0], is_break=True), *made[1:]], drops


def _gaps(points: Sequence[Point]) -> list[tuple[str, str]]:
    """Where a regular instalment is missing: gaps of over one and a half times the usual one."""
    days = sorted({date.fromisoformat(point.day) for point in points})
    steps = [(b - a).days for a, b in pairwise(days)]
    if len(steps) < 3:
        return []
    usual = median(steps)
    return [
        (a.isoformat(), b.isoformat())
        for (a, b), step in zip(pairwise(days), steps, strict=True)
        if step > 1.5 * usual and usual > 0
    ]
