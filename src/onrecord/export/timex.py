"""TIMEX3 output of the layer `times`: as attribute records, and inline in a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from onrecord.model.layers import TimeMention


def timexes(times: Iterable[TimeMention]) -> list[dict[str, Any]]:
    """One record a mention: `start` and `end` (offsets in the text, end-exclusive), `type`, `value`, `mod`.

    `mod` is left out where there is none.
    """
    return [_attributes(time) for time in times]


def _attributes(time: TimeMention) -> dict[str, Any]:
    record: dict[str, Any] = {
        "start": time.span.start,
        "end": time.span.end,
        "type": time.type,
        "value": time.interval.value,
    }
    return {**record, "mod": time.mod} if time.mod else record


def timex3(text: str, times: Iterable[TimeMention]) -> str:
    """The text with TIMEX3 tags around its time expressions, escaped for XML; they must not overlap.

    Example:
        `<TIMEX3 tid="t1" type="DATE" value="2024-05-03">3 May 2024</TIMEX3>`
    """
    pieces, last = [], 0
    for number, time in enumerate(times, 1):
        start, end = time.span.start, time.span.end
        mod = f" mod={quoteattr(time.mod)}" if time.mod else ""
        opening = f'<TIMEX3 tid="t{number}" type="{time.type}" value={quoteattr(time.interval.value)}{mod}>'
        pieces += [escape(text[last:start]), opening, escape(text[start:end]), "</TIMEX3>"]
        last = end
    return "".join([*pieces, escape(text[last:])])
