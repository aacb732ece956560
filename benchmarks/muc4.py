"""`muc4`: entities of incidents and templates, from the events of a document."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import warm_up
from onrecord.annotate.incidents import Incident, incidents_of
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.read.text import document_from_text

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities and templates of each document."""
    texts = [
        document_from_text(line["text"], published=(line.get("header") or {}).get("date"), language="en")
        for line in documents
    ]
    rows = []
    for line, doc in zip(documents, prepare(texts, AnnotateSettings()), strict=True):
        found = incidents_of(annotate(doc, list(REGISTRY)))
        rows.append(
            {"id": line["id"], "entities": _entities(found), "templates": [_template(i) for i in found]}
        )
    return rows


def _entities(incidents: list[Incident]) -> dict[str, list[list[str]]]:
    roles: dict[str, list[list[str]]] = {}
    for role, name in (
        ("PerpInd", "perpetrators"),
        ("PerpOrg", "organisations"),
        ("Target", "objects"),
        ("Victim", "named_victims"),
        ("Weapon", "weapons"),
    ):
        seen: list[list[str]] = []
        for incident in incidents:
            for words in getattr(incident, name):
                if [words.lower()] not in seen:
                    seen.append([words.lower()])
        roles[role] = seen
    return roles


def _template(incident: Incident) -> dict[str, Any]:
    return {
        "incident_type": incident.kind,
        "incident_stage": incident.stage,
        "incident_date": {"from": incident.since, "to": incident.until},
        "incident_location": [name.upper() for name in incident.places],
        "perp_individual_id": [words.upper() for words in incident.perpetrators],
        "perp_organization_id": [words.upper() for words in incident.organisations],
        "perp_organization_confidence": [
            {"value": incident.confidence, "ref": words.upper()} for words in incident.organisations
        ],
        "perp_category": incident.category,
        "physical_target_id": [words.upper() for words in incident.objects],
        "human_target_name": [words.upper() for words in incident.named_victims],
        "human_target_description": [words.upper() for words in incident.victims],
        "human_target_effect": [
            {"value": incident.effect, "ref": words.upper()}
            for words in (*incident.named_victims, *incident.victims)
            if incident.effect
        ],
        "instrument_id": [words.upper() for words in incident.weapons],
    }
