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
        sentence = self._sentence(trigger.start)
        here = [i for i in self._places.get(sentence, ()) if not self.doc.places[i].is_dateline]
        if here:
            return min(here, key=lambda i: self._distance(self.doc.places[i].span, clause, trigger))
        return self._told_before(sentence, trigger)

    @staticmethod
    def _distance(place: Span, clause: Span, trigger: Span) -> tuple[bool, bool, int]:
        return not clause.covers(place), place.end <= trigger.start, abs(place.start - trigger.start)

    def _told_before(self, sentence: int, trigger: Span) -> int | None:
        """The last place told before in the paragraph, where acts without one go on from it."""
        text = self.doc.reading_text
        for earlier in range(sentence - 1, max(-1, sentence - 4), -1):
            listed = self._places.get(earlier)
            if listed:
                place = self.doc.places[listed[-1]]
                if place.is_dateline or "\n" in text[place.span.end : trigger.start]:
                    return None
                return listed[-1]
        return None
