"""The layer `figures`."""

from __future__ import annotations

from onrecord.model.annotated import AnnotatedDocument


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `figures`."""
    doc.layers["figures"] = []
