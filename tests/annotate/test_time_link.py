"""Which time dates a clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotate.time_link import Level, time_link, time_of
from onrecord.annotate.time_told import told_in
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.span import Span

pytestmark = pytest.mark.parser

Read = Callable[..., AnnotatedDocument]


@pytest.fixture
def link(parsed: Read) -> Callable[..., tuple[str, str] | None]:
    def run(text: str, word: str, farthest: Level = "lead") -> tuple[str, str] | None:
        doc = parsed(text, "sentences", "times", published="2024-05-14")
        start = text.index(word)
        found = time_link(doc, Span(start, start + len(word)), farthest)
        return (doc.text_of(found.time.span), found.level) if found is not None else None

    return run


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("On Friday, troops killed five men and arrested two.", "killed", ("Friday", "clause")),
        ("On Friday, troops killed five men and arrested two.", "arrested", ("Friday", "governing clause")),
        ("Troops shelled the dam and wounded two on 3 May.", "shelled", ("3 May", "governing clause")),
        ("The clerk, who resigned in March, met the envoy on Monday.", "resigned", ("March", "clause")),
        ("The clerk, who resigned in March, met the envoy on Monday.", "met", ("Monday", "clause")),
        ("Police freed a man who was kidnapped last week.", "kidnapped", ("last week", "clause")),
        ("Police freed a man who was kidnapped last week.", "freed", None),
        ("The army said on Friday that it shelled the dam on Tuesday.", "shelled", ("Tuesday", "clause")),
        ("The army said on Friday that it had shelled the dam.", "shelled", None),
        ("Five men were killed on Sunday, police said on Monday.", "killed", ("Sunday", "clause")),
        ("It was the deadliest raid since 2019. Rebels burned the post.", "burned", None),
        ("A bomb went off at the gate on Monday. Three men were hurt.", "hurt", ("Monday", "paragraph")),
        (
            "A bomb went off at the gate on Monday.\n\nThe mayor visited them.",
            "visited",
            ("Monday", "lead"),
        ),
        ("A raid took place on Monday. The sides will meet in Doha.", "meet", None),
    ],
)
def test_time_link(
    link: Callable[..., tuple[str, str] | None], text: str, word: str, expected: tuple[str, str] | None
) -> None:
    assert link(text, word) == expected


def test_the_time_of_speaking_only_on_request(link: Callable[..., tuple[str, str] | None]) -> None:
    text = "The army said on Friday that it had shelled the dam."
    assert link(text, "shelled", "statement") == ("Friday", "statement")


def test_steps_can_be_kept_short(link: Callable[..., tuple[str, str] | None]) -> None:
    text = "A bomb went off at the gate on Monday. Three men were hurt."
    assert link(text, "hurt", "sentence") is None


def test_time_of_gives_the_mention(parsed: Read) -> None:
    text = "Troops shelled the dam on 3 May."
    doc = parsed(text, "sentences", "times", published="2024-05-14")
    assert time_of(doc, Span(7, 14)) is doc.times[0]


def test_a_paragraph_may_be_headed_by_its_date(parsed: Read) -> None:
    text = "Weekly note.\n\n20 April. Shots were fired. Two men were hurt.\n\n22 April. A mine was found."
    doc = parsed(text, "sentences", "times", published="2024-05-14")
    told = told_in(doc)
    assert [told.heads_paragraph(time) for time in doc.times] == [True, True]
    found = told.in_paragraph(text.index("Two"))
    assert found is not None and found.interval.value == "2024-04-20"
    assert told_in(doc) is told


def test_no_times_no_link(parsed: Read) -> None:
    doc = parsed("Troops shelled the dam.", "sentences", "times")
    assert time_of(doc, Span(7, 14), "statement") is None
