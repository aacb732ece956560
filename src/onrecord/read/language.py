"""The language of a text: a count of English function words first, a trained model where it is low."""

from __future__ import annotations

import re

from onrecord.model.records import Notice

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ENGLISH = frozenset(
    """a an the and or but of in on at to for from by with as that this these those it its is are was were be
    been has have had will would said he she they their his her who which not after before during over under
    against into than more when while also there we our i you what no all some two one""".split()
)
_ENOUGH = 0.18
"""Share of function words above which a text is English. English news and briefings lie at 0.30-0.45 by
this list, name-heavy communiques at 0.22; other languages in Latin script below 0.08 ("a", "no", "as")."""
_FEW_WORDS = 6
_WINDOW = 5_000
_MIN_LATIN = 0.6


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language that most of `text` is in.

    Texts of fewer than six words in Latin script are taken for English: they are too short to tell.

    >>> detect_language("Three soldiers were killed in the attack, the army said on Friday.")
    'en'
    >>> detect_language("Drei Soldaten wurden bei dem Angriff getötet, teilte die Armee am Freitag mit.")
    'de'
    """
    middle = max(0, len(text) // 2 - _WINDOW // 2)
    sample = text[:_WINDOW] + " " + text[middle : middle + _WINDOW] if len(text) > 2 * _WINDOW else text
    words = _WORD.findall(sample)
    if not words:
        return "en"
    letters = "".join(words)
    latin = sum(1 for letter in letters if letter < "\u0250") / len(letters)
    if latin >= _MIN_LATIN:
        share = sum(word.lower() in _ENGLISH for word in words) / len(words)
        if len(words) < _FEW_WORDS or share >= _ENOUGH:
            return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def language_notices(language: str) -> tuple[Notice, ...]:
    """A notice for a text that is stored but not read; none for English."""
    if language == "en":
        return ()
    return (Notice(name="not-english", text=f"the text is not in English ({language}): stored, not read"),)
