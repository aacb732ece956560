"""Documentation is tested: every setting, warning, command, option and column is there, and the tour runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from onrecord.config import Settings
from onrecord.export.tables import COLUMNS, PROVENANCE
from onrecord.model.vocabulary import vocabulary, vocabulary_names
from onrecord.serve.cli import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_every_setting_is_documented() -> None:
    settings = Settings()
    names = [
        f"{stage}.{name}"
        for stage in settings.__struct_fields__
        for name in msgspec.to_builtins(getattr(settings, stage))
    ]
    assert [name for name in names if f"| `{name}` |" not in page("settings.md")] == []


def test_every_warning_is_documented() -> None:
    assert [code for code in vocabulary("warnings") if f"| `{code}` |" not in page("settings.md")] == []


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_code_is_described(name: str) -> None:
    for code, term in vocabulary(name).items():
        assert term.label and term.description and term.source, code


def test_every_command_and_option_is_documented() -> None:
    text = page("command-line.md")
    missing = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        missing += [name] if f"`onrecord {name}" not in text else []
        missing += [
            f"{name} {option}"
            for parameter in command.params
            for option in parameter.opts
            if option.startswith("--")
            and option not in ("--help",)
            and f"`{option}" not in text.replace("--no-text", "--text")
        ]
    assert missing == []


def test_every_column_is_documented() -> None:
    text = page("exports.md")
    names = [*PROVENANCE, *(name for columns in COLUMNS.values() for name in columns)]
    assert [name for name in names if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("**/*.md"))],
    ids=lambda p: p.name,
)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


def tour() -> list[str]:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"<!-- tour -->\n```bash\n(.*?)```", readme, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parser
def test_the_tour_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").symlink_to(DOCS)
    monkeypatch.chdir(tmp_path)
    assert len(tour()) >= 6
    for line in tour():
        command, _, source = line.partition(" < ")
        stdin = (tmp_path / source).read_bytes() if source else None
        program, *arguments = shlex.split(command)
        assert program == "onrecord"
        result = CliRunner().invoke(app, arguments, input=stdin)
        assert result.exit_code == 0, (line, result.output)


@pytest.mark.parser
def test_the_python_of_the_readme_runs() -> None:
    import doctest

    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried and not failed


@pytest.mark.parser
def test_the_picture_of_the_readme_is_drawn_from_the_example() -> None:
    from docs.picture import draw

    assert "<svg" in draw() and (DOCS / "record.svg").is_file()
