"""The encoder's windows, decoding, and the blend of both readers; sentences are our own."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate import encoder
from onrecord.annotate.learned import attributions, cue_runs, run_at, viterbi
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.layers import StatementMention
from onrecord.model.span import Span
from onrecord.read.text import document_from_text

RULES = ("sentences", "places", "actors", "statements")
BOTH = ("sentences", "encoder", "places", "actors", "statements")


def statements(text: str, names: tuple[str, ...] = BOTH) -> list[tuple[str, str, str]]:
    document = document_from_text(text, language="en")
    doc = annotate(next(prepare([document], AnnotateSettings())), names)

    def words(mention: StatementMention, role: str) -> str:
        return " ".join(doc.text_of(span) for span in getattr(mention, role))

    return [(words(m, "source"), words(m, "cue"), words(m, "content")) for m in doc.statements]


def test_the_encoder_comes_with_the_package() -> None:
    assert encoder.is_installed()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 14), max_size=120), st.integers(40, 90), st.integers(8, 20))
def test_windows_cover_every_piece_and_overlap(lengths: list[int], size: int, overlap: int) -> None:
    features = np.zeros((sum(n + 1 for n in lengths), encoder.N_FEATURES), dtype=np.float32)
    at = 0
    for n in lengths:
        features[at, 7] = 1
        at += n + 1
    ids = np.zeros(len(features), dtype=np.int64)
    found = encoder.windows(encoder.Pieces(ids, ids, ids, features), size, overlap)
    assert found[0][0] == 0 and found[-1][1] == len(ids)
    assert all(0 <= b - a <= size for a, b in found)
    for (first, last), (start, end) in pairwise(found):
        assert first < start < last < end and last - start >= overlap // 2


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_pieces_lie_in_the_text_and_any_text_is_read(text: str) -> None:
    encoded = encoder.encode(text)
    pieces = encoded.pieces
    assert len(encoded.hidden) == len(encoded.cue) == len(pieces)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))
    for found in attributions(encoded, cue_runs(encoded)):
        assert 0 <= found.cue.start < found.cue.end <= len(text)


@pytest.mark.parametrize(
    ("quoted", "depth"),
    [('a "b" c', "0011100"), ("“a b” c", "1111100"), ("“a\nb c", "110000")],
)  # fmt: skip
def test_quotation_depth(quoted: str, depth: str) -> None:
    assert "".join(str(int(inside)) for inside in encoder.quote_depth(quoted)) == depth


def test_viterbi_takes_no_forbidden_step() -> None:
    steps = ((1, 1, 0), (1, 1, 1), (1, 1, 1))
    logits = np.zeros((1, 3, 3), dtype=np.float32)
    logits[0, 1, 2] = 5.0  # inside without a begin: allowed only after the first piece begins
    path = viterbi(logits, steps)[0].tolist()
    assert path[1] == 2 and path[0] == 1


def test_a_run_is_found_by_characters() -> None:
    encoded = encoder.encode("The army said it left.")
    run = run_at(encoded, Span(9, 13))
    assert run is not None and encoded.pieces.starts[run[0]] == 9 and encoded.pieces.ends[run[1] - 1] == 13
    assert run_at(encoded, Span(8, 9)) is None


@pytest.mark.parser
@pytest.mark.parametrize("names", [RULES, BOTH])
def test_both_modes_read_plain_speech(names: tuple[str, ...]) -> None:
    found = statements("The ministry said on Monday that two posts had been lost near the river.", names)
    assert len(found) == 1
    source, cue, content = found[0]
    assert (
        source == "The ministry"
        and cue.startswith("said")
        and "two posts had been lost near the river" in content
    )


@pytest.mark.parser
def test_a_statement_made_by_both_says_so() -> None:
    document = document_from_text("The mayor said that the bridge was closed.", language="en")
    doc = annotate(next(prepare([document], AnnotateSettings())), BOTH)
    assert doc.statements[0].made_by.endswith("+encoder")
    assert 0.5 < doc.statements[0].confidence <= 1


@pytest.mark.parser
def test_a_text_without_pieces_has_no_statements() -> None:
    assert statements("\n\n") == []
