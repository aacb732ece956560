"""Tables of what lies across documents; colours mark kinds of finding, never parties."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.model.records import Figure, Record
from onrecord.reconcile.accounts import account_of, accounts_of
from onrecord.reconcile.aggregate import Derived, Rule, derive, reports_of
from onrecord.reconcile.conflicts import findings_of, name_of, origins_by_document
from onrecord.reconcile.finding import Finding
from onrecord.reconcile.incidents import IncidentIndex, SameDecision
from onrecord.reconcile.relations import QUADS, Relation
from onrecord.reconcile.same import JOIN_AT, evidence
from onrecord.reconcile.series import CrossCheck, Series
from onrecord.serve.render import interval_words, value_words

_TITLES = {
    "agree": "agree", "update": "updated", "value": "value differs", "scope": "scope differs",
    "definition": "definition differs", "within_source": "one source gives both", "arithmetic": "sum fails",
    "actor": "actor differs", "date": "date differs", "place": "place differs", "target": "target differs",
    "denied": "denied",
}  # fmt: skip


class IncidentRow(Struct, frozen=True, kw_only=True):
    """An incident as `onrecord incidents --json` prints it."""

    id: str
    name: str
    documents: tuple[str, ...]
    origins: int
    findings: tuple[Finding, ...]
    killed: Derived
    wounded: Derived


class TimelineRow(Struct, frozen=True, kw_only=True):
    """An event as `onrecord timeline --json` prints it."""

    day: str
    type: str
    status: str
    who: str
    whom: str
    where: str
    words: str
    said_by: str
    event_id: str
    document_id: str


def incident_rows(
    records: Sequence[Record], decisions: Iterable[SameDecision], rule: str
) -> list[IncidentRow]:
    """Incidents of records, those with most origins first; OnrecordError for an unknown rule."""
    index = IncidentIndex()
    index.add(a for a in accounts_of(records) if a.of("place") or a.of("date"))
    index.decide(decisions)
    origins = origins_by_document(records)
    chosen: Rule = rule  # type: ignore[assignment]  # `derive` refuses names that it does not know
    rows = []
    for incident in index.incidents():
        accounts = [index.account(name) for name in incident.accounts]
        documents = tuple(dict.fromkeys(a.document_id for a in accounts))
        rows.append(
            IncidentRow(
                id=incident.id,
                name=name_of(accounts),
                documents=documents,
                origins=len({origins[d] for d in documents}),
                findings=tuple(findings_of(accounts, origins)),
                killed=derive(reports_of(accounts, "killed", origins), chosen),
                wounded=derive(reports_of(accounts, "wounded", origins), chosen),
            )
        )
    return sorted(rows, key=lambda row: (-row.origins, row.name, row.id))


def show_incidents(rows: Sequence[IncidentRow], records: Sequence[Record]) -> None:
    """Print each incident with what its reports say of it."""
    console, names = Console(), _names(records)
    if not rows:
        console.print(Text("no incidents found", style="dim"))
    for row in rows:
        console.print(
            Text(row.name, style="bold"),
            Text(f"{row.id}, {_count(row.documents)}, {row.origins} origins", style="dim"),
        )
        for document in row.documents:
            console.print(Text(f"  {names.get(document, document)}", style="dim"))
        for kind, derived in (("killed", row.killed), ("wounded", row.wounded)):
            words = derived_words(derived)
            if words:
                console.print(Text(f"  {kind} by the rule {derived.rule}: {words}"))
        if row.findings:
            console.print(_findings(row.findings, names))
        console.print()


def _count(documents: Sequence[str]) -> str:
    return f"{len(documents)} document" + ("s" if len(documents) != 1 else "")


def derived_words(derived: Derived) -> str:
    """A derived count for a reader; "" where no report stands."""
    if derived.sides:
        return "; ".join(f"{side} {value:,.0f}" for side, value in derived.sides.items())
    known = [v for v in (derived.low, derived.best, derived.high) if v is not None]
    if not known:
        return ""
    if derived.low != derived.high and derived.low is not None and derived.high is not None:
        return f"{derived.low:,.0f} to {derived.high:,.0f}" + (f" ({derived.note})" if derived.note else "")
    return f"{known[0]:,.0f}" + (f" ({derived.note})" if derived.note else "")


def show_findings(findings: Sequence[Finding], records: Sequence[Record]) -> None:
    """Print findings, one a block: what is compared, then a line for each side."""
    console = Console()
    if findings:
        console.print(_findings(findings, _names(records)))
    else:
        console.print(Text("nothing to compare, and no conflict", style="dim"))


def _findings(findings: Sequence[Finding], names: dict[str, str]) -> Text:
    text = Text()
    for finding in findings:
        style = "green" if finding.kind == "agree" else "cyan" if finding.kind == "update" else "yellow"
        text.append(f"{_TITLES[finding.kind]}: ", style=f"bold {style}").append(f"{finding.subject}\n")
        for side in finding.sides:
            documents = "; ".join(names.get(d, d) for d in side.documents)
            origins = f"{side.origins} origin" + ("s" if side.origins != 1 else "")
            text.append(f"   {side.value}", style="bold").append(
                f"  {', '.join(side.claimants)} — {documents}"
            )
            text.append(f" ({origins})\n", style="dim")
        for note in (finding.note, finding.suspected_slip and f"perhaps a slip: {finding.suspected_slip}"):
            if note:
                text.append(f"   {note}\n", style="dim italic")
    return text


def show_evidence(records: Sequence[Record], *, as_json: bool, plot: Path | None) -> None:
    """Print the evidence that two reports are of one incident, piece by piece, as a waterfall."""
    from onrecord.serve.incident_plots import plot_evidence

    first, second = (account_of(record) for record in records)
    pieces = evidence(first, second)
    if as_json:
        for piece in pieces:
            sys.stdout.write(msgspec.json.encode(piece).decode("utf-8") + "\n")
    else:
        total, table = 0.0, Table(box=None, pad_edge=False, header_style="bold dim")
        for name in ("compared", "found", "bits", "sum", ""):
            table.add_column(name, justify="right" if name in ("bits", "sum") else "left")
        for piece in pieces:
            total += piece.bits
            bar = ("+" if piece.bits > 0 else "-") * round(2 * abs(piece.bits))
            table.add_row(piece.name, piece.level, f"{piece.bits:+.1f}", f"{total:+.1f}", bar)
        Console().print(table)
        verdict = "one incident" if total > JOIN_AT else "not the same incident"
        Console().print(
            Text(f"{verdict} by this pair alone: odds of 2 to the power {total:.1f}", style="bold")
        )
    if plot is not None:
        plot_evidence(pieces, plot)


def show_figures(figures: Sequence[Figure]) -> None:
    """Print figures of many documents."""
    table = Table(box=None, pad_edge=False, header_style="bold dim", expand=True)
    for name in ("value", "of what", "what happened", "when", "on whose word", "id"):
        table.add_column(name, overflow="fold")
    for f in figures:
        table.add_row(value_words(f), f.thing, f.action, interval_words(f.period), f.said_by.claimant, f.id)
    Console().print(table)


def show_series(series: Sequence[Series], checks: Sequence[CrossCheck]) -> None:
    """Print series, a line a point; derived increments in brackets."""
    console, by_id = Console(), {s.id: s for s in series}
    if not series:
        console.print(Text("no series: no claimant gives one count on two days", style="dim"))
    for s in series:
        since = f", since {s.baseline}" if s.baseline else ""
        console.print(Text(f"{s.claimant}: {s.measure} {s.thing} ({s.scope}{since})", style="bold"))
        for p in s.points:
            grown = f"  [{p.increment:+,.0f} derived]" if p.increment is not None else ""
            more = f"  +{len(p.others)} more" if p.others else ""
            console.print(Text(f"  {p.day}  {p.value:>12,.0f}{grown}{more}  {p.figure_id}"), highlight=False)
        for a, b in s.gaps:
            console.print(Text(f"  instalment missing between {a} and {b}", style="yellow"))
        for day in s.drops:
            console.print(Text(f"  falls on {day}, which a running total cannot", style="yellow"))
    for check in checks:
        one, other = by_id[check.first], by_id[check.second]
        off = f" by {check.off_by:+,.0f}" if check.result == "fails" else ""
        console.print(
            Text(
                f"{check.start} to {check.end}: since {one.baseline} {check.grown[0]:+,.0f}, "
                f"since {other.baseline} {check.grown[1]:+,.0f}: {check.result}{off}"
            )
        )


def show_relation(relation: Relation) -> None:
    """Print a relation, a line a week or month."""
    console = Console()
    console.print(Text(f"{relation.source} towards {relation.target}, by {relation.step}", style="bold"))
    table = Table(box=None, pad_edge=False, header_style="bold dim")
    for name in (relation.step, *QUADS, "mean score"):
        table.add_column(name, justify="left" if name == relation.step else "right")
    for item in relation.bins:
        score = "" if item.score is None else f"{item.score:+.1f}"
        table.add_row(item.start, *(str(n) if n else "" for n in item.counts), score)
    console.print(table)
    for change in relation.changes:
        console.print(Text(f"tone changes at {change.start}: {change.before:+.1f} to {change.after:+.1f}"))


def timeline_rows(
    records: Sequence[Record],
    *,
    party: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[TimelineRow]:
    """Events with a day, in order; filters are without case."""
    rows = []
    for record in records:
        for event in record.events:
            day = event.time.start if event.time is not None else None
            parties = [*event.actors, *event.recipients]
            names = [
                n.lower() for p in parties for n in (p.name, p.as_stated, p.country or "", p.actor_id or "")
            ]
            where = event.place.name if event.place is not None else ""
            if (
                day is None
                or (party is not None and not any(party.lower() in n for n in names if n))
                or (place is not None and place.lower() not in where.lower())
                or (since is not None and day < since)
                or (until is not None and day > until)
            ):
                continue
            rows.append(
                TimelineRow(
                    day=day,
                    type=event.type,
                    status=event.status,
                    words=event.as_stated,
                    where=where,
                    who=" + ".join(p.name for p in event.actors),
                    whom=" + ".join(p.name for p in event.recipients),
                    said_by=event.said_by.claimant,
                    event_id=event.id,
                    document_id=record.document.id,
                )
            )
    return sorted(rows, key=lambda r: (r.day, r.document_id, r.event_id))


def show_timeline(rows: Sequence[TimelineRow]) -> None:
    """Print events, a line each."""
    table = Table(box=None, pad_edge=False, header_style="bold dim", expand=True)
    for name, ratio in (
        ("day", 2),
        ("type", 2),
        ("who → whom", 6),
        ("words", 3),
        ("where", 3),
        ("on whose word", 4),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        status = f"\n{row.status}" if row.status != "asserted" else ""
        pair = f"{row.who or '?'}" + (f" → {row.whom}" if row.whom else "")
        table.add_row(row.day, row.type + status, pair, row.words, row.where, row.said_by)
    Console().print(table)


def _names(records: Sequence[Record]) -> dict[str, str]:
    return {
        r.document.id: " ".join(x for x in (r.document.source.publisher, r.document.published) if x)
        or r.document.title
        or r.document.id
        for r in records
    }
