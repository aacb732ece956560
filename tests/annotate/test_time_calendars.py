"""Conversion of Hijri and Solar Hijri dates, without a document."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.time_calendars import gregorian, is_leap, month_length, nowruz, year_of


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (1357, date(1978, 3, 21)),
        (1375, date(1996, 3, 20)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1404, date(2025, 3, 21)),
    ],
)
def test_nowruz(year: int, first: date) -> None:
    assert nowruz(year) == first


def test_leap_years() -> None:
    assert [year for year in range(1390, 1410) if is_leap(year)] == [1391, 1395, 1399, 1403, 1408]


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        ("solar_hijri", (1403, 12, 30), date(2025, 3, 20)),
        ("solar_hijri", (1402, 12, 30), None),
        ("solar_hijri", (1000, 1, 1), None),
        ("hijri", (1445, 9, 1), date(2024, 3, 11)),
        ("hijri", (1445, 9, 31), None),
        ("hijri", (1200, 1, 1), None),
    ],
)
def test_gregorian(calendar: str, day: tuple[int, int, int], expected: date | None) -> None:
    assert gregorian(calendar, *day) == expected  # type: ignore[arg-type]


@given(st.integers(1300, 1470), st.integers(1, 12), st.integers(1, 29))
def test_solar_days_follow_one_another(year: int, month: int, day: int) -> None:
    today = gregorian("solar_hijri", year, month, day)
    assert today is not None
    assert year_of("solar_hijri", today) == year
    if day < month_length("solar_hijri", year, month):
        assert gregorian("solar_hijri", year, month, day + 1) == today + timedelta(days=1)
