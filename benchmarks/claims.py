"""`claims`: reports to incidents, who gives which value, and where reports agree."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.flow import record_documents
from onrecord.reconcile.account import Account
from onrecord.reconcile.accounts import account_of
from onrecord.reconcile.agreement import relations_of
from onrecord.reconcile.same import group_accounts

__all__ = ["predict", "warm_up"]


def predict(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Incidents, claims and relations of each group of reports."""
    reports = [
        {"text": r["text"], "publisher": r["outlet"], "published": r["published"]}
        for group in groups
        for r in group["reports"]
    ]
    accounts = map(account_of, record_documents(documents_of(reports)))
    return [_group(group, [next(accounts) for _ in group["reports"]]) for group in groups]


def _group(group: dict[str, Any], accounts: list[Account]) -> dict[str, Any]:
    names = [r["id"] for r in group["reports"]]
    incidents = group_accounts(accounts)
    return {
        "id": group["id"],
        "incidents": {name: str(number) for name, number in zip(names, incidents, strict=True)},
        "claims": [
            {
                "report": name,
                "attribute": value.attribute,
                "value": value.value,
                "source_type": value.source_kind,
                "stance": "denied" if value.is_denied else "asserted",
            }
            for name, account in zip(names, accounts, strict=True)
            for value in account.values
        ],
        "relations": [
            {"a": names[i], "b": names[j], "attribute": attribute, "relation": relation}
            for i, j, attribute, relation in relations_of(accounts, incidents)
        ],
    }
