"""Are two accounts of the same incident? Evidence that adds up, level by level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from onrecord.reconcile.account import Account, Attribute
from onrecord.reconcile.agreement import same_words

JOIN_AT = 0.0
"""Log odds (base 2) at which two groups of accounts join."""


class Piece(Struct, frozen=True, kw_only=True):
    """One piece of evidence: what was compared, the level found, and its weight in bits (base 2 log odds)."""

    name: str
    level: str
    bits: float


def evidence(a: Account, b: Account) -> list[Piece]:
    """The pieces of evidence for two accounts; their `bits` add up. The same the other way round."""
    return [
        Piece(name="prior", level="two reports that were compared at all", bits=-1.0),
        _dates(a, b),
        _places(a, b),
        _tolls(a, b),
        _targets(a, b),
        _perpetrators(a, b),
        _publishers(a, b),
        _wording(a, b),
    ]


def bits(a: Account, b: Account) -> float:
    """Sum of the evidence."""
    return sum(piece.bits for piece in evidence(a, b))


def _one(account: Account, attribute: Attribute) -> str | None:
    found = account.of(attribute)
    return found[0].value if found else None


def _dates(a: Account, b: Account) -> Piece:
    first, second = _one(a, "date"), _one(b, "date")
    if first is None or second is None:
        return Piece(name="date", level="not said by both", bits=0.0)
    days = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    if days == 0:
        return Piece(name="date", level="same day", bits=2.5)
    if days == 1:
        return Piece(name="date", level="next day", bits=-3.0)
    if days <= 3:
        return Piece(name="date", level="two or three days apart", bits=-4.5)
    return Piece(name="date", level="more than three days apart", bits=-9.0)


def _places(a: Account, b: Account) -> Piece:
    first, second = _one(a, "place"), _one(b, "place")
    if first is None or second is None:
        return Piece(name="place", level="not said by both", bits=0.0)
    if same_words(first, second):
        return Piece(name="place", level="same place", bits=3.0)
    if any(same_words(first, w) for w in b.around) or any(same_words(second, w) for w in a.around):
        return Piece(name="place", level="one inside the other", bits=2.0)
    if any(same_words(x, y) for x, y in ((first, w) for w in b.other_places)) or any(
        same_words(second, w) for w in a.other_places
    ):
        return Piece(name="place", level="a place named beside the other", bits=-4.0)
    return Piece(name="place", level="different places", bits=-4.0)


def _tolls(a: Account, b: Account) -> Piece:
    total, levels = 0.0, []
    for attribute in ("killed", "wounded"):
        first = {v.value for v in a.of(attribute)} | {r for v in a.of(attribute) for r in v.replaces}
        second = {v.value for v in b.of(attribute)} | {r for v in b.of(attribute) for r in v.replaces}
        if not first or not second:
            continue
        shared = first & second - {"0"}
        if shared:
            # A large number in common is rarer than a small one.
            total += 1.0 + 0.5 * math.log2(max(int(n) for n in shared))
            levels.append(f"{attribute} in common")
        elif any(v.is_update for v in (*a.of(attribute), *b.of(attribute))):
            levels.append(f"{attribute} updated")
        else:
            kinds = {v.source_kind for v in a.of(attribute)} & {v.source_kind for v in b.of(attribute)}
            total -= 1.5 if kinds else 0.7
            levels.append(f"{attribute} differ" + (" by the same kind of source" if kinds else ""))
    return Piece(name="toll", level=", ".join(levels) or "not said by both", bits=total)


def _targets(a: Account, b: Account) -> Piece:
    first, second = a.of("target"), b.of("target")
    if not first or not second:
        return Piece(name="target", level="not said by both", bits=0.0)
    if any(same_words(v.value, w.value) for v in first for w in second):
        return Piece(name="target", level="same target", bits=2.0)
    return Piece(name="target", level="different targets", bits=-1.5)


def _perpetrators(a: Account, b: Account) -> Piece:
    first = [*a.of("perpetrator"), *a.of("perpetrator", denied=True)]
    second = [*b.of("perpetrator"), *b.of("perpetrator", denied=True)]
    first, second = [v for v in first if not v.is_vague], [v for v in second if not v.is_vague]
    if not first or not second:
        return Piece(name="perpetrator", level="not named by both", bits=0.0)
    if any(same_words(v.value, w.value) for v in first for w in second):
        return Piece(name="perpetrator", level="same name", bits=1.0)
    return Piece(name="perpetrator", level="different names", bits=-0.5)


def _publishers(a: Account, b: Account) -> Piece:
    """One outlet does not give two tolls and two targets for one incident without a word on the change."""
    if a.publisher is None or a.publisher != b.publisher:
        return Piece(name="publisher", level="two publishers", bits=0.0)
    tolls, targets = _tolls(a, b), _targets(a, b)
    if tolls.bits < 0 and targets.bits < 0:
        return Piece(name="publisher", level="one publisher, other toll and target, no update", bits=-2.5)
    return Piece(name="publisher", level="one publisher", bits=0.0)


def _wording(a: Account, b: Account) -> Piece:
    both = len(a.words | b.words)
    share = len(a.words & b.words) / both if both else 0.0
    return Piece(
        name="wording",
        level=f"{share:.0%} of words shared",
        bits=round(min(1.5 if a.publisher == b.publisher else 3.0, 10 * (share - 0.12)), 2),
    )


def group_accounts(accounts: Sequence[Account]) -> list[int]:
    """The incident of each account, as a number: average linkage over the summed evidence."""
    import numpy as np

    from onrecord.reconcile.wording import average_linkage

    if len(accounts) < 2:
        return [0] * len(accounts)
    order = sorted(range(len(accounts)), key=lambda i: (accounts[i].document_id, sorted(accounts[i].words)))
    table = np.array([[bits(accounts[i], accounts[j]) if i != j else 99.0 for j in order] for i in order])
    labels = average_linkage(60.0 - np.clip(table, -40, 40), 60.0 - JOIN_AT)
    by_account = dict(zip(order, labels, strict=True))
    first_seen: dict[int, int] = {}
    return [first_seen.setdefault(by_account[i], len(first_seen)) for i in range(len(accounts))]
