"""A small scorer for the floors: statements, figures and events of whole documents against gold.

Items are matched one to one, best first: statements by content (Jaccard of at least one half), figures
by value, thing and overlapping evidence, events by type and overlapping evidence. Gold that a careful
coder may or may not make (`optional`) counts neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from onrecord.model.records import EventReport, Figure, Record, Statement
from onrecord.model.span import Span

Gold = dict[str, Any]
_SMALL_WORDS = frozenset("the a an of and s in for to at by".split())


def f1(matched: int, expected: int, found: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing matches."""
    return 2 * matched / (expected + found) if matched else 0.0


def words(name: str) -> frozenset[str]:
    """Words of a name without articles, case and plural."""
    plain = re.findall(r"\w+", name.lower().replace("’s", "").replace("'s", ""))
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in plain
        if word not in _SMALL_WORDS
    )


def is_called(name: str, accepted: Sequence[str]) -> bool:
    """Whether a name is an accepted one, a part of it, or it with at most three words around."""
    found = words(name)
    return bool(found) and any(
        found <= words(other) or (words(other) <= found and len(found - words(other)) <= 3)
        for other in accepted
    )


def shared(one: Sequence[Span], other: Sequence[Span]) -> tuple[float, float]:
    """Jaccard, and the share of the shorter side, over characters."""
    left = {at for span in one for at in range(span.start, span.end)}
    right = {at for span in other for at in range(span.start, span.end)}
    both = len(left & right)
    return (both / len(left | right), both / min(len(left), len(right))) if both else (0.0, 0.0)


def _spans(pairs: Sequence[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


def _statement(gold: Gold, found: Statement) -> float:
    jaccard, _ = shared(_spans(gold["content"]), found.evidence.parts.get("content", ()))
    return jaccard if jaccard >= 0.5 else 0.0


def _figure(gold: Gold, found: Figure) -> float:
    bounds = {"at_least": ("low",), "at_most": ("high",), "vague": ()}.get(gold["bound"], ("low", "high"))
    if any(gold[side] != getattr(found, side) for side in bounds) or not is_called(
        found.thing, gold["thing"]
    ):
        return 0.0
    jaccard, covered = shared(_spans([gold["evidence"]]), [found.evidence.span])
    return jaccard + covered


def _event(gold: Gold, found: EventReport) -> float:
    jaccard, covered = shared(_spans([gold["evidence"]]), [found.evidence.span])
    close = jaccard >= 0.2 or covered >= 0.5
    return jaccard + covered if close and found.type in gold["type"] else 0.0


def match(
    gold: Sequence[Gold], found: Sequence[Any], weight: Callable[[Gold, Any], float]
) -> list[tuple[int, int]]:
    """Pairs of gold and found items, one to one, heaviest first."""
    weighed = [(weight(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(weighed, reverse=True):
        if value > 0 and all(i != -a and j != -b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def score(documents: Sequence[tuple[Gold, Record]]) -> dict[str, float]:
    """F1 of each kind, and the share of matched statements and figures with the right claimant."""
    out: dict[str, float] = {}
    weights: dict[str, Callable[[Gold, Any], float]] = {
        "statements": _statement, "figures": _figure, "events": _event,
    }  # fmt: skip
    for kind, weight in weights.items():
        matched = expected = count = right = asked = 0
        for gold, record in documents:
            items = getattr(record, kind)
            pairs = match(gold[kind], items, weight)
            required = [pair for pair in pairs if not gold[kind][pair[0]]["optional"]]
            expected += sum(not item["optional"] for item in gold[kind])
            count += len(items) - (len(pairs) - len(required))
            matched += len(required)
            for i, j in required:
                accepted = gold[kind][i].get("speaker") or gold[kind][i].get("source")
                if accepted:
                    asked += 1
                    right += is_called(items[j].said_by.claimant, accepted)
        out[f"{kind}_f1"] = f1(matched, expected, count)
        if kind != "events":
            out[f"{kind}_claimant"] = right / asked if asked else 0.0
    return out
