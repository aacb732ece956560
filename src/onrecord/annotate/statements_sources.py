"""Who says it: the words for a source, found from the cue in the parse.

In: a `Grid` and a verb. Out: the main word of whoever acts in it and how it was found, and its token ranges.
"""

from __future__ import annotations

from onrecord.annotate.statements_grid import Grid, Range

_OBJECT_CONTROL = frozenset(
    "ask urge want tell force allow get order advise encourage invite let help permit".split()
)
_QUOTING = frozenset("quote cite report".split())


def find_source(g: Grid, v: int) -> tuple[int | None, str]:
    """The main word of who acts in the verb `v`, and how it was found."""
    at, link = v, "own"
    for _ in range(6):
        subject = g.kid(at, "nsubj", "csubj")
        if (subject is not None and g.low[subject] not in ("it", "there")) or (
            subject is not None and at == v
        ):
            return subject, link
        dep, head = g.dep[at], g.head[at]
        if head == at:
            return None, "none"
        if dep == "conj":
            upper = upper_speaker(g, at, None)
            if upper is not None and g.tag[at] != g.tag[head] and g.tag[at] == g.tag[g.head[upper]]:
                return upper, "upper"  # "replied that they use another method and DENIED it": by tense
            at, link = head, "conj" if link == "own" else link
        elif dep == "xcomp" or dep == "ccomp":
            if g.lemma(head) in _OBJECT_CONTROL:
                thing = g.kid(head, "dobj", "dative")
                if thing is not None:
                    return thing, "control"
            at, link = head, "xcomp"
        elif dep == "advcl":
            at, link = head, "advcl"
        elif dep == "pcomp":
            if g.low[head] == "as" and g.lemma(g.head[head]) in _QUOTING:
                thing = g.kid(g.head[head], "dobj", "nsubjpass")
                if thing is not None:
                    return thing, "quoted"
            at, link = g.head[head], "pcomp"
        elif dep in ("acl", "relcl"):
            if g.tag[at] in ("VBG", "VB") or dep == "relcl":
                return head, "acl"
            return None, "none"
        elif dep == "aux" or dep == "auxpass":
            at = head
        else:
            return None, "none"
        if g.tag[at][:1] not in "VM" and g.dep[at] not in ("ROOT", "conj", "ccomp"):
            return (at, "acl") if g.tag[at][:1] in "NP" else (None, "none")
        passive = g.kid(at, "nsubjpass")
        if passive is not None and link != "own":
            return passive, link
    return None, "none"


def source_ranges(g: Grid, s: int, *holes: Range) -> tuple[Range, ...]:
    """The words for a source with main word `s`: its phrase up to a relative clause that only adds."""
    first, last = g.left[s], g.right[s]
    for k in g.kids[s]:
        if k > s and g.dep[k] in ("relcl", "advcl", "ccomp") and g.left[k] > s:
            comma = g.low[g.left[k] - 1] in (",", "—", "–", "-")
            if comma and g.left[k] < last:
                last = g.left[k]
    pieces = minus((first, last), *holes)
    return tuple(p for p in pieces if p[0] <= s < p[1]) or pieces[:1]


def is_passive(g: Grid, v: int) -> bool:
    """Whether the verb is passive or a bare participle after its noun."""
    if g.tag[v] != "VBN":
        return False
    if g.kid(v, "auxpass", "nsubjpass") is not None:
        return True
    if g.dep[v] == "acl":
        return True
    return g.dep[v] == "conj" and is_passive(g, g.head[v]) and g.kid(v, "aux", "nsubj") is None


def agent_of(g: Grid, v: int) -> int | None:
    """The main word of "by X", or None."""
    by = g.kid(v, "agent")
    if by is None:
        for k in g.kids[v]:
            if g.dep[k] == "prep" and g.low[k] == "by":
                by = k
    return g.kid(by, "pobj") if by is not None else None


def upper_speaker(g: Grid, v: int, s: int | None) -> int | None:
    """Who speaks above the clause that `v` was hung on: "denied that a post was lost and SAID"."""
    at = v
    for _ in range(5):
        at = g.head[at]
        if g.head[at] == at:
            return None
        if g.dep[at] == "ccomp":
            upper = g.kid(g.head[at], "nsubj")
            return upper if upper is not None and upper != s and upper < v else None
    return None


def minus(span: Range, *holes: Range) -> tuple[Range, ...]:
    """What is left of a range when others are cut out."""
    pieces = [span]
    for a, b in holes:
        cut = []
        for x, y in pieces:
            if b <= x or a >= y:
                cut.append((x, y))
                continue
            if x < a:
                cut.append((x, a))
            if b < y:
                cut.append((b, y))
        pieces = cut
    return tuple(pieces)
