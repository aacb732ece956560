"""`onrecord actors ...`: what is found, what is written, what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.registry.index import registry
from onrecord.serve.cli import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["actors", *(str(argument) for argument in arguments)])


def test_list_finds_by_words_kind_and_country() -> None:
    result = run("list", "baloch", "--kind", "group", "--country", "pak", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and "grp.bla" in [entry["id"] for entry in found]
    assert all(entry["kind"] == "group" and entry["country"] == "PAK" for entry in found)


def test_list_says_how_many_more_there_are() -> None:
    result = run("list", "--limit", "2")
    assert "2 of " in result.stderr and "--limit" in result.stderr


def test_nothing_found_is_an_error() -> None:
    assert run("list", "zzzzz").exit_code == 1
    assert run("show", "Nobody at All").exit_code == 1


@pytest.mark.parametrize("name", ["grp.ttp", "TTP", "Tehrik-i-Taliban Pakistan"])
def test_show_takes_ids_and_names(name: str) -> None:
    result = run("show", name)
    assert "Tehreek-e-Taliban Pakistan" in result.stdout and "labels, not names" in result.stdout


def test_show_gives_institutions_that_every_state_has() -> None:
    assert json.loads(run("show", "UGA.army", "--json").stdout)["country"] == "UGA"


def test_add_merge_and_show_go_through_the_users_own_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    added = run(
        "add", "Valley Defence Front", "--kind", "group", "--country", "mmr", "--sector", "reb",
        "--form", "VDF", "--label", "the bandits=MMR", "--actors", mine,
    )  # fmt: skip
    assert added.exit_code == 0
    shown = json.loads(run("show", "VDF", "--json", "--actors", mine).stdout)
    assert (shown["id"], shown["country"], shown["sector"]) == ("grp.valley-defence-front", "MMR", "REB")
    assert run("merge", "grp.valley-defence-front", "grp.ttp", "--actors", mine).exit_code == 0
    assert json.loads(run("show", "VDF", "--json", "--actors", mine).stdout)["id"] == "grp.ttp"
    assert registry().entry("grp.valley-defence-front") is None


def test_add_to_a_known_actor_needs_its_id(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    assert run("add", "ttp", "--kind", "group", "--actors", mine).exit_code == 2
    assert not mine.exists()
    assert run("add", "x", "--id", "grp.ttp", "--form", "TTP-Pakistan", "--actors", mine).exit_code == 0
    shown = json.loads(run("show", "TTP-Pakistan", "--json", "--actors", mine).stdout)
    assert shown["name"] == "Tehreek-e-Taliban Pakistan"


def test_a_person_without_an_office_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    result = run("add", "Jo Smith", "--kind", "person", "--actors", mine)
    assert result.exit_code == 1 and not mine.exists()
    office = "UGA.defence.minister=2020-01..2021-05-31"
    result = run("add", "Jo Smith", "--kind", "person", "--office", office, "--actors", mine)
    assert result.exit_code == 0
    shown = run("list", "--kind", "person", "--date", "2020-06", "smith", "--actors", mine, "--json")
    assert json.loads(shown.stdout)["id"] == "per.jo-smith"


@pytest.mark.parametrize(
    "arguments",
    [("list", "--kind", "gang"), ("export", "--format", "xml"), ("add", "X Y", "--kind", "gang")],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and "there are: " in result.stderr


def test_export_writes_everything_as_lines_or_as_a_table(tmp_path: Path) -> None:
    assert run("export", tmp_path / "a.jsonl").exit_code == 0
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(registry().entries)
    assert run("export", tmp_path / "a.csv", "--format", "csv").exit_code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
    assert run("export", tmp_path / "no" / "a.jsonl").exit_code == 1
