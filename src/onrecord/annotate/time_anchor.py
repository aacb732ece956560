"""What a text's relative words count from: its dateline, the day of its meeting, the day its source spoke.

In: the words of a text and its publication date. Out: an `Anchor`. Without any date there is none, and
relative words stay unresolved; the day of reading the text is never used.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.annotate import time_dates
from onrecord.annotate.time_context import Context, prefix_parts
from onrecord.annotate.time_grammar import Found, find
from onrecord.annotate.time_words import Words

_DATELINE_CHARACTERS = 200
_HEADING_CHARACTERS = 160
_OPENING_CHARACTERS = 600
_MOST_DAYS_BEFORE = 10
_DATELINE = re.compile(r"\s{0,3}(?:\([^)\n]{1,30}\)\s?)?(?:[.:–—-]|,(?!\s[a-z]))|\s?\(|\s*$|\s*\n|\]")
_OF_MEETINGS = re.compile(
    r"\b(?:communiqu[eé]|joint (?:press )?statement|declaration|final statement)\b", re.I
)
_PLACE = re.compile(r"(?:(?:[^\W\d_a-z][\w'’.-]*|of|al|de|and|[/()-])[,\s]*){1,6},?")
_WEEKDAY = r"((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SPOKE = re.compile(
    r"\b(?:said|told|announced|reported|disclosed|stated|confirmed|declared|briefing|conference|statement|"
    rf"bulletin|call)\b[^.;\n“”\"]{{0,50}}?\bon\s(?:late\s|early\s)?{_WEEKDAY}\b"
    rf"|\b{_WEEKDAY}(?:['’]s)?\s(?:\w+\s){{0,2}}(?:briefing|conference|statement|bulletin)\b"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Anchor(NamedTuple):
    """The day that a text speaks from.

    Attributes:
        day: the day, or None where only the publication date counts.
        source: what the day is, for reasons.
        spoken: the day on which the main source spoke or closed its count, days before publication: stretches
            up to the present ("the past week", "since January") end with it; else None.
    """

    day: date | None
    source: str
    spoken: date | None


def anchor_of(words: Words, text: str, published: str | None) -> Anchor:
    """The anchor that the text itself states."""
    parts = prefix_parts(published)
    day = date(*parts) if len(parts) == 3 else None
    closed = _closed(words, day)
    for found, source in (
        (_dateline(words, text, day), "dateline"),
        (_meeting_day(words, text), "date of the meeting"),
    ):
        if found is not None and (day is None or day - timedelta(days=_MOST_DAYS_BEFORE) <= found <= day):
            return Anchor(found, source, closed)
    return Anchor(None, "publication date", closed or _spoken(text, day))


def _dateline(words: Words, text: str, published: date | None) -> date | None:
    """The date in the first line, as in "KABUL, 3 May 2024 -" or "Kabul, Friday:"; None without one."""
    position = 0
    while found := find(words.letters, position):
        start = words.starts[found[0].match.start()]
        if start > _DATELINE_CHARACTERS or "\n\n" in text[:start].lstrip():
            return None
        head = text[text.rfind("\n", 0, start) + 1 : start].strip()
        is_head = len(head) < 60 and not re.search(r"[a-z]{3,}\s+(?:on|in|since|of)$|[.;]\s", head)
        for one in found:
            if is_head and _DATELINE.match(text, words.ends[one.end - 1]):
                if one.rule == "weekday" and one.word("r", "p", "q") is None and _is_place(head):
                    return _last_weekday(words.lower[one.word("w") or 0], published)
                if one.rule in ("day_month", "month_day", "telex", "iso"):
                    return _full_date(one.rule, one, words, published)
        position = found[0].end
    return None


def _is_place(head: str) -> bool:
    """Whether the words before a date without year are a place: capitals and small link words."""
    last = re.split(r"(?<=[.!])\s", head)[-1]
    return _PLACE.fullmatch(last) is not None


def _full_date(
    rule: str, one: Found, words: Words, published: date | None, most_days: int = 0
) -> date | None:
    """The date of a dateline; one without a year lies up to the publication date."""
    if rule in ("day_month", "month_day") and one.word("y") is None:
        start = words.starts[one.match.start()]
        head = words.text[words.text.rfind("\n", 0, start) + 1 : start].strip()
        if published is None or not (most_days or _is_place(head)):
            return None
        most_days = most_days or _MOST_DAYS_BEFORE
        month, day = words.values[one.word("m") or 0], words.values[one.word("d") or 0]
        days = (published - timedelta(days=back) for back in range(most_days + 1))
        return next((d for d in days if (d.month, d.day) == (month, day)), None)
    reading = time_dates.RESOLVERS[rule](one, words, Context(None, Anchor(None, "text", None)))
    if reading is None or reading.start is None or len(reading.start) != 10:
        return None
    return date.fromisoformat(reading.start)


def _meeting_day(words: Words, text: str) -> date | None:
    """The first full date of a communiqué: it speaks as of the day of its meeting, not of its publication."""
    if not _OF_MEETINGS.search(text, 0, _HEADING_CHARACTERS):
        return None
    position = 0
    while found := find(words.letters, position):
        if words.starts[found[0].match.start()] > _OPENING_CHARACTERS:
            return None
        for one in found:
            if one.rule in ("day_month", "month_day") and one.word("y") is not None:
                return _full_date(one.rule, one, words, None)
        position = found[0].end
    return None


def _closed(words: Words, published: date | None) -> date | None:
    """The day on which the count was closed: "situation as of 30 June", "up to and including 28 December"."""
    position = 0
    while published is not None and (found := find(words.letters, position)):
        start = found[0].match.start()
        if words.starts[start] > _OPENING_CHARACTERS:
            return None
        if words.lower[max(0, start - 2) : start] in _CLOSING:
            for one in found:
                if one.rule in ("day_month", "month_day", "iso"):
                    return _full_date(one.rule, one, words, published, _MOST_DAYS_CLOSED)
        position = found[0].end
    return None


_CLOSING = (["as", "of"], ["as", "at"], ["and", "including"])
_MOST_DAYS_CLOSED = 60


def _spoken(text: str, published: date | None) -> date | None:
    """The weekday on which the source of the opening spoke, if it lies one to four days back."""
    opening = re.match(r"\s*(?:[^\n]|\n(?!\s*\n))*", text[:_OPENING_CHARACTERS])
    match = _SPOKE.search(opening[0]) if opening is not None else None
    day = _last_weekday((match[1] or match[2]).lower(), published) if match is not None else None
    return day if day is not None and published is not None and 1 <= (published - day).days <= 4 else None


def _last_weekday(word: str, published: date | None) -> date | None:
    full = next((i for i, name in enumerate(_WEEKDAYS, 1) if name.startswith(word[:3])), None)
    if published is None or full is None:
        return None
    return published - timedelta(days=(published.isoweekday() - full) % 7)
