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

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY_WORDS = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s\d{{1,2}}\b(?!\d)"
    r"|\b(?:\w+day|today|yesterday|overnight|tonight|morning|evening|night|noon|a\.?m\.?|p\.?m\.?)\b",
    re.IGNORECASE,
)
_STRETCH_WORDS = re.compile(
    rf"\b(?:weeks?|months?|years?|quarters?|half|season|decades?|days|hours|period|since|{_MONTHS}|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:tak|bring|rais)(?:ing|es|s|e)\s(?:the|its|their)\b|\b(?:the|a) (?:running |cumulative |overall )?total (?:of|to)\b",
    re.I,
)
_COMPARED = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|than|from|twice the|double the|on the)\s(?:the\s|about\s|around\s|a peak of\s|over\s|just\s|an average of\s)*$",
    re.I,
)
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|just\s|over\s)*$", re.I)
_COMPARES = re.compile(
    r"\b(?:on the (?=\d)|than|against|compared|versus|twice|double|from)\b[^.;]{0,50}$", re.I
)
_MIRRORS = re.compile(r"\b(?:same|corresponding|like|comparable) (?:period|time|months?|weeks?|quarter)\b|\b(?:a|one) year (?:earlier|before|ago)\b"
                      r"|\b(?:the )?(?:year before|previous year|preceding year)\b", re.I)  # fmt: skip
_SAME = re.compile(r"(?:the|that|this|the same) (?:year|period|month|week|time|day)", re.I)
_BARRIER = re.compile(r"\b(?:taking the|bringing the|bringing its|raising the|in addition to)\b", re.I)
_MARKS = re.compile(
    r";|\bwhereas\b|\bwhile\b|\bthan\b|\btwice\b|\bdouble\b|, (?:against|compared|up from|down from|as against|after|when)\b|\bcompared (?:with|to)\b"
    r"|\bas against\b|\bagainst (?=\d)"
)
_BESIDE = re.compile(
    r"\b(?:(?:worst|best|highest|lowest|biggest|largest|first|deadliest|bloodiest|most)\b[^.;,]{0,24}\bsince|agreed|signed|reached|brokered|adopted"
    r"|launched|founded|established|elected|appointed)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
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
_LISTED = re.compile(r"\b(?:list|register|roll|roster)s? of (?:the )?$", re.I)
_PREPOSITIONS = frozenset(
    "on in since during over between from at by of for until throughout within the through after before past early late"
    " up to".split()
)
_SAID = re.compile(
    r"\b(?:said|says|told(?:\s\w+){1,3}|announced|confirmed|reported|added|stated|claimed|wrote|disclosed|declared|tweeted|posted"
    r"|statement|briefing|conference|reports?|interview|released|issued|published|presented)(?:\s\w+){0,2}\s(?:late\s|early\s)?(?:on|in|at|of)?\s?(?:a statement\s)?(?:issued\s)?(?:on\s)?(?:the\s)?$",
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
_FAR = 16.0


class Context:
    """Answers what governs a figure in one document; made once a document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        times: list[TimeMention] = doc.layers.get("times", [])
        self._times = _without_ends(
            [t for t in times if t.type in ("DATE", "TIME") or t.interval.is_resolved]
        )
        self._time_starts = [t.span.start for t in self._times]
        self._places: list[PlaceMention] = doc.layers.get("places", [])
        self._place_starts = [p.span.start for p in self._places]
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
        return any(token.tag_[:2] == "VB" for token in self._doc.tokens(time.span).root.sent)

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
        interval: Interval | None = best.interval
        if told is not None and _MIRRORS.search(written):
            interval = _mirrored(best.interval, told[0], written) or interval
        elif told is not None and _SAME.fullmatch(written):
            interval = told[0]
        return interval, self._with_preposition(best.span)

    def _told_before(self, draft: Draft) -> tuple[Interval, Span] | None:
        """The last time that the paragraph told before the figure's sentence or the figure, else the lead's."""
        index = bisect_left(self._time_starts, draft.number.start) - 1
        while index >= 0:
            time = self._times[index]
            if "\n" in self._doc.document.text[time.span.end : draft.number.start]:
                break
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
        token = self._doc.tokens(time.span).root
        if (
            token.dep_ in ("nummod", "compound", "amod", "nmod")
            and token.head.i > token.i
            and token.head.ent_type_ not in ("DATE", "TIME")
        ):
            return False  # "the 2008 Agreement"
        return not _MIRRORS.search(text[start : time.span.end]) and time.interval.value[:1] != "F"

    def _nearest_time(self, draft: Draft) -> TimeMention | None:
        sent = draft.first.sent
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
        """Steps in the parse between time and figure, with a little for characters and clause marks between."""
        doc = self._doc
        token = doc.tokens(time.span).root
        start, end = sorted((time.span.start, draft.number.start))
        between = doc.reading_text[start:end]
        if _BARRIER.search(between):
            return 2 * _FAR
        is_fronted = time.span.start - draft.first.sent.start_char < 16 and time.span.end < draft.number.start
        steps = (
            4.0
            if is_fronted
            else _steps(token, draft.node if draft.node.sent.start == draft.first.sent.start else draft.first)
        )
        return steps + len(between) / 90 + 16 * len(_MARKS.findall(between))

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
        is_own = span is not None and sent.start_char <= span.start < sent.end_char
        if length == "stretch":
            return "incident" if is_own and self._is_recalled(draft, period) else "cumulative"
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
        if period.precision in ("day", "time"):
            return "day" if last_day(period.end) == first_day(period.start) else "stretch"
        if period.precision == "days":
            return "stretch" if (last_day(period.end) - first_day(period.start)).days > 1 else "day"
        return "stretch"
    if _DAY_WORDS.search(written):
        return "stretch" if re.match(r"(?:since|from)\b", written, re.I) else "day"
    return "stretch" if _STRETCH_WORDS.search(written) else ""


def _overlap(one: Interval, other: Interval) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return False
    return first_day(one.start) <= last_day(other.end) and first_day(other.start) <= last_day(one.end)


def _is_beside(text: str, span: Span) -> bool:
    """Whether the time only dates something beside the matter: "the worst since 2020", "agreed last month"."""
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
    """ "The same period of 2023", "a year earlier": the stretch told, in the year stated or the one before."""
    if told.start is None:
        return None
    has_year = stated.start is not None and re.search(r"\d{4}", written)
    return shifted(told, int(stated.start[:4]) - int(told.start[:4]) if has_year and stated.start else -1)


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
