"""What a report says of an incident, value by value, and on whose word."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.flow import record_documents
from onrecord.read.text import document_from_text
from onrecord.reconcile.account import Account
from onrecord.reconcile.account_words import kind_of_publisher, kind_of_source
from onrecord.reconcile.accounts import account_of, accounts_in

parser = pytest.mark.parser


def account(text: str, publisher: str = "River Post", published: str = "2024-05-03") -> Account:
    (record,) = record_documents([document_from_text(text, publisher=publisher, published=published)])
    return account_of(record)


def told(text: str, attribute: str, publisher: str = "River Post") -> set[tuple[str, str]]:
    return {(v.value, v.source_kind) for v in account(text, publisher).of(attribute)}  # type: ignore[arg-type]


@parser
@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Nine traders were killed in Karvan on Thursday, police said.", {("9", "police")}),
        ("At least 40 people were killed in Karvan, a doctor at the hospital said.", {("40", "hospital")}),
        ("More than 60 were killed or wounded in Karvan, the River Front said.", set()),
        ("Two guards were killed, not three, the army said.", {("2", "army")}),
        (
            "Seven people died in the raid, residents said, not five as police had said.",
            {("7", "eyewitness"), ("5", "police")},
        ),
        ("Four soldiers and two drivers were killed in an ambush, the army said.", {("6", "army")}),
        ("At least 15 fishermen were abducted off Kessau on Thursday, the navy said.", set()),
        ("A roadside bomb wounded seven marines, the army said.", set()),
    ],
)
def test_killed(text: str, killed: set[tuple[str, str]]) -> None:
    assert told(text, "killed") == killed


@parser
def test_the_attackers_own_dead_are_left_out() -> None:
    text = (
        "Militants attacked a police post in Karvan on Thursday. Two officers and five militants were killed."
    )
    assert {value for value, _ in told(text, "killed")} == {"2"}


@parser
def test_an_own_page_speaks_for_itself() -> None:
    text = "Two children were killed by shelling of a school in Derun on 1 May."
    assert told(text, "killed", "Ministry of Health") == {("2", "ministry")}
    assert told(text, "killed", "River Post") == {("2", "media")}


@parser
@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        ("The River Front denied having planted the bomb in Karvan.", "River Front", "group"),
        ("The River Front distanced itself from the killing of a judge in Karvan.", "River Front", "group"),
        ("The Defence Ministry denied that its forces had shelled the market.", "forces", "ministry"),
        ("The Desert Hawks had no hand in the deaths of two drivers in Kadra.", "Desert Hawks", "group"),
        ("The United Front dismissed the police charge over the blast as a fabrication.", "Front", "group"),
    ],
)
def test_denials(text: str, party: str, kind: str) -> None:
    (denied,) = account(text).of("perpetrator", denied=True)
    assert denied.value.endswith(party) and denied.source_kind == kind


@parser
@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A car bomb exploded outside a courthouse in Lomar on Sunday, police said.", "courthouse"),
        ("A week after the courthouse bombing, a bomb went off outside a bank in Lomar.", "bank"),
        ("Six soldiers were killed when their vehicle hit a mine near Kolo.", "soldiers"),
        ("Gunmen abducted eleven pupils from Wuro on Sunday.", "pupils"),
    ],
)
def test_targets(text: str, target: str) -> None:
    assert [v.value for v in account(text).of("target")] == [target]


@parser
def test_the_day_of_the_attack_and_not_of_the_news() -> None:
    text = (
        "The toll from Sunday's car bombing in Lomar climbed to six on Monday after two of the injured died."
    )
    assert [v.value for v in account(text, published="2024-03-12").of("date")] == ["2024-03-10"]


@parser
def test_an_update_names_what_it_replaces() -> None:
    text = "Police raised the death toll from Thursday's bombing in Karvan to 31, from 24."
    (value,) = account(text).of("killed")
    assert value.value == "31" and value.is_update and value.replaces == ("24",)


@parser
def test_a_round_up_has_an_account_for_each_incident() -> None:
    text = (
        "Gunmen killed nine traders at a market in Karvan on Thursday, police said.\n\n"
        "In a separate attack, two officers were killed in Bessin on Wednesday when a bomb hit their patrol."
    )
    (record,) = record_documents([document_from_text(text, published="2024-05-03")])
    first, second = accounts_in(record)
    assert [v.value for v in first.of("killed")] == ["9"] and [v.value for v in first.of("place")] == [
        "Karvan"
    ]
    assert [v.value for v in second.of("killed")] == ["2"] and [v.value for v in second.of("place")] == [
        "Bessin"
    ]
    assert first.id != second.id


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("police spokesman Omar Tal", "police"),
        ("the general staff", "army"),
        ("a nurse", "hospital"),
        ("the group's spokesman", "group"),
        ("the River Front", "group"),
        ("residents", "eyewitness"),
        ("the Red Cross", "monitor"),
        ("the mayor", "government"),
        ("the interior ministry", "ministry"),
    ],
)
def test_kinds_of_sources(words: str, kind: str) -> None:
    assert kind_of_source(words) == kind


def test_kinds_of_publishers() -> None:
    assert kind_of_publisher("River Post") == "media"
    assert kind_of_publisher("Ministry of Health") == "ministry"
    assert kind_of_publisher("Regional Military Administration") == "government"
    assert kind_of_publisher("River Front (statement)") == "group"


@parser
@given(st.text(alphabet="abAB 12,.;:\n“”'’-éü😀", max_size=80))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_is_too_odd(text: str) -> None:
    for value in account(text + " killed two").values:
        assert value.value
