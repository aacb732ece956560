"""Incidents: a partition, symmetric, the same in any order and in any portions; decisions are obeyed."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.made_accounts import account, some_accounts, value
from onrecord.errors import InvalidRecordError
from onrecord.reconcile.incidents import Incident, IncidentIndex, SameDecision, incidents_of
from onrecord.reconcile.same import JOIN_AT, bits, evidence, group_accounts

MONDAY = (value("date", "2024-05-06"), value("place", "Karvan"), value("killed", "9"))


def sets(incidents: list[Incident]) -> set[tuple[str, ...]]:
    return {incident.accounts for incident in incidents}


@given(st.integers(0, 10_000), st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_every_account_is_in_exactly_one_incident(seed: int, number: int) -> None:
    accounts = some_accounts(number, seed)
    members = [name for incident in incidents_of(accounts) for name in incident.accounts]
    assert sorted(members) == sorted(a.id for a in accounts)


@given(st.integers(0, 10_000), st.integers(2, 40), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_neither_order_nor_portions_matter(seed: int, number: int, chance: random.Random) -> None:
    accounts = some_accounts(number, seed)
    mixed = chance.sample(accounts, len(accounts))
    index = IncidentIndex()
    cut = chance.randrange(len(mixed))
    index.add(mixed[:cut])
    index.add(mixed[cut:])
    assert index.incidents() == incidents_of(accounts)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_adding_again_changes_nothing(seed: int) -> None:
    accounts = some_accounts(20, seed)
    index = IncidentIndex()
    index.add(accounts)
    before = index.incidents()
    index.add(accounts)
    assert index.incidents() == before


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_evidence_is_symmetric_and_adds_up(seed: int) -> None:
    for a, b in combinations(some_accounts(6, seed), 2):
        assert evidence(a, b) == evidence(b, a)
        assert bits(a, b) == pytest.approx(sum(piece.bits for piece in evidence(a, b)))


@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), st.booleans()), max_size=6),
)
@settings(max_examples=25, deadline=None)
def test_decisions_are_obeyed_whatever_the_evidence(seed: int, wanted: list[tuple[int, int, bool]]) -> None:
    accounts = some_accounts(15, seed)
    decisions = {
        tuple(sorted((a, b))): SameDecision(
            a=accounts[a].id, b=accounts[b].id, judgement="same" if same else "not_same", by="coder"
        )
        for a, b, same in wanted
        if a != b
    }
    apart = [pair for pair, d in decisions.items() if d.judgement == "not_same"]
    joined = [pair for pair, d in decisions.items() if d.judgement == "same"]
    incident = {name: i.id for i in incidents_of(accounts, decisions.values()) for name in i.accounts}
    for a, b in apart:
        assert incident[accounts[a].id] != incident[accounts[b].id]
    if not apart:
        for a, b in joined:
            assert incident[accounts[a].id] == incident[accounts[b].id]


def test_a_decision_waits_for_its_accounts_and_can_be_taken_back() -> None:
    first, second = account("a", *MONDAY), account("b", *MONDAY)
    index = IncidentIndex()
    index.decide([SameDecision(a="a:0", b="b:0", judgement="not_same", by="coder", at="2024-05-07")])
    index.add([first, second])
    assert len(index.incidents()) == 2
    index.decide([SameDecision(a="b:0", b="a:0", judgement="unsure", by="coder", at="2024-05-08")])
    assert len(index.incidents()) == 1


def test_a_decision_needs_two_accounts() -> None:
    with pytest.raises(InvalidRecordError, match="two different"):
        SameDecision(a="a:0", b="a:0", judgement="same", by="coder")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ((value("date", "2024-05-06"), value("place", "Karvan"), value("killed", "9")), True),
        ((value("date", "2024-05-06"), value("place", "Karvan"), value("killed", "12")), True),
        ((value("date", "2024-05-07"), value("place", "Karvan"), value("killed", "4")), False),
        ((value("date", "2024-05-06"), value("place", "Bessin"), value("killed", "3")), False),
        ((value("date", "2024-05-13"), value("place", "Karvan"), value("killed", "9")), False),
    ],
)
def test_look_alikes_stay_apart(other: tuple[object, ...], same: bool) -> None:
    accounts = [account("a", *MONDAY), account("b", *other)]  # type: ignore[arg-type]
    assert (len(set(group_accounts(accounts))) == 1) is same


def best_partition(weights: np.ndarray) -> float:
    """The greatest sum of evidence inside groups, by an integer program: an independent solver.

    A variable a pair; transitivity as triangle inequalities (correlation clustering).
    """
    size = len(weights)
    pairs = list(combinations(range(size), 2))
    at = {pair: n for n, pair in enumerate(pairs)}
    rows, most = [], []
    for i, j, k in combinations(range(size), 3):
        for plus, also, minus in (
            ((i, j), (j, k), (i, k)),
            ((i, j), (i, k), (j, k)),
            ((i, k), (j, k), (i, j)),
        ):
            row = np.zeros(len(pairs))
            row[at[plus]], row[at[also]], row[at[minus]] = 1, 1, -1
            rows.append(row)
            most.append(1)
    constraints = LinearConstraint(np.array(rows), -np.inf, np.array(most)) if rows else ()
    cost = -np.array([weights[i, j] for i, j in pairs])
    return -float(
        milp(cost, constraints=constraints, integrality=np.ones(len(pairs)), bounds=Bounds(0, 1)).fun
    )


def test_grouping_is_nearly_as_good_as_an_exact_solver() -> None:
    reached, possible = 0.0, 0.0
    for seed in range(12):
        accounts = some_accounts(9, seed, places=2)
        weights = np.array(
            [[bits(a, b) - JOIN_AT if a is not b else 0.0 for a in accounts] for b in accounts]
        )
        labels = group_accounts(accounts)
        reached += sum(weights[i, j] for i, j in combinations(range(9), 2) if labels[i] == labels[j])
        possible += best_partition(weights)
    assert reached >= 0.98 * possible
