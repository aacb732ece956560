"""What stands around a figure: its period, scope, place, status and the clause that shows it."""

from __future__ import annotations

import bisect
import re

from spacy.tokens import Token

from onrecord.annotate.figure_actions import Action
from onrecord.annotate.figure_numbers import Number
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureStatus, Scope, TimeMention
from onrecord.model.span import Span, hull
from onrecord.model.time import Interval

_LONG = frozenset({"days", "week", "month", "quarter", "season", "half", "year", "years"})
_CUMULATIVE = re.compile(
    r"\b(?:since|so far|in total|a total of|the total|overall|throughout|in the (?:past|last)|over the (?:past|last)|during the (?:week|month|year"
    r"|period)|this (?:year|month|week)|last (?:year|month|week)|daily|cumulative)\b",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"\b(?:currently|still|at present|remain(?:s|ed)?|(?:is|are|were) (?:being )?(?:held|hosted|living|deployed|stationed)|hosts?|hosted|in need"
    r"|now (?:has|have|work))\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset({"on", "in", "since", "during", "over", "between", "from", "at", "by", "of", "for", "until", "throughout", "within", "the"})
_FUTURE = frozenset({"will", "shall"})
_MOST_CLAUSE = 300


class Context:
    """Answers what governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._times: list[TimeMention] = [t for t in doc.layers.get("times", []) if t.type != "SET" and t.interval.is_resolved]
        self._starts = [t.span.start for t in self._times]
        self._reporting = self._reporting_period()

    def _reporting_period(self) -> Interval | None:
        """A stretch of days, a month or a year named in the first paragraphs, which later sentences share."""
        body = self._doc.reading_text
        limit = min(len(body), 900)
        for time in self._times:
            if time.span.start > limit:
                break
            if time.interval.precision in _LONG and time.type == "DATE" and time.interval.start and time.interval.end:
                return time.interval
        return None

    def period(self, number: Number, token: Token) -> tuple[Interval | None, Span | None]:
        """The time of the figure: in its clause, in its sentence, else the document's reporting period."""
        sent = token.sent
        low = bisect.bisect_left(self._starts, sent.start_char)
        high = bisect.bisect_left(self._starts, sent.end_char)
        options = [t for t in self._times[low:high] if not self._of_the_report(t, number)]
        if options:
            best = min(options, key=lambda t: self._distance(t, number))
            return best.interval, self._with_preposition(best.span)
        return self._reporting, None

    def _distance(self, time: TimeMention, number: Number) -> float:
        gap = time.span.start - number.end if time.span.start >= number.end else number.start - time.span.end
        between = self._doc.reading_text[min(time.span.end, number.end) : max(time.span.start, number.start)]
        return gap + 60 * len(re.findall(r"[;]|,\s(?:and|while|but|against)\b", between)) + (25 if "," in between else 0)

    def _of_the_report(self, time: TimeMention, number: Number) -> bool:
        """Whether the time is when somebody said so: inside a statement but outside its content."""
        for statement in self._doc.layers.get("statements", []):
            if statement.span.covers(time.span) and not any(c.covers(time.span) for c in statement.content):
                return any(c.start <= number.start < c.end for c in statement.content)
        before = self._doc.reading_text[max(0, time.span.start - 30) : time.span.start]
        return re.search(r"\b(?:said|says|told \w+|announced|confirmed|reported|added)\s(?:(?:late|early)\s)?(?:on|in a statement on)?\s?$", before) is not None

    def _with_preposition(self, span: Span) -> Span:
        start, parse, index = span.start, self._doc.parse, self._doc.token_at[span.start]
        while index and parse[index - 1].lower_ in _PREPOSITIONS:
            index -= 1
            start = parse[index].idx
        return Span(start, span.end)

    def scope(self, token: Token, period: Interval | None, span: Span | None, head: str) -> Scope:
        """Incident, running total or level, from the words of the sentence and the length of the period."""
        text = token.sent.text
        if period is not None and period.precision in _LONG:
            return "cumulative"
        if _CUMULATIVE.search(text):
            return "cumulative"
        if _STOCK.search(text):
            return "stock"
        return "incident"

    def place(self, token: Token) -> int | None:
        """The place named nearest after the figure in its sentence, or before it."""
        sent, best = token.sent, None
        for index, place in enumerate(self._doc.layers.get("places", [])):
            if place.span.start >= sent.end_char:
                break
            if place.span.start < sent.start_char or place.is_dateline:
                continue
            gap = place.span.start - token.idx
            cost = gap if gap > 0 else 80 - gap
            if best is None or cost < best[0]:
                best = (cost, index)
        return best[1] if best else None

    def status(self, token: Token, action: Action | None) -> FigureStatus:
        """Denied, superseded, planned or plainly asserted."""
        doc, sent = token.doc, token.sent
        before = doc.text[sent.start_char : token.idx].lower()
        if re.search(r"\bden(?:y|ied|ies)\b|\bnot true\b|\brefuted?\b|\brejected (?:claims|reports)\b", before):
            return "denied"
        if re.search(r"\b(?:revised?|corrected|raised|lowered)\b.*\bfrom\s(?:\w+\s)?$|\bfirst (?:spoken|reported|put|said)\b|\binitially\b|\bearlier (?:toll|report)", before):
            return "superseded"
        verb = action.verb if action and action.verb is not None else None
        for _ in range(2):
            if verb is None:
                break
            if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children) or lemma(verb) in words("planned_words"):
                return "planned"
            verb = verb.head if verb.dep_ in ("xcomp", "advcl") and verb.head.i != verb.i else None
        return "asserted"


def clause_of(doc: AnnotatedDocument, first: Token, last: Token, thing: Span | None, action: Action | None) -> Span:
    """The evidence: from the first to the last of number, thing and action, if they stand close; else the number's clause."""
    number = Span(first.idx, last.idx + len(last))
    spans, sent = [number], last.sent
    if thing is not None and sent.start_char <= thing.start < sent.end_char:
        spans.append(thing)
    if action is not None and sent.start <= action.first.i < sent.end:
        spans.append(Span(action.first.idx, action.last.idx + len(action.last)))
    whole = hull(spans)
    if whole.end - whole.start <= _MOST_CLAUSE:
        return whole
    return hull(spans[:2]) if hull(spans[:2]).end - spans[0].start <= _MOST_CLAUSE else number
