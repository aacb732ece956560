"""`Document`: one version of one text, as stored."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from msgspec import Struct

from onrecord.errors import InvalidRecordError
from onrecord.model.span import Evidence, Span

Furniture = Literal[
    "see_also", "follow_us", "newsletter", "author_box", "contact", "copyright", "navigation", "credit"
]
"""Kinds of boilerplate: text of the page that is not part of what the document reports."""


class Source(Struct, frozen=True, kw_only=True):
    """Who published the text.

    Attributes:
        publisher: name as printed, or None when unknown.
        kind: `primary` (the speaking institution's own page), `secondary` (press), `unknown`.
        scale: `international`, `national`, `subnational`, `local` or `unknown`.
    """

    publisher: str | None = None
    kind: Literal["primary", "secondary", "unknown"] = "unknown"
    scale: Literal["international", "national", "subnational", "local", "unknown"] = "unknown"


class Acquisition(Struct, frozen=True, kw_only=True):
    """How the bytes came here (chain of custody).

    Attributes:
        method: `file`, `stdin`, `web` or `text` (handed over in a call).
        address: path or web address as given; None for text.
        retrieved: ISO 8601 time of a web fetch, UTC; None where the bytes were local.
        media_type: such as `text/html`.
        encoding: character set the text was decoded with; None for binary formats.
    """

    method: Literal["file", "stdin", "web", "text"] = "text"
    address: str | None = None
    retrieved: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None


class BoilerplateSpan(Struct, frozen=True, kw_only=True):
    """A stretch of text that is kept in the document and left out of the record."""

    span: Span
    kind: Furniture


class Shift(Struct, frozen=True, array_like=True):
    """From `at` on in the stored text, add `delta` to get the offset in the text as decoded."""

    at: int
    delta: int


class Document(Struct, frozen=True, kw_only=True):
    """One version of one text.

    Attributes:
        id: names this version; derived from its text and address.
        page_id: names the page over its versions; equal for two versions of one web address.
        title: headline, or None.
        source: who published it.
        published: ISO date (or prefix) of publication, the anchor of "today"; None when unknown.
        url: canonical web address, or None.
        language: ISO 639-1 code of the text.
        sha256: of the raw bytes, hex.
        text: what all offsets count in, in Unicode code points.
        boilerplate: stretches of `text` that are not part of the report.
        shifts: how offsets of `text` map back to the text as decoded; empty when they are equal.
        acquired: how the bytes came here.

    Raises:
        InvalidRecordError: for a boilerplate span outside the text.
    """

    id: str
    page_id: str
    text: str
    sha256: str
    title: str | None = None
    source: Source = Source()
    published: str | None = None
    url: str | None = None
    language: str = "en"
    boilerplate: tuple[BoilerplateSpan, ...] = ()
    shifts: tuple[Shift, ...] = ()
    acquired: Acquisition = Acquisition()

    def __post_init__(self) -> None:
        for piece in self.boilerplate:
            if piece.span.end > len(self.text):
                raise InvalidRecordError(f"{self.id}: boilerplate at {piece.span} lies outside the text")

    def span(self, start: int, end: int) -> Span:
        """A span of this text; InvalidRecordError if it lies outside."""
        if end > len(self.text):
            raise InvalidRecordError(f"{self.id} has {len(self.text)} characters; no span {start}-{end}")
        return Span(start, end)

    def evidence(self, span: Span, **parts: tuple[Span, ...]) -> Evidence:
        """Evidence for `span` with its quote; empty parts are left out."""
        self.span(span.start, span.end)
        for spans in parts.values():
            for part in spans:
                self.span(part.start, part.end)
        kept = {name: spans for name, spans in sorted(parts.items()) if spans}
        return Evidence(document_id=self.id, span=span, quote=span.of(self.text), parts=kept)

    def decoded_offset(self, offset: int) -> int:
        """The offset in the text as decoded (before cleaning) of an offset in `text`."""
        index = bisect_right(self.shifts, offset, key=lambda shift: shift.at) - 1
        return offset + (self.shifts[index].delta if index >= 0 else 0)
