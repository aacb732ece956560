"""The event between two parties of a sentence that the caller names."""

from __future__ import annotations

from onrecord.annotate.event_plover import type_2021
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party
from onrecord.model.span import Span


def event_between(doc: AnnotatedDocument, source: Span, target: Span) -> EventMention | None:
    """The event that best fits `source` acting on `target`, or None if the document has none.

    Parties at the named places count most, then whether the trigger stands between or near them, then
    how sure the event is.
    """
    events = [event for event in doc.events if event.status != "denied"]
    return max(events, key=lambda event: _fit(event, source, target), default=None)


def type_between(doc: AnnotatedDocument, source: Span, target: Span) -> str | None:
    """PLOVER type of that event by the table of 2021, plans and threats as PLOVER codes them; or None."""
    event = event_between(doc, source, target)
    return type_2021(event) if event is not None else None


def _fit(event: EventMention, source: Span, target: Span) -> tuple[float, int]:
    score = 2.0 * _has(event.actors, source) + 2.0 * _has(event.recipients, target)
    if event.is_reciprocal:
        score += 2.0 * _has(event.actors, target)
    else:
        score -= 0.5 * _has(event.actors, target) + 0.5 * _has(event.recipients, source)
    score += event.confidence * 1.5
    score += 0.2 * (event.status == "asserted")
    distance = min(abs(event.trigger.start - source.end), abs(event.trigger.start - target.start))
    return score - min(distance, 200) / 200, -event.trigger.start


def _has(parties: tuple[Party, ...], span: Span) -> float:
    return float(any(party.span.overlaps(span) for party in parties))
