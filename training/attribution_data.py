"""Attribution gold as labels on word pieces: from the attribution benchmark's form, and from our corpus."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from onrecord.annotate import encoder as runtime

NOT_SCORED = -100
Run = tuple[int, int]
_SUBJECT = ("nsubj", "nsubjpass", "agent")


@dataclass
class Example:
    """One text with the gold it has; what is None is not scored.

    Attributes:
        pieces: its word pieces.
        cue: (n,) 0 outside, 1 begin, 2 inside of a cue.
        links: a cue's run and (n,) labels of `model.LINK_LABELS`.
        types: (n, 17) share of each event type, none first; zero rows are not scored.
        status: (n,) status at triggers, else NOT_SCORED.
        pairs: (actor run or None, recipient run or None, (16,) shares of types, evidence run).
    """

    pieces: runtime.Pieces
    cue: np.ndarray | None = None
    links: list[tuple[Run, np.ndarray]] = field(default_factory=list)
    types: np.ndarray | None = None
    status: np.ndarray | None = None
    pairs: list[tuple[Run | None, Run | None, np.ndarray, Run]] = field(default_factory=list)


def is_held_out(row: dict[str, Any]) -> bool:
    """Whether a training text is kept from the encoder for `training/statement_blend.py`: one in twelve."""
    return zlib.crc32(row["id"].encode()) % 12 == 0


def piece_run(pieces: runtime.Pieces, start: int, end: int) -> Run | None:
    """(first, one past last) piece that touches the characters, or None."""
    rows = np.flatnonzero((pieces.ends > start) & (pieces.starts < end))
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else None


def add_attributions(example: Example, attributions: list[dict[str, list[list[int]]]]) -> None:
    """Label cues and links; an attribution without a cue teaches the tagger nothing and is left out."""
    pieces = example.pieces
    example.cue = np.zeros(len(pieces), dtype=np.int64)
    for item in attributions:
        runs = [run for run in (piece_run(pieces, *span) for span in item["cue"]) if run]
        if not runs:
            continue
        run = runs[0]
        example.cue[run[0]], example.cue[run[0] + 1 : run[1]] = 1, 2
        label = np.zeros(len(pieces), dtype=np.int64)
        for begin, role in ((3, "content"), (1, "source")):
            for span in item[role]:
                part = piece_run(pieces, *span)
                if part:
                    label[part[0]], label[part[0] + 1 : part[1]] = begin, begin + 1
        example.links.append((run, label))


def corpus_attributions(row: dict[str, Any], doc: Any) -> list[dict[str, list[list[int]]]]:
    """Attributions of a corpus text: outermost statements, with the source words next to the cue.

    The corpus names the speaker and not the words beside the cue; these are found in the parse: the
    subject or agent of the cue's verb, the object of "according to", else the nearest of his names.
    """
    found = []
    for statement in row["statements"]:
        if statement["inside"] is not None or not statement["cue"]:
            continue
        source = _source(row, doc, statement)
        found.append(
            {"cue": statement["cue"], "content": statement["content"], "source": [source] if source else []}
        )
    return found


def _source(row: dict[str, Any], doc: Any, statement: dict[str, Any]) -> list[int] | None:
    if not statement["speaker"]:
        return None
    start, end = statement["cue"][0]
    cue = doc.char_span(start, end, alignment_mode="expand")
    taken = [*statement["content"], [start, end]]
    if cue is not None:
        for token in cue:
            for child in token.children:
                if child.dep_ in _SUBJECT or (child.dep_ == "pobj" and token.lower_ == "to"):
                    left, right = child.left_edge, child.right_edge
                    span = [left.idx, right.idx + len(right)]
                    if not any(span[0] < b and a < span[1] for a, b in taken):
                        return span
    return _nearest(row["text"], statement["speaker"], start, taken)


def _nearest(text: str, names: list[str], near: int, taken: list[list[int]]) -> list[int] | None:
    best: list[int] | None = None
    for name in sorted(names, key=len, reverse=True):
        at = text.find(name)
        while at >= 0 and name:
            span = [at, at + len(name)]
            free = not any(span[0] < b and a < span[1] for a, b in taken)
            if free and abs(at - near) < 200 and (best is None or abs(at - near) < abs(best[0] - near) - 40):
                best = span
            at = text.find(name, at + 1)
    return best
