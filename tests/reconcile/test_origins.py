"""Copies count as one origin, independent reports do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reconcile.origins import origin_numbers

WIRE = (
    "The army said on Friday that two posts on the northern road had been retaken after a night of fighting "
    "in which nine of its men were hurt. A spokesman said that the road would open to traffic by the weekend "
    "and that engineers were clearing mines along it. Residents of the valley reported shells until dawn."
)


def test_a_wire_copy_with_a_new_headline_is_one_origin() -> None:
    copy = "Army back at two posts\n" + WIRE[: WIRE.rindex("Residents")]
    other = (
        "Two posts on the northern road are in government hands again, the defence ministry said. Nine "
        "soldiers were injured in the fighting, which lasted all night."
    )
    assert origin_numbers([WIRE, other, copy]) == [0, 1, 0]


def test_no_words_no_origin_in_common() -> None:
    assert origin_numbers(["", "", "..."]) == [0, 1, 2]


@given(
    st.lists(
        st.sampled_from([WIRE, WIRE.upper(), "One short note.", "Another, quite different note."]), max_size=6
    )
)
def test_equal_texts_are_one_origin_in_any_order(texts: list[str]) -> None:
    numbers = origin_numbers(texts)
    for text, number in zip(texts, numbers, strict=True):
        assert texts[number].lower() == text.lower()
