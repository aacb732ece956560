"""python -m training.coreference_documents WEIGHTS.json ECBPLUS_TRAIN.jsonl GVC_TRAIN.jsonl

Learns the weights of `reconcile/wording.py` from documents with the field `incident`; the files are those of
the `corroboration` benchmark. Besides each whole file, fourths of the second are read alone, so that the
weights suit small collections and large ones. Prints what a four-fold cross-validation over topics and
incidents gives (B-cubed F1 at several distances), which are the figures to choose the distance by.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.reading import documents_of
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.reconcile.wording import Matrix, Words, average_linkage, pair_features, words_of

SUBJECT_DISTANCE, INCIDENT_DISTANCE = 0.96, 0.55
FOLDS = 4
DISTANCES = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)


class Collection(NamedTuple):
    """Texts with their pair features, whether a pair is on one subject, and the incident of each."""

    features: Matrix
    together: np.ndarray
    incidents: np.ndarray


def main(argv: list[str]) -> int:
    """Train, cross-validate, write."""
    first, second = (read(Path(name)) for name in argv[1:3])
    parts_a, parts_b = folds(first, "topic"), folds(second, "incident")
    for parts in (parts_a, parts_b):
        table = [cross_validate(number, parts_a, parts_b, parts) for number in range(FOLDS)]
        means = np.mean(table, axis=0)
        sys.stdout.write(" ".join(f"{d}: {m:.3f}" for d, m in zip(DISTANCES, means, strict=True)) + "\n")
    model = learn([collection(first), collection(second), *parts_b])
    written = {
        "subject_distance": SUBJECT_DISTANCE,
        "incident_distance": INCIDENT_DISTANCE,
        "bias": round(float(model.intercept_[0]), 4),
        "weights": [round(float(w), 4) for w in model.coef_[0]],
    }
    Path(argv[0]).write_text(json.dumps(written) + "\n")
    return 0


def read(path: Path) -> list[tuple[dict[str, Any], Words]]:
    """Lines with the words of their texts."""
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    docs = prepare(documents_of(lines), AnnotateSettings())
    return [(line, words_of(doc.parse)) for line, doc in zip(lines, docs, strict=True)]


def folds(items: list[tuple[dict[str, Any], Words]], key: str) -> list[Collection]:
    """The items in four parts, none of which shares a value of `key` with another."""
    values = sorted({line[key] for line, _ in items})
    random.Random(1).shuffle(values)
    part = {value: number % FOLDS for number, value in enumerate(values)}
    return [collection([i for i in items if part[i[0][key]] == n]) for n in range(FOLDS)]


def collection(items: list[tuple[dict[str, Any], Words]]) -> Collection:
    """Features and labels."""
    features, subject = pair_features([words for _, words in items], SUBJECT_DISTANCE)
    return Collection(
        features, subject[:, None] == subject, np.array([line["incident"] for line, _ in items])
    )


def learn(parts: list[Collection]) -> LogisticRegression:
    """Logistic regression over pairs on one subject; a collection weighs by its number of texts."""
    rows, wanted, weights = [], [], []
    for part in parts:
        pairs = np.triu_indices(len(part.incidents), 1)
        inside = part.together[pairs]
        rows.append(part.features[pairs][inside])
        wanted.append((part.incidents[:, None] == part.incidents)[pairs][inside])
        weights.append(np.full(inside.sum(), len(part.incidents) / inside.sum()))
    weight = np.concatenate(weights)
    model = LogisticRegression(C=1, max_iter=3000)
    return model.fit(np.concatenate(rows), np.concatenate(wanted), sample_weight=weight / weight.mean())


def cross_validate(
    number: int, parts_a: list[Collection], parts_b: list[Collection], tested: list[Collection]
) -> list[float]:
    """B-cubed F1 on part `number` of `tested`, learned from the other parts, at each distance."""
    model = learn([part for parts in (parts_a, parts_b) for n, part in enumerate(parts) if n != number])
    part = tested[number]
    size = len(part.incidents)
    table = model.predict_proba(part.features.reshape(size * size, -1))[:, 1].reshape(size, size)
    return [
        b_cubed(part.incidents, np.array(average_linkage(1 - table * part.together, d))) for d in DISTANCES
    ]


def b_cubed(wanted: np.ndarray, found: np.ndarray) -> float:
    """B-cubed F1 of two partitions of the same items."""
    same_wanted, same_found = wanted[:, None] == wanted, found[:, None] == found
    both = (same_wanted & same_found).sum(1)
    precision, recall = (both / same_found.sum(1)).mean(), (both / same_wanted.sum(1)).mean()
    return float(2 * precision * recall / (precision + recall))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
