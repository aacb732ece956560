"""Who did what happened to the counted: the by-phrase, or the subject of an active verb."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.figure_things import NOUNS
from onrecord.annotate.figure_verbs import Action
from onrecord.annotate.parser import lemma


def agent_of(action: Action) -> Token | None:
    """Head of the words for who did it: the by-phrase, or the subject of an active verb; None if unsaid."""
    by = _by_phrase(action.verb if action.verb is not None else action.first)
    if by is not None or action.verb is None:
        return by
    if not action.is_object:
        return None
    current: Token | None = action.verb
    for _ in range(4):
        if current is None or any(c.dep_ in ("nsubjpass", "auxpass") for c in current.children):
            return None
        for child in current.children:
            if child.dep_ == "nsubj" and child.i < action.verb.i:
                return _antecedent(child, current)
        current = (
            current.head
            if current.dep_ in ("conj", "advcl", "xcomp", "ccomp") and current.head.i != current.i
            else None
        )
        if current is not None and lemma(current) in ("say", "tell", "report", "add", "announce", "claim"):
            return None
    return None


def _by_phrase(governor: Token) -> Token | None:
    for child in governor.children:
        if child.lower_ == "by" and child.dep_ in ("agent", "prep"):
            inner = next((c for c in child.children if c.dep_ == "pobj" and c.tag_ in (*NOUNS, "PRP")), None)
            return inner if inner is None or inner.ent_type_ not in ("DATE", "TIME") else None
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.tag_ in ("WDT", "WP"):
        return verb.head if verb.dep_ == "relcl" and verb.head.tag_ in NOUNS else None
    return None if subject.tag_ in ("EX", "DT") else subject
