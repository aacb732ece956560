"""Loads the built corpus for development tools (training, scoring); no part of the installed package."""

from __future__ import annotations

from typing import Any

from corpus.build import build_all
from corpus.tools.source import KINDS

Record = dict[str, Any]


def load(kind: str, split: str | None = None) -> list[Record]:
    """The items of a kind, built from the sources so that they are never stale; all splits by default.

    Args:
        kind: `documents`, `sentences` or `groups`.
        split: `train`, `dev` or `test`.

    Raises:
        ValueError: an unknown kind or split, or sources that do not build.
    """
    if kind not in KINDS or split not in (None, "train", "dev", "test"):
        raise ValueError(f"kind {kind!r}, split {split!r}: want one of {KINDS}, and train, dev, test or None")
    corpus, problems = build_all()
    if problems:
        raise ValueError(f"the corpus does not build: {problems[0]} ({len(problems)} in all)")
    return [item for item in corpus[kind] if split in (None, item["split"])]
