"""Amounts in unlike units are compared, money never."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.build.units import factor


@pytest.mark.parametrize(
    ("unit", "into", "expected"),
    [
        ("tonnes", "kg", 1000.0), ("tons", "kg", 1000.0),
        ("hectares", "acres", 2.471), ("kg", "grams", 1000.0),
        (None, None, 1.0), ("dollars", "dollars", 1.0),
    ],
)  # fmt: skip
def test_units_of_one_kind_have_a_factor(unit: str | None, into: str | None, expected: float) -> None:
    assert factor(unit, into) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("unit", "into"),
    [("kg", "hectares"), ("dollars", "euros"), ("pounds", "kg"), ("sacks", "kg"), ("kg", None), ("", "kg")],
)
def test_unlike_kinds_and_money_have_none(unit: str | None, into: str | None) -> None:
    assert factor(unit, into) is None


@pytest.mark.parser
def test_money_of_two_currencies_is_not_added_up() -> None:
    record = onrecord.read(
        "Donors gave 900 million dollars, comprising 500 million dollars from Japan and 400 million euros "
        "from France."
    )
    assert [(c.kind, c.result) for c in record.checks if c.kind == "sum"] == [("sum", "not_checkable")]
