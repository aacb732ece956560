"""The main path, top to bottom: read -> annotate -> build. Start reading here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotate.pipeline import annotate, check
from onrecord.annotate.view import prepare
from onrecord.config import Settings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.document import Document
from onrecord.model.records import Record


def annotate_documents(
    documents: Iterable[Document], settings: Settings | None = None
) -> Iterator[AnnotatedDocument]:
    """Parse and annotate documents, in order."""
    chosen = settings or Settings()
    check(chosen.annotate.annotators)
    for doc in prepare(documents, chosen.annotate):
        yield annotate(doc, chosen.annotate.annotators)


def record_documents(documents: Iterable[Document], settings: Settings | None = None) -> Iterator[Record]:
    """The records of documents, in order."""
    from onrecord.build.record import build

    chosen = settings or Settings()
    for doc in annotate_documents(documents, chosen):
        yield build(doc, chosen)
