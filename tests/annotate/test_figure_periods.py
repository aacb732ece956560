"""Which time a figure belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotate.pipeline import REGISTRY
from onrecord.model.annotated import AnnotatedDocument

pytestmark = pytest.mark.parser

_ALL = tuple(name for name in REGISTRY if name not in ("events", "incidents"))
Read = Callable[..., AnnotatedDocument]


@pytest.fixture
def period(parsed: Read) -> Callable[..., tuple[str | None, str | None] | None]:
    def run(
        text: str, number: str, published: str | None = "2024-05-14"
    ) -> tuple[str | None, str | None] | None:
        doc = parsed(text, *_ALL, published=published)
        figure = next(f for f in doc.figures if doc.text_of(f.number) == number)
        return (figure.period.start, figure.period.end) if figure.period is not None else None

    return run


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Nine men were killed in Dara on Friday.", "Nine", ("2024-05-10", "2024-05-10")),
        ("In the past two weeks 26 men were killed in Dara.", "26", ("2024-04-30", "2024-05-14")),
        ("This month 26 men were killed in Dara.", "26", ("2024-05", "2024-05-14")),
        ("Troops killed 26 rebels in Dara between May 1 and 9.", "26", ("2024-05-01", "2024-05-09")),
        (
            "Since 1 March police have detained 26 men, against 19 in the same period last year.",
            "19",
            ("2023-03-01", "2023-05-14"),
        ),
        # the part has a day of its own
        (
            "Between 1 and 9 May troops killed 26 rebels, including two on 4 May.",
            "26",
            ("2024-05-01", "2024-05-09"),
        ),
        # a relative clause dates what it tells of, not the figure
        (
            "On 3 May the colonel handed over 22 conscripts who had crossed the river in March.",
            "22",
            ("2024-05-03", "2024-05-03"),
        ),
        # the day of speaking is not the day of the deed
        (
            "Troops shelled Dara on 3 May. The governor said on Friday that nine men died.",
            "nine",
            ("2024-05-03",) * 2,
        ),
        # told before in the paragraph, else in the lead
        ("A bomb went off in Dara on Friday. Nine men were killed.", "Nine", ("2024-05-10", "2024-05-10")),
        (
            "Troops killed rebels in Dara on Friday.\n\nThey seized 14 rifles.".replace("\\\n", "\n"),
            "14",
            ("2024-05-10", "2024-05-10"),
        ),
        ("They seized 14 rifles.", "14", None),
    ],
)
def test_period(
    period: Callable[..., tuple[str | None, str | None] | None],
    text: str,
    number: str,
    expected: tuple[str, str] | None,
) -> None:
    assert period(text, number) == expected


def test_a_level_told_in_the_present_is_of_now(
    period: Callable[..., tuple[str | None, str | None] | None],
) -> None:
    text = "A bomb went off in Dara on Friday.\n\nSixteen men are still in hospital."
    assert period(text, "Sixteen") == ("2024-05-14", "2024-05-14")


def test_the_period_of_a_report_goes_before_a_loose_week(
    period: Callable[..., tuple[str | None, str | None] | None],
) -> None:
    text = (
        "Troops killed 68 rebels in the past week, the army said.\n\n"
        "The figures are for the days between May 5 and 12, a spokesman explained."
    )
    assert period(text, "68") == ("2024-05-05", "2024-05-12")


def test_without_a_date_the_words_are_kept(parsed: Read) -> None:
    doc = parsed("In the past 24 hours troops killed 26 rebels.", *_ALL)
    (figure,) = doc.figures
    assert figure.period is not None and not figure.period.is_resolved
    assert figure.period_span is not None
    assert doc.text_of(figure.period_span) == "In the past 24 hours"
