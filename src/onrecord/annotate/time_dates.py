"""Resolvers of expressions that name a calendar place: dates, months and stretches of them.

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

_NEAR_PREPOSITIONS = frozenset({"until", "till", "by", "before", "through", "to"})
BACK = frozenset({"last", "past", "previous", "preceding", "prior"})
ON = frozenset(
    {"next", "coming", "upcoming", "forthcoming", "following", "ensuing", "subsequent", "succeeding"}
)
THIS = frozenset({"this", "these", "current", "present", "latest"})
THAT = frozenset({"that", "those", "same", "corresponding", "comparable", "reporting"})
STORY = frozenset({"following", "ensuing", "subsequent", "succeeding", "previous", "preceding", "prior"})


_UP_TO = frozenset({"until", "till", "by"})


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
    if word in THAT:
        return story.year if story else ctx.year
    if (
        word in ("following", "ensuing", "subsequent", "succeeding", "previous", "preceding", "prior")
        and story
    ):
        return story.year + (1 if word in ON else -1)
    if ctx.year is None:
        return None
    return ctx.year + (-1 if word in BACK else 1 if word in ON else 0)


def names_other_unit(found: Found, words: Words) -> bool:
    """Whether the year part of a rule turned out to be another unit ("May of last week")."""
    index = found.word("ry")
    return index is not None and words.values[index + found.letters("ry").index("U")] != "Y"


def nearest_year(
    ctx: Context, offset: int, before: str, number: int, on: int | None
) -> tuple[int, str] | None:
    """Year of a month, or of a day in it, named without one, with the reason.

    Past tense takes the last such month up to the anchor, future tense the next, else the nearest.
    """
    if ctx.month is None:
        return None
    here = ctx.month[1] * 32 + (ctx.day.day if ctx.day else 31)
    there = number * 32 + (on if on is not None else 0)
    same = on is None and number == ctx.month[1]
    tense = "past" if before == "since" else ctx.own_tense(offset)
    if tense is not None and tense != "past" and before in _UP_TO:
        tense = "future"
    days_ahead = (there - here) % (12 * 32)
    if tense == "past" and (before in _NEAR_PREPOSITIONS or (on is not None and 0 < days_ahead < 48)):
        # a day of almost a year ago would be told with its year: "has set 10 November as the deadline"
        tense = None
    if tense == "past":
        return ctx.month[0] - (
            0 if same or there <= here else 1
        ), f"last one up to the {ctx.source} (past tense)"
    if tense == "future":
        return ctx.month[0] + (
            0 if same or there >= here else 1
        ), f"next one from the {ctx.source} (future tense)"
    gap = there - here
    # texts speak more of what was than of what comes: four months ahead, eight back
    ahead = 6 * 32 if before in _UP_TO else 4 * 32 if on is None else 3 * 32
    shift = -1 if gap > ahead else 1 if gap < -8 * 32 else 0
    return ctx.month[0] + shift, f"nearest to the {ctx.source}"


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
        weekday = found.word("w")
        if year is not None and weekday is not None:
            year, reason = _year_with_weekday(year, month, day, words.values[weekday]) or (year, reason)
    if year is None:
        return values.vague(f"XXXX-{month:02d}-{day:02d}")
    when = _date(year, month, day)
    if when is None:
        return None
    return values.day(when).because(reason, None if reason == "as stated" else ctx.anchor)


def _year_with_weekday(year: int, month: int, day: int, weekday: int) -> tuple[int, str] | None:
    """The year next to `year` in which the day has the weekday named with it: "Saturday, 3 May"."""
    for near in (year, year - 1, year + 1):
        when = _date(near, month, day)
        if when is not None and when.isoweekday() == weekday:
            return near, "the nearest year in which the day has that weekday"
    return None


def _counts_something(words: Words, found: Found) -> bool:
    """Whether the number after a month counts the noun behind it: "In May 12 people were killed"."""
    day = found.word("d") or 0
    if (
        words.letters[day] != "D"
        or found.end >= len(words.lower)
        or word_before(words, found.match.start()) != "in"
    ):
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
    """20-27 August; the night of 14/15 July 2025; 9 and 10 September; 3, 4 and 5 May."""
    month = words.values[found.word("m") or 0]
    first, last = words.values[found.word("d") or 0], words.values[found.word("d2") or 0]
    if names_other_unit(found, words) or not 1 <= first < last <= 31:
        return None
    before = word_before(words, found.match.start())
    if found.letters("sep") == "&" and last != first + 1 and before not in ("between", "from"):
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
    if (
        found.word("y") is not None
        and words.letters[found.word("y") or 0] == "Y"
        and counts_noun(words, found.end)
    ):
        return None
    year, reason = year_named(found, words, ctx), "as stated"
    if found.word("ry") is not None:
        reason = f"year relative to the {ctx.source}"
    relative = found.word("r")
    if year is None and relative is not None:
        year = _year_of_relative_month(words.lower[relative:index][-1], number, ctx)
        reason = f"relative to the {ctx.source}"
    if year is None and relative is None and found.word("ry") is None:
        nearest = nearest_year(
            ctx, words.starts[index], word_before(words, found.match.start()), number, None
        )
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
    if word in BACK:
        # "last February", said in February or March, is not the month just over
        return year if number < current - 1 else year - 1
    if word in ON:
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


_NOT_COUNTED = frozenset(
    {"as", "was", "is", "has", "this", "his", "its", "elections", "olympics", "games", "talks", "news"}
)


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


def nth_day(found: Found, words: Words, ctx: Context) -> Reading | None:
    """On the 11th; since the eighth; by the 20th: a day of the month at hand, before or after by tense."""
    index = found.word("d") or 0
    before, number = word_before(words, found.match.start()), words.values[index]
    after = words.lower[found.end] if found.end < len(words.lower) else ""
    is_digits = words.text[words.starts[index]].isdigit()
    if before not in (_ON_DAYS if is_digits else _ON_DAYS - {"on", "of", "before", "after"}):
        return None
    if (after.isalnum() and after not in _AFTER_DAYS) or not 1 <= number <= 31:
        return None
    base = ctx.narrative_day or ctx.day
    if base is None:
        return values.vague(f"XXXX-XX-{number:02d}")
    tense = "past" if before == "since" else ctx.own_tense(words.starts[index])
    if tense == "future" and ctx.day is not None:
        base = ctx.day
    step = 0
    if tense == "future" and number < base.day:
        step = 1
    elif (
        tense != "future"
        and ctx.day is not None
        and (base.year, base.month, number)
        > (
            ctx.day.year,
            ctx.day.month,
            ctx.day.day,
        )
    ):
        step = -1
    month = values.month(base.year, base.month + step)
    when = _date(int(month.value[:4]), int(month.value[5:]), number)
    why = "the month at hand" if step == 0 else "the month before" if step < 0 else "the month after"
    return values.day(when).because(f"day of {why}", base.isoformat()) if when is not None else None


_ON_DAYS = frozenset({"on", "since", "until", "till", "by", "from", "of", "before", "after"})
_AFTER_DAYS = frozenset(
    "and or to at in with when without for after before that as but a an the he she it they we of till until "
    "were was had has have".split()
)
RESOLVERS = {
    "nth_day": nth_day,
    "iso": iso,
    "day_month": month_and_day,
    "month_day": month_and_day,
    "telex": telex,
    "day_range": day_range,
    "month_day_range": day_range,
    "day_list": day_range,
    "month_day_list": day_range,
    "month": month,
    "past_month": month,
    "month_range": month_range,
}
