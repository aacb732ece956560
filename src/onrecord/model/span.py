"""Where in a document something stands: `Span`, and `Evidence`, a span with its words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from onrecord.errors import InvalidRecordError


class Span(Struct, frozen=True, order=True, array_like=True):
    """A piece of `Document.text`.

    Attributes:
        start: first character, counted in Unicode code points of `Document.text`.
        end: one past the last character; always greater than `start`.

    Raises:
        InvalidRecordError: if the span is empty, runs backwards or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidRecordError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span (equal spans cover each other)."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters of `text` at this span."""
        return text[self.start : self.end]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all `spans`; ValueError if there are none."""
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))


class Evidence(Struct, frozen=True, kw_only=True):
    """The exact characters a record rests on.

    Attributes:
        document_id: the document version that `span` counts in.
        span: the clause or sentence that shows the whole record.
        quote: the characters at `span`, verbatim.
        parts: named pieces inside the same document, such as `value`, `thing`, `source`, `cue`,
            `content`, `trigger`; a part may lie outside `span` (a claimant two sentences before).

    Raises:
        InvalidRecordError: if the quote is not as long as the span.
    """

    document_id: str
    span: Span
    quote: str
    parts: dict[str, tuple[Span, ...]] = {}

    def __post_init__(self) -> None:
        if len(self.quote) != self.span.end - self.span.start:
            raise InvalidRecordError(
                f"evidence at {self.span.start}-{self.span.end} of {self.document_id} quotes "
                f"{len(self.quote)} characters"
            )
