"""Events as PLOVER codes them: future cooperation is AGREE, harm to come THREATEN, a visit has a host.

A record keeps what was said to be planned under its own type with its status; PLOVER has no status and
moves such acts to another type. Exports for users of PLOVER data go through here.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.annotate.event_choice import COOPERATION
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party
from onrecord.registry.codes import Code, code_of

_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
_ASIDE = 0.55


class Coded(Struct, frozen=True, kw_only=True):
    """One event in PLOVER's form.

    Attributes:
        type: PLOVER type.
        mode: PLOVER mode, or None.
        cameo: CAMEO code, or None.
        actors: codes of the actors.
        recipients: codes of the recipients; empty in a reciprocal event.
        is_reciprocal: every side acts on every other.
        words: the trigger words.
    """

    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[Code, ...]
    recipients: tuple[Code, ...]
    is_reciprocal: bool
    words: str


def coded_events(doc: AnnotatedDocument) -> list[Coded]:
    """The events of a document as PLOVER codes them, the surest first; denied, foiled and possible ones left out."""
    kept = [
        event
        for event in doc.events
        if event.status not in ("denied", "hypothetical", "prevented", "alleged")
    ]
    main = [event for event in kept if event.confidence >= _ASIDE]
    if not main and kept:
        main = [max(kept, key=lambda event: event.confidence)]
    found: list[Coded] = []
    for event in sorted(main, key=lambda event: -event.confidence):
        coded = _coded(doc, event)
        if all(
            (coded.type, coded.actors, coded.recipients) != (o.type, o.actors, o.recipients) for o in found
        ):
            found.append(coded)
    return found


def _coded(doc: AnnotatedDocument, event: EventMention) -> Coded:
    kind, mode = plover_type(event)
    return Coded(
        type=kind,
        mode=mode,
        cameo=event.cameo if kind == event.type else None,
        actors=_codes(doc, event.actors),
        recipients=_codes(doc, event.recipients),
        is_reciprocal=event.is_reciprocal,
        words=doc.text_of(event.trigger),
    )


def plover_type(event: EventMention) -> tuple[str, str | None]:
    """Type and mode as PLOVER codes them: planned cooperation is AGREE, planned harm THREATEN."""
    if event.status in ("planned", "threatened") and event.type not in _VERBAL:
        return ("AGREE", None) if event.type in COOPERATION else ("THREATEN", None)
    return event.type, next(iter(event.modes), None)


def _codes(doc: AnnotatedDocument, parties: tuple[Party, ...]) -> tuple[Code, ...]:
    found: list[Code] = []
    for party in parties:
        code = party_code(doc, party)
        if code.country is not None and code not in found:
            found.append(code)
    return tuple(found)


def party_code(doc: AnnotatedDocument, party: Party) -> Code:
    """Country and sector of a party, by its entity and its words."""
    words = code_of(doc.text_of(party.span))
    if party.entity is None:
        return words
    entity = doc.entities[party.entity]
    return Code(entity.country or words.country, entity.sector or words.sector)
