"""Candidates: every way in which a token of a parse could be the cue of a statement.

In: a `Grid`. Out: `Candidate`s, each with the words for source, cue and content that it would give.
This module only enumerates constructions (`frame`); `statements_decide` weighs them. Frames:

| frame | example (cue in capitals) |
| --- | --- |
| `ccomp`, `xcomp`, `acomp`, `dobj`, `attr`, `oprd` | the army SAID it left; they PLAN to leave |
| `dobj+`, `dobj+comp` | she BLAMED the rebels for it; he URGED both sides to talk |
| `prep` | they CALLED FOR calm |
| `vn-prep`, `vn-comp` | he EXPRESSED CONCERN ABOUT the talks |
| `left`, `around`, `rest` | the road is open, he SAID; It is, she SAID, open |
| `subj`, `subj+comp`, `subj+prep` | the plan WAS REJECTED by X; he IS EXPECTED to go |
| `head` | a fact CONFIRMED by the ministry |
| `as` | as he SAID, nobody left |
| `adj-comp`, `adj-prep` | she IS CONFIDENT that it holds |
| `n-comp`, `n-prep` | his CLAIM that all fled |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotate.statements_grid import Grid, Range
from onrecord.annotate.statements_sources import (
    agent_of,
    find_source,
    is_passive,
    minus,
    source_ranges,
    upper_speaker,
)

_CUE_LEFT = frozenset({"aux", "auxpass", "neg", "advmod"})
_NOT_CONTENT = frozenset(
    {"punct", "cc", "conj", "aux", "auxpass", "neg", "prt", "npadvmod", "nsubj", "nsubjpass", "expl"}
)
_OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp", "dative"})
_CLOSERS = frozenset([",", '"', "”", "’", "''", "?", "!", "—", "–", "-", "...", "…", "--"])
_OPENERS = frozenset('"“‘')


@dataclass(slots=True)
class Candidate:
    """A possible statement.

    Attributes:
        head: the token that would be its cue.
        frame: how the content hangs on the cue; see the module.
        cue: token range, unbroken.
        source: token ranges; empty for an implicit source.
        content: token ranges.
        source_head: main word of the source, or None.
        content_head: main word of the content, or None.
        link: how the source was found (own, conj, xcomp, acl, agent, poss, by, none).
        word: preposition or marker that opens the content, or the noun of a verb-noun cue.
    """

    head: int
    frame: str
    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    source_head: int | None = None
    content_head: int | None = None
    link: str = "none"
    word: str = ""


def cue_range(g: Grid, v: int) -> Range:
    """The cue around a verb: auxiliaries, negation and adverbs next to it, and its particle."""
    low = v
    while low > 0:
        k = low - 1
        if g.head[k] != v or g.dep[k] not in _CUE_LEFT:
            break
        if g.dep[k] == "advmod" and (g.tag[k] not in ("RB", "RBR", "RBS") or g.kids[k]):
            break
        low = k
    high = v + 1
    while high < g.n and g.head[high] == v and g.dep[high] in ("prt", "neg"):
        high += 1
    return low, high


def verb_candidates(g: Grid, v: int) -> Iterator[Candidate]:
    """All candidates whose cue is the verb `v`."""
    cue = cue_range(g, v)
    if is_passive(g, v):
        yield from _passive(g, v, cue)
        return
    s, link = find_source(g, v)
    if s is not None and g.low[s] in ("which", "that") and g.dep[v] == "relcl" and s > g.head[v]:
        link = "relative"
    own = (g.left[v], g.right[v])
    source = source_ranges(g, s, own if link == "acl" else cue) if s is not None else ()
    made: list[Candidate] = []
    for frame, content, head, word, hull in _active_contents(g, v, cue, s):
        pieces = minus(content, *source, hull)
        if pieces:
            made.append(Candidate(v, frame, hull, source, pieces, s, head, link, word))
            short = _without_coordination(g, v, head, pieces)
            if short:
                made.append(Candidate(v, frame + "~", hull, source, short, s, head, link, word))
    for frame, ranges, outer in _outside_contents(g, v, cue, s, source):
        made.append(Candidate(v, frame, cue, source, ranges, s, outer, link, ""))
    yield from made
    if s is not None and g.low[s] in ("who", "which", "that") and g.dep[v] == "relcl" and g.head[v] < s:
        noun = g.head[v]
        whole = source_ranges(g, noun, own)
        for c in made:
            yield Candidate(v, c.frame, c.cue, whole, c.content, noun, c.content_head, "antecedent", c.word)
    if link in ("conj", "xcomp", "advcl") and g.tag[v] in ("VBD", "VBZ", "VBP", "VBG"):
        upper = upper_speaker(g, v, s)
        if upper is not None:
            words = source_ranges(g, upper, own)
            for c in made:
                yield Candidate(v, c.frame, c.cue, words, c.content, upper, c.content_head, "upper", c.word)
    yield from _raising(g, v, cue)


def _without_coordination(g: Grid, v: int, head: int, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """The content up to an "and ..." that may go with the cue instead ("said X and left"); else empty."""
    for k in g.kids[head]:
        if g.dep[k] == "conj" and k > head and g.tag[k][:1] == "V" and pieces[-1][0] < k < pieces[-1][1]:
            cut = g.left[k]
            while cut > pieces[-1][0] and (g.dep[cut - 1] in ("cc", "punct") and g.head[cut - 1] == head):
                cut -= 1
            if cut > max(head, pieces[-1][0]):
                return (*pieces[:-1], (pieces[-1][0], cut))
    return ()


def _active_contents(
    g: Grid, v: int, cue: Range, s: int | None
) -> Iterator[tuple[str, Range, int, str, Range]]:
    """Contents after an active verb: frame, range, main word, opening word, cue."""
    thing: int | None = None
    for k in g.kids[v]:
        dep = g.dep[k]
        if k <= v or k == s:
            continue
        first, last = g.left[k], g.right[k]
        if dep in ("ccomp", "xcomp", "advcl") and first > v:
            if dep == "advcl" and g.low[first] not in (
                "that",
                "if",
                "whether",
                "how",
                "why",
                "what",
                "as",
                "because",
            ):
                continue
            yield dep, (first, last), k, g.low[first], cue
            if thing is not None:
                yield "dobj+comp", (g.left[thing], last), k, g.low[first], cue
        elif dep in _OBJECTS and first > v:
            thing = k if dep == "dobj" else thing
            yield dep, (first, last), k, "", cue
            end = _rest_end(g, v, k)
            if end > last:
                yield "dobj+", (first, end), k, "", cue
            yield from _through_noun(g, v, k, cue)
        elif dep == "prep":
            yield from _through_prep(g, k, cue, "prep")
        elif dep == "prt":
            cue = (cue[0], max(cue[1], k + 1)) if k == cue[1] else cue


def _rest_end(g: Grid, v: int, thing: int) -> int:
    """End of what follows the object and belongs to the verb: complements, not times or coordinations."""
    end = g.right[thing]
    for k in g.kids[v]:
        if k > thing and g.dep[k] in ("prep", "xcomp", "ccomp", "oprd", "dative", "advmod", "acomp"):
            if g.left[k] != end:
                break
            end = g.right[k]
    return end


def _through_prep(
    g: Grid, p: int, cue: Range, frame: str, word: str = ""
) -> Iterator[tuple[str, Range, int, str, Range]]:
    k = g.kid(p, "pobj", "pcomp")
    if k is not None and g.left[k] > p:
        # the cue is unbroken: it takes the preposition along only when that stands next to it
        hull = (cue[0], p + 1) if p == cue[1] or frame == "vn-prep" else cue
        yield frame, (g.left[k], g.right[k]), k, word or g.low[p], hull
    deeper = g.kid(p, "prep")
    if k is None and deeper is not None:
        yield from _through_prep(g, deeper, cue, frame, word)


def _through_noun(g: Grid, v: int, n: int, cue: Range) -> Iterator[tuple[str, Range, int, str, Range]]:
    """A verb and its object together as cue: "made the claim that", "expressed concern about"."""
    if g.tag[n] not in ("NN", "NNS") or n - v > 5:
        return
    for owner in (n, v):
        for k in g.kids[owner]:
            if k <= n:
                continue
            if g.dep[k] == "prep":
                yield from _through_prep(g, k, (cue[0], n + 1), "vn-prep", g.lemma(n))
            elif g.dep[k] in ("acl", "ccomp", "relcl") and owner == n:
                yield "vn-comp", (g.left[k], g.right[k]), k, g.lemma(n), (cue[0], n + 1)


def _outside_contents(
    g: Grid, v: int, cue: Range, s: int | None, source: tuple[Range, ...]
) -> Iterator[tuple[str, tuple[Range, ...], int | None]]:
    """Contents before or around "he said", and after it without a parsed clause."""
    first, last = g.sent_range[g.sent[v]]
    while last > first and g.space[last - 1]:
        last -= 1
    while first < last and g.space[first]:
        first += 1
    near = [p for p in source if first <= p[0] < last] if s is not None and g.head[s] == v else []
    low, high = min([cue[0], *(p[0] for p in near)]), max([cue[1], *(p[1] for p in near)])
    low_block = _block_start(g, v, low, first)
    high_block = _block_end(g, v, high, last)
    before = low_block > first and g.low[low_block - 1] in _CLOSERS
    after = high_block < last and (
        g.low[high_block] in (",", ":", "—", "–", "-", "--") or g.low[high_block] in _OPENERS
    )
    tail_start = high_block + 1 if high_block < last and g.low[high_block] not in _OPENERS else high_block
    if before:
        clause = g.kid(v, "ccomp", "parataxis")
        start = first
        if (
            clause is not None
            and clause < v
            and g.left[clause] > first
            and g.low[g.left[clause] - 1] in _OPENERS
        ):
            start = g.left[clause] - 1
        yield "left", ((start, low_block),), g.head[v] if g.head[v] != v else clause
        if after and tail_start < last:
            yield "around", ((start, low_block), (tail_start, last)), clause
    if after and tail_start < last:
        yield "rest", ((tail_start, last),), None
    if g.low[last - 1] == ":" and last < g.n:
        begin = last
        while begin < g.n and g.space[begin]:
            begin += 1
        if begin < g.n:
            end = begin + 1 if g.low[begin] in _OPENERS else g.sent_range[g.sent[begin]][1]
            yield "next", ((begin, end),), None
    if g.dep[v] == "advcl" and any(g.low[k] == "as" and k < v for k in g.kids[v]):
        whole = minus((first, last), (g.left[v], g.right[v]))
        if whole:
            yield "as", whole, g.head[v]


def _block_start(g: Grid, v: int, low: int, first: int) -> int:
    """Start of the stretch around "he said": back to a comma over the verb's own modifiers."""
    at = low
    for i in range(low - 1, max(first, low - 9) - 1, -1):
        if g.low[i] in _CLOSERS:
            return at if i + 1 == at else i + 1
        if not g.is_under(i, v) or any(
            g.dep[k] in ("ccomp", "parataxis") and g.is_under(i, k) for k in g.kids[v]
        ):
            return low
        at = i
    return at if at == first else low


def _block_end(g: Grid, v: int, high: int, last: int) -> int:
    """End of the stretch around "he said": on over addressees, times and places of saying."""
    for i in range(high, min(last, high + 16)):
        if g.low[i] in (",", ":", "—", "–", "--", ".", ";") or g.low[i] in _OPENERS:
            return i
        if not g.is_under(i, v) or any(g.dep[k] == "ccomp" and k > v and g.is_under(i, k) for k in g.kids[v]):
            return high
    return high


def _raising(g: Grid, v: int, cue: Range) -> Iterator[Candidate]:
    """ "She seems to agree": no source, and the content is subject and complement."""
    s = g.kid(v, "nsubj")
    if s is None or s > v:
        return
    for k in g.kids[v]:
        if k > v and g.dep[k] in ("xcomp", "acomp", "oprd", "ccomp", "prep") and g.left[k] > v:
            yield Candidate(
                v,
                "subj+comp",
                cue,
                (),
                ((g.left[s], g.right[s]), (g.left[k], g.right[k])),
                None,
                k,
                "none",
                g.low[g.left[k]],
            )


def _passive(g: Grid, v: int, cue: Range) -> Iterator[Candidate]:
    a = agent_of(g, v)
    link = "agent" if a is not None else "none"
    source = source_ranges(g, a) if a is not None else ()
    s = g.kid(v, "nsubjpass", "nsubj", "csubjpass")
    at = v
    while s is None and g.dep[at] in ("conj", "xcomp") and g.head[at] != at:
        at = g.head[at]
        s = g.kid(at, "nsubjpass", "nsubj")
    if g.dep[v] == "acl" and g.head[v] < v:
        h = g.head[v]
        yield Candidate(v, "head", cue, source, minus((g.left[h], g.left[v]), cue), a, h, link, "")
        s = h
    own = (g.left[v], g.right[v])
    subject: tuple[Range, ...] = ()
    if s is not None:
        subject = (
            minus((g.left[s], g.right[s]), own)[:1]
            if g.left[v] < g.right[s] and s < v
            else ((g.left[s], g.right[s]),)
        )
        yield Candidate(v, "subj", cue, source, subject, a, s, link, "")
    for k in g.kids[v]:
        if k <= v or g.left[k] <= v:
            continue
        if g.dep[k] in ("xcomp", "ccomp", "oprd", "acomp", "dobj", "attr", "advcl"):
            piece = (g.left[k], g.right[k])
            word = g.low[g.left[k]]
            yield Candidate(v, "p-" + g.dep[k], cue, source, (piece,), a, k, link, word)
            if subject:
                yield Candidate(v, "subj+comp", cue, source, (*subject, piece), a, k, link, word)
                yield Candidate(v, "s-comp", cue, subject, (piece,), s, k, "patient", word)
        elif g.dep[k] == "prep" and g.low[k] != "by":
            for _, span, head, word, hull in _through_prep(g, k, cue, "prep"):
                yield Candidate(v, "p-prep", hull, source, (span,), a, head, link, word)
                if subject:
                    yield Candidate(v, "subj+prep", hull, source, (*subject, span), a, head, link, word)
                    yield Candidate(v, "s-prep", hull, subject, (span,), s, head, "patient", word)
    for frame, ranges, outer in _outside_contents(g, v, cue, a, source):
        yield Candidate(v, frame, cue, source, ranges, a, outer, link, "")
