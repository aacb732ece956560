"""`Grid`: a parse as flat lists, so that rules over many candidates stay fast.

In: a spaCy `Doc`. Out: for each token its head, relation, tag, lower-case form, children, and the
first and last token of its subtree. Token ranges here are `(first, last + 1)` pairs of token numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.annotate.parser import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

Range = tuple[int, int]
_MAX_CLIMB = 60


class Grid:
    """Flat view of a parse.

    Attributes:
        n: number of tokens.
        head: number of the head token; itself for a root.
        dep: relation to the head.
        tag: Penn Treebank tag.
        low: lower-case form.
        start, end: character offsets of each token.
        space: whether the token is white space.
        sent: number of the sentence.
        sent_range: token range of each sentence.
        kids: children of each token in text order.
        left, right: first token of the subtree, and one past its last.
        ent: entity type of the token, or "".
    """

    def __init__(self, parse: Doc) -> None:
        from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, LOWER, SENT_START, TAG

        names = parse.vocab.strings
        table = (
            parse.to_array([HEAD, DEP, TAG, LOWER, IDX, LENGTH, SENT_START, ENT_TYPE])
            .astype("int64")
            .tolist()
        )
        known: dict[int, str] = {0: ""}

        def name(key: int) -> str:
            value = known.get(key)
            if value is None:
                value = known[key] = names[key % (1 << 64)]
            return value

        self.n = n = len(table)
        self.head = [i + row[0] for i, row in enumerate(table)]
        self.dep = [name(row[1]) for row in table]
        self.tag = [name(row[2]) for row in table]
        self.low = [name(row[3]) for row in table]
        self.start = [row[4] for row in table]
        self.end = [row[4] + row[5] for row in table]
        self.ent = [name(row[7]) for row in table]
        self.space = [low.isspace() for low in self.low]
        self.sent: list[int] = []
        self.sent_range: list[Range] = []
        self._cut_sentences([row[6] for row in table])
        self.kids: list[list[int]] = [[] for _ in range(n)]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self.left, self.right = list(range(n)), [i + 1 for i in range(n)]
        self._spread()
        self._lemmas: list[str | None] = [None] * n

    def _cut_sentences(self, starts: list[int]) -> None:
        begin = 0
        for i, mark in enumerate(starts):
            if mark == 1 and i > begin:
                self.sent_range.append((begin, i))
                begin = i
            self.sent.append(len(self.sent_range))
        if self.n:
            self.sent_range.append((begin, self.n))

    def _spread(self) -> None:
        """Carry each token's position up to all its heads; sentences bound the climb."""
        head, left, right = self.head, self.left, self.right
        for i in range(self.n):
            at, steps = i, 0
            while head[at] != at and steps < _MAX_CLIMB:
                at = head[at]
                moved = False
                if i < left[at]:
                    left[at] = i
                    moved = True
                if i >= right[at]:
                    right[at] = i + 1
                    moved = True
                if not moved and left[at] <= i < right[at] and at != i:
                    break
                steps += 1

    def lemma(self, i: int) -> str:
        """Lower-case lemma of token `i`."""
        found = self._lemmas[i]
        if found is None:
            found = self._lemmas[i] = lemma_of(self.low[i], self.tag[i])
        return found

    def kid(self, i: int, *deps: str) -> int | None:
        """First child of `i` with one of the relations, or None."""
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps:
                return k
        return None

    def subtree(self, i: int) -> Range:
        """Token range of the subtree of `i`."""
        return self.left[i], self.right[i]

    def is_under(self, i: int, top: int) -> bool:
        """Whether `top` is `i` or one of its heads."""
        steps = 0
        while i != top:
            if self.head[i] == i or steps > _MAX_CLIMB:
                return False
            i = self.head[i]
            steps += 1
        return True

    def words(self, span: Range) -> int:
        """How many tokens of a range hold a letter or digit."""
        return sum(1 for i in range(*span) if self.low[i][:1].isalnum())


def grid_of(doc: Any) -> Grid:
    """The grid of an annotated document, made once and kept beside its layers."""
    kept = doc.__dict__.get("_statement_grid")
    if kept is None or kept.n != len(doc.parse):
        kept = doc.__dict__["_statement_grid"] = Grid(doc.parse)
    return kept  # type: ignore[no-any-return]
