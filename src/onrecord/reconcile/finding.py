"""What a comparison finds: agreements, conflicts by type, updates, each with its sides and their words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.span import Span

FindingKind = Literal[
    "agree",
    "value",
    "scope",
    "definition",
    "within_source",
    "update",
    "arithmetic",
    "actor",
    "date",
    "place",
    "target",
    "denied",
]
"""`agree`, `update` and no winner in any other: `value` two numbers for one thing; `scope` who is counted, or
whether a part is inside the whole; `definition` unlike things under like words; `within_source` one source
against itself; `arithmetic` parts against their total; the others name the attribute told differently."""


class Side(Struct, frozen=True, kw_only=True):
    """One value, with all who give it.

    Attributes:
        value: as a reader wants it: `more than 169 a day`.
        claimants: on whose word, in the documents' order.
        documents: ids of the documents that have it, the first to say it first; wire copies too.
        origins: how many independent origins these are.
        quotes: the words, one a document, with `spans` where they stand.
    """

    value: str
    claimants: tuple[str, ...]
    documents: tuple[str, ...]
    origins: int
    quotes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """One agreement or conflict.

    Attributes:
        kind: see `FindingKind`.
        subject: what is compared: `killed: terrorists (2024)`.
        sides: at least one; the value with most origins first.
        suspected_slip: why one value may be a slip of the other, or ""; nothing is corrected.
        note: more for a reader.
    """

    kind: FindingKind
    subject: str
    sides: tuple[Side, ...]
    suspected_slip: str = ""
    note: str = ""


def slip_between(a: float, b: float) -> str:
    """Why one of two whole numbers may be a slip of the other, or "".

    >>> slip_between(677, 667), slip_between(580, 508), slip_between(12, 14)
    ('one digit differs', 'two digits change places', '')
    """
    first, second = f"{a:.0f}", f"{b:.0f}"
    if len(first) != len(second) or len(first) < 3 or a == b:
        return ""
    if max(len(first.rstrip("0")), len(second.rstrip("0"))) < 3:  # two round numbers are two estimates
        return ""
    places = [i for i, (x, y) in enumerate(zip(first, second, strict=True)) if x != y]
    if len(places) == 1:
        return "one digit differs"
    if len(places) == 2 and places[1] == places[0] + 1:
        i, j = places
        if first[i] == second[j] and first[j] == second[i]:
            return "two digits change places"
    return ""
