"""From token indices to spans: trigger words, the phrase of a party with its entity, the clause."""

from __future__ import annotations

from onrecord.annotate.event_choice import Draft
from onrecord.annotate.event_tree import Tree
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import ActorMention, Party
from onrecord.model.span import Span

_LONGEST_NAME = 12
_MOST = 340
_EDGE = ("relcl", "advcl", "conj", "parataxis", "punct", "mark", "cc")


class Phrases:
    """Spans of one document."""

    def __init__(self, doc: AnnotatedDocument, tree: Tree) -> None:
        self.doc, self.tree = doc, tree
        self._mention: dict[int, ActorMention] = {}
        self.actor_tokens: set[int] = set()
        at = doc.token_at
        for mention in doc.actors:
            first, last = at[mention.head.start], at[mention.head.end - 1]
            for i in range(first, last + 1):
                known = self._mention.get(i)
                if known is None or (known.span.end - known.span.start) < (
                    mention.span.end - mention.span.start
                ):
                    self._mention[i] = mention
                self.actor_tokens.add(i)

    def span(self, first: int, last: int) -> Span:
        """The span from the first to the last token."""
        return Span(self.tree.start[first], self.tree.end[last])

    def words(self, tokens: list[int]) -> Span:
        """The trigger words: the whole stretch where they stand close, else the first of them."""
        first, last = min(tokens), max(tokens)
        if last - first <= 5:
            return self.span(first, last)
        return self.span(tokens[0], tokens[0])

    def party(self, i: int) -> Party:
        """The phrase of the party whose head is `i`."""
        tree = self.tree
        mention = self._mention.get(i)
        if mention is not None:
            words = self.doc.token_at[mention.span.end - 1] - self.doc.token_at[mention.span.start]
            if words <= _LONGEST_NAME:
                edge = tree.start[tree.left_edge(i)] if tree.is_noun(i) else mention.span.start
                start = min(edge, mention.span.start)
                return Party(span=self._trim(Span(start, mention.span.end)), entity=mention.entity)
            return Party(span=self._trim(mention.head), entity=mention.entity)
        first = tree.left_edge(i)
        while first < i and tree.entity[first] in ("DATE", "TIME") and tree.entity[i] != tree.entity[first]:
            first += 1  # "this month teachers"
        return Party(span=self.span(first, i))

    def _trim(self, span: Span) -> Span:
        """Without a leading article."""
        first = self.doc.token_at[span.start]
        if self.tree.lower[first] in ("the", "a", "an") and self.tree.end[first] < span.end:
            return Span(self.tree.start[first + 1], span.end)
        return span

    def clause(self, draft: Draft) -> Span:
        """The clause around the trigger: the evidence."""
        tree = self.tree
        tokens = [draft.trigger.clause, *draft.trigger.words, *draft.sides.actors, *draft.sides.recipients]
        tokens = [i for i in tokens if tree.sentence[i] == tree.sentence[draft.trigger.token]]
        low, high = min(tokens), max(tokens)
        for k in self._inside(draft.trigger.clause, 0):
            low, high = min(low, k), max(high, k)
        low = min([low, *(tree.left_edge(i) for i in tokens if tree.is_noun(i))])
        span = self.span(low, high)
        if span.end - span.start > _MOST:
            low, high = min(tokens), max(tokens)
            span = self.span(low, high)
        if span.end - span.start > _MOST:
            span = self.words(draft.trigger.words)
        return span

    def _inside(self, i: int, depth: int) -> list[int]:
        tree = self.tree
        found = [i]
        if depth < 12:
            for k in tree.kids[i]:
                if tree.dep[k] in _EDGE and not (tree.dep[k] == "conj" and not tree.is_verb(k)):
                    continue
                if tree.dep[k] == "nsubj" and depth == 0 and tree.tag[k] in ("WDT", "WP"):
                    continue
                found += self._inside(k, depth + 1)
        return found
