"""`events-pairs`: the PLOVER type of what one named party does to another; CONCEDE and RETREAT are YIELD."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.event_pairs import type_between
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.span import Span

__all__ = ["predict", "warm_up"]

_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_NONE_FOUND = "ACCUSE"


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The label of each pair."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    rows = []
    for line, doc in zip(documents, docs, strict=True):
        annotate(doc, list(REGISTRY))
        text = doc.document.text
        found = type_between(doc, _place(text, line["source"]), _place(text, line["target"]))
        rows.append({"id": line["id"], "label": _YIELD.get(found or _NONE_FOUND, found or _NONE_FOUND)})
    return rows


def _place(text: str, words: str) -> Span:
    start = max(0, text.find(words))
    return Span(start, max(start + 1, min(len(text), start + len(words))))
