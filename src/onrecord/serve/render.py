"""A record as a person reads it in a terminal: highlighted text, then tables.

Colours mark layers, never parties: a figure is a figure, whoever claims it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.model.document import Document
from onrecord.model.place import Place
from onrecord.model.records import (
    NARRATOR,
    Actor,
    EventReport,
    Figure,
    PartyRecord,
    PlaceNamed,
    Record,
    SaidBy,
    Statement,
)
from onrecord.model.time import Interval
from onrecord.store.store import Hit, Listed

STYLES = {
    "cue": "bold yellow",
    "content": "italic",
    "figure": "bold cyan",
    "event": "underline",
    "place": "green",
    "boilerplate": "dim strike",
}
_EM = "—"


def show_record(console: Console, record: Record, *, with_text: bool = True) -> None:
    """Print the whole record of one document."""
    console.print(_head(record.document))
    if with_text:
        console.print(_legend())
        console.print(_highlighted(record), highlight=False)
        console.print()
    for title, table, count in (
        ("Statements", _statements(record.statements), len(record.statements)),
        ("Figures", _figures(record.figures), len(record.figures)),
        ("Events", _events(record.events), len(record.events)),
        ("Who is who", _actors(record.actors), len(record.actors)),
        ("Places", _places(record.places), len(record.places)),
    ):
        heading = Text(title, style="bold").append(f"  {count}", style="dim not bold")
        console.print(Rule(heading, align="left", style="dim"))
        console.print(table if count else Text("none found", style="dim"))
        console.print()
    for notice in record.notices:
        console.print(Text(f"note: {notice.text} [{notice.name}]", style="yellow"))


def show_item(
    console: Console, item: Statement | Figure | EventReport | Actor | PlaceNamed, of: Document
) -> None:
    """Print one record with the sentence behind it."""
    tables = {
        Statement: _statements, Figure: _figures, EventReport: _events, Actor: _actors, PlaceNamed: _places,
    }  # fmt: skip
    console.print(tables[type(item)]([item]))  # type: ignore[operator]
    span = item.evidence.span
    start, end = max(0, span.start - 120), min(len(of.text), span.end + 120)
    shown = Text(("…" if start else "") + of.text[start : span.start], style="dim")
    shown.append(item.evidence.quote, style="bold not dim").append(of.text[span.end : end], style="dim")
    console.print(
        Panel(shown, title=f"{of.title or of.id}, characters {span.start}-{span.end}", title_align="left")
    )
    said_by = getattr(item, "said_by", None)
    if said_by is not None:
        console.print(Text("On whose word: " + chain_words(said_by)))


def show_list(console: Console, rows: Iterable[Listed]) -> None:
    """Print two lines for each document of a store: its title, and what is known and found."""
    for row in rows:
        console.print(Text(row.title or "(no title)", style="bold"))
        counts = f"{row.statements} statements, {row.figures} figures, {row.events} events"
        found = counts if row.language == "en" else f"{row.language}: stored, not read"
        facts = (row.id, row.published or "no date", row.publisher, found)
        console.print(Text("  " + " · ".join(fact for fact in facts if fact), style="dim"))


def show_hits(console: Console, hits: Iterable[Hit]) -> None:
    """Print search results: the words found in their place, and the ids that `show` takes."""
    for hit in hits:
        line = Text()
        for number, piece in enumerate(" ".join(hit.snippet.split()).split("[")):
            found, _, rest = piece.partition("]") if number else ("", "", piece)
            line.append(found, style="bold yellow").append(rest)
        console.print(line)
        where = hit.id if hit.id == hit.document_id else f"{hit.id} in {hit.document_id}"
        console.print(Text(f"  {where}", style="dim"))


def chain_words(said_by: SaidBy) -> str:
    """A chain in words: `a ministry source, told to the agency (stated)`."""
    if said_by.claimant == NARRATOR:
        return "narrator (the document's own voice)"
    links = []
    for link in said_by.chain:
        title = f", {link.role}" if link.role and link.role.lower() not in link.name.lower() else ""
        hidden = " (unnamed)" if link.is_anonymous else ""
        links.append(f"{link.name}{title}{hidden}")
    return f"{' ← '.join(links) or said_by.claimant} ({said_by.basis})"


def _head(document: Document) -> RenderableType:
    facts = [
        document.source.publisher or "publisher unknown",
        document.published or "date unknown",
        f"{document.source.kind} source" if document.source.kind != "unknown" else "",
        document.language,
        document.id,
    ]
    lines: list[RenderableType] = [Text(document.title or "(no title)", style="bold")]
    lines.append(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    if document.url:
        lines.append(Text(document.url, style="dim underline"))
    return Panel(Group(*lines), border_style="dim")


def _legend() -> Text:
    legend = Text("marked: ", style="dim", end="\n\n")
    for name, style in STYLES.items():
        legend.append(name, style=f"not dim {style}" if name != "boilerplate" else style).append("  ")
    return legend


def _highlighted(record: Record) -> Text:
    text = Text(record.document.text)
    for place in record.places:
        for span in place.evidence.parts.get("mention", ()):
            text.stylize(STYLES["place"], span.start, span.end)
    for statement in record.statements:
        for part in ("content", "cue"):
            for span in statement.evidence.parts.get(part, ()):
                text.stylize(STYLES[part], span.start, span.end)
    for event in record.events:
        for span in event.evidence.parts.get("trigger", ()):
            text.stylize(STYLES["event"], span.start, span.end)
    for figure in record.figures:
        for span in figure.evidence.parts.get("value", ()):
            text.stylize(STYLES["figure"], span.start, span.end)
    for piece in record.document.boilerplate:
        text.stylize(STYLES["boilerplate"], piece.span.start, piece.span.end)
    return text


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=None, pad_edge=False, show_lines=False, header_style="bold dim", expand=True)
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def _statements(items: Iterable[Statement]) -> Table:
    table = _table(("who", 4), ("cue", 3), ("what", 11), ("how", 3))
    for item in items:
        how = item.form if item.modality == "asserted" else f"{item.form}, {item.modality}"
        cue = Text(item.cue, style=STYLES["cue"])
        table.add_row(_who(item.said_by), cue, " … ".join(item.content), how)
    return table


def _figures(items: Iterable[Figure]) -> Table:
    table = _table(
        ("value", 3), ("of what", 4), ("what happened", 3), ("when", 4), ("where", 3), ("on whose word", 4)
    )
    for item in items:
        scope = f" ({item.scope})" if item.scope != "incident" else ""
        table.add_row(
            Text("└ " * (item.part_of is not None) + value_words(item), style=STYLES["figure"]),
            item.thing,
            item.action + (f" by {item.agent.name}" if item.agent else ""),
            interval_words(item.period) + scope,
            _where(item.place),
            _who(item.said_by),
        )
    return table


def _events(items: Iterable[EventReport]) -> Table:
    table = _table(
        ("type", 3), ("who → whom", 7), ("words", 3), ("when", 3), ("where", 3), ("on whose word", 4)
    )
    for item in items:
        status = f"\n{item.status}" if item.status != "asserted" else ""
        parties = _names(item.actors) + (f" → {_names(item.recipients)}" if item.recipients else "")
        table.add_row(
            item.type + (f" {item.modes[0]}" if item.modes else "") + status,
            parties,
            Text(item.as_stated, style=STYLES["event"]),
            interval_words(item.time),
            _where(item.place),
            _who(item.said_by),
        )
    return table


def _actors(items: Iterable[Actor]) -> Table:
    table = _table(("name", 6), ("kind", 2), ("country", 2), ("sector", 2), ("also called", 8))
    for item in items:
        role = f", {item.role}" if item.role and item.role.lower() not in item.name.lower() else ""
        others = [form for form in item.mentions if form != item.name]
        table.add_row(item.name + role, item.kind, item.country or _EM, item.sector or _EM, "; ".join(others))
    return table


def _places(items: Iterable[PlaceNamed]) -> Table:
    table = _table(("place", 4), ("country", 2), ("level", 2), ("position", 4), ("within", 2), ("id", 4))
    for item in items:
        place = item.place
        point = (
            f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else _EM
        )
        within = f"{place.uncertainty_km:.0f} km" if place.uncertainty_km is not None else _EM
        table.add_row(
            Text(place.mention, style=STYLES["place"]),
            place.country or _EM,
            place.level,
            point,
            within,
            place.gazetteer_id or "not in gazetteer",
        )
    return table


def value_words(figure: Figure) -> str:
    """A figure's value with its bound, in words: `at least 27`, `15 to 18`, `dozens (24 to 99)`."""
    sign = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(figure.bound, "")
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return f"{sign}{_number(figure.low)} to {_number(figure.high)}" + (
            " (vague)" if figure.bound == "vague" else ""
        )
    value = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
    return f"{sign}{_number(value)}" + ("%" if figure.unit == "percent" else "")


def interval_words(interval: Interval | None) -> str:
    """An interval for a reader; a dash for none; the unresolved words in quotation marks."""
    if interval is None:
        return _EM
    if not interval.is_resolved:
        return f"“{interval.as_stated}” (unresolved)" if interval.as_stated else _EM
    if interval.start == interval.end:
        return str(interval.start)
    return f"{interval.start or '…'} to {interval.end or '…'}"


def _number(value: float | None) -> str:
    if value is None:
        return _EM
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def _who(said_by: SaidBy) -> str:
    hidden = " (unnamed)" if said_by.chain and said_by.chain[0].is_anonymous else ""
    mark = "" if said_by.basis in ("stated", "narrator") else f" [{said_by.basis}]"
    return f"{said_by.claimant}{hidden}{mark}"


def _names(parties: Iterable[PartyRecord]) -> str:
    return " + ".join(party.name for party in parties) or "?"


def _where(place: Place | None) -> str:
    return place.mention if place else _EM
