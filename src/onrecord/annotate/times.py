"""The layer `times`: every time expression with its interval, precision, anchor and reason.

Words are classed once (`time_words`), expressions found by a grammar over the classes (`time_grammar`),
resolved in text order against the anchor of the text (`time_anchor`, `time_context`) by one function a rule
(`time_dates`, `time_years`, `time_weekdays`, `time_relative`, `time_clock`, `time_quarters`, `time_lengths`,
`time_calendars`), and joined where two belong together (`time_join`): "10 p.m. Wednesday", "from 1 May to 12
June", "since January". What is dated by which time: `time_told`, `time_link`.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotate import (
    time_calendars,
    time_clock,
    time_dates,
    time_lengths,
    time_quarters,
    time_relative,
    time_weekdays,
    time_years,
)
from onrecord.annotate.time_anchor import anchor_of
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
    **time_weekdays.RESOLVERS,
    **time_clock.RESOLVERS,
    **time_quarters.RESOLVERS,
    **time_lengths.RESOLVERS,
}


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `times`."""
    doc.layers["times"] = find_times(doc)


def find_times(doc: AnnotatedDocument) -> list[TimeMention]:
    """The time expressions of a document in text order; empty when it has none."""
    words = Words(doc.reading_text)
    ctx = Context(doc, anchor_of(words, doc.reading_text, doc.document.published))
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
