"""Learn how to weigh the rules against the encoder: python -m training.statement_blend TRAIN.jsonl

In: the training texts that the encoder was not shown (`attribution_data.is_held_out`), or all texts of a
file with `--all`. Out: `resources/statement_blend.json`, two logistic models of a dozen numbers each: how
likely the encoder's spans of a cue are right, and how likely the rules' spans are. A minute on one core;
the same command on the same data and encoder gives the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.annotate.encoder import encode
from onrecord.annotate.statements_blend import SHOWN_TO_BLEND, features, pairs
from onrecord.annotate.statements_proposals import Reading, propose
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.read.text import document_from_text
from training.attribution_cues import characters, jaccard
from training.attribution_data import is_held_out

OUT = Path(__file__).parents[1] / "src" / "onrecord" / "annotate" / "resources" / "statement_blend.json"
NOTE = (
    "Learned from one twelfth of the training part of PolNeAR v1.0.0, which the encoder was not shown; "
    "numbers only, no text. See docs/model-card.md."
)


def examples(lines: list[dict[str, Any]]) -> tuple[list[dict[str, float]], list[int], list[int]]:
    """Features of each cue, and whether the encoder's and the rules' spans are right; -1 for no spans."""
    documents = [document_from_text(line["text"], language="en") for line in lines]
    rows: list[dict[str, float]] = []
    encoder: list[int] = []
    rules: list[int] = []
    for line, doc in zip(lines, prepare(documents, AnnotateSettings()), strict=True):
        gold = [
            {role: characters(item[role], line["text"]) for role in ("source", "cue", "content")}
            for item in line["attributions"]
        ]
        for learned, rule in pairs(encode(doc.reading_text), list(propose(Reading(doc), SHOWN_TO_BLEND))):
            rows.append(features(learned, rule))
            encoder.append(-1)
            rules.append(-1)
            if learned is not None and learned.content:
                spans = [[(s.start, s.end) for s in part] for part in (learned.source, learned.content)]
                encoder[-1] = is_right(spans, gold, line["text"])
            if rule is not None:
                rules[-1] = is_right([rule.source, rule.content], gold, line["text"])
    return rows, encoder, rules


def is_right(spans: Any, gold: list[dict[str, set[int]]], text: str) -> int:
    """Whether source and content are those of a gold attribution: half of each is shared."""
    source, content = (characters(part, text) for part in spans)
    return int(
        any(
            jaccard(content, item["content"]) >= 0.5
            and (bool(source & item["source"]) or not (source or item["source"]))
            for item in gold
        )
    )


def fit(rows: list[dict[str, float]], labels: list[int]) -> dict[str, float]:
    """Weights by name; "1" is the constant."""
    names = sorted(rows[0])
    chosen = [n for n, label in enumerate(labels) if label >= 0]
    matrix = np.array([[rows[n][name] for name in names] for n in chosen])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(matrix, [labels[n] for n in chosen])
    weights = dict(zip(names, (round(float(w), 4) for w in model.coef_[0]), strict=True))
    return {"1": round(float(model.intercept_[0]), 4), **weights}


def main(argv: list[str]) -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--all", action="store_true", help="use every line, not only those held out")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args(argv)
    lines = [json.loads(line) for line in args.train.read_text(encoding="utf-8").split("\n") if line.strip()]
    rows, encoder, rules = examples([line for line in lines if args.all or is_held_out(line)])
    models = {"encoder": fit(rows, encoder), "rules": fit(rows, rules)}
    args.out.write_text(json.dumps({"note": NOTE, "models": models}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} cues, {sum(v == 1 for v in encoder)} right by the encoder, "
          f"{sum(v == 1 for v in rules)} by the rules")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
