"""Resolvers of quarters, halves, nth units, and periods of another year ("the same period last year")."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import MIRRORED, Context, on_anchor
from onrecord.annotate.time_dates import mod_of, names_other_unit, nearest_year, relative_year, year_named
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words


def same_period(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The same period last year; the corresponding period of 2023: the period named before, in that year."""
    index = found.word("y")
    if index is not None:
        target: int | None = int(words.values[index])
    elif (index := found.word("ru")) is not None:
        target = relative_year(words.lower[index + found.letters("ru").index("U") - 1], ctx)
        if words.values[index + found.letters("ru").index("U")] != "Y":
            return None
    else:
        target = ctx.year - 1 if ctx.year is not None else None
    if target is None or (ctx.day is None and ctx.last is None):
        return values.vague("XXXX")
    return _mirrored(target, ctx)


def _mirrored(target: int, ctx: Context) -> Reading:
    """The last stretch named in the text, moved to the year `target`; else the year up to the same day."""
    base = ctx.stretch
    if base is None or base.start is None or base.end is None:
        reading = values.year(target)
        return on_anchor(reading, ctx, "same period; none was named before;")
    shift = target - int(base.end[:4])
    start, end = _in_year(base.start, shift), _in_year(base.end, shift)
    value = f"{target:04d}" + (
        base.value[4:] if base.precision in ("quarter", "month", "half", "season") else ""
    )
    return Reading("DATE", value, start, end, base.precision, MIRRORED, base.start)


def _in_year(prefix: str, shift: int) -> str:
    moved = f"{int(prefix[:4]) + shift:04d}{prefix[4:]}"
    return f"{moved[:5]}02-28" if moved[4:] == "-02-29" else moved


def year_ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The year-ago quarter; year-earlier (results)."""
    code = words.values[found.word("u") or 0]
    if code != "Y":
        return None
    if words.lower[found.word("g") or 0] not in ("ago", "earlier"):
        return None
    if found.word("n") is not None and ctx.year is not None:
        number = words.values[found.word("n") or 0]
        named = values.quarter(ctx.year - 1, number) if number in (1, 2, 3, 4) else None
        return named.because(MIRRORED, ctx.anchor) if named is not None else None
    base = ctx.quarter_at_hand or ctx.stretch or ctx.last
    if base is not None and (moved := values.moved(base, -1, "Y")) is not None:
        return moved.because(MIRRORED, base.start)
    return on_anchor(values.year(ctx.year - 1), ctx) if ctx.year is not None else values.vague("PAST_REF")


def nth_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The third quarter (of 2023); the first half; the first week of May."""
    code, number = words.values[found.word("u") or 0], words.values[found.word("n") or 0]
    is_last = number in ("last", "past")
    if words.letters[found.word("u") or 0] == "h":
        code, number = "HALF", 2 if is_last else number
    if found.word("m") is not None:
        return _nth_of_month(found, words, ctx, code, -1 if is_last else number)
    if code not in ("Q", "HALF") or (is_last and code == "Q") or not isinstance(number, int):
        return None
    if number > (4 if code == "Q" else 2) or names_other_unit(found, words):
        return None
    if code == "HALF" and found.word("y", "ry", "ou") is None:
        return None
    year_number = year_named(found, words, ctx)
    if year_number is None:
        return _nearest_quarter(number, code, ctx, words.starts[found.word("u") or 0])
    reading = values.quarter(year_number, number) if code == "Q" else values.half(year_number, number)
    return reading._replace(mod=mod_of(found, words))


def _nth_of_month(found: Found, words: Words, ctx: Context, code: str, number: int) -> Reading | None:
    """The first week of May: the month with mod START, its days where the year is known."""
    month = words.values[found.word("m") or 0]
    stated = found.word("my")
    nearest = nearest_year(ctx, words.starts[found.word("m") or 0], "", month, None)
    year_number = int(words.values[stated]) if stated is not None else nearest[0] if nearest else None
    if code == "HALF" and year_number is not None and number in (1, 2, -1):
        return _half_of_month(year_number, month, 1 if number == 1 else 2)
    if code != "W" or year_number is None:
        return None
    last = int(
        values.shifted(date(year_number, month, 1), 1, "M").toordinal()
        - date(year_number, month, 1).toordinal()
    )
    first = last - 6 if number == -1 else 7 * number - 6
    if not 1 <= first <= last:
        return None
    start, end = date(year_number, month, first), date(year_number, month, min(first + 6, last))
    reading = values.days(start, end, f"{year_number:04d}-{month:02d}")
    mod = "END" if number == -1 else {1: "START", 2: "MID", 3: "MID"}.get(number, "END")
    return reading.because(f"week {number if number > 0 else 'last'} of the month")._replace(mod=mod)


def _half_of_month(year: int, month: int, number: int) -> Reading:
    """The second half of October: from the 16th; TIMEX3 has the month with START or END."""
    middle = date(year, month, 16)
    last = values.shifted(date(year, month, 1), 1, "M") - timedelta(days=1)
    ends = (date(year, month, 1), middle - timedelta(days=1)) if number == 1 else (middle, last)
    reading = values.days(*ends, f"{year:04d}-{month:02d}").because("half of the month")
    return reading._replace(mod="START" if number == 1 else "END")


def _nearest_quarter(number: int, code: str, ctx: Context, offset: int) -> Reading | None:
    """A quarter or half named without a year: the last one ended, or the coming one by tense."""
    if ctx.day is None:
        return values.vague(f"XXXX-{'Q' if code == 'Q' else 'H'}{number}")
    make = values.quarter if code == "Q" else values.half
    this_year = make(ctx.day.year, number)
    begin = values.first_date(this_year) or ctx.day
    end = values.shifted(begin, 3 if code == "Q" else 6, "M")
    # what is still to be reported of a period just over is no coming period
    is_over = values.shifted(end, 2, "M") <= ctx.day
    if ctx.own_tense(offset) == "future" and begin <= ctx.day:
        return on_anchor(make(ctx.day.year + is_over, number), ctx, "next one from the")
    if begin <= ctx.day or ctx.own_tense(offset) == "future":
        return on_anchor(this_year, ctx, "nearest to the")
    return on_anchor(make(ctx.day.year - 1, number), ctx, "last one begun before the")


def year_nth(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Next year's first quarter; the 1988 second quarter."""
    year_number = year_named(found, words, ctx)
    number = words.values[found.word("n") or 0]
    code = "HALF" if words.letters[found.word("u") or 0] == "h" else words.values[found.word("u") or 0]
    if year_number is None or code not in ("Q", "HALF") or not isinstance(number, int):
        return None
    if number > (4 if code == "Q" else 2):
        return None
    reading = values.quarter(year_number, number) if code == "Q" else values.half(year_number, number)
    return reading if found.word("y") is not None else on_anchor(reading, ctx)


def year_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The 1988 period; the 1988 quarter."""
    number, code = int(words.values[found.word("y") or 0]), words.values[found.word("u") or 0]
    if ctx.last_quarter is not None and code in ("Q", "PERIOD"):
        return values.quarter(number, int(ctx.last_quarter.value[-1])).because(MIRRORED)
    return values.year(number) if code in ("PERIOD", "Q") else None


RESOLVERS = {
    "same_period": same_period,
    "year_ago": year_ago,
    "unit_year_ago": year_ago,
    "nth_unit": nth_unit,
    "year_nth": year_nth,
    "year_unit": year_unit,
}
