"""On whose word a value stands."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.build.attribution import core_of


@pytest.mark.parametrize(
    ("words", "core"),
    [
        ("the army", "the army"),
        ("a security official who asked not to be named", "a security official"),
        ("Amir Khan, a spokesman for the ministry of defence in the northern province", "Amir Khan"),
        ("Khan, governor", "Khan, governor"),
    ],
)
def test_a_long_source_is_named_by_its_core(words: str, core: str) -> None:
    assert core_of(words) == core


@pytest.mark.parser
def test_a_report_of_one_briefing_inherits_the_briefer() -> None:
    record = onrecord.read(
        "General Amir Khan, the army spokesman, said at a press conference that the road was open.\n"
        "Troops killed 12 fighters near Gardez.\n"
        "He said that the camp had closed."
    )
    killed = next(f for f in record.figures if f.best == 12)
    assert killed.said_by.basis == "inherited"
    assert "Khan" in killed.said_by.claimant


@pytest.mark.parser
def test_a_count_without_a_cue_goes_on_from_the_institution_before() -> None:
    record = onrecord.read(
        "The Peace Institute said that 40 attacks took place in June. Some 12 soldiers were killed."
    )
    killed = next(f for f in record.figures if f.best == 12)
    assert killed.said_by.basis == "continued"


@pytest.mark.parser
def test_plain_news_belongs_to_the_narrator() -> None:
    record = onrecord.read("Three soldiers were killed in Kabul on Friday.")
    assert record.figures[0].said_by.claimant == "narrator"
