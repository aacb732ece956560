"""The layer `times`: what is a time, its TIMEX3 value and the days it stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention
from onrecord.model.time import first_day, last_day

pytestmark = pytest.mark.parser

Read = Callable[..., AnnotatedDocument]
Find = Callable[..., list[TimeMention]]

# Tuesday 14 May 2024
DAY = "2024-05-14"


@pytest.fixture
def find(parsed: Read) -> Find:
    def run(text: str, published: str | None = DAY) -> list[TimeMention]:
        return parsed(text, "sentences", "times", published=published).times

    return run


def row(time: TimeMention) -> tuple[str, str, str]:
    return time.interval.as_stated, time.type, time.interval.value


@pytest.mark.parametrize(
    ("text", "stated", "value"),
    [
        ("Shells fell on 3 May 2023 near the dam.", "3 May 2023", "2023-05-03"),
        ("Shells fell on May 3, 2023 near the dam.", "May 3, 2023", "2023-05-03"),
        ("Shells fell on the 3rd of May.", "the 3rd of May", "2024-05-03"),
        ("Shells fell on 03.05.2023 near the dam.", "03.05.2023", "2023-05-03"),
        ("Shells fell on 2023/05/03 near the dam.", "2023/05/03", "2023-05-03"),
        ("Shells fell on Saturday, September 2.", "Saturday, September 2", "2023-09-02"),
        ("The depot burned between 20-27 August.", "20-27 August", "2023-08-20/2023-08-27"),
        ("The depot burned between May 1 and 4.", "May 1 and 4", "2024-05-01/2024-05-04"),
        ("The depot burned on 3, 4 and 6 May.", "3, 4 and 6 May", "2024-05-03/2024-05-06"),
        ("They crossed on the night of 9/10 May.", "9/10 May", "2024-05-09/2024-05-10"),
        ("They crossed on the 9th and were held.", "the 9th", "2024-05-09"),
        ("The camp was shut in March 2022.", "March 2022", "2022-03"),
        ("The camp was shut in early March.", "early March", "2024-03"),
        ("The camp was shut in 1994.", "1994", "1994"),
        ("The camp was built in the late 1980s.", "the late 1980s", "198"),
        ("The camp dates from the 19th century.", "the 19th century", "18"),
        ("Revenue fell in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3"),
        ("Revenue fell in Q1 2024.", "Q1 2024", "2024-Q1"),
        ("Revenue fell in the first half of 2023.", "the first half of 2023", "2023-H1"),
        ("Fighting ebbed in the winter of 2022.", "the winter of 2022", "2022-WI"),
        ("Fighting ebbed last summer.", "last summer", "2023-SU"),
        ("They came home last month.", "last month", "2024-04"),
        ("They came home last week.", "last week", "2024-W19"),
        ("They came home yesterday.", "yesterday", "2024-05-13"),
        ("They came home this morning.", "this morning", "2024-05-14TMO"),
        ("They came home two days ago.", "two days ago", "2024-05-12"),
        ("They came home three years ago.", "three years ago", "2021"),
        ("They came home at 3.40 am today.", "3.40 am today", "2024-05-14T03:40"),
        ("They came home at 6 p.m. on 2 May.", "6 p.m. on 2 May", "2024-05-02T18:00"),
        ("They fled in the distant past.", "the distant past", "PAST_REF"),
    ],
)
def test_dates_and_times(find: Find, text: str, stated: str, value: str) -> None:
    assert [(t.interval.as_stated, t.interval.value) for t in find(text)] == [(stated, value)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The siege lasted three days.", "DURATION", "P3D"),
        ("The siege lasted two and a half hours.", "DURATION", "PT2H30M"),
        ("The siege lasted several months.", "DURATION", "PXM"),
        ("A two-week truce was proposed.", "DURATION", "P2W"),
        ("Patrols go out every week.", "SET", "P1W"),
        ("Patrols go out each Friday.", "SET", "XXXX-WXX-5"),
        ("Patrols go out twice a month.", "SET", "P1M"),
        ("Patrols go out every two days.", "SET", "P2D"),
    ],
)
def test_lengths_and_sets(find: Find, text: str, kind: str, value: str) -> None:
    assert [row(t)[1:] for t in find(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The 12-year-old was flown out.",
        "A man of 34, aged 34 years old, was held.",
        "Troops may march on the town.",
        "He lives on the 5th floor.",
        "He writes for Sun, Moon and Star.",
        "She appeared on USA Today.",
        "The ratio was 3:30 among them.",
        "About 2020 rifles were handed in.",
        "A daily bulletin and an annual report came out.",
        "A quarter of the houses burned.",
        "Troops killed 12 Asad loyalists.",
        "They left as soon as they could, and are now back.",
    ],
)
def test_no_times(find: Find, text: str) -> None:
    assert [row(t) for t in find(text)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ministers met on Thursday.", "2024-05-09"),
        ("Ministers will meet on Thursday.", "2024-05-16"),
        ("Ministers were to meet on Thursday.", "2024-05-16"),
        ("Thursday's meeting was brief.", "2024-05-09"),
        ("Ministers met on Tuesday.", "2024-05-14"),
        ("Ministers meet next Thursday.", "2024-05-16"),
        ("Ministers met last Tuesday.", "2024-05-07"),
        ("The bridge fell in November.", "2023-11"),
        ("The bridge will open in November.", "2024-11"),
        ("The bridge stays shut until August.", "2024-08"),
        ("The bridge fell in June.", "2023-06"),
        ("The bridge fell last April.", "2023-04"),
        ("The bridge fell last March.", "2024-03"),
        ("By 2 March most of the votes had been counted.", "2024-03-02"),
        ("Police foiled an attempt to blow up the line on Thursday.", "2024-05-09"),
        ("Votes are due to be counted on 2 June.", "2024-06-02"),
    ],
)
def test_tense_decides_the_side(find: Find, text: str, value: str) -> None:
    assert [t.interval.value for t in find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A mine blew up on 3 May. The following day two men were held.", ["2024-05-03", "2024-05-04"]),
        ("A mine blew up on 3 May. Two days earlier a patrol had passed.", ["2024-05-03", "2024-05-01"]),
        ("A mine blew up on 3 May. A week later a second one went off.", ["2024-05-03", "2024-W19"]),
        ("He fled in 2019 and came back the next year.", ["2019", "2025"]),
        ("He fled in 2019 and came back the following year.", ["2019", "2020"]),
        ("A mine blew up on 3 May. That night shots were heard.", ["2024-05-03", "2024-05-03TNI"]),
    ],
)
def test_anaphora_counts_from_the_date_named_before(find: Find, text: str, values: list[str]) -> None:
    assert [t.interval.value for t in find(text)] == values


@pytest.mark.parametrize(
    ("text", "stated", "days"),
    [
        ("In the past 24 hours four men died.", "the past 24 hours", ("2024-05-13", "2024-05-14")),
        ("In the past two weeks four men died.", "the past two weeks", ("2024-04-30", "2024-05-14")),
        ("In the past week four men died.", "the past week", ("2024-05-07", "2024-05-14")),
        ("Four men died overnight.", "overnight", ("2024-05-13", "2024-05-14")),
        ("Since January four men have died.", "January", ("2024-01", "2024-05-14")),
        ("From 1 January to date four men died.", "1 January", ("2024-01-01", "2024-05-14")),
        (
            "Since the ban on night travel took effect in March four men have died.",
            "March",
            ("2024-03", "2024-05-14"),
        ),
        (
            "Since the army retook the dam on 3 March four men have died.",
            "3 March",
            ("2024-03-03", "2024-05-14"),
        ),
        ("In the week to 3 March four men died.", "the week", ("2024-02-26", "2024-03-03")),
        ("From 3 March to 9 April four men died.", "3 March", ("2024-03-03", "2024-04-09")),
        ("Between March and May 2023 four men died.", "March", ("2023-03", "2023-05")),
        ("Four men have died so far this year.", "this year", ("2024", "2024-05-14")),
        ("Four men will be freed this year.", "this year", ("2024", "2024")),
        (
            "In the first nine months of 2023 four men died.",
            "the first nine months",
            ("2023-01", "2023-09"),
        ),
        ("In the year ended 31 March four men died.", "the year", ("2023-04-01", "2024-03-31")),
        (
            "In the second half of April four men died.",
            "the second half of April",
            ("2024-04-16", "2024-04-30"),
        ),
    ],
)
def test_stretches(find: Find, text: str, stated: str, days: tuple[str, str]) -> None:
    interval = next(t.interval for t in find(text) if t.interval.as_stated == stated)
    assert (interval.start, interval.end) == days


def test_an_opening_time_holds_the_whole_stretch(find: Find) -> None:
    first, second = find("From 3 March to 9 April the road was closed.")
    assert first.opens and not second.opens
    assert (first.interval.value, second.interval.value) == ("2024-03-03", "2024-04-09")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Since January 300 were deported, against 250 in the same period last year.",
            ("2023-01", "2023-05-14"),
        ),
        (
            "In the first quarter 30 died, compared with 22 in the corresponding period of 2022.",
            ("2022-01", "2022-03"),
        ),
        ("From 1 to 7 May 30 died, down from 40 in the week before.", ("2024-04-24", "2024-04-30")),
    ],
)
def test_a_comparison_mirrors_the_stretch_before(find: Find, text: str, days: tuple[str, str]) -> None:
    interval = find(text)[-1].interval
    assert (interval.start, interval.end) == days


def test_a_comparison_leaves_the_story_where_it_was(find: Find) -> None:
    text = "In the third quarter of 2023 sales fell from a year earlier. A year earlier they had risen."
    assert [t.interval.value for t in find(text)] == ["2023-Q3", "2022-Q3", "2022-Q3"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Pakistan's army spent more in the fiscal year 2023-24.", ("2023-07", "2024-06")),
        ("The Indian army spent more in FY2024.", ("2023-04", "2024-03")),
        ("The Pentagon spent more in fiscal 2024.", ("2023-10", "2024-09")),
        ("The Indian army spent more in the current fiscal year.", ("2024-04", "2025-03")),
        ("The army spent more in fiscal 2024.", ("2023", "2024")),
    ],
)
def test_fiscal_years_follow_the_country(find: Find, text: str, days: tuple[str, str]) -> None:
    interval = find(text)[-1].interval
    assert (interval.start, interval.end) == days
    assert "fiscal year" in interval.reason


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("It was sealed on 12 Hamal 1403.", "2024-03-31", "day"),
        ("It was sealed on Sunbula 22, 1402.", "2023-09-13", "day"),
        ("It was sealed on 1 Ramadan 1445 AH.", "2024-03-11", "day"),
        ("It was sealed on the 5th of Rabi al-Awwal 1445.", "2023-09-20", "day"),
        ("It was sealed in the current solar year.", "2024-03-20/2025-03-20", "days"),
        ("It was sealed in the year 1402.", "2023-03-21/2024-03-19", "days"),
        ("It was sealed in the year 1445.", "2023-07-19/2024-07-06", "days"),
        ("It was sealed during Ramadan.", "2024-03-11/2024-04-09", "days"),
    ],
)
def test_other_calendars(find: Find, text: str, value: str, precision: str) -> None:
    (time,) = find(text)
    assert (time.interval.value, time.interval.precision) == (value, precision)
    assert "Hijri" in time.interval.reason


def test_precision_is_kept(find: Find) -> None:
    text = "It began in 2021, grew in March 2022, peaked on 4 May 2022 and ended last week."
    assert [t.interval.precision for t in find(text)] == ["year", "month", "day", "week"]
    assert [t.interval.start for t in find(text)][:3] == ["2021", "2022-03", "2022-05-04"]


def test_reasons_name_the_anchor(find: Find) -> None:
    (time,) = find("Envoys met on Friday.")
    assert time.interval.anchor == DAY
    assert time.interval.reason == "last such weekday up to the publication date"


_PIECES = st.sampled_from(
    (
        "on in the since from to and between last next this May 3 12 2023 1403 Hamal Friday week days year "
        "quarter third first half of night overnight 10:30 a.m. p.m. Q3 FY2024 years old ago later , . - "
        "’s \n\n ۱۲ é 𝕏 0 99999999999 -1 31 30/02/2024 2024-13-45 Ramadan twenty hundred thousand"
    ).split(" ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=24))
def test_any_words_give_sound_times(parsed: Read, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for published in (DAY, None):
        doc = parsed(text, "sentences", "times", published=published)
        last = 0
        for time in doc.times:
            interval = time.interval
            assert doc.text_of(time.span) == interval.as_stated
            assert time.span.start >= last
            last = time.span.end
            assert interval.value and interval.reason
            if interval.start and interval.end:
                assert first_day(interval.start) <= last_day(interval.end)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "1 " * 3000, "May " * 3000, "on the 3rd and " * 800])
def test_odd_texts(parsed: Read, text: str) -> None:
    assert parsed(text, "sentences", "times", published=DAY).times is not None


def test_reading_again_changes_nothing(find: Find) -> None:
    text = "Since 3 March, and again last week, shells fell; on Friday they stopped for two days."
    assert find(text) == find(text)
