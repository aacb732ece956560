"""Incidents of a document: events of political violence that tell of one attack, gathered into templates.

Who, whom, what, where, when, by what means and with what effect, after the practice of incident
templates: clashes between armed sides are left out, attacks on people and things outside them kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from onrecord.annotate.incident_things import (
    bare,
    heads,
    means_kind,
    number,
    person_kind,
    tables,
    thing_kind,
)
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import ActorMention, Entity, EventMention, Party
from onrecord.model.span import Span

_KINDS = {"explosives": "BOMBING", "suicide-attack": "BOMBING", "abduct": "KIDNAPPING"}
_BURNING = ("burn", "torch", "set fire", "setting fire", "on fire", "arson", "ablaze")
_BLASTS = ("bomb", "dynamit", "explo", "blew up", "blown up", "blast", "detonat")
_TAKING = ("kidnap", "abduct", "hostage")
_DEADLY = ("kill", "murder", "assassinat", "death", "died", "dead", "execut", "massacre", "slay", "slain")
_HURTFUL = ("wound", "injur", "hurt", "beat")
_FORCES = frozenset({"MIL", "COP", "GOV", "SPY", "SEC"})
_PARTS = frozenset("car truck vehicle hand fragmentation incendiary automatic explosive machine".split())
_RECENT_DAYS = 62


@dataclass
class Victim:
    """Somebody hit: a name, a description, or both."""

    name: str | None
    description: str | None
    kind: str
    number: int | str
    effect: str | None


@dataclass
class Target:
    """Something hit."""

    words: str
    kind: str
    number: int | str
    effect: str | None


@dataclass
class Incident:
    """One attack, as far as the document tells.

    Attributes:
        kind: ATTACK, BOMBING, KIDNAPPING, ARSON.
        stage: ACCOMPLISHED, ATTEMPTED or THREATENED.
        perpetrators: words for the people who did it.
        organisations: words for the bodies behind it.
        targets: things hit.
        victims: people hit.
        means: words and kind of the means.
        places: from country to most specific.
        since: ISO date, or None for "on or before `until`".
        until: ISO date.
        confidence: on whose word a body is behind it.
        category: TERRORIST ACT or STATE-SPONSORED VIOLENCE, or None.
    """

    kind: str
    stage: str = "ACCOMPLISHED"
    perpetrators: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    means: list[tuple[str, str]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    since: str | None = None
    until: str | None = None
    confidence: str = "REPORTED AS FACT"
    category: str | None = None


def incidents_of(doc: AnnotatedDocument, country: str | None = None) -> list[Incident]:
    """The incidents of a document, in text order.

    Args:
        doc: with all layers.
        country: ISO code of the country where the report was written, for incidents without a place.
    """
    found: list[Incident] = []
    for event in doc.events:
        made = _Reader(doc, country).incident(event)
        if made is None:
            continue
        same = next((one for one in found if _is_same(one, made)), None)
        if same is None:
            found.append(made)
        else:
            _join(same, made)
    group = _only_group(doc)
    for incident in found:
        foes = not incident.perpetrators or any(
            person_kind(words) == "FOE" for words in incident.perpetrators
        )
        if group and foes and not incident.organisations and incident.category == "TERRORIST ACT":
            incident.organisations.append(group)
    return found


class _Reader:
    """Reads one event of a document as an incident."""

    def __init__(self, doc: AnnotatedDocument, country: str | None) -> None:
        self.doc, self.country = doc, country

    def incident(self, event: EventMention) -> Incident | None:
        """The incident that the event tells, or None if it is none."""
        if event.type != "ASSAULT" or event.status in ("hypothetical", "denied", "planned"):
            return None
        words = self.doc.text_of(event.span).lower()
        incident = Incident(kind=self._kind(event, words), until=self.doc.document.published)
        if event.status == "prevented":
            incident.stage = "ATTEMPTED"
        side = self._add_actors(event, incident)
        for party in event.recipients:
            self._add_recipient(party, incident, words, event)
        if not self._is_relevant(incident, side) or not self._date(event, incident):
            return None
        self._add_means(words, incident)
        self._place(event, incident)
        incident.category = "STATE-SPONSORED VIOLENCE" if side == "forces" else "TERRORIST ACT"
        if event.status == "alleged":
            incident.confidence = "SUSPECTED OR ACCUSED"
        return incident

    def _kind(self, event: EventMention, words: str) -> str:
        for mode in event.modes:
            if mode in _KINDS:
                return _KINDS[mode]
        if any(word in words for word in _TAKING):
            return "KIDNAPPING"
        if any(word in words for word in _BURNING):
            return "ARSON"
        return "BOMBING" if any(word in words for word in _BLASTS) else "ATTACK"

    def _add_actors(self, event: EventMention, incident: Incident) -> str:
        """Add who did it; `foes`, `forces` or ""."""
        side = ""
        for party in event.actors:
            text = bare(self.doc.text_of(party.span))
            entity = self.doc.entities[party.entity] if party.entity is not None else None
            kind = person_kind(text)
            sector = entity.sector if entity else None
            if sector in _FORCES or kind in ("ACTIVE MILITARY", "LAW ENFORCEMENT"):
                side = side or "forces"
            elif sector in ("REB", "CRM", "UAF") or kind == "FOE":
                side = "foes"
            body = self._body(party)
            if body:
                _put(incident.organisations, body)
            named_only = text.lower() == (body or "").lower()
            is_people = entity is None or entity.kind in ("group", "person") or kind is not None
            if is_people and not named_only and means_kind(text) is None:
                _put(incident.perpetrators, text)
        return side

    def _body(self, party: Party) -> str | None:
        """Words for the organisation that the actors are or belong to, or None."""
        if party.entity is None:
            return None
        entity = self.doc.entities[party.entity]
        if entity.organisation is not None:
            return self._form(entity.organisation)
        if _is_body(entity):
            return self._form(party.entity)
        inside = [
            m.entity
            for m in self.doc.actors
            if party.span.covers(m.head) and _is_body(self.doc.entities[m.entity])
        ]
        return self._form(inside[0]) if inside else None

    def _form(self, entity: int) -> str | None:
        """The name as the text has it: the head of the first mention."""
        mention = next((m for m in self.doc.actors if m.entity == entity and m.kind != "pronoun"), None)
        return bare(self.doc.text_of(mention.head)) if mention is not None else None

    def _add_recipient(self, party: Party, incident: Incident, words: str, event: EventMention) -> None:
        text = self.doc.text_of(party.span)
        mention = self._mention(party)
        entity = self.doc.entities[party.entity] if party.entity is not None else None
        kind, thing = person_kind(text), thing_kind(text)
        if entity is not None and entity.kind == "person" and mention is not None:
            name = self._full_name(entity, mention)
            role = (
                bare(self.doc.text_of(Span(mention.span.start, mention.head.start)))
                if mention.span.start < mention.head.start
                else entity.role
            )
            victim = Victim(name, role or None, kind or "CIVILIAN", 1, self._effect(words, event))
        elif kind is not None:
            victim = Victim(None, bare(text), kind, number(text), self._effect(words, event))
        elif thing is not None:
            if thing != "MILITARY":
                effect = "DESTROYED" if "destroy" in words else "SOME DAMAGE" if "damag" in words else None
                incident.targets.append(Target(bare(text), thing, number(text), effect))
            return
        else:
            return
        if victim.kind != "FOE":
            incident.victims.append(victim)

    def _full_name(self, entity: Entity, mention: ActorMention) -> str:
        """The fullest form of a person's name in the text."""
        if entity.name.lower() in " ".join(self.doc.document.text.lower().split()):
            return entity.name
        return bare(self.doc.text_of(mention.head))

    def _mention(self, party: Party) -> ActorMention | None:
        return next(
            (m for m in self.doc.actors if m.entity == party.entity and m.span.overlaps(party.span)), None
        )

    def _effect(self, words: str, event: EventMention) -> str | None:
        trigger = self.doc.text_of(event.trigger).lower()
        for told in (trigger, words):
            if any(word in told for word in _DEADLY):
                return "DEATH"
            if any(word in told for word in _HURTFUL):
                return "INJURY"
        return None

    def _is_relevant(self, incident: Incident, side: str) -> bool:
        civil = [v for v in incident.victims if v.kind != "ACTIVE MILITARY"]
        if side == "forces":
            return bool([v for v in civil if v.kind != "LAW ENFORCEMENT"])
        return bool(civil or incident.targets)

    def _date(self, event: EventMention, incident: Incident) -> bool:
        """Set the dates; whether it is recent."""
        if event.time is None or not event.time.is_resolved or not incident.until:
            return True
        since, until = (event.time.start or "")[:10], (event.time.end or "")[:10]
        if len(since) < 10 or len(until) < 10 or since > incident.until[:10]:
            return not until or until[:4] >= incident.until[:4]
        try:
            gone = date.fromisoformat(incident.until[:10]) - date.fromisoformat(until)
        except ValueError:
            return True
        if gone.days > _RECENT_DAYS:
            return False
        incident.since, incident.until = since, min(until, incident.until[:10])
        return True

    def _add_means(self, words: str, incident: Incident) -> None:
        if incident.kind in ("KIDNAPPING", "ARSON"):
            return
        listed = [word.strip('.,;:()[]"') for word in words.split()]
        for before, word in zip(["", *listed], listed, strict=False):
            kind = means_kind(word)
            if kind is None or not word.isalpha() or word in ("shot", "charge", "mine"):
                continue
            if before in _PARTS:
                vehicle = before in ("car", "truck", "vehicle")
                word, kind = f"{before} {word}", "VEHICLE BOMB" if vehicle else kind
            if all(word != known for known, _ in incident.means):
                incident.means.append((word, kind))

    def _place(self, event: EventMention, incident: Incident) -> None:
        known = tables().countries
        code, names = self.country, []
        if event.place is not None:
            mention = self.doc.places[event.place]
            code = mention.place.country or code
            text = self.doc.text_of(mention.span)
            if text.upper() not in known.values():
                names.append(" ".join(text.split()))
        if code in known:
            incident.places = [known[code], *names]
        else:
            incident.places = names


def _is_body(entity: Entity) -> bool:
    """Whether an entity is an organisation or a named armed group."""
    return entity.kind == "organisation" or (entity.registry_id or "").startswith("grp.")


def _only_group(doc: AnnotatedDocument) -> str | None:
    """The one armed group that the text names, or None for none or several."""
    groups = {m.entity for m in doc.actors if (doc.entities[m.entity].registry_id or "").startswith("grp.")}
    if len(groups) != 1:
        return None
    mention = next(m for m in doc.actors if m.entity in groups and m.kind != "pronoun")
    return bare(doc.text_of(mention.head))


def _put(listed: list[str], words: str) -> None:
    if words and words.lower() not in ("he", "she", "they", "it", "who", "we") and words not in listed:
        listed.append(words)


def _is_same(one: Incident, other: Incident) -> bool:
    if one.kind != other.kind or one.category != other.category:
        return False
    if {_key(v) for v in one.victims} & {_key(v) for v in other.victims}:
        return True
    if one.since and other.since and one.since != other.since:
        return False
    return not (len(one.places) > 1 and len(other.places) > 1 and one.places[-1] != other.places[-1])


def _key(victim: Victim) -> str:
    return (victim.name or " ".join(heads(victim.description or "")[:1])).lower()


def _join(one: Incident, other: Incident) -> None:
    for words in other.perpetrators:
        _put(one.perpetrators, words)
    for words in other.organisations:
        _put(one.organisations, words)
    known = {_key(v): v for v in one.victims}
    for victim in other.victims:
        same = known.get(_key(victim))
        if same is None:
            one.victims.append(victim)
            known[_key(victim)] = victim
        else:
            same.effect = same.effect or victim.effect
            same.description = same.description or victim.description
    one.targets += [t for t in other.targets if all(t.words.lower() != o.words.lower() for o in one.targets)]
    one.means += [m for m in other.means if m not in one.means]
    if len(other.places) > len(one.places):
        one.places = other.places
    if one.since is None and other.since is not None:
        one.since, one.until = other.since, other.until
