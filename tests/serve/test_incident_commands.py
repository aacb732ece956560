"""Commands that look across documents: tables, JSON, pictures, wrong usage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.serve.cli import app

pytestmark = pytest.mark.parser
TEXTS = (
    "Nine traders were killed in Karvan on Thursday when gunmen attacked the market, police said.",
    "Eleven traders died in Thursday's attack on the market in Karvan, a doctor at the hospital said.",
    "Since January 2024 the army has arrested 312 smugglers, the army said on 1 May 2024.",
    "Since January 2024 the army has arrested 355 smugglers, the army said on 8 May 2024.",
)
DAYS = ("2024-05-03", "2024-05-04", "2024-05-01", "2024-05-08")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    for number, (text, day) in enumerate(zip(TEXTS, DAYS, strict=True)):
        path = folder / f"{number}.txt"
        path.write_text(text + "\n", "utf-8")
        assert run("read", path, "--date", day, "--into", folder / "s.sqlite", "--quiet").exit_code == 0
    return folder / "s.sqlite"


def test_incidents_as_table_and_json(store: Path) -> None:
    assert "value differs" in run("incidents", "-s", store, "--least", "2").stdout
    rows = [json.loads(line) for line in run("incidents", "-s", store, "--json").stdout.splitlines()]
    largest = max(rows, key=lambda row: len(row["documents"]))
    assert (largest["killed"]["low"], largest["killed"]["best"], largest["killed"]["high"]) == (9, None, 11)
    assert sum(len(row["documents"]) for row in rows) <= len(TEXTS)


def test_why_shows_evidence_that_adds_up(store: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run("incidents", "-s", store, "--json").stdout.splitlines()]
    pair = max(rows, key=lambda row: len(row["documents"]))["documents"][:2]
    assert "one incident" in run("incidents", "-s", store, "--why", *pair).stdout
    assert run("incidents", "-s", store, "--why", pair[0], "nothing").exit_code == 2


def test_a_decision_parts_an_incident(store: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run("incidents", "-s", store, "--json").stdout.splitlines()]
    a, b = max(rows, key=lambda row: len(row["documents"]))["documents"][:2]
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps({"a": f"{a}:0", "b": f"{b}:0", "judgement": "not_same", "by": "coder"}) + "\n")
    after = run("incidents", "-s", store, "--json", "--decisions", path).stdout.splitlines()
    assert len(after) == len(rows) + 1
    path.write_text("{}\n")
    assert run("incidents", "-s", store, "--decisions", path).exit_code != 0


def test_compare_and_conflicts(store: Path) -> None:
    assert "scope differs" in run("compare", "--example", "same-briefing").stdout
    assert run("compare").exit_code == 2
    assert run("compare", "--example", "none").exit_code == 2
    kinds = {json.loads(line)["kind"] for line in run("conflicts", "-s", store, "--json").stdout.splitlines()}
    assert "value" in kinds and "agree" not in kinds


def test_series_and_timeline(store: Path) -> None:
    assert "+43 derived" in run("figures", "-s", store, "--series").stdout
    rows = [json.loads(line) for line in run("timeline", "-s", store, "--json").stdout.splitlines()]
    assert rows == sorted(rows, key=lambda row: row["day"])
    assert run("relations", "XXX", "YYY", "-s", store).exit_code == 1


def test_pictures(store: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name, arguments in (("series.svg", ("figures", "--series")), ("line.png", ("timeline",))):
        assert run(*arguments, "-s", store, "--plot", tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_size > 1000
