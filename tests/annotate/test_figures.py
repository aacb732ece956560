"""The layer `figures`: what is counted, what happened to it, and what is no figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.annotate.pipeline import REGISTRY
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureMention
from onrecord.model.vocabulary import vocabulary

pytestmark = pytest.mark.parser

_ALL = tuple(name for name in REGISTRY if name != "events")
Read = Callable[..., AnnotatedDocument]


@pytest.fixture
def read(parsed: Read) -> Callable[[str], list[FigureMention]]:
    def run(text: str, **known: Any) -> list[FigureMention]:
        return parsed(text, *_ALL, **known).figures

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police seized 14 rifles and 2,600 rounds of ammunition.", [(14, "rifle"), (2600, "round")]),
        ("Thirty-nine miners were killed and 83 wounded.", [(39, "miner"), (83, "miner")]),
        ("Seven pilgrims died and 15 others were hurt.", [(7, "pilgrim"), (15, "pilgrim")]),
        ("Three and six gunmen were killed in Quetta and Zhob respectively.", [(3, "gunman"), (6, "gunman")]),
        ("Both attackers were shot dead.", [(2, "attacker")]),
        ("The death toll rose to 26.", [(26, "death")]),
        ("Homicides fell from 310 to 287.", [(310, "homicide"), (287, "homicide")]),
        ("A six-man gang was arrested.", [(6, "member")]),
        ("Soldiers found 40 kg of explosives.", [(40, "kg")]),
        ("A herder was killed.", [(1, "herder")]),
        ("No casualties were reported.", [(0, "casualty")]),
        ("The blast left about 40 lorries stranded.", [(40, "lorry")]),
        ("Troops killed nine men, two of them officers.", [(9, "man"), (2, "officer")]),
    ],
)
def test_value_and_thing(read: Any, text: str, expected: list[tuple[float, str]]) -> None:
    assert [(f.best, f.thing_head) for f in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The attack took place on 9 May 2021 at 6 p.m.",
        "Amina Yusuf, 41, sells tea near Camp 3.",
        "They cited Resolution 1373 and Article 51.",
        "Call the helpline 091-9212345.",
        "The village lies 40 km north of the town.",
        "The 12th Division holds a 24-hour post.",
        "A 7.62 calibre weapon and an F-16 were shown.",
        "Two officials said the road was closed.",
        "The two governments use different methods.",
        "One of the shells in three fell short of one thing or another.",
        "He was shot in both legs.",
        "Temperatures fell to 14 overnight.",
        "Rovers beat United 2-1.",
        "A girl of nine was at the well.",
        "07.10 Patrol boat leaves harbour.",
        "Firing was heard between 10.15 and 10.40.",
        "The convoy used the N380 and passed K2.",
        "Refugees fled two camps.",
        "The table on page 9 of the issue has been replaced.",
        "A crest is expected between 27 and 29 September.",
        "Two of them explained that the road was bad.",
    ],
)
def test_what_is_no_figure(read: Any, text: str) -> None:
    assert [f for f in read(text) if not f.is_rate and f.best != 1] == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Five rebels were sent to hell.", "killed"),
        ("Two captains embraced martyrdom.", "killed"),
        ("The army neutralised 31 militants.", "neutralised"),
        ("Twelve farmers sustained injuries.", "wounded"),
        ("Eight suspects were picked up.", "arrested"),
        ("Forty fighters laid down their arms.", "surrendered"),
        ("Customs confiscated 300 bales of cloth.", "recovered"),
        ("The army lost four tanks.", "destroyed"),
        ("The regiment lost four soldiers.", "killed"),
        ("The repatriation of 900 refugees began.", "returned"),
        ("Six gunmen stormed the post.", "involved"),
        ("Air defences shot down three drones.", "intercepted"),
        ("Some 5,000 people are in need of shelter.", "affected"),
        ("Police recorded 214 abductions.", "kidnapped"),
    ],
)
def test_measure_is_a_neutral_code(read: Any, text: str, measure: str) -> None:
    assert read(text)[0].measure == measure
    assert measure in vocabulary("measures")


def test_wording_of_a_party_is_kept_as_stated(read: Any) -> None:
    (figure,) = read("Five rebels were sent to hell.")
    assert (figure.action, figure.as_stated) == ("killed", "sent to hell")


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("The raid killed 27 people, including three children.", [None, 0]),
        ("Four of the nine wounded died.", [1, None]),
        ("They freed 38 captives, comprising nine men, 12 women and 17 children.", [None, 0, 0, 0]),
        ("Of 312 reservists called up, 298 came.", [None, 0]),
        ("Nine soldiers were killed and three trucks burned.", [None, None]),
    ],
)
def test_part_of(read: Any, text: str, wholes: list[int | None]) -> None:
    assert [f.part_of for f in read(text)] == wholes


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The army denied that 200 villagers had been killed.", ["denied"]),
        ("Officials revised the toll from 12 to 15.", ["superseded", "asserted"]),
        ("The ministry plans to send 800 troops.", ["planned"]),
        ("The ministry sent 800 troops.", ["asserted"]),
    ],
)
def test_status(read: Any, text: str, statuses: list[str]) -> None:
    assert [f.status for f in read(text)] == statuses


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Iran hosts 4 million refugees.", "stock"),
        ("The total of 1,900 raids was published.", "cumulative"),
        ("A bomb killed six people.", "incident"),
    ],
)
def test_scope(read: Any, text: str, scope: str) -> None:
    assert read(text)[0].scope == scope


def test_swapping_the_sides_changes_only_names(read: Any) -> None:
    one = read("Ruritanian troops killed 14 Graustark soldiers and seized two posts.")
    other = read("Graustark troops killed 14 Ruritanian soldiers and seized two posts.")
    assert [(f.best, f.measure, f.thing_head, f.scope) for f in one] == [
        (f.best, f.measure, f.thing_head, f.scope) for f in other
    ]


def test_percentage_is_a_rate_tied_to_its_whole(read: Any) -> None:
    (figure,) = read("Some 62 per cent of the returnees are children.")
    assert figure.is_rate
    assert "returnees" in figure.thing


def test_money_keeps_the_currency_as_written(read: Any) -> None:
    (figure,) = read("Police recovered Rs 3 crore.")
    assert (figure.best, figure.unit, figure.thing_kind) == (30_000_000, "Rs", "money")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="0123456789 abc,.-killed five of them\n%$(", max_size=80))
def test_any_text_gives_sound_figures(parsed: Read, text: str) -> None:
    doc = parsed(text, *_ALL)
    figures = doc.figures
    assert figures == sorted(figures, key=lambda f: f.number)
    for index, figure in enumerate(figures):
        assert figure.number.end <= len(text)
        assert figure.clause.covers(figure.number)
        assert figure.part_of is None or (0 <= figure.part_of < len(figures) and figure.part_of != index)


def test_words_of_the_rules_have_codes_of_the_vocabularies() -> None:
    from onrecord.annotate.figure_words import actions, kinds, resource

    measures = (
        set(actions("verbs").values()) | set(actions("nouns").values()) | set(actions("adjectives").values())
    )
    assert measures <= set(vocabulary("measures"))
    assert set(kinds().values()) <= set(vocabulary("things"))
    assert set(resource("figure_bounds")["before"]) <= set(vocabulary("bounds"))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The number of dead was given as six.", "killed"),
        ("A ransom of 900,000 francs was paid.", "paid"),
        ("Injured: 22 farmers.", "injured"),
        ("Evacuated: 4,380 persons, of whom 2,915 by lorry.", "evacuated"),
        ("Eight robbers gave themselves up.", "surrendered"),
        ("Forty mines were rendered harmless.", "defused"),
        ("Police seized ten lorries belonging to the firm.", "seized"),
        ("Nine suspects are in custody.", "in custody"),
        ("Some 640 houses are under water.", "under water"),
        ("The loss of 22 fighters was admitted.", "killed"),
        ("They mourn a loss of 40 million dollars.", "lost"),
        ("The firm will donate 40 tents.", "donate"),
        ("The board offered nine plots.", "offered"),
        ("The cutter brought back 90 migrants.", "brought back"),
        ("The bomb brought down two pylons.", "brought down"),
        ("The association gave 40 blankets.", "gave"),
    ],
)
def test_action_by_label_idiom_or_verb(read: Any, text: str, action: str) -> None:
    assert read(text)[-1].action == action
