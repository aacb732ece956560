"""Numbers in text: values, ranges, bounds, currencies; what is part of a name is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.figure_bounds import Number
from onrecord.annotate.figure_numbers import find_numbers


def _only(text: str) -> Number:
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sixty-one soldiers", 61),
        ("one hundred and four pistols", 104),
        ("two million three hundred thousand and five votes", 2_300_005),
        ("12,34,567 voters", 1_234_567),
        ("2.5 lakh tablets", 250_000),
        ("three crore rupees", 30_000_000),
        ("half a million blankets", 500_000),
        ("two dozen goats", 24),
        ("half a dozen boats", 6),
        ("a pair of drones", 2),
        ("4.8m people", 4_800_000),
        ("five and a half thousand litres", 5_500),
        ("1/4 of the load", 0.25),
        ("minus-12 degrees", -12),
        ("2.5×10^3 shells", 2_500),
    ],
)
def test_value_of_digits_and_words(text: str, value: float) -> None:
    assert _only(text).best == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two and five gunmen", [2, 5]),
        ("rose from 40 to 52", [40, 52]),
        ("went up by $3 million to $9 million", [3e6, 9e6]),
        ("AK-47 and RPG-7", []),
        ("the 47th Brigade in Camp X1", []),
        ("at 10:35", []),
        ("", []),
    ],
)
def test_numbers_that_stay_apart_or_are_none(text: str, values: list[float]) -> None:
    assert [number.best for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 12 and 15 miners", 12, 15),
        ("20 to 25 tents", 20, 25),
        ("15-18 million dollars", 15e6, 18e6),
        ("two or three boats", 2, 3),
        ("between 5% and 6% of homes", 5, 6),
        ("anything from 200 to 350 men", 200, 350),
        ("no fewer than eight and no more than eleven lorries", 8, 11),
        ("dozens of sheep", 24, 99),
        ("a platoon of guards", 20, 50),
    ],
)
def test_range_and_vague_words_have_two_ends_and_no_best(text: str, low: float, high: float) -> None:
    number = _only(text)
    assert (number.low, number.best, number.high) == (low, None, high)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("at least 27 people", "at_least", 27, None),
        ("no fewer than 17 farmers", "at_least", 17, None),
        ("over 3,000 families", "at_least", 3000, None),
        ("30 or more wells", "at_least", 30, None),
        ("300-plus mines", "at_least", 300, None),
        ("up to 50 hostages", "at_most", None, 50),
        ("fewer than 40 raids", "at_most", None, 40),
        ("nearly 390 minors", "about", 390, 390),
        ("12 or so trucks", "about", 12, 12),
        ("turned over 104 rifles", "exact", 104, 104),
        ("more than the 749 tonnes of last year", "exact", 749, 749),
    ],
)
def test_bound_sets_only_its_own_end(text: str, bound: str, low: float | None, high: float | None) -> None:
    number = _only(text)
    assert (number.bound, number.low, number.high) == (bound, low, high)


@pytest.mark.parametrize(
    ("text", "code"),
    [("US$ 40 million", "USD"), ("N3.4 million", "NGN"), ("Rs 3 crore", ""), ("GBP 350", "GBP")],
)
def test_currency_has_its_iso_code_where_beyond_doubt(text: str, code: str) -> None:
    currency = _only(text).currency
    assert currency is not None
    assert currency.code == code


def test_index_name_is_no_currency() -> None:
    assert all(number.currency is None for number in find_numbers("the S&P 500 fell"))


@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    numbers = find_numbers(text)
    for number in numbers:
        assert 0 <= number.outer <= number.start < number.end <= number.outer_end <= len(text)
        known = [v for v in (number.low, number.best, number.high) if v is not None]
        assert known == sorted(known)
        assert known
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@given(st.integers(min_value=1, max_value=10**9))
def test_grouped_digits_read_back(value: int) -> None:
    assert _only(f"about {value:,} people").best == value
