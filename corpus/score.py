"""Scores onrecord on a split of the corpus with the `briefings` scorer.

    python -m corpus.score --split test --kind documents --scorer ../shared/bench/briefings/score.py

Sentences can be scored in the same way, since their gold has the same form.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.checks import BENCH
from corpus.loader import load

GOLD = ("statements", "figures", "events", "actors", "places", "none_numbers")


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Predicts, writes gold and predictions to a temporary folder, runs the scorer; 2 if that is absent."""
    parser = argparse.ArgumentParser(description="Score onrecord on the corpus.")
    parser.add_argument("--split", default="test", choices=("train", "dev", "test"))
    parser.add_argument("--kind", default="documents", choices=("documents", "sentences"))
    parser.add_argument("--scorer", type=Path, default=BENCH / "briefings" / "score.py")
    args = parser.parse_args(argv)
    if not args.scorer.is_file():
        print(f"{args.scorer}: no scorer there; give --scorer", file=sys.stderr)
        return 2
    gold = load(args.kind, args.split)
    from benchmarks import briefings  # loads the parser: not before the arguments are known to be right

    inputs = [{k: v for k, v in item.items() if k not in GOLD} for item in gold]
    predictions = briefings.predict(inputs)
    with tempfile.TemporaryDirectory() as folder:
        gold_path, predicted_path = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        write_lines(gold_path, gold)
        write_lines(predicted_path, predictions)
        command = [sys.executable, str(args.scorer), str(gold_path), str(predicted_path)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
