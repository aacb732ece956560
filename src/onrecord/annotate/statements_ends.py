"""Ends: where the content of a chosen candidate stops.

The subtree of a complement often takes along what the writer adds ("..., who has led it since May",
"..., according to the ministry", "... and left") or stops short of a coordination that belongs to what was
said. In: a candidate. Out: the same with the likeliest end among the places where a constituent on its
right edge begins, or where the next one ends. Weights as in `statements_decide`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotate.statements_candidates import Candidate
from onrecord.annotate.statements_cues import act_of
from onrecord.annotate.statements_decide import word_of
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_quotes import QuotationIndex

BEFORE_CUE = frozenset(("left", "head", "subj", "according", "account", "adverb", "as"))
"""Frames whose content stands before the cue or around it: their end is given."""
_PUNCT = frozenset([",", ";", "—", "–", "-", "--", "(", ".", ":"])
_MOST_OPTIONS = 12
_LENGTHS = (1, 3, 6, 12, 24)


@dataclass(slots=True)
class End:
    """A place where a content could stop.

    Attributes:
        token: one past the last token.
        kind: keep, cut or extend.
        at: main word of the constituent that is cut off or taken along; None for keep.
        first: its first token.
    """

    token: int
    kind: str
    at: int | None = None
    first: int = 0


def end_options(g: Grid, quotes: QuotationIndex, c: Candidate) -> list[End]:
    """The places where the content could stop; the first is where it stops now."""
    first, last = c.content[-1]
    options = [End(last, "keep")]
    if c.frame in BEFORE_CUE:
        return options
    head = c.content_head if c.content_head is not None and first <= c.content_head < last else None
    seen = {last}
    for end in (*_cuts(g, first, last, head), *_extensions(g, c, last)):
        if end.token not in seen and end.token > first and not _splits_quotation(g, quotes, end.token):
            seen.add(end.token)
            options.append(end)
    return options[:_MOST_OPTIONS]


def _cuts(g: Grid, first: int, last: int, head: int | None) -> Iterator[End]:
    """Cuts before each constituent on the right edge, then the same from there once more."""
    boundary = last
    for _ in range(3):
        while boundary > first and (g.low[boundary - 1] in _PUNCT or g.space[boundary - 1]):
            boundary -= 1
        at = boundary - 1
        least = boundary
        while at > first:
            begin = g.left[at]
            if head is not None and begin <= head:
                break
            if first < begin < least:
                yield End(_before(g, first, begin), "cut", at, begin)
                least = begin
            if g.head[at] == at or not first <= g.head[at] < last:
                break
            at = g.head[at]
        if least >= boundary:
            return
        boundary = _before(g, first, least)


def _before(g: Grid, first: int, begin: int) -> int:
    """The end in front of a constituent, without the comma and the conjunction that join it."""
    while begin - 1 > first and (
        g.low[begin - 1] in _PUNCT or g.dep[begin - 1] == "cc" or g.space[begin - 1]
    ):
        begin -= 1
    return begin


def _extensions(g: Grid, c: Candidate, last: int) -> Iterator[End]:
    """On over what follows in the sentence, constituent by constituent."""
    sentence_end = g.sent_range[g.sent[last - 1]][1]
    boundary = last
    for _ in range(3):
        at = boundary
        while at < sentence_end and (g.low[at] in (",", "—", "–", "-") or g.dep[at] == "cc"):
            at += 1
        if at >= sentence_end or g.low[at] in (".", "?", "!") or g.space[at]:
            return
        top = at
        while g.head[top] != top and g.left[g.head[top]] >= at:
            top = g.head[top]
        if g.right[top] <= boundary or any(at <= x < g.right[top] for x in (c.head, c.source_head or c.head)):
            return
        boundary = g.right[top]
        yield End(boundary, "extend", top, at)
    if boundary < sentence_end:
        yield End(sentence_end, "extend", None, boundary)


def _splits_quotation(g: Grid, quotes: QuotationIndex, token: int) -> bool:
    if token >= g.n:
        return False
    held = quotes.at(g.end[token - 1] - 1)
    return held is not None and held.start < g.start[token] < held.end - 1 and held.is_speech


def end_features(g: Grid, quotes: QuotationIndex, c: Candidate, end: End) -> Iterator[str]:
    """Names of the features of one place to stop."""
    kind, frame = end.kind, c.frame
    lemma = g.lemma(c.head)
    act = act_of(lemma, g.tag[c.head])
    first = c.content[-1][0]
    yield f"E {kind}"
    yield f"E {kind} {frame}"
    yield f"E {kind} {lemma}"
    yield f"En {kind} {sum(1 for limit in _LENGTHS if end.token - first > limit)}"
    after = g.low[end.token] if end.token < g.n and not g.low[end.token][:1].isalnum() else "w"
    yield f"Ea {kind} {after}"
    if end.token < g.n and after == ",":
        following = min(end.token + 1, g.n - 1)
        yield f"Eb {kind} {g.tag[following]}"
        is_open_class = g.tag[following][:2] in ("NN", "VB", "CD")
        yield f"Ew {kind} {g.tag[following] if is_open_class else g.low[following]}"
    elif end.token < g.n:
        yield f"Eb2 {kind} {g.tag[end.token]} {g.dep[end.token]}"
    if end.at is None:
        return
    k, dep = end.at, g.dep[end.at]
    joined = (
        g.low[end.first - 1]
        if end.first and not g.low[end.first - 1][:1].isalnum()
        else "cc"
        if end.first and g.dep[end.first - 1] == "cc"
        else ""
    )
    marker = g.low[end.first]
    owner = "head" if g.head[k] == c.content_head else "cue" if g.head[k] == c.head else ""
    yield f"Ed {kind} {dep} {joined}"
    yield f"Edf {kind} {dep} {joined} {frame}"
    yield f"Eda {kind} {dep} {joined} {act}"
    yield f"Edl {kind} {dep} {lemma}"
    yield f"Edt {kind} {dep} {g.tag[k]} {joined}"
    yield f"Edh {kind} {dep} {g.tag[g.head[k]][:2]} {owner}"
    if dep not in ("conj", "dobj", "appos", "pobj") or marker in ("but", "and"):
        yield f"Edm {kind} {dep} {marker if g.tag[end.first][:2] != 'NN' else 'NN'} {joined}"
    if dep == "prep":
        inner = g.kid(k, "pobj")
        if inner is not None:
            what = g.ent[inner] or g.tag[inner][:2]
            yield f"Edp {kind} {marker} {what} {owner}"
            yield f"Edq {kind} {marker} {frame} {act} {what}"
    if dep == "conj":
        same = g.tag[k] == g.tag[c.head]
        own = g.kid(k, "nsubj", "nsubjpass") is not None
        yield f"Ec {kind} {same} {own} {joined} {g.low[end.first - 1]}"
        yield f"Ecl {kind} {word_of(g, k)}"
        yield f"Eca {kind} {act_of(g.lemma(k), g.tag[k])} {same} {own}"
    size = g.right[k] - end.first
    yield f"Es {kind} {dep} {sum(1 for limit in _LENGTHS if size > limit)}"
    inner_quotes = quotes.between(g.start[end.first], g.end[min(g.n, max(end.first + 1, g.right[k])) - 1])
    kept_quotes = quotes.between(g.start[first], g.end[max(first, end.token - 1)])
    yield f"Eq {kind} {bool(inner_quotes)} {bool(kept_quotes)}"


def with_end(c: Candidate, token: int) -> Candidate:
    """The candidate with another end."""
    content = (*c.content[:-1], (c.content[-1][0], token))
    return Candidate(c.head, c.frame, c.cue, c.source, content, c.source_head, c.content_head, c.link, c.word)


def best_end(g: Grid, quotes: QuotationIndex, c: Candidate, table: dict[str, float]) -> Candidate:
    """The candidate with its likeliest end."""
    options = end_options(g, quotes, c)
    if len(options) == 1:
        return c
    scores = [sum(table.get(name, 0.0) for name in end_features(g, quotes, c, end)) for end in options]
    best = options[max(range(len(options)), key=lambda i: (scores[i], -i))]
    if best.kind == "keep":
        return c
    return with_end(c, best.token)
