"""Quotations: pairs of marks, open quotations, terms against speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.statements_quotes import QuotationIndex, find_quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We left at dawn," he said.', ['"We left at dawn,"']),
        ("“We left,” he said. “Nobody stayed.”", ["“We left,”", "“Nobody stayed.”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        (
            "“The first paragraph goes on.\n“The second ends.”",
            ["“The first paragraph goes on.", "“The second ends.”"],
        ),
        ("The minister called it ‘a matter of weeks’.", ["‘a matter of weeks’"]),
        ("The soldiers’ families waited, the army’s spokesman said.", []),
        ("It was 5' 10\" tall", []),
        ("no marks at all", []),
    ],
)
def test_quotations_are_found(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == found


def test_a_short_term_is_not_speech() -> None:
    assert [q.is_speech for q in find_quotations('The "ghost train" ran. "Nobody came."')] == [False, True]


@given(st.text(alphabet='ab. "“”‘’\n,', max_size=80))
def test_quotations_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quotations(text)
    index = QuotationIndex(found)
    last = 0
    for q in found:
        assert last <= q.start < q.end <= len(text)
        assert index.at(q.start) == q
        last = q.end
