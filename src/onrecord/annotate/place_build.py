"""Writing a gazetteer file: places and their names in, one SQLite file out.

Used by the script that builds the packaged gazetteer and by `onrecord gazetteer build DUMP`. The file
has three tables: `place` (a row a place; degrees times 10,000 as integers), `name` (a look-up key and the
places that bear it, packed) and `meta`. `place_gazetteer.py` reads it.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from onrecord.annotate.place_keys import place_key

KINDS = (
    "country", "admin1", "admin2", "admin3", "town", "quarter", "region", "water", "continent", "spot",
    "land",
)  # fmt: skip
"""Kinds of places; the table holds the index. `region` is a named area that is no administrative unit."""

SUPPLEMENT_FROM = 1_000_000_000
"""Ids from here on are ours: entries of the supplement, in file order."""

_SCHEMA = """
PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, admin1 TEXT, admin2 TEXT,
                   lat INTEGER, lon INTEGER, population INTEGER, radius INTEGER);
CREATE TABLE name(key TEXT PRIMARY KEY, ids BLOB) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE named(key TEXT, id INTEGER, other INTEGER);
"""

_TYPES_AFTER = (
    "county|parish|borough|district|province|region|governorate|oblast|krai|kray|raion|rayon|municipality|"
    "department|prefecture|state|tehsil|agency|division|voivodeship|canton|territory|emirate|wilayat|"
    "special municipality|metropolitan area|autonomous region|census area|shi|city "
    "municipality|kommun|ilcesi|"
    "woreda|zone|subdistrict|regency"
)
_TYPES_BEFORE = (
    "county|department|departamento|departement|provincia|province|municipio|municipality|municipiul|municipality|"
    "district|distrito|region|regiao|muhafazat|kabupaten|kota|wilaya|wilayat|state|estado|city|okres|powiat|"
    "kreis|landkreis|oblast|distretto|arrondissement|parroquia|gmina|community|cercle|emirate|governorate"
)
_AFTER = re.compile(rf" (?:{_TYPES_AFTER})$")
_BEFORE = re.compile(rf"^(?:{_TYPES_BEFORE}) (?:of |de la |del |de los |de |di |da |do |d )?")


class Row(Struct, frozen=True, kw_only=True):
    """One place to be written.

    Attributes:
        id: GeoNames id, or from `SUPPLEMENT_FROM` on for our own.
        name: as shown.
        kind: one of `KINDS`.
        country: ISO 3166-1 alpha-2, or empty.
        admin1: GeoNames code of the first-order region inside the country, or empty.
        admin2: likewise of the second-order unit.
        lat: degrees; None when it has no point.
        lon: degrees.
        population: 0 when unknown.
        radius: uncertainty in kilometres; 0 to derive it from the kind and the population.
        own: further names as good as the first: customary English forms.
        also: other names, from any language.
    """

    id: int
    name: str
    kind: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius: int = 0
    own: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def write_gazetteer(path: Path, rows: Iterable[Row], about: dict[str, str]) -> int:
    """Write a new gazetteer file; returns the number of places.

    Args:
        path: replaced if it is there.
        rows: ids must differ.
        about: stored in `meta`: sources, licence, what was changed.
    """
    unfinished = path.with_suffix(path.suffix + ".part")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    try:
        with connection:
            connection.executescript(_SCHEMA)
            count = 0
            for row in rows:
                connection.execute("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", _stored(row))
                connection.executemany(
                    "INSERT INTO named VALUES(?,?,?)", ((key, row.id, other) for key, other in keys_of(row))
                )
                count += 1
            connection.executemany("INSERT INTO name VALUES(?,?)", _packed(connection))
            connection.executemany(
                "INSERT INTO meta VALUES(?,?)", sorted({**about, "places": str(count)}.items())
            )
            connection.execute("DROP TABLE named")
        connection.execute("VACUUM")
    except BaseException:
        connection.close()
        unfinished.unlink(missing_ok=True)
        raise
    connection.close()
    unfinished.replace(path)
    return count


def _packed(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Each key with its places; sorted on disk, so that a dump of twelve million places needs no memory."""
    found = connection.execute("SELECT key, id, MIN(other) FROM named GROUP BY key, id ORDER BY key, id")
    for key, owners in groupby(found, key=itemgetter(0)):
        yield key, array("I", (number * 2 + other for _, number, other in owners)).tobytes()


def _stored(row: Row) -> tuple[int | str | None, ...]:
    lat, lon = (
        (None, None) if row.lat is None or row.lon is None else (round(row.lat * 1e4), round(row.lon * 1e4))
    )
    kind = KINDS.index(row.kind)
    return (
        row.id, row.name, kind, row.country, row.admin1, row.admin2, lat, lon, row.population, row.radius,
    )  # fmt: skip


def keys_of(row: Row) -> Iterator[tuple[str, int]]:
    """The keys of a row: `(key, 0)` for its own name, `(key, 1)` for others and shortened ones.

    Lower-case other names are machine transliterations, and short capitals airport codes: both left out.
    """
    own = place_key(row.name)
    if own:
        yield own, 0
    if row.kind in ("country", "admin1"):
        yield f"={row.country}" + (f".{row.admin1}" if row.kind == "admin1" else ""), 0
    if row.kind in ("admin1", "admin2", "admin3") and own:
        for shorter in (_AFTER.sub("", own), _BEFORE.sub("", own)):
            if shorter != own and len(shorter) > 2:
                yield shorter, 0
    for other in row.own:
        key = place_key(other)
        if len(key) > 1 and key != own:
            yield key, 0
    for other in row.also:
        if not other[:1].isupper() or (other.isupper() and len(other) <= 4):
            continue
        key = place_key(other)
        if len(key) > 2 and key != own:
            yield key, 1
            if row.kind in ("admin1", "admin2"):
                shorter = _BEFORE.sub("", _AFTER.sub("", key))
                if shorter not in (key, own) and len(shorter) > 2:
                    yield shorter, 1
