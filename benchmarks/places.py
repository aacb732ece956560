"""`places`: place names with coordinates.

LGL, TR-News and GeoWebNews mark demonyms as toponyms, GeoVirus none: the corpus named in the input says
which convention is asked for (onrecord's own records leave demonyms out).
"""

from __future__ import annotations

from typing import Any

from benchmarks.reading import documents_of, warm_up
from onrecord.annotate.place_countries import alpha2
from onrecord.annotate.places import find_places
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.layers import PlaceMention

__all__ = ["predict", "warm_up"]

_NAMES_ONLY = {"geovirus"}


def predict(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The toponyms of each document in the benchmark's form."""
    docs = prepare(documents_of(documents), AnnotateSettings())
    return [
        {
            "id": line["id"],
            "toponyms": [
                _toponym(m) for m in find_places(doc, demonyms=line.get("corpus") not in _NAMES_ONLY)
            ],
        }
        for line, doc in zip(documents, docs, strict=True)
    ]


def _toponym(mention: PlaceMention) -> dict[str, Any]:
    place = mention.place
    source, _, number = (place.gazetteer_id or "").partition(":")
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "lat": place.lat,
        "lon": place.lon,
        "country": alpha2(place.country),
        "geonames_id": number if source == "geonames" else None,
    }
