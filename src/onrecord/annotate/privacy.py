"""Who may become a record: institutions, offices and office-holders speaking in office (R22).

Victims, minors, suspects, detainees, witnesses and lower ranks are counted in figures, not filed.
"""

from __future__ import annotations

from onrecord.annotate.actor_memory import Draft
from onrecord.annotate.actor_words import Words

_PRIVATE_SECTORS = frozenset({"CVL", "REF", "LAB", "AGR", "CRM", "REB", "UAF"})
_PRIVATE_ALONE = frozenset({"MED", "BUS", "EDU", None})
"""Sectors of people who are filed only as somebody of a named institution."""
_HIGH_RANKS = frozenset(
    "general admiral marshal brigadier colonel commodore major-general lieutenant-general".split()
)
_IN_OFFICE = frozenset({"GOV", "LEG", "JUD", "ELI", "PTY", "OPP"})
_LOW_ROLES = frozenset(
    "officer constable policeman policewoman detective member aide father mother driver worker owner student "
    "pupil teacher trader shopkeeper nurse medic paramedic pilot soldier guard cadet recruit sister brother "
    "lawyer attorney merchant staff sentry".split()
)
_SPOKES = ("spokes", "press secretary")
_NOT_FILED = frozenset(
    "child woman man boy girl family person victim minor hostage patient detainee prisoner inmate suspect "
    "witness relative survivor convict people youth".split()
)
_HARMED = frozenset(
    "killed wounded injured shot arrested detained captured kidnapped abducted beaten charged convicted "
    "sentenced jailed imprisoned tortured raped martyred apprehended nabbed executed hanged murdered stabbed "
    "eliminated neutralised neutralized interrogated indicted accused acquitted hospitalised hospitalized "
    "rescued identified buried beheaded".split()
)
_DIED = frozenset("died drowned succumbed perished".split())


def is_public(draft: Draft) -> bool:
    """Whether the entity may be filed as an actor.

    A group is filed where it is spoken of as a party ("bandits", "Afghan officials"), not where its
    members are only counted ("two soldiers"). An unknown name that the parser takes for an organisation
    is filed only where words say that it is one: such names are often people's.
    """
    if draft.registry_id is not None or draft.kind == "country":
        return True
    if draft.kind == "organisation":
        return not draft.is_named or draft.is_evident
    if draft.kind == "group":
        if draft.sector is None:
            return False
        if draft.nouns & _NOT_FILED and draft.nouns != {"people"}:
            return False
        return draft.is_named or any(not phrase.is_counted and phrase.is_plural for phrase in draft.phrases)
    return not draft.is_anonymous and _is_in_office(draft)


def _is_in_office(draft: Draft) -> bool:
    role = (draft.role or "").lower()
    speaks_for = any(word in role for word in _SPOKES)
    if draft.is_harmed and draft.sector not in _IN_OFFICE and not draft.titles & _HIGH_RANKS:
        return False
    if draft.sector in _PRIVATE_SECTORS:
        return speaks_for
    if draft.sector in _PRIVATE_ALONE and draft.organisation is None and not speaks_for:
        return False
    if role:
        return role.split()[-1] not in _LOW_ROLES or bool(draft.titles & _HIGH_RANKS)
    return draft.kind == "office" or bool(draft.titles & _HIGH_RANKS)


def note_harm(words: Words, drafts: list[Draft]) -> None:
    """Mark the persons of whom the text tells that they were killed, hurt, taken or tried."""
    for draft in drafts:
        if draft.kind in ("person", "office"):
            draft.is_harmed = any(_is_harmed(words, seen.token) for seen in draft.seen)


def _is_harmed(words: Words, token: int) -> bool:
    while words.dep[token] in ("conj", "appos") and words.head[token] < token:
        token = words.head[token]
    head, dep = words.head[token], words.dep[token]
    verb = words.lower[head]
    if dep in ("nsubjpass", "dobj"):
        return verb in _HARMED
    if dep == "nsubj":
        following = words.lower[head + 1 : head + 2]
        return verb in _DIED or (verb == "embraced" and following in (["martyrdom"], ["shahadat"]))
    return False
