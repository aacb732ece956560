"""What the adapters share: benchmark lines to documents, and loading everything before the clock starts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import onrecord.flow as flow
from onrecord.model.document import Document
from onrecord.read.text import document_from_text

_WARM = "Three soldiers were killed in Kabul on Friday, the army said."


def documents_of(lines: Iterable[dict[str, Any]]) -> list[Document]:
    """A document for each benchmark line, with the metadata that the line gives."""
    return [
        document_from_text(
            line["text"],
            title=line.get("title"),
            publisher=line.get("publisher"),
            published=(line.get("published") or line.get("date") or line.get("dct") or "")[:10] or None,
            language="en",
        )
        for line in lines
    ]


def warm_up() -> None:
    """Load models and resources by reading one sentence."""
    list(flow.record_documents([document_from_text(_WARM, published="2024-05-03")]))
