"""Blending: the rules' proposals and the encoder's reading of the same cues, one probability for both.

In: a `Reading`, the encoder's pass, the rules' proposals. Out: `Proposal`s with calibrated probabilities.
Each cue that either reader sees is looked at by both: the encoder links the rules' cues too. Two small
logistic models (`resources/statement_blend.json`, made by `training/statement_blend.py`) say how likely the
encoder's spans and the rules' spans are right; the likelier spans are taken.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from onrecord.annotate.encoder import Encoded
from onrecord.annotate.learned import LearnedAttribution, attributions, cue_runs, run_at, softmax
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_proposals import Proposal, Reading
from onrecord.annotate.statements_spans import Chars
from onrecord.model.span import Span

SHOWN_TO_BLEND = 0.12
"""Least probability of a rules' proposal that is worth a second look."""
LEAST_CUE_CHANCE = 0.04
"""A cue of the rules that the encoder gives less is not linked, and judged as the rules see it."""
_NAMES = ("cue", "content", "source", "rules", "has_rules", "content_shared", "has_source", "source_shared",
          "no_source_twice", "cue_rules", "content_rules", "shared_rules")  # fmt: skip


@lru_cache(maxsize=1)
def _models() -> dict[str, dict[str, float]]:
    raw = (files("onrecord.annotate") / "resources" / "statement_blend.json").read_bytes()
    found: dict[str, dict[str, float]] = json.loads(raw)["models"]
    return found


def blend(reading: Reading, encoded: Encoded, rules: Sequence[Proposal]) -> list[Proposal]:
    """One proposal for each cue that the rules or the encoder see."""
    found = []
    for learned, rule in pairs(encoded, rules):
        values = features(learned, rule)
        by_encoder = _chance("encoder", values) if learned is not None and learned.content else 0.0
        by_rules = _chance("rules", values) if rule is not None else 0.0
        if rule is not None and (by_rules >= by_encoder or learned is None):
            p = max(by_rules, rule.least)
            found.append(_with(rule, p, "both" if learned is not None and learned.content else "rules"))
        elif learned is not None and learned.content:
            found.append(_from_encoder(reading.g, learned, rule, by_encoder))
    return found


def pairs(
    encoded: Encoded, rules: Sequence[Proposal]
) -> list[tuple[LearnedAttribution | None, Proposal | None]]:
    """What the encoder and the rules make of each cue; the likeliest proposal where several touch it."""
    cues = list(cue_runs(encoded))
    spans = [(int(encoded.pieces.starts[a]), int(encoded.pieces.ends[b - 1])) for a, b in cues]
    best: list[Proposal | None] = [None] * len(cues)
    chances = 1 - softmax(encoded.cue)[:, 0] if len(encoded.pieces) else None
    unlinked: list[Proposal] = []
    for proposal in sorted(rules, key=lambda item: -item.p):
        at = [n for n, span in enumerate(spans) if _shared((span,), (proposal.cue,))]
        if at:
            for n in at:
                best[n] = best[n] or proposal
            continue
        run = run_at(encoded, Span(*proposal.cue))
        if run is None or chances is None or chances[run[0] : run[1]].mean() < LEAST_CUE_CHANCE:
            unlinked.append(proposal)
        else:
            cues.append(run)
            spans.append(proposal.cue)
            best.append(proposal)
    out: list[tuple[LearnedAttribution | None, Proposal | None]] = list(
        zip(attributions(encoded, cues), best, strict=True)
    )
    return [*out, *((None, proposal) for proposal in unlinked)]


def features(learned: LearnedAttribution | None, rule: Proposal | None) -> dict[str, float]:
    """What the two logistic models see, by name."""
    cue = _log_odds(learned.cue_chance if learned else 0.0)
    content = _log_odds(learned.content_chance if learned else 0.0)
    by_rules = _log_odds(rule.p) if rule else -4.0
    shared = shared_source = 0.0
    if rule is not None and learned is not None:
        shared = _jaccard(_chars(learned.content), rule.content)
        shared_source = _jaccard(_chars(learned.source), rule.source)
    has_rules, has_source = float(rule is not None), float(bool(learned and learned.source))
    nobody = float(rule is not None and not rule.source and not has_source)
    values = (
        cue, content, _log_odds(learned.source_chance if learned else 0.0), by_rules, has_rules, shared,
        has_source, shared_source, nobody, cue * has_rules, content * has_rules, shared * by_rules,
    )  # fmt: skip
    return dict(zip(_NAMES, values, strict=True))


def _chance(model: str, values: dict[str, float]) -> float:
    weights = _models()[model]
    total = weights["1"] + sum(weights[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _log_odds(p: float) -> float:
    held = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


def _chars(spans: Sequence[Span]) -> tuple[Chars, ...]:
    return tuple((span.start, span.end) for span in spans)


def _shared(one: Sequence[Chars], other: Sequence[Chars]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _jaccard(one: Sequence[Chars], other: Sequence[Chars]) -> float:
    both = _shared(one, other)
    size = sum(b - a for a, b in (*one, *other))
    return both / (size - both) if size > both else 0.0


def _with(rule: Proposal, p: float, reader: str) -> Proposal:
    return replace(rule, p=p, inner=rule.p, reader=reader)


def _from_encoder(g: Grid, learned: LearnedAttribution, rule: Proposal | None, p: float) -> Proposal:
    """The encoder's spans; head words from the rules' proposal where there is one, else from the parse."""
    source, content = _chars(learned.source), _chars(learned.content)
    cue = (learned.cue.start, learned.cue.end)
    head = rule.head if rule is not None else _top(g, cue)
    source_head = _top(g, source[0]) if source else None
    if rule is not None and rule.source_head is not None and _shared(source, rule.source):
        source_head = rule.source_head
    made = Proposal(head, "encoder", p, source, cue, content, source_head, reader="encoder")
    if rule is not None:
        made = replace(
            made, rule=rule.rule, p=max(p, rule.least), least=rule.least, inner=rule.p, reader="both"
        )
    return made


def _top(g: Grid, chars: Chars) -> int:
    """The token of a stretch on which the others hang; a verb, noun or adjective before other words."""
    first = max(0, bisect_right(g.start, chars[0]) - 1)
    last = max(first + 1, bisect_right(g.start, chars[1] - 1))
    tops = [i for i in range(first, last) if g.head[i] == i or not first <= g.head[i] < last]
    return next((i for i in tops if g.tag[i][:1] in "VNJ"), tops[0])
