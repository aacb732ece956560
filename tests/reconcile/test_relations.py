"""Relations of pairs of parties, and shifts of tone."""

from __future__ import annotations

import random

import pytest

from onrecord.flow import record_documents
from onrecord.read.text import document_from_text
from onrecord.reconcile.relations import change_points, relation, relations_of


def noisy(*stretches: tuple[float, int], seed: int = 0) -> list[float]:
    chance = random.Random(seed)
    return [mean + chance.gauss(0, 1) for mean, length in stretches for _ in range(length)]


def test_one_shift_is_found_where_it_is() -> None:
    assert change_points(noisy((3, 30), (-4, 30))) == [30]


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_has_no_shift(seed: int) -> None:
    assert change_points(noisy((0, 60), seed=seed)) == []


def test_two_shifts_and_too_few_points() -> None:
    assert change_points(noisy((0, 20), (6, 20), (0, 20))) == [20, 40]
    assert change_points([1.0, 9.0]) == []
    assert change_points([2.0] * 40) == []


def test_ruptures_gives_the_same_cuts() -> None:
    ruptures = pytest.importorskip("ruptures")
    import numpy as np

    values = noisy((1, 25), (-3, 18), (2, 30), seed=4)
    cuts = change_points(values)
    other = ruptures.Dynp(model="l2", min_size=3, jump=1).fit(np.array(values)).predict(n_bkps=len(cuts))
    assert cuts == other[:-1]


@pytest.mark.parser
def test_pairs_are_ordered_and_copies_count_once() -> None:
    text = "Pakistan condemned Afghanistan on Monday over the attack on its post, the foreign office said."
    texts = [text, f"Update: {text}", "Pakistan sent flour to Afghanistan on Wednesday, an official said."]
    listed = list(record_documents([document_from_text(t, published="2024-05-10") for t in texts]))
    found = relation(listed, "PAK", "AFG")
    if found is None:  # what the events layer finds is tested there
        pytest.skip("no event joins the two")
    assert found.source == "PAK"
    assert sum(found.bins[0].counts) <= 2
    assert [b.start for b in found.bins] == sorted(b.start for b in found.bins)
    assert relations_of(listed) == relations_of(listed[::-1])
