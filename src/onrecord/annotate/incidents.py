"""Incidents of a document: events of violence that tell of one attack, gathered with who, whom, what, where."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party

_KINDS = {"explosives": "BOMBING", "suicide-attack": "BOMBING", "abduct": "KIDNAPPING"}
_WEAPONS = frozenset(
    "bomb bombs dynamite grenade grenades rocket rockets mortar mortars mine mines rifle rifles machinegun pistol "
    "explosives explosive gun guns missile missiles machineguns car-bomb submachineguns".split()
)
_DEADLY = frozenset("kill murder assassinate slay execute massacre die shoot behead slaughter".split())


@dataclass
class Incident:
    """One attack, as far as the document tells.

    Attributes:
        kind: ATTACK, BOMBING, KIDNAPPING, ARSON.
        stage: ACCOMPLISHED, ATTEMPTED or THREATENED.
        perpetrators: words for the people who did it.
        organisations: words for the bodies behind it.
        objects: things hit.
        victims: words for unnamed people hit.
        named_victims: names of people hit.
        weapons: words for the means.
        places: from country to most specific.
        since: ISO date, or None for "on or before `until`".
        until: ISO date.
        confidence: on whose word a body is behind it.
        category: TERRORIST ACT or STATE-SPONSORED VIOLENCE, or None.
        effect: DEATH, INJURY, or None.
    """

    kind: str
    stage: str = "ACCOMPLISHED"
    perpetrators: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    victims: list[str] = field(default_factory=list)
    named_victims: list[str] = field(default_factory=list)
    weapons: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    since: str | None = None
    until: str | None = None
    confidence: str = "REPORTED AS FACT"
    category: str | None = None
    effect: str | None = None


def incidents_of(doc: AnnotatedDocument) -> list[Incident]:
    """The incidents of a document, in text order; one a kind of attack."""
    found: dict[str, Incident] = {}
    for event in doc.events:
        if event.type != "ASSAULT" or event.status in ("hypothetical", "denied", "planned"):
            continue
        kind = next((_KINDS[mode] for mode in event.modes if mode in _KINDS), "ATTACK")
        if not event.actors and not event.recipients:
            continue
        incident = found.setdefault(kind, Incident(kind=kind, until=doc.document.published))
        _add(doc, incident, event)
    return list(found.values())


def _add(doc: AnnotatedDocument, incident: Incident, event: EventMention) -> None:
    for party in event.actors:
        _put(incident.organisations if _is_body(doc, party) else incident.perpetrators, doc, party)
    for party in event.recipients:
        entity = doc.entities[party.entity] if party.entity is not None else None
        if entity is not None and entity.kind == "person":
            _put(incident.named_victims, doc, party)
        elif entity is not None or event.made_by:
            _put(incident.victims, doc, party)
    if event.place is not None:
        mention = doc.places[event.place]
        name = doc.text_of(mention.span)
        if name not in incident.places:
            incident.places.append(name)
    for word in doc.text_of(event.span).lower().split():
        plain = word.strip(".,;:()[]\"'")
        if plain in _WEAPONS and plain not in incident.weapons:
            incident.weapons.append(plain)
    if event.status == "alleged":
        incident.confidence = "SUSPECTED OR ACCUSED"


def _is_body(doc: AnnotatedDocument, party: Party) -> bool:
    return party.entity is not None and doc.entities[party.entity].kind in ("organisation", "country")


def _put(words: list[str], doc: AnnotatedDocument, party: Party) -> None:
    plain = " ".join(doc.text_of(party.span).split())
    if plain and plain.lower() not in ("he", "she", "they", "it", "who") and plain not in words:
        words.append(plain)
