"""The layer `figures`: how many of what, what happened to them, when, where and by whom.

Numbers (`figure_numbers`) that count something (`figure_exclusions`) become drafts with a noun and an
action (`figure_drafts`, `figure_things`, `figure_actions`); drafts complete one another
(`figure_sequences`); what stands around them (`figure_context`) makes them `FigureMention`s.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from onrecord.annotate.figure_agents import agent_of
from onrecord.annotate.figure_context import Context, clause_of
from onrecord.annotate.figure_drafts import Draft, drafts_of
from onrecord.annotate.figure_sequences import complete
from onrecord.annotate.figure_things import kind_of, phrase_of
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import ActorMention, FigureMention, Party
from onrecord.model.span import Span


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `figures`; needs the parse, and uses times, places, actors and statements if there."""
    drafts = complete(doc, drafts_of(doc))
    context, actors = Context(doc), _Actors(doc)
    doc.layers["figures"] = [_mention(doc, draft, context, actors) for draft in drafts]


class _Actors:
    """Finds the actor mention at an offset."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._mentions: list[ActorMention] = doc.layers.get("actors", [])
        self._starts = [m.span.start for m in self._mentions]

    def entity_at(self, span: Span) -> int | None:
        """Index of the entity mentioned over `span`, innermost mention first, or None."""
        upto = bisect_left(self._starts, span.end)
        near = [m for m in self._mentions[max(0, upto - 8) : upto] if m.span.overlaps(span)]
        best = min(near, key=lambda m: (not m.head.overlaps(span), m.span.end - m.span.start), default=None)
        return best.entity if best else None


def _mention(doc: AnnotatedDocument, draft: Draft, context: Context, actors: _Actors) -> FigureMention:
    number = draft.number
    period, period_span = context.period(draft)
    scope = context.scope(draft, period, period_span)
    if scope == "stock" and period is not None and not context.is_own(draft, period_span):
        # "Sixteen remain in hospital": a level of now, not of the day told before
        period, period_span = context.now(draft) or period, None
    fields: dict[str, Any] = {}
    if draft.action is not None:
        span = Span(draft.action.first.idx, draft.action.last.idx + len(draft.action.last))
        fields = {
            "action": draft.action.word,
            "measure": draft.action.code,
            "action_span": span if draft.action.word or draft.action.code else None,
            "as_stated": doc.text_of(span),
            "agent": _agent(draft, actors),
        }
    return FigureMention(
        span=Span(number.outer, number.outer_end),
        made_by="figures",
        number=Span(number.start, number.end),
        low=number.low,
        best=number.best,
        high=number.high,
        low_basis="open" if number.low is None else number.basis,
        high_basis="open" if number.high is None else number.basis,
        bound=number.bound,
        thing=" ".join(draft.thing.split()),
        thing_span=draft.span,
        thing_head=draft.head,
        thing_kind=None if draft.is_rate else kind_of(draft.head),
        unit=_unit(doc, draft),
        scope=scope,
        period=period,
        period_span=period_span,
        place=context.place(draft),
        clause=clause_of(doc, draft),
        part_of=draft.whole,
        status=context.status(draft),
        is_rate=draft.is_rate,
        **fields,
    )


def _unit(doc: AnnotatedDocument, draft: Draft) -> str | None:
    """The unit or currency as written, or None for a plain count."""
    if draft.unit is None:
        return None
    if draft.unit.start >= 0:
        return doc.text_of(Span(draft.unit.start, draft.unit.end))
    sign = doc.document.text[draft.number.start : draft.number.end]
    return sign[: next((i for i, c in enumerate(sign) if c.isdigit()), len(sign))].strip() or draft.thing


def _agent(draft: Draft, actors: _Actors) -> Party | None:
    head = agent_of(draft.action) if draft.action is not None else None
    if head is None:
        return None
    start, end = phrase_of(head)
    span = Span(start.idx, end.idx + len(end))
    return Party(span=span, entity=actors.entity_at(span))
