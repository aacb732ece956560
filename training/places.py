"""python -m training.places WEIGHTS.json LGL.jsonl GEOVIRUS.jsonl CORPUS.jsonl...

Learns what the layer `places` weighs with: boosted trees that tell place names from other candidates, and a
linear ranking of the gazetteer's readings of a name. CORPUS are `corpus/documents.jsonl` and
`corpus/sentences.jsonl`, of which the training split is used. Needs scikit-learn and scipy. Deterministic.
Prints figures of a five-fold cross-validation over documents, which are the ones to believe.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.reading import documents_of
from onrecord.annotate import place_resolve, place_weights
from onrecord.annotate.place_choice import THRESHOLD, choose, features, second_features
from onrecord.annotate.place_gazetteer import gazetteer
from onrecord.annotate.place_names import Candidate, candidates
from onrecord.annotate.places import told
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument

NAMES_ONLY = {"geovirus", "onrecord"}
START = {
    "population": 6.0, "country": 3.0, "admin1": 1.0, "admin2": -1.0, "quarter": -1.0, "region": 2.0,
    "spot": 1.0,
    "other_name": -1.2, "type_word": 3.0, "type_word_town": 1.0, "inside": 5.0, "beside_not": -1.0,
    "same_country": 2.0, "same_admin1": 2.0, "near": 1.5, "nearest": 1.5, "told": 1.0, "demonym_country": 3.0,
}  # fmt: skip
PRIOR = {"told": 0.7, "in_told_country": 0.7, "spot": 1.0, "demonym_country": 3.0, "capitals_region": -0.7}
"""Weights that these corpora hardly test (they name no publisher): the fit is drawn towards these."""

Item = tuple[dict[str, Any], AnnotatedDocument, list[Candidate]]


def main(argv: list[str]) -> int:
    """Train on all files, write the weights, print cross-validated figures."""
    target, sources = Path(argv[0]), [Path(a) for a in argv[1:]]
    items = [item for source in sources for item in read(source)]
    rows = [features(doc.parse, found) for _, doc, found in items]
    wanted = [labels(line, doc, found) for line, doc, found in items]
    first = held_out(rows, wanted, 80, 14, seed=1)
    again = [second_features(found, values) for (_, _, found), values in zip(items, first, strict=True)]
    report(items, held_out(again, wanted, 50, 10, seed=7))
    written: dict[str, Any] = {
        "choose": exported(grow(flat(rows), flat(wanted), 80, 14)),
        "choose_again": exported(grow(flat(again), flat(wanted), 50, 10)),
    }
    written["resolve"] = {name: START.get(name, 0.0) for name in place_resolve.FEATURES}
    for _ in range(4):
        use(target, written)
        written["resolve"] = rank(items)
    use(target, written)
    return 0


def use(target: Path, written: dict[str, Any]) -> None:
    """Write the weights and make the running program read them."""
    target.write_text(json.dumps(written, separators=(",", ":")) + "\n")
    place_weights._file.cache_clear()
    place_weights.weights.cache_clear()
    place_weights.trees.cache_clear()


def read(source: Path) -> list[Item]:
    """Documents with their candidates."""
    lines = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line]
    if lines and "places" in lines[0]:
        lines = [of_corpus(line) for line in lines if line["split"] == "train"]
    docs = prepare(documents_of(lines), AnnotateSettings())
    items = []
    for line, doc in zip(lines, docs, strict=True):
        found = candidates(doc.parse, gazetteer())
        if line["corpus"] in NAMES_ONLY:
            found = [c for c in found if not c.is_demonym]
        items.append((line, doc, found))
    return items


def of_corpus(line: dict[str, Any]) -> dict[str, Any]:
    """A text of our corpus in the form of the places benchmark: every occurrence of a mention is marked."""
    marked: dict[tuple[int, int], dict[str, Any]] = {}
    for place in sorted(line["places"], key=lambda p: -len(p["mention"])):
        for match in re.finditer(rf"(?<!\w){re.escape(place['mention'])}(?!\w)", line["text"]):
            if not any(match.start() < end and start < match.end() for start, end in marked):
                marked[match.span()] = {
                    "start": match.start(), "end": match.end(),
                    "lat": place.get("lat"), "lon": place.get("lon"),
                }  # fmt: skip
    return {**line, "corpus": "onrecord", "toponyms": list(marked.values())}


def span(doc: AnnotatedDocument, c: Candidate) -> tuple[int, int]:
    """Offsets of a candidate."""
    last = doc.parse[c.end - 1]
    return doc.parse[c.start].idx, last.idx + len(last)


def labels(line: dict[str, Any], doc: AnnotatedDocument, found: list[Candidate]) -> list[bool]:
    """Whether each candidate is a marked toponym."""
    gold = {(t["start"], t["end"]) for t in line["toponyms"]}
    return [span(doc, c) in gold for c in found]


def grow(
    rows: list[list[float]], wanted: list[bool], most: int, leaves: int
) -> HistGradientBoostingClassifier:
    """The trees."""
    model = HistGradientBoostingClassifier(
        max_iter=most, learning_rate=0.1, max_leaf_nodes=leaves, min_samples_leaf=20, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return model.fit(np.array(rows), np.array(wanted))


def exported(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees in the form of `place_weights.Trees`."""
    grown = []
    for (predictor,) in model._predictors:
        grown.append(
            [
                [-1, 0, 0, 0, round(float(n["value"]), 5)]
                if n["is_leaf"]
                else [
                    int(n["feature_idx"]),
                    round(float(n["num_threshold"]), 6),
                    int(n["left"]),
                    int(n["right"]),
                    0,
                ]
                for n in predictor.nodes
            ]
        )
    return {"base": float(model._baseline_prediction.ravel()[0]), "trees": grown}


def flat(lists: list[list[Any]]) -> list[Any]:
    """The items of all lists."""
    return [item for listed in lists for item in listed]


def held_out(
    rows: list[list[list[float]]], wanted: list[list[bool]], most: int, leaves: int, seed: int
) -> list[list[float]]:
    """For each document the probabilities of trees grown on the other four fifths of the documents."""
    fold = np.random.RandomState(seed).randint(0, 5, len(rows))
    values: list[list[float]] = [[] for _ in rows]
    for number in range(5):
        inside = [i for i in range(len(rows)) if fold[i] != number]
        grown = exported(
            grow(flat([rows[i] for i in inside]), flat([wanted[i] for i in inside]), most, leaves)
        )
        learned = place_weights.Trees(grown["base"], grown["trees"])
        for i in range(len(rows)):
            if fold[i] == number:
                values[i] = [learned.probability(row) for row in rows[i]]
    return values


def report(items: list[Item], values: list[list[float]]) -> None:
    """Print exact F1 by corpus."""
    tally: dict[str, list[int]] = {}
    for (line, doc, found), probabilities in zip(items, values, strict=True):
        kept = kept_spans(doc, found, probabilities)
        gold = {(t["start"], t["end"]) for t in line["toponyms"]}
        counts = tally.setdefault(line["corpus"], [0, 0, 0])
        for at, value in enumerate((len(kept & gold), len(kept), len(gold))):
            counts[at] += value
    for corpus, (right, made, wanted) in tally.items():
        sys.stdout.write(f"{corpus} cross-validated exact F1 {2 * right / (made + wanted):.4f}\n")


def kept_spans(doc: AnnotatedDocument, found: list[Candidate], values: list[float]) -> set[tuple[int, int]]:
    """Spans of the candidates that would be chosen."""
    kept: set[tuple[int, int]] = set()
    for index in sorted(range(len(found)), key=lambda i: (-values[i], found[i].start, -found[i].end)):
        if values[index] < THRESHOLD:
            break
        start, end = span(doc, found[index])
        if not any(start < e and s < end for s, e in kept):
            kept.add((start, end))
    return kept


def rank(items: list[Item]) -> dict[str, float]:
    """Weights of the linear ranking, softmax over the readings of each marked name with a point."""
    groups: list[tuple[np.ndarray, np.ndarray]] = []
    for line, doc, found in items:
        chosen = choose(doc.parse, found)
        listed = place_resolve.ranked(doc.parse, chosen, gazetteer(), told(doc, gazetteer()))
        gold = {(t["start"], t["end"]): t for t in line["toponyms"] if t["lat"] is not None}
        for candidate, readings in zip(chosen, listed, strict=True):
            wanted = gold.get(span(doc, candidate))
            if wanted is None or len(readings) < 2:
                continue
            good = np.array([is_right(reading.entry, wanted) for reading in readings])
            if good.any() and not good.all():
                groups.append((np.array([reading.features for reading in readings]), good))
    names = place_resolve.FEATURES
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    strength = np.array([30.0 if name in PRIOR else 0.3 for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = float((strength * (w - prior) ** 2).sum()), 2 * strength * (w - prior)
        for table, good in groups:
            z = table @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            q = np.where(good, p, 0)
            mass = q.sum() + 1e-12
            total -= np.log(mass)
            slope += table.T @ (p - q / mass)
        return total, slope

    start = np.array([START.get(name, 0.0) for name in names])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    right = sum(bool(good[int(np.argmax(table @ best))]) for table, good in groups)
    sys.stdout.write(f"ranking: {right} of {len(groups)} ambiguous names right\n")
    return {name: round(float(value), 4) for name, value in zip(names, best, strict=True)}


def is_right(entry: Any, wanted: dict[str, Any]) -> bool:
    """Same GeoNames entry, or within 161 km."""
    if wanted.get("geonames_id") == str(entry.id):
        return True
    return (
        entry.lat is not None
        and place_resolve.km_between(entry.lat, entry.lon, wanted["lat"], wanted["lon"]) <= 161
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
