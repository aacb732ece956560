"""Who may become a record: institutions, offices and office-holders speaking in office (R22).

Victims, minors, suspects, detainees, witnesses and lower ranks are counted in figures, not filed.
"""

from __future__ import annotations

from onrecord.annotate.actor_words import Words
from onrecord.annotate.coreference import Draft

_PRIVATE_SECTORS = frozenset({"CVL", "REF", "LAB", "AGR", "CRM", "REB", "UAF"})
_HIGH_RANKS = frozenset(
    "general admiral marshal brigadier colonel commodore major-general lieutenant-general".split()
)


def is_public(words: Words, draft: Draft) -> bool:
    """Whether the entity may be filed as an actor."""
    if draft.kind in ("country", "organisation"):
        return True
    if draft.kind == "group":
        return draft.registry_id is not None
    if draft.registry_id is not None:
        return True
    if draft.is_anonymous or draft.sector in _PRIVATE_SECTORS:
        return False
    if draft.kind == "office":
        return True
    if draft.role is not None:
        return True
    return bool(draft.titles & _HIGH_RANKS)
