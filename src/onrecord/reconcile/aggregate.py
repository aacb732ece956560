"""One number for an incident, by a named rule and on request: `low`, `best`, `high`, what they rest on.

Before any rule: copies count once, overtaken values and cumulative counts are set aside, figures of unlike
scope are not pooled. The rules follow practices of the field (`docs/reconcile.md`); none is ever applied
without being named, and `sensitivity` shows what each of them would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.reconcile.account import Account, Attribute
from onrecord.reconcile.account_words import SourceKind

Rule = Literal["range", "conservative", "latest", "by-side", "majority", "coder"]
RULES: tuple[Rule, ...] = ("range", "conservative", "latest", "by-side", "majority", "coder")

RELIABILITY: tuple[SourceKind, ...] = (
    "monitor", "hospital", "police", "government", "ministry", "eyewitness", "media", "army", "group",
)  # fmt: skip
"""Kinds of source from the one furthest from the fighting to the parties: the stated order of `conservative`
and of ties in `majority`. It is an order of distance, not a verdict; give your own where yours differs."""


class Reported(Struct, frozen=True, kw_only=True):
    """One report of a count.

    Attributes:
        low, best, high: the number; a bare count has all three, "at least 9" a low only.
        claimant: on whose word; `source_kind` what kind of source that is.
        account: id of the account.
        published: ISO date, or "".
        origin: number of its origin; reports of one origin count once.
        scope: who is counted ("killed", "killed or wounded", "with attackers"): unlike scopes are not pooled.
        is_superseded: overtaken by a later report of the same source.
        is_cumulative: counts over a period, not this incident.
    """

    low: float | None
    best: float | None
    high: float | None
    claimant: str
    source_kind: SourceKind = "media"
    account: str = ""
    published: str = ""
    origin: int = -1
    scope: str = ""
    is_superseded: bool = False
    is_cumulative: bool = False


class Derived(Struct, frozen=True, kw_only=True):
    """What a rule gives. All None means that no report stands, which is not zero.

    Attributes:
        rule: its name; written into every export row.
        low, best, high: the numbers; `best` is empty where the rule does not choose.
        rests_on: ids of the accounts used.
        sides: with `by-side`, a value for each claimant.
        note: what was left out, and why.
    """

    rule: Rule
    low: float | None
    best: float | None
    high: float | None
    rests_on: tuple[str, ...] = ()
    sides: dict[str, float] = {}
    note: str = ""


def derive(reports: Sequence[Reported], rule: Rule = "range", coded: float | None = None) -> Derived:
    """The count of an incident by a rule.

    Args:
        reports: of one incident and one measure.
        rule: its name.
        coded: the reviewed value, for `coder`.

    Raises:
        OnrecordError: for an unknown rule, or `coder` without a reviewed value.
    """
    if rule not in RULES:
        raise OnrecordError(f"no aggregation rule {rule!r}; there are: {', '.join(RULES)}")
    if rule == "coder":
        if coded is None:
            raise OnrecordError("the rule 'coder' needs a reviewed value")
        return Derived(rule=rule, low=coded, best=coded, high=coded, note="reviewed")
    standing, note = _standing(reports)
    if not standing:
        return Derived(rule=rule, low=None, best=None, high=None, note=note or "no report stands")
    rules: dict[str, Callable[[list[Reported]], Derived]] = {
        "range": _range, "conservative": _conservative, "latest": _latest, "by-side": _by_side,
        "majority": _majority,
    }  # fmt: skip
    found = rules[rule](standing)
    return Derived(
        rule=rule, low=found.low, best=found.best, high=found.high, sides=found.sides, note=note,
        rests_on=tuple(sorted({r.account for r in standing if r.account})),
    )  # fmt: skip


def sensitivity(reports: Sequence[Reported]) -> dict[Rule, Derived]:
    """What each rule but `coder` gives."""
    return {rule: derive(reports, rule) for rule in RULES if rule != "coder"}


def reports_of(
    accounts: Sequence[Account], attribute: Attribute, origins: dict[str, int] | None = None
) -> list[Reported]:
    """The reports of a toll in the accounts of one incident.

    Args:
        accounts: of one incident.
        attribute: `killed` or `wounded`.
        origins: document id to the number of its origin; each document is its own without it.
    """
    overtaken = {
        (value.source_kind, old)
        for account in accounts
        for value in account.of(attribute)
        if value.is_update
        for old in value.replaces
    }
    found = []
    for account in accounts:
        for value in account.of(attribute):
            number = float(value.value)
            found.append(
                Reported(
                    low=number,
                    best=number,
                    high=number,
                    claimant=value.claimant,
                    source_kind=value.source_kind,
                    account=account.id,
                    published=account.published or "",
                    origin=(origins or {}).get(account.document_id, -1),
                    is_superseded=not value.is_update and any(value.value == old for _, old in overtaken),
                )
            )
    return found


def _standing(reports: Sequence[Reported]) -> tuple[list[Reported], str]:
    """What a rule may use, one report an origin and claimant, and what was left out."""
    notes = []
    kept = [r for r in reports if not r.is_cumulative]
    if len(kept) < len(reports):
        notes.append(f"{len(reports) - len(kept)} cumulative set aside")
    current = [r for r in kept if not r.is_superseded]
    if len(current) < len(kept):
        notes.append(f"{len(kept) - len(current)} superseded")
    scopes = Counter(r.scope for r in current)
    if len(scopes) > 1:
        main = max(scopes, key=lambda s: (scopes[s], s == "", s))
        notes.append(f"{len(current) - scopes[main]} of another scope not pooled")
        current = [r for r in current if r.scope == main]
    once: dict[tuple[object, ...], Reported] = {}
    for report in sorted(current, key=_order):
        alone = report.account if report.origin < 0 else report.origin
        once.setdefault((alone, report.claimant, report.low, report.high), report)
    if len(once) < len(current):
        notes.append(f"{len(current) - len(once)} copies counted once")
    return list(once.values()), "; ".join(notes)


def _order(report: Reported) -> tuple[str, str, str, float]:
    return report.published, report.account, report.claimant, _point(report)


def _point(report: Reported) -> float:
    known = next((v for v in (report.best, report.low, report.high) if v is not None), 0.0)
    return known


def _made(
    low: float | None, best: float | None, high: float | None, sides: dict[str, float] | None = None
) -> Derived:
    return Derived(rule="range", low=low, best=best, high=high, sides=sides or {})


def _range(reports: list[Reported]) -> Derived:
    lows = [r.low if r.low is not None else r.high for r in reports]
    highs = [r.high if r.high is not None else r.low for r in reports]
    low, high = min(v for v in lows if v is not None), max(v for v in highs if v is not None)
    return _made(low, low if low == high else None, high)


def _conservative(reports: list[Reported]) -> Derived:
    best_kind = min((r.source_kind for r in reports), key=RELIABILITY.index)
    value = min(_point(r) for r in reports if r.source_kind == best_kind)
    return _made(value, value, value)


def _latest(reports: list[Reported]) -> Derived:
    last = max(reports, key=_order)
    return _made(last.low, last.best if last.best is not None else _point(last), last.high)


def _by_side(reports: list[Reported]) -> Derived:
    sides: dict[str, float] = {}
    for report in sorted(reports, key=_order):
        sides[report.claimant] = _point(report)
    return _made(None, None, None, dict(sorted(sides.items())))


def _majority(reports: list[Reported]) -> Derived:
    votes = Counter(_point(r) for r in reports)
    rank = {v: min(RELIABILITY.index(r.source_kind) for r in reports if _point(r) == v) for v in votes}
    value = min(votes, key=lambda v: (-votes[v], rank[v], v))
    return _made(value, value, value)
