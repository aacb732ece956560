"""The kind of conflict incident a short text reports, in ACLED's sub-events and a few beside them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

_AGAIN = 0.35
"""What a second wording of the same cue counts for, in shares of the first."""
_OPENING = 90
_EARLY = 1.2
_STEM = 6


class _Kind(Struct, frozen=True):
    code: str
    cues: tuple[tuple[int, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    import yaml

    path = files("onrecord").joinpath("annotate", "resources", "event_fine.yaml")
    raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple(
        _Kind(row["code"], tuple((weight, _compiled(cue, raw["words"])) for weight, cue in row["cues"]))
        for row in raw["kinds"]
    )


def _compiled(cue: str, words: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in words.items():
        cue = cue.replace("{" + name + "}", pattern)
    if cue.startswith("^"):
        return re.compile(cue, re.DOTALL)
    return re.compile(rf"(?<!\w)(?:{cue})(?!\w)", re.DOTALL)


def incident_kind(text: str) -> str:
    """The likeliest kind; the earlier a cue stands, the more it counts. `OTHER` without any cue."""
    lowered = text.lower()
    best, most = "OTHER", 0.0
    for kind in _kinds():
        score = sum(_score(weight, pattern, lowered) for weight, pattern in kind.cues)
        if score > most:
            best, most = kind.code, score
    return best


def _score(weight: int, pattern: re.Pattern[str], text: str) -> float:
    score = 0.0
    seen: set[str] = set()
    for match in pattern.finditer(text):
        stem = match.group()[:_STEM]
        if stem in seen:
            continue
        score += weight * (_AGAIN if seen else 1.0) * (_EARLY if match.start() < _OPENING else 1.0)
        seen.add(stem)
    return score
