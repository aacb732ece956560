"""What happened to something, and the word for what a verb says: past participle, or as written."""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Token

from onrecord.annotate.figure_things import kind_of
from onrecord.annotate.figure_units import known
from onrecord.annotate.figure_words import actions
from onrecord.annotate.parser import lemma

_STATES = frozenset({"in", "on", "at", "under", "without"})
_PLAIN = frozenset({"offer", "suffer", "differ", "limit", "proffer", "vomit"})
_DOUBLING = ("mit", "fer", "cur", "pel", "vel", "cel", "tel")
_PERSONS = frozenset({"combatants", "forces", "civilians", "people", "displaced_people"})
_STUFF = frozenset({"weapons", "drugs", "goods", "vehicles", "money"})


class Action(Struct):
    """What happened to something.

    Attributes:
        word: one word as stated, past participle where possible; empty where nothing happened to it.
        code: code of the vocabulary `measures`, or None.
        first: first token of its words.
        last: last token.
        verb: the verb whose arguments say who did it, or None for nouns.
        is_object: whether the counted is what it was done to.
    """

    word: str
    code: str | None
    first: Token
    last: Token
    verb: Token | None = None
    is_object: bool = True


def participle(verb: Token) -> str:
    """Past participle of a verb: as written where it is one, else made from the lemma."""
    base = lemma(verb)
    irregular = actions("irregular").get(base)
    if irregular:
        return irregular
    if verb.tag_ in ("VBN", "VBD") and verb.lower_ != base:
        return str(verb.lower_)
    if base.endswith("e"):
        return base + "d"
    if base.endswith(_DOUBLING) and base not in _PLAIN:
        return base + base[-1] + "ed"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def as_said(verb: Token, base: str, is_object: bool) -> str:
    """The word for a verb: its participle, or as written where an active irregular verb has no code."""
    if not is_object and verb.tag_ in ("VBG", "VBP", "VBZ"):
        return str(verb.lower_)
    if (
        verb.tag_ == "VBD"
        and actions("irregular").get(base)
        and actions("verbs").get(base) in (None, "delivered")
    ):
        return str(verb.lower_)
    if verb.tag_ == "VB" and actions("verbs").get(base) in (None, "delivered", "paid"):
        return str(verb.lower_)  # "will exchange ten cadets": not done yet
    return participle(verb)


def state_of(verb: Token) -> Token | None:
    """The preposition of a short phrase that says where or how somebody is: "are under water", else None."""
    for child in verb.rights:
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ != "prep" or child.lower_ not in _STATES or inner is None:
            continue
        if inner.i - child.i <= 2 and not any(t.tag_ == "CD" for t in inner.subtree):
            return child if inner.ent_type_ not in ("DATE", "TIME") else None
    return None


def fitted(action: Action, head: str) -> Action:
    """The action, changed in place, with the code that its verb has for this kind of thing.

    "Lost 12 men" are killed, "lost four tanks" destroyed.
    """
    if action.verb is None:
        if action.first.lower_ in ("loss", "losses") and (kind_of(head) in _STUFF or known(head) is not None):
            action.word, action.code = "lost", "destroyed"
        return action
    kind, base = kind_of(head), lemma(action.verb)
    if base in ("lose", "suffer") and kind in _PERSONS and action.code in ("destroyed", "affected"):
        action.code, action.word = "killed", "killed" if base == "lose" else action.word
    elif base in ("seize", "secure") and kind in _PERSONS:
        action.code = "arrested"
    elif base in ("give", "serve", "hand") and kind in _PERSONS and action.code == "delivered":
        action.code = None
    elif action.word == "handed over" and (kind in _PERSONS or head == "body"):
        action.code = "returned"
    elif base in ("send", "dispatch") and kind in ("money", "goods"):
        action.code = "delivered"
    elif base in ("hold", "stage") and kind in ("operations", "attacks"):
        action.code = "conducted"
    elif base in ("shoot", "hit", "strike") and kind in ("vehicles", "buildings"):
        action.code = "intercepted" if action.last.lower_ == "down" else "damaged"
    elif base in ("leave", "move", "fly") and action.code == "evacuated" and kind not in _PERSONS:
        action.code = None
    return action
