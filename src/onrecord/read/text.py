"""A document from text that is already at hand."""

from __future__ import annotations

import hashlib

from onrecord.model.document import Acquisition, Document, Source
from onrecord.model.ids import content_id


def document_from_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Document:
    """A document whose text is `text`, with what the caller knows about it."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=content_id("document", url, sha256),
        page_id=content_id("page", url or sha256),
        text=text,
        sha256=sha256,
        title=title,
        source=Source(publisher=publisher),
        published=published,
        url=url,
        language=language or "en",
        acquired=Acquisition(method="text"),
    )
