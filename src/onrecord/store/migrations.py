"""Making a new store, and bringing an older one up to this version, step by step."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select, text

from onrecord.errors import StoreError
from onrecord.store.schema import SCHEMA_VERSION, meta, metadata

APPEND_ONLY = ("raw", "documents", "readings", "records", "journal")
"""Tables in which SQLite itself refuses UPDATE and DELETE."""


def prepare(connection: Connection, name: str) -> None:
    """Create the tables in an empty database, or migrate those of an older version.

    Args:
        connection: inside a transaction.
        name: of the store, for messages.

    Raises:
        StoreError: if the database is not a store, or was made by a newer version.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        _create(connection)
        return
    if "meta" not in tables:
        raise StoreError(f"{name}: a database, but not a store of onrecord; give another path")
    version = int(connection.execute(select(meta.c.value).where(meta.c.key == "schema_version")).scalar_one())
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{name}: made by a newer onrecord (schema {version}, this one knows {SCHEMA_VERSION}); upgrade"
        )
    for step in range(version, SCHEMA_VERSION):
        MIGRATIONS[step](connection)
    if version < SCHEMA_VERSION:
        connection.execute(
            meta.update().where(meta.c.key == "schema_version").values(value=str(SCHEMA_VERSION))
        )


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(meta.insert().values(key="schema_version", value=str(SCHEMA_VERSION)))
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, kind UNINDEXED, reading_id UNINDEXED,"
                " body, tokenize='unicode61 remove_diacritics 2')"
            )
        )
        for table in APPEND_ONLY:
            for act in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                    )
                )


MIGRATIONS: dict[int, Callable[[Connection], None]] = {}
"""From schema version n to n + 1. Version 1 is the first."""
