"""The layer `statements`."""

from __future__ import annotations

from onrecord.model.annotated import AnnotatedDocument


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `statements`."""
    doc.layers["statements"] = []
