"""Which triggers become events: one an act, none for what is only the content of another act's words."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotate.event_modes import mode_of_means
from onrecord.annotate.event_parties import PartyReader, Sides
from onrecord.annotate.event_rebuttals import BAD_WORDS, FALSE_WORDS, calls
from onrecord.annotate.event_status import Standing, standing
from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import Trigger
from onrecord.model.layers import EventStatus

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_CONTENT_MODES = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AGREE": "change",
}
THREAT_MODES = {
    "ASSAULT": "violence",
    "SANCTION": "relations",
    "COERCE": "restrict",
    "PROTEST": "restrict",
    "MOBILIZE": "violence",
}
_ENDED = {
    "AID": "SANCTION",
    "COOPERATE": "SANCTION",
    "SUPPORT": "SANCTION",
    "CONSULT": "SANCTION",
    "PROTEST": "CONCEDE",
    "SANCTION": "CONCEDE",
    "COERCE": "CONCEDE",
    "ASSAULT": "RETREAT",
    "MOBILIZE": "RETREAT",
    "AGREE": "REJECT",
    "RETREAT": "REJECT",
    "CONCEDE": "REJECT",
}
"""What ending the act of a noun is."""
_PUT_OFF = frozenset("cancel postpone call drop".split())
_INTENTS = frozenset(
    "intend plan hope aim prepare want seek wish expect propose mean promise pledge vow undertake".split()
)
_WISHES = frozenset("hope expect".split())
_HALF_WISHES = frozenset("want wish seek aim mean propose".split())
_SENDING = frozenset("send dispatch deploy deployment arrive".split())
_DRILLS = frozenset("exercise drill manoeuvre maneuver game war-game".split())
_WITHHELD = frozenset({"AGREE", "SUPPORT", "CONCEDE"})
"""Not doing these is refusing them, in any tense."""
_NEED_VERB = frozenset(
    {"SUPPORT", "AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE", "AID", "MOBILIZE", "PROTEST"}
)
"""Nouns for these are acts only where a verb carries them."""
_SAID = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "CONCEDE"})
"""Wishing to do these is doing them ("wishes to thank")."""
_NAMING_VERBS = frozenset("call describe brand label dub characterise characterize".split())
_READYING = frozenset("prepare ready gear brace".split())
_SURE, _BESIDE, _NOUN, _NAMING, _CONTENT = 0.8, 0.5, 0.45, 0.45, 0.4


@dataclass
class Draft:
    """An event in the making."""

    trigger: Trigger
    type: str
    mode: str
    sides: Sides
    status: EventStatus
    confidence: float

    @property
    def cameo(self) -> str | None:
        """CAMEO code of the word, where the act is of the word's own type."""
        sense = self.trigger.sense
        return sense.cameo or None if self.type == sense.type else None


def choose(tree: Tree, triggers: list[Trigger], parties: PartyReader) -> list[Draft]:
    """Drafts in text order."""
    by_token: dict[int, Trigger] = {}
    for trigger in triggers:
        by_token[trigger.token] = trigger
    for trigger in triggers:
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
        stand = standings[id(trigger)]
        if _is_kept(tree, trigger, stand):
            draft = _draft(tree, trigger, stand, parties, content.get(id(trigger), []))
            if draft is not None:
                drafts.append(draft)
    return drafts


def _is_kept(tree: Tree, trigger: Trigger, stand: Standing) -> bool:
    """Whether an act in the content of another is an event of its own."""
    if stand.outer is None:
        return True
    inside, is_told = stand.outer.sense.type, tree.is_verb(trigger.clause)
    if inside == "ACCUSE":
        return True
    if inside == "REJECT":
        return stand.status == "denied"
    return inside in ("SUPPORT", "CONCEDE") and not is_told


def _draft(
    tree: Tree, trigger: Trigger, stand: Standing, parties: PartyReader, content: list[Trigger]
) -> Draft | None:
    if (stand.is_purpose and stand.outer is None) or stand.is_condition:
        return None
    if (
        tree.dep[trigger.clause] == "acl"
        and trigger.sense.type in ("SUPPORT", "AID")
        and trigger.light is None
    ):
        return None  # "forces backed by militias" tells who they are
    if _names(trigger) and not calls(tree, trigger.token, BAD_WORDS | FALSE_WORDS):
        return None
    if (
        trigger.sense.lemma == "treat"
        and tree.is_passive(trigger.token)
        and tree.agent(trigger.token) is None
    ):
        return None  # patients in hospital: their state, not an act
    if tree.is_question(trigger.clause) or _is_descriptor(tree, trigger):
        return None
    sides = parties.sides(trigger)
    kind, mode = trigger.sense.type, trigger.sense.mode
    status, confidence = stand.status, _SURE
    is_bare_noun = not trigger.role and tree.is_noun(trigger.token)
    if trigger.role == "terminate":
        put_off = kind == "CONSULT" and tree.lemma(trigger.clause) in _PUT_OFF
        kind, mode = ("REJECT", "meet") if put_off else (_ENDED.get(kind, kind), "")
    if is_bare_noun:
        if trigger.sense.type in _NEED_VERB:
            return None
        confidence = _NOUN
    if not (sides.actors or sides.recipients) and not _stands_alone(tree, trigger, stand):
        return None
    if stand.outer is not None:
        if stand.outer.sense.type == "ACCUSE" and tree.is_verb(trigger.clause) and status == "asserted":
            status = "alleged"
        confidence = min(confidence, _CONTENT)
    if stand.is_doubted and status == "asserted":
        status = "alleged"
    if stand.is_aside:
        named = tree.dep[trigger.clause] in ("acl", "relcl")
        confidence = min(confidence, _NAMING if named else _BESIDE)
    if stand.is_negated or stand.is_failed:
        is_refusal = kind in COOPERATION and (status == "planned" or stand.is_failed)
        withheld = kind in _WITHHELD and status == "asserted" and not tree.is_passive(trigger.clause)
        if not is_refusal and not withheld:
            return None
        kind, mode, status = "REJECT", _CONTENT_MODES.get(kind, ""), "asserted"
    elif status == "planned" and (stand.has_unless or (stand.has_if and kind in THREAT_MODES)):
        kind, mode, status = "THREATEN", THREAT_MODES.get(kind, ""), "asserted"
    else:
        if trigger.sense.lemma in _WISHES and not any(t.sense.type in COOPERATION for t in content):
            return None
        if trigger.sense.lemma in _HALF_WISHES and not content:
            return None
        kind, mode = _with_content(tree, trigger, kind, mode, content)
        kind, mode = _by_purpose(tree, trigger, kind, mode, parties.at)
        if kind == "MOBILIZE" and _is_joint(tree, trigger, sides):
            kind, mode = "COOPERATE", ""
            sides = Sides([*sides.actors, *sides.recipients], [], True)
    if kind == "ASSAULT" and not mode:
        mode = mode_of_means(tree, trigger.clause)
    if kind == "MOBILIZE" and not mode:
        mode = "troops"
    if not sides.actors and not sides.recipients:
        confidence -= 0.1
    return Draft(trigger, kind, mode, sides, status, confidence)


def _names(trigger: Trigger) -> bool:
    """Whether a verb gives something a name ("describe as"), which is blame only with a bad one."""
    sense = trigger.sense
    as_what = sense.predicate or any(word == "as" for word, _ in sense.prepositions)
    return sense.type == "ACCUSE" and sense.lemma in _NAMING_VERBS and as_what


def _is_descriptor(tree: Tree, trigger: Trigger) -> bool:
    """Whether a participle only says which ones are meant ("those killed")."""
    at = trigger.clause
    return (
        tree.dep[at] == "acl" and tree.tag[at] == "VBN" and tree.lower[tree.head[at]] in ("those", "anyone")
    )


def _stands_alone(tree: Tree, trigger: Trigger, stand: Standing) -> bool:
    """Whether an act without any party is worth telling: a thing done, such as a crossing closed."""
    if stand.is_aside or stand.outer is not None or stand.status != "asserted":
        return False
    if trigger.role == "there":
        return trigger.sense.type == "ASSAULT"
    is_told = trigger.light is None and tree.is_verb(trigger.token)
    if not is_told or trigger.sense.type not in ("COERCE", "ASSAULT"):
        return False
    return trigger.sense.weight > 0 or tree.is_passive(trigger.token)


def _by_purpose(
    tree: Tree, trigger: Trigger, kind: str, mode: str, at: dict[int, Trigger]
) -> tuple[str, str]:
    """Forces or experts sent to investigate or to help: what they are sent for."""
    if trigger.sense.lemma not in _SENDING:
        return kind, mode
    if kind == "MOBILIZE" and any(tree.lower[k].startswith("peacekeep") for k in tree.below(trigger.clause)):
        return "AID", ""
    below = [k for k in tree.kids[trigger.clause] if k > trigger.clause]
    for k in [*below, *(n for above in below for n in tree.kids[above])]:
        purpose = at.get(k)
        if purpose is not None and tree.tag[k] == "VB" and purpose.sense.type in ("ACCUSE", "AID"):
            return purpose.sense.type, purpose.sense.mode
    return kind, mode


def _is_joint(tree: Tree, trigger: Trigger, sides: Sides) -> bool:
    """Whether an exercise is held by several."""
    if tree.lemma(trigger.token) not in _DRILLS and not any(
        tree.lemma(k) in _DRILLS for k in tree.kids[trigger.token]
    ):
        return False
    nouns = [trigger.token, *tree.with_dep(trigger.token, "dobj", "nsubjpass", "pobj")]
    joint = any(tree.lower[k] in ("joint", "bilateral", "multinational") for n in nouns for k in tree.kids[n])
    return joint or len(sides.actors) > 1


def _with_content(
    tree: Tree, trigger: Trigger, kind: str, mode: str, content: list[Trigger]
) -> tuple[str, str]:
    """Type and mode by what is promised, demanded, refused or threatened."""
    inner = content[0].sense.type if content else None
    if kind in ("REQUEST", "REJECT") and not mode and inner:
        return kind, _CONTENT_MODES.get(inner, "change")
    if kind == "ACCUSE" and trigger.sense.lemma in _NAMING_VERBS and calls(tree, trigger.token, FALSE_WORDS):
        return "REJECT", ""
    if kind == "THREATEN" and not mode and inner:
        return kind, THREAT_MODES.get(inner, "")
    if kind == "AGREE" and trigger.sense.lemma in ("wish", "want") and inner in _SAID:
        return inner, content[0].sense.mode
    if kind == "AGREE" and trigger.sense.lemma in _INTENTS and inner and inner not in COOPERATION:
        if trigger.sense.lemma in _READYING and inner == "ASSAULT":
            return "MOBILIZE", "troops"
        return "THREATEN", THREAT_MODES.get(inner, "")
    return kind, mode
