"""What stands around a figure: its period, scope, place, status and the clause that shows it."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Token

from onrecord.annotate.figure_drafts import Draft
from onrecord.annotate.figure_periods import Periods, steps_between
from onrecord.annotate.figure_sentence import root_of, sentence
from onrecord.annotate.figure_verbs import Action
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.annotate.time_context import tense_at
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureStatus, PlaceMention, Scope
from onrecord.model.span import Span, hull
from onrecord.model.time import Interval, first_day, last_day

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY_WORDS = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s\d{{1,2}}\b(?!\d)"
    r"|\b(?:\w+day|today|yesterday|overnight|tonight|morning|evening|night|noon|a\.?m\.?|p\.?m\.?)\b",
    re.IGNORECASE,
)
_STRETCH_WORDS = re.compile(
    rf"\b(?:weeks?|months?|years?|quarters?|half|season|decades?|days|hours|period|since|{_MONTHS}|(?:19"
    rf"|20)\d\d)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:tak|bring|rais)(?:ing|es|s|e)\s(?:the|its|their)\b|\b(?:the|a) (?:running |cumulative "
    r"|overall )?total (?:of|to)\b",
    re.I,
)
_TOTALS = re.compile(
    r"\b(?:since|so far|to date|until now|in total|a total of|the total|overall|throughout"
    r"|cumulative(?:ly)?|altogether|all told"
    r"|(?:in|over|during|within) the (?:past|last|previous|preceding)|(?:per|a) (?:day|week|month|year)"
    r"|daily|weekly|annual(?:ly)?"
    r"|bringing the|taking the|brings the|reporting period)\b",
    re.IGNORECASE,
)
_LEVEL_VERBS = frozenset(
    "host hold live remain stand need face shelter house have own employ work accommodate hide be".split()
)
_LEVEL = re.compile(
    r"\b(?:currently|still|at present|as of|in need|now (?:has|have|work|stands?)|being (?:held|hosted"
    r"|treated|sheltered))\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:list|register|roll|roster)s? of (?:the )?$", re.I)
_DENIES = re.compile(
    r"\bden(?:y|ied|ies|ying)\b|\b(?:not|isn.t|wasn.t) true\b|\brefut(?:e|es|ed|ing)\b|\breject(?:ed|s"
    r"|ing)? (?:the )?(?:claims?|reports?|allegations?)\b"
    r"|\bdismiss(?:ed|es|ing)? (?:the )?(?:claims?|reports?|allegations?)\b|\bfalse(?:ly)? (?:claims?"
    r"|reports?|claimed)\b|\bno truth\b",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:revis\w+|correct\w+|rais\w+|lower\w+|updat\w+|up"
    r"|down)\b[^.;]{0,80}\bfrom\s(?:an?\s(?:\w+\s){1,2}of\s)?$"
    r"|\b(?:first|initially|earlier|originally|previously)\s(?:had\s)?(?:spoken|reported|put|said|given"
    r"|estimated|announced|claimed)\b[^.;]{0,60}$"
    r"|\b(?:initial|earlier|previous|first) (?:toll|report|figure|count|estimate)s?\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_GOAL = re.compile(r"\b(?:goal|target|aim|plan)s?\b[^.;]{0,50}\bto\b[^.;]{0,40}$", re.IGNORECASE)
_MOST_CLAUSE = 300


class Context:
    """Answers what governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._periods = Periods(doc)
        self._places: list[PlaceMention] = doc.layers.get("places", [])
        self._place_starts = [p.span.start for p in self._places]

    def period(self, draft: Draft) -> tuple[Interval | None, Span | None]:
        """The time of the figure and its words; see `Periods.period`."""
        return self._periods.period(draft)

    def is_own(self, draft: Draft, span: Span | None) -> bool:
        """Whether the words of the period stand in the sentence of the figure."""
        sent = sentence(draft.first)
        return span is not None and sent.start_char <= span.start < sent.end_char

    def now(self, draft: Draft) -> Interval | None:
        """The day that the text speaks from where the figure is told in the present tense, else None."""
        return self._periods.now() if tense_at(self._doc, draft.number.start) == "present" else None

    def scope(self, draft: Draft, period: Interval | None, span: Span | None) -> Scope:
        """Incident, running total or level, from the words of the clause and the length of the period."""
        sent, text = sentence(draft.first), self._doc.reading_text
        verb = draft.action.verb if draft.action is not None else None
        near = text[max(sent.start_char, draft.number.start - 60) : min(sent.end_char, draft.number.end + 90)]
        if _LEVEL.search(near) or (verb is not None and self._is_level(verb, draft)):
            return "stock"
        if (
            draft.action is not None and draft.action.code == "affected" and draft.action.word != "suffered"
        ) or _LISTED.search(text[max(0, draft.number.outer - 24) : draft.number.outer]):
            return "stock"
        clause = text[max(sent.start_char, draft.number.start - 70) : draft.number.start]
        if _TOTAL_BEFORE.search(clause):
            return "cumulative"
        length = _length(period, text[span.start : span.end] if span is not None else "")
        if length == "stretch":
            return (
                "incident" if self.is_own(draft, span) and self._is_recalled(draft, period) else "cumulative"
            )
        if length == "day":
            return "incident"
        return "cumulative" if _TOTALS.search(text[sent.start_char : sent.end_char]) else "incident"

    def _is_recalled(self, draft: Draft, period: Interval | None) -> bool:
        """ "In December 2014, gunmen killed nearly 150 people": one past act, dated by its month or year."""
        published = self._doc.document.published
        if period is None or period.end is None or published is None or draft.action is None:
            return False
        is_past = (first_day(published) - last_day(period.end)).days > 300
        verb = draft.action.verb
        return (
            is_past
            and period.precision == "month"
            and verb is not None
            and draft.action.code in ("killed", "wounded", "kidnapped")
        )

    @staticmethod
    def _is_level(verb: Token, draft: Draft) -> bool:
        """A present-tense verb of state: "host 7 million", "are held", "remain"."""
        if lemma(verb) not in _LEVEL_VERBS:
            return False
        tags = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")} | {verb.tag_}
        return bool(tags & {"VBZ", "VBP"})

    def place(self, draft: Draft) -> int | None:
        """Index of the place of the figure: the nearest in its sentence, else the last one before."""
        sent = sentence(draft.first)
        low = bisect_left(self._place_starts, sent.start_char)
        high = bisect_left(self._place_starts, sent.end_char)
        best: tuple[float, int] | None = None
        for index in range(low, high):
            place = self._places[index]
            if place.is_dateline:
                continue
            token = root_of(self._doc, place.span)
            gap = place.span.start - draft.number.start
            cost = steps_between(token, draft.node) + abs(gap) / 60 + (0 if gap > 0 else 1.5)
            cost += 4 if token.dep_ in ("nsubj", "poss", "amod", "compound", "nmod") else 0
            if best is None or cost < best[0]:
                best = cost, index
        if best is not None:
            return best[1]
        return low - 1 if low and not self._places[low - 1].is_dateline else None

    def status(self, draft: Draft) -> FigureStatus:
        """Denied, superseded, planned or plainly asserted."""
        text, sent = self._doc.reading_text, sentence(draft.first)
        before = text[sent.start_char : draft.number.outer]
        over = self._periods.statements_over(draft.number.start)
        if any(s.modality == "denied" for s in over) or (
            _DENIES.search(before) and not re.search(r"[;]", before)
        ):
            return "denied"
        if _REVISED.search(before):
            return "superseded"
        if re.search(r"\bthe\s$", before) or re.match(r"\s(?:\w+\s)?already\b", text[draft.number.end :]):
            return "asserted"
        if _GOAL.search(before) or (draft.action is not None and self._is_planned(draft.action)):
            return "planned"
        return "asserted"

    @staticmethod
    def _is_planned(action: Action) -> bool:
        verb = action.verb
        for step in range(3):
            if verb is None:
                return False
            if any(c.dep_ == "aux" and c.lower_ in words("future") for c in verb.children):
                return True
            if any(c.dep_ == "mark" and c.lower_ in ("unless", "if") for c in verb.children):
                return True
            if lemma(verb) in words("plan_verbs") and (
                step > 0 or lemma(verb) in ("plan", "pledge", "promise", "vow", "earmark")
            ):
                return verb.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in verb.children)
            is_open = any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.children)
            verb = verb.head if verb.dep_ in ("xcomp", "acl") and is_open and verb.head.i != verb.i else None
        return False


def _length(period: Interval | None, written: str) -> str:
    """`day`, `stretch` or empty, by the resolved interval, else by the words."""
    if period is not None and period.start and period.end and period.precision != "unknown":
        if period.precision == "day":
            return "day" if last_day(period.end) == first_day(period.start) else "stretch"
        if period.precision in ("days", "time"):
            return "stretch" if (last_day(period.end) - first_day(period.start)).days > 1 else "day"
        return "stretch"
    if _DAY_WORDS.search(written):
        return "stretch" if re.match(r"(?:since|from)\b", written, re.I) else "day"
    return "stretch" if _STRETCH_WORDS.search(written) else ""


def clause_of(doc: AnnotatedDocument, draft: Draft) -> Span:
    """The evidence: number, thing and action where they stand close together, else without the action."""
    number = Span(draft.number.outer, draft.number.outer_end)
    sent, spans = sentence(draft.last), [number]
    if draft.span is not None and sent.start_char <= draft.span.start < sent.end_char:
        spans.append(draft.span)
    without_action = hull(spans)
    action = draft.action
    if action is not None and sent.start <= action.first.i < sent.end:
        spans.append(Span(action.first.idx, action.last.idx + len(action.last)))
    for whole in (hull(spans), without_action):
        if whole.end - whole.start <= _MOST_CLAUSE:
            return whole
    return number
