"""The layer `times`: every time expression with its interval, precision, anchor and reason.

Words are classed once (`time_words`), expressions found by a grammar over the classes
(`time_grammar`), resolved in text order (`time_dates`, `time_years`, `time_relative`,
`time_clock`, `time_quarters`, `time_lengths`), then joined
where two belong together (`time_join`): "10 p.m. Wednesday", "from 1 May to 12 June", "since January".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from onrecord.annotate import (
    time_calendars,
    time_clock,
    time_dates,
    time_lengths,
    time_quarters,
    time_relative,
    time_years,
)
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_grammar import Found, find
from onrecord.annotate.time_join import Piece, add
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention
from onrecord.model.span import Span
from onrecord.model.time import Interval

Resolver = Callable[[Found, Words, Context], Reading | None]
_RESOLVERS: dict[str, Resolver] = {
    **time_dates.RESOLVERS,
    **time_calendars.RESOLVERS,
    **time_years.RESOLVERS,
    **time_relative.RESOLVERS,
    **time_clock.RESOLVERS,
    **time_quarters.RESOLVERS,
    **time_lengths.RESOLVERS,
}

_DATELINE_CHARACTERS = 200
_DATELINE = re.compile(r"\s{0,3}(?:\([^)\n]{1,30}\)\s?)?[,.:–—-]|\s?\(|\s*$|\]")


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `times`."""
    doc.layers["times"] = find_times(doc)


def find_times(doc: AnnotatedDocument) -> list[TimeMention]:
    """The time expressions of a document in text order; empty when it has none."""
    words = Words(doc.reading_text)
    ctx = Context(doc, _dateline(words, doc.reading_text) or _meeting_day(words, doc.reading_text))
    pieces: list[Piece] = []
    position = 0
    while found := find(words.letters, position):
        piece = _first_resolved(found, words, ctx)
        if piece is None:
            position = found[0].match.start() + 1
            continue
        add(pieces, piece, words, ctx)
        position = piece.last + 1
    return [_mention(piece, words) for piece in pieces]


def _first_resolved(found: list[Found], words: Words, ctx: Context) -> Piece | None:
    """The longest rule that the words really fit."""
    for one in found:
        resolver = _RESOLVERS.get(one.rule)
        if resolver is None:
            continue
        try:
            reading = resolver(one, words, ctx)
        except (OverflowError, ValueError):
            # a date outside the calendar: "100,000 years ago"
            continue
        if reading is not None:
            return Piece(one.rule, one.match.start(), one.end - 1, reading)
    return None


def _mention(piece: Piece, words: Words) -> TimeMention:
    start, end = words.starts[piece.first], words.ends[piece.last]
    reading = piece.reading
    interval = Interval(
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        value=reading.value,
        as_stated=words.text[start:end],
        anchor=reading.anchor,
        reason=reading.reason,
    )
    return TimeMention(
        span=Span(start, end),
        type=reading.kind,
        interval=interval,
        mod=reading.mod,
        opens=piece.opens,
        made_by=f"times/{piece.rule}",
    )


def _dateline(words: Words, text: str) -> date | None:
    """The full date in the first line, if it stands as in "KABUL, 3 May 2024 -"; None without one."""
    position = 0
    while found := find(words.letters, position):
        start = words.starts[found[0].match.start()]
        if start > _DATELINE_CHARACTERS or "\n\n" in text[:start].lstrip():
            return None
        for one in found:
            if one.rule not in ("day_month", "month_day", "telex", "iso"):
                continue
            if one.rule in ("day_month", "month_day") and one.word("y") is None:
                continue
            end = words.ends[one.end - 1]
            head = text[:start].strip()
            is_head = len(head) < 60 and not re.search(r"[a-z]{3,}\s+(?:on|in|since|of)$", head)
            if is_head and _DATELINE.match(text, end):
                reading = _RESOLVERS[one.rule](one, words, _NO_CONTEXT)
                if reading is not None and reading.start is not None and len(reading.start) == 10:
                    return date.fromisoformat(reading.start)
        position = found[0].end
    return None


_OF_MEETINGS = re.compile(
    r"\b(?:communiqu[eé]|joint (?:press )?statement|declaration|final statement)\b", re.I
)
_HEADING_CHARACTERS = 160
_OPENING_CHARACTERS = 600


def _meeting_day(words: Words, text: str) -> date | None:
    """The first full date of a communiqué: it speaks as of the day of its meeting, not of its publication."""
    if not _OF_MEETINGS.search(text, 0, _HEADING_CHARACTERS):
        return None
    position = 0
    while (found := find(words.letters, position)) and words.starts[
        found[0].match.start()
    ] < _OPENING_CHARACTERS:
        for one in found:
            if one.rule in ("day_month", "month_day") and one.word("y") is not None:
                reading = _RESOLVERS[one.rule](one, words, _NO_CONTEXT)
                return date.fromisoformat(reading.start) if reading is not None and reading.start else None
        position = found[0].end
    return None


class _Nothing(Context):
    """A context that knows nothing, for dates that state all their parts."""

    def __init__(self) -> None:
        self.day = self.month = self.year = self.last = self.last_quarter = None
        self.source = "text"


_NO_CONTEXT = _Nothing()
