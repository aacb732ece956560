"""The time a figure belongs to: in its clause, else told before in the paragraph, else in the lead."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Token

from onrecord.annotate.figure_drafts import Draft
from onrecord.annotate.figure_sentence import root_of, sentence
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
_COMPARES = re.compile(
    r"\b(?:on the (?=\d)|than|against|compared|versus|twice|double|from)\b[^.;]{0,50}$", re.I
)
_AGAINST = re.compile(r"\b(?:against|compared (?:with|to)|versus)\b[^.;,]{0,50}$", re.I)
_PART = re.compile(r", (?:including|among (?:them|whom)|(?:\w+ ){1,2}of (?:them|whom))\b", re.I)
_MIRRORS = re.compile(r"\b(?:same|corresponding|like|comparable) (?:period|time|months?|weeks?|quarter)\b"
                      r".*\b(?:\d{4}|year)"
                      r"|\b(?:a|one) year (?:earlier|before|ago)\b"
                      r"|\b(?:the )?(?:year before|previous year|preceding year)\b", re.I)  # fmt: skip
_SAME = re.compile(r"(?:the|that|this|the same) (?:year|period|month|week|time|day)", re.I)
_BARRIER = re.compile(r"\b(?:taking the|bringing the|bringing its|raising the|in addition to)\b", re.I)
_MARKS = re.compile(
    r";|\bwhereas\b|\bwhile\b|\bthan\b|\btwice\b|\bdouble\b|, (?:against|compared|up from|down from"
    r"|as against|after|when)\b|\bcompared (?:with|to)\b"
    r"|\bas against\b|\bagainst (?=\d)"
)
_BESIDE = re.compile(
    r"\b(?:(?:worst|best|highest|lowest|biggest|largest|first|deadliest|bloodiest"
    r"|most)\b[^.;,]{0,24}\bsince|agreed|signed|reached|brokered|adopted"
    r"|launched|founded|established|elected|appointed)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    "on in since during over between from at by of for until throughout within the through after before "
    "past early late"
    " up to".split()
)
_SAID = re.compile(
    r"\b(?:said|says|told(?:\s\w+){1,3}|announced|confirmed|reported|added|stated|claimed|wrote|disclosed"
    r"|declared|tweeted|posted"
    r"|statement|briefing|conference|reports?|interview|released|issued|published"
    r"|presented)(?:\s\w+){0,2}\s(?:late\s|early\s)?(?:on|in|at"
    r"|of)?\s?(?:a statement\s)?(?:issued\s)?(?:on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_FAR = 16.0
_WITHOUT_DAY = frozenset({"times/bare_part", "times/clock"})
"""Rules of times that name no day of their own: "before midnight"."""


class Periods:
    """Answers which time governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        times: list[TimeMention] = doc.layers.get("times", [])
        self._times = _without_ends(
            [
                t
                for t in times
                if t.interval.is_resolved
                or (t.type in ("DATE", "TIME") and not t.interval.value.endswith("_REF"))
            ]
        )
        self._time_starts = [t.span.start for t in self._times]
        self._statements: list[StatementMention] = doc.layers.get("statements", [])
        self._statement_starts = [s.span.start for s in self._statements]
        self._lead = self._reporting_period()

    def statements_over(self, start: int) -> list[StatementMention]:
        """Statements whose content holds the offset `start`."""
        upto = bisect_left(self._statement_starts, start + 1)
        near = self._statements[max(0, upto - 40) : upto]
        return [s for s in near if any(c.start <= start < c.end for c in s.content)]

    def _reporting_period(self) -> tuple[Interval, Span] | None:
        """What the first sentences date: the time that figures without one of their own share.

        The first resolved time counts; a stated range of days soon after it ("between 11 and 18
        September") goes before a vague week ("in the past week").
        """
        first: tuple[Interval, Span] | None = None
        for time in self._times:
            if time.span.start > 1000:
                break
            interval = time.interval
            if not self._tells(time) or self._dates_the_text(time) or not self._is_told(time):
                continue
            if first is None:
                first = interval, time.span
            elif (
                interval.precision == "days"
                and first[0].precision in ("week", "days")
                and _overlap(interval, first[0])
            ):
                return interval, time.span
        return first

    def _is_told(self, time: TimeMention) -> bool:
        """Whether the time stands in a sentence with a verb, not in a heading or a reference number."""
        told = sentence(self._doc.tokens(time.span)[0])
        return any(token.tag_[:2] == "VB" for token in self._doc.parse[told.start : told.end])

    def _dates_the_text(self, time: TimeMention) -> bool:
        """Whether the time is the date line or only dates a cue ("said on Friday")."""
        text, start = self._doc.reading_text, time.span.start
        line = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[time.span.end : time.span.end + 3]
        is_dated = any(c.isdigit() for c in text[start : time.span.end])
        is_dateline = (is_dated and len(line) < 60 and line.isupper()) or (
            len(line) < 80 and after[:1] in (".", ":", "\n", "") and not re.search(r"[.;!?]", line)
        )
        return is_dateline or _SAID.search(text[max(0, start - 60) : start]) is not None

    def _heads_paragraph(self, time: TimeMention) -> bool:
        """Whether the time opens a paragraph as its date, not the text: "20 January. Two men were held"."""
        text, start = self._doc.reading_text, time.span.start
        opens = "\n" in text[max(0, start - 3) : start] and not text[:start].isspace()
        return (
            opens
            and time.interval.is_resolved
            and re.match(r"\s?[.:–—-]\s", text[time.span.end :][:3]) is not None
        )

    def period(self, draft: Draft) -> tuple[Interval | None, Span | None]:
        """The time of the figure: in its clause or sentence, else what the text was speaking of before.

        The span covers the words with their preposition, and may stand in another sentence.
        """
        text = self._doc.reading_text
        before = text[max(0, draft.number.outer - 40) : draft.number.outer]
        best, told = self._nearest_time(draft), self._told_before(draft)
        if best is None:
            if told is not None and _COMPARED.search(before) and _FROM.search(before):
                return shifted(told[0], -1), None
            return told or (None, None)
        written = text[best.span.start : best.span.end]
        interval = best.interval
        if told is not None and _MIRRORS.search(written):
            interval = _mirrored(best.interval, told[0], written) or interval
        elif told is not None and _SAME.fullmatch(written) and not interval.is_resolved:
            interval = told[0]
        elif self._lead is not None and _is_loosely(interval, self._lead[0]):
            interval = self._lead[0]
        return interval, self._with_preposition(best.span)

    def _told_before(self, draft: Draft) -> tuple[Interval, Span] | None:
        """The last time that the paragraph told before the figure, else that of the lead."""
        index = bisect_left(self._time_starts, draft.number.start) - 1
        while index >= 0:
            time = self._times[index]
            if "\n" in self._doc.document.text[time.span.end : draft.number.start]:
                break
            if self._heads_paragraph(time):
                return time.interval, time.span
            if self._tells(time) and not self._of_the_report(time, draft):
                return time.interval, time.span
            index -= 1
        return self._lead

    def _tells(self, time: TimeMention) -> bool:
        """Whether the time says when what is told happened: resolved, no comparison, no aside."""
        text, start = self._doc.reading_text, time.span.start
        if not time.interval.is_resolved or _is_beside(text, time.span):
            return False
        if _COMPARES.search(text[max(0, start - 60) : start]) or _SAME.fullmatch(text[start : time.span.end]):
            return False
        token = root_of(self._doc, time.span)
        if (
            token.dep_ in ("nummod", "compound", "amod", "nmod")
            and token.head.i > token.i
            and token.head.ent_type_ not in ("DATE", "TIME")
        ):
            return False  # "the 2008 Agreement"
        if time.made_by in _WITHOUT_DAY or _is_aside(token):
            return False
        return not _MIRRORS.search(text[start : time.span.end]) and time.interval.value[:1] != "F"

    def _nearest_time(self, draft: Draft) -> TimeMention | None:
        sent = sentence(draft.first)
        low = bisect_left(self._time_starts, sent.start_char)
        high = bisect_left(self._time_starts, sent.end_char)
        best: tuple[float, TimeMention] | None = None
        for time in self._times[low:high]:
            if self._of_the_report(time, draft):
                continue
            cost = self._distance(time, draft)
            if cost < _FAR and (best is None or cost < best[0]):
                best = cost, time
        return best[1] if best else None

    def _of_the_report(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the time says when somebody spoke: inside a statement but outside its content."""
        start = draft.number.start
        for statement in self.statements_over(start):
            if statement.span.covers(time.span) and not any(c.covers(time.span) for c in statement.content):
                return True
        return self._dates_the_text(time)

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
        told = sentence(draft.first)
        is_fronted = time.span.start - told.start_char < 16 and time.span.end < draft.number.start
        node = draft.node if sentence(draft.node) == told else draft.first
        steps = 4.0 if is_fronted else steps_between(token, node)
        return steps + len(between) / 90 + 16 * len(_MARKS.findall(between))

    def _with_preposition(self, span: Span) -> Span:
        start, parse, index = span.start, self._doc.parse, self._doc.token_at[span.start]
        while index and parse[index - 1].lower_ in _PREPOSITIONS and parse[index - 1].idx >= span.start - 24:
            index -= 1
            start = parse[index].idx
        return Span(start, span.end)


def _is_aside(token: Token) -> bool:
    """Whether the time stands in a relative clause: "passengers of the bus that was bombed on Tuesday"."""
    while token.head.i != token.i:
        if token.tag_[:1] == "V" and token.dep_ == "relcl":
            return True
        token = token.head
    return False


def _overlap(one: Interval, other: Interval) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return first_day(one.start) <= last_day(other.end) and first_day(other.start) <= last_day(one.end)


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
    return max(gaps) <= 2 and _overlap(relative, stated)


def _is_beside(text: str, span: Span) -> bool:
    """Whether the time only dates something beside the matter: "the worst since 2020"."""
    return _BESIDE.search(text[max(0, span.start - 40) : span.start]) is not None


def _without_ends(times: list[TimeMention]) -> list[TimeMention]:
    """The times without the second half of "from 1 May to 3 June": the first half holds the whole stretch."""
    kept: list[TimeMention] = []
    for time in times:
        last = kept[-1] if kept else None
        is_end = (
            last is not None
            and last.opens
            and time.span.start - last.span.end < 16
            and time.interval.end == last.interval.end
            and time.interval.start != last.interval.start
        )
        if not is_end:
            kept.append(time)
    return kept


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
