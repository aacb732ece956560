"""Which event mentions are of one event: chains inside each incident.

In: mentions (`mentions.py`) and the incident of each. Out: a chain number for each. Pairs inside an incident
are weighed by what was counted in training (how often two head words, in their settings, were of one event)
and by what the two mentions share; average linkage makes chains. One incident is not one chain: a shooting,
a death and an arrest are three events.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.reconcile.mention_space import MentionSpace
from onrecord.reconcile.mentions import Mention
from onrecord.reconcile.pair_features import PairCounts, pair_features
from onrecord.reconcile.wording import average_linkage


class ChainWeights(Struct, frozen=True, kw_only=True):
    """What was learned; see `training/coreference_mentions.py`.

    Attributes:
        chain_distance: one less the mean probability at which groups still join.
        bias: of the logistic sum.
        weights: one a feature.
        counts: key pair to times seen and times of one event, a table for each kind of key.
        space: of mentions.
    """

    chain_distance: float
    bias: float
    weights: list[float]
    counts: PairCounts
    space: MentionSpace


@lru_cache(maxsize=1)
def learned_weights() -> ChainWeights:
    """The weights that ship with the package."""
    source = files("onrecord.reconcile") / "resources" / "chain_weights.json"
    raw = json.loads(source.read_text("utf-8"))
    return ChainWeights(
        chain_distance=raw["chain_distance"],
        bias=raw["bias"],
        weights=raw["weights"],
        counts=PairCounts.from_json(raw["counts"]),
        space=MentionSpace.from_json(raw["space"]),
    )


def chain_mentions(
    mentions: Sequence[Mention], incidents: Sequence[int], weights: ChainWeights | None = None
) -> list[int]:
    """The chain of each mention, as a number; equal numbers, same event. Chains never cross incidents."""
    groups: Mapping[int, list[int]] = defaultdict(list)
    for number, incident in enumerate(incidents):
        groups[incident].append(number)
    learned = weights or learned_weights()
    chains, used = [0] * len(mentions), 0
    for members in groups.values():
        members.sort(key=lambda i: (mentions[i].phrase, mentions[i].context, mentions[i].position))
        found = _chains_of([mentions[i] for i in members], learned)
        for member, chain in zip(members, found, strict=True):
            chains[member] = used + chain
        used += max(found) + 1
    return chains


def _chains_of(mentions: list[Mention], learned: ChainWeights) -> list[int]:
    if len(mentions) == 1:
        return [0]
    return average_linkage(1 - same_event(mentions, learned), learned.chain_distance)


def same_event(mentions: list[Mention], learned: ChainWeights) -> NDArray[np.float64]:
    """Probability for each pair of mentions of one incident that they are of one event, (n, n)."""
    table = np.eye(len(mentions))
    rows = pair_features(mentions, learned.counts, learned.space)
    logits = rows @ np.array(learned.weights) + learned.bias
    for (i, j), logit in zip(combinations(range(len(mentions)), 2), logits, strict=True):
        table[i, j] = table[j, i] = 1 / (1 + math.exp(-logit))
    return table
