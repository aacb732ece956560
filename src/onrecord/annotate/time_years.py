"""Resolvers of years and of what is named by them: decades, centuries, seasons, fiscal years."""

from __future__ import annotations

from datetime import date

from onrecord.annotate import time_values as values
from onrecord.annotate.time_calendars import hijri_year
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_dates import (
    BACK,
    ON,
    THIS,
    counts_noun,
    mod_of,
    names_other_unit,
    relative_year,
    word_before,
    year_named,
)
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words

_YEAR_SIGNS = frozenset(
    "in since of by during until till from through to before after between year and or for late early mid - "
    "around about the".split()
)


def year(found: Found, words: Words, ctx: Context) -> Reading | None:
    """1988; the year 2000; mid-1996; early 1990."""
    index = found.word("y") or 0
    number = int(words.values[index])
    first = found.match.start()
    if "U" in found.match.group() and words.values[index - 1] != "Y":
        return None
    marked = index > first
    before, after = word_before(words, first), words.lower[found.end] if found.end < len(words.lower) else ""
    if words.letters[index] == "Y" and not marked:
        char = words.text[words.starts[index] - 1 : words.starts[index]] if words.starts[index] else ""
        if (char in "$£€#" and char) or words.text[words.ends[index] : words.ends[index] + 1] in ("%", "°"):
            return None
        if counts_noun(words, found.end) or after in (
            "km",
            "percent",
            "people",
            "men",
            "women",
            "children",
            "million",
            "feet",
        ):
            return None
        likely = 1900 <= number <= 2099
        if not likely and not (
            before in ("in", "since", "of", "by", "from", "until", "around") and number >= 1400
        ):
            return None
        if not _is_digit_year(words, index) and before not in _YEAR_SIGNS:
            return None
    if marked and ctx.day is not None and (reading := hijri_year(number, ctx.day)) is not None:
        return reading
    return values.year(number)._replace(mod=mod_of(found, words))


def _is_digit_year(words: Words, index: int) -> bool:
    return words.text[words.starts[index]].isdigit() or words.ends[index] - words.starts[index] > 12


def year_range(found: Found, words: Words, ctx: Context) -> Reading | None:
    """2009-2014; 1990-95."""
    first, last = int(words.values[found.word("y") or 0]), int(words.values[found.word("y2") or 0])
    if last < 100:
        last += first // 100 * 100
    if not 1000 <= first < last <= min(2199, first + 200):
        return None
    return Reading("DATE", f"{first}/{last}", f"{first:04d}", f"{last:04d}", "years")


def decade(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The 1980s; the late '70s; the nineties."""
    index = found.word("d") or 0
    first = int(words.values[index])
    if first < 100:
        word = words.lower[index]
        if word.isalpha() and "T" not in found.match.group():
            return None
        if _is_age(words, found, index):
            return None
        first += 1900
    return values.decade(first)._replace(mod=mod_of(found, words, "q1", "q", "q0"))


def _is_age(words: Words, found: Found, index: int) -> bool:
    """ "in his thirties", "in the low 30s": no decade."""
    return word_before(words, found.match.start()) in (
        "his",
        "her",
        "their",
        "my",
        "low",
        "high",
        "upper",
        "s",
    )


def century(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The 20th century."""
    if words.values[found.word("u") or 0] != "CE":
        return None
    number = words.values[found.word("d") or 0]
    return values.century(number)._replace(mod=mod_of(found, words)) if 1 <= number <= 22 else None


def season(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Summer 2024; this summer; last fall; the winter of 1994."""
    index = found.word("s") or 0
    code = words.values[index]
    if names_other_unit(found, words):
        return None
    relative = found.word("r")
    word = words.lower[index - 1] if relative is not None else ""
    if words.lower[index] in ("fall", "spring"):
        signs = ("in", "by", "since", "until", "during", "for", "of", "early", "late")
        marked = (
            word not in ("", "the")
            or found.word("y", "ry") is not None
            or (word == "the" and word_before(words, found.match.start()) in signs)
        )
        if not marked or (
            found.word("y", "ry") is None and found.end < len(words.lower) and words.lower[found.end] == "of"
        ):
            return None
    year, reason = year_named(found, words, ctx), "as stated"
    mod = mod_of(found, words, "q1", "q", "q0")
    if year is None:
        if ctx.day is None or word in ("each", "every"):
            return values.vague(f"XXXX-{code}", "SET" if word in ("each", "every") else "DATE")._replace(
                mod=mod
            )
        year, reason = _season_year(code, word, ctx, words.starts[index]), f"relative to the {ctx.source}"
    return (
        values.season(year, code)
        ._replace(mod=mod)
        .because(reason, None if reason == "as stated" else ctx.anchor)
    )


def _season_year(code: str, word: str, ctx: Context, offset: int) -> int:
    """Year of a season named without one: the last ended, the next to begin, or by tense."""
    day = ctx.day or date(2000, 1, 1)
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = day.year if date(day.year, month, 1) <= day else day.year - 1
    is_over = values.shifted(date(begun, month, 1), 3, "M") <= day
    if word in BACK:
        return begun if is_over else begun - 1
    if word in ON:
        return begun + 1
    tense = None if word in THIS else ctx.tense(offset)
    if tense == "past":
        return begun
    if tense == "future":
        return begun + 1 if is_over else begun
    return day.year - 1 if code == "WI" and day.month < 4 else day.year


def code(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Q3 2023; H1; FY2024."""
    kind, number = words.values[found.word("j") or 0]
    stated = found.word("y")
    if kind == "F":
        return fiscal(number, ctx)
    year_number = int(words.values[stated]) if stated is not None else ctx.year
    if year_number is None:
        return values.vague(f"XXXX-{kind}{number}")
    reading = values.quarter(year_number, number) if kind == "Q" else values.half(year_number, number)
    return reading if stated is not None else reading.because(f"year of the {ctx.source}", ctx.anchor)


def fiscal_year(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Fiscal 1989; the fiscal year 2023-24; the current fiscal year."""
    index = found.word("y")
    if index is not None:
        last = found.word("y2")
        number = int(words.values[index])
        if last is not None:
            return fiscal(number + 1, ctx) if int(words.values[last]) % 100 == (number + 1) % 100 else None
        return fiscal(number, ctx)
    if "U" not in found.match.group() or words.values[found.end - 1] != "Y":
        return None
    if ctx.year is None:
        return values.vague("XXXX")
    relative = found.word("r")
    word = words.lower[relative] if relative is not None else "this"
    number = (relative_year(word, ctx) or ctx.year) - (word == "latest")
    first = ctx.fiscal_start
    runs_on = ctx.day is not None and first is not None and ctx.day.month >= first
    reading = fiscal(number + runs_on, ctx)
    return reading.because(f"{reading.reason}; relative to the {ctx.source}", ctx.anchor)


def fiscal(number: int, ctx: Context) -> Reading:
    """The fiscal year that ends in `number`; when it begins depends on the country, see `fiscal_start`."""
    first = ctx.fiscal_start
    if first is None:
        reason = "fiscal year; when it begins is not said"
        return Reading("DATE", f"{number:04d}", f"{number - 1:04d}", f"{number:04d}", "year", reason)
    begin, end = values.month(number - 1, first), values.month(number, first - 1)
    reason = f"fiscal year from month {first}, by the country named most"
    return Reading("DATE", f"{number:04d}", begin.start, end.end, "year", reason)


RESOLVERS = {
    "year": year,
    "short_year": year,
    "year_range": year_range,
    "decade": decade,
    "century": century,
    "season": season,
    "code": code,
    "year_code": code,
    "fiscal_year": fiscal_year,
}
