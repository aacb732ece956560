"""Figure records."""

from __future__ import annotations

from onrecord.build.attribution import Attributions
from onrecord.build.names import Namer, spans_of
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.ids import content_id
from onrecord.model.layers import FigureMention
from onrecord.model.records import Figure


def build_figures(doc: AnnotatedDocument, namer: Namer, attributions: Attributions) -> list[Figure]:
    """A record for each figure of the layer, in text order."""
    ids = [content_id("figure", doc.document.id, m.number, m.thing, m.low, m.high) for m in doc.figures]
    return [
        _figure(doc, mention, ids, index, namer, attributions) for index, mention in enumerate(doc.figures)
    ]


def _figure(
    doc: AnnotatedDocument,
    mention: FigureMention,
    ids: list[str],
    index: int,
    namer: Namer,
    attributions: Attributions,
) -> Figure:
    said_by = attributions.said_by(mention.number)
    claimant = tuple(link.span for link in said_by.chain if link.span is not None)
    return Figure(
        id=ids[index],
        low=mention.low,
        best=mention.best,
        high=mention.high,
        low_basis=mention.low_basis,
        high_basis=mention.high_basis,
        bound=mention.bound,
        thing=mention.thing,
        thing_kind=mention.thing_kind,
        unit=mention.unit,
        measure=mention.measure,
        action=mention.action,
        as_stated=mention.as_stated or doc.text_of(mention.span),
        agent=namer.party(mention.agent) if mention.agent else None,
        place=doc.places[mention.place].place if mention.place is not None else None,
        period=mention.period,
        scope=mention.scope,
        part_of=ids[mention.part_of] if mention.part_of is not None else None,
        status=mention.status,
        is_rate=mention.is_rate,
        said_by=said_by,
        evidence=doc.document.evidence(
            mention.clause,
            value=(mention.number,),
            thing=spans_of(mention.thing_span),
            action=spans_of(mention.action_span),
            period=spans_of(mention.period_span),
            claimant=claimant,
        ),
    )
