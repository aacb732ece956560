"""`muc4`: entities of incidents and templates, from the events of a document."""

from __future__ import annotations

from typing import Any

from benchmarks.reading import warm_up
from onrecord.annotate.incident_things import tables
from onrecord.annotate.incidents import Incident, Victim, incidents_of
from onrecord.annotate.pipeline import REGISTRY, annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.read.text import document_from_text
from onrecord.registry.codes import code_of

__all__ = ["predict", "warm_up"]


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities and templates of each document."""
    texts = [
        document_from_text(line["text"], published=(line.get("header") or {}).get("date"), language="en")
        for line in documents
    ]
    rows = []
    for line, doc in zip(documents, prepare(texts, AnnotateSettings()), strict=True):
        annotate(doc, list(REGISTRY))
        found = incidents_of(doc, _country(line, doc))
        rows.append(
            {"id": line["id"], "entities": _entities(found), "templates": [_template(i) for i in found]}
        )
    return rows


def _country(line: dict[str, Any], doc: Any) -> str | None:
    """Country of the report: of its dateline, else the one of the task's countries named most."""
    header = line.get("header") or {}
    code = code_of((header.get("place") or "").title()).country
    if code in tables().countries:
        return code
    named = [m.place.country for m in doc.places if m.place.country in tables().countries]
    return max(named, key=named.count, default=None)


def _entities(incidents: list[Incident]) -> dict[str, list[list[str]]]:
    listed: dict[str, list[str]] = {
        "PerpInd": [words for i in incidents for words in i.perpetrators],
        "PerpOrg": [words for i in incidents for words in i.organisations],
        "Target": [target.words for i in incidents for target in i.targets],
        "Victim": [victim.name for i in incidents for victim in i.victims if victim.name],
        "Weapon": [words for i in incidents for words, _ in i.means],
    }
    return {
        role: [[w] for w in dict.fromkeys(word.lower() for word in words)] for role, words in listed.items()
    }


def _template(incident: Incident) -> dict[str, Any]:
    targets = incident.targets
    means = [] if incident.kind in ("KIDNAPPING", "ARSON") else incident.means
    return {
        "incident_type": incident.kind,
        "incident_stage": incident.stage,
        "incident_date": {"from": incident.since, "to": incident.until},
        "incident_location": [name.upper() for name in incident.places],
        "perp_category": incident.category,
        "perp_individual_id": [words.upper() for words in incident.perpetrators],
        "perp_organization_id": [words.upper() for words in incident.organisations],
        "perp_organization_confidence": [
            {"value": incident.confidence, "ref": words.upper()} for words in incident.organisations
        ],
        "instrument_id": [words.upper() for words, _ in means],
        "instrument_type": [{"value": kind, "ref": words.upper()} for words, kind in means],
        "physical_target_id": [t.words.upper() for t in targets],
        "physical_target_type": [{"value": t.kind, "ref": t.words.upper()} for t in targets],
        "physical_target_number": [{"value": t.number, "ref": t.words.upper()} for t in targets],
        "physical_target_effect": [
            {"value": t.effect, "ref": t.words.upper()} for t in targets if t.effect is not None
        ],
        **_people(incident.victims),
    }


def _people(victims: list[Victim]) -> dict[str, Any]:
    slots: dict[str, list[Any]] = {
        "human_target_name": [],
        "human_target_description": [],
        "human_target_type": [],
        "human_target_number": [],
        "human_target_effect": [],
    }
    for victim in victims:
        ref = (victim.name or victim.description or "").upper()
        if victim.name:
            slots["human_target_name"].append(ref)
            if victim.description:
                slots["human_target_description"].append({"value": victim.description.upper(), "ref": ref})
        else:
            slots["human_target_description"].append(ref)
        slots["human_target_type"].append({"value": victim.kind, "ref": ref})
        slots["human_target_number"].append({"value": victim.number, "ref": ref})
        if victim.effect:
            slots["human_target_effect"].append({"value": victim.effect, "ref": ref})
    return slots
