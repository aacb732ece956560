"""Quotations: which stretches of a text stand between quotation marks.

In: the text as the parser reads it. Out: `Quotation`s in text order. A quotation that is still open
when its paragraph ends runs to the end of the paragraph (the practice of repeating the opening mark
at the head of each paragraph of a long quotation). Whether it is speech or a mere term is judged by its
length and shape; who speaks is left to the linking.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARK = re.compile(r"[\"“”]|(?<![\w’])‘(?=\w)|(?<=[.,!?])’(?![\w])|(?<=\w)’(?=[\s.,;:!?)]|$)")
_WORD = re.compile(r"\w+")
_ENDS_LIKE_SPEECH = re.compile(r"[.,!?…—-]['’]?$")
MIN_SPEECH_WORDS = 5
"""Shorter quotations count as speech only when they look like a sentence ("No.")."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation.

    Attributes:
        start, end: characters, quotation marks included.
        words: how many words it holds.
        is_open: no closing mark was found in its paragraph.
        is_speech: long, or shaped like a sentence; else a quoted term.
    """

    start: int
    end: int
    words: int
    is_open: bool
    is_speech: bool


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in order; they do not overlap.

    Example:
        >>> [(q.start, q.end) for q in find_quotations('"We left," he said.')]
        [(0, 10)]
    """
    found: list[Quotation] = []
    position = 0
    for paragraph in text.split("\n"):
        if any(mark in paragraph for mark in '"“”‘'):
            found += _in_paragraph(text, position, position + len(paragraph))
        position += len(paragraph) + 1
    return found


def _in_paragraph(text: str, begin: int, finish: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    opener = ""
    for match in _MARK.finditer(text, begin, finish):
        mark, at = match.group(), match.start()
        if opened is None:
            if (
                mark == "’"
                or (mark == "”" and not _could_open(text, at))
                or (mark == '"' and not _could_open(text, at))
            ):
                continue
            opened, opener = at, mark
        elif _closes(text, mark, opener, at):
            found.append(_quotation(text, opened, at + 1, is_open=False))
            opened = None
        elif mark == "“" and opener in '“"':  # the first one was never closed
            found.append(_quotation(text, opened, at, is_open=True))
            opened, opener = at, mark
    if opened is not None and opener != "‘":
        end = finish
        while end > opened + 1 and text[end - 1].isspace():
            end -= 1
        found.append(_quotation(text, opened, end, is_open=True))
    return [q for q in found if q.words]


def _could_open(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace() and after not in ",.;:!?)"


def _closes(text: str, mark: str, opener: str, at: int) -> bool:
    if opener == "‘":
        return mark == "’"
    if mark in "‘’":
        return False
    if mark == '"':
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        # a straight mark after a space and before a word opens an inner or a new quotation
        return not (before.isspace() and after.isalnum())
    return mark == "”"


def _quotation(text: str, start: int, end: int, is_open: bool) -> Quotation:
    body = text[start + 1 : end if is_open else end - 1].strip()
    words = len(_WORD.findall(body))
    is_sentence = bool(_ENDS_LIKE_SPEECH.search(body)) and body[:1].isupper()
    return Quotation(
        start=start, end=end, words=words, is_open=is_open, is_speech=words >= MIN_SPEECH_WORDS or is_sentence
    )


class QuotationIndex:
    """Answers which quotation holds a character."""

    def __init__(self, quotations: list[Quotation]) -> None:
        self.all = quotations
        self._starts = [q.start for q in quotations]

    def at(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at `offset`, marks included, or None."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.all[index].end:
            return self.all[index]
        return None

    def between(self, start: int, end: int) -> list[Quotation]:
        """The quotations that overlap the characters from `start` to `end`."""
        first = bisect_right(self._starts, start) - 1
        out = []
        for q in self.all[max(first, 0) :]:
            if q.start >= end:
                break
            if q.end > start:
                out.append(q)
        return out
