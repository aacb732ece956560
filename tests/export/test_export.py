"""Exports re-read to the same values, and a broken run leaves nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from onrecord.errors import OnrecordError
from onrecord.export.jsonl import lines, read_lines
from onrecord.export.package import export_store
from onrecord.export.tables import COLUMNS, PROVENANCE
from onrecord.model.records import Record
from tests.store.test_store import a_record
from tests.strategies import records


@given(records())
def test_json_lines_re_read_to_equal_records(record: Record) -> None:
    assert list(read_lines(lines([record]))) == [record]


def test_a_line_that_is_no_record_is_named() -> None:
    with pytest.raises(OnrecordError, match="line 2 is no record"):
        list(read_lines([*lines([a_record()]), b"{}"], "records.jsonl"))


def test_tables_re_read_to_the_values_of_the_record(tmp_path: Path) -> None:
    counts = export_store([a_record()], tmp_path / "out", "csv")
    assert counts == {"statements.csv": 0, "figures.csv": 1, "reports.csv": 0}
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["low"], row["best"], row["thing"], row["part_of"]) == ("3", "3", "soldiers", "")
    assert row["or_quote"] == a_record().document.text[int(row["or_span_start"]) : int(row["or_span_end"])]
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    described = {field["name"] for field in package["resources"][1]["schema"]["fields"]}
    assert described == {*COLUMNS["figures"], *PROVENANCE}
    assert (tmp_path / "out" / "README.md").is_file() and (tmp_path / "out" / "CITATION.cff").is_file()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(OnrecordError, match="not an empty folder"):
        export_store([a_record()], tmp_path, "jsonl")


def test_a_broken_run_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Record]:
        yield a_record()
        raise OnrecordError("stop")

    with pytest.raises(OnrecordError, match="stop"):
        export_store(broken(), tmp_path / "out", "csv")
    assert list(tmp_path.iterdir()) == []
