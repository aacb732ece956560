"""Statement records."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.build.attribution import Attributions
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.ids import content_id
from onrecord.model.records import Statement
from onrecord.model.span import hull

LONGEST_EVIDENCE = 1200
"""Characters: a transcript turn is longer than a sentence; past this the cue and first span stand for it."""


def statement_ids(doc: AnnotatedDocument) -> list[str]:
    """The id of each statement of the layer, derived from where its cue and content stand."""
    return [content_id("statement", doc.document.id, s.cue, s.content) for s in doc.statements]


def build_statements(
    doc: AnnotatedDocument, attributions: Attributions, ids: list[str]
) -> Iterator[Statement]:
    """A record for each statement of the layer, in text order."""
    for index, mention in enumerate(doc.statements):
        pieces = sorted((*mention.source, *mention.cue, *mention.content))
        near = [piece for piece in pieces if piece.end <= pieces[0].start + LONGEST_EVIDENCE] or pieces[:1]
        yield Statement(
            id=ids[index],
            said_by=attributions.of_statement(index),
            cue=" ".join(doc.text_of(span) for span in mention.cue),
            content=tuple(doc.text_of(span) for span in mention.content),
            form=mention.form,
            act=mention.act,
            modality=mention.modality,
            is_negated=mention.is_negated,
            confidence=mention.confidence,
            evidence=doc.document.evidence(
                hull(near), source=mention.source, cue=mention.cue, content=mention.content
            ),
        )
