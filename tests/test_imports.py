"""Imports go one way: model <- registry <- read, annotate, build <- store <- ... <- flow <- serve."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "onrecord"
RANK: dict[str, float] = {
    "model": 0,
    "registry": 0.5,
    "read": 1,
    "annotate": 1,
    "build": 1,
    "store": 2,
    "reconcile": 3,
    "review": 4,
    "export": 4,
}
RANK |= {"flow": 5, "api": 6, "serve": 7}
ANYWHERE = {"errors", "config", "version"}


def stage_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found += [
                f"{node.module}.{alias.name}" if node.module == "onrecord" else node.module
                for alias in node.names
            ]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.startswith("onrecord")]


def may_import(importer: str, imported: str) -> bool:
    """Whether a module of stage `importer` may import from stage `imported`."""
    if imported in ANYWHERE or importer == imported:
        return True
    if importer in ANYWHERE:  # config uses the ids of the model to name itself
        return imported == "model"
    return imported in RANK and RANK[imported] < RANK[importer]


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("build", "model", True),
        ("model", "build", False),
        ("read", "annotate", False),
        ("build", "annotate", False),
        ("store", "reconcile", False),
        ("export", "serve", False),
        ("serve", "flow", True),
    ],
)
def test_the_rule_itself(importer: str, imported: str, allowed: bool) -> None:
    assert may_import(importer, imported) is allowed


def test_no_import_points_back() -> None:
    wrong = []
    for path in SOURCE.rglob("*.py"):
        relative = path.relative_to(SOURCE)
        importer = relative.parts[0].removesuffix(".py")
        if importer == "__init__":
            continue
        for name in imports_of(path):
            if not may_import(importer, stage_of(name)):
                wrong.append(f"{relative} imports {name}")
    assert not wrong


@pytest.mark.parametrize("heavy", ["spacy", "sqlalchemy", "typer", "trafilatura", "numpy"])
def test_importing_the_package_loads_nothing_heavy(heavy: str) -> None:
    code = f"import sys, onrecord; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_stays_a_function_after_the_package_is_loaded() -> None:
    code = "import onrecord, onrecord.read.text, onrecord.flow; assert callable(onrecord.read)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
