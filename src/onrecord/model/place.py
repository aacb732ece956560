"""`Place`: a name on the map with its precision, and the readings that were not chosen."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.errors import InvalidRecordError

Level = Literal["point", "town", "district", "region", "country", "area", "water", "continent", "unknown"]


class PlaceReading(Struct, frozen=True, kw_only=True):
    """One gazetteer entry that a name could mean."""

    gazetteer_id: str
    name: str
    country: str | None = None
    level: Level = "unknown"
    lat: float | None = None
    lon: float | None = None


class Place(Struct, frozen=True, kw_only=True):
    """Where something is.

    Attributes:
        mention: the form as printed.
        name: the gazetteer's form; equal to `mention` when no entry was found.
        gazetteer_id: source and number, such as `geonames:1168197`; None when not found.
        country: ISO 3166-1 alpha-3; None for seas, continents and unknown.
        admin1: first-order region's name, or None.
        lat: degrees north, WGS 84; None when unplaced. `lat` and `lon` come together.
        lon: degrees east.
        where_prec: UCDP precision code, 1 exact place to 7 international waters; None when unplaced.
        uncertainty_km: radius within which the point is meant, kilometres; None when unplaced.
        candidates: the other readings considered, best first.
        reason: why this reading was chosen.

    Raises:
        InvalidRecordError: for half a coordinate pair or degrees off the globe.
    """

    mention: str
    name: str
    gazetteer_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    level: Level = "unknown"
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None
    uncertainty_km: float | None = None
    candidates: tuple[PlaceReading, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise InvalidRecordError(f"place {self.mention!r}: lat and lon come together")
        if (
            self.lat is not None
            and self.lon is not None
            and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180)
        ):
            raise InvalidRecordError(f"place {self.mention!r}: {self.lat}, {self.lon} is not on the globe")
        if self.where_prec is not None and not 1 <= self.where_prec <= 7:
            raise InvalidRecordError(f"place {self.mention!r}: where_prec {self.where_prec} is not 1-7")
