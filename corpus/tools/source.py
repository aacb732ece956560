"""Reads the YAML sources. Every scalar stays the string that was written: `NO` and `2024` mean themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("documents", "sentences", "groups")


class SourceError(ValueError):
    """A source file that is not readable YAML of the expected shape."""


class Loader(yaml.CBaseLoader):
    """YAML without any guessing of types, which also refuses a key given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(k) for k in keys if keys.count(k) > 1})
        if twice:
            raise SourceError(f"line {node.start_mark.line + 1}: key given twice: {', '.join(twice)}")
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # strings only
    except yaml.YAMLError as err:
        raise SourceError(f"{path}: {err}") from err
    except SourceError as err:
        raise SourceError(f"{path}: {err}") from err


def kind_of(path: Path) -> str:
    """`documents`, `sentences` or `groups`: the folder of that name above the file."""
    found = [part for part in path.resolve().parts if part in KINDS]
    if not found:
        raise SourceError(f"{path}: not below one of {', '.join(KINDS)}")
    return found[-1]


def source_files(kind: str, root: Path = ROOT) -> list[Path]:
    return sorted((root / kind).rglob("*.yaml"))


def raw_items(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of a file with the id that each gets: `file-id` for sentences and groups.

    A file holds one item or a list of them. Sentences without an id are numbered from 001.
    """
    loaded = read_yaml(path)
    kind = kind_of(path)
    items = [loaded] if isinstance(loaded, dict) else loaded
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise SourceError(f"{path}: expected a mapping or a list of mappings")
    for n, item in enumerate(items, 1):
        item_id = item.get("id") or (f"{n:03d}" if kind == "sentences" else "")
        if not item_id:
            raise SourceError(f"{path}: item {n} has no id")
        yield (item_id if kind == "documents" else f"{path.stem}-{item_id}"), item


def split_of(key: str) -> str:
    """`train`, `dev` or `test`, 80/10/10, by the SHA-256 of the id: stable whatever else is added."""
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") / 2**64
    return "train" if share < 0.8 else "dev" if share < 0.9 else "test"
