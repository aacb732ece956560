"""The space of event mentions, and the counts beside it."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.annotate.parser import parse
from onrecord.reconcile.chains import learned_weights
from onrecord.reconcile.mention_space import MentionSpace, features_of
from onrecord.reconcile.mentions import mentions_of
from onrecord.reconcile.pair_features import pair_features

pytestmark = pytest.mark.parser
TEXT = "Police said that Omar Tal shot a trader. The trader was killed in the shooting near Karvan."


def spans(*words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


def test_no_name_is_a_feature() -> None:
    (mention,) = mentions_of(parse(TEXT), spans("shot"))
    assert not any("tal" in f.split() or "omar" in f.split() for f in features_of(mention))


def test_logits_are_symmetric_and_unknown_mentions_lie_at_the_origin() -> None:
    mentions = mentions_of(parse(TEXT), spans("shot", "killed", "shooting"))
    table = learned_weights().space.logits(mentions)
    assert np.allclose(table, table.T)
    empty = MentionSpace({}, -1.0)
    assert np.allclose(empty.logits(mentions), -1.0)


def test_a_pair_has_as_many_features_as_weights() -> None:
    learned = learned_weights()
    mentions = mentions_of(parse(TEXT), spans("shot", "killed", "shooting"))
    rows = pair_features(mentions, learned.counts, learned.space)
    assert rows.shape == (3, len(learned.weights))
    backwards = pair_features(mentions[::-1], learned.counts, learned.space)
    assert np.allclose(sorted(rows.sum(1)), sorted(backwards.sum(1)))
