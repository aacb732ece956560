"""Word lists of the figure rules, loaded once from `resources/`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=8)
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
def actions(key: str) -> dict[str, str]:
    """A mapping of `figure_actions.yaml`; a mapping of code to words comes back word to code."""
    listed = resource("figure_actions")[key]
    if key in ("verbs", "nouns"):
        return {str(word): code for code, group in listed.items() for word in group}
    return {str(word): str(value) for word, value in listed.items()}


@lru_cache(maxsize=1)
def happenings() -> frozenset[str]:
    """Lemmas of nouns for happenings."""
    return frozenset(resource("figure_actions")["happenings"])


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Code of the vocabulary `things` by singular head noun; the first listing of a word counts."""
    found: dict[str, str] = {}
    for code, group in resource("figure_things").items():
        for word in group:
            found.setdefault(word, code)
    return found


def alternatives(listed: Any) -> str:
    """A regular expression for any of the phrases, longest first, with free white space."""
    ordered = sorted((str(word) for word in listed), key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


@lru_cache(maxsize=2)
def bounds(where: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern for the bounds `before` a number (at its end) or `after` it (at its start), and their codes."""
    code_of = {word: code for code, group in resource("figure_bounds")[where].items() for word in group}
    phrases = alternatives(code_of)
    if where == "before":
        return re.compile(
            rf"(?<!\w)(?P<words>{phrases})\s*(?P<the>the\s+)?(?:a\s+total\s+of\s+)?[“\"‘']?$", re.I
        ), code_of
    return re.compile(rf"\+(?!\d)|[\s,-]\s?(?P<words>{phrases})\b", re.I), code_of


@lru_cache(maxsize=1)
def idioms() -> re.Pattern[str]:
    """Matches the words that together say what happened."""
    return re.compile(rf"\b({alternatives(actions('idioms'))})\b", re.I)
