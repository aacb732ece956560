"""Flat tables: statements, figures and event reports, one row each, with provenance columns.

Columns that begin with `or_` say where a row comes from; see docs/exports.md. A missing value is an
empty cell: zero, none stated and unknown are different.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.model.place import Place
from onrecord.model.records import NARRATOR, EventReport, Figure, PartyRecord, Record, SaidBy, Statement
from onrecord.model.time import Interval

Row = dict[str, Any]

PROVENANCE = {
    "or_record_id": "id of the record",
    "or_doc_id": "id of the document version",
    "or_doc_sha256": "SHA-256 of the document's raw bytes",
    "or_span_start": "first character of the evidence in the document's text, counted from 0",
    "or_span_end": "one past the last character of the evidence",
    "or_quote": "the characters of the evidence",
    "or_said_by": "on whose word the row stands, or narrator",
    "or_said_by_basis": "stated, continued, inherited, publisher or narrator",
    "or_reported_by": "publisher of the document",
    "or_published": "ISO date of publication",
    "or_as_stated": "the party's own wording",
    "or_review_status": "unreviewed until a reviewer decides",
    "or_made_by": "code version and settings digest",
}

COLUMNS: dict[str, dict[str, str]] = {
    "statements": {
        "speaker": "who said it, by name, role or institution",
        "role": "role or office of the speaker",
        "organisation": "institution spoken for",
        "anonymous": "whether the source is unnamed: true or false",
        "cue": "the reporting words",
        "content": "what was said; pieces of a split quotation joined by ' … '",
        "form": "direct, indirect or mixed",
        "act": "said, wrote, believes, intends, demands, decided, perceived, shows, attitude",
        "modality": "asserted, alleged, denied, conditional, future, questioned",
        "confidence": "0 to 1",
    },
    "figures": {
        "low": "least value; empty when only an upper bound is given",
        "best": "the value, when one is given",
        "high": "greatest value; empty when only a lower bound is given",
        "bound": "exact, at_least, at_most, about, vague",
        "thing": "what is counted",
        "thing_kind": "code of the vocabulary things",
        "unit": "unit or currency as written",
        "measure": "code of the vocabulary measures: what happened to it",
        "action": "what happened to it, as stated",
        "agent": "who did it",
        "period_start": "ISO date, cut at the precision known",
        "period_end": "ISO date, cut at the precision known",
        "period_prec": "precision of the period",
        "scope": "incident, cumulative or stock",
        "place": "place name as printed",
        "country": "ISO 3166 alpha-3 of the place",
        "part_of": "record id of the total it is part of",
        "status": "asserted, denied, superseded, planned",
    },
    "reports": {
        "event_type": "PLOVER type",
        "mode": "PLOVER modes, joined by ;",
        "context": "PLOVER contexts, joined by ;",
        "actor": "who acts, joined by ;",
        "actor_id": "registry ids, joined by ;",
        "actor_country": "ISO 3166 alpha-3 codes, joined by ;",
        "recipient": "to whom, joined by ;",
        "recipient_id": "registry ids, joined by ;",
        "recipient_country": "ISO 3166 alpha-3 codes, joined by ;",
        "status": "asserted, alleged, denied, planned, threatened, prevented, hypothetical",
        "date_start": "ISO date, cut at the precision known",
        "date_end": "ISO date, cut at the precision known",
        "date_prec": "precision of the date",
        "place": "place name as printed",
        "country": "ISO 3166 alpha-3 of the place",
        "adm_1": "first-order region",
        "where_prec": "UCDP precision code 1-7",
        "latitude": "degrees north, WGS 84",
        "longitude": "degrees east, WGS 84",
        "uncertainty_km": "radius of uncertainty, kilometres",
        "figures": "record ids of the figures of this event, joined by ;",
    },
}


def rows(record: Record) -> Iterator[tuple[str, Row]]:
    """Every row of a record as (table name, row)."""
    for statement in record.statements:
        yield "statements", _statement(statement) | _provenance(record, statement, statement.cue)
    for figure in record.figures:
        yield "figures", _figure(figure) | _provenance(record, figure, figure.as_stated)
    for event in record.events:
        yield "reports", _event(event) | _provenance(record, event, event.as_stated)


def _statement(item: Statement) -> Row:
    first = item.said_by.chain[0] if item.said_by.chain else None
    return {
        "speaker": item.speaker,
        "role": first.role if first else None,
        "organisation": first.organisation if first else None,
        "anonymous": str(first.is_anonymous).lower() if first else None,
        "cue": item.cue,
        "content": " … ".join(item.content),
        "form": item.form,
        "act": item.act,
        "modality": item.modality,
        "confidence": round(item.confidence, 3),
    }


def _figure(item: Figure) -> Row:
    return {
        "low": _plain(item.low),
        "best": _plain(item.best),
        "high": _plain(item.high),
        "bound": item.bound,
        "thing": item.thing,
        "thing_kind": item.thing_kind,
        "unit": item.unit,
        "measure": item.measure,
        "action": item.action,
        "agent": item.agent.name if item.agent else None,
        **_interval("period", item.period),
        "scope": item.scope,
        "place": item.place.mention if item.place else None,
        "country": item.place.country if item.place else None,
        "part_of": item.part_of,
        "status": item.status,
    }


def _event(item: EventReport) -> Row:
    return {
        "event_type": item.type,
        "mode": "; ".join(item.modes),
        "context": "; ".join(item.contexts),
        **_parties("actor", item.actors),
        **_parties("recipient", item.recipients),
        "status": item.status,
        **_interval("date", item.time),
        **_place(item.place),
        "figures": "; ".join(item.figures),
    }


def _provenance(record: Record, item: Statement | Figure | EventReport, as_stated: str) -> Row:
    document, span = record.document, item.evidence.span
    return {
        "or_record_id": item.id,
        "or_doc_id": document.id,
        "or_doc_sha256": document.sha256,
        "or_span_start": span.start,
        "or_span_end": span.end,
        "or_quote": item.evidence.quote,
        "or_said_by": _claimant(item.said_by),
        "or_said_by_basis": item.said_by.basis,
        "or_reported_by": document.source.publisher,
        "or_published": document.published,
        "or_as_stated": as_stated,
        "or_review_status": "unreviewed",
        "or_made_by": f"onrecord {record.made_by.version} {record.made_by.settings[:12]}",
    }


def _claimant(said_by: SaidBy) -> str:
    return NARRATOR if said_by.basis == "narrator" else said_by.claimant


def _parties(name: str, parties: tuple[PartyRecord, ...]) -> Row:
    return {
        name: "; ".join(party.name for party in parties),
        f"{name}_id": "; ".join(party.actor_id or "" for party in parties),
        f"{name}_country": "; ".join(party.country or "" for party in parties),
    }


def _interval(name: str, interval: Interval | None) -> Row:
    return {
        f"{name}_start": interval.start if interval else None,
        f"{name}_end": interval.end if interval else None,
        f"{name}_prec": interval.precision if interval else None,
    }


def _place(place: Place | None) -> Row:
    return {
        "place": place.mention if place else None,
        "country": place.country if place else None,
        "adm_1": place.admin1 if place else None,
        "where_prec": place.where_prec if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
    }


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
