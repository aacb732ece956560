"""Builds the corpus: YAML sources with quotes become JSON lines with offsets, one file a kind.

`python -m corpus.build` writes `documents.jsonl`, `sentences.jsonl` and `groups.jsonl` and prints counts;
`--check` writes nothing and fails when they are stale or a check fails; with paths, only those sources are
read and checked, which takes a moment and tells a writer file, record and quote of everything that is wrong
(and, once nothing is wrong, hints at words that may stand for a record that is missing).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import checks
from corpus.tools.claims import GroupReader
from corpus.tools.coding import Coder, is_none
from corpus.tools.hints import hints
from corpus.tools.shorthand import expand
from corpus.tools.source import KINDS, ROOT, SourceError, kind_of, raw_items, source_files, split_of
from corpus.tools.vocabulary import COUNTRIES, SUBGENRES

Record = dict[str, Any]
Built = tuple[Record, list[str]]
CODING = {"statements", "figures", "events", "actors", "places", "none_numbers", "defaults", "main"}
ITEM_FIELDS = {
    "documents": {
        "id",
        "title",
        "publisher",
        "published",
        "genre",
        "country",
        "subgenre",
        "traps",
        "text",
        "group",
    },
    "sentences": {"id", "text", "date", "country", "tags", "group"},
}


def where_of(path: Path, item_id: str) -> str:
    shown = path.resolve()
    shown = shown.relative_to(ROOT.parent) if shown.is_relative_to(ROOT.parent) else shown
    return f"{shown}: {item_id}"


def unknown_fields(raw: Record, kind: str, where: str) -> list[str]:
    return [f"{where}: unknown field {f!r}" for f in sorted(set(raw) - ITEM_FIELDS[kind] - CODING)]


def build_document(item_id: str, raw: Record, where: str) -> Built:
    """A document in the gold form of the `briefings` benchmark, with our own fields beside it."""
    text = str(raw.get("text", "")).strip()
    coder = Coder(text, raw, where)
    subgenre = str(raw.get("subgenre", ""))
    record = {
        "id": item_id,
        "title": raw.get("title"),
        "publisher": raw.get("publisher"),
        "published": None if is_none(raw.get("published")) else raw["published"],
        "genre": raw.get("genre") or SUBGENRES.get(subgenre, subgenre),
        "country": raw.get("country"),
        "subgenre": subgenre,
        "traps": list(raw.get("traps") or []),
        "group": raw.get("group"),
        "split": split_of(raw.get("group") or item_id),
        "text": text,
    }
    coder.one_of(str(record["country"]), COUNTRIES, "document", "country")
    for field in ("title", "publisher"):
        if not record[field]:
            coder.problem("document", f"no {field}")
    record |= coder.code()
    return record, coder.problems + (
        [] if coder.problems else located(checks.check_document(record), where, item_id)
    )


def build_sentence(item_id: str, raw: Record, where: str) -> Built:
    """A sentence or short paragraph, coded in the same way; `date` anchors `today`."""
    text = str(raw.get("text", "")).strip()
    coder = Coder(text, raw, where)
    record = {
        "id": item_id,
        "date": raw.get("date"),
        "country": raw.get("country"),
        "tags": list(raw.get("tags") or []),
        "split": split_of(raw.get("group") or item_id),
        "text": text,
    }
    return record | coder.code(), coder.problems


def build_group(item_id: str, raw: Record, where: str) -> Built:
    reader = GroupReader(item_id, raw, where)
    record = reader.read()
    record["split"] = split_of(item_id)
    return record, reader.problems + (
        [] if reader.problems else located(checks.check_claims(record), where, item_id)
    )


def located(problems: Sequence[str], where: str, item_id: str) -> list[str]:
    """The problems with the place of the item in front instead of its id."""
    return [
        p.replace(item_id, where, 1) if item_id and p.startswith(item_id) else f"{where}: {p}"
        for p in problems
    ]


def build_item(kind: str, item_id: str, raw: Record, where: str) -> Built:
    """One item and its problems; the checks on a text run only once its quotes are found."""
    if kind == "groups":
        record, problems = build_group(item_id, raw, where)
        for report in record["reports"] if not problems else []:
            if report["figures"]:
                problems += located(checks.check_item(report), where, report["id"])
        return record, problems
    raw, line_problems = expand(raw)
    builder = build_document if kind == "documents" else build_sentence
    record, problems = builder(item_id, raw, where)
    problems = located(line_problems, where, "") + unknown_fields(raw, kind, where) + problems
    return record, problems if problems else located(checks.check_item(record), where, item_id)


def build_file(path: Path) -> tuple[list[Record], list[str]]:
    """All items of a source file, and everything that is wrong with them."""
    kind = kind_of(path)
    records: list[Record] = []
    problems: list[str] = []
    for item_id, raw in raw_items(path):
        record, found = build_item(kind, item_id, raw, where_of(path, item_id))
        records.append(record)
        problems += found
    return records, problems


def build_all(root: Path = ROOT) -> tuple[dict[str, list[Record]], list[str]]:
    """Every source below the corpus folder, by kind, sorted by id."""
    corpus: dict[str, list[Record]] = {}
    problems: list[str] = []
    for kind in KINDS:
        corpus[kind] = []
        for path in source_files(kind, root):
            try:
                records, found = build_file(path)
            except SourceError as err:
                records, found = [], [str(err)]
            corpus[kind] += records
            problems += found
        corpus[kind].sort(key=lambda r: str(r["id"]))
    return corpus, problems


def lines(records: Sequence[Record]) -> str:
    """JSON lines, the same bytes for the same sources."""
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def counts(corpus: dict[str, list[Record]]) -> str:
    out = []
    for kind, records in corpus.items():
        splits = Counter(r["split"] for r in records)
        inner = {
            k: sum(len(r.get(k) or []) for r in records)
            for k in ("statements", "figures", "events", "claims")
        }
        shown = ", ".join(f"{n} {k}" for k, n in inner.items() if n)
        by_split = ", ".join(f"{k} {splits[k]}" for k in sorted(splits))
        out.append(f"{kind:10s} {len(records):5d}  ({by_split})  {shown}")
    return "\n".join(out)


def stale(corpus: dict[str, list[Record]], root: Path) -> list[str]:
    """Outputs that differ from what the sources give."""
    out = []
    for kind, records in corpus.items():
        path = root / f"{kind}.jsonl"
        if not path.is_file() or path.read_text(encoding="utf-8") != lines(records):
            out.append(f"{path}: stale; run python -m corpus.build")
    return out


def report(problems: Sequence[str]) -> int:
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problem(s)")
    return 1 if problems else 0


def check_paths(paths: Sequence[Path]) -> int:
    """The writer's run: only these files."""
    problems: list[str] = []
    records: list[Record] = []
    for path in paths:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            try:
                built, found = build_file(file)
            except SourceError as err:
                built, found = [], [str(err)]
            records += built
            problems += found
    if len(records) > 1:
        problems += checks.check_near_copies(records) + checks.check_openings(records)
    status = report(problems)
    if not problems:
        for record in records:
            for hint in hints(record) if "text" in record else []:
                print(f"hint: {record['id']}: {hint}")
    sums = {
        k: sum(len(r.get(k) or []) for r in records) for k in ("statements", "figures", "events", "claims")
    }
    print(f"{len(records)} item(s): " + ", ".join(f"{n} {k}" for k, n in sums.items() if n))
    return status


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build and check the corpus.")
    parser.add_argument("paths", nargs="*", type=Path, help="check only these sources and write nothing")
    parser.add_argument("--check", action="store_true", help="fail if outputs are stale or a check fails")
    args = parser.parse_args(argv)
    if args.paths:
        return check_paths(args.paths)
    corpus, problems = build_all()
    problems += checks.check_corpus(corpus["documents"], corpus["sentences"], corpus["groups"])
    if args.check:
        return report(problems + stale(corpus, ROOT))
    if not problems:
        for kind, records in corpus.items():
            (ROOT / f"{kind}.jsonl").write_text(lines(records), encoding="utf-8")
        print(counts(corpus))
    return report(problems)


if __name__ == "__main__":
    sys.exit(main())
