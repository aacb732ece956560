"""Events of single sentences: type, parties, status."""

from __future__ import annotations

import pytest

from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.read.text import document_from_text

pytestmark = pytest.mark.parser


def read(text: str) -> AnnotatedDocument:
    """The annotated sentence."""
    doc = next(prepare([document_from_text(text, published="2024-05-03", language="en")], AnnotateSettings()))
    return annotate(doc, list(REGISTRY))


CASES = [
    ("Rebels killed four soldiers near the dam.", "ASSAULT", "Rebels", "four soldiers", "asserted"),
    ("Four soldiers were killed by rebels near the dam.", "ASSAULT", "rebels", "Four soldiers", "asserted"),
    ("Police arrested nine students in Quito.", "COERCE", "Police", "nine students", "asserted"),
    ("Norway condemned Chad.", "ACCUSE", "Norway", "Chad", "asserted"),
    ("Norway will send wheat to Chad.", "AID", "Norway", "Chad", "planned"),
    ("Norway refused to meet Chad.", "REJECT", "Norway", "Chad", "asserted"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient", "status"), CASES)
def test_who_did_what_to_whom(text: str, kind: str, actor: str, recipient: str, status: str) -> None:
    doc = read(text)
    (event,) = doc.events
    assert (event.type, event.status) == (kind, status)
    assert [doc.text_of(party.span) for party in event.actors] == [actor]
    assert [doc.text_of(party.span) for party in event.recipients] == [recipient]


@pytest.mark.parametrize("text", ["The barracks have a red roof.", "", "Rain is forecast for Friday."])
def test_no_event(text: str) -> None:
    assert read(text).events == []
