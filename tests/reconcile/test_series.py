"""Series of one claimant: increments, breaks, gaps, and two baselines that check each other."""

from __future__ import annotations

import pytest

from onrecord.flow import record_documents
from onrecord.model.records import Record
from onrecord.read.text import document_from_text
from onrecord.reconcile.series import check_series, series_of

pytestmark = pytest.mark.parser
WEEK = (
    "Our forces neutralised {week} terrorists in the last week, a ministry spokesman said. Since 1 January "
    "2023, {year:,} terrorists have been neutralised. Since 24 July 2015, {war:,} terrorists have been "
    "neutralised."
)


def weekly(*rows: tuple[str, int, int, int]) -> list[Record]:
    documents = [
        document_from_text(
            WEEK.format(week=week, year=year, war=war), publisher="Ministry of Defence", published=day
        )
        for day, week, year, war in rows
    ]
    return list(record_documents(documents))


LISTED = (("2023-11-02", 40, 1800, 39143), ("2023-11-09", 68, 1868, 39211), ("2023-11-16", 59, 1927, 39270))


def test_increments_are_derived_and_two_baselines_agree() -> None:
    found = [s for s in series_of(weekly(*LISTED)) if s.scope == "cumulative"]
    assert {s.baseline for s in found} == {"2023-01-01", "2015-07-24"}
    assert all([p.increment for p in s.points] == [None, 68, 59] for s in found)
    assert all(s.points[0].is_break for s in found)
    checks = check_series(found)
    assert [c.result for c in checks] == ["holds", "holds"]


def test_a_count_that_does_not_fit_its_twin_fails() -> None:
    rows = (*LISTED[:2], ("2023-11-16", 59, 1927, 39271))
    checks = check_series(series_of(weekly(*rows)))
    assert [c.result for c in checks] == ["holds", "fails"]
    assert abs(checks[1].off_by) == 1


def test_a_missing_instalment_is_seen() -> None:
    rows = [(f"2023-0{m}-0{d}", 10, 100 * m + 10 * d, 5000 + 100 * m + 10 * d) for m, d in ((6, 1), (6, 8))]
    rows += [("2023-06-15", 10, 720, 5720), ("2023-07-06", 10, 750, 5750), ("2023-07-13", 10, 760, 5760)]
    found = next(s for s in series_of(weekly(*rows)) if s.baseline == "2023-01-01")
    assert ("2023-06-15", "2023-07-06") in found.gaps


def test_the_order_of_documents_does_not_matter() -> None:
    listed = weekly(*LISTED)
    assert series_of(listed) == series_of(reversed(listed))
