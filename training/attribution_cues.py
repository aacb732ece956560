"""Learn the weights of the statement reader: python training/attribution_cues.py TRAIN.jsonl

In: articles with annotated attributions (PolNeAR's training part, in the form of the attribution
benchmark). Out: `resources/statement_weights.json`: a weight for each feature of `statements_decide`,
that is for single words, constructions and numbers; no text of the articles. scikit-learn is needed for
training only. Two minutes on one core; the same command on the same data gives the same file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.annotate.statements_decide import LEAST_HEAD_SCORE, features, head_features
from onrecord.annotate.statements_ends import end_features, end_options, with_end
from onrecord.annotate.statements_proposals import Reading, candidates, proposal
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.read.text import document_from_text

OUT = Path(__file__).parents[1] / "src" / "onrecord" / "annotate" / "resources" / "statement_weights.json"
NOTE = (
    "Weights learned from the training part of PolNeAR v1.0.0 (Newell, Margolin, Ruths, LREC 2018), which "
    "states no licence: single words, constructions and numbers, none of its text. "
    "See docs/benchmarks/attribution.md."
)
MIN_COUNT = 3
STRENGTH = 0.1
END_STRENGTH = 0.6
SMALLEST = 0.12


def main(argv: list[str]) -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args(argv)
    lines = [json.loads(line) for line in args.train.read_text(encoding="utf-8").split("\n") if line.strip()]
    documents = [document_from_text(line["text"], title=line.get("title"), language="en") for line in lines]
    rows: list[list[str]] = []
    labels: list[int] = []
    ends: list[list[str]] = []
    end_labels: list[int] = []
    heads: list[list[str]] = []
    head_labels: list[int] = []
    for line, doc in zip(lines, prepare(documents, AnnotateSettings()), strict=True):
        for names, label in head_examples(line["attributions"], doc):
            heads.append(names)
            head_labels.append(label)
        for names, label, places in examples(line["attributions"], doc):
            rows.append(names)
            labels.append(label)
            for place, is_right in places:
                ends.append(place)
                end_labels.append(is_right)
    weights = fit(rows, np.array(labels)) | fit(ends, np.array(end_labels), END_STRENGTH)
    weights |= fit(heads, np.array(head_labels), END_STRENGTH)
    names = proper_words(line["text"] for line in lines)
    weights = {key: value for key, value in weights.items() if not names & set(key.split(" ")[1:])}
    report_heads(heads, head_labels, weights)
    print(f"{len(ends)} ends, {sum(end_labels)} right")
    body = {"note": NOTE, "rows": len(rows), "positive": int(sum(labels)), "weights": weights}
    args.out.write_text(json.dumps(body, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(lines)} articles, {len(rows)} candidates, {sum(labels)} right, {len(weights)} weights")
    return 0


def examples(
    gold: list[dict[str, Any]], doc: AnnotatedDocument
) -> Iterator[tuple[list[str], int, list[tuple[list[str], int]]]]:
    """Features and label of each candidate that stands outside all annotated contents.

    A candidate is right if its cue touches that of an annotated attribution and it shares at least half of
    source and content (Jaccard over characters); attributions inside contents are not annotated, so
    candidates there say nothing.
    """
    reading = Reading(doc)
    text = reading.text
    marked = [tuple(characters(item[role], text) for role in ("source", "cue", "content")) for item in gold]
    covered = set().union(*(content for _, _, content in marked))
    for candidate in candidates(reading.g, hopeful_only=False):
        at = reading.g.start[candidate.head]
        touching = [item for item in marked if at in item[1]]
        if at in covered and not touching:
            continue
        made = proposal(reading, candidate, 0.0)
        if made is None:
            continue
        label, places = 0, []
        if touching:
            label, places = judged(reading, candidate, touching)
        yield list(features(reading.g, reading.quotes, candidate)), label, places


def proper_words(texts: Iterable[str]) -> set[str]:
    """Lower-case forms of words that stand capitalised inside sentences more often than not.

    Weights may not rest on who somebody is: the sides of a text are read alike.
    """
    upper: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        for match in re.finditer(r"(?<=[a-z,] )[A-Za-z]{3,}", text):
            total[match.group().lower()] += 1
            upper[match.group().lower()] += match.group()[0].isupper()
    return {word for word, number in total.items() if 2 * upper[word] > number}


def head_examples(gold: list[dict[str, Any]], doc: AnnotatedDocument) -> Iterator[tuple[list[str], int]]:
    """Features of each verb, noun and adjective outside contents, and whether it stands in a cue."""
    g = Reading(doc).g
    cues, contents = (
        {at for item in gold for start, end in item[role] for at in range(start, end)}
        for role in ("cue", "content")
    )
    for i, tag in enumerate(g.tag):
        if tag[:1] in "VNJ" and tag[:3] != "NNP" and not (g.start[i] in contents and g.start[i] not in cues):
            yield list(head_features(g, i)), int(g.start[i] in cues)


def report_heads(rows: list[list[str]], labels: list[int], weights: dict[str, float]) -> None:
    """Print what passing over hopeless words saves and loses."""
    kept = [sum(weights.get(name, 0.0) for name in row) >= LEAST_HEAD_SCORE for row in rows]
    lost = sum(1 for label, keep in zip(labels, kept, strict=True) if label and not keep)
    print(f"words kept {sum(kept) / len(kept):.3f}, cue words lost {lost / sum(labels):.4f}")


def judged(reading: Reading, candidate: Any, touching: list[Any]) -> tuple[int, list[tuple[list[str], int]]]:
    """Whether a candidate whose cue is right is right in all, and its possible ends with the right one."""
    g, quotes, text = reading.g, reading.quotes, reading.text
    options = end_options(g, quotes, candidate)
    shares, best = [], 0
    for end in options:
        made = proposal(reading, with_end(candidate, end.token) if end.kind != "keep" else candidate, 0.0)
        content = characters(made.content, text) if made else set()
        source = characters(made.source, text) if made else set()
        shares.append(max(jaccard(content, c) for _, _, c in touching))
        if end.kind == "keep":
            best = int(any(jaccard(content, c) >= 0.5 and jaccard(source, s) >= 0.5 for s, _, c in touching))
    places = []
    top = max(shares)
    if len(options) > 1 and top >= 0.85:
        right = shares.index(top)
        places = [
            (list(end_features(g, quotes, candidate, end)), int(i == right)) for i, end in enumerate(options)
        ]
    return best, places


def characters(spans: Any, text: str) -> set[int]:
    """The offsets of a role that are not white space."""
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def jaccard(one: set[int], other: set[int]) -> float:
    """Shared share; two empty sets agree."""
    return len(one & other) / len(one | other) if one or other else 1.0


def fit(rows: list[list[str]], labels: Any, strength: float = STRENGTH) -> dict[str, float]:
    """Weights of a logistic regression; rare features and weights near zero are left out."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1) for row in rows])
    names = np.array(vectorizer.feature_names_)
    frequent = np.asarray((matrix > 0).sum(axis=0)).ravel() >= MIN_COUNT
    model = LogisticRegression(
        C=strength, solver="liblinear", fit_intercept=False, max_iter=200, random_state=0
    )
    model.fit(matrix[:, frequent], labels)
    found = zip(names[frequent], model.coef_[0], strict=True)
    return {str(name): round(float(value), 3) for name, value in found if abs(value) >= SMALLEST}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
