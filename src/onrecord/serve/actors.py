"""The commands `onrecord actors ...`: list, show, add, merge and export what the registry holds.

The registry of the package is never written: changes go into the user's own file (`registry/overlay.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from onrecord.registry.entry import Entry
    from onrecord.registry.index import Registry

app = typer.Typer(
    name="actors",
    help="Who is who: states, institutions, organisations, armed groups, offices and their public holders.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
FileOption = Annotated[
    Path | None,
    typer.Option("--actors", "-a", envvar="ONRECORD_ACTORS", help="Your own actors file, JSON lines."),
]
WriteOption = Annotated[
    Path,
    typer.Option("--actors", "-a", envvar="ONRECORD_ACTORS", help="Your own actors file (made if missing)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output, one actor a line.")]
_MINE = Path("actors.jsonl")
_KINDS = ("country", "organisation", "group", "office", "person")


@app.command("list")
def list_actors(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words of a name or id; all must occur. None: everything.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help=f"One of: {', '.join(_KINDS)}.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO alpha-3 code, or IGO, NGO, IMG, MNC.")] = None,
    sector: Annotated[str | None, typer.Option(help="PLOVER sector: GOV, MIL, COP, REB...")] = None,
    date: Annotated[str | None, typer.Option(help="Those that existed, or were in office, then.")] = None,
    patterns: Annotated[
        bool, typer.Option("--patterns", help="Also the institutions and offices that every state has.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Most lines.")] = 50,
    actors: FileOption = None,
    as_json: JsonOption = False,
) -> None:
    """List actors by name, kind, country or sector.

    Examples:

    `onrecord actors list liberation army --kind group`

    `onrecord actors list --kind person --country PAK --date 2019-05`
    """
    known = _registry(actors)
    if kind is not None and kind not in _KINDS:
        raise typer.BadParameter(f"no kind {kind!r}; there are: {', '.join(_KINDS)}")
    wanted = [word.lower() for word in words or ()]
    entries = known.all_entries() if patterns else (known.entries[i] for i in sorted(known.entries))
    found = [
        entry
        for entry in entries
        if (kind is None or entry.kind == kind)
        and (country is None or entry.country == country.upper())
        and (sector is None or entry.sector == sector.upper())
        and (date is None or _existed(entry, date))
        and all(word in _searched(entry) for word in wanted)
    ]
    _print(found[:limit], as_json)
    if len(found) > limit:
        typer.echo(f"{limit} of {len(found):,}; --limit shows more", err=True)
    if not found:
        typer.echo("no such actor", err=True)
        raise typer.Exit(1)


@app.command()
def show(
    actor: Annotated[str, typer.Argument(help="Id, or any name of it.")],
    date: Annotated[
        str | None, typer.Option(help="Whose office it was on this date; else at the registry's own.")
    ] = None,
    actors: FileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one actor: names, labels with their users, parts, holders, source.

    Examples:

    `onrecord actors show TTP`

    `onrecord actors show PAK.foreign.minister --date 2021-08-15`
    """
    known = _registry(actors)
    found = _find(known, actor)
    if as_json or len(found) > 1:
        _print(found, as_json)
        return
    from rich.console import Console

    Console().print(_card(known, found[0], date))


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The neutral name to show.")],
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(_KINDS)}.")] = "organisation",
    country: Annotated[str | None, typer.Option(help="ISO alpha-3 code, or IGO, NGO, IMG, MNC.")] = None,
    sector: Annotated[str | None, typer.Option(help="PLOVER sector.")] = None,
    form: Annotated[
        list[str] | None, typer.Option(help="Another name, abbreviation or spelling; repeatable.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(help="A name that one party uses of it, as `words=id of the user`; repeatable."),
    ] = None,
    office: Annotated[
        list[str] | None, typer.Option(help="Of a person: `office-id=from..to`, ISO dates; repeatable.")
    ] = None,
    parent: Annotated[str | None, typer.Option(help="Id of what it belongs to or split from.")] = None,
    since: Annotated[str | None, typer.Option(help="ISO date or year from which it existed.")] = None,
    until: Annotated[str | None, typer.Option(help="ISO date or year of its end.")] = None,
    source: Annotated[str, typer.Option(help="Where this is known from.")] = "added by the user",
    id: Annotated[
        str | None, typer.Option(help="Id, else made from the name; of a known actor: adds to it.")
    ] = None,
    actors: WriteOption = _MINE,
) -> None:
    """Add an actor to your own file, or more about a known one.

    Examples:

    `onrecord actors add "Valley Defence Front" --kind group --country MMR --sector REB --form VDF`

    `onrecord actors add "Tehreek-e-Taliban Pakistan" --id grp.ttp --form "TTP-Pakistan"`
    """
    known = _registry(actors if actors.exists() else None)
    if kind not in _KINDS:
        raise typer.BadParameter(f"no kind {kind!r}; there are: {', '.join(_KINDS)}")
    change: dict[str, Any] = {
        "id": id or _id_for(name, kind, country), "name": name, "kind": kind,
        "country": country.upper() if country else None, "sector": sector.upper() if sector else None,
        "forms": list(form or ()), "labels": [_label(text) for text in label or ()],
        "tenures": [_tenure(text) for text in office or ()], "parent": parent, "since": since,
        "until": until, "source": source, "review": "reviewed",
    }  # fmt: skip
    base = known.entry(change["id"])
    if base is not None:
        if id is None:
            raise typer.BadParameter(f"{base.id} is there already; give --id {base.id} to add to it")
        change |= {"name": base.name, "kind": base.kind}
    _append(known, actors, {key: value for key, value in change.items() if value not in (None, [])})


@app.command()
def merge(
    gone: Annotated[str, typer.Argument(help="Id of the entry that becomes names of the other.")],
    kept: Annotated[str, typer.Argument(help="Id of the entry that stays.")],
    actors: WriteOption = _MINE,
) -> None:
    """Say that two entries are one actor.

    Example: `onrecord actors merge org.valley-front grp.vdf`
    """
    known = _registry(actors if actors.exists() else None)
    _append(known, actors, {"id": gone, "same_as": kept})


@app.command()
def export(
    to: Annotated[str, typer.Argument(help="File to write, or - for standard output.")] = "-",
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl or csv.")] = "jsonl",
    patterns: Annotated[
        bool, typer.Option("--patterns", help="Also the institutions and offices that every state has.")
    ] = False,
    actors: FileOption = None,
) -> None:
    """Write the registry, with your own changes in it.

    Example: `onrecord actors export actors.csv --format csv`
    """
    if format not in ("jsonl", "csv"):
        raise typer.BadParameter(f"no format {format!r}; there are: jsonl, csv")
    known = _registry(actors)
    entries = list(known.all_entries() if patterns else (known.entries[i] for i in sorted(known.entries)))
    text = "".join(_lines(entries)) if format == "jsonl" else _table(entries)
    if to == "-":
        sys.stdout.write(text)
        return
    try:
        Path(to).write_text(text, "utf-8")
    except OSError as error:
        typer.echo(f"error: {to}: cannot write: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"wrote {to}: {len(entries):,} actors", err=True)


# Finding


def _registry(actors: Path | None) -> Registry:
    from onrecord.registry.index import registry

    return registry(str(actors) if actors else "")


def _find(known: Registry, actor: str) -> list[Entry]:
    """The entry with this id, else every entry with exactly this name."""
    entry = known.entry(actor) or known.entry(actor.upper())
    if entry is not None:
        return [entry]
    ids: dict[str, None] = {}
    for match in known.find(actor):
        if match.start == 0 and match.end == len(actor):
            ids.update((sense.ref, None) for sense in match.senses if sense.ref in known.entries)
    if not ids:
        ids.update(
            (e.id, None) for e in known.entries.values() if actor.lower() in (n.lower() for n in _names(e))
        )
    if not ids:
        typer.echo(f"no actor {actor!r}; `onrecord actors list WORDS` searches", err=True)
        raise typer.Exit(1)
    return [known.entries[actor_id] for actor_id in ids]


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.forms, *entry.adjectives)


def _searched(entry: Entry) -> str:
    labels = (label.form for label in entry.labels)
    return " ".join((entry.id, *_names(entry), *labels)).lower()


def _existed(entry: Entry, date: str) -> bool:
    from onrecord.registry.index import holds

    if entry.tenures:
        return any(holds(t.since, t.until, date) for t in entry.tenures)
    return holds(entry.since, entry.until, date)


# Writing


def _append(known: Registry, path: Path, change: dict[str, Any]) -> None:
    """Check a change against the registry, then append it as one line."""
    import msgspec

    from onrecord.registry.overlay import apply_overlay

    changed = apply_overlay(known, [("this change", change)])
    line = msgspec.json.encode(change).decode() + "\n"
    before = path.read_text("utf-8") if path.exists() else ""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(("\n" if before and not before.endswith("\n") else "") + line)
    except OSError as error:
        typer.echo(f"error: {path}: cannot write: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    entry = changed.entry(change["id"])
    shown = f"{entry.id}: {entry.name}" if entry is not None else change["id"]
    typer.echo(f"{path}: {shown}; `onrecord read --actors {path}` uses it", err=True)


def _id_for(name: str, kind: str, country: str | None) -> str:
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not slug:
        raise typer.BadParameter("no id can be made from this name; give --id")
    prefix = {"group": "grp", "person": "per"}.get(kind) or (country or "org").lower()
    return f"{prefix}.{slug}"


def _label(text: str) -> dict[str, str]:
    form, mark, user = text.rpartition("=")
    if not mark or not form:
        raise typer.BadParameter(f"--label {text!r}: write it as words=id of the party that says so")
    return {"form": form, "used_by": user}


def _tenure(text: str) -> dict[str, str]:
    office, _, period = text.partition("=")
    since, _, until = period.partition("..")
    given = {"office": office, "since": since, "until": until}
    return {key: value for key, value in given.items() if value}


# Printing


def _lines(entries: list[Entry]) -> list[str]:
    import msgspec

    return [msgspec.json.encode(entry).decode() + "\n" for entry in entries]


def _print(entries: list[Entry], as_json: bool) -> None:
    if as_json:
        sys.stdout.write("".join(_lines(entries)))
        return
    if not entries:
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE, header_style="bold")
    for column in ("id", "name", "country", "sector", "other names"):
        table.add_column(column, overflow="fold")
    for entry in entries:
        others = ", ".join(entry.forms[:4]) + (" ..." if len(entry.forms) > 4 else "")
        table.add_row(entry.id, entry.name, entry.country or "", entry.sector or "", others)
    Console().print(table)


def _table(entries: list[Entry]) -> str:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = "id name kind country sector forms labels offices parent since until source review".split()
    writer.writerow(columns)
    for entry in entries:
        labels = "; ".join(f"{label.form} ({label.used_by})" for label in entry.labels)
        offices = "; ".join(f"{t.office} {t.since or ''}..{t.until or ''}" for t in entry.tenures)
        names = "; ".join((*entry.forms, *entry.adjectives))
        row = (entry.id, entry.name, entry.kind, entry.country, entry.sector, names, labels, offices)
        writer.writerow((*row, entry.parent, entry.since, entry.until, entry.source, entry.review))
    return out.getvalue()


def _some(words: Sequence[str], most: int = 24) -> str:
    more = f"; and {len(words) - most} more (--json shows all)" if len(words) > most else ""
    return "; ".join(words[:most]) + more


def _card(known: Registry, entry: Entry, date: str | None) -> Any:
    """One actor as a person reads it."""
    from rich.table import Table

    card = Table.grid(padding=(0, 2))
    card.add_column(style="bold", no_wrap=True)
    card.add_column(overflow="fold")
    period = f"{entry.since or '?'} to {entry.until or 'now, as far as known'}"
    parts = [e for e in known.entries.values() if e.parent == entry.id]
    holders = known.holders(entry.id, date)
    rows = {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country or "",
        "sector": entry.sector or "",
        "other names": _some((*entry.forms, *entry.adjectives)),
        "seats": "; ".join(entry.seats),
        "regions": "; ".join(entry.regions),
        "existed": period if entry.since or entry.until else "",
        "parent": entry.parent or "",
        "parts, splinters": _some([f"{part.name} ({part.id})" for part in parts]),
        f"held on {date or known.as_of} by": "; ".join(f"{e.name} ({e.id})" for e in holders),
        "offices": "; ".join(f"{t.office} {t.since or '?'} to {t.until or 'open'}" for t in entry.tenures),
        "labels, not names": "; ".join(
            f"“{label.form}”, used by {label.used_by}" + (f" since {label.since}" if label.since else "")
            for label in entry.labels
        ),
        "source": entry.source,
        "review": entry.review,
    }
    for name, value in rows.items():
        if value:
            card.add_row(name, value)
    return card
