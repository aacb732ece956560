"""Windows of texts in batches, for both kinds of gold: attributions and events."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from onrecord.annotate import encoder as runtime

T = TypeVar("T")
START, STOP = 101, 102
"""Special pieces of the vocabulary around each window."""


@dataclass
class Padded:
    """A batch of windows; one special piece stands before and after each."""

    ids: Tensor
    mask: Tensor
    features: Tensor


def groups(
    items: list[T], pieces: Any, size: int, overlap: int, budget: int, chance: random.Random
) -> Iterator[list[tuple[T, int, int]]]:
    """Windows (item, first, one past last) in batches of about `budget` pieces, in random order.

    Args:
        items: texts.
        pieces: function from an item to its `Pieces`.
        size: most pieces a window; the first window of a longer text is cut at random for variety.
        overlap: pieces that neighbouring windows share.
        budget: pieces a batch, padding included.
        chance: source of randomness.
    """
    cut: list[tuple[T, int, int]] = []
    for item in items:
        total, first = len(pieces(item)), 0
        step = size if total <= size else chance.randint(size // 3, size)
        while first < total:
            last = min(total, first + step)
            cut.append((item, first, last))
            if last == total:
                break
            first, step = last - overlap, size
    chance.shuffle(cut)
    cut.sort(key=lambda window: (window[2] - window[1]) // 24)
    batch: list[tuple[T, int, int]] = []
    found = []
    for window in cut:
        if batch and (window[2] - window[1] + 2) * (len(batch) + 1) > budget:
            found.append(batch)
            batch = []
        batch.append(window)
    if batch:
        found.append(batch)
    chance.shuffle(found)
    yield from found


def pad(windows: list[tuple[runtime.Pieces, int, int]]) -> Padded:
    """Windows as tensors."""
    width = max(last - first for _, first, last in windows) + 2
    ids = torch.zeros(len(windows), width, dtype=torch.long)
    mask = torch.zeros(len(windows), width)
    features = torch.zeros(len(windows), width, runtime.N_FEATURES)
    for row, (pieces, first, last) in enumerate(windows):
        n = last - first
        ids[row, : n + 2] = torch.tensor([START, *pieces.ids[first:last].tolist(), STOP])
        mask[row, : n + 2] = 1
        features[row, 1 : n + 1] = torch.from_numpy(pieces.features[first:last])
    return Padded(ids, mask, features)


def fill(width: int, rows: list[np.ndarray], nothing: float) -> Tensor:
    """Labels of windows, one place to the right for the special piece; `nothing` elsewhere."""
    tail = rows[0].shape[1:]
    out = np.full((len(rows), width, *tail), nothing, dtype=rows[0].dtype)
    for row, labels in enumerate(rows):
        out[row, 1 : len(labels) + 1] = labels
    return torch.from_numpy(out)
