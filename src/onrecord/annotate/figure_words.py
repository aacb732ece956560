"""Word lists of the figure rules, loaded once from `resources/`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=4)
def resource(name: str) -> dict[str, Any]:
    """The content of `resources/NAME.yaml`."""
    import yaml

    path = files("onrecord") / "annotate" / "resources" / f"{name}.yaml"
    return dict(yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@lru_cache(maxsize=32)
def words(key: str) -> frozenset[str]:
    """A list of `figure_words.yaml` as a set."""
    return frozenset(str(word) for word in resource("figure_words")[key])


@lru_cache(maxsize=8)
def table(key: str) -> dict[str, str]:
    """A mapping of `figure_words.yaml`."""
    return {str(k): str(v) for k, v in resource("figure_words")[key].items()}


@lru_cache(maxsize=1)
def measure_of() -> dict[str, str]:
    """Code of `measures` by the lemma of the verb, noun or adjective that says what happened."""
    listed = resource("figure_words")["measures"]
    return {word: code for code, entries in listed.items() for word in (*entries, code)}


@lru_cache(maxsize=1)
def bound_pattern() -> re.Pattern[str]:
    """Matches a bound at the end of the text before a number; the group names the bound."""
    listed = resource("figure_words")["bounds"]
    pairs = sorted(((w, b) for b, ws in listed.items() for w in ws), key=lambda p: -len(p[0]))
    return re.compile(rf"\b({'|'.join(re.escape(w) for w, _ in pairs)})\s+(?:the\s+)?[“\"‘']?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def bound_of() -> dict[str, str]:
    """Bound code by its words."""
    return {word: bound for bound, listed in resource("figure_words")["bounds"].items() for word in listed}


@lru_cache(maxsize=1)
def idiom_pattern() -> re.Pattern[str]:
    """Matches the idioms of what happened."""
    return re.compile(r"\b(" + "|".join(sorted(table("idioms"), key=len, reverse=True)) + r")\b", re.IGNORECASE)
