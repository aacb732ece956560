"""A document from text that is already at hand."""

from __future__ import annotations

import hashlib
from typing import Literal, cast

from onrecord.model.document import Acquisition, Document, Source
from onrecord.model.ids import content_id
from onrecord.read.boilerplate import find_boilerplate
from onrecord.read.clean import plain_characters
from onrecord.read.language import detect_language
from onrecord.read.metadata import find_published, find_publisher, source_kind


def document_from_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Document:
    """A document whose text is `text`, with what the caller knows about it.

    Offsets are the caller's: nothing is cleaned away, controls are replaced one by one. What the caller
    does not know is looked for: the date in the dateline, the language in the words.
    """
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    plain = plain_characters(text)
    return Document(
        id=content_id("document", url, sha256),
        page_id=content_id("page", url or sha256),
        text=plain,
        sha256=sha256,
        title=title,
        source=source_of(publisher or find_publisher(plain), url),
        published=published or find_published(plain),
        url=url,
        language=language or detect_language(plain),
        boilerplate=find_boilerplate(plain),
        acquired=Acquisition(method="text"),
    )


def source_of(publisher: str | None, url: str | None) -> Source:
    """The source with its kind read off its name and host."""
    kind = cast(Literal["primary", "secondary", "unknown"], source_kind(publisher, url))
    return Source(publisher=publisher, kind=kind)
