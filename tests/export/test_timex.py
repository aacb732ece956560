"""TIMEX3 output."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from onrecord.export.timex import timex3, timexes
from onrecord.model.annotated import AnnotatedDocument

pytestmark = pytest.mark.parser

Read = Callable[..., AnnotatedDocument]
_TEXT = "Shells <fell> & hit the dam in early March; about two days later, on Friday, they stopped."


def test_records_hold_offsets_and_values(parsed: Read) -> None:
    doc = parsed(_TEXT, "sentences", "times", published="2024-05-14")
    records = timexes(doc.times)
    assert [_TEXT[r["start"] : r["end"]] for r in records] == [t.interval.as_stated for t in doc.times]
    assert records[0] == {"start": 31, "end": 42, "type": "DATE", "value": "2024-03", "mod": "START"}


def test_tags_read_back(parsed: Read) -> None:
    doc = parsed(_TEXT, "sentences", "times", published="2024-05-14")
    root = ElementTree.fromstring(f"<TEXT>{timex3(_TEXT, doc.times)}</TEXT>")
    assert "".join(root.itertext()) == _TEXT
    assert [tag.attrib["value"] for tag in root] == [t.interval.value for t in doc.times]
    assert [tag.attrib["tid"] for tag in root] == [f"t{n + 1}" for n in range(len(doc.times))]


def test_a_text_without_times() -> None:
    assert timex3("a < b", []) == "a &lt; b"
