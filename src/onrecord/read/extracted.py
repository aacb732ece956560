"""What a reader of one format hands on: the text and what the file says of itself."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model.records import Notice


class Extracted(Struct, frozen=True, kw_only=True):
    """Text of one input before cleaning.

    Attributes:
        text: as decoded or extracted; paragraphs separated by line breaks.
        media_type: of the bytes it came from.
        encoding: character set it was decoded with; None for binary formats.
        title: headline given by metadata, or None.
        publisher: name given by metadata, or None.
        published: ISO date given by metadata, or None.
        url: canonical web address given by metadata, or None.
        notices: what a reader of the record should know.
    """

    text: str
    media_type: str
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    notices: tuple[Notice, ...] = ()
