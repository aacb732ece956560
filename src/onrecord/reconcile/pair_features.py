"""Features of a pair of event mentions, and the counts that two of them rest on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.reconcile.mention_space import MentionSpace
from onrecord.reconcile.mentions import Mention

KINDS = ("head", "root", "form", "next", "before", "governed")
"""Kinds of keys that are counted, from general to particular."""

_PRIOR_WEIGHT = 3
Pair = tuple[str, str]


def key_of(mention: Mention, kind: int) -> str:
    """The key of a mention, of kind number `kind`."""
    return (mention.head, mention.root, *mention.keys)[kind]


def ordered(a: str, b: str) -> Pair:
    """A pair whose order does not matter."""
    return (a, b) if a <= b else (b, a)


class PairCounts:
    """How often two keys met in one incident, and how often they then were of one event.

    Args:
        seen: for each of `KINDS`, a pair to (met, one event).
        priors: chance of one event for like heads and unlike heads.
    """

    def __init__(self, seen: list[dict[Pair, tuple[int, int]]], priors: tuple[float, float]) -> None:
        self.seen = seen
        self.priors = priors

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> PairCounts:
        """From the form in which they ship: `a b` to [met, one event]."""
        seen = [
            {ordered(*key.split(" ", 1)): (met, one) for key, (met, one) in table.items()}
            for table in raw["seen"]
        ]
        return cls(seen, (raw["priors"][0], raw["priors"][1]))

    def evidence(
        self, a: Mention, b: Mention, without: list[dict[Pair, tuple[int, int]]] | None = None
    ) -> list[float]:
        """Log odds by each kind of key, particular kinds falling back on the head, and how often heads met.

        Args:
            a: one mention.
            b: the other.
            without: counts to leave out, those of the group under test while training.
        """
        found: list[float] = []
        prior = self.priors[0] if a.head == b.head else self.priors[1]
        fall_back = prior
        for kind in range(len(KINDS)):
            pair = ordered(key_of(a, kind), key_of(b, kind))
            met, one = self.seen[kind].get(pair, (0, 0))
            if without is not None:
                own_met, own_one = without[kind].get(pair, (0, 0))
                met, one = met - own_met, one - own_one
            share = (one + _PRIOR_WEIGHT * (prior if kind < 2 else fall_back)) / (met + _PRIOR_WEIGHT)
            share = min(max(share, 1e-4), 1 - 1e-4)
            if kind == 0:
                fall_back = share
                found.append(math.log1p(met))
            found.append(math.log(share / (1 - share)))
        return found


def pair_features(
    mentions: list[Mention],
    counts: PairCounts,
    space: MentionSpace,
    without: list[dict[Pair, tuple[int, int]]] | None = None,
) -> NDArray[np.float64]:
    """Features of each pair of mentions of one incident, in the order of `combinations`, (n_pairs, n).

    Args:
        mentions: of one incident.
        counts: of key pairs.
        space: of mentions.
        without: counts to leave out, those of the group under test while training.
    """
    alike = space.logits(mentions)
    near = _context_cosines(mentions)
    heads = Counter(m.head for m in mentions)
    setting = _Setting(
        log_documents=math.log(len({m.document for m in mentions})),
        log_mentions=math.log(len(mentions)),
        heads=heads,
        triples=[_triples(m.head) for m in mentions],
    )
    rows = []
    for i, j in combinations(range(len(mentions)), 2):
        a, b = mentions[i], mentions[j]
        row = [
            *counts.evidence(a, b, without),
            alike[i, j],
            *_words(a, b, jaccard(setting.triples[i], setting.triples[j])),
            *(table[i, j] for table in near),
            *_arguments(a, b),
            *_sentence(a, b),
            *_where(a, b),
            setting.log_documents,
            setting.log_mentions,
            math.log(heads[a.head] * heads[b.head]) / 2,
        ]
        # Long texts repeat themselves where short ones do not: each feature weighs differently in them.
        length = (math.log(a.length + 1) + math.log(b.length + 1)) / 2 - 4.5
        rows.append([*row, length, *(length * value for value in row)])
    return np.array(rows, dtype=np.float64)


class _Setting(NamedTuple):
    log_documents: float
    log_mentions: float
    heads: Counter[str]
    triples: list[frozenset[str]]


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Shared words over all words; 0 without any."""
    first, second = set(a), set(b)
    return len(first & second) / len(first | second) if first or second else 0.0


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words over the words of the shorter; 0 without any."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Both say something, and nothing of it is shared."""
    return bool(a and b and not a & b)


def _triples(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _words(a: Mention, b: Mention, likeness: float) -> list[float]:
    classes = a.word_class + b.word_class
    return [
        a.head == b.head, a.root == b.root, a.phrase == b.phrase, jaccard(a.words, b.words), likeness,
        classes == "VV", classes == "NN", a.word_class != b.word_class, a.tag == b.tag,
        len(a.words) > 1 and len(b.words) > 1,
    ]  # fmt: skip


def _arguments(a: Mention, b: Mention) -> list[float]:
    return [
        jaccard(a.subjects, b.subjects), jaccard(a.objects, b.objects),
        overlap(a.subjects, b.subjects), overlap(a.objects, b.objects),
        differ(a.subjects, b.subjects), differ(a.objects, b.objects),
        overlap(a.subjects, b.objects) + overlap(a.objects, b.subjects),
        jaccard(a.places, b.places), overlap(a.names, b.names), differ(a.names, b.names),
    ]  # fmt: skip


def _sentence(a: Mention, b: Mention) -> list[float]:
    return [
        jaccard(a.sentence_names, b.sentence_names),
        jaccard(a.sentence_times, b.sentence_times), differ(a.sentence_times, b.sentence_times),
        jaccard(a.sentence_numbers, b.sentence_numbers), differ(a.sentence_numbers, b.sentence_numbers),
        jaccard(a.near, b.near),
    ]  # fmt: skip


def _where(a: Mention, b: Mention) -> list[float]:
    same = a.document == b.document
    return [
        same, same and a.sentence == b.sentence, abs(a.sentence - b.sentence) if same else 0,
        abs(a.position - b.position) / 10 if same else 0,
        a.sentence == 0 and b.sentence == 0, (a.sentence == 0) != (b.sentence == 0),
        a.governor == b.head or b.governor == a.head, a.governor == b.governor != "",
        a.is_negated != b.is_negated, bool(a.auxiliaries & b.auxiliaries), len(a.auxiliaries ^ b.auxiliaries),
    ]  # fmt: skip


def _context_cosines(mentions: list[Mention]) -> tuple[NDArray[np.float64], ...]:
    """Cosines of contexts, of arguments, and of one's arguments with the other's context."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    contexts = [" ".join(word.replace(" ", "_") for word in m.context) for m in mentions]
    arguments = [" ".join(sorted(word.replace(" ", "_") for word in m.arguments)) for m in mentions]
    try:
        vectorizer = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True).fit(contexts)
    except ValueError:  # no words at all
        empty = np.zeros((len(mentions), len(mentions)))
        return empty, empty, empty
    around, below = vectorizer.transform(contexts), vectorizer.transform(arguments)
    crossed = (around @ below.T).toarray()
    return (around @ around.T).toarray(), (below @ below.T).toarray(), (crossed + crossed.T) / 2
