"""Points and sizes of countries and regions, which no package carries.

A raster of 0.05 degrees holds the countries' polygons (world-atlas, made from Natural Earth, public
domain); every cell goes to the administrative unit of the nearest town of its country; the mean of a
unit's cells is its point, the circle of equal area its radius.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

STEP = 0.05
CELL_KM2 = (STEP * 111.195) ** 2

Points = dict[str, tuple[float, float, float]]
"""Unit code ("AF", "AF.08", "AF.08.1234") to latitude, longitude, square kilometres."""


def country_raster(atlas: Path, numeric: dict[int, str]) -> tuple[np.ndarray, list[str]]:
    """A grid of country numbers (0 is none), row 0 in the south, and the codes they stand for."""
    topology = json.loads(atlas.read_text())
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    grid = np.zeros((round(180 / STEP), round(360 / STEP)), dtype=np.int16)
    codes = [""]
    for shape in topology["objects"]["countries"]["geometries"]:
        code = numeric.get(int(shape.get("id") or 0)) or {
            "Kosovo": "XK",
            "Somaliland": "SO",
            "N. Cyprus": "CY",
        }.get(shape["properties"]["name"])
        if code is None:
            continue
        codes.append(code)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            _fill(grid, [_ring(ring, arcs) for ring in polygon], len(codes) - 1)
    return grid, codes


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> np.ndarray:
    steps = np.cumsum(np.array(arc, dtype=float), axis=0)
    return steps * transform["scale"] + transform["translate"]


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate(parts)


def _fill(grid: np.ndarray, rings: list[np.ndarray], number: int) -> None:
    """Scan lines, even-odd rule."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if y0 == y1:
                continue
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            first = int(np.ceil((y0 + 90) / STEP - 0.5))
            last = int(np.ceil((y1 + 90) / STEP - 0.5))
            for row in range(first, last):
                y = (row + 0.5) * STEP - 90
                crossings[row].append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    for row, xs in crossings.items():
        xs.sort()
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            start = max(0, int(np.ceil((left + 180) / STEP - 0.5)))
            end = int(np.ceil((right + 180) / STEP - 0.5))
            grid[row, start:end] = number


def unit_points(grid: np.ndarray, codes: list[str], towns: dict[str, list[Any]]) -> Points:
    """Points of all countries and units.

    Args:
        grid: from `country_raster`.
        codes: likewise.
        towns: a country's towns as (latitude, longitude, admin1, admin2).
    """
    points: Points = {}
    rows, columns = np.nonzero(grid)
    numbers = grid[rows, columns]
    lats = (rows + 0.5) * STEP - 90
    lons = (columns + 0.5) * STEP - 180
    by_code: dict[str, list[int]] = defaultdict(list)
    for number, code in enumerate(codes):
        by_code[code].append(number)
    for code, own in by_code.items():
        if not code:
            continue
        inside = np.isin(numbers, own)
        if not inside.any():
            continue
        lat, lon = lats[inside], lons[inside]
        if code in ("RU", "FJ", "NZ", "US"):  # across the date line
            lon = np.where(
                (lon < -168) & (code != "US"), lon + 360, np.where((lon > 0) & (code == "US"), lon - 360, lon)
            )
        _add(points, code, lat, lon)
        if towns.get(code):
            _units(points, code, lat, lon, towns[code])
    return points


def _units(points: Points, code: str, lat: np.ndarray, lon: np.ndarray, towns: list[Any]) -> None:
    at = np.array([(t[0], t[1]) for t in towns])
    east = np.where((at[:, 1] < -168) & (code in ("RU", "FJ", "NZ")), at[:, 1] + 360, at[:, 1])
    shrink = np.cos(np.radians(lat.mean()))
    kept = _in_company(np.c_[at[:, 0], east * shrink], [t[2] for t in towns])
    at, east, towns = (
        at[kept],
        east[kept],
        [town for town, is_kept in zip(towns, kept, strict=True) if is_kept],
    )
    _, nearest = cKDTree(np.c_[at[:, 0], east * shrink]).query(np.c_[lat, lon * shrink], k=1)
    for depth in (1, 2):
        names = [f"{code}.{t[2]}" if depth == 1 else f"{code}.{t[2]}.{t[3]}" for t in towns]
        labels, index = np.unique(np.array(names), return_inverse=True)
        of_cell = index[nearest]
        weight = np.cos(np.radians(lat))
        total = np.bincount(of_cell, weight, len(labels))
        mean_lat = np.bincount(of_cell, weight * lat, len(labels))
        mean_lon = np.bincount(of_cell, weight * lon, len(labels))
        for i, label in enumerate(labels):
            if total[i] > 0 and not label.endswith("."):
                points[str(label)] = (
                    float(mean_lat[i] / total[i]), _wrapped(mean_lon[i] / total[i]), 
                    float(total[i] * CELL_KM2),
                )  # fmt: skip


def _in_company(at: np.ndarray, admin1: list[str]) -> np.ndarray:
    """Which towns have one of their own region among their eight nearest: a stray code would claim a
    desert."""
    codes = np.array(admin1)
    if len(codes) < 10:
        return np.ones(len(codes), dtype=bool)
    _, nearest = cKDTree(at).query(at, k=9)
    alike = (codes[nearest[:, 1:]] == codes[:, None]).sum(axis=1) >= 2
    names, counts = np.unique(codes, return_counts=True)
    small = dict(zip(names.tolist(), (counts < 5).tolist(), strict=True))
    return np.array([ok or small[code] for ok, code in zip(alike.tolist(), admin1, strict=True)])


def _add(points: Points, code: str, lat: np.ndarray, lon: np.ndarray) -> None:
    weight = np.cos(np.radians(lat))
    total = weight.sum()
    points[code] = (
        float((weight * lat).sum() / total),
        _wrapped((weight * lon).sum() / total),
        float(total * CELL_KM2),
    )


def _wrapped(lon: float) -> float:
    return float((lon + 180) % 360 - 180)
