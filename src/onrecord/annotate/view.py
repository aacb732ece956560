"""From a stored document to what the parser reads: same length, so that every offset stays true.

The parser was trained on clean newswire. Pages give it no-break spaces, two apostrophes for a
quotation mark, hard-wrapped lines, boilerplate. All of these are masked character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import tee

from onrecord.annotate.parser import parse_many
from onrecord.annotate.recase import recase
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.document import Document

_PLAIN = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
        "\u2010": "-", "\u2011": "-", "\u00ad": "-", "\t": " ", "\r": " ", "\f": " ", "\v": " ",
        "\u2028": "\n", "\u2029": "\n", "\u201e": "“", "\u201f": "“", "«": "“", "»": "”", "\u02bc": "’",
    }
)  # fmt: skip
_TWO_APOSTROPHES = re.compile(r"(?<!')(?:''|``|‘‘|’’)(?!')")
_WRAPPED = re.compile(r"(?<=[^\n.!?:;”\"])\n(?=[^\n\s])")


def reading_text(document: Document) -> str:
    """The text as the parser reads it; `len(reading_text(d)) == len(d.text)`."""
    text = document.text.translate(_PLAIN)
    for piece in document.boilerplate:
        blank = re.sub(r"[^\n]", " ", text[piece.span.start : piece.span.end])
        text = text[: piece.span.start] + blank + text[piece.span.end :]
    text = _TWO_APOSTROPHES.sub(_one_mark, text)
    if is_hard_wrapped(text):
        text = _WRAPPED.sub(" ", text)
    return recase(text)


def _one_mark(match: re.Match[str]) -> str:
    """A plain quotation mark and a space in place of two apostrophes; the space goes outside."""
    before = match.string[match.start() - 1 : match.start()]
    return ' "' if not before or before.isspace() or before in "(—–[" else '" '


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken at a fixed width: many long lines that do not end a sentence."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 6:
        return False
    long_open = sum(1 for line in lines if 45 <= len(line) <= 100 and line.rstrip()[-1] not in '.!?:;”"')
    return long_open > 0.4 * len(lines) and max(map(len, lines)) <= 110


def prepare(documents: Iterable[Document], settings: AnnotateSettings) -> Iterator[AnnotatedDocument]:
    """Parse documents in batches, in order, ready for annotators."""
    first, second = tee(documents)
    texts = (reading_text(document) for document in first)
    parses = parse_many(texts, settings.parser, settings.max_parse_characters)
    for document, parse in zip(second, parses, strict=True):
        yield AnnotatedDocument(
            document=document, reading_text=parse.text, parse=parse, actors_file=settings.actors
        )
