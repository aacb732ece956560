"""Actor and place records."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.build.names import Namer
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.ids import content_id
from onrecord.model.layers import Entity
from onrecord.model.records import Actor, Label, PlaceNamed
from onrecord.model.span import Span
from onrecord.registry.index import Registry, registry


def build_actors(doc: AnnotatedDocument, namer: Namer) -> Iterator[Actor]:
    """A record for each public entity; private persons are counted in figures, not filed here."""
    known = registry(doc.actors_file)
    labels: dict[int, list[Span]] = {}
    for mention in doc.actors:
        if mention.is_label:
            labels.setdefault(mention.entity, []).append(mention.span)
    seen: set[str] = set()
    for index, entity in enumerate(doc.entities):
        actor_id = namer.actor_id(index)
        spans = entity.mentions or entity.pronouns
        if actor_id is None or not spans or actor_id in seen:
            continue
        seen.add(actor_id)
        forms = dict.fromkeys(doc.text_of(span) for span in entity.mentions)
        yield Actor(
            id=actor_id,
            name=entity.name,
            kind=entity.kind,
            country=entity.country,
            sector=entity.sector,
            role=entity.role,
            organisation=namer.actor_id(entity.organisation),
            holder=_holder(known, entity, doc.document.published),
            candidates=entity.candidates,
            reason=entity.reason,
            mentions=tuple(forms),
            labels=tuple(
                Label(form=doc.text_of(span), used_by=_user(known, entity, doc.text_of(span)), span=span)
                for span in labels.get(index, ())
            ),
            evidence=doc.document.evidence(spans[0], mention=entity.mentions, pronoun=entity.pronouns),
        )


def _user(known: Registry, entity: Entity, form: str) -> str:
    """Registry id of the party that uses a label; "" where the registry does not say."""
    entry = known.entry(entity.registry_id or "")
    labels = entry.labels if entry is not None else ()
    return next((label.used_by for label in labels if label.form.lower() in form.lower()), "")


def _holder(known: Registry, entity: Entity, published: str | None) -> str | None:
    """Registry id of the one person known to have held an office on the document's date."""
    if entity.kind != "office" or entity.registry_id is None or published is None:
        return None
    held = known.holders(entity.registry_id, published)
    return held[0].id if len(held) == 1 else None


def build_places(doc: AnnotatedDocument) -> Iterator[PlaceNamed]:
    """A record for each distinct place name, at its first spot; further spots are parts of the evidence."""
    spots: dict[str, list[int]] = {}
    for index, mention in enumerate(doc.places):
        spots.setdefault(mention.place.mention.lower(), []).append(index)
    for indexes in spots.values():
        first = doc.places[indexes[0]]
        yield PlaceNamed(
            id=content_id("place", doc.document.id, first.span),
            place=first.place,
            is_dateline=first.is_dateline,
            evidence=doc.document.evidence(
                first.span, mention=tuple(doc.places[index].span for index in indexes)
            ),
        )
