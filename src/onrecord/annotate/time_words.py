"""Words of time expressions: a text cut into words, each with one letter for its class.

The letters make a string as long as the list of words, so that the grammar (`time_grammar.py`) is a
few regular expressions over that string, and a match gives word indexes. Vocabulary:
`resources/time_words.yaml`.

| letter | class | value |
| --- | --- | --- |
| D, N, n | digits 1-31, other digits, number words | number |
| Y, y, R | year (also spoken), '89, decade (1980s, nineties) | year |
| O | ordinal | number |
| M, W, v | month, weekday, weekday in the plural | number |
| U, u | unit, unit in the plural | TIMEX3 letter |
| P, g, S | part of a day, its plural, season | TIMEX3 letters |
| Z | today, yesterday, tomorrow | days from today |
| K, C | clock time, numeric date | (hour, minute), date |
| j | Q3, H1, FY2024 | (letter, number) |
| ! | fixed expression | (type, value) |
| m | approximator | TIMEX3 mod |
| a | sign of the Hijri or Solar Hijri calendar | |
| B | month of the Hijri or Solar Hijri calendar | (calendar, number) |
| others | see `classes` in the vocabulary; `.` any other word, `|` end of a paragraph | |
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_WORD = re.compile(
    r"""
    (?P<iso>\d{4}(?P<sep>[-/.])\d{2}(?P=sep)\d{2})(?![\d-])
    |(?P<numeric>\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d{2})(?!\d)
    |(?P<clock>(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?(?=\s?(?:[ap]\.?m|hours|hrs|GMT|UTC|local))|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d))
    |(?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)
    |(?P<decade>['’]?\d{2,4}['’]?s)\b
    |(?P<short>['’]\d{2})(?!\d)
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th))\b
    |(?P<code>[QH][1-4]|[1-4]Q|FY\s?['’]?\d{2,4})\b
    |(?P<digits>\d+)(?=(?P<unit>[ap]m\b)?)
    |(?P<abbreviation>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.|[AaPp]\.\s?[Mm]\.?)(?!\w)
    |(?P<word>[^\W\d_]+(?:[’'](?!s\b)[^\W\d_]+)?)
    |(?P<possessive>['’]s?(?!\w))
    |(?P<paragraph>\n\s*\n)
    |(?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)


class Lexicon(NamedTuple):
    """The vocabulary by word: `(letter, value)`; `fixed` and `approximators` by first word."""

    words: dict[str, tuple[str, Any]]
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]]
    small: dict[str, int]
    doubtful_months: frozenset[str]
    month_signs: frozenset[str]
    doubtful_weekdays: frozenset[str]
    mods: dict[str, str]
    doubtful_other_months: frozenset[str]
    fiscal_starts: dict[str, int]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The vocabulary, read once a process."""
    import yaml

    path = files("onrecord") / "annotate" / "resources" / "time_words.yaml"
    raw = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words: dict[str, tuple[str, Any]] = {}
    for letter, members in raw["classes"].items():
        words.update({word: (letter, word) for word in members})
    tables = {"months": "M", "weekdays": "W", "weekday_plurals": "v", "units": "U", "unit_plurals": "u"}
    tables |= {
        "parts": "P",
        "part_plurals": "g",
        "seasons": "S",
        "ordinals": "O",
        "decades": "R",
        "deictic": "Z",
    }
    for table, letter in tables.items():
        words.update({word: (letter, value) for word, value in raw[table].items()})
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    for phrase, kind, value in raw["fixed"]:
        _add(phrases, phrase, "!", (kind, value))
    for phrase, mod in raw["approximators"].items():
        _add(phrases, phrase, "m", mod)
    for month, calendar, number in _other_months(raw):
        _add(phrases, month, "B", (calendar, number))
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return Lexicon(
        words,
        phrases,
        raw["small"],
        frozenset(raw["doubtful_months"]),
        frozenset(raw["month_signs"]),
        frozenset(raw["doubtful_weekdays"]),
        raw["mods"],
        frozenset(raw["doubtful_other_months"]),
        {word: month for month, listed in raw["fiscal_years"].items() for word in listed},
    )


def _other_months(raw: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [
        (name, calendar, number)
        for calendar in ("hijri", "solar_hijri")
        for number, names in raw.get(calendar, {}).items()
        for name in names
    ]


def _add(
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]], phrase: str, letter: str, value: Any
) -> None:
    words = tuple(re.findall(r"\w+|[^\w\s]", phrase))
    phrases.setdefault(words[0], []).append((words, letter, value))


class Words:
    """A text as parallel lists, one entry a word: where it stands, lower-case form, value; and `letters`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lower: list[str] = []
        self.values: list[Any] = []
        self._letters: list[str] = []
        lex = lexicon()
        self._lex = lex
        for match in _WORD.finditer(text):
            self._add(match)
        self._merge()
        self.letters = "".join(self._letters)

    def _add(self, match: re.Match[str]) -> None:
        kind, word = str(match.lastgroup), match.group()
        if kind == "unit":
            kind, word = "digits", match.group("digits")
        lower = word.lower()
        letter, value = ".", None
        if kind in ("word", "abbreviation"):
            lower = lower.replace(" ", "") if lower[:1] in "ap" and lower[1:2] == "." else lower.rstrip(".")
            letter, value = self._lex.words.get(lower, (".", lower))
            if letter in "MW" and lower != "" and not word[0].isupper():
                letter = "."
            if kind == "word" and letter in "MW" and not self._is_date_word(lower, match):
                letter = "."
            if lower[:2] in ("a.", "p."):
                letter, value = "q", lower
        elif kind == "digits":
            letter, value = _of_digits(word)
        elif kind == "mark":
            letter = {"-": "-", "–": "-", "—": "—", ",": ",", "/": "/", "&": "&"}.get(word, ".")
        else:
            letter, value = _of_form(kind, lower)
        self.starts.append(match.start())
        self.ends.append(match.end())
        self.lower.append(lower)
        self.values.append(value)
        self._letters.append(letter)

    def _is_date_word(self, lower: str, match: re.Match[str]) -> bool:
        """Whether a doubtful month or weekday ("may", "sun") is one, by its neighbours."""
        text, before = self.text, self.lower[-1] if self.lower else ""
        after = text[match.end() : match.end() + 8]
        if lower in self._lex.doubtful_weekdays:
            return _DATE_AFTER.match(after) is not None
        if lower not in self._lex.doubtful_months:
            return True
        beside_number = re.match(r"[\s,-]*(?:\d|the \d)", after) is not None or before[:1].isdigit()
        return beside_number or before in self._lex.month_signs

    def _merge(self) -> None:
        """Join number words, fixed expressions and approximators into one word each."""
        index, total = 0, len(self.lower)
        keep: list[tuple[int, int, str, Any]] = []
        while index < total:
            end, letter, value = self._longest(index)
            keep.append((index, end, letter, value))
            index = end
        self.starts = [self.starts[a] for a, *_ in keep]
        self.ends = [self.ends[b - 1] for _, b, *_ in keep]
        self.lower = [" ".join(self.lower[a:b]) for a, b, *_ in keep]
        self.values = [value for *_, value in keep]
        self._letters = [letter for _, _, letter, _ in keep]

    def _longest(self, index: int) -> tuple[int, str, Any]:
        word = self.lower[index]
        if word in self._lex.small or (word in ("a", "hundred") and self._next(index, "hundred")):
            number = self._number(index)
            if number is not None:
                return number
        if (listed := self._lex.phrases.get(word)) is not None:
            for words, letter, value in listed:
                after = index + len(words)
                if tuple(self.lower[index:after]) == words and not (
                    # "the past two months" is a length, not the past
                    words[-1] == "past" and self._begins_length(after)
                ):
                    return index + len(words), letter, value
        return index + 1, self._letters[index], self.values[index]

    def _begins_length(self, index: int) -> bool:
        """Whether a number or a unit stands at `index`."""
        if index >= len(self.lower):
            return False
        return self._letters[index] in _OF_LENGTHS or self.lower[index] in self._lex.small

    def _next(self, index: int, word: str) -> bool:
        return index + 1 < len(self.lower) and self.lower[index + 1] == word

    def _number(self, start: int) -> tuple[int, str, Any] | None:
        """A number in words from `start`: end, letter and value; years as spoken are letter Y."""
        small, values, index = self._lex.small, [], start
        if self.lower[start] == "a":
            values, index = [1], start + 1
        while index < len(self.lower):
            word = self.lower[index]
            if word in small:
                values.append(small[word])
            elif word in ("hundred", "thousand"):
                values.append(-100 if word == "hundred" else -1000)
            elif not (word in ("-", "and") and values and self._continues(index, values)):
                break
            index += 1
        while self.lower[index - 1] in ("-", "and"):
            index -= 1
        if index < len(self.lower) and self.lower[index] in _HIGHER:
            return index + 1, "N", None
        # "twenty-first", "twenty first": an ordinal
        if values[-1] in (20, 30) and index < len(self.lower):
            after = index + 1 if self.lower[index] == "-" else index
            if after < len(self.lower) and self._letters[after] == "O" and 0 < self.values[after] < 10:
                return after + 1, "O", values[-1] + self.values[after]
        year = _spoken_year(values)
        return (index, "Y", year) if year else (index, "n", _number_of(values))

    def _continues(self, index: int, values: list[int]) -> bool:
        """Whether "-" or "and" at `index` goes on with the number: "twenty-four", "a hundred and five"."""
        after = self.lower[index + 1] if index + 1 < len(self.lower) else ""
        if after not in self._lex.small:
            return False
        return (
            values[-1] >= 20 and self._lex.small[after] < 10 if self.lower[index] == "-" else values[-1] < 0
        )


_DATE_AFTER = re.compile(r",\s*(?:\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec))")
_OF_LENGTHS = frozenset("DNnFkmuUAYRSMb")
_HIGHER = frozenset({"million", "billion", "trillion", "lakh", "crore", "lakhs", "crores"})


def _spoken_year(values: list[int]) -> int | None:
    """`[19, 90, 4]` is 1994; `[2, -1000]` is 2000; None if the words are no year."""
    if len(values) >= 2 and 13 <= values[0] <= 20 and values[1] >= 10:
        rest = values[1] + (values[2] if len(values) == 3 and values[1] >= 20 else 0)
        return values[0] * 100 + rest if rest < 100 and len(values) <= 3 else None
    if len(values) == 3 and 13 <= values[0] <= 20 and values[1] == -100:
        return None
    if values[:2] == [2, -1000] and len(values) <= 4 and all(v >= 0 for v in values[2:]):
        return 2000 + sum(values[2:])
    return None


def _number_of(values: list[int]) -> int:
    total = current = 0
    for value in values:
        if value == -1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == -100:
            current = max(current, 1) * 100
        else:
            current += value
    return total + current


def _of_digits(word: str) -> tuple[str, Any]:
    if len(word) > 9:
        return "N", None
    value = int(word)
    if len(word) == 4 and 1000 <= value <= 2199:
        return "Y", value
    return ("D" if 1 <= value <= 31 and len(word) <= 2 else "N"), value


def _of_form(kind: str, lower: str) -> tuple[str, Any]:
    """Letter and value of a word known by its form."""
    digits = re.sub(r"\D", "", lower)
    if kind == "iso":
        return _numeric_date(lower[:4], lower[5:7], lower[8:10])
    if kind == "numeric":
        day, month, year = re.split(r"[/.]", lower)
        return _numeric_date(year, month, day)
    if kind == "clock":
        parts = re.split(r"[:.]", lower)
        return "K", (int(parts[0]), int(parts[1]))
    if kind == "big":
        return "N", float(lower.replace(",", ""))
    if kind == "decade":
        if len(digits) == 2 and digits[1] == "0":
            return "R", int(digits)
        return (
            ("R", int(digits)) if len(digits) == 4 and digits[3] == "0" and digits < "2200" else (".", None)
        )
    if kind == "short":
        return "y", (2000 if int(digits) < 40 else 1900) + int(digits)
    if kind == "ordinal":
        return "O", int(digits)
    if kind == "code":
        if lower.startswith("fy"):
            return "j", ("F", int(digits) + (2000 if len(digits) == 2 else 0))
        return "j", (lower.strip("1234").upper(), int(digits))
    return {"possessive": ("'", None), "paragraph": ("|", None)}.get(kind, (".", None))


def _numeric_date(year: str, month: str, day: str) -> tuple[str, Any]:
    """A date in digits; day before month unless only the other order is a date."""
    for a, b in ((month, day), (day, month)):
        try:
            return "C", date(int(year), int(a), int(b))
        except ValueError:
            continue
    return ".", None
