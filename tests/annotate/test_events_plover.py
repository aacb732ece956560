"""Events in PLOVER's own form, between named parties, as kinds of incident and as templates."""

from __future__ import annotations

import pytest

from onrecord.annotate.event_fine import incident_kind
from onrecord.annotate.event_pairs import type_between
from onrecord.annotate.event_plover import Coded, coded_events
from onrecord.annotate.incident_things import bare, means_kind, number, person_kind, thing_kind
from onrecord.annotate.incidents import incidents_of
from onrecord.annotate.recase import recase
from onrecord.model.span import Span
from tests.annotate.test_events import read

pytestmark = pytest.mark.parser


def codes(event: Coded) -> tuple[str, list[str | None], list[str | None]]:
    """Type and countries of both sides."""
    return event.type, [c.country for c in event.actors], [c.country for c in event.recipients]


CODED = [
    ("Norway will send wheat to Chad.", ("AGREE", ["NOR"], ["TCD"])),
    ("Norway will attack Chad.", ("THREATEN", ["NOR"], ["TCD"])),
    ("French and Dutch officials accused Chad.", ("ACCUSE", ["FRA", "NLD"], ["TCD"])),
    ("The king of Norway received the president of Chad.", ("CONSULT", ["NOR"], ["TCD"])),
    ("Villagers marched through the capital of Chad.", ("PROTEST", ["TCD"], ["TCD"])),
    ("Norway promised to reform Norway.", ("AGREE", ["NOR"], [])),
]


@pytest.mark.parametrize(("text", "expected"), CODED)
def test_plover_form(text: str, expected: tuple[str, list[str], list[str]]) -> None:
    assert [codes(event) for event in coded_events(read(text))][:1] == [expected]


def test_plover_form_leaves_out_what_is_denied_or_possible() -> None:
    assert coded_events(read("Norway may bomb Chad.")) == []
    assert [e.type for e in coded_events(read("Norway denied that it had bombed Chad."))] == ["REJECT"]


def test_type_between_two_named_parties() -> None:
    text = "Norway praised Chad and condemned Peru."
    doc = read(text)
    norway = Span(0, 6)
    peru, chad = text.index("Peru"), text.index("Chad")
    assert type_between(doc, norway, Span(peru, peru + 4)) == "ACCUSE"
    assert type_between(doc, norway, Span(chad, chad + 4)) == "SUPPORT"


KINDS = [
    ("A suicide bomber blew himself up at a market.", "SUIC_BOMB"),
    ("Warplanes carried out air strikes on the town.", "AIR_STRIKE"),
    ("Police arrested nine suspects in a raid.", "ARREST"),
    ("Torrential rain caused floods in the delta.", "NATURAL_DISASTER"),
    ("Soldiers defused a bomb and seized a weapons cache.", "DISR_WEAP"),
    ("Rebels clashed with the army in heavy fighting.", "ARMED_CLASH"),
    ("", "OTHER"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_incident(text: str, kind: str) -> None:
    assert incident_kind(text) == kind


def test_incident_has_who_whom_and_by_what() -> None:
    doc = read("Guerrillas kidnapped four engineers near Cali on Monday. The police are searching for them.")
    (incident,) = incidents_of(doc, "COL")
    assert (incident.kind, incident.stage) == ("KIDNAPPING", "ACCOMPLISHED")
    assert incident.perpetrators == ["Guerrillas"]
    assert [(v.description, v.kind, v.number) for v in incident.victims] == [("engineers", "CIVILIAN", 4)]
    assert incident.places[0] == "COLOMBIA"


def test_clashes_of_armed_sides_are_no_incident() -> None:
    assert incidents_of(read("Soldiers killed four guerrillas in a clash near Cali."), "COL") == []


def test_kinds_of_targets() -> None:
    assert person_kind("two peasant women") == "CIVILIAN"
    assert person_kind("guerrilla leaders") == "FOE"
    assert person_kind("the garden") is None
    assert thing_kind("the electric pylons") == "ENERGY"
    assert thing_kind("the barracks") == "MILITARY"
    assert means_kind("a grenade") == "GRENADE"
    assert bare("at least six young students") == "young students"
    assert (number("six students"), number("a student"), number("students")) == (6, 1, "PLURAL")


def test_capitals_become_mixed_case_of_the_same_length() -> None:
    text = "THE FARMERS OF TULCANCITO SAID TODAY THAT SOLDIERS HAD BURNED TWO HOUSES NEAR THE RIVER."
    made = recase(text)
    assert made.startswith("The farmers of Tulcancito said today that soldiers")
    assert len(made) == len(text)


@pytest.mark.parametrize("text", ["", "Already in mixed case.", "AB", "ß" * 60, "İSTANBUL " * 9])
def test_recase_keeps_the_length(text: str) -> None:
    assert len(recase(text)) == len(text)
