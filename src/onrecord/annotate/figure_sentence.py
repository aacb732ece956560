"""The sentence of a token and the text of a parse, looked up in tables made once a document.

spaCy's `Doc.text` joins all tokens and its `Token.sent` checks them all at every call, which took four
fifths of the time of the figure rules.
"""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.span import Span

_KEY = "onrecord_sentences"
_TEXT = "onrecord_text"


class Stretch(Struct, frozen=True):
    """A sentence: tokens `start` to `end` (exclusive), characters `start_char` to `end_char` (exclusive)."""

    start: int
    end: int
    start_char: int
    end_char: int


def sentence(token: Token) -> Stretch:
    """The sentence that the token stands in."""
    doc = token.doc
    table = doc.user_data.get(_KEY)
    if table is None or len(table) != len(doc):
        table = doc.user_data[_KEY] = _table(doc)
    found: Stretch = table[token.i]
    return found


def text_of(doc: Doc) -> str:
    """The text of the parse."""
    known: str | None = doc.user_data.get(_TEXT)
    if known is None:
        known = doc.user_data[_TEXT] = doc.text
    return known


def _table(doc: Doc) -> list[Stretch]:
    starts = [token.i for token in doc if token.i == 0 or token.is_sent_start]
    table: list[Stretch] = []
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        last = doc[end - 1]
        stretch = Stretch(start, end, doc[start].idx, last.idx + len(last))
        table += [stretch] * (end - start)
    return table


def root_of(doc: AnnotatedDocument, span: Span) -> Token:
    """The first token at `span` whose head lies outside it."""
    first, last = doc.token_at[span.start], doc.token_at[span.end - 1]
    for index in range(first, last + 1):
        token = doc.parse[index]
        if not first <= token.head.i <= last or token.head.i == index:
            return token
    return doc.parse[first]
