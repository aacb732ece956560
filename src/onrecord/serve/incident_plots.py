"""Pictures of what lies across documents, written to a file with matplotlib (the extra `plot`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.model.time import first_day
from onrecord.reconcile.relations import QUADS, Relation
from onrecord.reconcile.same import Piece
from onrecord.reconcile.series import Series

if TYPE_CHECKING:
    from onrecord.serve.incident_tables import TimelineRow

_COLOURS = ("#8fbcd4", "#2b6f97", "#e5b67a", "#b5591c")
"""Of the quad classes: cooperation blue, conflict brown; light verbal, dark material. Never of parties."""


def _axes(height: float = 4.0) -> tuple[Any, Any]:
    try:
        import matplotlib
    except ImportError as error:
        raise OnrecordError("pictures need matplotlib: pip install 'onrecord[plot]'") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(9, height), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Any, path: Path) -> None:
    from matplotlib import pyplot

    try:
        # Without a date and with fixed ids the same input gives the same bytes.
        import matplotlib

        matplotlib.rcParams["svg.hashsalt"] = "onrecord"
        kind = path.suffix.lower().lstrip(".")
        metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind, {})
        figure.savefig(path, metadata=metadata)
    except (ValueError, OSError) as error:
        raise OnrecordError(f"{path}: cannot be written: {error}") from error
    finally:
        pyplot.close(figure)


def plot_evidence(pieces: Sequence[Piece], path: Path) -> None:
    """A waterfall: each piece of evidence lifts or lowers the sum."""
    figure, axes = _axes()
    total = 0.0
    for number, piece in enumerate(pieces):
        axes.bar(number, piece.bits, bottom=total, color=_COLOURS[1] if piece.bits >= 0 else _COLOURS[3])
        total += piece.bits
    axes.bar(len(pieces), total, color="#666666")
    axes.set_xticks(range(len(pieces) + 1), [*(p.name for p in pieces), "sum"])
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel("evidence for one incident (bits)")
    _save(figure, path)


def plot_series(series: Sequence[Series], path: Path) -> None:
    """Lines over time; each baseline is its own line, so that a break shows."""
    figure, axes = _axes()
    for s in series:
        since = f" since {s.baseline}" if s.baseline else ""
        days = [date.fromisoformat(p.day) for p in s.points]
        axes.plot(
            days, [p.value for p in s.points], marker="o", label=f"{s.claimant}: {s.measure} {s.thing}{since}"
        )
    if series:
        axes.legend(fontsize=7, frameon=False)
    axes.set_ylim(bottom=0)
    _save(figure, path)


def plot_relation(relation: Relation, path: Path) -> None:
    """Counts by quad class, conflict below the line, and the mean score with its shifts."""
    figure, axes = _axes()
    days = [date.fromisoformat(b.start) for b in relation.bins]
    width = 6.0 if relation.step == "week" else 26.0
    up, down = [0] * len(days), [0] * len(days)
    for quad, name in enumerate(QUADS):
        counts = [b.counts[quad] for b in relation.bins]
        if quad < 2:
            axes.bar(days, counts, width, bottom=up, color=_COLOURS[quad], label=name)
            up = [a + c for a, c in zip(up, counts, strict=True)]
        else:
            axes.bar(
                days, [-c for c in counts], width, bottom=[-d for d in down], color=_COLOURS[quad], label=name
            )
            down = [a + c for a, c in zip(down, counts, strict=True)]
    for change in relation.changes:
        axes.axvline(date.fromisoformat(change.start), color="black", linestyle=":", linewidth=1)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_title(f"{relation.source} towards {relation.target}, events a {relation.step}", loc="left")
    axes.legend(fontsize=7, frameon=False)
    _save(figure, path)


def plot_timeline(rows: Sequence[TimelineRow], path: Path) -> None:
    """Events a day by type."""
    kinds = sorted({row.type for row in rows})
    figure, axes = _axes(max(2.5, 0.35 * len(kinds) + 1))
    counts = Counter((first_day(row.day), row.type) for row in rows)
    for (day, kind), number in sorted(counts.items()):
        axes.scatter(day, kinds.index(kind), s=24 * number, color=_COLOURS[1], alpha=0.7)
    axes.set_yticks(range(len(kinds)), kinds)
    _save(figure, path)
