"""Resolvers of expressions that name a calendar place: dates, months, seasons, years, quarters, decades.

Each takes a match, the words and the context and gives a `Reading`, or None where the words are no time
after all; then the next shorter rule is tried.
"""

from __future__ import annotations

from datetime import date

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words, lexicon

_NEAR_PREPOSITIONS = frozenset({"until", "till", "by", "before", "through"})
_BACK = frozenset({"last", "past", "previous", "preceding", "prior"})
_ON = frozenset({"next", "coming", "upcoming", "forthcoming", "following", "ensuing", "subsequent", "succeeding"})
_THIS = frozenset({"this", "these", "current", "present", "latest"})
_THAT = frozenset({"that", "those", "same", "corresponding", "comparable"})


def mod_of(found: Found, words: Words, *names: str) -> str | None:
    """TIMEX3 mod from the word of one of these groups ("early", "the end of")."""
    index = found.word(*(names or ("q", "q0", "q1", "q2")))
    return lexicon().mods.get(words.lower[index]) if index is not None else None


def word_before(words: Words, index: int) -> str:
    """The lower-case word before `index`, or an empty string."""
    return words.lower[index - 1] if index else ""


def year_named(found: Found, words: Words, ctx: Context, own: str = "y", relative: str = "ry") -> int | None:
    """The year that the words name: "2024", "of last year", "of that year"; None if they name none."""
    index = found.word(own)
    if index is not None:
        return int(words.values[index])
    index = found.word(relative)
    if index is None:
        return None
    letters = found.letters(relative)
    if words.values[index + letters.index("U")] != "Y":
        return None
    return relative_year(words.lower[index + letters.index("U") - 1], ctx)


def relative_year(word: str, ctx: Context) -> int | None:
    """Year of "last year", "this year", "that year"; None if nothing says which."""
    story = values.first_date(ctx.last) if ctx.last else None
    if word in _THAT:
        return story.year if story else ctx.year
    if word in ("following", "ensuing", "subsequent", "succeeding", "previous", "preceding", "prior") and story:
        return story.year + (1 if word in _ON else -1)
    if ctx.year is None:
        return None
    return ctx.year + (-1 if word in _BACK else 1 if word in _ON else 0)


def names_other_unit(found: Found, words: Words) -> bool:
    """Whether the year part of a rule turned out to be another unit ("May of last week")."""
    index = found.word("ry")
    return index is not None and words.values[index + found.letters("ry").index("U")] != "Y"


def nearest_year(ctx: Context, offset: int, before: str, number: int, on: int | None) -> tuple[int, str] | None:
    """Year of a month, or of a day in it, named without one, with the reason.

    Past tense takes the last such month up to the anchor, future tense the next, else the nearest.
    """
    if ctx.month is None:
        return None
    here = ctx.month[1] * 32 + (ctx.day.day if ctx.day else 31)
    there = number * 32 + (on if on is not None else 0)
    same = on is None and number == ctx.month[1]
    tense = ctx.tense(offset)
    if tense == "past" and before in _NEAR_PREPOSITIONS:
        tense = None
    if tense == "past":
        return ctx.month[0] - (0 if same or there <= here else 1), f"last one up to the {ctx.source} (past tense)"
    if tense == "future":
        return ctx.month[0] + (0 if same or there >= here else 1), f"next one from the {ctx.source} (future tense)"
    gap = there - here
    if gap > 6 * 32:
        return ctx.month[0] - 1, f"nearest to the {ctx.source}"
    return ctx.month[0] + (1 if gap < -6 * 32 else 0), f"nearest to the {ctx.source}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_and_day(found: Found, words: Words, ctx: Context) -> Reading | None:
    """3 May 2024; May 3; Friday, the 3rd of May; 2 JAN 90."""
    month, day = words.values[found.word("m") or 0], words.values[found.word("d") or 0]
    if names_other_unit(found, words) or not 1 <= day <= 31:
        return None
    stated = found.word("y", "ry") is not None
    if not stated and found.rule == "month_day" and _counts_something(words, found):
        return None
    year, reason = year_named(found, words, ctx), "as stated"
    if found.word("ry") is not None:
        reason = f"year relative to the {ctx.source}"
    if not stated:
        first = found.match.start()
        nearest = nearest_year(ctx, words.starts[found.word("m") or 0], word_before(words, first), month, day)
        year, reason = nearest or (None, reason)
    if year is None:
        return values.vague(f"XXXX-{month:02d}-{day:02d}")
    when = _date(year, month, day)
    if when is None:
        return None
    return values.day(when).because(reason, None if reason == "as stated" else ctx.anchor)


def _counts_something(words: Words, found: Found) -> bool:
    """Whether the number after a month counts the noun behind it: "In May 12 people were killed"."""
    day = found.word("d") or 0
    if words.letters[day] != "D" or found.end >= len(words.lower) or word_before(words, found.match.start()) != "in":
        return False
    return words.letters[found.end] == "." and words.lower[found.end].isalpha()


def telex(found: Found, words: Words, ctx: Context) -> Reading | None:
    """2 JAN 90: a year of two digits, only where no noun follows that it might count."""
    year = words.values[found.word("y") or 0]
    index = found.word("y") or 0
    if year is None or not 32 <= year <= 99 or words.ends[index] - words.starts[index] != 2:
        return None
    after = words.lower[found.end] if found.end < len(words.lower) else ""
    if after.isalpha() and after not in ("in", "at", "on", "and", "by"):
        return None
    day, month = words.values[found.word("d") or 0], words.values[found.word("m") or 0]
    when = _date(1900 + year, month, day)
    return values.day(when) if when else None


def day_range(found: Found, words: Words, ctx: Context) -> Reading | None:
    """20-27 August; the night of 14/15 July 2025; 9 and 10 September."""
    month = words.values[found.word("m") or 0]
    first, last = words.values[found.word("d") or 0], words.values[found.word("d2") or 0]
    if names_other_unit(found, words) or not 1 <= first < last <= 31:
        return None
    before = word_before(words, found.match.start())
    if found.letters("sep") == "&" and last != first + 1 and before != "between":
        return None
    year, reason = year_named(found, words, ctx), "as stated"
    if year is None:
        nearest = nearest_year(ctx, words.starts[found.word("m") or 0], before, month, first)
        if nearest is None:
            return values.vague(f"XXXX-{month:02d}-{first:02d}")
        year, reason = nearest
    start, end = _date(year, month, first), _date(year, month, last)
    if start is None or end is None:
        return None
    return values.days(start, end).because(reason, None if reason == "as stated" else ctx.anchor)


def month(found: Found, words: Words, ctx: Context) -> Reading | None:
    """November 2024; November; last May; mid-October; January this year."""
    index = found.word("m") or 0
    number = words.values[index]
    if names_other_unit(found, words):
        return None
    if found.word("y") is not None and words.letters[found.word("y") or 0] == "Y" and counts_noun(words, found.end):
        return None
    year, reason = year_named(found, words, ctx), "as stated"
    if found.word("ry") is not None:
        reason = f"year relative to the {ctx.source}"
    relative = found.word("r")
    if year is None and relative is not None:
        year = _year_of_relative_month(words.lower[relative : index][-1], number, ctx)
        reason = f"relative to the {ctx.source}"
    if year is None and relative is None and found.word("ry") is None:
        nearest = nearest_year(ctx, words.starts[index], word_before(words, found.match.start()), number, None)
        year, reason = nearest or (None, "")
    mod = mod_of(found, words)
    if year is None:
        return values.vague(f"XXXX-{number:02d}")._replace(mod=mod)
    reading = values.month(year, number)._replace(mod=mod)
    return reading.because(reason, None if reason == "as stated" else ctx.anchor)


def _year_of_relative_month(word: str, number: int, ctx: Context) -> int | None:
    if ctx.month is None:
        return None
    year, current = ctx.month
    if word in _BACK:
        return year if number < current else year - 1
    if word in _ON:
        return year if number > current else year + 1
    return year


def counts_noun(words: Words, index: int) -> bool:
    """Whether the word at `index` is one that a number before it would count: "soldiers", "%"."""
    if index >= len(words.lower):
        return False
    word = words.lower[index]
    if words.letters[index] == "u":
        return True
    start = words.starts[index]
    text = words.text[start : start + 1]
    if words.text[words.ends[index - 1] : start] != " ":
        return text == "%"
    return text.islower() and word.endswith("s") and not word.endswith("ss") and word not in _NOT_COUNTED


_NOT_COUNTED = frozenset({"as", "was", "is", "has", "this", "his", "its", "elections", "olympics", "games", "talks", "news"})


def month_range(found: Found, words: Words, ctx: Context) -> Reading | None:
    """January-March 2024."""
    first, last = words.values[found.word("m") or 0], words.values[found.word("m2") or 0]
    year, reason = year_named(found, words, ctx), "as stated"
    if year is None:
        nearest = nearest_year(ctx, words.starts[found.word("m2") or 0], "", last, None)
        if nearest is None:
            return values.vague(f"XXXX-{first:02d}")
        year, reason = nearest
    start = year if first <= last else year - 1
    begin, finish = values.month(start, first), values.month(year, last)
    value = f"{begin.value}/{finish.value}"
    return Reading("DATE", value, begin.start, finish.end, "month", reason)


def iso(found: Found, words: Words, ctx: Context) -> Reading | None:
    """2024-05-03; 3/5/2024."""
    return values.day(words.values[found.word("c") or 0])


_YEAR_SIGNS = frozenset("in since of by during until till from through to before after between year and or for late early mid - around about the".split())


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
        if char in "$£€#" and char or words.text[words.ends[index] : words.ends[index] + 1] in ("%", "°"):
            return None
        if counts_noun(words, found.end) or after in ("km", "percent", "people", "men", "women", "children", "million", "feet"):
            return None
        likely = 1900 <= number <= 2099
        if not likely and not (before in ("in", "since", "of", "by", "from", "until", "around") and 1400 <= number):
            return None
        if not _is_digit_year(words, index) and before not in _YEAR_SIGNS:
            return None
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
    return word_before(words, found.match.start()) in ("his", "her", "their", "my", "low", "high", "upper", "s")


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
        marked = word not in ("", "the") or found.word("y", "ry") is not None or (word == "the" and word_before(words, found.match.start()) in signs)
        if not marked or (found.word("y", "ry") is None and found.end < len(words.lower) and words.lower[found.end] == "of"):
            return None
    year, reason = year_named(found, words, ctx), "as stated"
    mod = mod_of(found, words, "q1", "q", "q0")
    if year is None:
        if ctx.day is None or word in ("each", "every"):
            return values.vague(f"XXXX-{code}", "SET" if word in ("each", "every") else "DATE")._replace(mod=mod)
        year, reason = _season_year(code, word, ctx, words.starts[index]), f"relative to the {ctx.source}"
    return values.season(year, code)._replace(mod=mod).because(reason, None if reason == "as stated" else ctx.anchor)


def _season_year(code: str, word: str, ctx: Context, offset: int) -> int:
    """Year of a season named without one: the last ended, the next to begin, or by tense."""
    day = ctx.day or date(2000, 1, 1)
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = day.year if date(day.year, month, 1) <= day else day.year - 1
    is_over = values.shifted(date(begun, month, 1), 3, "M") <= day
    if word in _BACK:
        return begun if is_over else begun - 1
    if word in _ON:
        return begun + 1
    tense = None if word in _THIS else ctx.tense(offset)
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
    relative = found.word("r")
    number_or_none = relative_year(words.lower[relative] if relative is not None else "this", ctx)
    return fiscal(number_or_none, ctx) if number_or_none is not None else values.vague("XXXX")


def fiscal(number: int, ctx: Context) -> Reading:
    """The fiscal year that ends in `number`; when it begins depends on the country, see `fiscal_start`."""
    first = ctx.fiscal_start
    if first == 1:
        return values.year(number)
    begin, end = values.month(number - 1, first), values.month(number, first - 1)
    return Reading("DATE", f"{number:04d}", begin.start, end.end, "year", f"fiscal year from month {first}")


RESOLVERS = {
    "iso": iso,
    "day_month": month_and_day,
    "month_day": month_and_day,
    "telex": telex,
    "day_range": day_range,
    "month_day_range": day_range,
    "month": month,
    "past_month": month,
    "month_range": month_range,
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
