"""`attribution`: who said what, outermost statements only."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.layers import StatementMention

__all__ = ["predict", "warm_up"]

_NAMES = ("sentences", "encoder", "places", "actors", "statements")


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of each article that stand in no other's content."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {
            "id": line["id"],
            "attributions": [_translate(s) for s in annotate(doc, _NAMES).statements if s.inside is None],
        }
        for line, doc in zip(documents, docs, strict=True)
    ]


def _translate(statement: StatementMention) -> dict[str, Any]:
    return {
        role: [[span.start, span.end] for span in getattr(statement, role)]
        for role in ("source", "cue", "content")
    }
