"""Arithmetic between figures: what adds up holds, what does not fails by so much."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.build.checks import check_baselines
from onrecord.model.records import Check
from onrecord.model.vocabulary import vocabulary

pytestmark = pytest.mark.parser


def _checks(text: str, published: str = "2025-12-31") -> list[Check]:
    return list(onrecord.read(text, published=published).checks)


@pytest.mark.parametrize(
    ("text", "kind", "result", "off_by"),
    [
        # Parts of "neutralised" (killed + captured + surrendered) claim to be all.
        ("Since July, 44 rebels were neutralised: 25 were killed, 10 were captured and nine surrendered.",
         "sum", "holds", None),
        ("In all, 2,195 rebels were neutralised: 1,190 were killed, 521 were captured and 464 surrendered.",
         "sum", "fails", 20),
        ("It made 14,658 raids in May, 58,778 in June and 1,739 in July, a total of 75,175 raids.",
         "sum", "holds", None),
        ("It recorded 3,387 deaths, comprising 2,115 rebels, 664 soldiers, 580 villagers and 28 guards.",
         "sum", "holds", None),
        ("It recorded 3,387 deaths, comprising 2,115 rebels, 664 soldiers and 508 villagers.",
         "sum", "fails", 100),
        ("The council counted 3,811 of the 5,397 incidents, or 71 per cent, in one province.",
         "percentage", "holds", None),
        ("The council counted 3,811 of the 5,397 incidents, or 80 per cent, in one province.",
         "percentage", "fails", 9.39),
        ("Observers logged 1,041 ambushes, a rise of 17 per cent on the 890 ambushes of the year before.",
         "percentage", "holds", None),
        ("Observers logged 3,413 ambushes, a rise of 74 per cent over 1,950 ambushes.",
         "percentage", "fails", -1.03),
        ("Police reported nine deaths, two more than the seven of Monday.", "difference", "holds", None),
        ("Police reported 12 deaths, four more than the seven of Monday.", "difference", "fails", -1),
    ],
)  # fmt: skip
def test_numbers_that_a_text_relates(text: str, kind: str, result: str, off_by: float | None) -> None:
    found = [check for check in _checks(text) if check.kind == kind]
    assert [(check.result, check.off_by) for check in found] == [(result, off_by)]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 27 people, including three children and five women.",
        "Police arrested 89 suspects and seized 14 rifles and nine pistols.",
        "More than 40 rebels were killed, among them 12 commanders and eight scouts.",
        "Nine people died on Monday and seven on Tuesday, bringing the total to 52.",
    ],
)
def test_no_alarm_where_the_text_claims_nothing(text: str) -> None:
    assert [check for check in _checks(text) if check.result == "fails"] == []


def test_parts_that_do_not_claim_to_be_all_are_not_checkable() -> None:
    (check,) = _checks("The raid killed 27 people, including three children and five women.")
    assert (check.kind, check.result, check.computed) == ("sum", "not_checkable", None)


def test_failed_check_is_a_notice_with_a_stable_name() -> None:
    record = onrecord.read(
        "In all, 30 rebels were neutralised: 12 were killed, nine were captured and four surrendered."
    )
    assert [notice.name for notice in record.notices] == ["figure-sum-mismatch"]
    assert "figure-sum-mismatch" in vocabulary("warnings")


def test_spans_stand_at_the_numbers() -> None:
    text = "Police reported nine deaths, two more than the seven of Monday."
    (check,) = _checks(text)
    assert [text[span.start : span.end] for span in check.spans] == ["two", "nine", "seven"]


def test_two_baselines_verify_each_other_over_two_weeks() -> None:
    # Two weekly briefings, each with a count since January and one since a campaign began.
    from onrecord.model.records import Figure, SaidBy
    from onrecord.model.span import Evidence, Span
    from onrecord.model.time import Interval

    def figure(name: str, value: float, start: str, end: str) -> Figure:
        span = Span(0, 1)
        return Figure(
            id=name, low=value, best=value, high=value, low_basis="stated", high_basis="stated",
            bound="exact",
            thing="rebels", measure="neutralised", scope="cumulative",
            period=Interval(start=start, end=end, precision="days"),
            said_by=SaidBy(claimant="narrator", basis="narrator"),
            evidence=Evidence(document_id="d", span=span, quote="x", parts={"value": (span,)}),
        )  # fmt: skip

    july = [figure("a", 942, "2023-01-01", "2023-07-03"), figure("b", 38_285, "2015-07-24", "2023-07-03")]
    november = [
        figure("c", 1_927, "2023-01-01", "2023-11-23"),
        figure("d", 39_270, "2015-07-24", "2023-11-23"),
    ]
    assert [check.result for check in check_baselines(july, november)] == ["holds"]
    wrong = [november[0], figure("e", 39_280, "2015-07-24", "2023-11-23")]
    assert [(check.result, check.off_by) for check in check_baselines(july, wrong)] == [("fails", -10)]


@pytest.mark.parser
@pytest.mark.parametrize(
    "text",
    [
        "It brought down 21 people, of whom 14 were herders and seven trekkers (three French, four German).",
        "To date 19 fighters have been put out of action: thirteen killed, five captured and one, a nurse, "
        "rescued.",
    ],
)
def test_parts_of_parts_and_numbers_not_read_raise_no_alarm(text: str) -> None:
    assert not any(c.result == "fails" for c in onrecord.read(text).checks if c.kind == "sum")
