"""Several words for one act: the blow and its effect, told in one sentence, are one event."""

from __future__ import annotations

from onrecord.annotate.event_choice import Draft
from onrecord.annotate.event_parties import Sides
from onrecord.annotate.event_tree import Tree

_EFFECTS = frozenset(
    "kill injure wound hurt die destroy damage hit martyr lose sustain suffer strike leave maim claim".split()
)
_LINKS = ("conj", "advcl", "relcl", "acl", "ccomp", "dep")


def merge(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only tell the effect of an attack told in the same sentence."""
    kept: list[Draft] = []
    for draft in drafts:
        cause = next((one for one in reversed(kept) if _is_effect_of(tree, draft, one)), None)
        if cause is None:
            kept.append(draft)
        else:
            _join(cause, draft)
    return kept


def _is_effect_of(tree: Tree, draft: Draft, cause: Draft) -> bool:
    if draft.type != "ASSAULT" or cause.type != "ASSAULT" or draft.status != cause.status:
        return False
    token, other = draft.trigger.clause, cause.trigger.clause
    if tree.sentence[token] != tree.sentence[other] or tree.lemma(token) not in _EFFECTS:
        return False
    if draft.sides.actors and cause.sides.actors and draft.sides.actors != cause.sides.actors:
        return False
    return _is_linked(tree, token, other) or _is_linked(tree, other, token)


def _is_linked(tree: Tree, below: int, above: int) -> bool:
    """Whether one clause hangs on the other by coordination, participle or relative clause."""
    at = below
    for _ in range(4):
        if tree.dep[at] not in _LINKS and not tree.is_noun(at):
            return False
        head = tree.head[at]
        if head == above:
            return True
        if head == at:
            return False
        at = head
    return False


def _join(cause: Draft, effect: Draft) -> None:
    actors = cause.sides.actors or effect.sides.actors
    recipients = [*cause.sides.recipients]
    recipients += [i for i in effect.sides.recipients if i not in recipients and i not in actors]
    cause.sides = Sides(actors, recipients, cause.sides.both)
    cause.mode = cause.mode or effect.mode
    cause.confidence = max(cause.confidence, effect.confidence)
