"""Figures made comparable across documents: what is counted, over what time, and how it stands to others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from onrecord.model.records import Figure, Record
from onrecord.model.span import Span
from onrecord.model.time import Interval, first_day, last_day
from onrecord.reconcile.agreement import plain_words

Stands = Literal["whole", "part", "beside"]

_RATE = re.compile(
    r"\b(?:(?:a|per|each|every) (?P<unit>day|week|month|year)(?! of\b)|(?P<adverb>daily"
    r"|weekly|monthly|yearly))\b",
    re.I,
)
_UNITS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_INSIDE = re.compile(
    r"\b(?:including|among (?:them|these|those|whom|the)|of (?:them|these|whom)|were among"
    r"|was among|out of)\b",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:in addition(?: to)?|besides|apart from|on top of|as well as|separately|another"
    r"|not counting|excluding|further)\b",
    re.I,
)
_MEASURES = {
    "neutralised": "neutralised",
    "casualties": "casualties",
    "conducted": "conducted",
    "repatriated": "returned",
}
_NATIONS = re.compile(r"\b[A-Z][a-z]+(?:an|ans|ese|ish|i|is|s)\b")
_NOT_A_COUNT = frozenset(("percent", "currency"))


class Comparable(Struct, frozen=True, kw_only=True):
    """A figure of one document, ready to be held against others.

    Attributes:
        figure: of the record.
        document: id.
        measure: what happened to what is counted, one word for like verbs.
        thing: telling words of what is counted.
        rate: `day`, `week`, `month`, `year`, or "" for a plain count.
        stands: `part` of another figure, `beside` it (in addition), or a `whole`.
        of_value: the other figure's value, for a part or addition, where the text gives it.
        sentence: the words around it, with `span` of the number.
        who: the words between the number and what happened: who or what is counted, in full.
        published: ISO date of the document, or "".
    """

    figure: Figure
    document: str
    measure: str
    thing: frozenset[str]
    rate: str
    stands: Stands
    of_value: float | None
    sentence: str
    span: Span
    who: str = ""
    published: str = ""

    @property
    def value(self) -> float:
        """The number that the text prints."""
        found = self.figure.best if self.figure.best is not None else self.figure.low
        return found if found is not None else self.figure.high or 0.0

    @property
    def words(self) -> str:
        """The value for a reader: `more than 169 a day`."""
        sign = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(self.figure.bound, "")
        over = re.search(r"\b(more than|over|nearly|almost|up to|less than|fewer than)\s+$", self._before())
        number = f"{self.value:,.0f}" if float(self.value).is_integer() else f"{self.value:g}"
        return f"{over[1].lower() + ' ' if over else sign}{number}{' a ' + self.rate if self.rate else ''}"

    def _before(self) -> str:
        return self.sentence[: max(0, self.span.start - self.figure.evidence.span.start)][-20:]


def comparables_of(record: Record) -> list[Comparable]:
    """The counts of a record, in text order; shares, sums of money and headlines that repeat are left out."""
    found: list[Comparable] = []
    figures = sorted(record.figures, key=lambda f: f.evidence.parts["value"][0])
    by_id = {f.id: f for f in figures}
    for figure in figures:
        if (
            figure.unit in _NOT_A_COUNT
            or figure.status in ("superseded", "planned")
            or figure.bound == "vague"
        ):
            continue
        if figure.low is None and figure.high is None:
            continue
        comparable = _comparable(record, figure, figures, by_id)
        if comparable is not None:
            found.append(comparable)
    return list(_without_repeats(found))


def _comparable(
    record: Record, figure: Figure, figures: list[Figure], by_id: dict[str, Figure]
) -> Comparable | None:
    text = record.document.text
    span = figure.evidence.parts["value"][0]
    sentence = figure.evidence.quote
    rate = _RATE.search(re.split(r"[.\n]", text[span.end : span.end + 60])[0]) or _RATE.search(
        f"{figure.thing}"
    )
    if rate is None and re.search(r"\bdaily\b[^.]{0,40}$", text[max(0, span.start - 50) : span.start]):
        rate = _RATE.search("daily")
    stands, of_value = _stands(text, span, figure, figures, by_id)
    if stands == "repeat":
        return None
    measure = figure.measure or ("killed" if stands in ("part", "beside") else figure.action.split(" ")[0])
    unit = (rate["unit"] or _UNITS[rate["adverb"].lower()]).lower() if rate else ""
    return Comparable(
        figure=figure,
        document=record.document.id,
        measure=_MEASURES.get(measure, measure),
        thing=frozenset(plain_words(figure.thing)),
        rate=unit,
        stands=stands,
        of_value=of_value,
        sentence=sentence,
        span=span,
        who=_who(text[span.end : span.end + 120]),
        published=record.document.published or "",
    )


def _who(after: str) -> str:
    """Who or what is counted, as printed after a number: `security personnel and civilians`."""
    match = re.match(
        r"\s+((?:[\w’'-]+\s+){0,9}?[\w’'-]+)(?=\s+(?:were|was|had|have|has|are|is|being|who"
        r"|which|in|during|since|on|by"
        r"|killed|martyred|died|wounded|injured|returned|arrested)\b|[,.;:\n]|$)",
        after,
    )
    return match[1] if match else ""


def _stands(
    text: str, span: Span, figure: Figure, figures: list[Figure], by_id: dict[str, Figure]
) -> tuple[Stands | Literal["repeat"], float | None]:
    """Whether a figure is a part of another, beside it, a whole, or only repeats another to say so."""
    start = max(text.rfind(".", 0, span.start), text.rfind("\n", 0, span.start)) + 1
    ends = [at for at in (text.find(". ", span.end), text.find("\n", span.end)) if at >= 0]
    sentence, before = text[start : min(ends, default=len(text))], text[start : span.start]
    others = [f for f in figures if f is not figure and _inside(f, start, min(ends, default=len(text)))]
    bigger = [f for f in others if _number(f) > _number(figure)]
    smaller = [f for f in others if _number(f) < _number(figure)]
    if figure.part_of in by_id:
        return "part", _number(by_id[figure.part_of])
    if (
        re.search(
            r"\b(?:in addition to|besides|apart from|on top of|among|out of|of) the (?:\w+ )?$", before, re.I
        )
        and smaller
    ):
        return "repeat", None
    if bigger:
        if _BESIDE.search(before):
            return "beside", _number(bigger[0])
        if _INSIDE.search(sentence):
            return "part", _number(bigger[0])
    elif _BESIDE.search(before[:40]) and not others:
        return "beside", None
    return "whole", None


def _inside(figure: Figure, start: int, end: int) -> bool:
    span = figure.evidence.parts["value"][0]
    return start <= span.start and span.end <= end


def _number(figure: Figure) -> float:
    found = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
    return found or 0.0


def _without_repeats(found: list[Comparable]) -> Iterator[Comparable]:
    """One of each value of one thing: headlines repeat the body; the attributed one with a period stays."""
    kept: dict[tuple[str, str, float, str], Comparable] = {}
    for item in found:
        key = (item.measure, item.rate, item.value, item.stands)
        known = kept.get(key)
        if known is None or _telling(item) > _telling(known):
            kept[key] = item
    yield from sorted(kept.values(), key=lambda c: c.span)


def _telling(item: Comparable) -> tuple[bool, bool, int]:
    figure = item.figure
    return figure.said_by.basis != "narrator", figure.said_by.basis == "stated", len(item.thing)


def same_thing(a: Comparable, b: Comparable) -> bool:
    """Whether two figures count the same kind of thing the same way, whatever their values."""
    if a.measure != b.measure or a.rate != b.rate:
        return False
    if (a.stands == "whole") != (b.stands == "whole"):
        return False
    first, second = a.figure.thing_kind, b.figure.thing_kind
    if a.thing & b.thing or not a.thing or not b.thing:
        return True
    return first is None or second is None or first == second


def same_time(a: Interval | None, b: Interval | None) -> bool:
    """Whether two periods may be one: unknown, equal, or overlapping by more than half of the shorter."""
    first, second = _days(a), _days(b)
    if first is None or second is None:
        return True
    shared = min(first[1], second[1]) - max(first[0], second[0]) + 1
    return shared > 0.5 * (min(first[1] - first[0], second[1] - second[0]) + 1)


def like_length(a: Interval | None, b: Interval | None) -> bool:
    """Whether two periods are about as long; a week is not a year, though it lies inside."""
    first, second = _days(a), _days(b)
    if first is None or second is None:
        return True
    one, other = first[1] - first[0] + 1, second[1] - second[0] + 1
    return max(one, other) <= 2.5 * min(one, other)


def _days(interval: Interval | None) -> tuple[int, int] | None:
    if interval is None or interval.start is None or interval.end is None:
        return None
    return first_day(interval.start).toordinal(), last_day(interval.end).toordinal()
