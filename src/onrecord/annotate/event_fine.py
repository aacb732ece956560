"""The kind of conflict incident a short text reports, in ACLED's sub-events and a few beside them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct


class _Kind(Struct, frozen=True):
    code: str
    cues: tuple[tuple[int, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    import yaml

    path = files("onrecord").joinpath("annotate", "resources", "event_fine.yaml")
    raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        _Kind(
            row["code"],
            tuple(
                (weight, re.compile(rf"\b(?:{pattern})(?!\w)", re.DOTALL))
                for weight, pattern in row["cues"].items()
            ),
        )
        for row in raw
    )


def incident_kind(text: str) -> str:
    """The likeliest kind; the earlier a cue stands, the more it counts. `OTHER` without any cue."""
    lowered = text.lower()
    best, most = "OTHER", 0.0
    for kind in _kinds():
        score = 0.0
        for weight, pattern in kind.cues:
            seen: set[str] = set()
            for match in pattern.finditer(lowered):
                word = match.group()[:8]
                if word not in seen:
                    seen.add(word)
                    early = 1.25 if match.start() < 80 else 1.0
                    score += weight * early * (1.0 if len(seen) == 1 else 0.4)
        if score > most:
            best, most = kind.code, score
    return best
