"""Which accounts are worth comparing: blocks of shared place, toll or party and near days.

Comparing all pairs of 100,000 accounts is five thousand million comparisons. Two accounts are candidates if
they share a key; keys carry the day, and each account also asks for the days beside its own. No block is cut
off for its size: what was compared would then depend on the order in which accounts came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date

from onrecord.reconcile.account import Account
from onrecord.reconcile.agreement import plain_words

_NEAR_DAYS = (-3, -2, -1, 0, 1, 2, 3)
_LEAST_TELLING_TOLL = 4


class Blocks:
    """An index of accounts by key; grows as accounts are added."""

    def __init__(self) -> None:
        self._members: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, number: int, account: Account) -> None:
        """Put an account into its blocks."""
        for key in set(_keys(account, (0,))):
            self._members[key].append(number)

    def candidates(self, account: Account) -> set[int]:
        """Numbers of the accounts added so far that share a key."""
        found: set[int] = set()
        for key in set(_keys(account, _NEAR_DAYS)):
            found.update(self._members.get(key, ()))
        return found


def day_of(account: Account) -> int | None:
    """The day of the incident as an ordinal, else that of publication; None where neither is known."""
    told = account.of("date")
    day = told[0].value if told else account.published
    return date.fromisoformat(day).toordinal() if day and len(day) == 10 else None


def _keys(account: Account, near: tuple[int, ...]) -> Iterator[Hashable]:
    day = day_of(account)
    if day is None:
        near, day = (0,), -1
    names = {v.value for v in account.of("place")} | account.around
    parties = {v.value for d in (False, True) for v in account.of("perpetrator", denied=d) if not v.is_vague}
    tolls = {int(v.value) for kind in ("killed", "wounded") for v in account.of(kind)}
    heads = {plain_words(v.value)[-1:] for v in account.of("target")}
    for away in near:
        for name in names:
            yield "place", plain_words(name), day + away
        for toll in tolls:
            if toll >= _LEAST_TELLING_TOLL:
                for head in heads or {()}:
                    yield "toll", toll, head, day + away
        for party in parties:
            yield "party", plain_words(party), day + away
