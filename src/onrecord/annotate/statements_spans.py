"""Spans: from the token ranges of a candidate to the characters of source, cue and content.

Conventions (those of the attribution corpora): quotation marks and the punctuation inside them belong to
the content; commas around it and a final full stop outside quotation marks do not; a quotation that the
parse has cut is made whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.annotate.statements_grid import Grid, Range
from onrecord.annotate.statements_quotes import Quotation, QuotationIndex

Chars = tuple[int, int]
_EDGE = frozenset(" \n\t,;:.–—-…")
_LEAD = frozenset(" \n\t,;:.–—-…)]?!")
_MARKS = frozenset("\"“”‘’'")
_ABBREVIATION_TAIL = 3


def content_spans(
    g: Grid, text: str, quotes: QuotationIndex, ranges: Iterable[Range], cue: Range
) -> tuple[Chars, ...]:
    """Character spans of a content, trimmed, with quotations made whole; empty if nothing is left."""
    cue_quotation = quotes.at(g.start[cue[0]])
    out: list[Chars] = []
    for first, last in ranges:
        piece = trimmed(text, g.start[first], g.end[last - 1], quotes)
        if piece is None:
            continue
        piece = _whole_quotations(piece, quotes, cue_quotation)
        if text[piece[0] - 5 : piece[0]].lower() == "that " and piece[0] - 5 >= g.end[cue[1] - 1]:
            piece = (piece[0] - 5, piece[1])
        out.append(piece)
    return merged(out)


def trimmed(text: str, start: int, end: int, quotes: QuotationIndex) -> Chars | None:
    """A span without outer white space and punctuation that is not inside a quotation; None if empty."""
    while start < end:
        char = text[start]
        held = quotes.at(start)
        if (char in _LEAD and not (held and held.start < start < held.end - 1 and char in ".…")) or (
            char in _MARKS and held is not None and held.start < start and start == held.end - 1
        ):
            start += 1
        else:
            break
    while end > start:
        char = text[end - 1]
        held = quotes.at(end - 1)
        if held is not None and end == held.end and (char in _MARKS or held.is_open):
            break
        if char in _MARKS and held is not None and held.start == end - 1:
            end -= 1
        elif char == "." and _is_abbreviation(text, start, end):
            break
        elif char in _EDGE:
            end -= 1
        else:
            break
    return (start, end) if start < end else None


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at `end - 1` closes something like "U.S."."""
    return end - start > _ABBREVIATION_TAIL and text[end - 3] == "." and text[end - 2].isupper()


def _whole_quotations(piece: Chars, quotes: QuotationIndex, cue_quotation: Quotation | None) -> Chars:
    start, end = piece
    at_start, at_end = quotes.at(start), quotes.at(end - 1)
    if at_start is not None and at_start is not cue_quotation and at_start.start < start:
        start = at_start.start
    if at_end is not None and at_end is not cue_quotation and at_end.end > end:
        end = at_end.end
    return start, end


def merged(pieces: Sequence[Chars]) -> tuple[Chars, ...]:
    """Spans in order, overlapping ones joined."""
    out: list[Chars] = []
    for start, end in sorted(pieces):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def source_spans(g: Grid, text: str, ranges: Iterable[Range]) -> tuple[Chars, ...]:
    """Character spans of a source; a comma that closes an apposition stays, as in the corpora."""
    out = []
    for first, last in ranges:
        start, end = g.start[first], g.end[last - 1]
        label = text.rfind(": ", start, end)  # "Question (A. B., Wire): the ministry said"
        start = label + 2 if label >= 0 else start
        while start < end and (text[start].isspace() or text[start] in ",;:–—-"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ';:–—-"“”'):
            end -= 1
        if start < end:
            out.append((start, end))
    return merged(out)


def widened(text: str, span: Chars) -> Chars:
    """Take in the second character of quotation marks that are written as two apostrophes."""
    start, end = span
    if text[start - 1 : start + 1] in ("''", "``", "‘‘"):
        start -= 1
    if text[end - 1 : end + 1] in ("''", "’’"):
        end += 1
    return start, end
