"""Calendar values: what a time expression stands for, as TIMEX3 value and stretch of days.

A `Reading` is one expression resolved. Constructors (`day`, `week`, `month`...) give the value with its
precision; nothing is padded to a day. Calendar arithmetic is proleptic Gregorian.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from onrecord.model.time import Precision

Kind = Literal["DATE", "TIME", "DURATION", "SET"]

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month of a season, northern and meteorological; months past 12 are of the next year."""

_SHORT_UNITS = {"S": "PT{}S", "MIN": "PT{}M", "H": "PT{}H"}
_SCALED_UNITS = {"FN": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "SEM": (6, "M")}


class Reading(NamedTuple):
    """A resolved expression.

    Attributes:
        kind: TIMEX3 type.
        value: TIMEX3 value.
        start: ISO prefix date, or None.
        end: likewise, inclusive.
        precision: code of the vocabulary `precisions`.
        reason: why so, for a reader.
        anchor: ISO date it was resolved against, or None.
        mod: TIMEX3 mod, or None.
    """

    kind: Kind
    value: str
    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    reason: str = "as stated"
    anchor: str | None = None
    mod: str | None = None

    def because(self, reason: str, anchor: str | None = None) -> Reading:
        """The same with a reason and the anchor it rests on."""
        return self._replace(reason=reason, anchor=anchor)


def day(when: date) -> Reading:
    """One day."""
    iso = when.isoformat()
    return Reading("DATE", iso, iso, iso, "day")


def part_of_day(reading: Reading, part: str) -> Reading:
    """A part of a day: the value gets `TNI` or a clock time."""
    return reading._replace(kind="TIME", value=f"{reading.value}T{part}", precision="time")


def days(first: date, last: date, value: str | None = None) -> Reading:
    """A stated range of days."""
    span = value or f"{first.isoformat()}/{last.isoformat()}"
    return Reading("DATE", span, first.isoformat(), last.isoformat(), "days")


def week(when: date) -> Reading:
    """The ISO week of a day, Monday to Sunday."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(days=weekday - 1)
    return Reading("DATE", f"{year}-W{number:02d}", first.isoformat(), _plus(first, 6), "week")


def weekend(when: date) -> Reading:
    """Saturday and Sunday of the ISO week of a day."""
    year, number, weekday = when.isocalendar()
    first = when + timedelta(days=6 - weekday)
    return Reading("DATE", f"{year}-W{number:02d}-WE", first.isoformat(), _plus(first, 1), "days")


def month(year: int, number: int) -> Reading:
    """A month; numbers outside 1-12 run into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    prefix = f"{year:04d}-{number:02d}"
    return Reading("DATE", prefix, prefix, prefix, "month")


def months(year: int, first: int, last: int, value: str, precision: Precision) -> Reading:
    """A stretch of months of one year; numbers above 12 run into the next."""
    start, end = month(year, first), month(year, last)
    return Reading("DATE", value, start.start, end.end, precision)


def quarter(year: int, number: int) -> Reading:
    """A quarter; numbers outside 1-4 run into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3 * number, f"{year:04d}-Q{number}", "quarter")


def half(year: int, number: int) -> Reading:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6 * number, f"{year:04d}-H{number}", "half")


def season(year: int, code: str) -> Reading:
    """A season, named by the year it begins in."""
    first, last = _SEASON_MONTHS[code]
    return months(year, first, last, f"{year:04d}-{code}", "season")


def year(number: int) -> Reading:
    """A year."""
    prefix = f"{number:04d}"
    return Reading("DATE", prefix, prefix, prefix, "year")


def decade(first: int) -> Reading:
    """The ten years from `first`; the TIMEX3 value is the first three digits."""
    return Reading("DATE", f"{first // 10:03d}", f"{first:04d}", f"{first + 9:04d}", "years")


def century(number: int) -> Reading:
    """The `number`th century; the TIMEX3 value is the first two digits."""
    first = (number - 1) * 100
    return Reading("DATE", f"{number - 1:02d}", f"{max(first, 1):04d}", f"{first + 99:04d}", "years")


def vague(value: str, kind: Kind = "DATE") -> Reading:
    """A value that no calendar places: PAST_REF, PXY, XXXX-11."""
    return Reading(kind, value, reason="no calendar value stated")


def duration(count: float | None, unit: str) -> Reading:
    """A length of time; count None for an unstated number (PXD)."""
    return Reading("DURATION", period(count, unit), reason="a length of time")


def period(count: float | None, unit: str) -> str:
    """TIMEX3 length: `period(3, "D")` gives P3D, `period(None, "Y")` PXY."""
    if unit in _SCALED_UNITS and count is not None:
        factor, unit = _SCALED_UNITS[unit]
        count *= factor
    if unit in ("WE", "PERIOD", "FN", "SEM"):
        return {"WE": f"P{_digits(count)}WE"}.get(unit, "PXX")
    if count is not None and count != int(count) and unit in ("Y", "H", "MIN", "D"):
        whole, part = int(count), count - int(count)
        smaller = {"Y": (12, "M"), "H": (60, "M"), "MIN": (60, "S"), "D": (24, "H")}[unit]
        rest = round(part * smaller[0])
        if unit == "D":
            return f"PT{round(count * 24)}H"
        letter = {"MIN": "M"}.get(unit, unit)
        head = f"{whole}{letter}" if whole else ""
        return ("PT" if unit in ("H", "MIN") else "P") + f"{head}{rest}{smaller[1]}"
    if unit in _SHORT_UNITS:
        return _SHORT_UNITS[unit].format(_digits(count))
    return f"P{_digits(count)}{unit}"


def _digits(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"


def shifted(when: date, count: int, unit: str) -> date:
    """The day `count` units later (earlier if negative); the last of a month stays within it."""
    if unit in _SCALED_UNITS:
        factor, unit = _SCALED_UNITS[unit]
        count *= factor
    if unit in ("D", "W"):
        return when + timedelta(days=count * (7 if unit == "W" else 1))
    if unit in ("S", "MIN", "H"):
        return when + timedelta(hours=count / {"S": 3600, "MIN": 60, "H": 1}[unit])
    steps = count * {"Y": 12, "Q": 3, "M": 1}.get(unit, 0)
    number = when.year * 12 + when.month - 1 + steps
    target_year, target_month = number // 12, number % 12 + 1
    return date(target_year, target_month, min(when.day, monthrange(target_year, target_month)[1]))


def unit_at(when: date, unit: str) -> Reading:
    """The day, week, month, quarter, year... that a day lies in."""
    makers = {
        "D": lambda: day(when),
        "W": lambda: week(when),
        "WE": lambda: weekend(when),
        "M": lambda: month(when.year, when.month),
        "Q": lambda: quarter(when.year, (when.month + 2) // 3),
        "Y": lambda: year(when.year),
        "DE": lambda: decade(when.year // 10 * 10),
        "CE": lambda: century((when.year - 1) // 100 + 1),
    }
    return makers[unit]() if unit in makers else day(when)


def first_date(reading: Reading) -> date | None:
    """First day of a resolved reading, or None."""
    if reading.start is None:
        return None
    parts = [int(p) for p in reading.start.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


_YEAR_VALUE = re.compile(r"(\d{4})(?=$|-[A-Z\d])")


def moved(reading: Reading, count: int, unit: str) -> Reading | None:
    """The reading shifted, at its own precision: a quarter a year earlier is a quarter."""
    first = first_date(reading)
    if first is None:
        return None
    if reading.precision in ("quarter", "half", "season", "year") and unit == "Y":
        match = _YEAR_VALUE.match(reading.value)
        if match is None:
            return None
        new = int(match[1]) + count
        if reading.precision == "year":
            return year(new)
        code = reading.value[5:]
        maker = {"Q": lambda: quarter(new, int(code[1])), "H": lambda: half(new, int(code[1]))}
        return maker[code[0]]() if code[0] in maker and code[1:].isdigit() else season(new, code)
    target = shifted(first, count, unit)
    if reading.precision == "month" and unit in ("M", "Y", "Q"):
        return month(target.year, target.month)
    if reading.precision == "week" and unit == "W":
        return week(target)
    if reading.precision in ("quarter",) and unit in ("Q", "M"):
        return unit_at(target, "Q")
    if reading.precision == "day":
        return day(target)
    return unit_at(target, unit)


def _plus(when: date, count: int) -> str:
    return (when + timedelta(days=count)).isoformat()
