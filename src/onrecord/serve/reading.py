"""The commands `read` and `demo`: run the flow over inputs, print or keep each record, sum up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from onrecord.config import Settings, load_settings
from onrecord.errors import UnreadableError
from onrecord.flow import Known, Outcome, read_all
from onrecord.model.records import Record
from onrecord.serve.render import show_record
from onrecord.store.store import Added, Store


@dataclass
class Tally:
    """Counts over one run."""

    read: int = 0
    failed: int = 0
    not_english: int = 0
    unchanged: int = 0
    statements: int = 0
    figures: int = 0
    events: int = 0

    def exit_code(self) -> int:
        """0 all well, 1 some failed, 3 nothing was read, 4 stored but some texts are not English."""
        if self.failed:
            return 1 if self.read else 3
        return 4 if self.not_english else 0


@dataclass
class ReadJob:
    """One call of `onrecord read`; `run` returns the exit code."""

    inputs: list[str]
    known: dict[str, str | None]
    as_json: bool = False
    into: Path | None = None
    with_text: bool = True
    settings_path: Path | None = None
    allow_private: bool = False
    quiet: bool = False
    tally: Tally = field(default_factory=Tally)

    def run(self) -> int:
        """Read every input; print errors as they come, the record or records, and a summary."""
        settings = self._settings()
        many = len(self.inputs) > 1 or Path(self.inputs[0]).is_dir()
        err = Console(stderr=True)
        with ExitStack() as stack:
            store = stack.enter_context(Store.open(self.into)) if self.into else None
            progress = stack.enter_context(_progress(err, hidden=not many or self.quiet))
            task = progress.add_task("reading", total=None)
            for outcome in read_all(self.inputs, settings, Known(**self.known)):
                progress.update(task, advance=1, description=Path(outcome.address).name[-40:])
                self._take(outcome, store, err, show=not many)
        if many and not self.quiet:
            err.print(self._summary())
        return self.tally.exit_code()

    def _settings(self) -> Settings:
        settings = load_settings(self.settings_path)
        if self.allow_private:
            read = msgspec.structs.replace(settings.read, allow_private_addresses=True)
            settings = msgspec.structs.replace(settings, read=read)
        return settings

    def _take(self, outcome: Outcome, store: Store | None, err: Console, *, show: bool) -> None:
        if outcome.error is not None or outcome.record is None:
            self.tally.failed += 1
            print_error(err, outcome.error)
            return
        record = outcome.record
        self._count(record)
        added = store.add(record, outcome.data) if store else None
        if added is not None and not added.is_new_reading:
            self.tally.unchanged += 1
        if self.as_json:
            sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
        elif show and not self.quiet and store is None:
            show_record(Console(), record, with_text=self.with_text)
        if record.document.language != "en":
            lang = record.document.language
            err.print(
                f"note: {outcome.address}: language {lang}: stored, not read", style="yellow", soft_wrap=True
            )
        elif show and added is not None and not self.quiet:
            err.print(_added_words(outcome.address, added, record), soft_wrap=True)

    def _count(self, record: Record) -> None:
        self.tally.read += 1
        self.tally.not_english += record.document.language != "en"
        self.tally.statements += len(record.statements)
        self.tally.figures += len(record.figures)
        self.tally.events += len(record.events)

    def _summary(self) -> Table:
        table = Table(box=None, show_header=False)
        for name, number in (
            ("documents read", self.tally.read),
            ("of these not English (stored only)", self.tally.not_english),
            ("of these already in the store, unchanged", self.tally.unchanged),
            ("inputs that failed", self.tally.failed),
            ("statements", self.tally.statements),
            ("figures", self.tally.figures),
            ("events", self.tally.events),
        ):
            table.add_row(f"{number:,}", name)
        return table


def print_error(err: Console, error: UnreadableError | None) -> None:
    """One line for one input that could not be read."""
    err.print(f"error: {error}", style="red", soft_wrap=True, markup=False, highlight=False)


def _progress(console: Console, *, hidden: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=hidden or not console.is_terminal,
        transient=True,
    )


def _added_words(address: str, added: Added, record: Record) -> str:
    what = "unchanged, already in the store"
    if added.is_new_version:
        what = "a new version of a known page"
    elif added.is_new_document:
        what = "new"
    elif added.is_new_reading:
        what = "known text, read anew"
    counts = (
        f"{len(record.statements)} statements, {len(record.figures)} figures, {len(record.events)} events"
    )
    return f"{address}: {what}: {added.document_id}: {counts}"


def examples() -> list[dict[str, Any]]:
    """The example briefings of the package: id, title, publisher, published, genre."""
    import yaml

    found: list[dict[str, Any]] = yaml.safe_load(
        (files("onrecord") / "examples" / "index.yaml").read_text("utf-8")
    )
    return found


def example_records(chosen: list[dict[str, Any]]) -> Iterator[Record]:
    """Records of example briefings."""
    from onrecord.flow import record_documents
    from onrecord.read.text import document_from_text

    for row in chosen:
        text = (files("onrecord") / "examples" / f"{row['id']}.txt").read_text("utf-8")
        document = document_from_text(
            text, title=row["title"], publisher=row["publisher"], published=row["published"]
        )
        yield from record_documents([document])


def run_demo(name: str | None, *, list_only: bool, read_all: bool, as_json: bool, with_text: bool) -> int:
    """The command `demo`; returns the exit code."""
    rows = examples()
    if list_only:
        for row in rows:
            typer.echo(f"{row['id']:32} {row['published']}  {row['genre']}")
        return 0
    chosen = rows if read_all else [row for row in rows if row["id"] == (name or rows[0]["id"])]
    if not chosen:
        typer.echo(f"error: no example {name!r}; `onrecord demo --list` names them", err=True)
        return 2
    table = Table(box=None, header_style="bold dim")
    for column in ("example", "statements", "figures", "events", "actors", "places"):
        table.add_column(column, justify="left" if column == "example" else "right")
    for row, record in zip(chosen, example_records(chosen), strict=True):
        if as_json:
            sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
        elif read_all:
            kinds = (record.statements, record.figures, record.events, record.actors, record.places)
            table.add_row(row["id"], *(str(len(kind)) for kind in kinds))
        else:
            show_record(Console(), record, with_text=with_text)
    if read_all and not as_json:
        Console().print(table)
    return 0
