"""Making one `Check`: its result, spans and line for a reader; and checks between two documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from onrecord.model.ids import content_id
from onrecord.model.records import Check, CheckKind, Figure, Notice
from onrecord.model.span import Span
from onrecord.model.time import first_day, last_day

_NOTICES: dict[CheckKind, str] = {
    "sum": "figure-sum-mismatch",
    "percentage": "figure-percentage-mismatch",
    "average": "figure-average-mismatch",
    "difference": "figure-difference-mismatch",
    "nesting": "figure-nesting-mismatch",
}


def notices_of(checks: Sequence[Check]) -> list[Notice]:
    """A notice for each check that fails."""
    return [Notice(name=_NOTICES[check.kind], text=check.text) for check in checks if check.result == "fails"]


def check_baselines(earlier: Sequence[Figure], later: Sequence[Figure]) -> list[Check]:
    """Whether totals counted from several starting days grew by the same amount between two documents.

    Weekly briefings give one count since January and one since a war began; between two weeks both
    must grow alike. Figures are matched by thing, measure and the first day of their period.

    Args:
        earlier: figures of the earlier document.
        later: figures of the later one; same claimant.
    """
    grown: dict[tuple[str, str | None], list[tuple[float, Figure, Figure]]] = defaultdict(list)
    for new in later:
        for old in earlier:
            if (
                baseline(old) is not None
                and baseline(old) == baseline(new)
                and old.best is not None
                and new.best is not None
            ):
                grown[(new.thing, new.measure)].append((new.best - old.best, old, new))
    checks = []
    for rows in grown.values():
        for (one, _, first), (other, _, second) in pairwise(rows):
            checks.append(check("difference", first, (second,), one, other, exact=True))
    return checks


def baseline(figure: Figure) -> tuple[str, str | None, str] | None:
    period = figure.period
    if figure.scope != "cumulative" or period is None or period.start is None or figure.is_rate:
        return None
    return figure.thing.rsplit(" ", 1)[-1], figure.measure, period.start


def is_same_count(one: Figure, other: Figure) -> bool:
    return (
        one.thing.rsplit(" ", 1)[-1] == other.thing.rsplit(" ", 1)[-1]
        and one.measure == other.measure
        and one.said_by == other.said_by
    )


def covers(longer: Figure, shorter: Figure) -> bool:
    outer, inner = longer.period, shorter.period
    if outer is None or inner is None or not (outer.start and outer.end and inner.start and inner.end):
        return False
    if first_day(outer.start) == first_day(inner.start):
        return False
    return first_day(outer.start) < first_day(inner.start) and last_day(inner.end) <= last_day(outer.end)


def check(
    kind: CheckKind,
    stated_by: Figure,
    rests_on: tuple[Figure, ...],
    stated: float,
    computed: float | None,
    *,
    exact: bool = False,
    tolerance: float = 0.0,
) -> Check:
    figures = (stated_by, *rests_on)
    spans = tuple(_value_span(figure) for figure in figures)
    if computed is None:
        result, off_by = "not_checkable", None
    elif computed == stated or (not exact and abs(computed - stated) <= tolerance):
        result, off_by = "holds", None
    else:
        result, off_by = "fails", round(stated - computed, 2)
    return Check(
        id=content_id("check", kind, *(figure.id for figure in figures)),
        kind=kind,
        result=result,  # type: ignore[arg-type]
        stated=stated,
        computed=computed if computed is None else round(computed, 2),
        off_by=off_by,
        figures=tuple(figure.id for figure in figures),
        spans=spans,
        text=_text_of(kind, stated, computed, off_by, rests_on),
    )


def _value_span(figure: Figure) -> Span:
    return figure.evidence.parts["value"][0]


def _text_of(
    kind: CheckKind, stated: float, computed: float | None, off_by: float | None, rests_on: tuple[Figure, ...]
) -> str:
    values = " and ".join(f"{figure.best:,.10g}" for figure in rests_on if figure.best is not None)
    if computed is None:
        return f"{kind}: stated {stated:,.10g}; {values} do not decide it"
    if off_by is None:
        return f"{kind}: stated {stated:,.10g}; {values} agree"
    return f"{kind}: stated {stated:,.10g}, but {values} give {computed:,.10g} (off by {off_by:+,.10g})"
