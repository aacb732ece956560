"""Where two accounts of one incident agree, differ, update or deny each other, attribute by attribute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal

from onrecord.reconcile.account import ATTRIBUTES, Account, Attribute, Value

Agreement = Literal["agree", "differ", "update"]

_EMPTY = frozenset("the a an of in near at and from for on some several his her its their".split())
_SAME_PEOPLE = [
    frozenset("civilians villagers residents people townspeople locals".split()),
    frozenset("soldiers troops army military".split()),
    frozenset("police policemen policeman officers patrolman patrolmen patrol".split()),
]


def relations_of(
    accounts: Sequence[Account], incidents: Sequence[int]
) -> list[tuple[int, int, Attribute, Agreement]]:
    """For each pair of accounts of one incident and each attribute that both speak of: how they stand."""
    found: list[tuple[int, int, Attribute, Agreement]] = []
    for i, j in combinations(range(len(accounts)), 2):
        if incidents[i] != incidents[j]:
            continue
        inside = [a for a, n in zip(accounts, incidents, strict=True) if n == incidents[i]]
        for attribute in ATTRIBUTES:
            relation = compare(accounts[i], accounts[j], attribute, inside)
            if relation is not None:
                found.append((i, j, attribute, relation))
    return found


def compare(a: Account, b: Account, attribute: Attribute, of_incident: Sequence[Account]) -> Agreement | None:
    """How two accounts stand on an attribute; None where one is silent or only names a kind of attacker.

    Args:
        a: one account.
        b: another of the same incident; the result is the same the other way round.
        attribute: what is compared.
        of_incident: all accounts of the incident: a later report that repeats an updated value updates too.
    """
    first, second = a.of(attribute), b.of(attribute)
    denied_a, denied_b = a.of(attribute, denied=True), b.of(attribute, denied=True)
    if _denies(denied_a, second) or _denies(denied_b, first):
        return "differ"
    if not first or not second:
        return None
    if attribute == "perpetrator" and any(v.is_vague for v in first) != any(v.is_vague for v in second):
        return None
    if attribute in ("killed", "wounded") and _updates(a, b, attribute, of_incident):
        return "update"
    return "agree" if _same_sets(first, second) else "differ"


def same_value(a: Value, b: Value) -> bool:
    """Whether two values of one attribute are the same in substance: equal numbers and days, like words."""
    if a.attribute in ("killed", "wounded", "date"):
        return a.value == b.value
    return same_words(a.value, b.value)


@lru_cache(maxsize=1 << 16)
def same_words(a: str, b: str) -> bool:
    """Whether two wordings name the same: they share half their words, or their last word."""
    first, second = plain_words(a), plain_words(b)
    if not first or not second:
        return a.lower() == b.lower()
    shared = len(set(first) & set(second))
    if 2 * shared / (len(first) + len(second)) >= 0.5 or first[-1] == second[-1]:
        return True
    return any(first[-1] in kind and second[-1] in kind for kind in _SAME_PEOPLE)


@lru_cache(maxsize=1 << 16)
def plain_words(words: str) -> tuple[str, ...]:
    """The telling words of a wording, in lower case and without a plural `s`."""
    kept = [w for w in re.findall(r"[^\W_]+", words.lower()) if w not in _EMPTY]
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in kept)


def _same_sets(first: list[Value], second: list[Value]) -> bool:
    return all(any(same_value(v, w) for w in second) for v in first) and all(
        any(same_value(v, w) for w in first) for v in second
    )


def _denies(denied: list[Value], asserted: list[Value]) -> bool:
    """Whether a denied value is asserted on the other side; a denial of any target denies each of them."""
    return any(same_value(d, v) or d.attribute == "target" for d in denied for v in asserted)


def _updates(a: Account, b: Account, attribute: Attribute, of_incident: Sequence[Account]) -> bool:
    """Whether one account's value replaces the other's, or repeats the value that did so."""
    earlier, later = (a, b) if _order(a) <= _order(b) else (b, a)
    old, new = earlier.of(attribute), later.of(attribute)
    if _same_sets(old, new):
        return False
    if any(_replaces(v, w, earlier, later) for v in new for w in old):
        return True
    for other in of_incident:
        if other is earlier or other is later or not _order(earlier) <= _order(other) <= _order(later):
            continue
        for v in other.of(attribute):
            repeated = any(v.value == n.value for n in new)
            if repeated and any(_replaces(v, w, earlier, other) for w in old):
                return True
    return False


def _order(account: Account) -> tuple[str, int, str]:
    """Reports in time; of one day, the one that speaks of a change is the later."""
    changes = any(v.is_update for v in account.values)
    return (account.published or "", int(changes), account.document_id)


def _replaces(new: Value, old: Value, earlier: Account, later: Account) -> bool:
    if new.value == old.value or not new.is_update:
        return False
    if new.replaces:
        return old.value in new.replaces
    if new.source_kind != old.source_kind and int(new.value) < int(old.value):
        return False  # "has risen to nine" overtakes no other source's ten
    return (
        new.source_kind == old.source_kind
        or earlier.publisher == later.publisher
        or old.source_kind == "media"
        or len(later.of(new.attribute)) == 1
    )
