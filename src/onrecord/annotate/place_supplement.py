"""The supplement: places of conflict regions that GeoNames' town lists lack, from our own YAML file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from onrecord.annotate.place_build import SUPPLEMENT_FROM, Row


def supplement_rows() -> Iterator[Row]:
    """A row for each entry of `resources/place_supplement.yaml`, numbered in file order."""
    import yaml

    path = files("onrecord") / "annotate" / "resources" / "place_supplement.yaml"
    if not path.is_file():
        return
    number = SUPPLEMENT_FROM
    for group in yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        for line in group["places"]:
            name, kind, lat, lon, radius, *also = line
            yield Row(
                id=number, name=name, kind=kind, country=group["country"], admin1=group.get("admin1") or "",
                lat=lat, lon=lon, radius=radius, own=tuple(also), population=group.get("weight", 0),
            )  # fmt: skip
            number += 1
