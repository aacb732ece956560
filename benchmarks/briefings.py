"""`briefings`: whole-document records."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.flow import record_documents
from onrecord.model.records import NARRATOR, EventReport, Figure, PartyRecord, Record, SaidBy, Statement
from onrecord.model.time import Interval

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The record of each document in the benchmark's form."""
    records = record_documents(documents_of(documents))
    return [_translate(line["id"], record) for line, record in zip(documents, records, strict=True)]


def _translate(doc_id: str, record: Record) -> dict[str, Any]:
    return {
        "id": doc_id,
        "statements": [
            _statement(s)
            for s in record.statements
            if s.act in ("said", "wrote", "demands") and not s.is_negated
        ],
        "figures": [_figure(f) for f in record.figures if not f.is_rate],
        "events": [_event(e) for e in record.events],
        "actors": [
            {"name": a.name, "mentions": list(a.mentions)} | _codes(a.country, a.sector)
            for a in record.actors
        ],
        "places": [
            {"mention": p.place.mention, "country": p.place.country, "lat": p.place.lat, "lon": p.place.lon}
            for p in record.places
        ],
    }


_SECTORS = {"COP": "POL", "JRN": "MED", "MED": "CVL", "SOC": "NGO", "PTY": "OPP"}
"""This benchmark's letters for PLOVER sectors."""


def _codes(country: str | None, sector: str | None) -> dict[str, str | None]:
    """Country and sector as this benchmark writes them: IGO and NGO stand in the sector, not for a state."""
    if country in ("IGO", "NGO", "IMG"):
        return {"country": None, "sector": sector or country}
    return {"country": country, "sector": _SECTORS.get(sector or "", sector)}


def _statement(statement: Statement) -> dict[str, Any]:
    parts = statement.evidence.parts
    return {
        "speaker": statement.speaker,
        "cue": [[s.start, s.end] for s in parts.get("cue", ())],
        "content": [[s.start, s.end] for s in parts.get("content", ())],
        "form": statement.form,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "thing": figure.thing,
        "action": figure.action,
        "agent": _name(figure.agent),
        "period": _dates(figure.period),
        "place": figure.place.mention if figure.place else None,
        "scope": figure.scope,
        "source": _source(figure.said_by),
        "evidence": [figure.evidence.span.start, figure.evidence.span.end],
    }


def _event(event: EventReport) -> dict[str, Any]:
    return {
        "type": event.type,
        "actor": [party.name for party in event.actors],
        "recipient": [party.name for party in event.recipients],
        "date": _dates(event.time),
        "place": event.place.mention if event.place else None,
        "status": event.status,
        "source": _source(event.said_by),
        "evidence": [event.evidence.span.start, event.evidence.span.end],
    }


def _name(party: PartyRecord | None) -> str | None:
    return party.name if party else None


def _source(said_by: SaidBy) -> str | None:
    return None if said_by.claimant == NARRATOR else said_by.claimant


def _dates(interval: Interval | None) -> list[str] | None:
    if interval is None or not interval.is_resolved:
        return None
    return [interval.start or interval.end or "", interval.end or interval.start or ""]
