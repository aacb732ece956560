"""Actors that a passive leaves out, where the text leaves no doubt who they are.

"Security forces raided a hideout. Eleven militants were killed": the raiders killed them. "Two soldiers
embraced martyrdom in the exchange": the other side did it. An author is never guessed from outside the
paragraph, and only between the two kinds of sides that the genre sets against each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from msgspec import structs

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party
from onrecord.registry.codes import code_of

FORCES = frozenset({"MIL", "COP", "SEC", "GOV", "SPY"})
FOES = frozenset({"REB", "UAF", "CRM", "PRM"})
_FOE_WORDS = frozenset(
    "terrorist terrorists militant militants khwarij khawarij kharji insurgent insurgents bandit "
    "bandits suspect "
    "suspects smuggler smugglers fighter fighters gunman gunmen rebel rebels separatist separatists "
    "guerrilla "
    "guerrillas ringleader ringleaders kingpin kingpins gunrunner gunrunners thief thieves extremist "
    "extremists "
    "jihadist jihadists attacker attackers bomber bombers assailant assailants criminal criminals dissidents "
    "members kidnapper kidnappers trafficker traffickers".split()
)
_FORCE_WORDS = frozenset(
    "soldier soldiers troops policeman policemen police officer officers guard guards constable constables "
    "serviceman servicemen army military forces personnel peacekeepers".split()
)
_MIN_STATEMENTS = 3
_NEAR = 500
_TAKING = frozenset({"COERCE", "ASSAULT", "AID"})
_OWN_WORDS = frozenset({"REQUEST", "RETREAT", "SUPPORT"})
"""What a release says in the passive of its own institution: "drivers are requested", "they were freed"."""
_COUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety some about at least all "
    "another both "
    "several many more than nearly of".split()
)
_SMALL = frozenset({"the", "of", "a", "an", "and"})
_REST = frozenset("others other more rest them".split())


def side_of(doc: AnnotatedDocument, party: Party) -> str:
    """`forces`, `foes` or "" for a party, by its last word and its entity's sector."""
    words = doc.text_of(party.span).lower().split()
    if any(word in _FOE_WORDS for word in words):
        return "foes"
    if any(word in _FORCE_WORDS for word in words):
        return "forces"
    sector = doc.entities[party.entity].sector if party.entity is not None else None
    return "foes" if sector in FOES else "forces" if sector in FORCES else ""


class Elided:
    """Fills actors in text order, remembering who acted in each paragraph."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._doc = doc
        self._breaks = [match.start() for match in re.finditer("\n", doc.reading_text)]
        # An institution that tells of its own acts keeps its actors from paragraph to paragraph.
        self._is_own_report = self._tells_own_acts()
        self._institution = self._own_forces() if self._is_own_report else ()
        self._is_primary = doc.document.source.kind == "primary"
        self._paragraph = -1
        self._last: dict[str, tuple[Party, ...]] = {}
        self._last_acting: dict[str, tuple[Party, ...]] = {}
        self._before: EventMention | None = None
        self._asked: tuple[Party, ...] = ()

    def _tells_own_acts(self) -> bool:
        """Whether a force or a government tells its own acts: its release, or a report of its briefing."""
        source = self._doc.document.source
        if source.kind == "primary":
            return code_of(source.publisher or "").sector in FORCES
        speakers = Counter(s.entity for s in self._doc.statements if s.entity is not None)
        if not speakers:
            return False
        entity, count = speakers.most_common(1)[0]
        if count < _MIN_STATEMENTS or 2 * count < sum(speakers.values()):
            return False
        speaker = self._doc.entities[entity]
        body = self._doc.entities[speaker.organisation] if speaker.organisation is not None else speaker
        return body.sector in FORCES or speaker.sector in FORCES

    def _own_forces(self) -> tuple[Party, ...]:
        """The force whose own report it is: the publisher as the text names it, else the first one named."""
        published_by = set(re.findall(r"\w+", (self._doc.document.source.publisher or "").lower()))
        best: tuple[int, Party] | None = None
        if self._doc.document.source.kind == "primary":
            for mention in self._doc.actors:
                if self._doc.entities[mention.entity].kind in ("organisation", "group"):
                    words = set(re.findall(r"\w+", self._doc.text_of(mention.head).lower())) - _SMALL
                    if words and words <= published_by and (best is None or len(words) > best[0]):
                        best = (len(words), Party(span=mention.head, entity=mention.entity))
        if best is not None:
            return (best[1],)
        for mention in self._doc.actors:
            entity = self._doc.entities[mention.entity]
            if entity.sector in FORCES and entity.kind == "organisation" and mention.kind != "pronoun":
                return (Party(span=mention.head, entity=mention.entity),)
        return ()

    def fill(self, event: EventMention) -> EventMention:
        """The event with the actors that the paragraph tells, and the recipients that a number points to."""
        paragraph = bisect_left(self._breaks, event.span.start)
        if paragraph != self._paragraph:
            self._paragraph, self._before = paragraph, None
            self._asked = ()
            if not self._is_own_report:
                self._last, self._last_acting = {}, {}
        if event.type in _TAKING and event.status in ("asserted", "alleged", "prevented"):
            recipients = self._recipients(event)
            actors = event.actors or self._actors(event, recipients)
            if actors != event.actors or recipients != event.recipients:
                event = structs.replace(event, actors=actors, recipients=recipients)
        elif event.type in _OWN_WORDS and self._is_primary and not event.actors and event.recipients:
            event = structs.replace(event, actors=self._institution)
        elif event.type == "REJECT" and not event.recipients:
            recipients = self._addressed(event)
            event = structs.replace(event, recipients=recipients) if recipients else event
        self._note(event)
        return event

    def _addressed(self, event: EventMention) -> tuple[Party, ...]:
        """Whom a denial or refusal answers: who accused or asked, or spoke, just before."""
        own = {party.entity for party in event.actors}
        if self._asked and not own & {party.entity for party in self._asked}:
            return self._asked
        start = event.span.start
        before = [s for s in self._doc.statements if s.source and start - _NEAR < s.span.start < start]
        for statement in reversed(before):
            if statement.entity is not None and statement.entity not in own:
                return (Party(span=statement.source[0], entity=statement.entity),)
        return ()

    def _recipients(self, event: EventMention) -> tuple[Party, ...]:
        """ "four others were held": others of those who were killed before."""
        if len(event.recipients) != 1 or self._before is None or not self._before.recipients:
            return event.recipients
        words = self._doc.text_of(event.recipients[0].span).lower().split()
        points = words[-1] in _REST or all(w.replace(",", "").isdigit() or w in _COUNTS for w in words)
        kept = event.recipients if words[-1] in _REST else ()
        return (*kept, *self._before.recipients) if points and not kept else event.recipients

    def _actors(self, event: EventMention, recipients: tuple[Party, ...]) -> tuple[Party, ...]:
        sides = {side_of(self._doc, party) for party in recipients}
        if sides == {"foes"}:
            return self._acting("forces")
        if sides == {"forces"}:
            return self._acting("foes")
        if event.type == "COERCE" and self._acting("forces"):
            return self._acting("forces")
        if recipients and self._before is not None and recipients == self._before.recipients:
            return self._before.actors
        return ()

    def _acting(self, side: str) -> tuple[Party, ...]:
        """The parties of a side that acted last, else the institution, else those told of last."""
        if side in self._last_acting:
            return self._last_acting[side]
        return (self._institution if side == "forces" else ()) or self._last.get(side, ())

    def _note(self, event: EventMention) -> None:
        if event.type in ("ACCUSE", "REQUEST") and event.actors:
            self._asked = event.actors
        if event.status not in ("asserted", "alleged", "prevented", "denied"):
            return
        for party in (*event.actors, *event.recipients):
            side = side_of(self._doc, party)
            if side:
                self._last[side] = (party,)
        for party in event.actors:
            side = side_of(self._doc, party)
            if side:
                self._last_acting[side] = (party,)
        for parties in (event.actors, event.recipients):
            sides = {side_of(self._doc, party) for party in parties}
            if len(parties) > 1 and len(sides) == 1 and sides != {""}:
                self._last[sides.pop()] = parties
        if event.type in _TAKING:
            self._before = event
