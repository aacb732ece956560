"""Accounts to incidents: compare candidates, group them, obey reviewers; one by one or all at once.

In: accounts (`accounts.py`) and decisions. Out: groups of accounts held to be of one happening. The result is
a partition; it does not depend on the order in which accounts come, nor on how many come at a time: adding
accounts compares only these with their candidates and groups anew only the neighbourhoods they touch.

Two accounts whose evidence (`same.py`) adds up to more than nothing are neighbours. Inside each connected
neighbourhood, average linkage groups: a chain of look-alikes does not join what its ends keep apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from onrecord.errors import InvalidRecordError
from onrecord.model.ids import content_id
from onrecord.reconcile.account import Account
from onrecord.reconcile.blocking import Blocks
from onrecord.reconcile.same import JOIN_AT, bits
from onrecord.reconcile.wording import average_linkage

_CERTAIN = 1e6
_MOST_BITS = 40.0
_LARGEST = 600
"""A neighbourhood with more accounts is first cut by asking for more evidence between neighbours."""


class SameDecision(Struct, frozen=True, kw_only=True):
    """A reviewer's word on two accounts; the later of two on one pair counts.

    Attributes:
        a: id of an account.
        b: id of another.
        judgement: `same`, `not_same`, or `unsure`, which leaves it to the evidence.
        by: who decided.
        at: ISO time.
        reason: why.
    """

    a: str
    b: str
    judgement: Literal["same", "not_same", "unsure"]
    by: str
    at: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise InvalidRecordError("a decision is on two different accounts")

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, in order."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)


class Incident(Struct, frozen=True, kw_only=True):
    """The accounts held to be of one happening.

    Attributes:
        id: made of its earliest account, so that later reports do not change it.
        accounts: ids, in order.
    """

    id: str
    accounts: tuple[str, ...]


class IncidentIndex:
    """Accounts grouped into incidents, kept up to date as accounts and decisions come.

    >>> IncidentIndex().incidents()
    []
    """

    def __init__(self) -> None:
        self._accounts: list[Account] = []
        self._numbers: dict[str, int] = {}
        self._blocks = Blocks()
        self._near: list[dict[int, float]] = []
        self._decisions: dict[tuple[str, str], SameDecision] = {}
        self._forced: dict[int, dict[int, bool]] = defaultdict(dict)
        self._group: list[int] = []
        self._members: dict[int, list[int]] = {}
        self.compared = 0

    def __len__(self) -> int:
        return len(self._accounts)

    def account(self, account_id: str) -> Account:
        """The account of an id; KeyError if it was not added."""
        return self._accounts[self._numbers[account_id]]

    def add(self, accounts: Iterable[Account]) -> None:
        """Add accounts; those known already (by id) are passed over."""
        touched = [self._place(account) for account in accounts if account.id not in self._numbers]
        for pair in self._decisions:
            if pair[0] in self._numbers and pair[1] in self._numbers:
                touched += self._force(pair)
        self._regroup(touched)

    def decide(self, decisions: Iterable[SameDecision]) -> None:
        """Take decisions; those on accounts not yet added wait. Where they contradict, not same wins."""
        touched: list[int] = []
        for decision in sorted(decisions, key=lambda d: (d.at, d.pair, d.judgement)):
            self._decisions[decision.pair] = decision
            if all(account in self._numbers for account in decision.pair):
                touched += self._force(decision.pair)
        self._regroup(touched)

    def incidents(self) -> list[Incident]:
        """All incidents, each account in exactly one; ordered by id."""
        found = []
        for members in self._members.values():
            ids = sorted(self._accounts[number].id for number in members)
            first = min(members, key=lambda n: (self._accounts[n].published or "9999", self._accounts[n].id))
            found.append(Incident(id=content_id("incident", self._accounts[first].id), accounts=tuple(ids)))
        return sorted(found, key=lambda incident: incident.id)

    def _place(self, account: Account) -> int:
        """Compare a new account with its candidates and remember its neighbours."""
        number = len(self._accounts)
        self._accounts.append(account)
        self._numbers[account.id] = number
        self._near.append({})
        self._group.append(number)
        self._members[number] = [number]
        for other in self._blocks.candidates(account):
            if self._accounts[other].document_id == account.document_id:
                continue  # a report tells its incidents apart itself
            self.compared += 1
            weight = bits(account, self._accounts[other])
            if weight > JOIN_AT:
                self._near[number][other] = self._near[other][number] = weight
        self._blocks.add(number, account)
        return number

    def _force(self, pair: tuple[str, str]) -> list[int]:
        a, b = self._numbers[pair[0]], self._numbers[pair[1]]
        judgement = self._decisions[pair].judgement
        for x, y in ((a, b), (b, a)):
            if judgement == "unsure":
                self._forced[x].pop(y, None)
            else:
                self._forced[x][y] = judgement == "same"
        return [a, b]

    def _regroup(self, touched: Sequence[int]) -> None:
        """Group anew the neighbourhoods of these accounts."""
        seen: set[int] = set()
        for start in touched:
            if start in seen:
                continue
            members = self._neighbourhood(start)
            seen.update(members)
            for old in {self._group[number] for number in members}:
                self._members.pop(old, None)
            for group in self._split(sorted(members, key=lambda n: self._accounts[n].id)):
                name = min(group)
                self._members[name] = group
                for number in group:
                    self._group[number] = name

    def _neighbourhood(self, start: int) -> list[int]:
        found, waiting = {start}, [start]
        while waiting:
            number = waiting.pop()
            forced = (other for other, same in self._forced.get(number, {}).items() if same)
            # Members of its group of old come too: without a neighbour or a decision they must part.
            for other in (*self._near[number], *forced, *self._members.get(self._group[number], ())):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return list(found)

    def _split(self, members: list[int], least: float = JOIN_AT) -> list[list[int]]:
        if len(members) == 1:
            return [members]
        if len(members) > _LARGEST:
            pieces = self._cut(members, least + 1.0)
            return [part for piece in pieces for part in self._split(piece, least + 1.0)]
        labels = average_linkage(self._distances(members), _MOST_BITS - JOIN_AT)
        groups: dict[int, list[int]] = defaultdict(list)
        for member, label in zip(members, labels, strict=True):
            groups[label].append(member)
        return list(groups.values())

    def _cut(self, members: list[int], least: float) -> list[list[int]]:
        """Connected parts of a large neighbourhood when neighbours need more evidence."""
        left, parts = set(members), []
        for start in members:
            if start not in left:
                continue
            left.discard(start)
            part, waiting = [start], [start]
            while waiting:
                number = waiting.pop()
                forced = (other for other, same in self._forced.get(number, {}).items() if same)
                strong = (other for other, weight in self._near[number].items() if weight > least)
                for other in (*strong, *forced):
                    if other in left:
                        left.discard(other)
                        part.append(other)
                        waiting.append(other)
            parts.append(sorted(part, key=lambda n: self._accounts[n].id))
        return parts

    def _distances(self, members: list[int]) -> np.ndarray:
        """Forty bits less the evidence, (n, n); decisions outweigh all evidence."""
        size = len(members)
        table = np.zeros((size, size))
        for i in range(size):
            for j in range(i + 1, size):
                table[i, j] = table[j, i] = self._distance(members[i], members[j])
        return self._obeyed(members, table)

    def _distance(self, a: int, b: int) -> float:
        known = self._near[a].get(b)
        first, second = self._accounts[a], self._accounts[b]
        if known is None:
            known = -_MOST_BITS if first.document_id == second.document_id else bits(first, second)
        return _MOST_BITS - min(max(known, -_MOST_BITS), _MOST_BITS)

    def _obeyed(self, members: list[int], table: np.ndarray) -> np.ndarray:
        at = {number: i for i, number in enumerate(members)}
        together: dict[int, set[int]] = {i: {i} for i in range(len(members))}
        for number, i in at.items():
            for other, same in self._forced.get(number, {}).items():
                if same and other in at and together[i] is not together[at[other]]:
                    joined = together[i] | together[at[other]]
                    for k in joined:
                        together[k] = joined
        for joined in {id(group): group for group in together.values()}.values():
            inside = sorted(joined)
            table[np.ix_(inside, inside)] = 0.0
        for number, i in at.items():
            for other, same in self._forced.get(number, {}).items():
                if not same and other in at:
                    table[i, at[other]] = table[at[other], i] = _CERTAIN
        np.fill_diagonal(table, 0.0)
        return table


def incidents_of(accounts: Iterable[Account], decisions: Iterable[SameDecision] = ()) -> list[Incident]:
    """Incidents of accounts, under a reviewer's decisions."""
    index = IncidentIndex()
    index.add(accounts)
    index.decide(decisions)
    return index.incidents()
