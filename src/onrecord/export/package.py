"""An export is a folder: the data, `datapackage.json`, `README.md` and `CITATION.cff`.

It is written beside its place and moved there whole, so that a broken run leaves nothing half-written.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import OnrecordError
from onrecord.export.jsonl import lines
from onrecord.export.tables import COLUMNS, PROVENANCE, rows
from onrecord.model.records import MadeBy, Record
from onrecord.version import __version__

FORMATS = ("jsonl", "csv")


def export_store(records: Iterable[Record], folder: Path, format: str) -> dict[str, int]:
    """Write records to a new folder and return how many rows each file has.

    Args:
        records: in the order to write.
        folder: must not exist, or be empty.
        format: one of `FORMATS`.

    Raises:
        OnrecordError: if the folder holds something or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OnrecordError(f"{folder}: exists and is not an empty folder; give a new one")
    if not folder.resolve().parent.is_dir():
        raise OnrecordError(f"{folder}: the folder above it does not exist")
    made: set[MadeBy] = set()
    with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".onrecord-") as name:
        work = Path(name) / "package"
        work.mkdir()
        write = _write_jsonl if format == "jsonl" else _write_csv
        counts = write(_noting(records, made), work)
        _write_papers(work, format, counts, made)
        if folder.exists():
            folder.rmdir()
        shutil.move(work, folder)
    return counts


def _noting(records: Iterable[Record], made: set[MadeBy]) -> Iterable[Record]:
    for record in records:
        made.add(record.made_by)
        yield record


def _write_jsonl(records: Iterable[Record], folder: Path) -> dict[str, int]:
    number = 0
    with (folder / "records.jsonl").open("wb") as out:
        for line in lines(records):
            out.write(line + b"\n")
            number += 1
    return {"records.jsonl": number}


def _write_csv(records: Iterable[Record], folder: Path) -> dict[str, int]:
    counts: Counter[str] = Counter({f"{table}.csv": 0 for table in COLUMNS})
    with ExitStack() as stack:
        writers = {}
        for table, columns in COLUMNS.items():
            out = stack.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv.DictWriter(out, [*columns, *PROVENANCE], lineterminator="\n")
            writers[table].writeheader()
        for record in records:
            for table, row in rows(record):
                writers[table].writerow(row)
                counts[f"{table}.csv"] += 1
    return dict(counts)


def _write_papers(folder: Path, format: str, counts: dict[str, int], made: set[MadeBy]) -> None:
    resources: list[dict[str, Any]] = []
    for file in counts:
        resource: dict[str, Any] = {"name": Path(file).stem, "path": file, "encoding": "utf-8"}
        if format == "csv":
            columns = {**COLUMNS[Path(file).stem], **PROVENANCE}
            fields = [{"name": n, "type": "string", "description": d} for n, d in columns.items()]
            resource["schema"] = {"fields": fields}
        resources.append(resource)
    package = {
        "name": "onrecord-export",
        "version": __version__,
        "description": "Attributed records. Values are claims of those named in or_said_by, not findings.",
        "licenses": [],
        "sources": [],
        "made_by": [msgspec.to_builtins(item) for item in sorted(made, key=lambda m: m.settings)],
        "query": "all current records of the store",
        "resources": resources,
    }
    encoded = msgspec.json.format(msgspec.json.encode(package), indent=2)
    (folder / "datapackage.json").write_bytes(encoded + b"\n")
    listed = "\n".join(f"- `{file}`: {number} rows" for file, number in counts.items())
    (folder / "README.md").write_text(_README.format(version=__version__, listed=listed), encoding="utf-8")
    (folder / "CITATION.cff").write_text(_CITATION.format(version=__version__), encoding="utf-8")


_README = """# Export of onrecord {version}

{listed}

Every row stands on somebody's word (`or_said_by`) and on exact characters (`or_quote`, at
`or_span_start` to `or_span_end` of the text of `or_doc_id`). An empty cell is *unknown*, never zero.
Offsets count Unicode characters from 0; the end is exclusive. `datapackage.json` describes the columns.

What these data cannot support: no proof of what happened, no proof of guilt, no targeting. Official
counts are claims.
"""

_CITATION = """cff-version: 1.2.0
message: Cite the sources named in the rows first, then the software that read them.
title: onrecord
type: software
version: {version}
"""
