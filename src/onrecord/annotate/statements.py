"""The layer `statements`: who is reported to have said, written, believed, intended... what.

In: a parsed document. Out: `StatementMention`s in text order. The way there, one step a function:

    candidates   every construction that could be a statement   statements_candidates, statements_nominal
    decide       how likely each is; which ones stand together  statements_decide
    spans        the characters of source, cue and content      statements_spans, statements_continue
    link         form, act, modality, speaker, nesting          statements_link

Left out: whose word a value stands on (`build/attribution.py`), and who a source is beyond the document.
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
from onrecord.annotate.statements_link import Linker
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
from onrecord.annotate.statements_spans import Chars, content_spans, merged, source_spans, widened
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention
from onrecord.model.span import Span

THRESHOLD = 0.32
"""Least probability of a statement. F1 is best where the cut is about half the F1 reached."""
OUTER_THRESHOLD = 0.4
"""Least probability of a statement that holds a likelier one in its content."""


NESTED_THRESHOLD = 0.5
"""Least probability of a statement inside another: corpora do not annotate these, so the weights say less."""


OWN_VOICE = frozenset("i we you let".split())


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `statements`."""
    doc.layers["statements"] = find_statements(doc)


def find_statements(doc: AnnotatedDocument) -> list[StatementMention]:
    """The statements of a document, in text order.

    Args:
        doc: parsed; the layers `actors` and `entities` are used where they are there.
    """
    reading = Reading(doc)
    if not reading.g.n:
        return []
    chosen = decide(reading, [*turns(reading), *propose(reading)])
    return Linker(doc, reading.g, reading.quotes).mentions(chosen)


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
        hull: from the first to the last character of cue and content.
    """

    head: int
    rule: str
    p: float
    source: tuple[Chars, ...]
    cue: Chars
    content: tuple[Chars, ...]
    source_head: int | None = None
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
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates(reading.g):
        p = probability(reading.g, reading.quotes, candidate)
        p = max(p, least_probability(reading.g, candidate))
        if p >= threshold and (candidate.head not in best or p > best[candidate.head][0]):
            best[candidate.head] = (p, candidate)
    for p, candidate in best.values():
        made = proposal(reading, best_end(reading.g, reading.quotes, candidate, weights()), p)
        if made is not None:
            yield made


def turns(reading: Reading) -> Iterator[Proposal]:
    """The turns of a transcript, each one statement with its label as source."""
    for label, colon, content in transcript_turns(reading.text):
        head = max(0, bisect_right(reading.g.start, colon[0]) - 1)
        yield Proposal(head, "turn", CERTAIN + 0.09, (label,), colon, content, None)


def proposal(reading: Reading, c: Candidate, p: float) -> Proposal | None:
    """The characters of a candidate; None when nothing is left as content."""
    g, text = reading.g, reading.text
    content = content_spans(g, text, reading.quotes, c.content, c.cue)
    source = source_spans(g, text, c.source)
    if not content:
        return None
    cue = (g.start[c.cue[0]], g.end[c.cue[1] - 1])
    after = max([cue[1], *(b for _, b in source), content[-1][1]])
    if reading.quotes.at(cue[0]) is None:
        content = merged(reading.continuation.extend(content, after))
    return Proposal(c.head, c.frame, p, source, cue, content, c.source_head)


def decide(reading: Reading, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals that can stand together, in text order; the likelier goes first."""
    kept: list[Proposal] = []
    for new in sorted(proposals, key=lambda item: (-item.p, item.cue)):
        if all(_agree(reading.g, new, old) for old in kept):
            kept.append(new)
    return sorted(kept, key=lambda item: (item.cue, item.content))


def _agree(g: Grid, new: Proposal, old: Proposal) -> bool:
    """Whether a less likely proposal can stand beside a likelier one."""
    if new.hull[0] >= old.hull[1] or old.hull[0] >= new.hull[1]:
        return True
    if _overlap((new.cue,), (old.cue,)):
        return False
    new_in_old = _overlap((new.cue,), old.content) > 0
    old_in_new = _overlap((old.cue,), new.content) > 0
    if new_in_old and old_in_new:
        return False
    if old_in_new:
        return new.p >= OUTER_THRESHOLD
    if new_in_old:
        # in a quotation "we reject this" is the speaking itself, and "urged all to report" reports nothing
        own_voice = new.source_head is not None and g.low[new.source_head] in OWN_VOICE
        return new.p >= NESTED_THRESHOLD and not own_voice and g.tag[new.head] != "VB"
    shared = _overlap(new.content, old.content)
    return shared < 0.6 * min(_size(new.content), _size(old.content))


def _overlap(one: tuple[Chars, ...], other: tuple[Chars, ...]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: tuple[Chars, ...]) -> int:
    return sum(b - a for a, b in spans)


def to_span(text: str, chars: Chars) -> Span:
    """A span of the stored text; marks written as two apostrophes are taken whole."""
    return Span(*widened(text, chars))
