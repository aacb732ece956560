"""The word for what a verb says: past participle, or as written."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.figure_words import actions
from onrecord.annotate.parser import lemma

_DOUBLING = ("mit", "fer", "cur", "pel", "vel", "cel", "tel")


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
    if base.endswith(_DOUBLING):
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
    return participle(verb)
