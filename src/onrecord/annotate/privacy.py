"""Who may become a record: institutions, offices and office-holders speaking in office (R22).

Victims, minors, suspects, detainees, witnesses and lower ranks are counted in figures, not filed.
"""

from __future__ import annotations

from onrecord.annotate.actor_memory import Draft

_PRIVATE_SECTORS = frozenset({"CVL", "REF", "LAB", "AGR", "CRM", "REB", "UAF"})
_HIGH_RANKS = frozenset(
    "general admiral marshal brigadier colonel commodore major-general lieutenant-general".split()
)
_NOT_FILED = frozenset(
    "child woman man boy girl family person victim minor hostage patient detainee prisoner inmate suspect "
    "witness relative survivor convict people youth".split()
)


def is_public(draft: Draft) -> bool:
    """Whether the entity may be filed as an actor.

    A group is filed where it is spoken of as a party ("bandits", "Afghan officials"), not where its
    members are only counted ("two soldiers").
    """
    if draft.kind in ("country", "organisation"):
        return True
    if draft.registry_id is not None:
        return True
    if draft.kind == "group":
        if draft.nouns & _NOT_FILED and draft.nouns != {"people"}:
            return False
        return any(not phrase.is_counted and phrase.is_plural for phrase in draft.phrases)
    if draft.is_anonymous or draft.sector in _PRIVATE_SECTORS:
        return False
    if draft.kind == "office" or draft.role is not None:
        return True
    return bool(draft.titles & _HIGH_RANKS)
