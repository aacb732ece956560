"""Candidates whose cue is not a verb: nouns, adjectives, "according to", adverbs, and colons.

In: a `Grid`. Out: `Candidate`s as in `statements_candidates`. Frames made here: `adj-comp`, `adj-prep`,
`n-comp`, `n-prep`, `n-quote`, `according`, `account`, `adverb`, `colon`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotate.statements_candidates import Candidate
from onrecord.annotate.statements_grid import Grid, Range
from onrecord.annotate.statements_sources import find_source, minus, source_ranges

ADVERBS = frozenset("reportedly allegedly apparently supposedly purportedly seemingly presumably".split())
_ACCOUNT_NOUNS = frozenset(
    "view opinion words account accounts estimate estimates count reckoning telling judgment judgement "
    "version".split()
)
_SOURCE_PREPS = frozenset("by from among of".split())
_MAX_LABEL = 12


def noun_candidates(g: Grid, n: int) -> Iterator[Candidate]:
    """ "His claim that ...", "calls for ...", "the ministry's warning about ..."."""
    s, link = _source_of_noun(g, n)
    for k in g.kids[n]:
        if k <= n:
            continue
        content: Range
        if g.dep[k] in ("acl", "ccomp", "relcl", "appos", "xcomp") and g.tag[k] != "VBN":
            content, frame, word, head = (g.left[k], g.right[k]), "n-comp", g.low[g.left[k]], k
            cue = (n, n + 1)
        elif g.dep[k] == "prep" and k == n + 1 and (s is None or g.head[s] != k):
            inner = g.kid(k, "pobj", "pcomp")
            if inner is None or g.left[inner] <= k:
                continue
            content, frame, word, head = (g.left[inner], g.right[inner]), "n-prep", g.low[k], inner
            cue = (n, k + 1)
        else:
            continue
        source: tuple[Range, ...] = ()
        if s is not None:
            source = source_ranges(g, s, (n, g.right[n])) if s < n else source_ranges(g, s, content)
            if link == "poss":
                source = tuple(
                    (a, b - 1) if g.low[b - 1] in ("'s", "’s", "'", "’") else (a, b) for a, b in source
                )
                cue = (source[-1][1], cue[1]) if source and n - source[-1][1] <= 4 else cue
        pieces = tuple(p for p in minus(content, *source) if p[1] > p[0])
        if pieces:
            yield Candidate(
                n, frame, cue, tuple(p for p in source if p[1] > p[0]), pieces, s, head, link, word
            )
            if link == "verb":
                yield Candidate(n, frame, cue, (), pieces, None, head, "none", word)


def _source_of_noun(g: Grid, n: int) -> tuple[int | None, str]:
    poss = g.kid(n, "poss")
    if poss is not None:
        return poss, "poss"
    for k in g.kids[n]:
        if k > n and g.dep[k] == "prep" and g.low[k] in _SOURCE_PREPS:
            inner = g.kid(k, "pobj")
            if inner is not None and any(
                g.dep[o] in ("acl", "prep", "ccomp", "relcl") for o in g.kids[n] if o > k
            ):
                return inner, g.low[k]
    head = g.head[n]
    if g.dep[n] in ("dobj", "attr") and g.tag[head][:1] == "V":
        s, _ = find_source(g, head)
        if s is not None and s != n:
            return s, "verb"
    return None, "none"


def adjective_candidates(g: Grid, a: int) -> Iterator[Candidate]:
    """ "She is confident that ...", "they are worried about ..."."""
    if g.dep[a] not in ("acomp", "ROOT", "ccomp", "conj", "oprd", "advcl", "amod", "relcl"):
        return
    be = g.head[a] if g.dep[a] in ("acomp", "oprd") else a
    s, link = find_source(g, be) if g.dep[a] != "amod" else (g.head[a], "amod")
    first = be if be != a and a - be <= 4 else a
    while first > 0 and g.head[first - 1] == be and g.dep[first - 1] in ("aux", "neg", "advmod"):
        first -= 1
    for owner in dict.fromkeys((a, be)):
        for k in g.kids[owner]:
            if k <= a or g.left[k] <= a:
                continue
            cue = (first, a + 1)
            if g.dep[k] in ("ccomp", "xcomp", "advcl"):
                content, frame, word, head = (g.left[k], g.right[k]), "adj-comp", g.low[g.left[k]], k
            elif g.dep[k] == "prep":
                inner = g.kid(k, "pobj", "pcomp")
                if inner is None or g.left[inner] <= k:
                    continue
                content, frame, word, head = (g.left[inner], g.right[inner]), "adj-prep", g.low[k], inner
                cue = (first, k + 1) if k == a + 1 else cue
            else:
                continue
            source = source_ranges(g, s, (first, g.right[k])) if s is not None else ()
            yield Candidate(a, frame, cue, source, (content,), s, head, link, word)
            if s is not None and s < a and frame == "adj-comp":
                yield Candidate(
                    a,
                    "adj-subj+comp",
                    cue,
                    (),
                    ((g.left[s], min(g.right[s], first)), content),
                    None,
                    head,
                    "none",
                    word,
                )


def according_candidates(g: Grid, i: int) -> Iterator[Candidate]:
    """ "According to X, ..."; `i` is the word "according"."""
    if i + 1 >= g.n or g.low[i + 1] != "to":
        return
    s = g.kid(i + 1, "pobj")
    if s is None:
        for k in g.kids[i]:
            if g.low[k] == "to":
                s = g.kid(k, "pobj")
    if s is None or s < i:
        return
    source = source_ranges(g, s)
    block = (i, max(source[-1][1], g.right[s]))
    yield from _clause_minus(g, i, block, "according", (i, i + 2), source, s)


def _clause_minus(
    g: Grid, i: int, block: Range, frame: str, cue: Range, source: tuple[Range, ...], s: int | None
) -> Iterator[Candidate]:
    """Content is the sentence, or the clause that the phrase hangs on, without the phrase."""
    first, last = g.sent_range[g.sent[i]]
    whole = tuple(p for p in minus((first, last), block) if g.words(p))
    if whole:
        yield Candidate(i, frame, cue, source, whole, s, None, "own", "sentence")
    before = tuple(p for p in whole if p[1] <= block[0])
    after = tuple(p for p in whole if p[0] >= block[1])
    if before and after:
        yield Candidate(i, frame, cue, source, before, s, None, "own", "before")
        yield Candidate(i, frame, cue, source, after, s, None, "own", "after")
    head = g.head[i]
    while g.dep[head] in ("prep", "pobj", "pcomp") and g.head[head] != head:
        head = g.head[head]
    clause = (g.left[head], g.right[head])
    if clause != (first, last) and head != i:
        pieces = tuple(p for p in minus(clause, block) if g.words(p))
        if pieces and pieces != whole:
            yield Candidate(i, frame, cue, source, pieces, s, head, "own", "clause")


def account_candidates(g: Grid, i: int) -> Iterator[Candidate]:
    """ "By her account, ...", "in X's view", "per the ministry"; `i` is the preposition."""
    if g.dep[i] != "prep":
        return
    n = g.kid(i, "pobj")
    if n is None or n < i:
        return
    if g.low[i] == "per" and g.tag[n][:3] == "NNP":
        source = source_ranges(g, n)
        yield from _clause_minus(g, i, (i, g.right[n]), "account", (i, i + 1), source, n)
    elif g.low[i] in ("by", "in") and g.low[n] in _ACCOUNT_NOUNS:
        s = g.kid(n, "poss", "compound", "nmod")
        if s is None:
            of = g.kid(n, "prep")
            s = g.kid(of, "pobj") if of is not None and g.low[of] == "of" else None
        if s is None:
            return
        source = source_ranges(g, s)
        source = tuple((a, b - 1 if g.low[b - 1] in ("'s", "’s", "'", "’") else b) for a, b in source)
        cue = (i, i + 1) if s > i + 1 and s > n else (source[-1][1], n + 1) if s < n else (i, n + 1)
        yield from _clause_minus(g, i, (i, g.right[n]), "account", cue, source, s)


def adverb_candidates(g: Grid, i: int) -> Iterator[Candidate]:
    """ "Reportedly": nobody is named; the content is the clause."""
    if g.low[i] not in ADVERBS:
        return
    head = g.head[i]
    clause = (g.left[head], g.right[head])
    pieces = tuple(p for p in minus(clause, (i, i + 1)) if g.words(p))
    if pieces:
        yield Candidate(i, "adverb", (i, i + 1), (), pieces, None, head, "none", g.low[i])


def colon_candidates(g: Grid, i: int) -> Iterator[Candidate]:
    """ "Spokesperson: ..."; `i` is a colon near the head of its sentence, after a short noun phrase."""
    first, last = g.sent_range[g.sent[i]]
    while first < i and g.space[first]:
        first += 1
    if not 0 < i - first <= _MAX_LABEL or any(
        g.tag[j] in ("VBD", "VBZ", "VBP", "MD") for j in range(first, i)
    ):
        return
    while last > i and g.space[last - 1]:
        last -= 1
    if last > i + 1:
        s = next((j for j in range(i - 1, first - 1, -1) if g.tag[j][:2] == "NN"), first)
        yield Candidate(i, "colon", (i, i + 1), ((first, i),), ((i + 1, last),), s, None, "own", "")
