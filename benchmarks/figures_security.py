"""`figures-security`: figures of single sentences with action, period and source."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureMention

__all__ = ["predict", "warm_up"]

_NAMES = [name for name in REGISTRY if name != "events"]
_BOUNDS = {"about": "approximate"}
_ACTIONS = {"neutralised": "killed", "casualties": "killed"}


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures of each sentence in the benchmark's form."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {
            "id": line["id"],
            "figures": [_figure(doc, f) for f in annotate(doc, _NAMES).figures if not f.is_rate],
        }
        for line, doc in zip(documents, docs, strict=True)
    ]


def _figure(doc: AnnotatedDocument, figure: FigureMention) -> dict[str, Any]:
    row: dict[str, Any] = {
        "thing": figure.thing,
        "action": _ACTIONS.get(figure.measure or "other", figure.measure or "other"),
        "bound": _BOUNDS.get(figure.bound, figure.bound),
        "scope": "cumulative" if figure.scope == "cumulative" else "incident",
        "status": figure.status,
        "period": doc.text_of(figure.period_span) if figure.period_span else None,
        "source": _source(doc, figure),
    }
    if figure.low_basis == "vague_word":
        return {**row, "value": None, "vague": doc.text_of(figure.number).lower(), "bound": "approximate"}
    if "range" in (figure.low_basis, figure.high_basis):
        return {**row, "low": figure.low, "high": figure.high, "bound": "range"}
    return {**row, "value": figure.best}


def _source(doc: AnnotatedDocument, figure: FigureMention) -> str | None:
    over = [s for s in doc.statements if any(c.start <= figure.number.start < c.end for c in s.content)]
    best = min(over, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
    return " ".join(doc.text_of(span) for span in best.source) or None if best else None
