"""A month without a year: dated by the day of publication, else left open; on the whole path."""

from __future__ import annotations

import pytest

import onrecord

pytestmark = pytest.mark.parser

TEXT = (
    "Tajikistan has taken part in several efforts for peace, including the Samarkand Format talks held in "
    "November and a meeting of three foreign ministers."
)


@pytest.mark.parametrize(
    ("published", "start", "precision"), [("2024-12-27", "2024-11", "month"), (None, None, "unknown")]
)
def test_talks_are_dated_by_the_publication_date_or_not_at_all(
    published: str | None, start: str | None, precision: str
) -> None:
    record = onrecord.read(TEXT, published=published)
    talks = [e for e in record.events if e.type == "CONSULT" and e.time is not None]
    assert talks and talks[0].time is not None
    assert (talks[0].time.start, talks[0].time.precision) == (start, precision)
    assert [party.name for party in talks[0].actors] == ["Tajikistan"]
    assert talks[0].time.as_stated == "November"
