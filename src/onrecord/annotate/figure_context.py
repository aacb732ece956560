"""What stands around a figure: its period, scope, place, status and the clause that shows it."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Token

from onrecord.annotate.figure_actions import Action
from onrecord.annotate.figure_drafts import Draft
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureStatus, PlaceMention, Scope, StatementMention, TimeMention
from onrecord.model.span import Span, hull
from onrecord.model.time import Interval, first_day, last_day

_STRETCHES = frozenset({"days", "week", "month", "quarter", "season", "half", "year", "years"})
_TOTALS = re.compile(
    r"\b(?:since|so far|to date|until now|in total|a total of|the total|overall|throughout|cumulative(?:ly)?|altogether|all told"
    r"|(?:in|over|during|within) the (?:past|last|previous|preceding)|(?:per|a) (?:day|week|month|year)|daily|weekly|annual(?:ly)?"
    r"|bringing the|taking the|brings the|reporting period)\b",
    re.IGNORECASE,
)
_LEVEL_VERBS = frozenset(
    "host hold live remain stand need face shelter house have own employ work accommodate hide be".split()
)
_LEVEL = re.compile(
    r"\b(?:currently|still|at present|as of|in need|now (?:has|have|work|stands?)|being (?:held|hosted|treated|sheltered))\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    "on in since during over between from at by of for until throughout within the through after before past early late"
    " up to".split()
)
_SAID = re.compile(
    r"\b(?:said|says|told(?:\s\w+){1,3}|announced|confirmed|reported|added|stated|claimed|wrote|disclosed|declared|tweeted|posted"
    r"|statement|briefing|conference|report|interview)(?:\s\w+){0,2}\s(?:late\s|early\s)?(?:on|in|at|of)?\s?(?:a statement\s)?(?:issued\s)?(?:on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\bden(?:y|ied|ies|ying)\b|\b(?:not|isn.t|wasn.t) true\b|\brefut(?:e|es|ed|ing)\b|\breject(?:ed|s|ing)? (?:the )?(?:claims?|reports?|allegations?)\b"
    r"|\bdismiss(?:ed|es|ing)? (?:the )?(?:claims?|reports?|allegations?)\b|\bfalse(?:ly)? (?:claims?|reports?|claimed)\b|\bno truth\b",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:revis\w+|correct\w+|rais\w+|lower\w+|updat\w+|up|down)\b[^.;]{0,80}\bfrom\s(?:an?\s(?:\w+\s){1,2}of\s)?$"
    r"|\b(?:first|initially|earlier|originally|previously)\s(?:had\s)?(?:spoken|reported|put|said|given|estimated|announced|claimed)\b[^.;]{0,60}$"
    r"|\b(?:initial|earlier|previous|first) (?:toll|report|figure|count|estimate)s?\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_GOAL = re.compile(r"\b(?:goal|target|aim|plan)s?\b[^.;]{0,50}\bto\b[^.;]{0,40}$", re.IGNORECASE)
_MOST_CLAUSE = 300
_FAR = 14.0


class Context:
    """Answers what governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        times: list[TimeMention] = doc.layers.get("times", [])
        self._times = [t for t in times if t.type in ("DATE", "TIME") or t.interval.is_resolved]
        self._time_starts = [t.span.start for t in self._times]
        self._places: list[PlaceMention] = doc.layers.get("places", [])
        self._place_starts = [p.span.start for p in self._places]
        self._statements: list[StatementMention] = doc.layers.get("statements", [])
        self._statement_starts = [s.span.start for s in self._statements]
        self._running: tuple[Interval, Span] | None = None
        self._lead = self._reporting_period()

    def statements_over(self, start: int) -> list[StatementMention]:
        """Statements whose content holds the offset `start`."""
        upto = bisect_left(self._statement_starts, start + 1)
        near = self._statements[max(0, upto - 40) : upto]
        return [s for s in near if any(c.start <= start < c.end for c in s.content)]

    def _reporting_period(self) -> tuple[Interval, Span] | None:
        """A stretch that the first paragraphs name, which figures without a date of their own share."""
        limit = min(len(self._doc.reading_text), 1000)
        first: tuple[Interval, Span] | None = None
        for time in self._times:
            if time.span.start > limit:
                break
            if not time.interval.is_resolved or time.type == "DURATION" or self._dates_the_text(time):
                continue
            if self._is_stretch(time.interval) and time.interval.start and time.interval.end:
                return time.interval, time.span
            if first is None and time.interval.precision in ("day", "time"):
                first = time.interval, time.span
        return first

    def _dates_the_text(self, time: TimeMention) -> bool:
        """Whether the time is the date line or only dates a cue ("said on Friday")."""
        text, start = self._doc.reading_text, time.span.start
        line = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[time.span.end : time.span.end + 3]
        is_dateline = (
            len(line) < 60
            and line.isupper()
            or len(line) < 80
            and after[:1] in (".", ":", "\n", "")
            and not re.search(r"[.;!?]", line)
        )
        return is_dateline or _SAID.search(text[max(0, start - 60) : start]) is not None

    @staticmethod
    def _is_stretch(interval: Interval) -> bool:
        if interval.precision not in _STRETCHES:
            return False
        if interval.precision == "days" and interval.start and interval.end:
            return (last_day(interval.end) - first_day(interval.start)).days > 1
        return True

    def period(self, draft: Draft) -> tuple[Interval | None, Span | None]:
        """The time of the figure: in its clause or sentence, else what the text was speaking of before.

        The span covers the words with their preposition, and may stand in another sentence.
        """
        best = self._nearest_time(draft)
        if best is not None:
            found = (best.interval, self._with_preposition(best.span))
            if best.interval.is_resolved:
                self._running = found
            return found
        inherited = (
            self._running
            if self._running is not None and self._is_near(self._running[1], draft)
            else self._lead
        )
        if inherited is None:
            return None, None
        return inherited

    def _is_near(self, span: Span, draft: Draft) -> bool:
        """Whether the time stands in the same paragraph as the figure."""
        return "\n" not in self._doc.document.text[span.end : draft.number.start]

    def _nearest_time(self, draft: Draft) -> TimeMention | None:
        sent = draft.first.sent
        low = bisect_left(self._time_starts, sent.start_char)
        high = bisect_left(self._time_starts, sent.end_char)
        best: tuple[float, TimeMention] | None = None
        for time in self._times[low:high]:
            if self._of_the_report(time, draft) or time.type == "DURATION":
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
        """Steps in the parse between time and figure, with a little for characters and clause marks between."""
        doc = self._doc
        token = doc.tokens(time.span).root
        steps = _steps(token, draft.node if draft.node.sent.start == draft.first.sent.start else draft.first)
        start, end = sorted((time.span.start, draft.number.start))
        between = doc.reading_text[start:end]
        marks = len(
            re.findall(
                r";|\bwhereas\b|\bwhile\b|, (?:taking|bringing|in addition|against|compared|up from|down from)\b",
                between,
            )
        )
        digits = len(re.findall(r"\d[\d,.]*", between)) if time.span.start > draft.number.start else 0
        return steps + len(between) / 90 + 6 * marks + 1.5 * digits

    def _with_preposition(self, span: Span) -> Span:
        start, parse, index = span.start, self._doc.parse, self._doc.token_at[span.start]
        while index and parse[index - 1].lower_ in _PREPOSITIONS and parse[index - 1].idx >= span.start - 24:
            index -= 1
            start = parse[index].idx
        return Span(start, span.end)

    def scope(self, draft: Draft, period: Interval | None, span: Span | None) -> Scope:
        """Incident, running total or level, from the words of the clause and the length of the period."""
        sent, text = draft.first.sent, self._doc.reading_text
        verb = draft.action.verb if draft.action is not None else None
        near = text[max(sent.start_char, draft.number.start - 60) : min(sent.end_char, draft.number.end + 90)]
        own_period = span is not None and sent.start_char <= span.start < sent.end_char
        if _LEVEL.search(near) or verb is not None and self._is_level(verb, draft):
            return "stock"
        if period is not None and self._is_stretch(period):
            return "cumulative"
        if (
            own_period
            and span is not None
            and re.match(r"(?:since|over|during)\b", text[span.start : span.end], re.I)
            and not period_is_day(period)
        ):
            return "cumulative"
        if own_period and period_is_day(period):
            return "incident"
        return "cumulative" if _TOTALS.search(text[sent.start_char : sent.end_char]) else "incident"

    @staticmethod
    def _is_level(verb: Token, draft: Draft) -> bool:
        """A present-tense verb of state: "host 7 million", "are held", "remain"."""
        if lemma(verb) not in _LEVEL_VERBS:
            return False
        tags = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")} | {verb.tag_}
        return bool(tags & {"VBZ", "VBP"})

    def place(self, draft: Draft) -> int | None:
        """Index of the place of the figure: nearest by the parse in its sentence, else the last one before."""
        sent = draft.first.sent
        low = bisect_left(self._place_starts, sent.start_char)
        high = bisect_left(self._place_starts, sent.end_char)
        best: tuple[float, int] | None = None
        for index in range(low, high):
            place = self._places[index]
            if place.is_dateline:
                continue
            token = self._doc.tokens(place.span).root
            gap = place.span.start - draft.number.start
            cost = _steps(token, draft.node) + abs(gap) / 60 + (0 if gap > 0 else 1.5)
            cost += 4 if token.dep_ in ("nsubj", "poss", "amod", "compound", "nmod") else 0
            if best is None or cost < best[0]:
                best = cost, index
        if best is not None:
            return best[1]
        return low - 1 if low and not self._places[low - 1].is_dateline else None

    def status(self, draft: Draft) -> FigureStatus:
        """Denied, superseded, planned or plainly asserted."""
        text, sent = self._doc.reading_text, draft.first.sent
        before = text[sent.start_char : draft.number.outer]
        over = self.statements_over(draft.number.start)
        if (
            any(s.modality == "denied" for s in over)
            or _DENIES.search(before)
            and not re.search(r"[;]", before)
        ):
            return "denied"
        if _REVISED.search(before):
            return "superseded"
        if re.search(r"\bthe\s$", before) or re.match(r"\s(?:\w+\s)?already\b", text[draft.number.end :]):
            return "asserted"
        if _GOAL.search(before) or draft.action is not None and self._is_planned(draft.action):
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


def period_is_day(period: Interval | None) -> bool:
    """Whether the period is a day, an hour, or a night over midnight."""
    if period is None:
        return False
    if period.precision in ("day", "time"):
        return True
    return bool(
        period.precision == "days"
        and period.start
        and period.end
        and (last_day(period.end) - first_day(period.start)).days <= 1
    )


def _steps(one: Token, other: Token) -> float:
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


def clause_of(doc: AnnotatedDocument, draft: Draft) -> Span:
    """The evidence: number, thing and action where they stand close together, else number and thing, else the number."""
    number = Span(draft.number.outer, draft.number.outer_end)
    sent, spans = draft.last.sent, [number]
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
