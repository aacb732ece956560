"""What was learned for the layer `places`: weights of `place_resolve.py`, trees of `place_choice.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Any


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    path = files("onrecord") / "annotate" / "resources" / "place_weights.json"
    read: dict[str, Any] = json.loads(path.read_bytes())
    return read


@lru_cache(maxsize=8)
def weights(part: str) -> tuple[float, ...]:
    """The weights of a linear part such as `resolve`, in the order of its features."""
    return tuple(float(value) for value in _file()[part].values())


class Trees:
    """Boosted decision trees for a yes or no.

    Each tree is a flat list, five numbers a node: feature (-1 for a leaf), threshold, left and right child,
    value. A feature at most the threshold goes left.
    """

    def __init__(self, base: float, grown: Sequence[Sequence[Sequence[float]]]) -> None:
        self._base = base
        self._grown = [
            [(int(f), float(t), int(left), int(right), float(value)) for f, t, left, right, value in tree]
            for tree in grown
        ]

    def probability(self, row: Sequence[float]) -> float:
        """How likely yes is, 0-1."""
        total = self._base
        for tree in self._grown:
            node = tree[0]
            while node[0] >= 0:
                node = tree[node[2] if row[node[0]] <= node[1] else node[3]]
            total += node[4]
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=4)
def trees(part: str) -> Trees:
    """The trees of a part, `choose` or `choose_again`."""
    read = _file()[part]
    return Trees(read["base"], read["trees"])
