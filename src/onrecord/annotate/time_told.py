"""What a document tells when: which of its times date the matter, and which time is carried on.

In: a document with its times (and, where made, its statements). Out: `Told`, made once a document, which
answers whether a time dates what is told around it, what the paragraph told last before a place, and what
the lead dates. Used for figures (`figure_periods`) and for events (`time_link`).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Token

from onrecord.annotate.figure_sentence import root_of, sentence, text_of
from onrecord.annotate.parser import lemma_of
from onrecord.annotate.time_context import REPORTING
from onrecord.annotate.time_join import SAID
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention, TimeMention
from onrecord.model.span import Span
from onrecord.model.time import Interval, first_day, last_day

_COMPARES = re.compile(
    r"\b(?:on the (?=\d)|than|against|compared|versus|twice|double"
    r"|from (?=\d|more|fewer|over))\b[^.;]{0,50}$",
    re.I,
)
MIRRORS = re.compile(r"\b(?:same|corresponding|like|comparable) (?:period|time|months?|weeks?|quarter)\b"
                     r".*\b(?:\d{4}|year)"
                     r"|\b(?:a|one) year (?:earlier|before|ago)\b"
                     r"|\b(?:the )?(?:year before|previous year|preceding year)\b", re.I)  # fmt: skip
"""Words of a time that mirrors another one: "the same period of 2023", "a year earlier"."""
SAME = re.compile(r"(?:the|that|this|the same) (?:year|period|month|week|time|day)", re.I)
_BESIDE = re.compile(
    r"\b(?:(?:worst|best|highest|lowest|biggest|largest|first|deadliest|bloodiest"
    r"|most)\b[^.;,]{0,24}\bsince|agreed|signed|reached|brokered|adopted"
    r"|launched|founded|established|elected|appointed)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told(?:\s\w+){1,3}|announced|confirmed|reported|added|stated|claimed|wrote|disclosed"
    r"|declared|tweeted|posted"
    r"|statement|briefing|conference|reports?|interview|released|issued|published"
    r"|presented)(?:\s\w+){0,2}\s(?:late\s|early\s)?(?:on|in|at"
    r"|of)?\s?(?:a statement\s)?(?:issued\s)?(?:on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_WITHOUT_DAY = frozenset({"times/bare_part", "times/clock"})
"""Rules of times that name no day of their own: "before midnight"."""
_STRETCHES = frozenset({"times/past_units", "times/first_units"})
"""Rules of lengths that are stretches, placed or not: "the past 24 hours", "the first nine months"."""
_ENDS = re.compile(r"\s?[.:–—-]\s|(?<=\.)\s[A-Z]")
_LEAD_CHARACTERS = 1000
_HEADING_CHARACTERS = 400
_MOST_DAYS_LATE = 14
"""A report comes at most so many days after the period that it covers."""
_KEY = "onrecord_told"


class Told:
    """The placed times of one document; `told_in` makes it once.

    Attributes:
        doc: the document.
        times: the times that a calendar places, and those it could place with a year; in text order.
        starts: their first characters.
        lead: the time that the first sentences date, or None.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        times: list[TimeMention] = doc.layers.get("times", [])
        self.times = _without_ends([t for t in times if _is_placed(t)])
        self.starts = [t.span.start for t in self.times]
        self._statements: list[StatementMention] = doc.layers.get("statements", [])
        self._statement_starts = [s.span.start for s in self._statements]
        self.lead = self._lead()

    @property
    def speaking_day(self) -> str | None:
        """The day that the text speaks from: of its dateline or meeting, else of its publication; or None."""
        for time in self.times:
            if re.search(r"\bthe (?:dateline|date of the meeting)$", time.interval.reason):
                return time.interval.anchor
        published = self.doc.document.published
        return published if published is not None and len(published) == 10 else None

    @property
    def closing_day(self) -> str | None:
        """The last day of what is counted: of the period reported, of speaking, or of publication."""
        present = self.speaking_day
        lead = self.lead.interval if self.lead is not None else None
        if present is not None and lead is not None and lead.start and lead.end and lead.start != lead.end:
            end = last_day(lead.end)
            if 0 <= (first_day(present) - end).days <= _MOST_DAYS_LATE:
                return end.isoformat()
        spoken = next((t for t in self.times if t.interval.reason.endswith(SAID)), None)
        return spoken.interval.end if spoken is not None else present

    def within(self, start: int, end: int) -> list[TimeMention]:
        """The times that begin between two offsets."""
        return self.times[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def statements_over(self, offset: int) -> list[StatementMention]:
        """Statements whose content holds the offset."""
        upto = bisect_left(self._statement_starts, offset + 1)
        near = self._statements[max(0, upto - 40) : upto]
        return [s for s in near if any(c.start <= offset < c.end for c in s.content)]

    def is_of_speaking(self, time: TimeMention, offset: int) -> bool:
        """Whether the time says when somebody spoke of what stands at `offset`, or dates the text."""
        for statement in self.statements_over(offset):
            if statement.span.covers(time.span) and not any(c.covers(time.span) for c in statement.content):
                return True
        return self.dates_the_text(time)

    def dates_the_text(self, time: TimeMention) -> bool:
        """Whether the time is the date line or only dates a cue ("said on Friday")."""
        text, start = text_of(self.doc.parse), time.span.start
        line = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[time.span.end : time.span.end + 3]
        is_dated = any(c.isdigit() for c in text[start : time.span.end])
        is_dateline = (is_dated and len(line) < 60 and line.isupper()) or (
            len(line) < 80 and after[:1] in (".", ":", "\n", "") and not re.search(r"[.;!?]", line)
        )
        if is_dateline and not (after[:1] == "." and self._is_in_clause(time)):
            return True
        return _SAID.search(text[max(0, start - 60) : start]) is not None

    def _is_in_clause(self, time: TimeMention) -> bool:
        """Whether the time stands in a sentence with a verb, not in a heading or a reference number."""
        told = sentence(self.doc.parse[self.doc.token_at[time.span.start]])
        return any(token.tag_[:2] == "VB" for token in self.doc.parse[told.start : told.end])

    def heads_paragraph(self, time: TimeMention) -> bool:
        """Whether the time opens a paragraph as its date, not the text: "20 January. Two men were held"."""
        text, start = text_of(self.doc.parse), time.span.start
        opens = "\n" in text[max(0, start - 3) : start] and not text[:start].isspace()
        ends = _ENDS.match(text, time.span.end)
        return opens and time.interval.is_resolved and ends is not None

    def tells(self, time: TimeMention) -> bool:
        """Whether the time says when what is told happened: resolved, no comparison, no aside."""
        text, start = text_of(self.doc.parse), time.span.start
        if not time.interval.is_resolved or is_beside(text, time.span) or time.made_by in _WITHOUT_DAY:
            return False
        written = text[start : time.span.end]
        if _COMPARES.search(text[max(0, start - 60) : start]) or SAME.fullmatch(written):
            return False
        token = root_of(self.doc, time.span)
        return not (names_thing(token) or _is_relative(token) or MIRRORS.search(written))

    def before(self, offset: int) -> TimeMention | None:
        """The last time that the paragraph told before a place, else that of the lead."""
        found = self.in_paragraph(offset)
        return found if found is not None else self.lead

    def in_paragraph(self, offset: int) -> TimeMention | None:
        """The last time that the paragraph told before a place, or the one that heads it; else None."""
        text = self.doc.document.text
        index = bisect_left(self.starts, offset) - 1
        while index >= 0 and "\n" not in text[self.times[index].span.end : offset]:
            time = self.times[index]
            if self.heads_paragraph(time) or (self.tells(time) and not self.is_of_speaking(time, offset)):
                return time
            index -= 1
        return None

    def _is_told(self, time: TimeMention) -> bool:
        return not self.dates_the_text(time) and self._is_in_clause(time)

    def _is_period_of_heading(self, time: TimeMention) -> bool:
        """Whether the time is the stretch that a heading names: "Weekly note, 8 to 14 November"."""
        interval = time.interval
        is_stretch = interval.start != interval.end and interval.precision in ("days", "quarter", "half")
        return (
            is_stretch
            and time.span.start < _HEADING_CHARACTERS
            and any(c.isdigit() for c in interval.as_stated)
        )

    def _lead(self) -> TimeMention | None:
        """What the first sentences date: the time shared by what has none of its own.

        The first resolved time counts; a stated range of days soon after it ("between 11 and 18
        September") goes before a vague week ("in the past week").
        """
        first: TimeMention | None = None
        for time in self.times:
            if time.span.start > _LEAD_CHARACTERS:
                break
            if not self.tells(time) or not (self._is_told(time) or self._is_period_of_heading(time)):
                continue
            if _is_reporting(root_of(self.doc, time.span)):
                continue  # "on Wednesday announced the results of the year"
            if first is None:
                first = time
            elif (
                time.interval.precision == "days"
                and first.interval.precision in ("week", "days")
                and overlap(time.interval, first.interval)
            ):
                return time
        return first


def told_in(doc: AnnotatedDocument) -> Told:
    """The `Told` of a document, made anew only when its times or statements are."""
    layers = doc.layers.get("times"), doc.layers.get("statements")
    known = doc.parse.user_data.get(_KEY)
    if known is None or known[0] is not layers[0] or known[1] is not layers[1]:
        known = doc.parse.user_data[_KEY] = (*layers, Told(doc))
    told: Told = known[2]
    return told


def names_thing(token: Token) -> bool:
    """Whether the time is part of a name or a kind: "the 2008 Agreement", "winter training"."""
    is_part = token.dep_ in ("nummod", "compound", "amod", "nmod") and token.head.i > token.i
    return is_part and token.head.ent_type_ not in ("DATE", "TIME")


def is_beside(text: str, span: Span) -> bool:
    """Whether the time only dates something beside the matter: "the worst since 2020"."""
    return _BESIDE.search(text[max(0, span.start - 40) : span.start]) is not None


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two resolved intervals share a day; False where an end is open."""
    if not (one.start and one.end and other.start and other.end):
        return False
    return first_day(one.start) <= last_day(other.end) and first_day(other.start) <= last_day(one.end)


def _is_placed(time: TimeMention) -> bool:
    if time.interval.is_resolved:
        return time.type != "SET"
    if time.made_by in _STRETCHES:
        return True
    return time.type in ("DATE", "TIME") and not time.interval.value.endswith("_REF")


def _is_reporting(token: Token) -> bool:
    """Whether the time modifies a verb of speaking."""
    while token.head.i != token.i and token.tag_[:1] != "V":
        token = token.head
    return token.tag_[:1] == "V" and lemma_of(token.lower_, token.tag_) in REPORTING


def _is_relative(token: Token) -> bool:
    """Whether the time stands in a relative clause: "passengers of the bus that was bombed on Tuesday"."""
    while token.head.i != token.i:
        if token.tag_[:1] == "V" and token.dep_ == "relcl":
            return True
        token = token.head
    return False


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
