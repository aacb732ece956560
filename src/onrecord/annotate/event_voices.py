"""What the voice that tells an event makes of it: a boast or an accusation that another voice disputes."""

from __future__ import annotations

from functools import cached_property

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, EventStatus, Party, StatementMention

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
_OWN = frozenset({"we", "us", "i", "me"})
_BOAST = frozenset("claim claims claimed claiming boasted alleged alleges accused".split())


class Voices:
    """Statements of one document, by place."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._contents = sorted(
            (span.start, span.end, index)
            for index, statement in enumerate(doc.statements)
            for span in statement.content
        )
        countries = (self._country(s.entity) for s in doc.statements)
        self._speakers = {country for country in countries if country is not None}
        self._deniers = {
            key for s in doc.statements if s.modality == "denied" for key in self._keys(s.entity)
        }

    def status(self, event: EventMention) -> EventStatus:
        """The status of the event in view of who tells it."""
        if event.status != "asserted" or event.type not in _HARM:
            return event.status
        statement = self._over(event)
        if statement is None:
            return event.status
        if statement.modality == "denied":
            return "denied"
        cue = " ".join(self._doc.text_of(span).lower() for span in statement.cue).split()
        if statement.modality == "alleged" or any(word in _BOAST for word in cue):
            return "alleged"
        return "alleged" if self._is_disputed(event, statement) else event.status

    def named(self, parties: tuple[Party, ...], event: EventMention) -> tuple[Party, ...]:
        """The parties with "we" and "I" as whoever says so."""
        statement = self._over(event)
        if statement is not None and statement.entity is not None and statement.source:
            speaker: Party | None = Party(span=statement.source[0], entity=statement.entity)
        else:
            speaker = self._publisher if statement is None else None
        if speaker is None:
            return parties
        return tuple(speaker if self._doc.text_of(p.span).lower() in _OWN else p for p in parties)

    @cached_property
    def _publisher(self) -> Party | None:
        """The institution whose own text it is, at its first mention; None for news and unnamed ones."""
        source = self._doc.document.source
        if source.kind != "primary" or not source.publisher:
            return None
        published_by = source.publisher.lower()
        for mention in self._doc.actors:
            words = self._doc.text_of(mention.head).lower()
            if mention.kind in ("organisation", "name") and words in published_by:
                return Party(span=mention.head, entity=mention.entity)
        return None

    def _over(self, event: EventMention) -> StatementMention | None:
        """The innermost statement whose content holds the trigger."""
        best: tuple[int, int] | None = None
        for start, end, index in self._contents:
            if start > event.trigger.start:
                break
            if event.trigger.end <= end and (best is None or end - start < best[0]):
                best = (end - start, index)
        return self._doc.statements[best[1]] if best else None

    def _is_disputed(self, event: EventMention, statement: StatementMention) -> bool:
        """Whether one side tells harm done by another side that speaks in the text too."""
        doing = {key for party in event.actors for key in self._keys(party.entity)}
        telling = self._keys(statement.entity)
        if telling and doing & self._deniers and not doing & telling:
            return True
        teller = self._country(statement.entity)
        if teller is None:
            return False
        doers = {country for party in event.actors if (country := self._of_party(party)) is not None}
        return bool(doers) and teller not in doers and bool(doers & self._speakers)

    def _keys(self, entity: int | None) -> set[int]:
        """The entity and what it speaks or acts for."""
        if entity is None:
            return set()
        organisation = self._doc.entities[entity].organisation
        return {entity} if organisation is None else {entity, organisation}

    def _country(self, entity: int | None) -> str | None:
        return self._doc.entities[entity].country if entity is not None else None

    def _of_party(self, party: Party) -> str | None:
        return self._country(party.entity)
