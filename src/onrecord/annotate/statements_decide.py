"""Deciding: how likely each candidate is a statement, by weights over plain features.

In: `Candidate`s. Out: a probability each. The weights are in `resources/statement_weights.json`, made by
`training/attribution_cues.py`; they hold single words, constructions and numbers, no text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from onrecord.annotate.statements_candidates import Candidate
from onrecord.annotate.statements_cues import act_of, words
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_quotes import QuotationIndex

LEAST_HEAD_SCORE = -2.0
"""Log-odds under which a word is passed over: a third fewer candidates, F1 on dev unchanged."""

_SPOKEN = frozenset(("said", "wrote", "demands"))
_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"))
_PERSONAL = {
    "i": "I",
    "we": "I",
    "you": "you",
    "he": "he",
    "she": "he",
    "they": "they",
    "it": "it",
    "who": "who",
}
_MODALS = frozenset("will would can could may might must should shall 'd 'll wo ca".split())
_OPEN_MARKS = frozenset('"“‘')
_LENGTHS = (1, 2, 4, 8, 16, 32)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Weight of each feature."""
    raw = (files("onrecord.annotate") / "resources" / "statement_weights.json").read_bytes()
    return {str(k): float(v) for k, v in json.loads(raw)["weights"].items()}


def probability(g: Grid, quotes: QuotationIndex, c: Candidate) -> float:
    """Probability that a candidate is a statement with about these spans."""
    table = weights()
    total = sum(table.get(name, 0.0) for name in features(g, quotes, c))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def head_features(g: Grid, i: int) -> Iterator[str]:
    """A few features of a word alone, to pass over hopeless cues before their candidates are made."""
    lemma, tag, dep = g.lemma(i), g.tag[i], g.dep[i]
    yield f"H {lemma}"
    yield f"H {lemma} {tag}"
    yield f"H {tag} {dep}"
    kinds = {g.dep[k] for k in g.kids[i] if k > i}
    for kind in ("ccomp", "xcomp", "dobj", "prep", "acl", "acomp"):
        if kind in kinds:
            yield f"H {tag[:2]} {kind}"
            yield f"H {lemma} {kind}"
    if g.kid(i, "nsubj", "poss") is not None:
        yield f"H {tag[:2]} subject"
    if g.head[i] != i and dep in ("dobj", "acomp", "xcomp", "pobj"):
        yield f"H {dep} {word_of(g, g.head[i])}"


def is_hopeless(g: Grid, i: int) -> bool:
    """Whether a verb, noun or adjective is so rarely a cue that its candidates need not be made."""
    lemma = g.lemma(i)
    spoken = act_of(lemma, g.tag[i]) in _SPOKEN or lemma in words("counting", "verbs")
    if spoken or (g.tag[i] == "VBN" and lemma in words("implicit", "passives")):
        return False  # briefings use words of saying that news corpora hardly show
    table = weights()
    return sum(table.get(name, 0.0) for name in head_features(g, i)) < LEAST_HEAD_SCORE


def word_of(g: Grid, i: int) -> str:
    """The lemma of a token, and "" for a name: the sides of a text are read alike, whoever they are."""
    return "" if g.tag[i][:3] == "NNP" or g.ent[i] in _NAMES else g.lemma(i)


def source_kind(g: Grid, s: int | None) -> str:
    """What the main word of a source is: a pronoun, a name by type, a noun, nothing."""
    if s is None:
        return "none"
    low = g.low[s]
    if low in _PERSONAL:
        return _PERSONAL[low]
    if g.ent[s] in ("PERSON", "ORG", "GPE", "NORP"):
        return g.ent[s]
    tag = g.tag[s]
    return "name" if tag[:3] == "NNP" else tag[:2]


def features(g: Grid, quotes: QuotationIndex, c: Candidate) -> Iterator[str]:
    """Names of the features that hold for a candidate."""
    h, frame = c.head, c.frame
    lemma = g.lemma(h)
    tag, dep = g.tag[h], g.dep[h]
    kind = source_kind(g, c.source_head)
    act = act_of(lemma, tag)
    yield "1"
    yield f"f {frame}"
    yield f"l {lemma}"
    yield f"lf {lemma} {frame}"
    if c.word:
        yield f"fw {frame} {c.word}"
        yield f"lw {lemma} {c.word}"
    yield f"ft {frame} {tag}"
    yield f"fd {frame} {dep}"
    yield f"fs {frame} {c.link} {kind}"
    yield f"ls {lemma} {kind}"
    yield f"k {c.link} {tag}"
    yield f"a {act}"
    yield f"af {act} {frame}"
    yield f"as {act} {kind}"
    if c.source_head is not None:
        noun = word_of(g, c.source_head)
        if kind in ("NN", "ORG") and noun:
            yield f"s {noun}"
            yield f"sf {noun} {frame}"
    for k in g.kids[h]:
        if g.dep[k] in ("aux", "auxpass", "neg"):
            word = g.low[k]
            yield f"x {word}"
            if word in _MODALS or g.dep[k] == "neg":
                yield f"xf {act} {'modal' if word in _MODALS else 'neg'}"
    if dep in ("xcomp", "ccomp", "conj", "advcl", "pcomp", "acl", "relcl"):
        yield f"p {dep} {word_of(g, g.head[h])}"
        yield f"pd {dep} {lemma}"
    yield from _content_features(g, quotes, c, lemma, act)


def _content_features(g: Grid, quotes: QuotationIndex, c: Candidate, lemma: str, act: str) -> Iterator[str]:
    frame, head = c.frame, c.content_head
    first, last = c.content[0][0], c.content[-1][1]
    size = sum(b - a for a, b in c.content)
    bucket = sum(1 for limit in _LENGTHS if size > limit)
    yield f"n {frame} {bucket}"
    if head is not None:
        word = word_of(g, head)
        yield f"c {frame} {g.tag[head]}"
        yield f"ct {lemma} {g.tag[head][:2]}"
        yield f"cw {word}"
        yield f"cf {frame} {word}"
        yield f"ce {frame} {g.ent[head]}"
        if frame in ("dobj", "prep", "dobj+"):
            yield f"cx {frame} {act} {'name' if g.tag[head][:3] == 'NNP' else g.tag[head][:2]}"
    opening = (
        g.low[first]
        if g.low[first] in ("that", "to", "if", "whether", "how", "what", "why", "who", "as", "it", '"', "“")
        else g.tag[first][:2]
    )
    yield f"o {frame} {opening}"
    held = quotes.at(g.start[first])
    inner = quotes.between(g.start[first], g.end[last - 1])
    speech = any(q.is_speech for q in inner)
    q_state = (
        "in"
        if held and held.is_speech and held.start < g.start[first]
        else "open"
        if held
        else "has"
        if speech
        else "term"
        if inner
        else "no"
    )
    yield f"q {frame} {q_state}"
    yield f"qa {act} {q_state}"
    yield f"ql {lemma} {q_state}"
    cue_held = quotes.at(g.start[c.head])
    if cue_held is not None:
        yield f"qc {'speech' if cue_held.is_speech else 'term'}"
    if frame in ("left", "around", "rest") or c.word == "sentence":
        gap = first - c.cue[1] if first >= c.cue[1] else c.cue[0] - c.content[0][1]
        yield f"g {frame} {min(abs(gap), 9)} {q_state}"
        yield f"gi {frame} {c.source_head is not None and c.source_head > c.head}"
    if last < g.n:
        yield f"e {frame} {g.low[last] if not g.low[last][:1].isalnum() and not g.space[last] else 'w'}"
    if c.source:
        before = c.source[-1][1] <= c.cue[0]
        apart = min(c.cue[0] - c.source[-1][1], 6) if before else -min(c.source[0][0] - c.cue[1], 3)
        yield f"d {apart} {frame[:4]}"
    elif frame == "colon":
        yield "colon none"
    sent = g.sent[c.head]
    yield f"h {min(sent, 1)} {frame}"
    beside = quotations_beside(g, c)
    if beside:
        yield f"b {beside} {frame}"
        yield f"ba {beside} {frame} {act}"
        yield f"bl {beside} {lemma}"
    if frame == "next":
        yield f"nx {min(last - c.cue[1], 9) // 3}"
    if frame in ("around", "left", "rest"):
        tail = c.content[-1][0] if frame != "left" else last
        while tail < g.n - 1 and g.low[tail] in (",", ":", "—"):
            tail += 1
        if tail < g.n:
            yield f"t {frame} {g.low[tail] if g.tag[tail][:1] not in 'NVJC' else g.tag[tail]} {beside}"
            yield f"tq {frame} {g.low[tail] in _OPEN_MARKS} {beside}"
        yield f"tp {frame} {g.dep[c.head]} {g.tag[first]}"
    ending = g.sent_range[sent][1] - 1
    while ending > 0 and (g.space[ending] or g.low[ending] in ('"', "”")):
        ending -= 1
    if g.low[ending] == "?":
        yield f"? {source_kind(g, c.source_head)}"
        yield f"? {frame}"


def quotations_beside(g: Grid, c: Candidate) -> str:
    """Whether a quotation ends just before source and cue (L), or opens just after them (R) or soon (r)."""
    low, high = c.cue
    for a, b in c.source:
        if 0 <= low - b <= 2:
            low = a
        elif 0 <= a - high <= 2:
            high = b
    out = ""
    if low and g.low[low - 1] in ('"', "”", "’"):
        out = "L"
    sentence_end = g.sent_range[g.sent[c.head]][1]
    for i in range(high, min(high + 10, sentence_end)):
        if g.low[i] in _OPEN_MARKS:
            return out + ("R" if i <= high + 1 else "r")
    return out
