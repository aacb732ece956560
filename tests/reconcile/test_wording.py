"""Texts on one incident found by their wording."""

from __future__ import annotations

import random

import pytest

from onrecord.annotate.parser import parse
from onrecord.reconcile.chains import chain_mentions
from onrecord.reconcile.mentions import mentions_of, root_of
from onrecord.reconcile.wording import Words, group_by_wording, words_of

pytestmark = pytest.mark.parser

FLOOD = [
    "The river Orla broke its banks on Monday and flooded the town of Bessin, the mayor of Bessin said.",
    "Floods hit Bessin on Monday when the Orla broke its banks; the mayor of Bessin asked for boats.",
    "In Bessin, where the Orla flooded the town on Monday, boats reached the last of the houses.",
]
BLAST = [
    "A bomb went off in the market of Karvan on Friday and killed nine traders, police in Karvan said.",
    "Nine traders died in Karvan on Friday when a bomb exploded at the market, police said.",
    "The bomb at Karvan market that killed nine traders on Friday was hidden in a cart, police said.",
]


def grouped(texts: list[str]) -> list[int]:
    return group_by_wording([words_of(parse(text)) for text in texts])


def test_reports_of_two_incidents_are_told_apart() -> None:
    assert grouped([*FLOOD, *BLAST]) == [0, 0, 0, 1, 1, 1]


def test_the_grouping_does_not_depend_on_the_order() -> None:
    texts = [*FLOOD, *BLAST]
    wanted = {frozenset(t for t, n in zip(texts, grouped(texts), strict=True) if n == k) for k in (0, 1)}
    for seed in range(3):
        mixed = random.Random(seed).sample(texts, len(texts))
        found = grouped(mixed)
        groups = {frozenset(t for t, n in zip(mixed, found, strict=True) if n == k) for k in set(found)}
        assert groups == wanted


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_text_at_all_is_no_error(number: int) -> None:
    empty = Words(running="", content=(), names=(), length=1)
    assert group_by_wording([empty] * number) in ([], [0], [0, 1])


def test_a_verb_and_its_noun_are_one_event_and_a_death_is_another() -> None:
    text = "Gunmen shot a trader in Karvan on Friday. The shooting was filmed. The trader died on Saturday."
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("shot", "shooting", "died")]
    mentions = mentions_of(parse(text), spans)
    shot, shooting, died = chain_mentions(mentions, [0, 0, 0])
    assert shot == shooting != died


def test_chains_do_not_cross_incidents() -> None:
    text = "Gunmen shot a trader. Gunmen shot a trader."
    mentions = mentions_of(parse(text), [(7, 11), (29, 33)])
    first, second = chain_mentions(mentions, [0, 1])
    assert first != second


def test_roots_join_verb_and_noun() -> None:
    assert root_of("killing") == root_of("kill")
    assert root_of("explosion") != root_of("expulsion")
