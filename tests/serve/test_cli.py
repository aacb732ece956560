"""The command line as a user meets it: output, exit codes, bad input, start-up."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.serve.cli import app
from onrecord.store.store import Store
from tests.read.samples import a_page

pytestmark = pytest.mark.parser
TEXT = "KABUL, 3 May 2024 - Three soldiers were killed on Thursday, the army said.\n"
URDU = "فوج کے ترجمان نے کہا ہے کہ سرحدی علاقے میں تین اہلکار ہلاک ہوئے ہیں۔\n"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_is_printed_for_a_person(tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "a.txt", TEXT))
    assert result.exit_code == 0
    for heading in ("Statements", "Figures", "Events", "Who is who", "Places"):
        assert heading in result.stdout
    assert "Three soldiers were killed" in result.stdout


def test_json_is_one_document_a_line(tmp_path: Path) -> None:
    result = run("read", write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", TEXT * 2), "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 2
    assert records[0]["document"]["published"] == "2024-05-03"


def test_standard_input_and_known_metadata() -> None:
    result = run(
        "read", "-", "--json", "--date", "2024-05-04", "--publisher", "Army of Ruritania", stdin=TEXT
    )
    document = json.loads(result.stdout)["document"]
    assert document["published"] == "2024-05-04"
    assert document["source"] == {"publisher": "Army of Ruritania", "kind": "primary", "scale": "unknown"}


@pytest.mark.parametrize("date", ["yesterday", "2024-13-01", "27/12/2024"])
def test_a_date_that_is_none_is_wrong_usage(date: str) -> None:
    result = run("read", "-", "--date", date, stdin=TEXT)
    assert result.exit_code == 2 and "2024-12-27" in result.stderr


def test_bad_inputs_cost_one_line_each_and_the_others_are_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", TEXT)
    bad = [
        write(tmp_path / "empty.txt", b""),
        write(tmp_path / "binary.bin", bytes(range(256)) * 40),
        write(tmp_path / "large.txt", b"word " * 10_000_000),
        write(tmp_path / "broken.pdf", b"%PDF-1.7\nbroken"),
        tmp_path / "missing.txt",
    ]
    store = tmp_path / "record.sqlite"
    result = run("read", *bad, good, "--into", store)
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == len(bad)
    assert all(str(path) in line for path, line in zip(bad, errors, strict=True))
    with Store.open(store, create=False) as opened:
        assert len(list(opened.list_documents())) == 1


def test_where_nothing_can_be_read_nothing_is_left(tmp_path: Path) -> None:
    store = tmp_path / "record.sqlite"
    result = run("read", write(tmp_path / "empty.txt", b""), "--into", store)
    assert result.exit_code == 3
    assert result.stderr.strip() == f"error: {tmp_path / 'empty.txt'}: an empty file"
    assert not store.exists()


def test_a_folder_with_a_loop_a_strange_line_and_urdu(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.txt", TEXT)
    write(folder / "nul.txt", TEXT[:30] + "\0\0" + TEXT[30:] * 3)
    write(folder / "urdu.txt", URDU)
    write(
        folder / "latin.txt",
        "The army’s spokesman in Bogotá said three soldiers were killed.".encode("cp1252"),
    )
    result = run("read", folder)
    assert result.exit_code == 4
    notes = [line for line in result.stderr.splitlines() if line.startswith("note: ")]
    assert [Path(line.split(": ")[1]).name for line in notes] == ["latin.txt", "nul.txt", "urdu.txt"]
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    result = run("read", folder)
    assert result.exit_code == 1
    assert "leads back to itself" in result.stderr


@pytest.mark.slow
def test_a_line_of_300_000_characters(tmp_path: Path) -> None:
    result = run(
        "read", write(tmp_path / "line.txt", TEXT.strip() + " " + "Rain fell on the hills. " * 12_500), "-q"
    )
    assert result.exit_code == 0
    assert "parsed in pieces" in result.stderr


def test_urdu_is_stored_and_says_so(tmp_path: Path) -> None:
    store = tmp_path / "record.sqlite"
    result = run("read", write(tmp_path / "u.txt", URDU), "--into", store)
    assert result.exit_code == 4
    assert "not in English (ur)" in result.stdout + result.stderr
    with Store.open(store, create=False) as opened:
        (row,) = opened.list_documents()
        assert row.language == "ur" and opened.raw(opened.document(row.id).sha256) == URDU.encode()


def test_twice_is_once_and_a_new_version_is_kept_beside(tmp_path: Path) -> None:
    page, store = tmp_path / "page.html", tmp_path / "record.sqlite"
    write(page, a_page("Three soldiers were killed near the river on Thursday evening, the army said."))
    assert "kept as document-" in run("read", page, "--into", store).stderr
    assert "unchanged, already there" in run("read", page, "--into", store).stderr
    write(page, a_page("Five soldiers were killed near the river on Thursday evening, the army now said."))
    assert "new version of a known page" in run("read", page, "--into", store).stderr
    assert len(run("list", "-s", store, "--json").stdout.splitlines()) == 2


def test_a_store_is_listed_searched_shown_and_exported(tmp_path: Path) -> None:
    store, out = tmp_path / "record.sqlite", tmp_path / "out"
    run("read", write(tmp_path / "a.txt", TEXT), "--into", store)
    listed = json.loads(run("list", "-s", store, "--json").stdout)
    shown = run("show", listed["id"], "-s", store)
    assert shown.exit_code == 0 and "Three soldiers" in shown.stdout
    record = json.loads(run("show", listed["id"], "-s", store, "--json").stdout)
    assert record["document"]["id"] == listed["id"]
    figure = run("show", record["figures"][0]["id"][:14], "-s", store)
    assert "On whose word" in figure.stdout
    assert "soldiers" in run("search", "soldiers", "-s", store).stdout
    nothing = run("search", "marines", "-s", store)
    assert (nothing.exit_code, nothing.stderr.strip()) == (1, "nothing found")
    assert run("export", out, "-f", "csv", "-s", store).exit_code == 0
    assert (out / "figures.csv").is_file() and (out / "datapackage.json").is_file()
    lines = run("export", "-", "-s", store).stdout.splitlines()
    assert [json.loads(line)["document"]["id"] for line in lines] == [listed["id"]]


@pytest.mark.parametrize("kind", ["record", "document", "statement", "figure", "event", "actor", "place"])
def test_the_schema_of_every_kind(kind: str) -> None:
    assert "$defs" in json.loads(run("schema", kind).stdout)


def test_demo_lists_and_reads_its_examples() -> None:
    names = [line.split()[0] for line in run("demo", "--list").stdout.splitlines()]
    assert len(names) == 9
    shown = run("demo", names[0])
    assert shown.exit_code == 0 and "Figures" in shown.stdout
    assert run("demo", "no-such-example").exit_code == 2


@pytest.mark.parametrize("command", ["", "read", "show", "list", "search", "export", "schema", "demo"])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert f"onrecord {command}".strip() in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "-s", "missing.sqlite"],
        ["show", "x", "-s", "missing.sqlite"],
        ["read", "a.txt", "--settings", "missing.toml"],
    ],
)
def test_our_own_errors_are_one_line(arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.serve.cli", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("error: missing.") and len(done.stderr.splitlines()) == 1


def test_help_answers_at_once() -> None:
    def seconds() -> float:
        # processor time: how long a person waits when nothing else keeps the cores busy
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "onrecord.serve.cli", "--help"], capture_output=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3
