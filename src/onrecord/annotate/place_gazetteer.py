"""Looking names up: the packaged gazetteer, read by need, a batch of names at a time.

The file is `resources/gazetteer.sqlite` (see `place_build.py`), or the one named by the environment
variable `ONRECORD_GAZETTEER`. Nothing is loaded at start; what was looked up once is kept.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.annotate.place_build import KINDS, SUPPLEMENT_FROM
from onrecord.errors import MissingResourceError

_MOST_KEPT = 200_000
_BATCH = 500


class Entry(NamedTuple):
    """A place of the gazetteer.

    Attributes:
        id: GeoNames id, or from `SUPPLEMENT_FROM` on for the supplement.
        name: as shown.
        kind: one of `place_build.KINDS`.
        country: ISO 3166-1 alpha-2, or empty.
        admin1: GeoNames code of the first-order region.
        admin2: of the second-order unit.
        lat: degrees, or None.
        lon: degrees, or None.
        population: 0 when unknown.
        radius: kilometres, 0 when not stored.
    """

    id: int
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    lat: float | None
    lon: float | None
    population: int
    radius: int

    @property
    def gazetteer_id(self) -> str:
        """`geonames:` or `onrecord:` and the number."""
        if self.id >= SUPPLEMENT_FROM:
            return f"onrecord:{self.id - SUPPLEMENT_FROM}"
        return f"geonames:{self.id}"


class Match(NamedTuple):
    """An entry under a name; `is_other` when the name is not the entry's own."""

    entry: Entry
    is_other: bool


class Gazetteer:
    """Names to entries; safe for any number of processes, since it is only read."""

    def __init__(self, path: str) -> None:
        if not os.path.isfile(path):
            raise MissingResourceError(
                f"no gazetteer at {path}; build one with: onrecord gazetteer build DUMP"
            )
        self._path = path
        self._connection = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._names: dict[str, tuple[Match, ...]] = {}
        self._entries: dict[int, Entry] = {}

    def find(self, keys: Iterable[str]) -> dict[str, tuple[Match, ...]]:
        """Matches for each key that has any; keys come from `place_key`."""
        wanted = set(keys)
        missing = [key for key in wanted if key not in self._names]
        if missing:
            self._load(missing)
        return {key: self._names[key] for key in wanted if self._names[key]}

    def region(self, country: str, admin1: str = "") -> Entry | None:
        """The entry of a country, or of a first-order region by its GeoNames code."""
        key = f"={country}.{admin1}" if admin1 else f"={country}"
        found = self.find([key]).get(key)
        return found[0].entry if found else None

    def about(self) -> dict[str, str]:
        """Sources, licence and number of places."""
        return dict(self._connection.execute("SELECT key, value FROM meta").fetchall())

    def _load(self, keys: list[str]) -> None:
        if len(self._names) > _MOST_KEPT:
            self._names.clear()
            self._entries.clear()
        packed: dict[str, array[int]] = {key: array("I") for key in keys}
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            for key, ids in self._connection.execute(
                f"SELECT key, ids FROM name WHERE key IN ({marks})", part
            ):
                packed[key].frombytes(ids)
        self._load_entries({number >> 1 for ids in packed.values() for number in ids})
        for key, ids in packed.items():
            self._names[key] = tuple(Match(self._entries[number >> 1], bool(number & 1)) for number in ids)

    def _load_entries(self, ids: set[int]) -> None:
        missing = sorted(ids - self._entries.keys())
        for start in range(0, len(missing), _BATCH):
            part = missing[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            for row in self._connection.execute(f"SELECT * FROM place WHERE id IN ({marks})", part):
                number, name, kind, country, admin1, admin2, lat, lon, population, radius = row
                self._entries[number] = Entry(
                    number, name, KINDS[kind], country, admin1, admin2,
                    None if lat is None else lat / 1e4, None if lon is None else lon / 1e4, population,
                    radius,
                )  # fmt: skip


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer in use, opened at first call.

    Raises:
        MissingResourceError: if its file is not there.
    """
    packaged = files("onrecord") / "annotate" / "resources" / "gazetteer.sqlite"
    return Gazetteer(os.environ.get("ONRECORD_GAZETTEER") or str(packaged))
