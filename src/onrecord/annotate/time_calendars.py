"""Resolvers of dates in the Hijri and the Solar Hijri calendar, as Gregorian days.

Lunar dates follow the Umm al-Qura calendar (`hijridate`, 1343-1500 AH); a country that waits for the
sighting of the moon may be a day off, and the reason says so. Solar dates follow the rule of eight leap
years in 33, which agrees with the observed calendar from 1244 to 1472 (1865-2093).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_dates import word_before
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words, lexicon

Calendar = Literal["hijri", "solar_hijri"]

_KNOWN_NOWRUZ = 1403, date(2024, 3, 20)
_LUNAR_YEARS = range(1344, 1500)
_SOLAR_YEARS = range(1244, 1473)
_REASONS: dict[Calendar, str] = {
    "hijri": "Hijri date by the Umm al-Qura calendar; a local sighting may differ by a day",
    "solar_hijri": "Solar Hijri date",
}
_LEADS = frozenset({"in", "during", "since", "of", "before", "after", "until", "throughout", "for"})


def is_leap(year: int) -> bool:
    """Whether a Solar Hijri year has 366 days."""
    return (25 * year + 11) % 33 < 8


@lru_cache(maxsize=256)
def nowruz(year: int) -> date:
    """The first day of a Solar Hijri year.

    Example:
        >>> nowruz(1400)
        datetime.date(2021, 3, 21)
    """
    known, day = _KNOWN_NOWRUZ
    step = 1 if year >= known else -1
    for passed in range(known, year, step):
        day += timedelta(days=step * (366 if is_leap(passed if step > 0 else passed - 1) else 365))
    return day


def gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None where the calendar has no such day or its table does not reach so far."""
    length = month_length(calendar, year, month)
    if not 1 <= day <= length:
        return None
    if calendar == "solar_hijri":
        return nowruz(year) + timedelta(days=31 * min(month - 1, 6) + 30 * max(0, month - 7) + day - 1)
    from hijridate import Hijri

    when = Hijri(year, month, day).to_gregorian()
    return date(when.year, when.month, when.day)


def month_length(calendar: Calendar, year: int, month: int) -> int:
    """Days of a month; 0 where the calendar does not reach so far."""
    if calendar == "solar_hijri":
        if year not in _SOLAR_YEARS:
            return 0
        return 31 if month <= 6 else 30 if month < 12 or is_leap(year) else 29
    if year not in _LUNAR_YEARS:
        return 0
    from hijridate import Hijri

    return int(Hijri(year, month, 1).month_length())


def year_of(calendar: Calendar, when: date) -> int:
    """The year of the calendar that a Gregorian day lies in, at most one too early near its end."""
    if calendar == "solar_hijri":
        year = when.year - 621
        return year if when >= nowruz(year) else year - 1
    from hijridate import Gregorian

    return int(Gregorian(when.year, when.month, when.day).to_hijri().year)


def other_date(found: Found, words: Words, ctx: Context) -> Reading | None:
    """12 Hamal 1403; 1 Ramadan 1445 AH; Sunbula 22, 1403; 10 Muharram (nearest to the anchor)."""
    index = found.word("m") or 0
    calendar, month = words.values[index]
    stated = found.word("y")
    if not words.text[words.starts[index]].isupper() or (
        stated is None and not _is_sure(found, words, index)
    ):
        return None
    day_index = found.word("d")
    day = int(words.values[day_index]) if day_index is not None else None
    if stated is not None:
        return _on(calendar, int(words.values[stated]), month, day)
    if ctx.day is None:
        return values.vague("XXXX-XX-XX" if day is not None else "XXXX-XX")
    if day is None and word_before(words, found.match.start()) not in _LEADS:
        return None
    return _nearest(calendar, month, day, ctx)


def _is_sure(found: Found, words: Words, index: int) -> bool:
    """Whether a month without a year is one: not a word or name of another sense ("Asad", "hut")."""
    return found.word("a") is not None or words.lower[index] not in lexicon().doubtful_other_months


def _on(calendar: Calendar, year: int, month: int, day: int | None) -> Reading | None:
    start = gregorian(calendar, year, month, day or 1)
    if start is None:
        return None
    if day is not None:
        return values.day(start).because(_REASONS[calendar])
    last = start + timedelta(days=month_length(calendar, year, month) - 1)
    return values.days(start, last).because(_REASONS[calendar].replace("date", "month", 1))


def _nearest(calendar: Calendar, month: int, day: int | None, ctx: Context) -> Reading | None:
    """The date nearest to the anchor, a coming one counted as twice as far."""
    anchor = ctx.day
    if anchor is None or not date(1930, 1, 1) < anchor < date(2070, 1, 1):
        return None
    here = year_of(calendar, anchor)
    readings = [
        r for year in (here - 1, here, here + 1) if (r := _on(calendar, year, month, day)) is not None
    ]

    def far(reading: Reading) -> int:
        gap = ((values.first_date(reading) or anchor) - anchor).days
        return 2 * gap if gap > 0 else -gap

    best = min(readings, key=far, default=None)
    return (
        best.because(f"{best.reason}; nearest to the {ctx.source}", ctx.anchor) if best is not None else None
    )


def other_year(found: Found, words: Words, ctx: Context) -> Reading | None:
    """1403 solar year; the year 1445 AH; the current solar year."""
    mark = words.lower[found.word("a") or 0]
    calendar: Calendar = "solar_hijri" if mark in ("solar", "shamsi", "sh", "hs") else "hijri"
    index = found.word("y")
    if index is not None:
        year = int(words.values[index])
    elif "U" not in found.match.group() or ctx.day is None:
        return None
    else:
        relative = found.word("r")
        word = words.lower[relative] if relative is not None else "this"
        year = year_of(calendar, ctx.day) + {
            "last": -1,
            "past": -1,
            "previous": -1,
            "next": 1,
            "coming": 1,
        }.get(word, 0)
    start, after = gregorian(calendar, year, 1, 1), gregorian(calendar, year + 1, 1, 1)
    if start is None or after is None:
        return None
    reading = values.days(start, after - timedelta(days=1)).because(
        _REASONS[calendar].replace("date", "year", 1)
    )
    return (
        reading
        if index is not None
        else reading.because(f"{reading.reason}, from the {ctx.source}", ctx.anchor)
    )


def hijri_year(number: int, anchor: date) -> Reading | None:
    """ "The year 1402" in a text of our day: the solar or lunar year of that number near the anchor."""
    calendars: tuple[Calendar, ...] = ("solar_hijri", "hijri")
    for calendar in calendars:
        start, after = gregorian(calendar, number, 1, 1), gregorian(calendar, number + 1, 1, 1)
        if start is not None and after is not None and abs((start - anchor).days) < _NEAR_DAYS:
            reading = values.days(start, after - timedelta(days=1))
            return reading.because(f"{_YEARS[calendar]} year of that number", anchor.isoformat())
    return None


_NEAR_DAYS = 4 * 366
_YEARS: dict[Calendar, str] = {"hijri": "Hijri", "solar_hijri": "Solar Hijri"}
RESOLVERS = {
    "other_day": other_date,
    "other_day_last": other_date,
    "other_month": other_date,
    "other_year": other_year,
    "other_year_named": other_year,
}
