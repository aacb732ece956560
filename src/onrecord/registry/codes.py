"""PLOVER country and sector of a phrase for a party: "Iranian foreign minister" gives IRN, GOV.

For callers that have words only; with a parsed document, `Entity.country` and `Entity.sector` know
more (what "the army" means there). Codes as in the PLOVER manual: ISO 3166-1 alpha-3, or IGO, NGO,
IMG, MNC; a bare country has no sector; a capital that stands for its government has GOV.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.registry.entry import Entry
from onrecord.registry.index import Match, Registry, Sense, registry

_LINK = re.compile(
    r"(?<=\w)\s*(?:,|\(|\b(?:of|from|in|for|at|on|who|whom|which|that|by|with|against|near|inside|under|based|"
    r"operating|belonging|loyal|including|ordered|throughout|across|among)\b)",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:former|ex|ousted|deposed|exiled|late|retired)\b[\s-]", re.IGNORECASE)
_ETHNIC = re.compile(r"\bethnic\b", re.IGNORECASE)
_NAMES = frozenset({"name", "label", "seat", "adjective", "region"})
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MOST_WORDS = 4
_HEADS = tuple("name label institution office role group organisation seat adjective region title".split())
_SPECIFIC = {"SEC": "MIL"}
_NOT_STATES = frozenset({"IGO", "NGO", "IMG", "MNC", "ISM"})


class Code(NamedTuple):
    """Country and sector; None where the words do not say."""

    country: str | None
    sector: str | None


def code_of(text: str, country: str | None = None, known: Registry | None = None) -> Code:
    """Country and sector of the party that `text` names.

    Args:
        text: a noun phrase.
        country: of the document, for phrases that name none ("the army").
        known: the registry; the package's own by default.

    >>> code_of("the Iranian foreign minister")
    Code(country='IRN', sector='GOV')
    >>> code_of("Taliban militants")
    Code(country='AFG', sector='REB')
    >>> code_of("UN Security Council")
    Code(country='IGO', sector=None)
    """
    known = known or registry()
    matches = known.find(text)
    if not matches:
        return Code(country, _agent_sector(known, text[: _head_end(text, matches)], at_end=False))
    end = _head_end(text, matches)
    core = [m for m in matches if m.end <= end] or matches[:1]
    sense = _best(core[-1].senses)
    found = _country_of(known, core, matches)
    behind, before = text[core[-1].end : end], text[: core[-1].start]
    sector = _agent_sector(known, behind, at_end=True) or _sector_of(known, sense, core, matches)
    if sector is None:
        sector = next((s.sector for s in core[-1].senses if s.sector and sense.use not in _NAMES), None)
    if found is None and sense.use in ("office", "title", "role", "institution"):
        holder = _holder(known, before if sense.use == "institution" else behind)
        found = holder.country if holder else None
    if _ETHNIC.search(text) and core != matches:
        found = _country_of(known, [m for m in matches if m not in core], []) or found
    if found is None and sector == "NGO":
        return Code("NGO", None)
    if sector == "GOV" and _FORMER.search(text[: core[-1].start + 1]):
        sector = "ELI"
    return Code(found or country, sector)


def _head_end(text: str, matches: list[Match]) -> int:
    """Where the head of the phrase ends: at the first link word that is in no match."""
    for link in _LINK.finditer(text):
        inside = any(m.start <= link.start() < m.end for m in matches)
        if not inside and any(m.end <= link.start() + 1 for m in matches):
            return link.end()
    return len(text)


def _best(senses: tuple[Sense, ...]) -> Sense:
    for use in _HEADS:
        for sense in senses:
            if sense.use == use:
                return sense
    return senses[0]


def _country_of(known: Registry, core: list[Match], matches: list[Match]) -> str | None:
    """The country of the last name in the head part, else of the first one after it."""
    after = [m for m in matches if m not in core]
    fallback = None
    for match in (*reversed(core), *after):
        for sense in match.senses:
            if sense.use not in _NAMES:
                continue
            code = known.entries[sense.ref].country
            if code and code not in _NOT_STATES:
                return code
            fallback = fallback or code
            if code and match in core:
                return code
    return fallback


def _sector_of(known: Registry, head: Sense, core: list[Match], matches: list[Match]) -> str | None:
    sector = _own_sector(known, head)
    if sector is not None or head.use in _NAMES:
        return _SPECIFIC.get(sector or "", sector)
    for match in (*reversed(core[:-1]), *(m for m in matches if m not in core)):
        sector = _own_sector(known, _best(match.senses))
        if sector is not None:
            return _SPECIFIC.get(sector, sector)
    return None


def _own_sector(known: Registry, sense: Sense) -> str | None:
    if sense.use in ("name", "label"):
        return known.entries[sense.ref].sector
    return sense.sector


def _agent_sector(known: Registry, text: str, at_end: bool) -> str | None:
    """Sector of the last words that are a role noun of the dictionaries; with `at_end` of the very last."""
    words = [m.group().lower() for m in _WORD.finditer(text)]
    for last in range(len(words), 0, -1):
        for first in range(max(0, last - _MOST_WORDS), last):
            sector = known.agents.get(" ".join(words[first:last]))
            if sector is not None:
                return sector
        if at_end:
            return None
    return None


def _holder(known: Registry, text: str) -> Entry | None:
    """The public office-holder named after an office by the last name: "President X"."""
    words = _WORD.findall(text)
    found = known.by_surname(words[-1]) if words else []
    return found[0] if found else None
