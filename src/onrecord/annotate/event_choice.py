"""Which triggers become events: one an act, none for what is only the content of another act's words."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.event_parties import PartyReader, Sides
from onrecord.annotate.event_status import Standing, standing
from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import Trigger
from onrecord.model.layers import EventStatus

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_CONTENT_MODES = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONSULT": "meet", "RETREAT": "yield",
    "CONCEDE": "yield", "AGREE": "change",
}  # fmt: skip
_THREAT_MODES = {
    "ASSAULT": "violence",
    "SANCTION": "relations",
    "COERCE": "restrict",
    "PROTEST": "restrict",
    "MOBILIZE": "violence",
}
_ENDED = {
    "AID": "SANCTION", "COOPERATE": "SANCTION", "SUPPORT": "SANCTION", "CONSULT": "REJECT", "PROTEST": "CONCEDE",
    "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "ASSAULT": "RETREAT", "MOBILIZE": "RETREAT", "AGREE": "REJECT",
    "RETREAT": "REJECT", "CONCEDE": "REJECT",
}  # fmt: skip


@dataclass
class Draft:
    """An event in the making."""

    trigger: Trigger
    type: str
    mode: str
    sides: Sides
    status: EventStatus
    confidence: float
    is_negated: bool = False
    is_aside: bool = False


def choose(tree: Tree, triggers: list[Trigger], parties: PartyReader) -> list[Draft]:
    """Drafts in text order."""
    by_token: dict[int, Trigger] = {}
    for trigger in triggers:
        by_token[trigger.token] = trigger
        if trigger.light is not None:
            by_token.setdefault(trigger.light, trigger)
    standings = {id(t): standing(tree, t, by_token) for t in triggers}
    content: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        outer = standings[id(trigger)].outer
        if outer is not None:
            content.setdefault(id(outer), []).append(trigger)
    drafts = []
    for trigger in triggers:
        draft = _draft(tree, trigger, standings[id(trigger)], parties, content.get(id(trigger), []))
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft(
    tree: Tree, trigger: Trigger, stand: Standing, parties: PartyReader, content: list[Trigger]
) -> Draft | None:
    sides = parties.sides(trigger)
    kind, mode = trigger.sense.type, trigger.sense.mode
    status, confidence = stand.status, 0.8
    if trigger.role == "terminate":
        kind, mode = _ENDED.get(kind, kind), ""
    if (trigger.role == "" and trigger.token != trigger.clause) or trigger.role == "":
        if tree.is_noun(trigger.token):
            if not (sides.actors or sides.recipients) or (stand.outer is None and not stand.is_aside and False):
                return None
            confidence = 0.45
    if stand.outer is not None:
        inside = stand.outer.sense.type
        if inside == "ACCUSE" and tree.is_verb(trigger.clause):
            status = "alleged" if status in ("asserted", "alleged") else status
        elif (inside == "REJECT" and status == "denied") or (inside in ("SUPPORT", "CONCEDE") and not tree.is_verb(trigger.clause)):
            pass
        elif not (inside == "ACCUSE"):
            return None
        confidence = 0.4
    if stand.is_aside:
        confidence = min(confidence, 0.5)
    if kind in ("REQUEST", "REJECT") and not mode and content:
        mode = _CONTENT_MODES.get(content[0].sense.type, "change")
    if kind == "THREATEN" and not mode and content:
        mode = _THREAT_MODES.get(content[0].sense.type, "")
    if stand.is_negated:
        if status == "planned" and kind in COOPERATION:
            kind, mode, status = "REJECT", _CONTENT_MODES.get(kind, ""), "asserted"
        else:
            return None
    if kind == "AGREE" and trigger.sense.lemma in _INTENTS and content:
        inner = content[0]
        if inner.sense.type not in COOPERATION:
            kind, mode = "THREATEN", _THREAT_MODES.get(inner.sense.type, "")
    if not sides.actors and not sides.recipients:
        confidence -= 0.1
    return Draft(trigger, kind, mode, sides, status, confidence, stand.is_negated, stand.is_aside)


_INTENTS = frozenset(
    "intend plan hope aim prepare want seek wish expect propose mean promise pledge vow undertake".split()
)
