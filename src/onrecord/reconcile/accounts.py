"""Records to accounts: what one report says of its incident, value by value, with claimants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model.records import Record
from onrecord.reconcile.account import ATTRIBUTES, Account
from onrecord.reconcile.account_parties import perpetrators
from onrecord.reconcile.account_targets import targets
from onrecord.reconcile.account_tolls import tolls
from onrecord.reconcile.account_whenwhere import dates, places
from onrecord.reconcile.sheet import Sheet

_WORD = re.compile(r"[^\W\d_]{4,}")


def account_of(record: Record) -> Account:
    """The account that a report gives of its incident; attributes it is silent on have no value."""
    sheet = Sheet.of(record)
    attackers = perpetrators(sheet)
    where, elsewhere, around = places(sheet)
    attackers = [a for a in attackers if all(a.value != place.value for place in where)]
    values = [*dates(sheet), *where, *tolls(sheet, attackers), *attackers, *targets(sheet, attackers)]
    return Account(
        document_id=record.document.id,
        published=record.document.published,
        publisher=record.document.source.publisher,
        values=tuple(sorted(values, key=lambda v: ATTRIBUTES.index(v.attribute))),
        words=frozenset(word.lower() for word in _WORD.findall(record.document.text)),
        other_places=elsewhere,
        around=around,
    )


def accounts_of(records: Iterable[Record]) -> list[Account]:
    """An account for each record, in order."""
    return [account_of(record) for record in records]
