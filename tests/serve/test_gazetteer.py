"""`onrecord gazetteer`: a made-up dump is built, read back, and bad ones are refused in one line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.annotate.place_gazetteer import Gazetteer
from onrecord.serve.cli import app


def line(
    number: int, name: str, group: str, code: str, country: str, people: int = 0, others: str = ""
) -> str:
    columns = [
        str(number), name, name, others, "34.5", "69.2", group, code, country, "", "01", "", "", "",
        str(people), "", "1800", "Asia/Kabul", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(columns)


DUMP = "\n".join(
    (
        line(1, "Islamic Republic of Afghanistan", "A", "PCLI", "AF", 38_000_000),
        line(2, "Wolayat-e Khost", "A", "ADM1", "AF", 600_000, "Khost Province,Khowst"),
        line(3, "Zazi Maidan", "P", "PPL", "AF", 2_000, "Jaji Maydan"),
        line(4, "Old Fort", "P", "PPLH", "AF"),
        line(5, "Corner Shop", "S", "RSTN", "AF"),
        line(6, "Sahra Air Base", "S", "AIRB", "AF"),
        line(7, "Elsewhere", "P", "PPL", "PK", 5_000),
    )
)


def test_a_dump_becomes_a_gazetteer(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "allCountries.zip", "w") as archive:
        archive.writestr("allCountries.txt", DUMP)
    output = tmp_path / "world.sqlite"
    done = CliRunner().invoke(
        app, ["gazetteer", "build", str(tmp_path), "-o", str(output), "--country", "af"]
    )
    assert done.exit_code == 0, done.output
    book = Gazetteer(str(output))
    found = book.find(
        ["zazi maidan", "jaji maydan", "sahra air base", "old fort", "corner shop", "elsewhere"]
    )
    assert {key: [m.entry.id for m in matches if m.entry.id < 100] for key, matches in found.items()} == {
        "zazi maidan": [3], "jaji maydan": [3], "sahra air base": [6],
    }  # fmt: skip
    country = book.region("AF")
    assert country is not None and country.name == "Afghanistan"
    assert "GeoNames" in book.about()["attribution"]


@pytest.mark.parametrize("content", ["not a dump\n", "1\t2\t3\n"])
def test_a_file_that_is_no_dump_is_refused_and_nothing_is_left(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(content)
    done = CliRunner().invoke(
        app, ["gazetteer", "build", str(tmp_path / "x.txt"), "-o", str(tmp_path / "out.sqlite")]
    )
    assert done.exit_code == 1 and "19" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_missing_dump_says_where_to_get_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["gazetteer", "build", str(tmp_path / "no.zip")])
    assert "download.geonames.org" in str(done.exception)


def test_find_lists_the_places_of_a_name() -> None:
    done = CliRunner().invoke(app, ["gazetteer", "find", "Kabul", "--json", "--limit", "1"])
    assert json.loads(done.stdout)["country"] == "AF"
    assert CliRunner().invoke(app, ["gazetteer", "find", "Qqqqqq"]).exit_code == 1
