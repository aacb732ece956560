"""The commands that look across documents: `incidents`, `compare`, `conflicts`, `figures`, `relations`,
`timeline`. Each prints a table, JSON lines with `--json`, and, where a picture helps, a plot to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.model.records import Record
    from onrecord.reconcile.incidents import SameDecision

StoreOption = Annotated[
    Path, typer.Option("--store", "-s", envvar="ONRECORD_STORE", help="The store, a SQLite file.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output, one item a line.")]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", help="Write a picture (png, svg, pdf); needs `onrecord[plot]`.")
]
DecisionsOption = Annotated[
    Path | None, typer.Option("--decisions", help="Reviewers' same / not-same decisions, JSON lines.")
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for name, command in (
        ("incidents", incidents), ("compare", compare), ("conflicts", conflicts), ("figures", figures),
        ("relations", relations), ("timeline", timeline),
    ):  # fmt: skip
        app.command(name)(command)


def incidents(
    store: StoreOption = Path("onrecord.sqlite"),
    why: Annotated[
        tuple[str, str] | None, typer.Option(help="Two documents: show the evidence, piece by piece.")
    ] = None,
    rule: Annotated[str, typer.Option(help="range, conservative, latest, by-side or majority.")] = "range",
    least: Annotated[int, typer.Option(min=1, help="Only incidents with so many documents.")] = 1,
    decisions: DecisionsOption = None,
    as_json: JsonOption = False,
    plot: PlotOption = None,
) -> None:
    """Reports grouped into incidents: where they agree, differ, update or deny each other.

    Examples:

    `onrecord incidents -s record.sqlite --least 2`

    `onrecord incidents --why document-3f1c document-77ab --plot why.png`
    """
    from onrecord.serve.incident_tables import incident_rows, show_evidence, show_incidents

    records = _records(store)
    if why is not None:
        show_evidence([_one(records, name) for name in why], as_json=as_json, plot=plot)
        return
    rows = [row for row in incident_rows(records, _decisions(decisions), rule) if len(row.documents) >= least]
    if as_json:
        _print_json(rows)
    else:
        show_incidents(rows, records)


def compare(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Files, or ids of documents of the store.")
    ] = None,
    store: StoreOption = Path("onrecord.sqlite"),
    example: Annotated[
        str | None, typer.Option(help="An example that comes with the package: same-briefing.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Documents held against each other: agreements, and conflicts by type; nobody wins.

    Examples:

    `onrecord compare --example same-briefing`

    `onrecord compare monday.txt tuesday.txt`
    """
    from onrecord.reconcile.compare import compare as compare_records
    from onrecord.serve.incident_tables import show_findings

    records = _example(example) if example else _named(documents or [], store)
    findings = compare_records(records)
    if as_json:
        _print_json(findings)
    else:
        show_findings(findings, records)


def conflicts(
    store: StoreOption = Path("onrecord.sqlite"),
    kind: Annotated[str | None, typer.Option(help="Only this type, such as value, scope, denied.")] = None,
    decisions: DecisionsOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the documents of a store disagree on, by type, each side with who gives it.

    Example: `onrecord conflicts -s record.sqlite --kind value`
    """
    from onrecord.reconcile.conflicts import conflicts_of
    from onrecord.serve.incident_tables import show_findings

    records = _records(store)
    found = [f for f in conflicts_of(records, _decisions(decisions)) if kind in (None, f.kind)]
    if as_json:
        _print_json(found)
    else:
        show_findings(found, records)


def figures(
    store: StoreOption = Path("onrecord.sqlite"),
    series: Annotated[bool, typer.Option("--series", help="Counts of one claimant over time.")] = False,
    claimant: Annotated[str | None, typer.Option(help="Only claimants whose name has these words.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure, such as killed.")] = None,
    as_json: JsonOption = False,
    plot: PlotOption = None,
) -> None:
    """Figures of a store, or with `--series` how each count moves, with derived increments and breaks.

    Example: `onrecord figures --series --measure killed --plot killed.svg`
    """
    from onrecord.reconcile.series import check_series, series_of
    from onrecord.serve import incident_plots, incident_tables

    records = _records(store)
    wanted = (claimant or "").lower()
    if not series:
        rows = [
            f for r in records for f in r.figures
            if wanted in f.said_by.claimant.lower() and measure in (None, f.measure)
        ]  # fmt: skip
        if as_json:
            _print_json(rows)
        else:
            incident_tables.show_figures(rows)
        return
    found = [s for s in series_of(records) if wanted in s.claimant.lower() and measure in (None, s.measure)]
    if as_json:
        _print_json(found)
    else:
        incident_tables.show_series(found, check_series(found))
    if plot is not None:
        incident_plots.plot_series(found, plot)


def relations(
    source: Annotated[str, typer.Argument(help="Who acts: ISO alpha-3 code of a country, or an actor id.")],
    target: Annotated[str, typer.Argument(help="Towards whom.")],
    store: StoreOption = Path("onrecord.sqlite"),
    by: Annotated[str, typer.Option(help="week or month.")] = "week",
    as_json: JsonOption = False,
    plot: PlotOption = None,
) -> None:
    """What one party does to another over time, by quad class, and when the tone changes.

    Example: `onrecord relations PAK AFG --by month --plot pak-afg.png`
    """
    from onrecord.reconcile.relations import relation
    from onrecord.serve import incident_plots, incident_tables

    if by not in ("week", "month"):
        raise typer.BadParameter(f"no step {by!r}; there are: week, month")
    found = relation(_records(store), source, target, step="week" if by == "week" else "month")
    if found is None:
        typer.echo(f"no event in which {source} acts towards {target}", err=True)
        raise typer.Exit(1)
    if as_json:
        _print_json([found])
    else:
        incident_tables.show_relation(found)
    if plot is not None:
        incident_plots.plot_relation(found, plot)


def timeline(
    store: StoreOption = Path("onrecord.sqlite"),
    party: Annotated[
        str | None, typer.Option(help="Only events in which this name or code acts or is acted on.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Only events at places whose name has these words.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this ISO date on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this ISO date.")] = None,
    as_json: JsonOption = False,
    plot: PlotOption = None,
) -> None:
    """Events of a store in the order in which they happened, each on somebody's word.

    Example: `onrecord timeline --party PAK --since 2024-01-01`
    """
    from onrecord.serve import incident_plots, incident_tables

    rows = incident_tables.timeline_rows(_records(store), party=party, place=place, since=since, until=until)
    if as_json:
        _print_json(rows)
    else:
        incident_tables.show_timeline(rows)
    if plot is not None:
        incident_plots.plot_timeline(rows, plot)


def _records(store: Path) -> list[Record]:
    from onrecord.store.store import Store

    with Store.open(store, create=False) as opened:
        return list(opened.records())


def _one(records: Sequence[Record], name: str) -> Record:
    found = [r for r in records if r.document.id.startswith(name)]
    if len(found) != 1:
        what = "no document" if not found else f"{len(found)} documents"
        raise typer.BadParameter(f"{what} with an id that begins {name!r}; `onrecord list` shows them")
    return found[0]


def _named(names: Sequence[str], store: Path) -> list[Record]:
    """Records of files that exist; other names are ids in the store."""
    from onrecord.flow import read_all

    if not names:
        raise typer.BadParameter("name documents to compare, or --example same-briefing")
    files = [name for name in names if Path(name).is_file()]
    found: list[Record] = []
    for outcome in read_all(files):
        if outcome.record is None:
            raise outcome.error or OnrecordError(f"{outcome.address}: cannot be read")
        found.append(outcome.record)
    ids = [name for name in names if name not in files]
    if ids:
        kept = _records(store)
        found += [_one(kept, name) for name in ids]
    return found


def _example(name: str) -> list[Record]:
    from importlib.resources import files

    import yaml

    from onrecord.flow import record_documents
    from onrecord.read.text import document_from_text

    folder = files("onrecord") / "examples" / name
    if not (folder / "index.yaml").is_file():
        raise typer.BadParameter(f"no example {name!r}; there is: same-briefing")
    rows: list[dict[str, Any]] = yaml.safe_load((folder / "index.yaml").read_text("utf-8"))
    documents = [
        document_from_text(
            (folder / f"{row['id']}.txt").read_text("utf-8"),
            title=row["title"], publisher=row["publisher"], published=row["published"],
        )
        for row in rows
    ]  # fmt: skip
    return list(record_documents(documents))


def _decisions(path: Path | None) -> list[SameDecision]:
    import msgspec

    from onrecord.reconcile.incidents import SameDecision

    if path is None:
        return []
    try:
        lines = path.read_text("utf-8").splitlines()
        return [msgspec.json.decode(line, type=SameDecision) for line in lines if line.strip()]
    except OSError as error:
        raise OnrecordError(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise OnrecordError(f"{path}: {error}; a line is {{a, b, judgement, by, at, reason}}") from error


def _print_json(rows: Iterable[Any]) -> None:
    import msgspec

    for row in rows:
        sys.stdout.write(msgspec.json.encode(row).decode("utf-8") + "\n")
