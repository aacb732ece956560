"""The layer `places`: place names, what each means on the map, and how sure that is.

Candidates (`place_names.py`) are sorted into places and others (`place_choice.py`), and each place is
resolved with the document's other places around it (`place_resolve.py`). Demonyms ("Afghan") help to
resolve and are no places themselves, unless `find_places` is asked for them.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from onrecord.annotate.place_around import Resolved
from onrecord.annotate.place_choice import choose
from onrecord.annotate.place_countries import alpha3
from onrecord.annotate.place_gazetteer import Entry, Gazetteer, gazetteer
from onrecord.annotate.place_keys import place_key
from onrecord.annotate.place_names import Candidate, candidates
from onrecord.annotate.place_resolve import resolve
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import PlaceMention
from onrecord.model.place import Level, Place, PlaceReading
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEVELS: dict[str, Level] = {
    "country": "country", "admin1": "region", "admin2": "district", "admin3": "district", "town": "town",
    "quarter": "town", "region": "area", "land": "area", "water": "water", "continent": "continent",
    "spot": "point",
}  # fmt: skip
_PRECISION = {
    "spot": 1, "town": 1, "quarter": 1, "admin3": 3, "admin2": 3, "admin1": 4, "region": 5, "land": 5,
    "country": 6, "water": 7,
}  # fmt: skip
_DATELINE = re.compile(
    r"\s*(?:\([^)]{0,40}\)|,?\s*\d{0,2}\s*[A-Z][a-z]{2,8}\.?\s*\d{0,2}(?:,? \d{4})?"
    r"|[\s,A-Z][\w.' ,/()]{0,40}?)?\s*(?:--|—|–|:| - )"
)
_WORDS = re.compile(r"[A-Z][\w’'.-]*(?: (?:of|de|al|and) (?=[A-Z])| (?=[A-Z])|[\w’'.-])*")


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `places`."""
    doc.layers["places"] = find_places(doc)


def find_places(doc: AnnotatedDocument, *, demonyms: bool = False) -> list[PlaceMention]:
    """The places of a document, in text order.

    Args:
        doc: parsed.
        demonyms: whether adjectives and people's names ("Afghan", "Texans") count as places.
    """
    book = gazetteer()
    chosen = choose(doc.parse, candidates(doc.parse, book))
    resolved = resolve(doc.parse, chosen, book, told(doc, book))
    return [
        place_mention(doc, candidate, meant, book)
        for candidate, meant in zip(chosen, resolved, strict=True)
        if demonyms or not candidate.is_demonym
    ]


def told(doc: AnnotatedDocument, book: Gazetteer) -> list[Entry]:
    """Countries and regions named by the publisher and the title, which are outside the text."""
    source = doc.document.source.publisher or ""
    found = []
    for text, kinds in (
        (source, ("country", "admin1", "town")),
        (doc.document.title or "", ("country", "admin1")),
    ):
        keys = {place_key(words) for words in _pieces(text)}
        for matches in book.find(key for key in keys if len(key) > 2).values():
            best = max(matches, key=lambda m: (m.entry.kind == "country", m.entry.population)).entry
            if best.kind in kinds and best.population > 300_000:
                found.append(best)
    return found


def _pieces(text: str) -> list[str]:
    words = [word.strip(",.;:()'’\"“”") for word in text.split()]
    return [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + 4, len(words)) + 1)
        if words[start][:1].isupper()
    ]


def place_mention(
    doc: AnnotatedDocument, candidate: Candidate, meant: Resolved, book: Gazetteer
) -> PlaceMention:
    """The annotation for a candidate and its meaning."""
    start, end = _offsets(doc.parse, candidate)
    span = Span(start, end)
    return PlaceMention(
        span=span,
        place=place_of_entry(doc.text_of(span), meant, book),
        is_dateline=is_dateline(doc, candidate),
        made_by="places/gazetteer" if meant.entry else "places/parser",
    )


def _offsets(parse: Doc, candidate: Candidate) -> tuple[int, int]:
    last = parse[candidate.end - 1]
    return parse[candidate.start].idx, last.idx + len(last)


def place_of_entry(mention: str, meant: Resolved, book: Gazetteer) -> Place:
    """The place for a resolved entry; unplaced, with its reason, where there is none."""
    entry = meant.entry
    if entry is None:
        return Place(mention=mention, name=mention, reason=meant.reason)
    admin1 = book.region(entry.country, entry.admin1) if entry.admin1 and entry.kind != "admin1" else None
    region = admin1.name if admin1 else entry.name if entry.kind == "admin1" else None
    others = tuple(
        PlaceReading(
            gazetteer_id=other.gazetteer_id, name=other.name, country=alpha3(other.country),
            level=_LEVELS[other.kind], lat=other.lat, lon=other.lon,
        )
        for other in meant.others
    )  # fmt: skip
    if meant.is_inside:
        return _placed_inside(mention, entry, region, others, meant.reason)
    return Place(
        mention=mention,
        name=entry.name,
        gazetteer_id=entry.gazetteer_id,
        country=alpha3(entry.country),
        admin1=region,
        level=_LEVELS[entry.kind],
        lat=entry.lat,
        lon=entry.lon,
        where_prec=_PRECISION.get(entry.kind) if entry.lat is not None else None,
        uncertainty_km=uncertainty_km(entry),
        candidates=others,
        reason=meant.reason,
    )


def _placed_inside(
    mention: str, entry: Entry, region: str | None, others: tuple[PlaceReading, ...], reason: str
) -> Place:
    """A name without an entry, at the point of what it lies in or near, with that one's size as
    uncertainty."""
    precision = {"town": 2, "spot": 2, "quarter": 2}.get(entry.kind, _PRECISION.get(entry.kind))
    return Place(
        mention=mention,
        name=mention,
        country=alpha3(entry.country),
        admin1=region,
        lat=entry.lat,
        lon=entry.lon,
        where_prec=precision if entry.lat is not None else None,
        uncertainty_km=None if entry.lat is None else max(25.0, uncertainty_km(entry) or 0.0),
        candidates=others,
        reason=f"{reason}: {entry.name}",
    )


def uncertainty_km(entry: Entry) -> float | None:
    """Radius within which the point is meant; None for an unplaced entry."""
    if entry.lat is None:
        return None
    if entry.radius:
        return float(entry.radius)
    return round(min(25.0, max(2.0, 0.5 * math.sqrt(entry.population / 1000))), 1)


def is_dateline(doc: AnnotatedDocument, candidate: Candidate) -> bool:
    """Whether the name opens a paragraph and a dash or colon follows shortly: "KABUL, 3 May –"."""
    start, end = _offsets(doc.parse, candidate)
    text = doc.reading_text
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" (") or end - line > 60:
        return False
    return bool(_DATELINE.match(text, end))
