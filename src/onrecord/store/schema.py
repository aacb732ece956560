"""Tables of the store, in SQLAlchemy Core, so that SQLite and PostgreSQL share one definition.

Nothing is overwritten: a document version, a reading of it and its records are inserted once; a
later reading stands beside the earlier one and is the current one. The journal says what came when.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 1
"""Raised by one with each change of the tables; `migrations.py` has a step for each."""

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)

raw = Table(
    "raw",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("media_type", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("page_id", String, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("title", String),
    Column("publisher", String),
    Column("published", String, index=True),
    Column("url", String),
    Column("language", String, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("document_id", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("content", String, nullable=False),
    Column("document", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("notices", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("reading_id", String, ForeignKey("readings.id"), nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("claimant", String),
    Column("code", String),
    Column("low", Float),
    Column("high", Float),
    Column("body", Text, nullable=False),
    Index("records_of_reading", "reading_id", "kind"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("act", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
)
