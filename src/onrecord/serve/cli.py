"""The command line: `onrecord read`, `show`, `list`, `search`, `export`, `schema`, `actors`,
`gazetteer`, `demo`.

Each command is thin: it parses arguments, calls the flow or the store, and prints. Heavy modules are
imported inside commands, so that `--help` answers at once.

Exit codes: 0 all well; 1 something failed (some inputs could not be read; the others were);
2 wrong usage; 3 nothing could be read; 4 all was stored, but some texts are in a language that
onrecord does not read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import OnrecordError
from onrecord.serve import actors as actor_commands
from onrecord.serve import gazetteer as gazetteer_commands
from onrecord.serve import incidents

EPILOG = (
    "Exit codes: 0 well, 1 some inputs failed, 2 usage, 3 nothing could be read, 4 stored but not English."
)
app = typer.Typer(
    name="onrecord",
    help="Official briefings and the news about them as an attributed, checkable record. Works offline.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.add_typer(actor_commands.app)
app.add_typer(gazetteer_commands.app)

StoreOption = Annotated[
    Path, typer.Option("--store", "-s", envvar="ONRECORD_STORE", help="The store, a SQLite file.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output, one document a line.")]


def main() -> None:
    """Entry point: errors that we raise on purpose become one clear line and exit code 1."""
    try:
        app()
    except OnrecordError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _print_version(wanted: bool) -> None:
    if wanted:
        from onrecord.version import __version__

        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Official briefings and the news about them as an attributed, checkable record."""


@app.command()
def read(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, web addresses, or - for standard input.")
    ],
    date: Annotated[
        str | None,
        typer.Option(help="Publication date, ISO: anchors “today”, “last week”.", metavar="YYYY-MM-DD"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title, if the text does not give it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    language: Annotated[
        str | None, typer.Option(help="ISO 639-1 code; found from the text if not given.")
    ] = None,
    as_json: JsonOption = False,
    into: Annotated[Path | None, typer.Option(help="Keep records in this store (made if missing).")] = None,
    text: Annotated[bool, typer.Option(help="Show the highlighted text of a single document.")] = True,
    settings: Annotated[Path | None, typer.Option(help="Settings, a TOML file.")] = None,
    actors: actor_commands.FileOption = None,
    allow_private: Annotated[
        bool, typer.Option(help="Fetch from private and loopback addresses too.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 also if a reader failed on part of a text.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors and notes only.")] = False,
) -> None:
    """Read briefings and print or keep their records.

    Examples:

    `onrecord read briefing.txt --date 2024-12-27`

    `onrecord read reports/ --into record.sqlite`

    `curl -s https://example.org/statement | onrecord read - --json | jq .figures`
    """
    from onrecord.serve.reading import ReadJob

    _check_date(date)
    job = ReadJob(
        inputs=inputs,
        known={"published": date, "title": title, "publisher": publisher, "language": language},
        as_json=as_json,
        into=into,
        with_text=text,
        settings_path=settings,
        actors=actors,
        allow_private=allow_private,
        strict=strict,
        quiet=quiet,
    )
    raise typer.Exit(job.run())


def _check_date(date: str | None) -> None:
    from onrecord.model.time import Interval

    if date is not None:
        try:
            Interval(start=date, end=date, precision="day")
        except OnrecordError as error:
            raise typer.BadParameter(f"{error}; write it as 2024-12-27") from error


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="Id of a document or record, or a beginning of it.")],
    store: StoreOption = Path("onrecord.sqlite"),
    as_json: JsonOption = False,
    text: Annotated[bool, typer.Option(help="Show the highlighted text of a document.")] = True,
) -> None:
    """Show a document's record, or one record with the sentence behind it.

    Examples:

    `onrecord show document-3f1c9a0b -s record.sqlite`

    `onrecord show figure-77 --json`
    """
    import msgspec
    from rich.console import Console

    from onrecord.model.document import Document
    from onrecord.serve.render import show_item, show_record
    from onrecord.store.store import Store

    with Store.open(store, create=False) as opened:
        item, document = opened.find(id)
        whole = opened.record(document.id)
    if as_json:
        _echo_json(msgspec.json.encode(whole if isinstance(item, Document) else item))
    elif isinstance(item, Document):
        show_record(Console(), whole, with_text=text)
    else:
        show_item(Console(), item, document)


@app.command("list")
def list_documents(
    store: StoreOption = Path("onrecord.sqlite"),
    as_json: JsonOption = False,
) -> None:
    """List the documents of a store with what was found in each.

    Example: `onrecord list -s record.sqlite --json | jq -r .id`
    """
    import msgspec
    from rich.console import Console

    from onrecord.serve.render import show_list
    from onrecord.store.store import Store

    with Store.open(store, create=False) as opened:
        rows = list(opened.list_documents())
    if as_json:
        for row in rows:
            _echo_json(msgspec.json.encode(row))
        return
    show_list(Console(), rows)


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(help='Words; "a phrase"; begin* for beginnings. All must occur.')
    ],
    store: StoreOption = Path("onrecord.sqlite"),
    limit: Annotated[int, typer.Option(min=1, help="Most results.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Search documents, statements, figures and events.

    Example: `onrecord search "intelligence-based" operation* -s record.sqlite`
    """
    import msgspec
    from rich.console import Console

    from onrecord.serve.render import show_hits
    from onrecord.store.store import Store

    with Store.open(store, create=False) as opened:
        hits = opened.search(" ".join(f'"{word}"' if " " in word else word for word in words), limit)
    if as_json:
        for hit in hits:
            _echo_json(msgspec.json.encode(hit))
    elif hits:
        show_hits(Console(), hits)
    if not hits:
        typer.echo("nothing found", err=True)
        raise typer.Exit(1)


@app.command()
def export(
    to: Annotated[
        str, typer.Argument(help="Folder to write (new or empty), or - for JSON lines on standard output.")
    ],
    store: StoreOption = Path("onrecord.sqlite"),
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl or csv.")] = "jsonl",
) -> None:
    """Write the records of a store as a data package.

    Examples:

    `onrecord export out/ --format csv -s record.sqlite`

    `onrecord export - -s record.sqlite | head -1 | jq keys`
    """
    from onrecord.export.package import FORMATS, export_store
    from onrecord.store.store import Store

    if format not in FORMATS:
        raise typer.BadParameter(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    with Store.open(store, create=False) as opened:
        if to == "-":
            if format != "jsonl":
                raise typer.BadParameter("only jsonl goes to standard output")
            from onrecord.export.jsonl import lines

            for line in lines(opened.records()):
                _echo_json(line)
            return
        counts = export_store(opened.records(), Path(to), format)
    typer.echo(f"wrote {to}: " + ", ".join(f"{number} {name}" for name, number in counts.items()), err=True)


@app.command()
def schema(
    kind: Annotated[
        str, typer.Argument(help="record, document, statement, figure, event, actor, place.")
    ] = "record",
) -> None:
    """Print the JSON Schema of the record, or of one kind of record.

    Example: `onrecord schema figure | jq .title`
    """
    import msgspec

    from onrecord.model.document import Document
    from onrecord.model.records import Record
    from onrecord.store.store import KINDS

    kinds: dict[str, Any] = {"record": Record, "document": Document, **KINDS}
    if kind not in kinds:
        raise typer.BadParameter(f"no kind {kind!r}; there are: {', '.join(kinds)}")
    _echo_json(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(kinds[kind])), indent=2))


@app.command()
def demo(
    name: Annotated[
        str | None, typer.Argument(help="Which example; without a name, a border clash told by both sides.")
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Read every example and print a summary.")] = False,
    names: Annotated[bool, typer.Option("--list", help="List the examples.")] = False,
    as_json: JsonOption = False,
    text: Annotated[bool, typer.Option(help="Show the highlighted text.")] = True,
    into: Annotated[Path | None, typer.Option(help="Keep the records in this store.")] = None,
) -> None:
    """Read an example briefing that comes with the package (fictional incidents).

    Examples:

    `onrecord demo`

    `onrecord demo border-clash-afg-pak-2025`

    `onrecord demo --all --into record.sqlite`
    """
    from onrecord.serve.reading import DemoJob

    job = DemoJob(name, list_only=names, read_all=all, as_json=as_json, with_text=text, into=into)
    raise typer.Exit(job.run())


def _echo_json(encoded: bytes) -> None:
    sys.stdout.write(encoded.decode("utf-8") + "\n")


incidents.add_to(app)


if __name__ == "__main__":
    main()
