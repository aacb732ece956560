"""Learned weights of the layer `places`, from `resources/place_weights.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    import yaml

    path = files("onrecord") / "annotate" / "resources" / "place_weights.yaml"
    read: dict[str, Any] = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read


@lru_cache(maxsize=8)
def weights(part: str) -> tuple[float, ...]:
    """The weights of `resolve` or `choose`, in the order of their features."""
    return tuple(float(value) for value in _file()[part].values())
