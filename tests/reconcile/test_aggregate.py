"""Aggregation rules: named, explained, and blind to copies, overtaken and cumulative counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.reconcile.aggregate import RULES, Reported, Rule, derive, sensitivity


def reported(number: float, claimant: str = "police", **more: object) -> Reported:
    return Reported(low=number, best=number, high=number, claimant=claimant, **more)  # type: ignore[arg-type]


FOUR = reported(4, "army", source_kind="army", account="a", published="2024-05-04")
NINE = reported(9, "hospital", source_kind="hospital", account="b", published="2024-05-05")
NINE_AGAIN = reported(9, "police", source_kind="police", account="c", published="2024-05-05")
SIXTY = reported(61, "River Front", source_kind="group", account="d", published="2024-05-06")


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("range", (4, None, 61)),
        ("conservative", (9, 9, 9)),
        ("latest", (61, 61, 61)),
        ("majority", (9, 9, 9)),
        ("by-side", (None, None, None)),
    ],
)
def test_rules(rule: Rule, wanted: tuple[float | None, ...]) -> None:
    found = derive([FOUR, NINE, NINE_AGAIN, SIXTY], rule)
    assert (found.low, found.best, found.high) == wanted
    assert found.rule == rule and found.rests_on == ("a", "b", "c", "d")


def test_by_side_has_a_column_a_claimant_and_no_total() -> None:
    assert derive([FOUR, SIXTY], "by-side").sides == {"River Front": 61, "army": 4}


def test_what_is_set_aside_is_said() -> None:
    found = derive(
        [
            reported(9, account="a", origin=0),
            reported(9, account="b", origin=0),
            reported(5, account="c", is_superseded=True),
            reported(1200, account="d", is_cumulative=True),
        ]
    )
    assert (found.low, found.best, found.high) == (9, 9, 9)
    assert found.note == "1 cumulative set aside; 1 superseded; 1 copies counted once"


def test_unlike_scopes_are_not_pooled() -> None:
    found = derive([reported(9), reported(8, "army"), reported(60, "group", scope="killed or wounded")])
    assert found.high == 9 and "another scope" in found.note


def test_at_least_sets_low_only_and_none_is_not_zero() -> None:
    assert derive([Reported(low=40, best=None, high=None, claimant="police")]).low == 40
    assert derive([]).low is None
    assert derive([reported(0)]).low == 0


def test_coder_needs_a_value_and_unknown_rules_are_refused() -> None:
    assert derive([FOUR], "coder", coded=5).best == 5
    with pytest.raises(OnrecordError, match="reviewed value"):
        derive([FOUR], "coder")
    with pytest.raises(OnrecordError, match="range, conservative"):
        derive([FOUR], "mean")  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 99), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_no_rule_depends_on_the_order_or_leaves_the_range(numbers: list[int], chance: object) -> None:
    listed = [reported(n, f"side {n % 3}", account=str(i)) for i, n in enumerate(numbers)]
    mixed = chance.sample(listed, len(listed))  # type: ignore[attr-defined]
    assert sensitivity(listed) == sensitivity(mixed)
    for rule in RULES:
        if rule not in ("coder", "by-side"):
            found = derive(listed, rule)
            assert min(numbers) <= found.low <= found.high <= max(numbers)  # type: ignore[operator]
