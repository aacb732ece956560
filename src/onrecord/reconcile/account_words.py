"""The word lists of `resources/account_words.yaml` as compiled patterns, and who vouches for a value."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

SourceKind = Literal[
    "police", "army", "ministry", "government", "hospital", "group", "eyewitness", "monitor", "media"
]
"""Who vouches for a value: the kind of source, or the outlet in its own voice (`media`)."""

_SPOKESMAN = re.compile(
    r"\b(?:its|their|his|the group's|group's)\b.*\b(?:spokes\w+|leader|commander|chief)\b", re.I
)
_CAPITAL = re.compile(
    r"^(?:[Tt]he |[Aa] )?(?:(?:\w+ )?(?:spokes\w+|leader|commander|statement|member) "
    r"(?:for|of|by|from) (?:the )?)?[A-Z]\w+"
)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    source = files("onrecord.reconcile") / "resources" / "account_words.yaml"
    found: dict[str, Any] = yaml.safe_load(source.read_text("utf-8"))
    return found


@lru_cache(maxsize=64)
def pattern(name: str) -> re.Pattern[str]:
    """Matches any word of the list `name` (`source_kinds/army` for a part) as whole words."""
    words: Any = _lists()
    for part in name.split("/"):
        words = words[part]
    return re.compile(r"(?<![\w-])(?:" + _alternation(words) + r")(?![\w-])", re.I)


@lru_cache(maxsize=64)
def alternatives(name: str) -> str:
    """The words of a list as one alternation, for larger patterns."""
    return _alternation(_lists()[name])


def _alternation(words: str) -> str:
    return "|".join(sorted((word.strip() for word in words.split(" | ")), key=len, reverse=True))


@lru_cache(maxsize=4096)
def kind_of_source(words: str) -> SourceKind:
    """The kind of source that the words for a source name.

    A name that no word explains is held to be a group's if it begins with a capital letter, else a
    bystander's.

    >>> kind_of_source("a nurse at the clinic"), kind_of_source("the army's Third Brigade")
    ('hospital', 'army')
    >>> kind_of_source("the River Front")
    'group'
    """
    if _SPOKESMAN.search(words):
        return "group"
    for kind in _lists()["source_kinds"]:
        if pattern(f"source_kinds/{kind}").search(words):
            found: SourceKind = kind
            return found
    return "group" if _CAPITAL.search(words.strip()) else "eyewitness"


@lru_cache(maxsize=4096)
def kind_of_publisher(publisher: str, parties: frozenset[str] = frozenset()) -> SourceKind:
    """What a publisher is as a source: a body that speaks for itself, or `media`.

    Args:
        publisher: its name.
        parties: names of armed parties in the text; a publisher that bears one is the party's own.
    """
    if any(name and name.lower() in publisher.lower() for name in parties):
        return "group"
    if re.search(rf"\((?:{alternatives('group_marks')})\)", publisher, re.I):
        return "group"
    for kind in _lists()["bodies"]:
        if pattern(f"bodies/{kind}").search(publisher):
            found: SourceKind = kind
            return found
    return "media"
