"""Whole flows against golden files: a change of any record shows as a diff.

`pytest tests/test_golden.py --update-golden` rewrites them; the commit says why. The rules read alone here:
the encoder's eight-bit arithmetic differs a little from processor to processor.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.config import AnnotateSettings, Settings
from onrecord.serve.reading import example_records, examples

pytestmark = pytest.mark.parser
FOLDER = Path(__file__).parent / "data" / "golden"
NAMES = ("army-release-pak-2025", "border-clash-afg-pak-2025")


def readable(record: Any) -> str:
    """One item a line, sorted by kind and place, without what changes with every version."""
    plain = msgspec.to_builtins(record)
    lines = [
        {"document": {key: plain["document"][key] for key in ("id", "sha256", "language", "boilerplate")}}
    ]
    for kind in ("statements", "figures", "events", "actors", "places", "notices"):
        items = sorted(plain[kind], key=lambda item: json.dumps(item.get("evidence", {}).get("span", 0)))
        lines += [{kind: item} for item in items]
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    names = tuple(n for n in AnnotateSettings().annotators if n != "encoder")
    settings = Settings(annotate=AnnotateSettings(annotators=names))
    (record,) = example_records([row for row in examples() if row["id"] == name], settings)
    path, found = FOLDER / f"{name}.jsonl", readable(record)
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text("utf-8"), (
        "if the change is meant: pytest tests/test_golden.py --update-golden"
    )
