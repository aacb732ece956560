"""Dates are taken only from where a publication date stands; titles and source kinds are read off forms."""

from __future__ import annotations

import pytest

from onrecord.read.metadata import find_published, find_publisher, find_title, printed_date, source_kind


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("KABUL, 3 May 2024 - Three soldiers were killed.", "2024-05-03"),
        ("GAO, Mali, May 3, 2024 (Sahel Wire) — Three soldiers were killed.", "2024-05-03"),
        ("PORT SUDAN/KHARTOUM, 3 May 2024: The army said so.", "2024-05-03"),
        ("No. PR-17/2024\nRawalpindi, 3rd of May 2024: The forces said so.", "2024-05-03"),
        ("Published: Friday, 3 May 2024\n\nThe ministry said so.", "2024-05-03"),
        ("Press release | 2024-05-03\nThe ministry said so.", "2024-05-03"),
        (
            "Transcript of the weekly briefing by the spokesperson, Friday, 3 May 2024\n\nGood day.",
            "2024-05-03",
        ),
        ("Statement on the crossing\n3 May 2024\n\nThe ministry regrets it.", "2024-05-03"),
        ("KABUL, May 3 - Three soldiers were killed.", None),  # no year: not a date yet
        ("On 3 May 2024 three soldiers were killed.", None),  # the story's date, not the text's
        ("The army said that on 3 May 2024, a post was hit.", None),
        ("KABUL, 31 June 2024 - There is no such day.", None),
        ("", None),
    ],
)
def test_the_date_of_a_text(text: str, published: str | None) -> None:
    assert find_published(text) == published


def test_a_date_far_below_is_not_the_publication_date() -> None:
    assert find_published("The army spoke. " * 60 + "\n3 May 2024\n") is None


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("3 May 2024", "2024-05-03"), ("May 3rd, 2024", "2024-05-03"), ("2024-05-03T10:00:00Z", "2024-05-03"),
        ("Sept. 9, 2024", "2024-09-09"), ("03/05/2024", None), ("May 2024", None), ("", None),
    ],
)  # fmt: skip
def test_printed_dates(words: str, iso: str | None) -> None:
    assert printed_date(words) == iso


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Army opens new crossing in the north\n\nThe army said so.", "Army opens new crossing in the north"),
        ("The army opened a crossing on Friday.\n\nIt said so.", None),
        ("KABUL, 3 May 2024 - Three soldiers\nwere killed.", None),
        ("One line without anything below", None),
        ("Statement\n\nThe army said so.", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("GAO, May 3 (Sahel Wire) - Two were killed.", "Sahel Wire"),
        ("PORT SUDAN (AWN) — Two were killed.", "AWN"),
        ("GAO, May 3 - Two (Malian) soldiers were killed.", None),
        ("The army (and its allies) - the state - said so.", None),
    ],
)
def test_the_agency_of_a_dateline(text: str, agency: str | None) -> None:
    assert find_publisher(text) == agency


@pytest.mark.parametrize(
    ("publisher", "url", "kind"),
    [
        ("Ministry of Interior", None, "primary"), ("Directorate of Army Public Relations", None, "primary"),
        ("UNHCR", None, "primary"), ("The Valley Times", None, "secondary"),
        ("Coast News Agency", None, "secondary"),
        ("Army Times", None, "secondary"), ("Somebody", None, "unknown"), (None, None, "unknown"),
        (None, "https://www.mod.gov.pk/release", "primary"), (None, "https://example.org/story", "unknown"),
    ],
)  # fmt: skip
def test_kinds_of_sources(publisher: str | None, url: str | None, kind: str) -> None:
    assert source_kind(publisher, url) == kind
