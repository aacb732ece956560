"""Accounts of made-up incidents, without reading a text: for the scale test and for tests."""

from __future__ import annotations

import random
from datetime import date, timedelta

from onrecord.model.span import Span
from onrecord.reconcile.account import Account, Attribute, Value
from onrecord.reconcile.account_words import SourceKind

PLACES = ("Orla", "Karvan", "Bessin", "Tolmar", "Dresk", "Upper Dresk", "Saint Anne", "Port Velm")
TARGETS = ("market", "police post", "bus", "village", "church", "soldiers", "convoy")
PARTIES = ("River Front", "gunmen", "Hill Brigade", "army", "raiders")


def value(
    attribute: Attribute,
    words: str,
    source: SourceKind = "police",
    *,
    denied: bool = False,
    update: bool = False,
    replaces: tuple[str, ...] = (),
) -> Value:
    return Value(
        attribute=attribute,
        value=words,
        claimant=source,
        source_kind=source,
        is_denied=denied,
        is_update=update,
        replaces=replaces,
        is_vague=attribute == "perpetrator" and words in ("gunmen", "raiders"),
        span=Span(0, 1),
    )


def account(name: str, *values: Value, published: str = "2024-05-04", words: str = "") -> Account:
    return Account(
        document_id=name,
        published=published,
        publisher="River Post",
        values=values,
        words=frozenset(words.split()),
    )


def some_accounts(number: int, seed: int = 0, per_incident: float = 3.0, places: int = 8) -> list[Account]:
    """Accounts of made-up incidents, about `per_incident` each, as reports would give them: a day, a place, a
    toll that wanders, sometimes a party and a target."""
    chance = random.Random(seed)
    found: list[Account] = []
    names = [
        f"{PLACES[i % len(PLACES)]} {i // len(PLACES)}" if i >= len(PLACES) else PLACES[i]
        for i in range(places)
    ]
    start = date(2020, 1, 1)
    while len(found) < number:
        day = start + timedelta(days=chance.randrange(max(10, number // 40)))
        place, target, party = chance.choice(names), chance.choice(TARGETS), chance.choice(PARTIES)
        dead, hurt = chance.randrange(0, 40), chance.randrange(0, 60)
        told = f"{place} {target} {party} attack report w{chance.randrange(500)} w{chance.randrange(500)}"
        for _ in range(min(number - len(found), max(1, round(chance.expovariate(1 / per_incident))))):
            values = [value("date", day.isoformat()), value("place", place)]
            values.append(value("killed", str(max(0, dead + chance.choice((0, 0, 0, 1, -1, 3))))))
            if chance.random() < 0.6:
                values.append(value("wounded", str(hurt)))
            if chance.random() < 0.5:
                values.append(value("perpetrator", party))
            if chance.random() < 0.7:
                values.append(value("target", target))
            published = (day + timedelta(days=chance.randrange(3))).isoformat()
            words = f"{told} w{chance.randrange(500)} w{chance.randrange(500)}"
            found.append(account(f"d{len(found):06d}", *values, published=published, words=words))
    return found
