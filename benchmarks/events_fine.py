"""`events-fine`: one of thirty labels of conflict incidents for a snippet."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import warm_up
from onrecord.annotate.event_fine import incident_kind

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The label of each snippet."""
    return [{"id": line["id"], "label": incident_kind(line["text"])} for line in documents]
