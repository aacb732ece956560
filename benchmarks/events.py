"""`events`: PLOVER events of single sentences."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.event_plover import Coded, coded_events
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of each sentence in the benchmark's form."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {"id": line["id"], "events": [_event(event) for event in coded_events(annotate(doc, list(REGISTRY)))]}
        for line, doc in zip(documents, docs, strict=True)
    ]


def _event(event: Coded) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "source": [{"code": code.country, "sector": code.sector} for code in event.actors],
        "target": [{"code": code.country, "sector": code.sector} for code in event.recipients],
        "reciprocal": event.is_reciprocal,
        "event_text": event.words,
    }
