"""The main path, top to bottom: read -> annotate -> build. Start reading here.

    addresses --discover--> inputs --load--> documents --annotate--> layers --build--> records

`read_all` is what the command line and the API call; the two functions below it are its halves for
documents that are already at hand. One bad document never stops a run: its outcome carries the error.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from onrecord.annotate.pipeline import annotate, annotate_each, check
from onrecord.annotate.view import prepare
from onrecord.build.record import build, empty_record
from onrecord.config import Settings
from onrecord.errors import UnreadableError
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.document import Document
from onrecord.model.records import Notice, Record
from onrecord.read.language import language_notices
from onrecord.read.source import Input, Loaded, discover, load

_BATCH = 16
_log = logging.getLogger(__name__)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one input: a record with the raw bytes, or an error.

    Attributes:
        address: of the input as the user gave it or as it was found in a folder.
        record: None when the input could not be read.
        data: raw bytes; None with an error.
        error: None when it was read.
    """

    address: str
    record: Record | None = None
    data: bytes | None = None
    error: UnreadableError | None = None


class Known(Struct, frozen=True, kw_only=True):
    """What the caller knows about the inputs; each goes before what the text says of itself."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None


def read_all(
    addresses: Sequence[str], settings: Settings | None = None, known: Known | None = None
) -> Iterator[Outcome]:
    """Read files, folders, web addresses and `-`; one outcome an input, in order."""
    chosen = settings or Settings()
    return read_inputs(discover(addresses, chosen.read), chosen, known)


def read_inputs(
    inputs: Iterable[Input | UnreadableError], settings: Settings | None = None, known: Known | None = None
) -> Iterator[Outcome]:
    """As `read_all`, for inputs that were discovered already."""
    chosen, knowledge = settings or Settings(), known or Known()
    check(chosen.annotate.annotators)
    waiting = iter(inputs)
    while batch := list(islice(waiting, _BATCH)):
        yield from _read_batch(batch, chosen, knowledge)


def _read_batch(batch: list[Input | UnreadableError], settings: Settings, known: Known) -> Iterator[Outcome]:
    """Load a batch, parse what is to be parsed together, and put the outcomes back in order."""
    found = [_load(item, settings, known) for item in batch]
    loaded = [item for item in found if isinstance(item, Loaded)]
    records = iter(_records([(item.document, item.notices) for item in loaded], settings))
    for item in found:
        if isinstance(item, Outcome):
            yield item
            continue
        address = item.document.acquired.address or "text"
        result = next(records)
        if isinstance(result, Record):
            yield Outcome(address=address, record=result, data=item.raw)
        else:
            yield Outcome(address=address, error=UnreadableError(address, result, "please report it"))


def _load(item: Input | UnreadableError, settings: Settings, known: Known) -> Loaded | Outcome:
    if isinstance(item, UnreadableError):
        return Outcome(address=item.address, error=item)
    try:
        given = {name: getattr(known, name) for name in known.__struct_fields__}
        return load(item, settings.read, **given)
    except UnreadableError as error:
        return Outcome(address=item.address, error=error)
    except Exception as error:  # our own or a library's fault on this input must not lose the others
        _log.debug("loading failed", exc_info=True)
        reason = f"onrecord failed to open it: {type(error).__name__}: {error}"
        return Outcome(address=item.address, error=UnreadableError(item.address, reason, "please report it"))


def _records(
    documents: list[tuple[Document, tuple[Notice, ...]]], settings: Settings
) -> Iterator[Record | str]:
    """A record for each document, or the words for what failed inside onrecord."""
    english = [document for document, _ in documents if document.language == "en"]
    try:
        parsed: Iterator[AnnotatedDocument | None] = iter(list(prepare(english, settings.annotate)))
    except Exception:  # a parser fault in one text must not lose the others: each is then tried alone
        _log.exception("parsing a batch failed")
        parsed = iter([_prepare_alone(document, settings) for document in english])
    for document, notices in documents:
        if document.language != "en":
            yield empty_record(document, settings, notices)
            continue
        doc = next(parsed)
        try:
            if doc is None:
                raise ValueError("the parser failed")
            yield build(annotate_each(doc, settings.annotate.annotators), settings, notices)
        except Exception as error:  # our own fault, but one bad document never stops a run
            _log.debug("building failed", exc_info=True)
            yield f"onrecord failed on this text: {type(error).__name__}: {error}"


def _prepare_alone(document: Document, settings: Settings) -> AnnotatedDocument | None:
    try:
        return next(prepare([document], settings.annotate))
    except Exception:  # as above
        return None


def annotate_documents(
    documents: Iterable[Document], settings: Settings | None = None
) -> Iterator[AnnotatedDocument]:
    """Parse and annotate documents, whatever their language, in order; errors are raised."""
    chosen = settings or Settings()
    check(chosen.annotate.annotators)
    for doc in prepare(documents, chosen.annotate):
        yield annotate(doc, chosen.annotate.annotators)


def record_documents(documents: Iterable[Document], settings: Settings | None = None) -> Iterator[Record]:
    """The record of each document, in order, empty for one that is not English; errors are raised."""
    chosen = settings or Settings()
    waiting = iter(documents)
    while batch := list(islice(waiting, _BATCH)):
        docs = annotate_documents([document for document in batch if document.language == "en"], chosen)
        for document in batch:
            if document.language == "en":
                yield build(next(docs), chosen)
            else:
                yield empty_record(document, chosen, language_notices(document.language))
