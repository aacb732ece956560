"""The layer `statements`: who is reported to have said, written, believed, intended... what.

In: a parsed document. Out: `StatementMention`s in text order. The way there, one step a function:

    candidates   every construction that could be a statement   statements_candidates, statements_nominal
    decide       how likely each is; which ones stand together  statements_decide
    spans        the characters of source, cue and content      statements_spans, statements_continue
    link         form, act, modality, speaker, nesting          statements_link

Left out: whose word a value stands on (`build/attribution.py`), and who a source is beyond the document.
"""

from __future__ import annotations

from onrecord.annotate.encoder import encoded_of
from onrecord.annotate.statements_blend import SHOWN_TO_BLEND, blend
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_link import Linker
from onrecord.annotate.statements_proposals import THRESHOLD, Proposal, Reading, propose, turns
from onrecord.annotate.statements_spans import Chars, widened
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention
from onrecord.model.span import Span

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
    encoded = encoded_of(doc)
    if encoded is None:
        proposals = list(propose(reading))
    else:
        proposals = blend(reading, encoded, list(propose(reading, SHOWN_TO_BLEND)))
    chosen = decide(reading, [*turns(reading), *proposals])
    return Linker(doc, reading.g, reading.quotes).mentions(chosen)


def decide(reading: Reading, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals that can stand together, in text order; the likelier goes first."""
    kept: list[Proposal] = []
    for new in sorted(proposals, key=lambda item: (-item.p, item.cue)):
        likely = new.p >= THRESHOLD or any(_overlap((new.cue,), old.content) for old in kept)
        if likely and all(_agree(reading.g, new, old) for old in kept):
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
        return new.inner >= NESTED_THRESHOLD and not own_voice and g.tag[new.head] != "VB"
    shared = _overlap(new.content, old.content)
    return shared < 0.6 * min(_size(new.content), _size(old.content))


def _overlap(one: tuple[Chars, ...], other: tuple[Chars, ...]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: tuple[Chars, ...]) -> int:
    return sum(b - a for a, b in spans)


def to_span(text: str, chars: Chars) -> Span:
    """A span of the stored text; marks written as two apostrophes are taken whole."""
    return Span(*widened(text, chars))
