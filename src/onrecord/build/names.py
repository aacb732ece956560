"""What to call somebody: in the document's words where they name, by the entity where they only point."""

from __future__ import annotations

import re

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.ids import content_id
from onrecord.model.layers import Entity, Party
from onrecord.model.records import PartyRecord
from onrecord.model.span import Span

PRONOUNS = frozenset(
    "he she it they him her them his its their we us our i me my you your who which that this these those "
    "himself herself itself themselves both one".split()
) | {""}
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


class Namer:
    """Names and actor ids for the entities of one document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._pointing = {span for entity in doc.entities for span in entity.pronouns}

    def plain(self, words: str) -> str:
        """`words` without a leading article and outer white space or quotation marks."""
        return _ARTICLE.sub("", " ".join(words.split()).strip(" ,;:“”\"'")).strip()

    def name(self, as_stated: str, entity: int | None) -> str:
        """The words if they name; the entity's name if they are a pronoun, bare anaphor or empty."""
        if entity is None:
            return self.plain(as_stated)
        item = self._doc.entities[entity]
        if item.kind == "person" or as_stated.lower().strip() in PRONOUNS:
            return item.name if item.kind == "person" else self._first_form(item)
        return self._first_form(item) if self._points(as_stated, item) else self.plain(as_stated)

    def _points(self, as_stated: str, entity: Entity) -> bool:
        return any(self._doc.text_of(span) == as_stated for span in entity.pronouns)

    def _first_form(self, entity: Entity) -> str:
        """The first form in the text of a few words; else the entity's name."""
        for span in entity.mentions:
            words = self.plain(self._doc.text_of(span))
            if words and len(words.split()) <= 8:
                return words
        return entity.name

    def actor_id(self, entity: int | None) -> str | None:
        """Id of the record's `Actor` for an entity; None for private persons and no entity."""
        if entity is None:
            return None
        item = self._doc.entities[entity]
        if not item.is_public:
            return None
        return item.registry_id or content_id("provisional", item.name.lower(), item.country)

    def organisation(self, entity: int) -> str | None:
        """Name of the institution that the entity speaks or acts for, or None."""
        index = self._doc.entities[entity].organisation
        return self._doc.entities[index].name if index is not None else None

    def party(self, party: Party) -> PartyRecord:
        """The record of a party of an event or figure."""
        words = self._doc.text_of(party.span)
        entity = self._doc.entities[party.entity] if party.entity is not None else None
        named = (
            self.name(words, party.entity) if party.span in self._pointing or self._is_bare(words) else None
        )
        return PartyRecord(
            as_stated=words,
            name=named or self.plain(words) or words,
            actor_id=self.actor_id(party.entity),
            country=entity.country if entity else None,
            sector=entity.sector if entity else None,
            span=party.span,
        )

    @staticmethod
    def _is_bare(words: str) -> bool:
        return words.lower().strip() in PRONOUNS


def spans_of(*spans: Span | None) -> tuple[Span, ...]:
    """The spans that are there."""
    return tuple(span for span in spans if span is not None)
