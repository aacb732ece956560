"""What relative words count from, and that without a date they stay unresolved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention

pytestmark = pytest.mark.parser

Read = Callable[..., AnnotatedDocument]
Find = Callable[..., list[TimeMention]]


@pytest.fixture
def find(parsed: Read) -> Find:
    def run(text: str, published: str | None = None) -> list[TimeMention]:
        return parsed(text, "sentences", "times", published=published).times

    return run


_TALKS = (
    "The spokesperson said that the consultations in the Tashkent Format had been held in November "
    "and that both sides had valued them."
)


def test_a_month_without_year_is_dated_by_the_publication_date(find: Find) -> None:
    (time,) = find(_TALKS, "2024-12-27")
    assert (time.interval.value, time.interval.start, time.interval.end) == ("2024-11", "2024-11", "2024-11")
    assert time.interval.anchor == "2024-12-27"


def test_a_month_without_year_stays_unresolved_without_a_date(find: Find) -> None:
    (time,) = find(_TALKS)
    assert (time.interval.value, time.interval.is_resolved) == ("XXXX-11", False)
    assert time.interval.anchor is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoy arrived on Friday.", "XXXX-WXX-5"),
        ("The envoy arrived yesterday.", "XXXX-XX-XX"),
        ("The envoy arrived last week.", "XXXX-WXX"),
        ("The envoy arrived on 3 May.", "XXXX-05-03"),
        ("The envoy arrived last year.", "XXXX"),
        ("The envoy arrived overnight.", "XXXX-XX-XXTNI"),
        ("Many were deported in the past two weeks.", "P2W"),
    ],
)
def test_unknown_stays_unknown(find: Find, text: str, value: str) -> None:
    (time,) = find(text)
    assert (time.interval.value, time.interval.is_resolved) == (value, False)


def test_a_year_alone_dates_years_only(find: Find) -> None:
    texts = ("It was shut last year.", "It was shut on Friday.")
    assert [find(text, "2024")[0].interval.value for text in texts] == ["2023", "XXXX-WXX-5"]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("KABUL, 3 May 2024 - Three men were freed yesterday.", None, "2024-05-02"),
        ("KABUL, 3 May 2024 - Three men were freed yesterday.", "2024-05-04", "2024-05-02"),
        ("Dhaka, 29 June: Three men were freed yesterday.", "2024-07-01", "2024-06-28"),
        ("QUETTA, Nov 9 (Wire): Three men were freed yesterday.", "2024-11-10", "2024-11-08"),
        ("Parachinar, Monday\n\nThree men were freed yesterday.", "2024-05-14", "2024-05-12"),
        # a dateline of another year is no anchor for a text published now
        ("KABUL, 3 May 2019 - Three men were freed yesterday.", "2024-05-04", "2024-05-03"),
        # a date in the first sentence is no dateline
        ("The note covers 4 May to 18 May. Three men were freed yesterday.", "2024-05-20", "2024-05-19"),
    ],
)
def test_the_dateline_is_the_anchor(find: Find, text: str, published: str | None, value: str) -> None:
    assert find(text, published)[-1].interval.value == value


def test_a_communique_speaks_as_of_its_meeting(find: Find) -> None:
    text = (
        "JOINT COMMUNIQUÉ of the third meeting\n\n1. The meeting was held in Dushanbe on 22 May 2024. "
        "2. Border guards have foiled 12 attempts since March."
    )
    since = find(text, "2024-05-24")[-1].interval
    assert (since.start, since.end) == ("2024-03", "2024-05-22")


def test_stretches_end_with_the_day_of_speaking(find: Find) -> None:
    text = "Troops detained 40 people over the past week, the ministry said at its briefing on Thursday."
    week = find(text, "2024-05-10")[0].interval
    assert (week.start, week.end) == ("2024-05-02", "2024-05-09")


def test_stretches_end_where_the_count_was_closed(find: Find) -> None:
    text = "SITUATION REPORT 7 (as of 30 June, midnight)\n\nSince January 40 people have been detained."
    since = find(text, "2024-07-03")[-1].interval
    assert (since.start, since.end) == ("2024-01", "2024-06-30")


def test_the_year_told_in_january_is_the_one_just_over(find: Find) -> None:
    text = "The post went through the year without a single attack."
    assert [find(text, day)[0].interval.value for day in ("2025-01-08", "2025-06-08")] == ["2024", "2025"]


def test_nothing_counts_from_the_day_of_reading(find: Find) -> None:
    assert all(not t.interval.is_resolved for t in find("Today, this week and next year they will talk."))
