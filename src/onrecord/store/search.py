"""Full-text search: FTS5 in SQLite. Another database gets its own two functions behind these names."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, text

from onrecord.errors import StoreError
from onrecord.model.records import Record

_PIECE = re.compile(r'"([^"]+)"|(\S+)')


def index(connection: Connection, reading_id: str, record: Record) -> None:
    """Index the text of a reading and of its statements, figures and events; drop older readings'."""
    connection.execute(
        text(
            "DELETE FROM search WHERE reading_id IN"
            " (SELECT id FROM readings WHERE document_id = :document AND id != :reading)"
        ),
        {"document": record.document.id, "reading": reading_id},
    )
    document = record.document
    rows = [("document", document.id, f"{document.title or ''}\n{document.text}")]
    rows += [("statement", s.id, f"{s.speaker} {s.cue} {' '.join(s.content)}") for s in record.statements]
    rows += [("figure", f.id, _with(f.evidence.quote, f.thing, f.action)) for f in record.figures]
    rows += [("event", e.id, _with(e.evidence.quote, e.type)) for e in record.events]
    connection.execute(
        text("INSERT INTO search (id, kind, reading_id, body) VALUES (:id, :kind, :reading_id, :body)"),
        [{"id": name, "kind": kind, "reading_id": reading_id, "body": body} for kind, name, body in rows],
    )


def _with(quote: str, *words: str) -> str:
    """A quote, followed by the words that it does not hold itself."""
    return " ".join([quote, *(word for word in words if word.lower() not in quote.lower())])


def search(connection: Connection, query: str, limit: int) -> list[Any]:
    """Rows of (id, kind, document id, snippet), best first."""
    match = fts_query(query)
    if not match:
        raise StoreError("nothing to search for: give at least one word")
    statement = text(
        "SELECT search.id, search.kind, readings.document_id, snippet(search, 3, '[', ']', ' … ', 16)"
        " FROM search JOIN readings ON readings.id = search.reading_id"
        " WHERE search MATCH :query ORDER BY bm25(search), search.rowid LIMIT :limit"
    )
    return list(connection.execute(statement, {"query": match, "limit": limit}))


def fts_query(query: str) -> str:
    """A user's words as an FTS5 expression: every word quoted, so that no character is syntax."""
    pieces = []
    for phrase, word in _PIECE.findall(query):
        words = re.sub(r"[^\w\s]", " ", phrase or word).split()
        if words:
            pieces.append('"' + " ".join(words) + '"' + ("*" if word.endswith("*") else ""))
    return " ".join(pieces)
