"""The layer `actors`."""

from __future__ import annotations

from onrecord.model.annotated import AnnotatedDocument


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `actors`."""
    doc.layers["entities"] = []
    doc.layers["actors"] = []
