"""`times`: time expressions with their TIMEX3 values."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.export.timex import timexes

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The time expressions of each document in the benchmark's form."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {"id": line["id"], "timexes": timexes(annotate(doc, ["sentences", "times"]).times)}
        for line, doc in zip(documents, docs, strict=True)
    ]
