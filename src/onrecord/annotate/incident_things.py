"""What somebody or something hit in an attack is: kind of person, kind of thing, kind of means, how many."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.annotate.parser import lemma_of

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_LEADING = re.compile(
    r"^(?:(?:the|a|an|some|several|many|at|least|about|around|over|more|than|another|other|all|both|of|up|to|"
    r"approximately|nearly|unidentified|unknown|dozens|hundreds|scores|\d[\d,.]*|"
    + "|".join(_NUMBERS)
    + r")\s+)+",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w'’-]+")


class Tables(NamedTuple):
    """Kinds by word."""

    people: dict[str, str]
    things: dict[str, str]
    means: dict[str, str]
    soldiers: frozenset[str]
    foes: frozenset[str]
    military: frozenset[str]
    countries: dict[str, str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The word tables of the package."""
    import yaml

    path = files("onrecord").joinpath("annotate", "resources", "event_incidents.yaml")
    raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    by_word = [
        {word: kind for kind, words in reversed(raw[name].items()) for word in words.split()}
        for name in ("people", "things", "means")
    ]
    people, things, means = by_word
    plain = [frozenset(raw[name].split()) for name in ("soldiers", "foes", "military")]
    soldiers, foes, military = plain
    return Tables(people, things, means, soldiers, foes, military, raw["countries"])


def heads(words: str) -> list[str]:
    """Singular lower-case words, the last (the head) first, up to a preposition."""
    found = []
    for word in _WORDS.findall(re.split(r"\b(?:of|in|from|at|who|which|near|on)\b", words.lower())[0]):
        found.append(lemma_of(word, "NNS"))
    return list(reversed(found))


def person_kind(words: str) -> str | None:
    """Kind of the people that the words mean; `FOE` for the armed opposition, None for no people."""
    known = tables()
    listed = heads(words)
    if any(word in known.foes for word in listed):
        return "FOE"
    for word in listed:
        if word in known.people:
            return known.people[word]
        if word in known.soldiers:
            return "ACTIVE MILITARY"
    return None


def thing_kind(words: str) -> str | None:
    """Kind of the thing that the words mean; `MILITARY` for purely military ones, None for none."""
    known = tables()
    for word in heads(words):
        if word in known.military:
            return "MILITARY"
        if word in known.things:
            return known.things[word]
    return None


def means_kind(words: str) -> str | None:
    """Kind of means, or None."""
    for word in heads(words):
        if word in tables().means:
            return tables().means[word]
    return None


def bare(words: str) -> str:
    """The words without article, number and quantifier."""
    return _LEADING.sub("", " ".join(words.split())).strip(" ,;\"'") or " ".join(words.split())


def number(words: str) -> int | str:
    """How many: the number told, 1 for a singular, `PLURAL`."""
    for word in _WORDS.findall(words.lower()):
        if word.replace(",", "").isdigit():
            return int(word.replace(",", ""))
        if word in _NUMBERS:
            return _NUMBERS[word]
    first = heads(words)[:1]
    last = re.split(r"\b(?:of|in|from|at|who|which)\b", words.lower())[0].split()[-1:]
    return (
        "PLURAL"
        if first and last and last[0] != first[0] and last[0].endswith(("s", "men", "children"))
        else 1
    )
