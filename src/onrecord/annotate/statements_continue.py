"""Speech that goes on: quotations and transcript turns that belong to a statement made before.

In: the content spans of a statement. Out: the same with the quotations that continue it, in the same
paragraph ("A," he said. "B.") and over the next ones. A quotation that has its own cue stops the run.
"""

from __future__ import annotations

from bisect import bisect_right

from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_quotes import Quotation, QuotationIndex

Chars = tuple[int, int]
_MOST_LEAD_WORDS = 2
_ENDS_SENTENCE = ".!?…:"


class Continuation:
    """Finds what continues a statement of one document."""

    def __init__(self, g: Grid, text: str, quotes: QuotationIndex) -> None:
        self._g, self._text, self._quotes = g, text, quotes
        self._starts = g.start
        self._alone: dict[int, bool] = {}

    def extend(self, content: tuple[Chars, ...], after: int) -> tuple[Chars, ...]:
        """The content with the quotations that continue it.

        Args:
            content: spans so far, in order.
            after: offset where source, cue and content so far have all ended.
        """
        if not content or (
            self._quotes.at(content[0][0]) is None and self._quotes.at(content[-1][1] - 1) is None
        ):
            direct = False
        else:
            direct = True
        out, position = list(content), max(after, content[-1][1])
        while True:
            following = self._next(position, direct)
            if following is None:
                return tuple(out)
            start, quotation = following
            out.append((start, quotation.end))
            position, direct = quotation.end, True

    def _next(self, position: int, direct: bool) -> tuple[int, Quotation] | None:
        """The next quotation if it continues what ended at `position`, with where its sentence starts."""
        found = self._first_after(position)
        if found is None or not found.is_speech or not self._is_alone(found):
            return None
        between = self._text[position : found.start]
        lines = between.split("\n")
        if any(line.strip() for line in lines[1:-1]):
            return None
        lead = lines[-1].strip()
        if len(lines) > 1:
            if lines[0].strip(' .,;:!?"”’') or lead or not direct:
                return None
            return found.start, found
        # in one paragraph: the rest of the sentence, its end, and at most a word or two before the mark
        close = max(between.rfind(mark) for mark in _ENDS_SENTENCE)
        if close < 0:
            return (found.start, found) if not lead else None
        if len(lead) > 300 or between.count(". ") > 1:
            return None
        words = between[close + 1 :].split()
        if len(words) > _MOST_LEAD_WORDS:
            return None
        start = found.start - len(between[close + 1 :].lstrip())
        return start, found

    def _first_after(self, position: int) -> Quotation | None:
        starts = [q.start for q in self._quotes.all]
        index = bisect_right(starts, position - 1)
        return self._quotes.all[index] if index < len(starts) else None

    def _is_alone(self, quotation: Quotation) -> bool:
        """Whether no cue of its own goes with a quotation: it fills its sentence to the end."""
        known = self._alone.get(quotation.start)
        if known is None:
            known = self._alone[quotation.start] = self._fills(quotation)
        return known

    def _fills(self, quotation: Quotation) -> bool:
        text = self._text
        body_end = quotation.end if quotation.is_open else quotation.end - 1
        last = text[body_end - 1 : body_end]
        if last == ",":
            return False
        rest = text[quotation.end : quotation.end + 200].split("\n")[0]
        if not rest.strip():
            return True
        if rest.lstrip()[:1] in '"“':
            return last in ".!?…"
        token = bisect_right(self._starts, quotation.end) - 1
        g = self._g
        inside = max(0, bisect_right(self._starts, body_end - 1) - 1)
        same_sentence = g.sent[min(token + 1, g.n - 1)] == g.sent[inside]
        return last in ".!?…" and not same_sentence and not rest.lstrip()[:1].islower()
