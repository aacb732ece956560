"""The commands `onrecord gazetteer ...`: its sources, looking a name up, building a larger one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="gazetteer",
    help="Place names and where they are: look one up, or build a gazetteer from a GeoNames dump.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output, one object a line.")]


@app.command()
def build(
    dump: Annotated[
        Path, typer.Argument(help="allCountries.zip, a country's zip, their .txt, or the folder with them.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")] = Path(
        "gazetteer.sqlite"
    ),
    country: Annotated[
        list[str] | None, typer.Option(help="Only these countries, ISO alpha-2; repeatable.")
    ] = None,
    least_people: Annotated[int, typer.Option(min=0, help="Leave out towns with fewer people.")] = 0,
) -> None:
    """Build a gazetteer from a GeoNames dump (download.geonames.org/export/dump; CC BY 4.0).

    Examples:

    `onrecord gazetteer build allCountries.zip --output world.sqlite`

    `onrecord gazetteer build PK.zip --country PK --least-people 100`

    Then name the file: `export ONRECORD_GAZETTEER=world.sqlite`
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from onrecord.annotate.place_build import write_gazetteer
    from onrecord.annotate.place_dump import ABOUT, dump_rows, dump_size

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(dump.name, total=dump_size(dump))
        rows = dump_rows(dump, country or (), least_people, lambda done: bar.update(task, completed=done))
        count = write_gazetteer(output, rows, {**ABOUT, "sources": f"GeoNames dump {dump.name}"})
    typer.echo(f"{output}: {count:,} places, {output.stat().st_size / 1e6:.1f} MB", err=True)
    typer.echo(f"use it with: export ONRECORD_GAZETTEER={output}", err=True)


@app.command()
def about(as_json: JsonOption = False) -> None:
    """Say what the gazetteer in use holds, and on whose data it stands."""
    import msgspec

    from onrecord.annotate.place_gazetteer import gazetteer

    known = gazetteer().about()
    if as_json:
        sys.stdout.write(msgspec.json.encode(known).decode() + "\n")
        return
    for key, value in known.items():
        typer.echo(f"{key}: {value}")


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A place name, in any common spelling.")],
    limit: Annotated[int, typer.Option(min=1, help="Most entries.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List the places that bear a name, the most populous first.

    Examples:

    `onrecord gazetteer find "Mir Ali"`

    `onrecord gazetteer find Tripoli --json | jq .country`
    """
    import msgspec

    from onrecord.annotate.place_gazetteer import gazetteer
    from onrecord.annotate.place_keys import place_key

    key = place_key(name)
    matches = gazetteer().find([key]).get(key, ()) if key else ()
    entries = sorted((match.entry for match in matches), key=lambda e: (-e.population, e.id))
    for entry in entries[:limit]:
        if as_json:
            row = {"id": entry.gazetteer_id, **entry._asdict()} | {"id": entry.gazetteer_id}
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        else:
            where = "no point" if entry.lat is None else f"{entry.lat:.4f}, {entry.lon:.4f}"
            people = f"{entry.population:,} people" if entry.population else ""
            parts = (entry.name, entry.kind, entry.country, where, people, entry.gazetteer_id)
            typer.echo("  ".join(part for part in parts if part))
    if not entries:
        typer.echo(f"no place of the name {name!r}", err=True)
        raise typer.Exit(1)
