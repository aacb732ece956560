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
from onrecord.flow import Known, Outcome, read_inputs
from onrecord.model.records import Record
from onrecord.read.source import discover
from onrecord.registry.index import registry
from onrecord.serve.render import show_record
from onrecord.store.store import Added, Store

_FIRST_EXAMPLE = "border-clash-afg-pak-2025"


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
    actors: Path | None = None
    allow_private: bool = False
    strict: bool = False
    quiet: bool = False
    tally: Tally = field(default_factory=Tally)

    def run(self) -> int:
        """Read every input; print errors as they come, the record or a line for each, and a summary."""
        settings = self._settings()
        inputs = list(discover(self.inputs, settings.read))
        many = len(inputs) != 1
        err = Console(stderr=True)
        is_new_store = self.into is not None and not self.into.exists()
        with ExitStack() as stack:
            store = stack.enter_context(Store.open(self.into)) if self.into else None
            progress = stack.enter_context(_progress(err, hidden=not many or self.quiet))
            task = progress.add_task("reading", total=len(inputs))
            for outcome in read_inputs(inputs, settings, Known(**self.known)):
                self._take(outcome, store, err, many=many)
                progress.update(task, advance=1, description=Path(outcome.address).name[-40:])
        if is_new_store and not self.tally.read and self.into:
            self.into.unlink(missing_ok=True)  # nothing was read: leave nothing behind
        if many and not self.quiet:
            err.print(self._summary())
        return self.tally.exit_code()

    def _settings(self) -> Settings:
        settings = load_settings(self.settings_path)
        if self.allow_private:
            read = msgspec.structs.replace(settings.read, allow_private_addresses=True)
            settings = msgspec.structs.replace(settings, read=read)
        if self.actors is not None:
            annotate = msgspec.structs.replace(settings.annotate, actors=str(self.actors))
            settings = msgspec.structs.replace(settings, annotate=annotate)
        registry(settings.annotate.actors)  # a fault in the user's file is told before anything is read
        return settings

    def _take(self, outcome: Outcome, store: Store | None, err: Console, *, many: bool) -> None:
        if outcome.error is not None or outcome.record is None:
            self.tally.failed += 1
            print_error(err, outcome.error)
            return
        record = outcome.record
        added = store.add(record, outcome.data) if store else None
        self._count(record, added)
        if self.as_json:
            sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
        elif not many and not self.quiet:
            show_record(Console(), record, with_text=self.with_text)
        elif not self.quiet:
            typer.echo(_line(outcome.address, record, added))
        if many or self.as_json or self.quiet:  # else the record shows them itself
            for notice in record.notices:
                if notice.name != "undated-document":
                    print_note(err, f"{outcome.address}: {notice.text}")
        if added is not None and not many and not self.quiet:
            err.print(f"{self.into}: {_added_words(added)}", soft_wrap=True, highlight=False)

    def _count(self, record: Record, added: Added | None) -> None:
        self.tally.read += 1
        self.tally.not_english += record.document.language != "en"
        self.tally.unchanged += added is not None and not added.is_new_reading
        self.tally.statements += len(record.statements)
        self.tally.figures += len(record.figures)
        self.tally.events += len(record.events)
        faults = any(notice.name == "annotator-failed" for notice in record.notices)
        self.tally.failed += self.strict and faults

    def _summary(self) -> Table:
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(justify="right")
        for number, name, always in (
            (self.tally.read, "documents read", True),
            (self.tally.not_english, "of these not in English: stored, not read", False),
            (self.tally.unchanged, "of these already in the store, unchanged", False),
            (self.tally.failed, "inputs failed", False),
            (self.tally.statements, "statements", True),
            (self.tally.figures, "figures", True),
            (self.tally.events, "events", True),
        ):
            if number or always:
                table.add_row(f"{number:,}", name)
        return table


def print_error(err: Console, error: UnreadableError | None) -> None:
    """One line for one input that could not be read."""
    err.print(f"error: {error}", style="red", soft_wrap=True, markup=False, highlight=False)


def print_note(err: Console, words: str) -> None:
    """One line of something that a reader should know."""
    err.print(f"note: {words}", style="yellow", soft_wrap=True, markup=False, highlight=False)


def _progress(console: Console, *, hidden: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=hidden or not console.is_terminal,
        transient=True,
        # Without a terminal, what goes to standard output is for a file: the bar must not swallow it.
        redirect_stdout=sys.stdout.isatty(),
    )


def _counts(record: Record) -> str:
    kinds = ("statements", "figures", "events")
    found = [(len(getattr(record, kind)), kind) for kind in kinds]
    return ", ".join(f"{number} {kind if number != 1 else kind[:-1]}" for number, kind in found)


def _line(address: str, record: Record, added: Added | None) -> str:
    kept = f" ({_added_words(added)})" if added else ""
    return f"{address}: {_counts(record)}{kept}"


def _added_words(added: Added) -> str:
    if added.is_new_version:
        what = "kept as a new version of a known page"
    elif added.is_new_document:
        what = "kept"
    elif added.is_new_reading:
        what = "known text, this reading kept beside the earlier one"
    else:
        what = "unchanged, already there"
    return f"{what} as {added.document_id}" if added.is_new_document else f"{what}: {added.document_id}"


def examples() -> list[dict[str, Any]]:
    """The example briefings of the package: id, title, publisher, published, genre."""
    import yaml

    found: list[dict[str, Any]] = yaml.safe_load(
        (files("onrecord") / "examples" / "index.yaml").read_text("utf-8")
    )
    return found


def example_records(chosen: list[dict[str, Any]], settings: Settings | None = None) -> Iterator[Record]:
    """Records of example briefings."""
    from onrecord.flow import record_documents
    from onrecord.read.text import document_from_text

    for row in chosen:
        text = (files("onrecord") / "examples" / f"{row['id']}.txt").read_text("utf-8")
        document = document_from_text(
            text, title=row["title"], publisher=row["publisher"], published=row["published"]
        )
        yield from record_documents([document], settings)


@dataclass
class DemoJob:
    """One call of `onrecord demo`; `run` returns the exit code."""

    name: str | None = None
    list_only: bool = False
    read_all: bool = False
    as_json: bool = False
    with_text: bool = True
    into: Path | None = None

    def run(self) -> int:
        """List the examples, or read one or all of them."""
        rows = examples()
        if self.list_only:
            for row in rows:
                typer.echo(f"{row['id']:32} {row['published']}  {row['genre']}")
            return 0
        chosen = (
            rows if self.read_all else [row for row in rows if row["id"] == (self.name or _FIRST_EXAMPLE)]
        )
        if not chosen:
            typer.echo(f"error: no example {self.name!r}; `onrecord demo --list` names them", err=True)
            return 2
        with ExitStack() as stack:
            store = stack.enter_context(Store.open(self.into)) if self.into else None
            self._print(chosen, store)
        return 0

    def _print(self, chosen: list[dict[str, Any]], store: Store | None) -> None:
        table = Table(box=None, header_style="bold dim", pad_edge=False)
        for column in ("example", "statements", "figures", "events", "actors", "places"):
            table.add_column(column, justify="left" if column == "example" else "right")
        for row, record in zip(chosen, example_records(chosen), strict=True):
            if store:
                store.add(record, record.document.text.encode())
            if self.as_json:
                sys.stdout.write(msgspec.json.encode(record).decode() + "\n")
            elif self.read_all:
                kinds = (record.statements, record.figures, record.events, record.actors, record.places)
                table.add_row(row["id"], *(str(len(kind)) for kind in kinds))
            else:
                show_record(Console(), record, with_text=self.with_text)
        if self.read_all and not self.as_json:
            Console().print(table)
        if self.into:
            typer.echo(f"kept in {self.into}: `onrecord list -s {self.into}` shows them", err=True)
