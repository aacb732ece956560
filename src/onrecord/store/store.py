"""`Store`: documents, their readings and records, searchable; nothing is overwritten.

One transaction a document: after a crash a document is there with all its records, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, Row, create_engine, event, func, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from onrecord.errors import NotFoundError, StoreError
from onrecord.model.document import Document
from onrecord.model.ids import content_id, digest
from onrecord.model.records import (
    Actor,
    EventReport,
    Figure,
    MadeBy,
    Notice,
    PlaceNamed,
    Record,
    Statement,
)
from onrecord.store import migrations
from onrecord.store.schema import documents, journal, raw, readings, records

Item = Statement | Figure | EventReport | Actor | PlaceNamed
KINDS: dict[str, type[Item]] = {
    "statement": Statement,
    "figure": Figure,
    "event": EventReport,
    "actor": Actor,
    "place": PlaceNamed,
}


class Added(Struct, frozen=True, kw_only=True):
    """What adding a record changed.

    Attributes:
        document_id: of the version added or met again.
        is_new_document: this version was not in the store.
        is_new_version: an earlier version of the same page was.
        is_new_reading: this version had not been read with these settings and this metadata.
    """

    document_id: str
    is_new_document: bool
    is_new_version: bool
    is_new_reading: bool


class Hit(Struct, frozen=True, kw_only=True):
    """One search result; `snippet` has the words found between [ and ]."""

    id: str
    kind: str
    document_id: str
    snippet: str


class Listed(Struct, frozen=True, kw_only=True):
    """A line of the list of documents; counts are of the current reading."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str
    statements: int
    figures: int
    events: int


class Store:
    """A store of records. Use it as a context manager, or call `close`.

    Args:
        engine: of a database that `migrations.prepare` has prepared; use `Store.open`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Store:
        """Open a SQLite file, or create it.

        Raises:
            StoreError: if the file is no store, cannot be written, or does not exist and `create` is off.
        """
        file = Path(path)
        if not create and not file.is_file():
            raise StoreError(f"{file}: no such store; `onrecord read FILE --into {file}` makes one")
        if not file.parent.is_dir():
            raise StoreError(f"{file}: the folder {file.parent} does not exist")
        engine = create_engine(f"sqlite:///{file}")
        event.listen(engine, "connect", _set_up_sqlite)
        try:
            with engine.begin() as connection:
                migrations.prepare(connection, str(file))
        except (DatabaseError, SQLAlchemyError) as err:
            engine.dispose()
            raise StoreError(f"{file}: cannot be opened as a store: {getattr(err, 'orig', err)}") from err
        return cls(engine)

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, record: Record, data: bytes | None = None) -> Added:
        """Keep a record, its document and the raw bytes; the same twice changes nothing.

        Raises:
            StoreError: if the database refuses (disk full, locked, read-only); nothing is then kept.
        """
        try:
            with self._engine.begin() as connection:
                return _add(connection, record, data)
        except SQLAlchemyError as err:
            raise StoreError(f"the store refused {record.document.id}: {getattr(err, 'orig', err)}") from err

    def document(self, document_id: str) -> Document:
        """A document version, with the metadata of its current reading; NotFoundError if missing."""
        return self.record(document_id).document

    def record(self, document_id: str) -> Record:
        """The record of a document version: its current, latest reading; NotFoundError if missing."""
        with self._engine.connect() as connection:
            row = connection.execute(_current().where(readings.c.document_id == document_id)).first()
            if row is None:
                raise NotFoundError(f"no document {document_id} in this store")
            return _load(connection, row)

    def find(self, id_or_prefix: str) -> tuple[Item | Document, Document]:
        """A record or document by its id, or by a beginning of it that is unique, with its document.

        Raises:
            NotFoundError: if nothing or more than one thing has such an id.
        """
        pattern = id_or_prefix.replace("%", "").replace("_", "") + "%"
        with self._engine.connect() as connection:
            found = set(connection.scalars(select(documents.c.id).where(documents.c.id.like(pattern))))
            found |= set(
                connection.scalars(select(records.c.id).where(records.c.id.like(pattern)).distinct())
            )
            if len(found) != 1:
                what = "more than one id begins so" if found else "no such id in this store"
                raise NotFoundError(f"{id_or_prefix}: {what}")
            (name,) = found
            owner = connection.execute(
                select(readings.c.document_id)
                .join(records, records.c.reading_id == readings.c.id)
                .where(records.c.id == name)
                .order_by(readings.c.seq.desc())
            ).scalar()
        record = self.record(owner or name)
        item = next((item for item in record.items() if item.id == name), None)
        return (item or record.document), record.document

    def list_documents(self) -> Iterator[Listed]:
        """Every document version with the counts of its current reading, in the order they came."""
        with self._engine.connect() as connection:
            counts: dict[str, dict[str, int]] = {}
            for reading_id, kind, number in connection.execute(
                select(records.c.reading_id, records.c.kind, func.count()).group_by(
                    records.c.reading_id, records.c.kind
                )
            ):
                counts.setdefault(reading_id, {})[kind] = number
            latest = dict(
                (row[0], row[1])
                for row in connection.execute(
                    select(readings.c.document_id, readings.c.id).order_by(readings.c.seq)
                )
            )
            for row in connection.execute(select(documents).order_by(documents.c.seq)):
                of = counts.get(latest.get(row.id, ""), {})
                yield Listed(
                    id=row.id,
                    title=row.title,
                    publisher=row.publisher,
                    published=row.published,
                    language=row.language,
                    statements=of.get("statement", 0),
                    figures=of.get("figure", 0),
                    events=of.get("event", 0),
                )

    def records(self) -> Iterator[Record]:
        """The current record of every document version, in the order the documents came."""
        with self._engine.connect() as connection:
            ids = connection.scalars(select(documents.c.id).order_by(documents.c.seq)).all()
        for document_id in ids:
            yield self.record(document_id)

    def versions(self, page_id: str) -> list[str]:
        """Ids of the versions of a page, oldest first."""
        with self._engine.connect() as connection:
            query = select(documents.c.id).where(documents.c.page_id == page_id).order_by(documents.c.seq)
            return list(connection.scalars(query))

    def raw(self, sha256: str) -> bytes:
        """The raw bytes of a document; NotFoundError if they were not kept."""
        with self._engine.connect() as connection:
            data = connection.execute(select(raw.c.data).where(raw.c.sha256 == sha256)).scalar()
        if data is None:
            raise NotFoundError(f"no raw bytes with SHA-256 {sha256}")
        return bytes(data)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Full-text search over current documents, statements, figures and events; best first.

        All words must occur; "a phrase" in double quotation marks; `word*` for a beginning.
        """
        from onrecord.store.search import search

        with self._engine.connect() as connection:
            return [
                Hit(id=row[0], kind=row[1], document_id=row[2], snippet=row[3])
                for row in search(connection, query, limit)
            ]

    def journal(self) -> list[dict[str, Any]]:
        """Every act on the store, oldest first: seq, at, act, subject, detail."""
        with self._engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(select(journal).order_by(journal.c.seq))]


def _set_up_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _current() -> Any:
    return select(readings).order_by(readings.c.seq.desc())


def _load(connection: Connection, row: Row[Any]) -> Record:
    items: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for kind, body in connection.execute(
        select(records.c.kind, records.c.body).where(records.c.reading_id == row.id).order_by(records.c.seq)
    ):
        items[kind].append(msgspec.json.decode(body, type=KINDS[kind]))
    return Record(
        document=msgspec.json.decode(row.document, type=Document),
        statements=tuple(items["statement"]),
        figures=tuple(items["figure"]),
        events=tuple(items["event"]),
        actors=tuple(items["actor"]),
        places=tuple(items["place"]),
        notices=tuple(msgspec.json.decode(row.notices, type=list[Notice])),
        made_by=msgspec.json.decode(row.made_by, type=MadeBy),
    )


def _add(connection: Connection, record: Record, data: bytes | None) -> Added:
    document = record.document
    known = connection.execute(select(documents.c.id).where(documents.c.id == document.id)).first()
    earlier = connection.execute(
        select(func.count()).where(documents.c.page_id == document.page_id, documents.c.id != document.id)
    ).scalar_one()
    if known is None:
        if data is not None:
            _keep_raw(connection, document, data)
        connection.execute(
            documents.insert().values(
                id=document.id,
                page_id=document.page_id,
                sha256=document.sha256,
                title=document.title,
                publisher=document.source.publisher,
                published=document.published,
                url=document.url,
                language=document.language,
            )
        )
        _note(connection, "document-added", document.id, {"page_id": document.page_id, "earlier": earlier})
    is_new_reading = _add_reading(connection, record)
    return Added(
        document_id=document.id,
        is_new_document=known is None,
        is_new_version=known is None and earlier > 0,
        is_new_reading=is_new_reading,
    )


def _keep_raw(connection: Connection, document: Document, data: bytes) -> None:
    if connection.execute(select(raw.c.sha256).where(raw.c.sha256 == document.sha256)).first() is None:
        connection.execute(
            raw.insert().values(sha256=document.sha256, media_type=document.acquired.media_type, data=data)
        )


def _add_reading(connection: Connection, record: Record) -> bool:
    """Insert the reading and its records; False if the same reading is already the current one."""
    document = record.document
    # When it was fetched is custody, not content: a second fetch of an unchanged page is no new reading.
    undated = msgspec.structs.replace(
        document, acquired=msgspec.structs.replace(document.acquired, retrieved=None, address=None)
    )
    content = digest((undated, record.made_by, record.notices, tuple(record.items())))
    current = connection.execute(_current().where(readings.c.document_id == document.id)).first()
    if current is not None and current.content == content:
        return False
    # Chained to the reading before, so that going back to earlier settings is again a reading of its own.
    reading_id = content_id("reading", current.id if current is not None else None, content)
    encode = msgspec.json.encode
    connection.execute(
        readings.insert().values(
            id=reading_id,
            document_id=document.id,
            content=content,
            document=encode(document).decode(),
            made_by=encode(record.made_by).decode(),
            notices=encode(record.notices).decode(),
        )
    )
    rows = [_row(reading_id, item) for item in record.items()]
    if rows:
        connection.execute(records.insert(), rows)
    from onrecord.store.search import index

    index(connection, reading_id, record)
    _note(connection, "reading-added", reading_id, {"document_id": document.id, "records": len(rows)})
    return True


def _row(reading_id: str, item: Item) -> dict[str, Any]:
    said_by = getattr(item, "said_by", None)
    return {
        "reading_id": reading_id,
        "id": item.id,
        "kind": next(kind for kind, cls in KINDS.items() if isinstance(item, cls)),
        "start": item.evidence.span.start,
        "claimant": said_by.claimant if said_by else None,
        "code": getattr(item, "type", None) or getattr(item, "measure", None),
        "low": getattr(item, "low", None),
        "high": getattr(item, "high", None),
        "body": msgspec.json.encode(item).decode(),
    }


def _note(connection: Connection, act: str, subject: str, detail: dict[str, Any]) -> None:
    connection.execute(
        journal.insert().values(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            act=act,
            subject=subject,
            detail=msgspec.json.encode(detail).decode(),
        )
    )


__all__ = ["KINDS", "Added", "Hit", "Listed", "Store"]
