"""What the actor registry holds: entries, names with dates of use, labels, holders of offices.

An alias is a name the actor is known by. A label is a name by which one party calls another (G9): it
has a user and dates, helps to find who is meant, and never becomes an alias. Victims, suspects,
detainees and witnesses are not entries (R22): persons enter only as holders of public office.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EntryKind = Literal["country", "organisation", "group", "office", "person"]
Review = Literal["unreviewed", "reviewed", "disputed"]


class Label(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name that one party uses of the actor.

    Attributes:
        form: as written.
        used_by: id of the entry that uses it.
        since: ISO date or prefix from which it was used, or None.
        until: likewise, last day.
        note: where the usage comes from.
    """

    form: str
    used_by: str
    since: str | None = None
    until: str | None = None
    note: str = ""


class Tenure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An office held by a person.

    Attributes:
        office: id of the office (`PAK.foreign.minister`), or of the body headed or spoken for.
        since: ISO date or prefix of the first day, or None when unknown.
        until: likewise of the last day; None when it still lasted at the registry's own date.
    """

    office: str
    since: str | None = None
    until: str | None = None


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One actor.

    Attributes:
        id: `PAK` (a state), `PAK.army` (its institution), `PAK.foreign.minister` (an office),
            `igo.un`, `ngo.msf`, `grp.ttp`, `per.asim-munir`.
        name: the neutral name shown.
        kind: country, organisation, group, office or person.
        country: ISO 3166-1 alpha-3, or IGO, NGO, IMG, MNC.
        sector: PLOVER sector, or None.
        forms: other names, abbreviations, transliterations.
        adjectives: demonyms of a state ("Iranian", "Iranians").
        seats: capitals, which stand for the government.
        regions: regions and peoples that say which state a party belongs to ("Darfur rebels").
        noun: the noun that points back to it ("ministry", "group"), or "".
        parent: id of what it belongs to or split from, or None.
        since: ISO date or prefix from which it existed, or None.
        until: likewise, last day.
        labels: names others use of it.
        tenures: offices a person held.
        source: where the entry comes from.
        review: whether somebody has checked it.
    """

    id: str
    name: str
    kind: EntryKind
    country: str | None = None
    sector: str | None = None
    forms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    noun: str = ""
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    labels: tuple[Label, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    source: str = "general knowledge"
    review: Review = "unreviewed"


class Institution(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An institution or office that every state has, as a pattern.

    Attributes:
        key: `army`; with a state `PAK.army`.
        name: with `{state}` or `{adjective}`.
        kind: organisation or office.
        sector: PLOVER sector.
        forms: lower case, without the state.
        noun: the noun that points back to it.
        of: key of the institution an office belongs to, or None.
    """

    key: str
    name: str
    kind: EntryKind
    sector: str
    forms: tuple[str, ...]
    noun: str = ""
    of: str | None = None


class Noun(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A common noun for actors.

    Attributes:
        form: lower case, singular or plural.
        use: role (one person), group (people), organisation (an institution), title (before a name).
        sector: PLOVER sector, or None where what it is named with decides.
        singular: the singular of a plural form, else "".
    """

    form: str
    use: Literal["role", "group", "organisation", "title"]
    sector: str | None = None
    singular: str = ""


class Compiled(Struct, frozen=True, kw_only=True):
    """The registry file as shipped: `tools/build_registry.py` writes it.

    Attributes:
        as_of: ISO prefix up to which holders of offices were kept.
        agents: sector by role noun, from the converted dictionaries; for phrases without a parse.
        name_words: sector by a word in the name of an unknown organisation.
    """

    as_of: str
    entries: tuple[Entry, ...]
    institutions: tuple[Institution, ...]
    nouns: tuple[Noun, ...]
    name_words: dict[str, str] = {}
    agents: dict[str, str] = {}
