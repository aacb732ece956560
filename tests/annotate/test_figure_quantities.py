"""The reader of all quantities: units, rates, courses, trends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotate.figure_quantities import find_quantities
from onrecord.model.annotated import AnnotatedDocument

pytestmark = pytest.mark.parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pipe is 14 km long.", [(14, "kilometre")]),
        ("She is 63 years old.", [(63, "year of age")]),
        ("Tea costs 40 cents a cup.", [(40, "cent")]),
        ("It lasted six hours.", [(6, "hour")]),
        ("Output fell 3.5 per cent.", [(3.5, "percentage")]),
        ("They paid £2.7m.", [(2.7e6, "pound sterling")]),
        ("The sack weighs 20 (kg).", [(20, "kilogram")]),
        ("It costs 15 dollars 50.", [(15.5, "dollar")]),
        ("The firm runs 18 public housing projects.", [(18, "public housing project")]),
        ("The talks opened in May 2019.", []),
        ("They met at 5 p.m. in Room 12.", []),
    ],
)
def test_value_and_unit(
    parsed: Callable[..., AnnotatedDocument], text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(q.best, q.unit) for q in find_quantities(parsed(text))] == expected


def test_course_keeps_both_ends(parsed: Callable[..., AnnotatedDocument]) -> None:
    (quantity,) = find_quantities(parsed("He slimmed from 98 kg to 91 kg."))
    assert (quantity.before, quantity.best, quantity.unit) == (98, 91, "kilogram")


def test_rate_names_what_it_is_over(parsed: Callable[..., AnnotatedDocument]) -> None:
    (quantity,) = find_quantities(parsed("The plant makes 900 litres a day."))
    assert (quantity.unit, quantity.per) == ("litre", "day")


def test_bare_number_shares_the_unit_it_is_set_beside(parsed: Callable[..., AnnotatedDocument]) -> None:
    found = find_quantities(parsed("The north has 340 clinics, compared with 212 last year."))
    assert [(q.best, q.unit) for q in found] == [(340, "clinic"), (212, "clinic")]


@pytest.mark.parametrize(
    ("text", "trend"), [("Prices rose 4%.", "up"), ("Prices fell 4%.", "down"), ("A 4% duty.", "")]
)
def test_trend(parsed: Callable[..., AnnotatedDocument], text: str, trend: str) -> None:
    assert find_quantities(parsed(text))[0].trend == trend
