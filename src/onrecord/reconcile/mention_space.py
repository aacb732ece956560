"""A small learned space of event mentions: what a mention says of itself, as a point; near points, one kind.

In: mentions. Out: for each pair a logit of being of one event. A mention is a bag of features (its head in
its setting, what hangs on it, what stands near); each feature has a learned vector, a mention's point is
their sum over the square root of their number. Features that fewer than `LEAST_GROUPS` topics or incidents of
the training texts share are unknown, so that no name of a person is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reconcile.mentions import Mention

LEAST_GROUPS = 4


def features_of(mention: Mention) -> list[str]:
    """The features of a mention, without names."""
    return sorted(set(_features(mention)))


def _features(m: Mention) -> Iterator[str]:
    yield f"head {m.head}"
    yield f"root {m.root}"
    yield f"tag {m.tag}"
    yield f"phrase {m.phrase}"
    yield f"under {m.governor}"
    for number, key in enumerate(m.keys):
        yield f"key{number} {key}"
    for name, words in (
        ("near", m.near), ("subject", m.subjects), ("object", m.objects), ("place", m.places),
        ("auxiliary", m.auxiliaries),
    ):  # fmt: skip
        for word in words:
            if word not in m.sentence_names:
                yield f"{name} {word}"
    yield "with subject" if m.subjects else "without subject"
    yield "with object" if m.objects else "without object"
    yield "first sentence" if m.sentence == 0 else "later sentence"
    yield "negated" if m.is_negated else "not negated"
    yield f"frame {m.head} {'s' if m.subjects else ''}{'o' if m.objects else ''}"


class MentionSpace:
    """The learned vectors.

    Args:
        vectors: feature to its vector, (n_dimensions,).
        bias: of the logit.
    """

    def __init__(self, vectors: dict[str, NDArray[np.float64]], bias: float) -> None:
        self.vectors = vectors
        self.bias = bias
        self._size = len(next(iter(vectors.values()))) if vectors else 1

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> MentionSpace:
        """From the form in which it ships: whole numbers, hundredths."""
        vectors = {name: np.array(row) / 100 for name, row in raw["vectors"].items()}
        return cls(vectors, raw["bias"])

    def points(self, mentions: Sequence[Mention]) -> NDArray[np.float64]:
        """The point of each mention, (n, n_dimensions); the origin where no feature is known."""
        table = np.zeros((len(mentions), self._size))
        for number, mention in enumerate(mentions):
            known = [self.vectors[f] for f in features_of(mention) if f in self.vectors]
            if known:
                table[number] = np.sum(known, axis=0) / np.sqrt(len(known))
        return table

    def logits(self, mentions: Sequence[Mention]) -> NDArray[np.float64]:
        """For each pair, the log odds of one event, (n, n)."""
        points = self.points(mentions)
        logits: NDArray[np.float64] = points @ points.T + self.bias
        return logits
