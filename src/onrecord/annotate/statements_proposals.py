"""Proposals: what could be a statement of a document, with its probability and its characters.

In: a parsed document. Out: `Proposal`s, the likeliest of each cue word, found by the rules. Which of them
stand together is for `statements.decide`; what the encoder makes of them, for `statements_blend`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotate.statements_candidates import Candidate, verb_candidates
from onrecord.annotate.statements_continue import Continuation
from onrecord.annotate.statements_decide import is_hopeless, probability, weights
from onrecord.annotate.statements_ends import best_end
from onrecord.annotate.statements_genre import CERTAIN, least_probability, transcript_turns
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_nominal import (
    ADVERBS,
    according_candidates,
    account_candidates,
    adjective_candidates,
    adverb_candidates,
    colon_candidates,
    noun_candidates,
)
from onrecord.annotate.statements_quotes import QuotationIndex, find_quotations
from onrecord.annotate.statements_spans import Chars, content_spans, merged, source_spans
from onrecord.model.annotated import AnnotatedDocument

THRESHOLD = 0.32
"""Least probability of a statement. F1 is best where the cut is about half the F1 reached."""


class Reading:
    """What all steps share: the grid of the parse, the quotations, and what continues them."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.text = doc.reading_text
        self.g = Grid(doc.parse)
        self.quotes = QuotationIndex(find_quotations(self.text))
        self.continuation = Continuation(self.g, self.text, self.quotes)


@dataclass(slots=True)
class Proposal:
    """A candidate with its probability and its characters.

    Attributes:
        rule: frame of the candidate, or the reader that made it.
        inner: probability that it is one if it stands in the content of another: by the rules alone, since
            corpora that teach the encoder do not annotate these.
        least: probability that the genre alone gives it, whatever the weights say.
        reader: what found it: "rules", "encoder" or "both".
        hull: from the first to the last character of cue and content.
    """

    head: int
    rule: str
    p: float
    source: tuple[Chars, ...]
    cue: Chars
    content: tuple[Chars, ...]
    source_head: int | None = None
    least: float = 0.0
    inner: float = 0.0
    reader: str = "rules"
    hull: Chars = (0, 0)

    def __post_init__(self) -> None:
        pieces = (self.cue, *self.content)
        self.hull = (min(a for a, _ in pieces), max(b for _, b in pieces))


def candidates(g: Grid, hopeful_only: bool = True) -> Iterator[Candidate]:
    """Every candidate of a parse that has a content; by default without those of hopeless cue words."""
    for candidate in _constructions(g, hopeful_only):
        if candidate.content and candidate.content[-1][1] > candidate.content[0][0]:
            yield candidate


def _constructions(g: Grid, hopeful_only: bool) -> Iterator[Candidate]:
    for i, tag in enumerate(g.tag):
        first = tag[:1]
        if hopeful_only and first in "VNJ" and tag[:3] != "NNP" and is_hopeless(g, i):
            continue
        if first == "V":
            yield from verb_candidates(g, i)
        elif tag in ("NN", "NNS"):
            yield from noun_candidates(g, i)
        elif first == "J":
            yield from adjective_candidates(g, i)
        low = g.low[i]
        if low == "according":
            yield from according_candidates(g, i)
        elif low in ("by", "in", "per"):
            yield from account_candidates(g, i)
        elif low == ":":
            yield from colon_candidates(g, i)
        elif low in ADVERBS:
            yield from adverb_candidates(g, i)


def propose(reading: Reading, threshold: float = THRESHOLD) -> Iterator[Proposal]:
    """The likeliest candidate of each cue word, if it is likely enough."""
    best: dict[int, tuple[float, float, Candidate]] = {}
    for candidate in candidates(reading.g):
        least = least_probability(reading.g, candidate)
        p = max(probability(reading.g, reading.quotes, candidate), least)
        if p >= threshold and (candidate.head not in best or p > best[candidate.head][0]):
            best[candidate.head] = (p, least, candidate)
    for p, least, candidate in best.values():
        made = proposal(reading, best_end(reading.g, reading.quotes, candidate, weights()), p, least)
        if made is not None:
            yield made


def turns(reading: Reading) -> Iterator[Proposal]:
    """The turns of a transcript, each one statement with its label as source."""
    for label, colon, content in transcript_turns(reading.text):
        head = max(0, bisect_right(reading.g.start, colon[0]) - 1)
        yield Proposal(head, "turn", CERTAIN + 0.09, (label,), colon, content, None, CERTAIN, CERTAIN)


def proposal(reading: Reading, c: Candidate, p: float, least: float = 0.0) -> Proposal | None:
    """The characters of a candidate; None when nothing is left as content."""
    g, text = reading.g, reading.text
    content = content_spans(g, text, reading.quotes, c.content, c.cue)
    source = source_spans(g, text, c.source)
    if not content or c.cue[0] >= c.cue[1]:
        return None  # a parse may put the end of a cue before its verb
    cue = (g.start[c.cue[0]], g.end[c.cue[1] - 1])
    after = max([cue[1], *(b for _, b in source), content[-1][1]])
    if reading.quotes.at(cue[0]) is None:
        content = merged(reading.continuation.extend(content, after))
    return Proposal(c.head, c.frame, p, source, cue, content, c.source_head, least, p)
