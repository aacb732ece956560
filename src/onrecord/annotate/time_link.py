"""Which time a clause is tied to: `time_of`, used for events and for what else needs a date.

In: a document with its times (and, where made, its statements), and a span in it. Out: the time
expression that dates what the span tells, and why. The steps, nearest first: the clause itself by the
parse, the clause that governs it, the sentence, what the paragraph told before, the lead. A time that
only dates a statement ("said on Friday") or compares ("the worst since 2020") dates no clause; where
nothing else is left it is offered only to callers who ask for it.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from msgspec import Struct

from onrecord.annotate.figure_sentence import Stretch, root_of, sentence, text_of
from onrecord.annotate.parser import lemma_of
from onrecord.annotate.time_context import REPORTING, tense_at
from onrecord.annotate.time_told import Told, names_thing, told_in
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention
from onrecord.model.span import Span

Level = Literal["clause", "governing clause", "sentence", "paragraph", "lead", "statement"]
"""How near the time stands to the clause; see `time_link`."""

_LEVELS: tuple[Level, ...] = ("clause", "governing clause", "sentence", "paragraph", "lead", "statement")
_ASIDE = re.compile(
    r"\b(?:than|compared (?:with|to)|against|unlike|as in|(?:worst|best|highest|lowest|biggest|largest|first|"
    r"deadliest|bloodiest|most|least)\b[^.;,]{0,40}\bsince)\s(?:the\s)?$",
    re.I,
)
_CLAUSE_DEPS = frozenset(
    {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "pcomp", "csubj"}
)
_MOST_STEPS = 14
_FAR = 9
_FINE = frozenset({"time", "day", "days", "week"})


class TimeLink(Struct, frozen=True):
    """A time and how it was found.

    Attributes:
        time: the time expression.
        level: how near it stands to the clause.
        reason: for a reader.
    """

    time: TimeMention
    level: Level
    reason: str


def time_of(doc: AnnotatedDocument, span: Span, farthest: Level = "lead") -> TimeMention | None:
    """The time that dates what is told at `span`, or None where the text does not say.

    Args:
        doc: with the layer `times`.
        span: a clause, or the words of an event in it.
        farthest: the last step taken; `statement` also gives the time at which it was said.
    """
    link = time_link(doc, span, farthest)
    return link.time if link is not None else None


def time_link(doc: AnnotatedDocument, span: Span, farthest: Level = "lead") -> TimeLink | None:
    """As `time_of`, with the level and the reason."""
    most = _LEVELS.index(farthest)
    trigger = root_of(doc, span)
    stretch, told = sentence(trigger), told_in(doc)
    near = [t for t in told.within(stretch.start_char, stretch.end_char) if not _is_aside(doc, t)]
    dating = [t for t in near if not _is_of_speaking(told, t, trigger)]
    found = _in_sentence(doc, dating, trigger, stretch, span)
    if found is not None and _LEVELS.index(found.level) <= most:
        return found
    if most < _LEVELS.index("paragraph"):
        return None
    carried = _carried(doc, told, trigger, stretch, most)
    if carried is not None or most < _LEVELS.index("statement"):
        return carried
    said = [t for t in near if t not in dating and t.interval.is_resolved]
    return (
        TimeLink(said[0], "statement", "when it was said; the text does not date the matter")
        if said
        else None
    )


def _is_aside(doc: AnnotatedDocument, time: TimeMention) -> bool:
    """Whether it only compares, or names a thing ("the 2008 agreement")."""
    text = text_of(doc.parse)
    if _ASIDE.search(text[max(0, time.span.start - 60) : time.span.start]):
        return True
    root = root_of(doc, time.span)
    is_coarse = time.interval.precision in ("year", "years", "month", "season")
    return is_coarse and names_thing(root) and root.head.idx >= time.span.end


def _verb_over(token: Any) -> Any:
    """The nearest verb that governs the token, or the top of its sentence."""
    for _ in range(_MOST_STEPS):
        if token.head.i == token.i:
            break
        token = token.head
        if token.tag_[:1] == "V":
            break
    return token


def _is_of_speaking(told: Told, time: TimeMention, trigger: Any) -> bool:
    """Whether the time says when somebody spoke, while the trigger is what was said."""
    if told.is_of_speaking(time, trigger.idx):
        return True
    verb = _verb_over(root_of(told.doc, time.span))
    return verb.i != trigger.i and lemma_of(verb.lower_, verb.tag_) in REPORTING and _is_said(trigger, verb)


def _is_said(trigger: Any, verb: Any) -> bool:
    """Whether the trigger stands in the clause that is the content of a reporting verb."""
    token = trigger
    for _ in range(_MOST_STEPS):
        if token.head.i == verb.i:
            return token.dep_ in ("ccomp", "parataxis", "xcomp") or verb.dep_ in ("parataxis", "ccomp")
        if token.head.i == token.i:
            return verb.head.i == token.i and verb.dep_ in ("parataxis", "ccomp")
        token = token.head
    return False


def _in_sentence(
    doc: AnnotatedDocument, times: list[TimeMention], trigger: Any, told: Stretch, span: Span
) -> TimeLink | None:
    """The best time of the sentence: fewest clause borders, then fewest characters away."""
    best: tuple[tuple[int, int], TimeLink] | None = None
    for time in times:
        borders = _borders(root_of(doc, time.span), trigger, span)
        if borders >= _FAR:
            if not span.covers(time.span):
                continue
            borders = 1
        level: Level = "clause" if borders == 0 else "governing clause" if borders == 1 else "sentence"
        if borders > 1 and span.covers(time.span):
            borders, level = 0, "clause"
        fronted = time.span.start - told.start_char < 16
        if fronted and borders > 1:
            borders, level = 1, "governing clause"
        gap = min(abs(time.span.start - trigger.idx), abs(trigger.idx - time.span.end))
        rank = (borders, gap)
        if best is None or rank < best[0]:
            best = (
                rank,
                TimeLink(
                    time, level, f"in the same {level}" if level != "governing clause" else f"in the {level}"
                ),
            )
    return best[1] if best else None


def _borders(time: Any, trigger: Any, span: Span) -> int:
    """Clause borders between the time and the trigger: 0 same clause, 1 governing or coordinated, 2 other.

    A time inside a relative clause dates that clause alone: "freed a man who was kidnapped last week"; not so
    where the clause is part of what is dated: "the talks held in May".
    """
    chain = _chain(trigger)
    token = time
    crossed = 0
    for _ in range(_MOST_STEPS):
        if token.i in chain:
            return crossed + chain[token.i]
        if token.head.i == token.i:
            return 2
        if _is_border(token) and not span.start <= token.idx < span.end:
            crossed += {"conj": 1, "relcl": _FAR, "acl": _FAR}.get(token.dep_, 2)
        token = token.head
    return 2


def _chain(trigger: Any) -> dict[int, int]:
    """Tokens from the trigger up to the top, each with the clause borders crossed on the way."""
    chain, crossed, token = {}, 0, trigger
    for _ in range(_MOST_STEPS):
        chain[token.i] = crossed
        if token.head.i == token.i:
            break
        crossed += _is_border(token)
        token = token.head
    return chain


def _is_border(token: Any) -> bool:
    """Whether the way from the token to its head leaves a clause."""
    return token.tag_[:1] == "V" and token.dep_ in _CLAUSE_DEPS


def _carried(
    doc: AnnotatedDocument, told: Told, trigger: Any, stretch: Stretch, most: int
) -> TimeLink | None:
    """The time that the paragraph told before, else the lead's; none for what lies in the future."""
    if tense_at(doc, trigger.idx) == "future":
        return None
    before = told.in_paragraph(stretch.start_char)
    if before is not None and before.interval.precision in _FINE:
        return TimeLink(before, "paragraph", "told before in the paragraph")
    if most < _LEVELS.index("lead") or told.lead is None or told.lead.span.start >= stretch.end_char:
        return None
    return TimeLink(told.lead, "lead", "the time that the lead tells of")
