"""Resolvers of lengths, sets and fixed expressions: "three days", "the past 24 hours", "weekly", "now"."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_dates import BACK
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words
from onrecord.model.time import Precision


def count_and_unit(found: Found, words: Words) -> tuple[float | None, str]:
    """Number (None for an unstated one: "several") and unit letter of a length."""
    code = words.values[found.word("u") or 0]
    few = found.word("few")
    if few is not None:
        return (2.0 if words.letters[few] == "k" else None), code
    index = found.word("n")
    if index is None:
        return None, code
    if words.letters[index] == "A":
        count: float | None = 1.0
    else:
        value = words.values[index]
        count = float(value) if isinstance(value, int | float) else None
    upper = found.word("n2")
    if upper is not None and count is not None and found.letters("to") != "&":
        high = words.values[upper]
        count = float(high) if isinstance(high, int | float) else count
    fraction = found.word("fraction")
    if fraction is not None and count is not None:
        count += words.values[fraction] / words.values[fraction + 2]
    if found.word("half", "half2") is not None and count is not None:
        count += 0.5
    return count, code


def _mod(found: Found, words: Words) -> str | None:
    index = found.word("m")
    return words.values[index] if index is not None else None


def duration(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Three days; a two-year (plan); nearly two months; a few days."""
    count, code = count_and_unit(found, words)
    index = found.word("n")
    first = found.match.start()
    before = words.lower[first - 1] if first else ""
    after = words.lower[found.end : found.end + 2]
    if "old" in after[:1] or after == ["-", "old"]:
        return None
    if code == "PERIOD" or (code == "Q" and _is_fraction(found, words)):
        return None
    if index is not None and words.letters[index] == "A":
        if _is_rate(words, first):
            return Reading("SET", values.period(1, code), reason="for each such unit")
        if code == "S" or before in ("once", "twice"):
            return None
    if (
        index is not None
        and words.letters[index] == "n"
        and words.lower[index] == "one"
        and code == "D"
        and found.end - first == 2
        and before in ("", ".", ",", "will")
    ):
        return values.vague("FUTURE_REF")
    if count is None and found.word("few") is None:
        return None
    if count == 0:
        return None
    return values.duration(count, code)._replace(mod=_mod(found, words))


def _is_fraction(found: Found, words: Words) -> bool:
    """ "a quarter of the people", "three quarters": no time."""
    after = words.lower[found.end] if found.end < len(words.lower) else ""
    index = found.word("n")
    return after == "of" or (
        index is not None and words.lower[index] in ("three", "3") and words.letters[found.end - 1] == "u"
    )


def _is_rate(words: Words, first: int) -> bool:
    """Whether "a year" stands after an amount: "$5 a year", "twice a week"."""
    if not first:
        return False
    letter, before = words.letters[first - 1], words.lower[first - 1]
    if letter in "DNnY" or before in ("once", "twice", "times", "percent", "%"):
        return True
    char = words.text[words.starts[first - 1]]
    if not (char.islower() and before.endswith("s")) or first < 2:
        return False
    return words.letters[first - 2] in "DNnY" or words.letters[first - 3 : first - 2] in tuple("DNnY")


def past_units(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The past 24 hours; the next two weeks: a length that ends or begins at the anchor."""
    count, code = count_and_unit(found, words)
    word = words.lower[found.word("r") or 0]
    if code == "PERIOD":
        return None
    reading = values.duration(count, code)._replace(mod=_mod(found, words))
    return anchored(reading, count, code, word, ctx)


def anchored(reading: Reading, count: float | None, code: str, word: str, ctx: Context) -> Reading:
    """A length laid before ("past", "preceding") or after ("next", "following") its anchor."""
    in_story = word in ("previous", "preceding", "prior", "following", "ensuing", "subsequent", "succeeding")
    base = ctx.narrative_day if in_story else ctx.present if word in BACK else ctx.day
    if base is None or count is None or count > 2000:
        return reading
    sign = -1 if word in BACK else 1
    other = _end_of(base, sign * count, code)
    if in_story and ctx.last is not None and ctx.last.start != ctx.last.end:
        # "the preceding seven days" after a stretch: without the first day of it
        base += timedelta(days=sign)
    first, last = (other, base) if sign < 0 else (base, other)
    start, end = first.isoformat(), last.isoformat()
    precision: Precision = (
        "days" if code in ("S", "MIN", "H", "D", "W", "FN") else "month" if code == "M" else "years"
    )
    if code in ("Y", "DE", "CE") and count > 1:
        start, end = start[:4], end[:4]
    name = "date named before" if in_story else ctx.source
    where = "up to" if sign < 0 else "from"
    return reading._replace(start=start, end=end, precision=precision).because(
        f"counted {where} the {name}", base.isoformat()
    )


def _end_of(base: date, count: float, code: str) -> date:
    if count != int(count):
        code, count = {"Y": ("M", count * 12), "W": ("D", count * 7), "D": ("H", count * 24)}.get(
            code, (code, count)
        )
    return values.shifted(base, round(count), code)


def loose_past_units(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Recent years; the past weeks; coming months."""
    code = words.values[found.word("u") or 0]
    word = words.lower[found.word("r") or 0]
    if code in ("S", "PERIOD"):
        return None
    if word == "recent" and code == "D":
        return values.vague("PAST_REF")
    if word in ("coming", "upcoming") and code == "M":
        return values.duration(None, code)
    return values.duration(None, code)


def first_units(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The first nine months; the last three weeks is `past_units`: a length at the start of something."""
    if words.letters[found.word("n") or 0] == "L" or words.values[found.word("n") or 0] != 1:
        return None
    count = words.values[found.word("n2") or 0]
    code = words.values[found.word("u") or 0]
    number = float(count) if isinstance(count, int | float) else None
    return values.duration(number, code)


def or_units(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Weeks or months."""
    return values.duration(None, words.values[found.word("u") or 0])._replace(mod="APPROX")


def half_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Half an hour; a half-day."""
    code = words.values[found.word("u") or 0]
    return values.duration(0.5, code) if code in ("H", "Y", "D", "MIN") else None


_BEFORE_BARE = frozenset(
    "in for within after over by of many these some last take takes took weeks months years".split()
)


def bare_units(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Days, weeks: only after a preposition of time ("for centuries", "within weeks")."""
    first = found.match.start()
    before = words.lower[first - 1] if first else ""
    if before not in ("in", "for", "within", "after", "over", "just", "take", "takes", "took", "lasted"):
        return None
    code = words.values[found.word("u") or 0]
    return values.duration(None, code) if code not in ("S", "PERIOD", "Q") else None


def each_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Every week; each year; every two days."""
    index, code = found.word("n"), words.values[found.word("u") or 0]
    if code in ("PERIOD",):
        return None
    count = words.values[index] if index is not None else 1
    return Reading(
        "SET", values.period(float(count) if isinstance(count, int | float) else 1, code), reason="repeats"
    )


def per_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Per year."""
    code = words.values[found.word("u") or 0]
    return Reading("SET", values.period(1, code), reason="for each such unit")


def weekdays(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Fridays; each Thursday; Tuesday nights."""
    part = found.word("p") if "p" in found.match.re.groupindex else None
    tail = f"T{words.values[part]}" if part is not None else ""
    return Reading("SET", f"XXXX-WXX-{words.values[found.word('w') or 0]}{tail}", reason="repeats")


def each_month(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Each July."""
    return Reading("SET", f"XXXX-{words.values[found.word('m') or 0]:02d}", reason="repeats")


def a_or_two(found: Found, words: Words, ctx: Context) -> Reading | None:
    """A year or two."""
    return values.duration(None, words.values[found.word("u") or 0])


_BEFORE_NOUNS = frozenset(
    {"daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "hourly", "the future", "the past"}
)
_NO_NOUNS = frozenset(
    "and or but in on at by for from to of since until while when that who which is are was were has have "
    "had will would as than".split()
)


def fixed(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Now, recently, the future, daily: values that no date changes."""
    word = words.lower[found.word("f") or 0]
    kind, value = words.values[found.word("f") or 0]
    if value == "STORY" and word == "then" and words.lower[max(0, found.match.start() - 1)] != "since":
        return None
    if value == "STORY":
        return ctx.last.because("the date named before", ctx.last.start) if ctx.last is not None else None
    first = found.match.start()
    before = words.lower[first - 1] if first else ""
    if word in ("the time", "that time", "this time", "the moment", "this point") and before not in (
        "at",
        "by",
        "since",
        "for",
        "of",
        "until",
        "in",
    ):
        return None
    if word in _BEFORE_NOUNS and found.end < len(words.lower) and _goes_on(words, found.end):
        return None
    if word in ("soon", "shortly") and (
        before == "as" or _next(words, found.end) in ("after", "before", "as")
    ):
        return None
    if word in ("some time", "a while", "a long time") and before not in ("for", "in", "after", "quite"):
        return None
    return Reading(kind, value, reason="no calendar value stated")


def _next(words: Words, index: int) -> str:
    return words.lower[index] if index < len(words.lower) else ""


def _goes_on(words: Words, index: int) -> bool:
    """Whether a noun may follow, so that "daily" before it is an adjective: "daily flights"."""
    return words.lower[index].isalpha() and words.lower[index] not in _NO_NOUNS


RESOLVERS = {
    "duration": duration,
    "past_units": past_units,
    "loose_past_units": loose_past_units,
    "first_units": first_units,
    "or_units": or_units,
    "half_unit": half_unit,
    "bare_units": bare_units,
    "each_unit": each_unit,
    "per_unit": per_unit,
    "weekdays": weekdays,
    "each_weekday": weekdays,
    "each_month": each_month,
    "a_or_two": a_or_two,
    "fixed": fixed,
}
