"""`AnnotatedDocument`: a document on its way through the annotators."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.errors import PipelineError
from onrecord.model.document import Document
from onrecord.model.layers import (
    ActorMention,
    Entity,
    EventMention,
    FigureMention,
    PlaceMention,
    Sentence,
    StatementMention,
    TimeMention,
)
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")


@dataclass
class AnnotatedDocument:
    """A document, its parse, and named layers of annotations.

    Attributes:
        document: the stored text and what is known about it.
        reading_text: what the parser read: as long as `document.text`, character for character, with
            boilerplate blanked out and odd quotation marks and white space made plain. An offset in
            the one is the same offset in the other.
        parse: the spaCy `Doc` over `reading_text`.
        layers: lists of annotations by layer name; read them through the typed properties.
        warnings: what a reader should know, as `name: text` with a name of `warnings.yaml`.
        actors_file: path of the user's own actors file, or "".
    """

    document: Document
    reading_text: str
    parse: Doc
    layers: dict[str, list[Any]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    actors_file: str = ""

    def layer(self, name: str) -> list[Any]:
        """The annotations of a layer; PipelineError if no annotator has made it."""
        if name not in self.layers:
            raise PipelineError(f"no annotator has made the layer {name!r}")
        return self.layers[name]

    @property
    def sentences(self) -> list[Sentence]:
        """Sentences in text order."""
        return self.layer("sentences")

    @property
    def times(self) -> list[TimeMention]:
        """Time expressions in text order."""
        return self.layer("times")

    @property
    def places(self) -> list[PlaceMention]:
        """Place names in text order."""
        return self.layer("places")

    @property
    def entities(self) -> list[Entity]:
        """Who acts, speaks or is acted on."""
        return self.layer("entities")

    @property
    def actors(self) -> list[ActorMention]:
        """Mentions of entities in text order."""
        return self.layer("actors")

    @property
    def statements(self) -> list[StatementMention]:
        """Statements in text order."""
        return self.layer("statements")

    @property
    def figures(self) -> list[FigureMention]:
        """Figures in text order."""
        return self.layer("figures")

    @property
    def events(self) -> list[EventMention]:
        """Events in text order."""
        return self.layer("events")

    @cached_property
    def token_at(self) -> list[int]:
        """For each character of the text, the index of the token at or before it."""
        starts = [token.idx for token in self.parse]
        ends = [*starts[1:], len(self.reading_text)]
        table = [0] * (starts[0] if starts else len(self.reading_text))
        for number, (start, end) in enumerate(zip(starts, ends, strict=False)):
            table += [number] * (end - start)
        return [*table, max(0, len(starts) - 1)]

    def tokens(self, span: Span) -> Any:
        """The spaCy tokens that touch `span`, as a spaCy span."""
        return self.parse[self.token_at[span.start] : self.token_at[span.end - 1] + 1]

    def text_of(self, span: Span) -> str:
        """The stored characters at `span`."""
        return span.of(self.document.text)
