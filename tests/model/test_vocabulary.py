"""Every vocabulary file loads, and each code is described."""

from __future__ import annotations

import pytest

from onrecord.errors import VocabularyError
from onrecord.model.vocabulary import vocabulary, vocabulary_digest, vocabulary_names


@pytest.mark.parametrize("name", vocabulary_names())
def test_each_term_says_what_it_covers_and_where_it_comes_from(name: str) -> None:
    terms = vocabulary(name)
    assert terms
    for term in terms.values():
        assert term.label and term.description and term.source, term.code
        assert term.broader is None or term.broader in terms, term.code


def test_an_unknown_vocabulary_names_the_known_ones() -> None:
    with pytest.raises(VocabularyError, match="there are: "):
        vocabulary("colours")


def test_the_digest_is_stable() -> None:
    assert vocabulary_digest() == vocabulary_digest()
