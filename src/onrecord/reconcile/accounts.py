"""Records to accounts: what one report says of each incident it tells of, value by value, with claimants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model.records import Record
from onrecord.model.span import Span
from onrecord.reconcile.account import ATTRIBUTES, Account
from onrecord.reconcile.account_parties import perpetrators
from onrecord.reconcile.account_targets import targets
from onrecord.reconcile.account_tolls import tolls
from onrecord.reconcile.account_whenwhere import dates, places
from onrecord.reconcile.agreement import same_words
from onrecord.reconcile.sheet import Sheet

_WORD = re.compile(r"[^\W\d_]{4,}")
_APART = re.compile(
    r"(?:In|On) (?:a|another|yet another) (?:separate|second|third|further|similar|different)\b|In another\b"
    r"|Separately\b|Elsewhere\b|Meanwhile, (?:in|at|near)\b|In a (?:related|unrelated)\b"
)
_TELLING = ("killed", "wounded", "perpetrator", "target")


def accounts_of(records: Iterable[Record]) -> list[Account]:
    """The accounts of all records, in order; at least one a record."""
    return [account for record in records for account in accounts_in(record)]


def accounts_in(record: Record) -> list[Account]:
    """The accounts that a report gives: one, or for a round-up one for each incident it sets apart.

    An incident is set apart by words ("In a separate attack") or by a paragraph that names its own place
    and its own dead, wounded or attackers. What is left of a round-up stays with the first account.
    """
    regions = _regions(record)
    accounts = [_account(record, region, number) for number, region in enumerate(regions)]
    kept = [a for a in accounts if any(v.attribute in _TELLING for v in a.values)]
    if len(kept) < 2:
        return [_account(record, None, 0)]
    return kept


def account_of(record: Record) -> Account:
    """A report's account of its first, or only, incident; attributes it is silent on have no value."""
    return accounts_in(record)[0]


def _account(record: Record, region: Span | None, number: int) -> Account:
    sheet = Sheet.of(record, region)
    attackers = perpetrators(sheet)
    where, elsewhere, around = places(sheet)
    attackers = [a for a in attackers if all(a.value != place.value for place in where)]
    values = [*dates(sheet), *where, *tolls(sheet, attackers), *attackers, *targets(sheet, attackers)]
    return Account(
        document_id=record.document.id,
        number=number,
        published=record.document.published,
        publisher=record.document.source.publisher,
        values=tuple(sorted(values, key=lambda v: ATTRIBUTES.index(v.attribute))),
        words=frozenset(word.lower() for word in _WORD.findall(sheet.text)),
        other_places=elsewhere,
        around=around,
    )


def _regions(record: Record) -> list[Span]:
    """Parts of the text that tell of one incident each, in order; they cover the text."""
    text = record.document.text
    whole = Sheet.of(record)
    starts, place = [0], None
    for sentence in whole.sentences:
        is_paragraph = not text[: sentence.start].strip(" ") or text[: sentence.start].rstrip(" ").endswith(
            "\n"
        )
        if sentence.start > 0 and _APART.match(sentence.of(text)):
            starts.append(sentence.start)
            place = _place_in(record, sentence)
        elif is_paragraph and len(whole.sentences) > 2:
            ends = text.find("\n", sentence.start)
            own = _place_in(record, Span(sentence.start, ends if ends > sentence.start else len(text)))
            if (
                own is not None
                and place is not None
                and not same_words(own, place)
                and place not in sentence.of(text)
            ):
                starts.append(sentence.start)
            place = own or place
    ends_at = [*starts[1:], max(len(text), 1)]
    return [Span(start, end) for start, end in zip(starts, ends_at, strict=True) if end > start]


def _place_in(record: Record, region: Span) -> str | None:
    """The place of an incident that a region tells of by itself; None without dead, wounded or an attack."""
    sheet = Sheet.of(record, region)
    has_toll = any(f.measure in ("killed", "wounded") for f in sheet.figures())
    if not has_toll or not any(e.type == "ASSAULT" for e in sheet.events()):
        return None
    found = places(sheet)[0]
    return found[0].value if found else None
