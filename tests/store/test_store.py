"""The store keeps everything, overwrites nothing, and gives back equal records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from onrecord.errors import NotFoundError, StoreError
from onrecord.model.records import NARRATOR, Figure, Record, SaidBy
from onrecord.model.span import Span
from onrecord.read.text import document_from_text
from onrecord.store.search import fts_query
from onrecord.store.store import Store
from tests.strategies import MADE_BY, records


def a_record(text: str = "Three soldiers were killed near the river.", url: str | None = None) -> Record:
    document = document_from_text(text, title="A title", published="2024-05-03", url=url)
    figure = Figure(
        id="figure-1",
        low=3.0,
        best=3.0,
        high=3.0,
        low_basis="stated",
        high_basis="stated",
        bound="exact",
        thing="soldiers",
        action="killed",
        said_by=SaidBy(claimant=NARRATOR, basis="narrator"),
        evidence=document.evidence(Span(0, 26)),
    )
    return Record(document=document, figures=(figure,), made_by=MADE_BY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "test.sqlite") as opened:
        yield opened


def test_what_goes_in_comes_out(store: Store) -> None:
    record = a_record()
    added = store.add(record, b"raw bytes")
    assert (added.is_new_document, added.is_new_version, added.is_new_reading) == (True, False, True)
    assert store.record(record.document.id) == record
    assert store.raw(record.document.sha256) == b"raw bytes"


def test_the_same_twice_changes_nothing(store: Store) -> None:
    record = a_record()
    store.add(record)
    before = store.journal()
    again = store.add(record)
    assert (again.is_new_document, again.is_new_reading) == (False, False)
    assert store.journal() == before


def test_a_newer_page_is_a_new_version_of_the_same_document(store: Store) -> None:
    first, second = (
        a_record(url="https://a.example/1"),
        a_record("Five soldiers were killed near it.", "https://a.example/1"),
    )
    store.add(first)
    added = store.add(second)
    assert added.is_new_version
    assert store.versions(first.document.page_id) == [first.document.id, second.document.id]
    assert store.record(first.document.id) == first


def test_a_later_reading_stands_beside_the_earlier_and_one_can_go_back(store: Store) -> None:
    record = a_record()
    other = msgspec.structs.replace(record, figures=())
    for reading in (record, other, record):
        assert store.add(reading).is_new_reading
        assert store.record(record.document.id) == reading
    assert len([line for line in store.journal() if line["act"] == "reading-added"]) == 3


def test_records_are_found_by_the_beginning_of_an_id(store: Store) -> None:
    record = a_record()
    store.add(record)
    assert store.find("figure-1") == (record.figures[0], record.document)
    assert store.find(record.document.id[:15])[0] == record.document
    with pytest.raises(NotFoundError, match="no such id"):
        store.find("figure-2")


def test_search_finds_words_phrases_and_beginnings(store: Store) -> None:
    store.add(a_record())
    for query in ("soldiers", '"were killed"', "sold*", "RIVER title"):
        assert store.search(query), query
    assert not store.search("marines")
    assert {hit.kind for hit in store.search("soldiers")} == {"document", "figure"}


@pytest.mark.parametrize("query", ["a AND (", "x OR", 'say "', "NEAR(", "col:umn", "-minus", "^"])
def test_no_character_of_a_query_is_syntax(store: Store, query: str) -> None:
    store.add(a_record())
    if fts_query(query):
        store.search(query)
    else:
        with pytest.raises(StoreError, match="nothing to search for"):
            store.search(query)


def test_the_list_counts_the_current_reading(store: Store) -> None:
    store.add(a_record())
    (row,) = store.list_documents()
    assert (row.title, row.figures, row.statements) == ("A title", 1, 0)


def test_sqlite_itself_refuses_to_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with Store.open(path) as opened:
        opened.add(a_record())
    connection = sqlite3.connect(path)
    for statement in (
        "UPDATE records SET body = ''",
        "DELETE FROM documents",
        "UPDATE journal SET act = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be taken for one by its size" * 20)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(text)
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not a store of onrecord"):
        Store.open(other)
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "missing.sqlite", create=False)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '99'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="newer onrecord"):
        Store.open(path)


def test_nothing_is_kept_of_a_document_whose_adding_fails(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    def fail(*_: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(sys.modules["onrecord.store.search"], "index", fail)
    with pytest.raises(RuntimeError):
        store.add(a_record())
    assert list(store.list_documents()) == [] and store.journal() == []


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_store_and_load_give_equal_records(record: Record, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(tmp_path_factory.mktemp("s") / "p.sqlite") as opened:
        opened.add(record)
        assert opened.record(record.document.id) == record
