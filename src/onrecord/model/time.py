"""`Interval`: a stretch of days whose precision is part of its value."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

from msgspec import Struct

from onrecord.errors import InvalidRecordError

Precision = Literal[
    "time", "day", "days", "week", "month", "quarter", "season", "half", "year", "years", "unknown"
]
"""How finely the text gives the time; `days` is a stated range of days, `years` a longer stretch."""

_PREFIX_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


def first_day(prefix: str) -> date:
    """The first day of an ISO prefix date: `2021-02` gives 1 February 2021."""
    year, month, day = ([int(p) for p in prefix.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(prefix: str) -> date:
    """The last day of an ISO prefix date: `2021-02` gives 28 February 2021."""
    parts = [int(p) for p in prefix.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)


class Interval(Struct, frozen=True, kw_only=True):
    """When something happened or over which time a count runs. Both ends are inclusive.

    An unknown day is never padded: `start` and `end` are ISO dates cut at the precision known
    (`2024`, `2024-11`, `2024-11-05`). Both are None when the calendar place is unresolved (a month
    named without a year in an undated document); `value` then still says what is known.

    Attributes:
        start: first day, month or year of the stretch; None = unresolved or open to the past.
        end: last day, month or year; None = unresolved or open.
        precision: how finely the text gives it.
        value: TIMEX3 value, such as `2024-11`, `XXXX-11`, `P3D`, `PRESENT_REF`.
        as_stated: the words.
        anchor: the ISO date it was resolved against, or None if the words need none.
        reason: why it was so resolved, for a reader: `weekday before the publication date`.

    Raises:
        InvalidRecordError: if an end is not an ISO prefix date or the interval ends before it starts.
    """

    start: str | None
    end: str | None
    precision: Precision
    value: str = ""
    as_stated: str = ""
    anchor: str | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        for end in (self.start, self.end):
            if end is not None:
                if not _PREFIX_DATE.match(end):
                    raise InvalidRecordError(f"{end!r} is not an ISO date or a prefix of one")
                try:
                    first_day(end)
                except ValueError as err:
                    raise InvalidRecordError(f"{end!r} is no calendar date") from err
        if self.start and self.end and last_day(self.end) < first_day(self.start):
            raise InvalidRecordError(f"interval ends ({self.end}) before it starts ({self.start})")

    @property
    def is_resolved(self) -> bool:
        """Whether at least one end is a calendar date."""
        return self.start is not None or self.end is not None
