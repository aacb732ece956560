"""Conflicts over many documents: incident by incident, and figure by figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.records import Record
from onrecord.reconcile.account import ATTRIBUTES, Account, Attribute, Value
from onrecord.reconcile.accounts import accounts_of
from onrecord.reconcile.agreement import compare as compare_accounts
from onrecord.reconcile.agreement import same_value
from onrecord.reconcile.compare import compare
from onrecord.reconcile.finding import Finding, FindingKind, Side, slip_between
from onrecord.reconcile.incidents import IncidentIndex, SameDecision
from onrecord.reconcile.origins import origin_numbers

_KINDS: dict[Attribute, FindingKind] = {
    "date": "date", "place": "place", "killed": "value", "wounded": "value", "perpetrator": "actor",
    "target": "target",
}  # fmt: skip


def conflicts_of(records: Sequence[Record], decisions: Iterable[SameDecision] = ()) -> list[Finding]:
    """What documents disagree on: incidents told differently, and figures that do not match."""
    index = IncidentIndex()
    index.add(accounts_of(records))
    index.decide(decisions)
    origins = origins_by_document(records)
    found: list[Finding] = []
    for incident in index.incidents():
        accounts = [index.account(name) for name in incident.accounts]
        found += [f for f in findings_of(accounts, origins) if f.kind != "agree"]
    found += [f for f in compare(records, strict=True) if f.kind != "agree"]
    return found


def origins_by_document(records: Sequence[Record]) -> dict[str, int]:
    """Document id to the number of its origin."""
    numbers = origin_numbers([record.document.text for record in records])
    return {record.document.id: number for record, number in zip(records, numbers, strict=True)}


def findings_of(accounts: Sequence[Account], origins: dict[str, int]) -> list[Finding]:
    """Where the accounts of one incident agree, differ, update or deny, attribute by attribute."""
    ordered = sorted(accounts, key=lambda a: (a.published or "9999", a.id))
    name = name_of(ordered)
    found = []
    for attribute in ATTRIBUTES:
        asserted = [(a, v) for a in ordered for v in a.of(attribute)]
        denied = [(a, v) for a in ordered for v in a.of(attribute, denied=True)]
        groups = _like(asserted)
        if denied:
            refused = [g for g in groups if any(same_value(v, d) for _, v in g for _, d in denied)]
            sides = [*(_side(g, origins) for g in refused), *(_side([d], origins, "not ") for d in denied)]
            found.append(Finding(kind="denied", subject=f"{name}: {attribute}", sides=tuple(sides)))
        if len({a.document_id for a, _ in asserted}) < 2:
            continue
        kind = _kind(ordered, attribute, groups)
        sides = sorted((_side(g, origins) for g in groups), key=lambda s: (-s.origins, s.value))
        found.append(
            Finding(
                kind=kind,
                subject=f"{name}: {attribute}",
                sides=tuple(sides),
                suspected_slip=_slips(attribute, groups),
            )
        )
    return found


def name_of(accounts: Sequence[Account]) -> str:
    """An incident for a reader: its place and day as most of its accounts give them."""
    parts = []
    for attribute in ("place", "date"):
        values = [v.value for a in accounts for v in a.of(attribute)]
        if values:
            parts.append(max(values, key=lambda v: (values.count(v), -values.index(v))))
    return ", ".join(parts) or "incident"


def _like(values: list[tuple[Account, Value]]) -> list[list[tuple[Account, Value]]]:
    groups: list[list[tuple[Account, Value]]] = []
    for account, value in values:
        for group in groups:
            if same_value(group[0][1], value):
                group.append((account, value))
                break
        else:
            groups.append([(account, value)])
    return groups


def _kind(
    accounts: Sequence[Account], attribute: Attribute, groups: list[list[tuple[Account, Value]]]
) -> FindingKind:
    named = [g for g in groups if not g[0][1].is_vague]
    if len(groups) == 1 or (attribute == "perpetrator" and len(named) < 2):
        return "agree"
    relations = {
        compare_accounts(a, b, attribute, accounts) for i, a in enumerate(accounts) for b in accounts[i + 1 :]
    } - {None, "agree"}
    if relations == {"update"}:
        return "update"
    by_document: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for account, value in group:
            by_document[account.document_id].add(value.source_kind + value.value)
    return _KINDS[attribute]


def _slips(attribute: Attribute, groups: list[list[tuple[Account, Value]]]) -> str:
    if attribute not in ("killed", "wounded"):
        return ""
    numbers = sorted({float(group[0][1].value) for group in groups})
    return "; ".join(
        f"{why}: {a:.0f} and {b:.0f}"
        for i, a in enumerate(numbers)
        for b in numbers[i + 1 :]
        if (why := slip_between(a, b))
    )


def _side(group: list[tuple[Account, Value]], origins: dict[str, int], before: str = "") -> Side:
    return Side(
        value=before + group[0][1].value,
        claimants=tuple(dict.fromkeys(f"{v.claimant} ({v.source_kind})" for _, v in group)),
        documents=tuple(dict.fromkeys(a.document_id for a, _ in group)),
        origins=len({origins.get(a.document_id, -1 - i) for i, (a, _) in enumerate(group)}),
        spans=tuple(v.span for _, v in group),
    )
