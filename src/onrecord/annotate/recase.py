"""Texts in capitals (telexes, old wire copy): mixed case for the parser, same length.

A word of the English vocabulary is written small unless it begins a sentence, stands in a name that the
registry knows or before a name as its title; all other words are taken for names. Abbreviations the
registry knows, and those in brackets behind a name, stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.annotate.parser import known_words
from onrecord.registry.index import registry

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:]\s*[\"”)\]]*\s*$|\n\s*\n\s*$|^\s*$|[\[(]\s*$|--\s*$")
_SMALL = frozenset(
    "a an the and or but nor of in on at to from by for with as is are was were be been being has "
    "have had he she "
    "it they we you i his her its their our my your this that these those who whom whose which what "
    "when where "
    "why how not no yes if than then so such into upon over under after before during while since "
    "until about "
    "against between among through out up down off again further once here there all any both each few more "
    "most other some only own same too very can will just should would could may might must do does "
    "did de del "
    "according another because however although meanwhile".split()
)
_NAMES = frozenset(
    "san santa el la las los santo santos villa rio puerto monte costa general-purpose don doctor "
    "jose juan maria "
    "may march mark frank grace hope rose will pat lima salvador".split()
) - {"may", "will", "hope", "mark", "rose", "grace", "march"}
_DAYS = frozenset(
    "january february april june july august september october november december monday tuesday "
    "wednesday thursday "
    "friday saturday sunday jan feb mar apr jun jul aug sep oct nov dec english spanish american".split()
)
_TITLES = frozenset(
    "president general colonel major captain lieutenant minister dr doctor mr mrs father archbishop "
    "bishop judge "
    "senator deputy ambassador commander sergeant secretary governor mayor".split()
)
_MOST_CONSONANTS = re.compile(r"^[BCDFGHJKLMNPQRSTVWXYZ]{2,6}$")


def recase(text: str) -> str:
    """`text` in mixed case if it is nearly all capitals; else unchanged. Length stays the same."""
    letters = sum(1 for c in text if c.isalpha())
    if letters < 40 or sum(1 for c in text if c.isupper()) < 0.8 * letters:
        return text
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    titled = _titled(text, words)
    if len(titled) != len(text):
        return text
    named = {
        i
        for m in registry().find(titled)
        if _is_name(m.senses[0].use) and not _is_common(titled[m.start : m.end].lower())
        for i in range(m.start, m.end)
    }
    pieces, last = [], 0
    for number, (start, end) in enumerate(words):
        after = text[words[number + 1][0] : words[number + 1][1]] if number + 1 < len(words) else ""
        first = bool(_ENDS.search(text[max(0, start - 12) : start]))
        pieces += [text[last:start], _written(text[start:end], first or start in named, after)]
        last = end
    made = "".join([*pieces, text[last:]])
    return made if len(made) == len(text) else text


def _titled(text: str, words: list[tuple[int, int]]) -> str:
    """Every word but the short ones with one capital; abbreviations the registry knows untouched."""
    pieces, last = [], 0
    for start, end in words:
        word = text[start:end]
        pieces += [text[last:start], word if word in _abbreviations() else _capital(word)]
        last = end
    return "".join([*pieces, text[last:]])


def _is_name(use: str) -> bool:
    return use in ("name", "adjective", "seat", "region", "label")


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(
        form
        for entry in registry().entries.values()
        for form in (entry.name, *entry.forms)
        if form.isupper() and form.isalpha() and len(form) > 1
    )


def _written(word: str, is_named: bool, after: str) -> str:
    low = word.lower()
    if word in _abbreviations() and not _is_common(low):
        return word
    if is_named:
        return _capital(word)
    if low in _SMALL:
        return low if len(low) == len(word) else word
    if low in _DAYS or low in _NAMES:
        return _capital(word)
    if low in _TITLES:
        return _capital(word) if after and not _is_common(after.lower()) else low
    if _is_common(low):
        return low if len(low) == len(word) else word
    return word if _MOST_CONSONANTS.match(word) else _capital(word)


def _is_common(low: str) -> bool:
    return low in _SMALL or (low not in _NAMES and low in known_words()) or _stem_known(low)


def _stem_known(low: str) -> bool:
    words = known_words()
    return any(
        low.endswith(end) and len(low) > len(end) + 2 and (low[: -len(end)] + add) in words
        for end, add in (
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("ly", ""),
            ("'s", ""),
        )
    )


def _capital(word: str) -> str:
    made = word[0] + word[1:].lower()
    return made if len(made) == len(word) else word
