"""From the encoder's scores to attributions: cues, then the source and content of each.

Decoding only; which attributions become statements is for `statements.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.encoder import Encoded, load_graph
from onrecord.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REACH_PIECES = 112
"""How far from a cue its source and content are looked for; 99 % lie within 110 pieces (PolNeAR train)."""
CUE_BIAS = 1.0
"""Added to the logits of cue labels before decoding: more cues than are kept, the blend decides."""
Run = tuple[int, int]
"""First piece and one past the last."""

# Rows: from; columns: to. Labels: outside, begin source, inside source, begin content, inside content.
_LINK_STEPS = ((1, 1, 0, 1, 0), (1, 1, 1, 1, 0), (1, 1, 1, 1, 0), (1, 1, 0, 1, 1), (1, 1, 0, 1, 1))
_CUE_STEPS = ((1, 1, 0), (1, 1, 1), (1, 1, 1))


@dataclass(frozen=True)
class LearnedAttribution:
    """What the encoder reads around one cue.

    Attributes:
        cue: unbroken; character offsets in the text that was encoded.
        source: spans in text order; empty for an implicit source.
        content: spans in text order; empty where the linker finds none.
        cue_chance: 0-1, that these pieces are a cue.
        source_chance: 0-1, mean over the pieces of the source; 0 without one.
        content_chance: 0-1, mean over the pieces of the content; 0 without one.
    """

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_chance: float
    source_chance: float
    content_chance: float


def viterbi(logits: Floats, steps: tuple[tuple[int, ...], ...]) -> NDArray[np.int64]:
    """The best label paths of (n, T, k) logits under allowed steps; a path begins where label 0 may go on.

    Returns:
        (n, T) labels.
    """
    import numpy as np

    n, length, k = logits.shape
    busy = np.flatnonzero((logits.argmax(-1) > 0).any(0))
    if not len(busy):
        return np.zeros((n, length), dtype=np.int64)
    # Where no path leaves label 0 there is nothing to decide; a margin lets a path begin a little earlier.
    low, high = max(0, int(busy[0]) - 4), min(length, int(busy[-1]) + 5)
    if high - low < length:
        inner = np.zeros((n, length), dtype=np.int64)
        inner[:, low:high] = viterbi(logits[:, low:high], steps)
        return inner
    wall = np.where(np.array(steps) > 0, 0.0, -1e9).astype(np.float32)
    best = logits[:, 0] + wall[0]
    back = np.zeros((n, length, k), dtype=np.int64)
    for row in range(1, length):
        table = best[:, :, None] + wall
        back[:, row] = table.argmax(1)
        best = table.max(1) + logits[:, row]
    path = np.zeros((n, length), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    rows = np.arange(n)
    for row in range(length - 1, 0, -1):
        path[:, row - 1] = back[rows, row, path[:, row]]
    return path


def _runs(path: list[int], begin: int, inside: int) -> list[Run]:
    """(first, one past last) of each run of one role."""
    runs: list[Run] = []
    for row, label in enumerate(path):
        if label == begin or (label == inside and not (runs and runs[-1][1] == row)):
            runs.append((row, row + 1))
        elif label == inside:
            runs[-1] = (runs[-1][0], row + 1)
    return runs


def softmax(logits: Floats) -> Floats:
    """Along the last axis."""
    import numpy as np

    powers = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = powers / powers.sum(-1, keepdims=True)
    return out


def cue_runs(encoded: Encoded, bias: float = CUE_BIAS) -> list[Run]:
    """Piece runs of the cues."""
    if not len(encoded.pieces):
        return []
    logits = encoded.cue.copy()
    logits[:, 1:] += bias
    return _runs(viterbi(logits[None], _CUE_STEPS)[0].tolist(), 1, 2)


def link(encoded: Encoded, runs: list[Run]) -> Floats:
    """(cues, 2 * REACH_PIECES + 1, 5) logits of the pieces around each cue's middle; walls off the text."""
    import numpy as np

    width = 2 * REACH_PIECES + 1
    padded = np.pad(encoded.projected, ((REACH_PIECES, REACH_PIECES), (0, 0)))
    middles = [(a + b - 1) // 2 for a, b in runs]
    pieces = np.stack([padded[middle : middle + width] for middle in middles])
    cues = np.stack([encoded.hidden[a:b].mean(0) for a, b in runs])
    distance = np.stack([_distances(a, b) for a, b in runs])
    graph = load_graph("linker")
    parts = [
        graph.run(
            None, {"pieces": pieces[i : i + 16], "cues": cues[i : i + 16], "distance": distance[i : i + 16]}
        )[0]
        for i in range(0, len(runs), 16)
    ]
    logits: Floats = np.concatenate(parts)
    rows = np.array(middles)[:, None] + np.arange(-REACH_PIECES, REACH_PIECES + 1)
    logits[(rows < 0) | (rows >= len(encoded.pieces)) | (distance == 0), 1:] = -1e4
    return logits


def _distances(first: int, last: int) -> NDArray[np.int64]:
    """Signed distance to the cue of each piece of the stretch around its middle; 0 inside the cue."""
    import numpy as np

    rows = np.arange(-REACH_PIECES, REACH_PIECES + 1) + (first + last - 1) // 2
    out: NDArray[np.int64] = np.where(rows < first, rows - first, np.where(rows >= last, rows - last + 1, 0))
    return out


def run_at(encoded: Encoded, span: Span) -> Run | None:
    """The piece run that touches the characters, or None."""
    first = int(encoded.pieces.ends.searchsorted(span.start, side="right"))
    last = int(encoded.pieces.starts.searchsorted(span.end, side="left"))
    return (first, last) if first < last else None


def attributions(encoded: Encoded, runs: list[Run]) -> list[LearnedAttribution]:
    """What stands around each cue, in the order of `runs`."""
    if not runs:
        return []
    logits = link(encoded, runs)
    paths, chances = viterbi(logits, _LINK_STEPS).tolist(), softmax(logits)
    cue_chances = 1 - softmax(encoded.cue)[:, 0]
    found = []
    for run, path, chance in zip(runs, paths, chances, strict=True):
        first = (run[0] + run[1] - 1) // 2 - REACH_PIECES
        source, content = _runs(path, 1, 2), _runs(path, 3, 4)
        found.append(
            LearnedAttribution(
                cue=_span(encoded, *run),
                source=tuple(_span(encoded, a + first, b + first) for a, b in source),
                content=tuple(_span(encoded, a + first, b + first) for a, b in content),
                cue_chance=float(cue_chances[run[0] : run[1]].mean()),
                source_chance=_mean_chance(chance[:, 1:3], source),
                content_chance=_mean_chance(chance[:, 3:], content),
            )
        )
    return found


def _mean_chance(chance: Floats, runs: list[Run]) -> float:
    size = sum(b - a for a, b in runs)
    return float(sum(chance[a:b].sum() for a, b in runs) / size) if size else 0.0


def _span(encoded: Encoded, first: int, last: int) -> Span:
    return Span(int(encoded.pieces.starts[first]), int(encoded.pieces.ends[last - 1]))
