"""Boilerplate is found by its form; a sentence that reports something never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.boilerplate import find_boilerplate, kind_of_line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Also See: Convoy reaches the valley", "see_also"),
        ("READ MORE: Talks to resume in spring", "see_also"),
        ("Read more »", "see_also"),
        ("Related stories", "see_also"),
        ("(Also read: Border post reopens)", "see_also"),
        ("Watch: The spokesman's full remarks", "see_also"),
        ("Follow us on X and Facebook for updates", "follow_us"),
        ("Join our WhatsApp channel for breaking news on Telegram", "follow_us"),
        ("Share this article", "follow_us"),
        ("Facebook | Twitter | WhatsApp", "follow_us"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Subscribe to our weekly briefing and never miss a story", "newsletter"),
        ("Get the day's news in your inbox", "newsletter"),
        ("The writer is a retired diplomat who served in three capitals.", "author_box"),
        ("By our Staff Correspondent", "author_box"),
        ("Amina Yusuf is a senior correspondent based in Gao.", "author_box"),
        ("Photo: press office", "credit"),
        ("(Additional reporting by a colleague in Goma; editing by the desk)", "credit"),
        ("Advertisement", "credit"),
        ("For media enquiries, please contact the press office at press@example.org", "contact"),
        ("Tel: +93 20 000 0000", "contact"),
        ("https://example.org/release/17", "contact"),
        ("© 2024 The Valley Times. All rights reserved.", "copyright"),
        ("Published in The Valley Times, May 3rd, 2024", "copyright"),
        ("Home > World > Africa", "navigation"),
        ("Page 2 of 5", "navigation"),
        ("3 min read", "navigation"),
        ("Skip to main content", "navigation"),
    ],
)
def test_lines_of_boilerplate(line: str, kind: str) -> None:
    assert kind_of_line(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "See also the ministry's earlier claim that nobody was hurt, which residents dispute.",
        "The writer was shot dead outside her home on Friday, police said.",
        "Residents were told to follow the army's instructions on evacuation.",
        "X. The Parties shall meet again in six months.",
        "Posted in the far north, the battalion lost nine men in May.",
        "Registered voters queued daily at the school.",
        "Press freedom groups said two reporters were held.",
        "The newsletter of the group claimed the attack.",
        "Watch towers along the river were shelled overnight.",
        "News of the attack reached the capital at noon.",
        "Further details: two soldiers were killed and a third is missing.",
        "Ends of the bridge were held by the two armies.",
        "Home guards killed three raiders in the village.",
        "He is a journalist of the state radio held since May in the north.",
        "Contact with the patrol was lost at dawn.",
        "Tags were found on the bodies of four fighters.",
    ],
)
def test_reports_are_never_boilerplate(line: str) -> None:
    assert kind_of_line(line) is None


@given(st.text(max_size=200))
def test_spans_are_whole_lines_in_order(text: str) -> None:
    found = find_boilerplate(text)
    assert list(found) == sorted(found, key=lambda piece: piece.span.start)
    for piece in found:
        line_start = text.rfind("\n", 0, piece.span.start) + 1
        assert not text[line_start : piece.span.start].strip()
