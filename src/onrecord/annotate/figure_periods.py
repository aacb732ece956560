"""The time a figure belongs to: in its clause, else told before in the paragraph, else in the lead."""

from __future__ import annotations

import re

from msgspec import structs
from spacy.tokens import Token

from onrecord.annotate.figure_drafts import Draft
from onrecord.annotate.figure_sentence import root_of, sentence
from onrecord.annotate.time_context import tense_at
from onrecord.annotate.time_told import MIRRORS, SAME, overlap, told_in
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention, TimeMention
from onrecord.model.span import Span
from onrecord.model.time import Interval, first_day, last_day

_COMPARED = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|than|from|twice the|double the|on the)\s(?:the\s|about\s"
    r"|around\s|a peak of\s|over\s|just\s|an average of\s)*$",
    re.I,
)
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|just\s|over\s)*$", re.I)
_AGAINST = re.compile(r"\b(?:against|compared (?:with|to)|versus)\b[^.;,]{0,50}$", re.I)
_SINCE = re.compile(r"\s(?:\w+\s){0,4}since\b[^.,;]*$", re.I)
_PART = re.compile(r", (?:including|among (?:them|whom)|(?:\w+ ){1,2}of (?:them|whom))\b[^,;]*$", re.I)
_BARRIER = re.compile(r"\b(?:taking the|bringing the|bringing its|raising the|in addition to)\b", re.I)
_MARKS = re.compile(
    r";|\bwhereas\b|\bwhile\b|\bthan\b|\btwice\b|\bdouble\b|, (?:against|compared|up from|down from"
    r"|as against|after|when)\b|\bcompared (?:with|to)\b"
    r"|\bas against\b|\bagainst (?=\d)"
)
_PREPOSITIONS = frozenset(
    "on in since during over between from at by of for until throughout within the through after before "
    "past early late"
    " up to".split()
)
_FAR = 16.0


class Periods:
    """Answers which time governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._told = told_in(doc)

    def statements_over(self, start: int) -> list[StatementMention]:
        """Statements whose content holds the offset `start`."""
        return self._told.statements_over(start)

    def period(self, draft: Draft) -> tuple[Interval | None, Span | None]:
        """The time of the figure: in its clause or sentence, else what the text was speaking of before.

        The span covers the words with their preposition, and may stand in another sentence.
        """
        text = self._doc.reading_text
        before = text[max(0, draft.number.outer - 40) : draft.number.outer]
        best, told = self._nearest_time(draft), self._told.before(draft.number.start)
        if best is None:
            if told is not None and _COMPARED.search(before) and _FROM.search(before):
                return shifted(told.interval, -1), None
            return (self._cut(told.interval, draft), told.span) if told is not None else (None, None)
        written = text[best.span.start : best.span.end]
        interval = best.interval
        if told is not None and MIRRORS.search(written):
            interval = _mirrored(best.interval, told.interval, written) or interval
        elif told is not None and SAME.fullmatch(written) and not interval.is_resolved:
            interval = told.interval
        elif self._told.lead is not None and _is_loosely(interval, self._told.lead.interval):
            interval = self._told.lead.interval
        return self._cut(interval, draft), self._with_preposition(best.span)

    def _cut(self, interval: Interval, draft: Draft) -> Interval:
        """The part of a running stretch that can have been counted: "this month" ends with the count."""
        closing = self._told.closing_day
        if closing is None or interval.start is None or interval.end is None:
            return interval
        if not first_day(interval.start) <= first_day(closing) < last_day(interval.end):
            return interval
        if tense_at(self._doc, draft.number.start) == "future":
            return interval
        return structs.replace(interval, end=closing)

    def now(self) -> Interval | None:
        """The day that the text speaks from, or None where it has no date to the day."""
        day = self._told.speaking_day
        if day is None:
            return None
        return Interval(
            start=day, end=day, precision="day", value=day, anchor=day, reason="the present of the text"
        )

    def _nearest_time(self, draft: Draft) -> TimeMention | None:
        sent = sentence(draft.first)
        best: tuple[float, TimeMention] | None = None
        for time in self._told.within(sent.start_char, sent.end_char):
            if self._told.is_of_speaking(time, draft.number.start):
                continue
            cost = self._distance(time, draft)
            if cost < _FAR and (best is None or cost < best[0]):
                best = cost, time
        return best[1] if best else None

    def _distance(self, time: TimeMention, draft: Draft) -> float:
        """Steps in the parse between time and figure, more for characters and clause marks between."""
        doc = self._doc
        token = root_of(doc, time.span)
        start, end = sorted((time.span.start, draft.number.start))
        between = doc.reading_text[start:end]
        if _BARRIER.search(between):
            return 2 * _FAR
        if time.span.start > draft.number.start and _PART.search(between):
            return 2 * _FAR  # "Nine were killed, including two girls in Albara on 15 July"
        if time.span.start < draft.number.start and re.search(r"[,;]| and ", between):
            before = doc.reading_text[max(0, start - 60) : start]
            if _AGAINST.search(before):
                return 2 * _FAR  # "as against nine in the same period of 2023, and seized 1.3 tonnes"
        if _is_of_another(token, draft):
            return 2 * _FAR
        told = sentence(draft.first)
        is_fronted = time.span.start - told.start_char < 16 and time.span.end < draft.number.start
        if time.span.start > draft.number.start and _SINCE.match(doc.reading_text[draft.number.end : end]):
            return 1.0
        node = draft.node if sentence(draft.node) == told else draft.first
        steps = 4.0 if is_fronted else steps_between(token, node)
        return steps + len(between) / 90 + 16 * len(_MARKS.findall(between))

    def _with_preposition(self, span: Span) -> Span:
        start, parse, index = span.start, self._doc.parse, self._doc.token_at[span.start]
        while index and parse[index - 1].lower_ in _PREPOSITIONS and parse[index - 1].idx >= span.start - 24:
            index -= 1
            start = parse[index].idx
        return Span(start, span.end)


def _is_of_another(time: Token, draft: Draft) -> bool:
    """Whether the time stands in a relative clause that what happened to the figure is not part of:
    "He handed over 22 men who had crossed in July"."""
    verb = time
    while not (verb.tag_[:1] == "V" and verb.dep_ == "relcl"):
        if verb.head.i == verb.i:
            return False
        verb = verb.head
    if draft.action is None or draft.action.verb is None:
        return False
    if not any(child.tag_ in ("WP", "WDT") and child.dep_ == "nsubj" for child in verb.children):
        return False
    inside = {t.i for t in verb.subtree}
    return draft.action.verb.i not in inside and draft.first.i not in inside


def _is_loosely(relative: Interval, stated: Interval) -> bool:
    """Whether "the past week" speaks of the days that the lead states, up to their rounding."""
    if (
        stated.precision != "days"
        or not re.search(r"\d", stated.as_stated)
        or re.search(r"\d", relative.as_stated)
    ):
        return False
    if not (relative.start and relative.end and stated.start and stated.end) or relative.precision != "days":
        return False
    gaps = (
        abs((first_day(relative.start) - first_day(stated.start)).days),
        abs((last_day(relative.end) - last_day(stated.end)).days),
    )
    return max(gaps) <= 2 and overlap(relative, stated)


def shifted(interval: Interval, years: int) -> Interval | None:
    """The same stretch so many years later; None where an end is open or the day does not exist then."""
    if interval.start is None or interval.end is None:
        return None
    start, end = (f"{int(end[:4]) + years:04d}{end[4:]}" for end in (interval.start, interval.end))
    if start.endswith("02-29") or end.endswith("02-29"):
        return None
    return Interval(
        start=start,
        end=end,
        precision=interval.precision,
        anchor=interval.start,
        reason="the same stretch of another year",
    )


def _mirrored(stated: Interval, told: Interval, written: str) -> Interval | None:
    """The stretch told, in the year stated or the one before: "the same period of 2023", "a year earlier"."""
    if told.start is None:
        return None
    has_year = stated.start is not None and re.search(r"\d{4}", written)
    return shifted(told, int(stated.start[:4]) - int(told.start[:4]) if has_year and stated.start else -1)


def steps_between(one: Token, other: Token) -> float:
    """Steps in the parse from one token to the other; steps along a coordination are half price."""
    above: dict[int, float] = {}
    cost, token = 0.0, one
    while True:
        above[token.i] = cost
        if token.head.i == token.i:
            break
        cost += 0.5 if token.dep_ in ("conj", "appos", "prep", "compound", "nummod") else 1.0
        token = token.head
    cost, token = 0.0, other
    while token.i not in above:
        if token.head.i == token.i:
            return 12.0
        cost += 0.5 if token.dep_ in ("conj", "appos", "compound", "nummod") else 1.0
        token = token.head
    return cost + above[token.i]
