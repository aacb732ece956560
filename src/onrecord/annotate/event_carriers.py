"""The verb that carries the act of a noun: "launched an attack", "called off the strike"."""

from __future__ import annotations

from onrecord.annotate.event_lexicon import Lexicon
from onrecord.annotate.event_tree import Tree

_SERIES = frozenset(
    "series wave spate string number campaign round act state day week month hour start end dozen hundred "
    "total third half".split()
)
_AT_WHOSE = frozenset({"request", "demand", "invitation", "call"})
_TAKING_PART = frozenset("participate engage join take involve".split())
_GOING_ON = frozenset("carry go follow proceed press".split())
_BETWEEN = ("in", "of", "out", "under", "to", "through", "with", "into")


def carrier(tree: Tree, words: Lexicon, i: int) -> tuple[int | None, str]:
    """The carrying verb of the noun at `i` and how it carries it; (None, "") if the noun stands alone.

    Roles: support (its subject acts), inverse (its subject is acted on), foil (it keeps the act from
    happening), terminate (it ends the act), happen (the act is its subject), there ("there were attacks").
    """
    at = tree.head[i] if tree.dep[i] == "compound" else i
    while tree.dep[at] == "conj" and tree.is_noun(tree.head[at]):
        at = tree.head[at]
    dep, head = tree.dep[at], tree.head[at]
    if dep == "pobj" and tree.lower[head] == "at" and tree.lemma(i) in _AT_WHOSE:
        return tree.head[head], "there"
    if dep == "pobj" and tree.lower[head] in _BETWEEN:
        return _after_preposition(tree, words, head)
    if not tree.is_verb(head):
        return None, ""
    lemma = tree.lemma(head)
    if dep == "attr" and lemma == "be":
        return (head, "there") if any(tree.tag[k] == "EX" for k in tree.kids[head]) else (None, "")
    if dep in ("dobj", "nsubjpass"):
        is_called = dep == "nsubjpass" and lemma == "call" and tree.agent(head) is None
        for role, verbs in (
            ("foil", words.foil),
            ("terminate", frozenset() if is_called else words.terminate),
            ("inverse", words.inverse),
            ("support", words.support),
        ):
            if lemma in verbs:
                return head, role
    if dep == "nsubj" and lemma in words.happen:
        return head, "happen"
    return None, ""


def _after_preposition(tree: Tree, words: Lexicon, preposition: int) -> tuple[int | None, str]:
    """The carrier of a noun after a preposition ("take part in talks", "a series of attacks")."""
    word, above = tree.lower[preposition], tree.head[preposition]
    if tree.is_verb(above):
        lemma = tree.lemma(above)
        if word == "under" and lemma == "come":
            return above, "inverse"
        if word == "in" and lemma in _TAKING_PART:
            return above, "support"
        if lemma in _GOING_ON and word in ("out", "with", "through"):
            return above, "support"
        if lemma in words.foil and word == "off":
            return above, "foil"
    elif tree.is_noun(above) and word == "of" and tree.lemma(above) in _SERIES:
        return carrier(tree, words, above)
    return None, ""
