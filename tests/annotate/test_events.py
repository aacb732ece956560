"""Events of single sentences: type, parties, status, and none where there is none."""

from __future__ import annotations

import pytest

from onrecord.annotate.event_lexicon import lexicon
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention
from onrecord.model.vocabulary import vocabulary
from onrecord.read.text import document_from_text

pytestmark = pytest.mark.parser


def read(text: str, publisher: str | None = None) -> AnnotatedDocument:
    """The annotated text."""
    document = document_from_text(text, published="2024-05-03", publisher=publisher, language="en")
    return annotate(next(prepare([document], AnnotateSettings())), list(REGISTRY))


def told(doc: AnnotatedDocument, event: EventMention) -> tuple[str, str, list[str], list[str]]:
    """Type, status and the words for the parties."""
    actors = [doc.text_of(party.span) for party in event.actors]
    return event.type, event.status, actors, [doc.text_of(party.span) for party in event.recipients]


ONE = [
    # actives, passives, participles
    ("Rebels killed four soldiers near the dam.", "ASSAULT", "asserted", ["Rebels"], ["four soldiers"]),
    ("Four soldiers were killed by rebels.", "ASSAULT", "asserted", ["rebels"], ["Four soldiers"]),
    ("Police arrested nine students in Quito.", "COERCE", "asserted", ["Police"], ["nine students"]),
    ("Norway condemned Chad.", "ACCUSE", "asserted", ["Norway"], ["Chad"]),
    ("Norway urged Chad to free the prisoners.", "REQUEST", "asserted", ["Norway"], ["Chad"]),
    ("Norway imposed sanctions on Chad.", "SANCTION", "asserted", ["Norway"], ["Chad"]),
    ("Norway expelled two diplomats from Chad.", "SANCTION", "asserted", ["Norway"], ["two diplomats"]),
    ("The garrison surrendered to the rebels.", "RETREAT", "asserted", ["garrison"], ["rebels"]),
    ("Villagers marched against the governor.", "PROTEST", "asserted", ["Villagers"], ["governor"]),
    ("The army massed troops along the border.", "MOBILIZE", "asserted", ["army"], []),
    ("Norway apologised to Chad.", "CONCEDE", "asserted", ["Norway"], ["Chad"]),
    ("Norway praised Chad.", "SUPPORT", "asserted", ["Norway"], ["Chad"]),
    ("Norway promised wheat to Chad.", "AGREE", "asserted", ["Norway"], ["Chad"]),
    ("Norway donated 40 tents to Chad.", "AID", "asserted", ["Norway"], ["Chad"]),
    # operators take their content along
    ("Norway refused to meet Chad.", "REJECT", "asserted", ["Norway"], ["Chad"]),
    ("Norway threatened to bomb Chad.", "THREATEN", "asserted", ["Norway"], ["Chad"]),
    ("Norway agreed to send doctors to Chad.", "AGREE", "asserted", ["Norway"], ["Chad"]),
    ("Norway said that Chad must free the men.", "REQUEST", "asserted", ["Norway"], ["Chad"]),
    ("Norway failed to reach an agreement with Chad.", "REJECT", "asserted", ["Norway", "Chad"], []),
    ("Norway will not recognise Chad.", "REJECT", "asserted", ["Norway"], ["Chad"]),
    ("Norway will attack Chad unless it withdraws.", "THREATEN", "asserted", ["Norway"], ["Chad"]),
    # nouns and the verbs that carry them
    ("Norway launched an air strike on Chad.", "ASSAULT", "asserted", ["Norway"], ["Chad"]),
    ("The convoy came under attack.", "ASSAULT", "asserted", [], ["convoy"]),
    ("Norway suspended its aid to Chad.", "SANCTION", "asserted", ["Norway"], ["Chad"]),
    ("The union called off its strike.", "CONCEDE", "asserted", ["union"], []),
    ("Guards foiled an attack by gunmen.", "ASSAULT", "prevented", ["gunmen"], ["Guards"]),
    # plans and possibilities
    ("Norway will send wheat to Chad.", "AID", "planned", ["Norway"], ["Chad"]),
    ("Norway may have bombed Chad.", "ASSAULT", "hypothetical", ["Norway"], ["Chad"]),
    ("Norway reportedly bombed Chad.", "ASSAULT", "alleged", ["Norway"], ["Chad"]),
    # euphemisms of the genre
    ("Two soldiers embraced martyrdom.", "ASSAULT", "asserted", [], ["Two soldiers"]),
    ("Nine militants were sent to hell.", "ASSAULT", "asserted", [], ["Nine militants"]),
    # who it is that a phrase means
    ("Norway says it will help Chad.", "AID", "planned", ["it"], ["Chad"]),
    ("Hundreds of villagers attacked the police.", "ASSAULT", "asserted", ["villagers"], ["police"]),
]


@pytest.mark.parametrize(("text", "kind", "status", "actors", "recipients"), ONE)
def test_who_did_what_to_whom(
    text: str, kind: str, status: str, actors: list[str], recipients: list[str]
) -> None:
    doc = read(text)
    assert [told(doc, event) for event in doc.events] == [(kind, status, actors, recipients)]


BOTH = [
    "Norway and Chad held talks in Oslo.",
    "Norway met Chad in Oslo.",
    "Norway signed a treaty with Chad.",
    "Talks between Norway and Chad resumed in Oslo.",
]


@pytest.mark.parametrize("text", BOTH)
def test_meetings_have_every_side_as_actor(text: str) -> None:
    doc = read(text)
    event = doc.events[0]
    assert event.is_reciprocal
    assert {doc.text_of(party.span) for party in event.actors} == {"Norway", "Chad"}
    assert event.recipients == ()


NONE = [
    "",
    "The barracks have a red roof.",
    "Rain is forecast for Friday.",
    "A flood killed nine villagers.",
    "Nine people died in a bus crash.",
    "The striker shot a goal.",
    "The ministry released a statement.",
    "The heart attack came at night.",
    "Doctors fight malaria in the valley.",
    "Has anyone been arrested?",
    "The report was published on Monday.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_event(text: str) -> None:
    assert read(text).events == []


def test_accusation_and_the_act_inside() -> None:
    doc = read("Norway accused Chad of bombing a hospital.")
    assert [(e.type, e.status) for e in doc.events] == [("ACCUSE", "asserted"), ("ASSAULT", "alleged")]
    assert [doc.text_of(p.span) for p in doc.events[1].actors] == ["Chad"]


def test_denial_and_the_act_inside() -> None:
    doc = read("Norway denied that its jets had bombed a hospital.")
    assert [(e.type, e.status) for e in doc.events] == [("REJECT", "asserted"), ("ASSAULT", "denied")]


def test_several_acts_of_one_subject() -> None:
    doc = read("Troops killed six militants, arrested nine suspects and rescued four hostages.")
    assert [e.type for e in doc.events] == ["ASSAULT", "COERCE", "AID"]
    assert all([doc.text_of(p.span) for p in e.actors] == ["Troops"] for e in doc.events)


def test_blow_and_effect_are_one() -> None:
    doc = read("Gunmen ambushed a convoy, killing four soldiers and injuring six others.")
    assert [e.type for e in doc.events] == ["ASSAULT"]


def test_passive_without_agent_takes_the_side_told_before() -> None:
    doc = read(
        "Security forces raided a hideout. Eleven militants were killed and four others were arrested."
    )
    assert [[doc.text_of(p.span) for p in e.actors] for e in doc.events] == [["Security forces"]] * 3


def test_no_author_is_guessed() -> None:
    doc = read("A bomb killed nine shoppers in the market.")
    assert [event.actors for event in doc.events] == [()]


def test_false_claims_are_refused() -> None:
    doc = read("The Red Front said it had shelled the port. “This claim is baseless,” said the governor.")
    assert [e.type for e in doc.events if e.type == "REJECT"] == ["REJECT"]


def test_time_place_and_trigger_belong_to_the_event() -> None:
    doc = read("Rebels shelled the port of Aden on 2 May 2024.")
    (event,) = doc.events
    assert event.time is not None and event.time.start == "2024-05-02"
    assert event.place is not None and doc.text_of(doc.places[event.place].span) == "Aden"
    assert doc.text_of(event.trigger) == "shelled"
    assert event.span.covers(event.trigger)


@pytest.mark.parametrize("text", ["x" * 3000, "« “ ” ’ — … \u200b \ufeff", "killed " * 60, ". . . ! ?"])
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read(text).events, list)


SWAPPED = [
    "{a} condemned {b} on Monday.",
    "{a} imposed sanctions on {b}.",
    "{a} accused {b} of bombing a hospital.",
    "{a} agreed to send doctors to {b}.",
    "{a} refused to meet {b}.",
    "{b} was attacked by {a}.",
    "{a} and {b} signed a treaty.",
    "{a} will withdraw its troops from {b}.",
]


@pytest.mark.parametrize("text", SWAPPED)
def test_swapping_the_sides_swaps_only_the_names(text: str) -> None:
    one, other = read(text.format(a="Norway", b="Chad")), read(text.format(a="Chad", b="Norway"))
    swap = {"Norway": "Chad", "Chad": "Norway"}
    swapped = [
        (kind, status, [swap.get(a, a) for a in actors], [swap.get(r, r) for r in recipients])
        for kind, status, actors, recipients in (told(other, event) for event in other.events)
    ]
    assert [told(one, event) for event in one.events] == swapped


def test_contexts_tell_what_it_was_about() -> None:
    (event,) = read("Border guards seized 40 kilograms of heroin.").events
    assert "illegal_drugs" in event.contexts
    assert set(event.contexts) <= set(vocabulary("contexts"))


def test_lexicon_keeps_to_the_vocabularies() -> None:
    types, modes = vocabulary("event_types"), vocabulary("modes")
    for table in (lexicon().verbs, lexicon().nouns):
        for senses in table.values():
            for sense in senses:
                assert sense.type == "NONE" or sense.type in types
                assert not sense.mode or sense.type in modes[sense.mode].fields
