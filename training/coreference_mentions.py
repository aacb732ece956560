"""python -m training.coreference_mentions WEIGHTS.json ECBPLUS_TRAIN.jsonl GVC_TRAIN.jsonl

Learns the weights and counts of `reconcile/chains.py` from documents with event mentions in chains; the files
are those of the `corroboration` benchmark. While the weights are learned, each pair is weighed by counts
that leave out its own group (a topic of the first file, an incident of the second). The two files weigh the
same. Only counts of pairs met at least `LEAST_MET` times are kept (twice that for particular keys): fewer
hardly move the smoothed share.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.reading import documents_of
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.reconcile.mentions import Mention, mentions_of
from onrecord.reconcile.pair_features import KINDS, Pair, PairCounts, key_of, ordered, pair_features

CHAIN_DISTANCE = 0.7
LEAST_MET = 3
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
    rows, wanted, files = [], [], []
    own: dict[str, Tables] = {}
    for group in groups:
        if len(group.mentions) < 2:
            continue
        if group.held_out not in own:
            own[group.held_out] = count([g for g in groups if g.held_out == group.held_out])
        rows.append(pair_features(group.mentions, counts, own[group.held_out]))
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
