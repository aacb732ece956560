"""Turns quotes from a text into offsets, and refuses what is not there or could mean several places.

A quote is the exact words; white space and the style of quotation marks may differ. Three marks narrow it:
`words#2` (the second occurrence), `before [[words]] after` (the words between the brackets, found in their
context), and `first words ... last words` (everything from the one to the next occurrence of the other).
"""

from __future__ import annotations

import re

Span = tuple[int, int]
PLAIN = str.maketrans("“”‘’–—\u00a0\u202f", "\"\"''-- " + " ")
MAX_ASIDE = 90  # characters of ", the Frontier Corps' spokesman at Wana said on Monday,"
OPENING, CLOSING = '“"«', '”"»'


class QuoteError(ValueError):
    """A quote that is not in the text, or is in it more than once without a mark."""


def pattern(words: str) -> str:
    return r"\s+".join(re.escape(w) for w in words.translate(PLAIN).split())


def bounded(words: str) -> str:
    """The pattern, kept from starting or ending inside a word or a number."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)(?![.,]\d)" if words[-1:].isalnum() else ""
    return left + pattern(words) + right


def all_spans(text: str, words: str) -> list[Span]:
    """Every occurrence of the words in the text, as whole words."""
    if not words.strip():
        raise QuoteError("empty quote")
    return [m.span() for m in re.finditer(bounded(words.strip()), text.translate(PLAIN))]


def missing(text: str, words: str) -> QuoteError:
    tokens = words.split()
    for n in range(len(tokens) - 1, 0, -1):
        if all_spans(text, " ".join(tokens[:n])):
            return QuoteError(f'"{words}": not in the text; found as far as "{" ".join(tokens[:n])}"')
    return QuoteError(f'"{words}": not in the text')


def candidates(text: str, quote: str) -> list[Span]:
    """The places that a quote may mean, at least one.

    Raises:
        QuoteError: there is none.
    """
    quote = quote.strip()
    if (match := re.fullmatch(r"(.*?)\[\[(.+?)\]\](.*)", quote, re.DOTALL)) is not None:
        return in_context(text, quote, *match.groups())
    if (match := re.fullmatch(r"(.+?)#(\d+)", quote, re.DOTALL)) is not None:
        spans, nth = all_spans(text, match[1]), int(match[2])
        if not 1 <= nth <= len(spans):
            raise QuoteError(f'"{quote}": the text has it {len(spans)} times')
        return [spans[nth - 1]]
    spans = all_spans(text, quote)
    if not spans and (parts := re.split(r"\s*(?:\.\.\.|…)\s*", quote)) and len(parts) == 2 and all(parts):
        return [elided(text, *parts)]
    if not spans:
        raise missing(text, quote)
    return spans


def in_context(text: str, quote: str, before: str, words: str, after: str) -> list[Span]:
    gap = [r"\s+" if s[:1].isspace() or s[-1:].isspace() else "" for s in (before[-1:], after[:1])]
    whole = f"{pattern(before)}{gap[0]}(?P<core>{pattern(words)}){gap[1]}{pattern(after)}"
    spans = [m.span("core") for m in re.finditer(whole, text.translate(PLAIN))]
    if not spans:
        raise QuoteError(f'"{quote}": not in the text')
    return spans


def elided(text: str, first: str, last: str) -> Span:
    start, end = find(text, first)
    later = [s for s in candidates(text, last) if s[0] >= end]
    if not later:
        raise QuoteError(f'"{last}": does not follow "{first}"')
    return start, later[0][1]


def find(text: str, quote: str) -> Span:
    """The one place of a quote, `[start, end)` code points.

    >>> find("two men and two boys", "two#2")
    (12, 15)

    Raises:
        QuoteError: the quote is missing or ambiguous.
    """
    spans = candidates(text, quote)
    if len(spans) > 1:
        raise QuoteError(f'"{quote}": {len(spans)} times in the text; add #n or [[...]] with context')
    return spans[0]


def find_near(text: str, quote: str, others: list[Span]) -> Span:
    """The place of a quote that is nearest to other spans: for short cues such as `said`."""
    spans = candidates(text, quote)

    def gap(span: Span) -> tuple[int, int]:
        return min(max(span[0] - end, start - span[1], 0) for start, end in others), span[0]

    return min(spans, key=gap) if others else find(text, quote)


def find_beside(text: str, quote: str, others: list[str]) -> Span:
    """The place of a quote; of several, the one nearest to a place of the other quotes (a content's cue).

    Raises:
        QuoteError: the quote is missing, or ambiguous and the others are too or are missing.
    """
    try:
        return find(text, quote)
    except QuoteError:
        spans = [span for other in others for span in candidates(text, other)]
        if not spans or len(candidates(text, quote)) < 2:
            raise
        return find_near(text, quote, spans)


def with_marks(text: str, span: Span) -> Span:
    """The span with the quotation marks that stand directly around it on both sides."""
    start, end = span
    if start and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING:
        return start - 1, end + 1
    return span


def without_cue(text: str, span: Span, cues: list[Span]) -> list[Span]:
    """The content in two pieces where a short aside between commas that holds a cue interrupts it.

    >>> without_cue("Both fled, she said, at dusk", (0, 28), [(15, 19)])
    [(0, 9), (21, 28)]
    """
    for start, end in cues:
        if span[0] <= start and end <= span[1]:
            before, after = text.rfind(",", span[0], start), text.find(",", end, span[1])
            if before > 0 and after > 0 and after - before <= MAX_ASIDE:
                next_start = after + 1
                while text[next_start].isspace():
                    next_start += 1
                return [(span[0], before), *without_cue(text, (next_start, span[1]), cues)]
    return [span]


def form_of(text: str, spans: list[Span], cue: str) -> str:
    """`direct`, `mixed` or `indirect`, from the content's quotation marks; a turn's label gives direct."""
    pieces = [text[a:b] for a, b in spans]
    if cue.rstrip().endswith(":") and not any(mark in "".join(pieces) for mark in OPENING):
        return "direct"
    if pieces and all(is_quoted(p) for p in pieces):
        return "direct"
    return "mixed" if any(mark in p for p in pieces for mark in OPENING + CLOSING) else "indirect"


def is_quoted(piece: str) -> bool:
    return (
        piece[:1] in OPENING + "‘"
        and piece.rstrip(",.")[-1:] in CLOSING + "’"
        and not re.search(r"[”\"][^“\"]*[“\"]", piece[1:-1])
    )
