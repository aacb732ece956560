"""No check fails on a text of the corpus that adds up."""

from __future__ import annotations

import pytest

from corpus.loader import load
from onrecord.config import AnnotateSettings, Settings
from onrecord.flow import record_documents
from onrecord.read.text import document_from_text

pytestmark = [pytest.mark.parser, pytest.mark.slow]

DOES_NOT_ADD_UP = frozenset({"minstat-kaz-d1"})
"""Texts that say themselves that a sum is wrong."""


def test_texts_that_add_up_raise_no_alarm() -> None:
    items = [*load("documents", "dev"), *load("documents", "test")]
    documents = [
        document_from_text(item["text"], title=item["title"], publisher=item["publisher"], language="en")
        for item in items
    ]
    names = tuple(name for name in AnnotateSettings().annotators if name != "encoder")
    records = record_documents(documents, Settings(annotate=AnnotateSettings(annotators=names)))
    alarms = {
        (item["id"], check.kind)
        for item, record in zip(items, records, strict=True)
        for check in record.checks
        if check.result == "fails" and item["id"] not in DOES_NOT_ADD_UP
    }
    assert alarms == set()
