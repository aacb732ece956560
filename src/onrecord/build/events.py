"""Event reports."""

from __future__ import annotations

from onrecord.build.attribution import Attributions
from onrecord.build.names import Namer, spans_of
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.ids import content_id
from onrecord.model.layers import EventMention
from onrecord.model.records import EventReport, Figure
from onrecord.model.span import Span


def build_events(
    doc: AnnotatedDocument, namer: Namer, attributions: Attributions, figures: list[Figure]
) -> list[EventReport]:
    """A record for each event of the layer, in text order, with the figures that count its effects."""
    return [_event(doc, mention, namer, attributions, figures) for mention in doc.events]


def _event(
    doc: AnnotatedDocument,
    mention: EventMention,
    namer: Namer,
    attributions: Attributions,
    figures: list[Figure],
) -> EventReport:
    said_by = attributions.said_by(mention.trigger)
    own = tuple(
        figure.id
        for figure, counted in zip(figures, doc.figures, strict=True)
        if not figure.is_rate
        and mention.span.covers(counted.number)
        and _is_effect(mention, counted.action_span)
    )
    return EventReport(
        id=content_id(
            "event", doc.document.id, mention.trigger, mention.type, mention.status, mention.actors
        ),
        type=mention.type,
        modes=mention.modes,
        contexts=mention.contexts,
        cameo=mention.cameo,
        actors=tuple(namer.party(party) for party in mention.actors),
        recipients=tuple(namer.party(party) for party in mention.recipients),
        is_reciprocal=mention.is_reciprocal,
        place=doc.places[mention.place].place if mention.place is not None else None,
        time=mention.time,
        status=mention.status,
        figures=own,
        as_stated=doc.text_of(mention.trigger),
        confidence=mention.confidence,
        said_by=said_by,
        evidence=doc.document.evidence(
            mention.span,
            trigger=(mention.trigger,),
            actor=tuple(party.span for party in mention.actors),
            recipient=tuple(party.span for party in mention.recipients),
            time=spans_of(mention.time_span),
            claimant=tuple(link.span for link in said_by.chain if link.span is not None),
        ),
    )


def _is_effect(mention: EventMention, action: Span | None) -> bool:
    """A figure counts this event's effect if the event's trigger is its action, or it has no action."""
    return action is None or action.overlaps(mention.trigger)
