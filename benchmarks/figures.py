"""`figures`: quantities of single sentences with unit and change (NewsQuant and the unit sets)."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.figure_quantities import Quantity, find_quantities
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings

__all__ = ["predict", "warm_up"]

_CHANGES = {"exact": "=", "about": "~", "at_least": ">", "at_most": "<", "vague": "="}
_MAGNITUDES = {24: 12.0, 200: 100.0}


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quantities of each sentence in the benchmark's form."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {"id": line["id"], "quantities": [_quantity(q) for q in find_quantities(doc)]}
        for line, doc in zip(documents, docs, strict=True)
    ]


def _quantity(quantity: Quantity) -> dict[str, Any]:
    unit = f"% {quantity.unit or '-'}" if quantity.kind == "share" else quantity.unit or "-"
    return {
        "value": _value(quantity),
        "normalized_unit": f"{unit} per {quantity.per}" if quantity.per else unit,
        "change": quantity.trend or _CHANGES[quantity.bound],
        "concepts": list(quantity.about),
    }


def _value(quantity: Quantity) -> float | list[float]:
    """The benchmark writes vague words as a span of one order of magnitude, courses as a range."""
    if quantity.before is not None and quantity.best is not None:
        return [quantity.before, quantity.best]
    if quantity.best is not None:
        return quantity.best
    low, high = quantity.low or 0.0, quantity.high or 0.0
    if quantity.bound == "vague":
        low = _MAGNITUDES.get(int(low), low / 2 if low >= 2000 else low)
        return [low, 10 * low]
    return [low, high]
