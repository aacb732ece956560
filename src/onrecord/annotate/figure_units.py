"""Units of measure and currencies: how texts write them, and one name for each.

A table of our own for reading: the genre needs names, kinds and ISO codes. Nothing is converted here;
`build/units.py` compares amounts in unlike units, by a unit library.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from onrecord.annotate.figure_words import alternatives, resource

COUNTING = frozenset({"mass", "volume", "area", "money"})
"""Kinds of unit whose amounts are figures; lengths, times, temperatures and the like only measure."""


class Unit(Struct, frozen=True):
    """A unit or currency as a text writes it.

    Attributes:
        name: one name for all ways of writing it, singular, British spelling: `kilometre`, `indian rupee`.
        kind: what it measures: `length`, `mass`, `money`, `ratio`...
        code: ISO 4217 code of a currency that is beyond doubt, else empty.
        start: where it begins in the text.
        end: where it ends.
    """

    name: str
    kind: str
    code: str = ""
    start: int = -1
    end: int = -1


class _Tables(Struct):
    forms: dict[str, Unit]
    folded: dict[str, Unit]
    signs: dict[str, Unit]
    after: re.Pattern[str]
    sign_pattern: str


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    listed = resource("figure_units")
    forms: dict[str, Unit] = {}
    for kind, units in listed["units"].items():
        for name, written in units.items():
            forms.update((form, Unit(name, kind)) for form in written)
    signs: dict[str, Unit] = {}
    rows = [(code, row["name"], row) for code, row in listed["currencies"].items()]
    rows += [("", name, row) for name, row in listed["shared_currencies"].items()]
    for code, name, row in rows:
        unit = Unit(name, "money", code)
        forms.update((word, unit) for word in row["words"])
        signs.update((sign, unit) for sign in row["signs"])
        forms.update((sign, unit) for sign in row["signs"] if re.fullmatch(r"[A-Z]{3}", sign))
    folded: dict[str, Unit] = {}
    for form, unit in forms.items():
        if len(form) > 2 or not form.isalpha():
            folded.setdefault(form.lower(), unit)
    after = re.compile(rf"[\s-]?[(\[]?(?P<unit>{alternatives({*forms, *folded})})(?!\w|-\w*\d)", re.I)
    return _Tables(forms, folded, signs, after, alternatives(signs))


def currency_signs() -> str:
    """A regular expression for the signs and codes that stand before an amount."""
    return _tables().sign_pattern


def currency_of(sign: str) -> Unit | None:
    """The currency of a sign before a number; codes in any case, single letters in their own; else None."""
    signs = _tables().signs
    tidy = " ".join(sign.split())
    if len(tidy) < 3 or not tidy.isalpha():
        return signs.get(tidy) or (signs.get(tidy.upper()) if "$" in tidy and tidy[0] not in "ac" else None)
    return signs.get(tidy) or signs.get(tidy.upper()) or signs.get(tidy.capitalize())


def known(form: str) -> Unit | None:
    """The unit written as `form`: "GB", "km/h", "tonnes"; short ones in their own case only."""
    tables = _tables()
    tidy = " ".join(form.split())
    return tables.forms.get(tidy) or tables.folded.get(tidy.lower())


def unit_after(text: str, position: int) -> Unit | None:
    """The unit that begins at `position` or after one space or hyphen, with its place; None if none does."""
    match = _tables().after.match(text, position)
    while match:
        unit = known(match["unit"])
        if unit is not None:
            return Unit(unit.name, unit.kind, unit.code, match.start("unit"), match.end("unit"))
        return None
    return None


_PER = re.compile(
    r"\s?/\s?(?P<slash>[A-Za-z][A-Za-z²³0-9]{0,11})\b|[\s-](?:per|an?|each"
    r"|every)[\s-](?P<word>[A-Za-z]{1,14})\b(?!\s(?:earlier|ago|later|before|after))"
)


def rate_after(text: str, position: int) -> tuple[str, int] | None:
    """What the amount is per ("a day", "/kg", "per share") and where that ends; None if it is no rate."""
    match = _PER.match(text, position)
    if not match:
        return None
    word = match["slash"] or match["word"]
    unit = known(word)
    if (
        match["slash"] is None
        and not re.match(r"[\s-]per", match.group())
        and unit is None
        and word not in _EACH
    ):
        return None
    return (unit.name if unit else word.lower()), match.end()


_EACH = frozenset(
    {"share", "head", "person", "piece", "barrel", "gallon", "family", "household", "night", "annum"}
)
