"""Records that break a rule cannot be constructed; values keep their precision."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InvalidRecordError
from onrecord.model.document import Document, Shift
from onrecord.model.ids import content_id
from onrecord.model.place import Place
from onrecord.model.records import Figure, Record, SaidBy
from onrecord.model.span import Evidence, Span, hull
from onrecord.model.time import Interval, first_day, last_day
from onrecord.read.text import document_from_text
from tests.strategies import MADE_BY, documents, intervals, records, spans

NARRATED = SaidBy(claimant="narrator", basis="narrator")


def a_figure(document: Document, **changes: Any) -> Figure:
    known: dict[str, Any] = {
        "id": "figure-1", "low": 3.0, "best": 3.0, "high": 3.0, "low_basis": "stated", "high_basis": "stated",
        "bound": "exact", "thing": "soldiers", "said_by": NARRATED, "evidence": document.evidence(Span(0, 5)),
    }  # fmt: skip
    return Figure(**(known | changes))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(InvalidRecordError):
        Span(start, end)


def test_a_record_needs_evidence() -> None:
    with pytest.raises(TypeError, match="evidence"):
        Figure(
            id="f", low=1, best=1, high=1, low_basis="stated", high_basis="stated", bound="exact", thing="x",
            said_by=NARRATED,
        )  # type: ignore[call-arg]  # fmt: skip


def test_evidence_quotes_as_many_characters_as_its_span() -> None:
    with pytest.raises(InvalidRecordError, match="quotes 3 characters"):
        Evidence(document_id="d", span=Span(0, 4), quote="abc")


@pytest.mark.parametrize(
    ("low", "best", "high"), [(5.0, None, 3.0), (5.0, 4.0, 6.0), (1.0, 9.0, 6.0), (None, None, None)]
)
def test_low_best_high_are_in_order(low: float | None, best: float | None, high: float | None) -> None:
    with pytest.raises(InvalidRecordError):
        a_figure(document_from_text("three soldiers"), low=low, best=best, high=high)


def test_an_open_bound_is_not_zero() -> None:
    figure = a_figure(document_from_text("at least three"), best=None, high=None)
    assert (figure.low, figure.high) == (3.0, None)


@pytest.mark.parametrize(
    ("start", "end"), [("2024-05-02", "2024-05-01"), ("2024-06", "2024-05"), ("2025", "2024-12-31")]
)
def test_an_interval_never_ends_before_it_starts(start: str, end: str) -> None:
    with pytest.raises(InvalidRecordError):
        Interval(start=start, end=end, precision="days")


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "24-01-01", "May 2024", "2024-1"])
def test_only_iso_prefix_dates(text: str) -> None:
    with pytest.raises(InvalidRecordError):
        Interval(start=text, end=text, precision="day")


def test_an_unresolved_interval_keeps_what_is_known() -> None:
    november = Interval(start=None, end=None, precision="month", value="XXXX-11", as_stated="November")
    assert not november.is_resolved


def test_offsets_outside_the_text_cannot_be_used() -> None:
    document = document_from_text("short")
    with pytest.raises(InvalidRecordError, match="5 characters"):
        document.evidence(Span(0, 6))
    with pytest.raises(InvalidRecordError, match="5 characters"):
        document.evidence(Span(0, 2), value=(Span(3, 9),))


def test_a_record_refuses_evidence_of_another_text() -> None:
    figure = a_figure(document_from_text("three soldiers"))
    with pytest.raises(InvalidRecordError, match="does not stand"):
        Record(document=document_from_text("other soldiers"), figures=(figure,), made_by=MADE_BY)


@pytest.mark.parametrize(("lat", "lon"), [(12.0, None), (95.0, 10.0), (10.0, 181.0)])
def test_a_place_is_on_the_globe(lat: float, lon: float | None) -> None:
    with pytest.raises(InvalidRecordError):
        Place(mention="x", name="x", lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("claimant", "basis"), [("", "stated"), ("narrator", "stated"), ("ISPR", "narrator")]
)
def test_every_value_belongs_to_somebody(claimant: str, basis: Any) -> None:
    with pytest.raises(InvalidRecordError):
        SaidBy(claimant=claimant, basis=basis)


def test_decoded_offsets_follow_the_shifts() -> None:
    document = msgspec.structs.replace(document_from_text("abcdef"), shifts=(Shift(0, 1), Shift(3, 4)))
    assert [document.decoded_offset(i) for i in (0, 2, 3, 5)] == [1, 3, 7, 9]


@given(st.data())
def test_evidence_always_quotes_the_text(data: st.DataObject) -> None:
    document = data.draw(documents())
    span = data.draw(spans(document))
    assert document.evidence(span).quote == document.text[span.start : span.end]


@given(st.data())
def test_the_hull_covers_all(data: st.DataObject) -> None:
    document = data.draw(documents())
    some = data.draw(st.lists(spans(document), min_size=1))
    assert all(hull(some).covers(span) for span in some)


@given(intervals())
def test_intervals_are_ordered(interval: Interval) -> None:
    assert interval.start is not None and interval.end is not None
    assert first_day(interval.start) <= last_day(interval.end)


@given(records())
def test_json_round_trip_gives_equal_records(record: Record) -> None:
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record


def test_decoding_checks_the_rules_too() -> None:
    encoded = msgspec.json.encode(a_figure(document_from_text("three soldiers"))).replace(
        b'"low":3.0', b'"low":9.0'
    )
    with pytest.raises(msgspec.ValidationError, match="low <= best <= high"):
        msgspec.json.decode(encoded, type=Figure)


def test_ids_come_from_content() -> None:
    assert content_id("figure", "a", 1) == content_id("figure", "a", 1) != content_id("figure", "a", 2)
    assert content_id("figure", {"b": 1, "a": 2}) == content_id("figure", {"a": 2, "b": 1})
