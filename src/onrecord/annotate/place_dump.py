"""A GeoNames dump as rows of a gazetteer: for those who want every village, hill and stream.

In: `allCountries.zip` or a country's `PK.zip`, or unpacked, from download.geonames.org/export/dump.
Out: `place_build.Row`s, the supplement at the end. The dump's columns are described in its readme.txt.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from onrecord.annotate.place_build import Row
from onrecord.annotate.place_gazetteer import gazetteer
from onrecord.annotate.place_supplement import supplement_rows
from onrecord.errors import OnrecordError

ABOUT = {
    "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Contains data of GeoNames (https://www.geonames.org), changed: selected, names folded. "
    "Supplement: onrecord.",
}
_COLUMNS = 19
_BY_CODE = {
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "ADM4": "admin3", "TERR": "country",
    "CONT": "continent",
    "PCL": "country", "PCLD": "country", "PCLF": "country", "PCLI": "country", "PCLIX": "country",
    "PCLS": "country", "PPLX": "quarter",
}  # fmt: skip
_GONE = frozenset(
    ("PPLH", "PPLQ", "PPLCH", "PPLW", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "PCLH", "RGNH", "ADMDH")
)
_BY_CLASS = {"P": "town", "H": "water", "L": "region", "T": "land", "V": "land", "S": "spot"}
_SPOTS = frozenset(
    "AIRB AIRP AIRF MILB FT CMP CMPRF CMPQ PRN DAM PS PSH PSN OILR MN MNC PRT BDG CSTM CTRR GATE MNMT MSQE "
    "CH HSP UNIV NOV CSNO STDM INSM NSY PSTB PSTC PSTP".split()
)
"""Of the many kinds of buildings, those that reports of security incidents name."""


def dump_rows(
    dump: Path,
    countries: Collection[str] = (),
    least_people: int = 0,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[Row]:
    """Every place of a dump, then the supplement.

    Args:
        dump: a .zip or .txt of GeoNames, or the folder that holds `allCountries`.
        countries: ISO alpha-2 codes to keep; empty for all. Countries themselves are always kept.
        least_people: leave out towns with fewer people; those of unknown size (0) go too if it is over 0.
        progress: called with the number of bytes read so far, now and then.

    Raises:
        OnrecordError: if the file is missing or has not the columns of a dump.
    """
    known = yaml.safe_load(
        (files("onrecord.annotate") / "resources" / "place_countries.yaml").read_text("utf-8")
    )
    wanted = {code.upper() for code in countries}
    for number, line in enumerate(_lines(dump, progress), 1):
        if not line.strip():
            continue
        parts = line.split("\t")
        if len(parts) != _COLUMNS or not parts[0].isdigit():
            raise OnrecordError(
                f"{dump}: line {number} has {len(parts)} columns, a GeoNames dump has {_COLUMNS}; "
                "give allCountries.zip or a country file"
            )
        row = _row(parts, known)
        if row is None or (row.kind != "country" and wanted and row.country not in wanted):
            continue
        if row.kind in ("town", "quarter") and row.population < least_people:
            continue
        yield row
    yield from supplement_rows()


def dump_size(dump: Path) -> int:
    """Bytes of the text that `dump_rows` will read.

    Raises:
        OnrecordError: if there is no such file.
    """
    path = _found(dump)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(_member(archive, path)).file_size
    return path.stat().st_size


def _row(parts: list[str], known: dict[str, Any]) -> Row | None:
    """The row of one line, or None for a kind of place that is left out."""
    number, name, ascii_name, others, lat, lon, group, code, country = parts[:9]
    kind = _BY_CODE.get(code) or _BY_CLASS.get(group)
    if kind is None or code in _GONE or (kind == "spot" and code not in _SPOTS):
        return None
    own = [ascii_name] if ascii_name != name else []
    shown = name
    if kind == "country":
        packaged = gazetteer().region(country)  # the dump has long forms: "Islamic Republic of ..."
        shown = packaged.name if packaged else name
        own += [name, *known["names"].get(country, [])]
    elif kind == "admin1":
        own += known["region_names"].get(f"{country}.{parts[10]}", [])
    return Row(
        id=int(number), name=shown, kind=kind, country=country, admin1="" if parts[10] == "00" else parts[10],
        admin2=parts[11], lat=float(lat), lon=float(lon), population=int(parts[14] or 0), own=tuple(own),
        also=tuple(filter(None, others.split(","))),
    )  # fmt: skip


def _found(dump: Path) -> Path:
    if dump.is_dir():
        for name in ("allCountries.zip", "allCountries.txt"):
            if (dump / name).is_file():
                return dump / name
        raise OnrecordError(f"{dump}: no allCountries.zip or allCountries.txt in this folder")
    if not dump.is_file():
        raise OnrecordError(
            f"{dump}: no such file; get allCountries.zip from https://download.geonames.org/export/dump/"
        )
    return dump


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
    if len(names) != 1:
        raise OnrecordError(f"{path}: expected one table in the archive, found {len(names)}")
    return names[0]


def _lines(dump: Path, progress: Callable[[int], None]) -> Iterator[str]:
    path = _found(dump)
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as raw:
                yield from _counted(raw, progress)
        else:
            with path.open("rb") as raw:
                yield from _counted(raw, progress)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise OnrecordError(f"{path}: cannot be read as a GeoNames dump: {error}") from error


def _counted(raw: Any, progress: Callable[[int], None]) -> Iterator[str]:
    done = 0
    for number, line in enumerate(io.BufferedReader(raw) if not hasattr(raw, "readline") else raw):
        done += len(line)
        if number % 20_000 == 0:
            progress(done)
        yield line.decode("utf-8").rstrip("\r\n")
    progress(done)
