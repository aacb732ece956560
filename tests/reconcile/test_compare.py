"""Documents held against each other: agreements and conflicts, by type."""

from __future__ import annotations

import random

import pytest

from benchmarks.made_accounts import account, value
from onrecord.flow import record_documents
from onrecord.model.records import Record
from onrecord.read.text import document_from_text
from onrecord.reconcile.compare import compare
from onrecord.reconcile.conflicts import conflicts_of, findings_of, origins_by_document
from onrecord.reconcile.finding import Finding, slip_between
from onrecord.serve.incidents import _example

parser = pytest.mark.parser


def records(*texts: str, days: tuple[str, ...] = ()) -> list[Record]:
    documents = [
        document_from_text(text, publisher=f"Outlet {n}", published=days[n] if days else "2024-12-27")
        for n, text in enumerate(texts)
    ]
    return list(record_documents(documents))


def told(findings: list[Finding]) -> set[tuple[str, frozenset[str]]]:
    return {(f.kind, frozenset(side.value for side in f.sides)) for f in findings}


@parser
def test_same_briefing_every_agreement_and_conflict_is_named_and_no_false_one() -> None:
    found = compare(_example("same-briefing"))
    by_kind = sorted((f.kind, f.subject.split(" (")[0]) for f in found)
    assert by_kind == [
        ("actor", "rank of Sharif"),
        ("agree", "killed: terrorists"),
        ("scope", "killed: afghan national, part of 925"),
        ("value", "conducted: operations a day"),
        ("value", "returned: Afghans"),
    ]
    operations = next(f for f in found if f.subject.startswith("conducted"))
    assert {s.value.split()[2] for s in operations.sides} == {"179", "169"}
    assert operations.suspected_slip == "one digit differs: 169 and 179"
    copied = next(s for s in operations.sides if "179" in s.value)
    assert len(copied.documents) == 4 and copied.origins == 3  # Valley Agency prints Capital Post's report
    returned = next(f for f in found if f.subject.startswith("returned"))
    assert returned.note == "800,000 may be 815,000 rounded" and not returned.suspected_slip


@parser
def test_the_order_of_documents_does_not_matter() -> None:
    listed = _example("same-briefing")
    assert compare(listed) == compare(random.Random(1).sample(listed, len(listed)))


@parser
def test_a_later_figure_of_the_same_claimant_is_an_update_and_no_conflict() -> None:
    found = compare(
        records(
            "Since January 2024 the army has arrested 312 smugglers, General Omar Tal said.",
            "Since January 2024 the army has arrested 355 smugglers, General Omar Tal said.",
            days=("2024-06-03", "2024-06-10"),
        )
    )
    assert all(f.kind != "value" for f in found)


@parser
def test_who_is_counted_is_a_conflict_of_its_own() -> None:
    found = compare(
        records(
            "In 2025, 1,235 security personnel were killed, General Omar Tal said.",
            "In 2025, 1,235 security personnel and civilians were killed, General Omar Tal said.",
        )
    )
    assert [f.kind for f in found] == ["scope"]
    assert "civilians" in found[0].note


@parser
def test_unlike_counts_under_like_words_are_no_value_conflict() -> None:
    found = compare(
        records(
            "In 2025 there were 5,397 terrorist incidents, the army said.",
            "In 2025 there were 1,063 militant attacks, the Institute for Peace Studies said.",
        )
    )
    assert all(f.kind == "definition" for f in found)


@parser
def test_a_failing_sum_is_arithmetic() -> None:
    found = compare(
        records(
            "In 2024, 190 militants were killed, 52 captured, 46 surrendered: 295 in total, the army said."
        )
    )
    assert {f.kind for f in found} <= {"arithmetic"}


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (677, 667, "one digit differs"),
        (580, 508, "two digits change places"),
        (169, 179, "one digit differs"),
        (12, 14, ""),
        (800, 815, ""),
        (600, 700, ""),
        (1000, 100, ""),
    ],
)
def test_suspected_slips(a: float, b: float, why: str) -> None:
    assert slip_between(a, b) == why == slip_between(b, a)


def test_an_incident_told_by_two_sides() -> None:
    accounts = [
        account(
            "a",
            value("place", "Karvan"),
            value("killed", "4", "army"),
            value("perpetrator", "River Front", "army"),
        ),
        account(
            "b",
            value("place", "Karvan", "group"),
            value("killed", "61", "group"),
            value("perpetrator", "River Front", "group", denied=True),
            published="2024-05-05",
        ),
    ]
    found = findings_of(accounts, {"a": 0, "b": 1})
    assert told(found) == {
        ("agree", frozenset({"Karvan"})),
        ("value", frozenset({"4", "61"})),
        ("denied", frozenset({"River Front", "not River Front"})),
    }


def test_an_update_is_no_conflict() -> None:
    accounts = [
        account("a", value("killed", "9")),
        account("b", value("killed", "14", update=True, replaces=("9",)), published="2024-05-05"),
    ]
    assert [f.kind for f in findings_of(accounts, {})] == ["update"]


@parser
def test_conflicts_of_documents() -> None:
    listed = records(
        "Nine traders were killed in Karvan on Thursday when gunmen attacked the market, police said.",
        "Eleven traders died in Thursday's attack on the market in Karvan, a doctor at the hospital said.",
    )
    assert ("value", frozenset({"9", "11"})) in told(conflicts_of(listed))
    assert sorted(origins_by_document(listed).values()) == [0, 1]
