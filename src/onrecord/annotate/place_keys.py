"""Place names as look-up keys: one form for spellings that differ in accents, case, points and short words.

The key is used on both sides, when the gazetteer is built and when a text is read, so the two always
agree. Nothing here reads a file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ə": "a",
        "’": None, "‘": None, "'": None, "`": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "´": None,
        ".": None, "-": " ", "–": " ", "‐": " ", "/": " ", ",": " ",
    }
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "the": "", "and": "&"}
_PLAIN = re.compile(r"[a-z0-9& ()]+\Z")


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The look-up key of a name; empty if it is not written in Latin letters.

    >>> place_key("Saint-Étienne"), place_key("St. Etienne"), place_key("Muḩāfaz̧at Ḩalab")
    ('st etienne', 'st etienne', 'muhafazat halab')
    """
    low = name.lower().translate(_LETTERS)
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low)
        low = "".join(c for c in low if not unicodedata.combining(c)).translate(_LETTERS)
    if not _PLAIN.match(low):
        return ""
    words = [_SHORT.get(word, word) for word in low.split()]
    return " ".join(word for word in words if word)
