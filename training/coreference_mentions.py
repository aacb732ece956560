"""python -m training.coreference_mentions WEIGHTS.json ECBPLUS_TRAIN.jsonl GVC_TRAIN.jsonl

Learns the weights, counts and space of `reconcile/chains.py` from documents with event mentions in chains;
the files are those of the `corroboration` benchmark. While the weights are learned, each pair is weighed by
counts that leave out its own group (a topic of the first file, an incident of the second) and by a space
learned from other groups. The two files weigh the same. Only counts of pairs met at least `LEAST_MET` times
are kept (twice that for particular keys): fewer hardly move the smoothed share. No name of a person is kept:
names become one word in keys, and features of the space must occur in several groups.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.reading import documents_of
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.reconcile.mention_space import LEAST_GROUPS, MentionSpace, features_of
from onrecord.reconcile.mentions import Mention, mentions_of
from onrecord.reconcile.pair_features import KINDS, Pair, PairCounts, key_of, ordered, pair_features

CHAIN_DISTANCE = 0.72
LEAST_MET = 3
FOLDS = 4
DIMENSIONS, PASSES, LEFT_OUT, RATE, SHRINK = 24, 120, 0.2, 0.05, 0.02
Tables = list[dict[Pair, tuple[int, int]]]


class Group(NamedTuple):
    """The mentions of one incident with their chains; `held_out` names what is left out of its counts."""

    file: int
    held_out: str
    mentions: list[Mention]
    chains: list[str]


def main(argv: list[str]) -> int:
    """Train on both files and write the weights."""
    groups = [g for n, (name, key) in enumerate(zip(argv[1:3], ("topic", "incident"), strict=True))
              for g in read(Path(name), n, key)]  # fmt: skip
    totals = count(groups)
    counts = PairCounts(totals, priors_of(totals))
    held_out = sorted({group.held_out for group in groups})
    random.Random(0).shuffle(held_out)
    fold = {name: number % FOLDS for number, name in enumerate(held_out)}
    spaces = [learn_space([g for g in groups if fold[g.held_out] != n]) for n in range(FOLDS)]
    rows, wanted, files = [], [], []
    own: dict[str, Tables] = {}
    for group in groups:
        if len(group.mentions) < 2:
            continue
        if group.held_out not in own:
            own[group.held_out] = count([g for g in groups if g.held_out == group.held_out])
        space = spaces[fold[group.held_out]]
        rows.append(pair_features(group.mentions, counts, space, own[group.held_out]))
        same = [a == b for a, b in combinations(group.chains, 2)]
        wanted += same
        files += [group.file] * len(same)
    table, of_file = np.concatenate(rows), np.array(files)
    weight = np.where(of_file == 1, 0.5 / (of_file == 1).sum(), 0.5 / (of_file == 0).sum()) * len(files)
    scale = table.std(0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000).fit(
        table / scale, np.array(wanted), sample_weight=weight
    )
    written = {
        "chain_distance": CHAIN_DISTANCE,
        "bias": round(float(model.intercept_[0]), 4),
        "weights": [round(float(w), 5) for w in model.coef_[0] / scale],
        "space": shipped(learn_space(groups)),
        "counts": {
            "priors": [round(p, 5) for p in counts.priors],
            "seen": [
                {
                    f"{a} {b}": [met, one]
                    for (a, b), (met, one) in sorted(kind.items())
                    if met >= (LEAST_MET if number < 2 else 2 * LEAST_MET) and " " not in a
                }
                for number, kind in enumerate(totals)
            ],
        },
    }
    Path(argv[0]).write_text(json.dumps(written, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 0


def learn_space(groups: list[Group]) -> MentionSpace:
    """A space in which mentions of one event are near: logistic loss on all pairs of an incident, Adam.

    A fifth of the features of each mention is left out in each pass, so that none is relied on alone.
    """
    names = known_features(groups)
    random_ = np.random.RandomState(0)
    vectors, bias = random_.randn(len(names), DIMENSIONS) * 0.3, -1.0
    first, second = np.zeros_like(vectors), np.zeros_like(vectors)
    bias_first = bias_second = 0.0
    table = sparse.vstack([bag(group.mentions, names) for group in groups]).tocsr()
    ends = np.cumsum([0, *(len(group.mentions) for group in groups)])
    wanted = [np.equal.outer(np.array(g.chains), np.array(g.chains)).astype(float) for g in groups]
    pairs = [sum(len(g.mentions) * (len(g.mentions) - 1) for g in groups if g.file == n) for n in (0, 1)]
    for step in range(1, PASSES + 1):
        seen = table.copy()
        seen.data = seen.data * (random_.rand(len(seen.data)) > LEFT_OUT) / (1 - LEFT_OUT)
        points = seen @ vectors
        slope, bias_slope = np.zeros_like(points), 0.0
        for number, group in enumerate(groups):
            own = slice(ends[number], ends[number + 1])
            error = 1 / (1 + np.exp(-(points[own] @ points[own].T + bias))) - wanted[number]
            np.fill_diagonal(error, 0)
            error /= max(1, pairs[group.file])
            slope[own] = error @ points[own]
            bias_slope += error.sum() / 2
        change = seen.T @ slope + SHRINK * vectors / len(names)
        first, second = 0.9 * first + 0.1 * change, 0.999 * second + 0.001 * change**2
        vectors -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        bias_first = 0.9 * bias_first + 0.1 * bias_slope
        bias_second = 0.999 * bias_second + 0.001 * bias_slope**2
        bias -= RATE * (bias_first / (1 - 0.9**step)) / (bias_second / (1 - 0.999**step) + 1e-18) ** 0.5
    return MentionSpace({name: vectors[number] for name, number in names.items()}, float(bias))


def known_features(groups: list[Group]) -> dict[str, int]:
    """The features that occur in enough groups, numbered."""
    seen: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for mention in group.mentions:
            for feature in features_of(mention):
                seen[feature].add(group.held_out)
    kept = sorted(feature for feature, where in seen.items() if len(where) >= LEAST_GROUPS)
    return {feature: number for number, feature in enumerate(kept)}


def bag(mentions: list[Mention], names: dict[str, int]) -> sparse.csr_matrix:
    """Known features of each mention, each weighing one over the square root of their number."""
    rows, columns, values = [], [], []
    for number, mention in enumerate(mentions):
        known = [names[f] for f in features_of(mention) if f in names]
        rows += [number] * len(known)
        columns += known
        values += [len(known) ** -0.5] * len(known)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(mentions), len(names)))


def shipped(space: MentionSpace) -> dict[str, Any]:
    """A space as whole numbers, hundredths."""
    vectors = {name: [round(float(x) * 100) for x in row] for name, row in space.vectors.items()}
    return {"bias": round(space.bias, 4), "vectors": vectors}


def read(path: Path, number: int, key: str) -> list[Group]:
    """One group an incident."""
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    docs = prepare(documents_of(lines), AnnotateSettings())
    found: dict[str, tuple[str, list[Mention], list[str]]] = {}
    for at, (line, doc) in enumerate(zip(lines, docs, strict=True)):
        marked: list[dict[str, Any]] = line["mentions"]
        entry = found.setdefault(str(line["incident"]), (f"{number} {line[key]}", [], []))
        entry[1].extend(mentions_of(doc.parse, [(m["start"], m["end"]) for m in marked], document=at))
        entry[2].extend(str(m["chain"]) for m in marked)
    return [Group(number, *entry) for entry in found.values() if entry[1]]


def count(groups: list[Group]) -> Tables:
    """How often keys met in an incident, and were of one event."""
    tables: list[dict[Pair, list[int]]] = [defaultdict(lambda: [0, 0]) for _ in KINDS]
    for group in groups:
        for i, j in combinations(range(len(group.mentions)), 2):
            same = group.chains[i] == group.chains[j]
            for kind, table in enumerate(tables):
                entry = table[ordered(key_of(group.mentions[i], kind), key_of(group.mentions[j], kind))]
                entry[0] += 1
                entry[1] += same
    return [{pair: (met, one) for pair, (met, one) in table.items()} for table in tables]


def priors_of(totals: Tables) -> tuple[float, float]:
    """Chance of one event for like heads and for unlike heads."""
    sums = {True: [0, 0], False: [0, 0]}
    for (a, b), (met, one) in totals[0].items():
        sums[a == b][0] += met
        sums[a == b][1] += one
    return sums[True][1] / sums[True][0], sums[False][1] / sums[False][0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
