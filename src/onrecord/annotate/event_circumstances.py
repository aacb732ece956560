"""When and where an event was: the time and place told in its clause, else in its sentence."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.annotate.event_tree import Tree
from onrecord.annotate.time_link import time_of
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.span import Span
from onrecord.model.time import Interval

_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"})


class Circumstances:
    """Times and places of one document by sentence."""

    def __init__(self, doc: AnnotatedDocument, tree: Tree) -> None:
        self.doc, self.tree = doc, tree
        self._places = self._by_sentence([place.span for place in doc.places])

    def _by_sentence(self, spans: list[Span]) -> dict[int, list[int]]:
        table: dict[int, list[int]] = {}
        for index, span in enumerate(spans):
            table.setdefault(self._sentence(span.start), []).append(index)
        return table

    def _sentence(self, offset: int) -> int:
        i = max(0, bisect_left(self.tree.start, offset + 1) - 1)
        return self.tree.sentence[i] if self.tree.sentence else 0

    def time(self, trigger: Span, kind: str) -> tuple[Interval | None, Span | None]:
        """When it was; (None, None) if the text does not say. Words are dated by when they were said."""
        mention = time_of(self.doc, trigger, "statement" if kind in _SPOKEN else "lead")
        return (mention.interval, mention.span) if mention is not None else (None, None)

    def place(self, clause: Span, trigger: Span) -> int | None:
        """Index of the place where it was, or None."""
        best = None
        for index in self._places.get(self._sentence(trigger.start), ()):
            mention = self.doc.places[index]
            if mention.is_dateline:
                continue
            outside = not clause.covers(mention.span)
            before = mention.span.end <= trigger.start
            key = (outside, before, abs(mention.span.start - trigger.start))
            if best is None or key < best[0]:
                best = (key, index)
        return best[1] if best and not best[0][0] else None
