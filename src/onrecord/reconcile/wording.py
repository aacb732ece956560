"""Which texts tell of the same incident, by their wording alone.

In: the words of each text (`words_of` a parse). Out: a number for each text, equal for texts held to be of
one incident. Two looks at the texts: first all together, which finds what they are about; then, inside each
such subject, with every word weighed again by how rare it is *there*. The second look is what tells
look-alikes apart: all reports on two storms say "storm"; the names and days that differ then weigh most.

A logistic sum over named similarities gives each pair a probability (`Evidence` in plain sight:
`pair_features` times `resources/wording_weights.json`); average linkage makes the groups. Leaves out: dates,
places and figures as values, which `incidents.py` compares. Suits up to some thousand texts at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from spacy.tokens import Doc

from onrecord.annotate.parser import lemma

Matrix = NDArray[np.float64]

SIMILARITIES = (
    "running words",
    "content words",
    "names and numbers",
    "content word pairs",
    "content words, inside the subject",
    "names and numbers, inside the subject",
    "all three, inside the subject",
)
"""The named similarities of two texts, each a cosine."""

_CONTENT = ("NN", "VB", "JJ", "CD")
_WORD = re.compile(r"\w")
_COMMON_INSIDE = 0.6
"""A word in more than this share of a subject's texts tells nothing apart inside it."""
_TYPICAL_LOG_LENGTH, _TYPICAL_LOG_SUBJECT = 4.5, 3.5


class Words(Struct, frozen=True, kw_only=True):
    """The words of one text.

    Attributes:
        running: the text itself, for one- and two-word sequences.
        content: lemmas of nouns, verbs, adjectives and numbers, in order.
        names: those of `content` that stand in names or are numbers.
        length: tokens of the text.
    """

    running: str
    content: tuple[str, ...]
    names: tuple[str, ...]
    length: int


class Weights(Struct, frozen=True, kw_only=True):
    """What was learned; see `training/coreference_documents.py`.

    Attributes:
        subject_distance: texts nearer than this are on one subject (first look).
        incident_distance: one less the mean probability at which groups still join.
        bias: of the logistic sum.
        weights: one a feature of `pair_features`.
    """

    subject_distance: float
    incident_distance: float
    bias: float
    weights: list[float]


@lru_cache(maxsize=1)
def learned_weights() -> Weights:
    """The weights that ship with the package."""
    source = files("onrecord.reconcile") / "resources" / "wording_weights.json"
    return Weights(**json.loads(source.read_text("utf-8")))


def words_of(parse: Doc) -> Words:
    """The words of a parsed text."""
    content, names = [], []
    for token in parse:
        if not _WORD.search(token.text):
            continue
        word = lemma(token).lower()
        if token.tag_[:2] in _CONTENT:
            content.append(word)
            if token.ent_type_ or token.tag_.startswith("NNP") or token.tag_ == "CD":
                names.append(word)
    return Words(running=parse.text, content=tuple(content), names=tuple(names), length=max(1, len(parse)))


def group_by_wording(texts: Sequence[Words], weights: Weights | None = None) -> list[int]:
    """The incident of each text, as a number; equal numbers, same incident.

    Does not depend on the order of `texts` but for the numbers themselves, which follow it. Two texts
    without any word in common are never joined.
    """
    if len(texts) < 2:
        return [0] * len(texts)
    learned = weights or learned_weights()
    # Sums in floating point depend on their order: a canonical order makes the grouping independent of it.
    order = sorted(range(len(texts)), key=lambda i: (texts[i].running, texts[i].content))
    probabilities = same_incident([texts[i] for i in order], learned)
    labels = average_linkage(1 - probabilities, learned.incident_distance)
    by_text = dict(zip(order, labels, strict=True))
    first_seen: dict[int, int] = {}
    return [first_seen.setdefault(by_text[i], len(first_seen)) for i in range(len(texts))]


def same_incident(texts: Sequence[Words], weights: Weights) -> Matrix:
    """Probability for each pair that they tell of one incident, by wording; (n, n), symmetric."""
    features, subject = pair_features(texts, weights.subject_distance)
    logit = features @ np.array(weights.weights) + weights.bias
    probability: Matrix = 1 / (1 + np.exp(-logit))
    probability = np.where(subject[:, None] == subject, (probability + probability.T) / 2, 0.0)
    np.fill_diagonal(probability, 1.0)
    return probability


def pair_features(texts: Sequence[Words], subject_distance: float) -> tuple[Matrix, NDArray[np.int64]]:
    """Features of each pair, (n, n, 23), and the number of each text's subject, (n,).

    The features: the seven `SIMILARITIES`; the mean log length of the two texts and the log number of texts
    of the subject, less what is typical; each similarity times each of these two.
    """
    content, names = _told(texts, "content"), _told(texts, "names")
    pairs = cosine(content, words=2)
    seen = [cosine([t.running for t in texts], words=2, plain=True), cosine(content), cosine(names), pairs]
    subject = np.array(average_linkage(1 - pairs, subject_distance))
    inside = [np.zeros(pairs.shape) for _ in range(3)]
    for number in np.unique(subject):
        members = np.flatnonzero(subject == number)
        if len(members) < 4:  # with fewer there is no "rare here"
            continue
        words = cosine([content[i] for i in members], common=_COMMON_INSIDE)
        named = cosine([names[i] for i in members], common=_COMMON_INSIDE)
        paired = cosine([content[i] for i in members], words=2, common=_COMMON_INSIDE)
        at = np.ix_(members, members)
        for target, table in zip(inside, (words, named, (words + named + paired) / 3), strict=True):
            target[at] = likeness_of_profiles(table)
    base = np.stack(seen + inside, axis=-1)
    lengths = np.log([t.length for t in texts])
    length = ((lengths[:, None] + lengths) / 2 - _TYPICAL_LOG_LENGTH)[..., None]
    sizes = np.log((subject[:, None] == subject).sum(1)) - _TYPICAL_LOG_SUBJECT
    size = np.broadcast_to(sizes[:, None, None], length.shape)
    return np.concatenate([base, length, size, base * length, base * size], axis=-1), subject


def _told(texts: Sequence[Words], part: str) -> list[str]:
    return [" ".join(word.replace(" ", "_") for word in getattr(t, part)) for t in texts]


def cosine(texts: list[str], *, words: int = 1, common: float = 1.0, plain: bool = False) -> Matrix:
    """Cosines of TF-IDF vectors, (n, n); zeros where no text has a word that counts.

    Args:
        texts: words parted by spaces, or running text with `plain`.
        words: sequences of up to so many words are terms.
        common: terms in more than this share of the texts are left out.
        plain: split running text and leave out English stop words.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    settings: dict[str, Any] = {"ngram_range": (1, words), "sublinear_tf": True, "max_df": common}
    if plain:
        settings["stop_words"] = "english"
    else:
        settings |= {"token_pattern": r"\S+", "lowercase": False, "smooth_idf": common == 1.0}
    try:
        table = TfidfVectorizer(**settings).fit_transform(texts)
    except ValueError:  # no term is left
        return np.zeros((len(texts), len(texts)))
    product: Matrix = (table @ table.T).toarray()
    return product


def likeness_of_profiles(table: Matrix) -> Matrix:
    """How alike two texts stand to all others: cosine of their rows of `table`, each less its mean."""
    away = ~np.eye(len(table), dtype=bool)
    rows = table.copy()
    np.fill_diagonal(rows, table[away].max())
    rows -= rows.mean(1, keepdims=True)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    likeness: Matrix = rows @ rows.T
    return likeness


def average_linkage(distances: Matrix, most: float) -> list[int]:
    """Cluster numbers by average linkage, cut at the distance `most`; `distances` is made symmetric."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(distances) < 2:
        return [0] * len(distances)
    table = np.clip((distances + distances.T) / 2, 0, None)
    np.fill_diagonal(table, 0)
    found: list[int] = fcluster(
        linkage(squareform(table, checks=False), "average"), most, "distance"
    ).tolist()
    return found
