"""Resolvers of expressions that count from another time: "Tuesday", "last week", "two days earlier", "Q3"-likes.

Deictic words count from the anchor of the document, anaphoric ones ("the following day", "a year
earlier") from the last date named in the text, and from the anchor where none was named.
"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_dates import (
    _BACK,
    _ON,
    _THAT,
    mod_of,
    names_other_unit,
    relative_year,
    word_before,
    year_named,
)
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_lengths import count_and_unit
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words

_STORY_WORDS = frozenset({"following", "ensuing", "subsequent", "succeeding", "previous", "preceding", "prior"})


def _on_anchor(reading: Reading, ctx: Context, words: str = "relative to the") -> Reading:
    return reading.because(f"{words} {ctx.source}", ctx.anchor)


def _in_story(reading: Reading, ctx: Context, base: date | None) -> Reading:
    anchor = base.isoformat() if base else None
    if ctx.last is None:
        return reading.because(f"relative to the {ctx.source}; no date named before", anchor)
    return reading.because("relative to the date named before", anchor)


def part_of_day(reading: Reading, part: str) -> Reading:
    """A part of a day: the value gets `TNI` or a clock time."""
    return reading._replace(kind="TIME", value=f"{reading.value}T{part}", precision="time")


def deictic(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Today, tomorrow, yesterday morning, late yesterday, tonight."""
    index = found.word("z") or 0
    part = found.word("p")
    code = "NI" if words.lower[index] == "tonight" else words.values[part] if part is not None else None
    if ctx.day is None:
        return values.vague("XXXX-XX-XX" + (f"T{code}" if code else ""), "TIME" if code else "DATE")
    reading = _on_anchor(values.day(ctx.day + timedelta(days=words.values[index])), ctx)
    if code:
        reading = part_of_day(reading, code)
    return reading._replace(mod=mod_of(found, words))


def weekday(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Tuesday; next Monday; early Tuesday; Friday night: by tense and relative word."""
    index, part = found.word("w") or 0, found.word("p")
    code = words.values[part] if part is not None else None
    if ctx.day is None:
        value = f"XXXX-WXX-{words.values[index]}" + (f"T{code}" if code else "")
        return values.vague(value, "TIME" if code else "DATE")
    relative = found.word("r")
    word = words.lower[index - 1] if relative is not None else ""
    when, reason = _weekday_near(ctx, words.values[index], word, words.starts[index])
    reading = values.day(when).because(reason, ctx.anchor)
    if code:
        reading = part_of_day(reading, code)
    return reading._replace(mod=mod_of(found, words))


def _weekday_near(ctx: Context, number: int, word: str, offset: int) -> tuple[date, str]:
    """The day meant by a weekday, with the reason."""
    day = ctx.day or date(2000, 1, 1)
    back, on = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7
    if word in ("following", "previous", "preceding", "prior") and (story := ctx.narrative_day) is not None:
        step = (number - story.isoweekday()) % 7 or 7 if word == "following" else -((story.isoweekday() - number) % 7 or 7)
        return story + timedelta(days=step), f"{word} weekday from the date named before"
    if word in ("last",) or (word == "past" and back):
        return day - timedelta(days=back or 7), f"last such weekday before the {ctx.source}"
    if word in ("next",):
        return day + timedelta(days=on or 7), f"next such weekday after the {ctx.source}"
    if word in _ON:
        return day + timedelta(days=on), f"coming weekday from the {ctx.source}"
    tense = ctx.tense(offset)
    if tense in ("future", "present"):
        return day + timedelta(days=on), f"next such weekday from the {ctx.source} ({tense} tense)"
    return day - timedelta(days=back), f"last such weekday up to the {ctx.source}"


def weekday_of(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Tuesday last week; Friday of this week."""
    index = found.word("ru") or 0
    unit = index + found.letters("ru").index("U")
    if words.values[unit] != "W" or ctx.day is None:
        return None
    word = words.lower[unit - 1]
    weeks = -1 if word in _BACK else 1 if word in _ON else 0
    monday = ctx.day - timedelta(days=ctx.day.isoweekday() - 1)
    number = words.values[found.word("w") or 0]
    reading = _on_anchor(values.day(monday + timedelta(days=7 * weeks + number - 1)), ctx)
    part = found.word("p")
    return part_of_day(reading, words.values[part]) if part is not None else reading


def part(found: Found, words: Words, ctx: Context) -> Reading | None:
    """This morning; last night; that evening; the following night."""
    index = found.word("p") or 0
    word, code = words.lower[index - 1], words.values[index]
    mod = mod_of(found, words)
    if word in _THAT or word in _STORY_WORDS:
        base = ctx.narrative_day
        if base is None:
            return values.vague(f"XXXX-XX-XXT{code}", "TIME")
        step = 1 if word in _ON else -1 if word in _STORY_WORDS else 0
        return _in_story(part_of_day(values.day(base + timedelta(days=step)), code), ctx, base)._replace(mod=mod)
    if ctx.day is None:
        return values.vague(f"XXXX-XX-XXT{code}", "TIME")
    when = ctx.day - timedelta(days=1 if word in _BACK else 0)
    return _on_anchor(part_of_day(values.day(when), code), ctx)._replace(mod=mod)


def bare_part(found: Found, words: Words, ctx: Context) -> Reading | None:
    """In the morning; at noon; mid-afternoon: on the day the story stands at."""
    index = found.word("p") or 0
    first = found.match.start()
    before = word_before(words, first)
    if words.lower[index] in ("noon", "midday", "midnight"):
        if before not in ("at", "by", "before", "after", "until", "around", "since", "from"):
            return None
    elif found.word("q") is None and not ("T" in found.match.group() and before in ("in", "during")):
        return None
    if found.end < len(words.lower) and words.lower[found.end] == "of":
        return None
    base, code = ctx.narrative_day, words.values[index]
    if base is None:
        return values.vague(f"XXXX-XX-XXT{code}", "TIME")
    return _in_story(part_of_day(values.day(base), code), ctx, base)._replace(mod=mod_of(found, words))


def clock(found: Found, words: Words, ctx: Context) -> Reading | None:
    """10:30; 7.15 pm; 5 p.m. EST; 0600 GMT: on the day the story stands at."""
    time = clock_time(found, words)
    if time is None:
        return None
    base = ctx.narrative_day
    day = base.isoformat() if base else "XXXX-XX-XX"
    reading = Reading("TIME", f"{day}T{time}", base.isoformat() if base else None, base.isoformat() if base else None, "time")
    return _in_story(reading, ctx, base) if base else reading


def clock_time(found: Found, words: Words) -> str | None:
    """`22:00` from the words of a clock time, or None."""
    start, end = words.starts[found.match.start()], words.ends[found.end - 1]
    is_evening = "p" in words.text[start:end].lower().split("est")[0].replace("pst", "").replace("pkt", "")
    index = found.word("k")
    if index is not None:
        hour, minute = words.values[index]
        if not _is_clock(words, index, found.end):
            return None
    elif (index := found.word("h")) is not None:
        hour, minute = words.values[index], 0
        if not isinstance(hour, int) or not 1 <= hour <= 12:
            return None
        is_evening = words.lower[index + 1].startswith("p")
        if not is_evening and hour == 12 and words.lower[index + 1].startswith("a"):
            hour = 0
    else:
        index = found.word("mil") or 0
        digits = words.text[words.starts[index] : words.ends[index]]
        if len(digits) != 4 or not digits.isdigit() or int(digits[:2]) > 24 or int(digits[2:]) > 59:
            return None
        return f"{digits[:2]}:{digits[2:]}"
    if is_evening and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour <= 24 else None


def _is_clock(words: Words, index: int, end: int) -> bool:
    """A colon between digits may be a ratio or a score: a sign beside it is needed."""
    if end > index + 1:
        return True
    before = word_before(words, index)
    after = words.lower[index + 1] if index + 1 < len(words.lower) else ""
    return before in ("at", "by", "around", "about", "from", "until", "till", "since", "before", "after", "to", "between", "and") or after in ("hours", "local", "hrs")


def unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Last week; this month; the following day; that year; the current quarter; the past 24 hours is elsewhere."""
    index = found.word("u") or 0
    code, word = words.values[index], words.lower[found.word("r") or 0]
    if found.letters("r") in ("IL", "Ic", "IX", "If"):
        word = words.lower[(found.word("r") or 0) + 1]
    reading = relative_unit(code, word, ctx)
    part_index = found.word("p")
    if reading is not None and part_index is not None:
        if reading.precision != "day":
            return None
        reading = part_of_day(reading, words.values[part_index])
    return reading._replace(mod=mod_of(found, words)) if reading is not None else None


def relative_unit(code: str, word: str, ctx: Context) -> Reading | None:
    """The day, week, month... meant by "last", "this", "next", "following", "previous", "that" and a unit."""
    if code in ("S", "MIN", "H", "FN", "ML"):
        return None
    if code == "PERIOD":
        return ctx.last_quarter if word in ("latest",) else None
    step = -1 if word in _BACK else 1 if word in _ON else 0
    if word in _STORY_WORDS or word in _THAT:
        return _unit_in_story(code, step, ctx)
    if code == "D" and word in ("this", "present"):
        return values.vague("PRESENT_REF")
    if ctx.day is None:
        return _unit_without_day(code, step, ctx)
    if code == "Q" and word == "latest":
        step = -1
    if code == "WE":
        shift = step if word != "this" or ctx.day.isoweekday() >= 3 else 0
        return _on_anchor(values.weekend(ctx.day + timedelta(days=7 * shift)), ctx)
    if code == "CE":
        return _on_anchor(values.century((ctx.day.year - 1) // 100 + 1 + step), ctx)
    return _on_anchor(values.unit_at(values.shifted(ctx.day, step, code), code), ctx)


def _unit_in_story(code: str, step: int, ctx: Context) -> Reading | None:
    base = values.first_date(ctx.last) if ctx.last is not None else ctx.day
    if base is None:
        return _unit_without_day(code, step, ctx)
    if code == "D" and ctx.last is not None and ctx.last.precision not in ("day", "time", "days"):
        return None
    return _in_story(values.unit_at(values.shifted(base, step, code), code), ctx, base)


def _unit_without_day(code: str, step: int, ctx: Context) -> Reading | None:
    if code == "Y":
        return _on_anchor(values.year(ctx.year + step), ctx) if ctx.year is not None else values.vague("XXXX")
    if code == "M":
        if ctx.month is not None:
            return _on_anchor(values.month(ctx.month[0], ctx.month[1] + step), ctx)
        return values.vague("XXXX-XX")
    return values.vague({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(code, "PXX"))


def of_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The end of the month; the beginning of this year; the end of last week."""
    relative = found.word("r")
    word = words.lower[relative] if relative is not None else "this"
    reading = relative_unit(words.values[found.word("u") or 0], word, ctx)
    return reading._replace(mod=mod_of(found, words)) if reading is not None else None


def the_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The weekend; the quarter; the full year."""
    code = words.values[found.word("u") or 0]
    following = words.letters[found.end : found.end + 1]
    if code == "WE" and ctx.day is not None:
        future = ctx.tense(words.starts[found.word("u") or 0]) == "future"
        back = 0 if ctx.day.isoweekday() >= 6 or future else 7
        return _on_anchor(values.weekend(ctx.day - timedelta(days=back)), ctx)
    if code == "Q":
        return ctx.last_quarter.because("the quarter named before") if ctx.last_quarter else None
    if code == "Y" and following != "o" and ctx.year is not None and word_before(words, found.match.start()) in ("in", "of", "for", "during"):
        story = ctx.year
        return _on_anchor(values.year(story), ctx)
    return None


def unit_end(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Year-end; month end."""
    code = words.values[found.word("u") or 0]
    if words.lower[found.word("q") or 0] != "end" or code not in ("Y", "M", "Q"):
        return None
    reading = relative_unit(code, "this", ctx)
    return reading._replace(mod="END") if reading is not None else None


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
    if target is None or ctx.day is None and ctx.last is None:
        return values.vague("XXXX")
    return _mirrored(target, ctx)


def _mirrored(target: int, ctx: Context) -> Reading:
    """The last stretch named in the text, moved to the year `target`; else the year up to the same day."""
    base = ctx.last_stretch
    if base is None or base.start is None or base.end is None:
        reading = values.year(target)
        return _on_anchor(reading, ctx, "same period; none was named before;")
    shift = target - int(base.end[:4])
    start, end = _in_year(base.start, shift), _in_year(base.end, shift)
    value = f"{target:04d}" + (base.value[4:] if base.precision in ("quarter", "month", "half", "season") else "")
    return Reading("DATE", value, start, end, base.precision, "the period named before, in that year", base.start)


def _in_year(prefix: str, shift: int) -> str:
    moved = f"{int(prefix[:4]) + shift:04d}{prefix[4:]}"
    return f"{moved[:5]}02-28" if moved[4:] == "-02-29" else moved


def ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Two days ago; a year ago; several years ago."""
    count, unit_code = count_and_unit(found, words)
    mod = _length_mod(found, words)
    if count is None:
        return values.vague("PAST_REF")
    if ctx.day is None:
        if unit_code == "Y" and ctx.year is not None and count == int(count):
            return _on_anchor(values.year(ctx.year - int(count)), ctx)
        return values.vague(values.period(count, unit_code), "DURATION")
    return _on_anchor(_stepped(ctx.day, -count, unit_code), ctx)._replace(mod=mod)


def so_ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """A week or so ago."""
    index = found.word("u") or 0
    if words.lower[index + 2] != "so" or ctx.day is None:
        return None
    return _on_anchor(_stepped(ctx.day, -1, words.values[index]), ctx)._replace(mod="APPROX")


def _length_mod(found: Found, words: Words) -> str | None:
    index = found.word("m")
    return words.values[index] if index is not None else None


def _stepped(base: date, count: float, code: str) -> Reading:
    """`count` units from a day, at the precision of the unit: years give a year, days a day."""
    if code in ("S", "MIN", "H"):
        return values.day(base + timedelta(hours=count / {"S": 3600, "MIN": 60, "H": 1}[code]))
    if count != int(count):
        finer = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D"), "DE": (10, "Y"), "CE": (100, "Y")}.get(code, (1, code))
        return _stepped(base, round(count * finer[0]), finer[1])
    target = values.shifted(base, int(count), code)
    if code in ("DE", "CE", "ML"):
        return values.unit_at(target, "Y" if code == "DE" else "CE")
    return values.unit_at(target, {"FN": "W"}.get(code, code))


def later(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Two days later; a year earlier; the day before: from the last date named."""
    count, code = count_and_unit(found, words)
    word = words.lower[found.word("g") or 0]
    if word == "on" or (word in ("after", "before") and _governs(words, found.end)):
        return None
    sign = -1 if word in ("earlier", "before", "beforehand", "previously") else 1
    if count is None:
        return values.vague("PAST_REF") if sign < 0 else values.duration(None, code)
    return _from_story(sign * count, code, ctx)


def _governs(words: Words, end: int) -> bool:
    """Whether "before" or "after" goes on ("two days after the attack"), so that the length stands alone."""
    return end < len(words.lower) and words.lower[end] not in (".", "") and words.letters[end] not in ",|" and words.text[words.starts[end]].isalnum()


def _from_story(count: float, code: str, ctx: Context) -> Reading | None:
    if code == "Y" and ctx.last is not None and count == int(count):
        moved = values.moved(ctx.last, int(count), "Y")
        if moved is not None and ctx.last.precision != "day":
            return moved.because("counted from the date named before", ctx.last.start)
    base = values.first_date(ctx.last) if ctx.last is not None else ctx.day
    if base is None:
        return values.vague(values.period(abs(count), code), "DURATION")
    return _in_story(_stepped(base, count, code), ctx, base)


def year_ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The year-ago quarter; year-earlier (results)."""
    code = words.values[found.word("u") or 0]
    if code != "Y":
        return None
    if words.lower[found.word("g") or 0] not in ("ago", "earlier"):
        return None
    base = ctx.last_quarter or ctx.last
    if base is not None and (moved := values.moved(base, -1, "Y")) is not None:
        return moved.because("a year before the period named before", base.start)
    return _on_anchor(values.year(ctx.year - 1), ctx) if ctx.year is not None else values.vague("PAST_REF")


def before_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The day before; the year after."""
    word = words.lower[found.word("g") or 0]
    if word not in ("before", "after", "earlier", "later") or _governs(words, found.end):
        return None
    return _from_story(-1 if word in ("before", "earlier") else 1, words.values[found.word("u") or 0], ctx)


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
    from onrecord.annotate.time_dates import nearest_year

    month = words.values[found.word("m") or 0]
    stated = found.word("my")
    nearest = nearest_year(ctx, words.starts[found.word("m") or 0], "", month, None)
    year_number = int(words.values[stated]) if stated is not None else nearest[0] if nearest else None
    if code != "W" or year_number is None:
        return None
    last = int(values.shifted(date(year_number, month, 1), 1, "M").toordinal() - date(year_number, month, 1).toordinal())
    first = last - 6 if number == -1 else 7 * number - 6
    if not 1 <= first <= last:
        return None
    start, end = date(year_number, month, first), date(year_number, month, min(first + 6, last))
    reading = values.days(start, end, f"{year_number:04d}-{month:02d}")
    mod = "END" if number == -1 else {1: "START", 2: "MID", 3: "MID"}.get(number, "END")
    return reading.because(f"week {number if number > 0 else 'last'} of the month")._replace(mod=mod)


def _nearest_quarter(number: int, code: str, ctx: Context, offset: int) -> Reading | None:
    """A quarter or half named without a year: the last one ended, or the coming one by tense."""
    if ctx.day is None:
        return values.vague(f"XXXX-{'Q' if code == 'Q' else 'H'}{number}")
    make = values.quarter if code == "Q" else values.half
    this_year = make(ctx.day.year, number)
    begun = (values.first_date(this_year) or ctx.day) <= ctx.day
    tense = ctx.tense(offset)
    if tense == "future":
        length = 3 if code == "Q" else 6
        ended = values.shifted(values.first_date(this_year) or ctx.day, length, "M") <= ctx.day
        return _on_anchor(make(ctx.day.year + (1 if ended else 0), number), ctx, "next one from the")
    return _on_anchor(this_year if begun else make(ctx.day.year - 1, number), ctx, "last one begun before the")


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
    return reading if found.word("y") is not None else _on_anchor(reading, ctx)


def year_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The 1988 period; the 1988 quarter."""
    number, code = int(words.values[found.word("y") or 0]), words.values[found.word("u") or 0]
    if code == "Q" and ctx.last_quarter is not None:
        return values.quarter(number, int(ctx.last_quarter.value[-1])).because("the quarter named before, in that year")
    return values.year(number) if code in ("PERIOD", "Q") else None


RESOLVERS = {
    "deictic": deictic,
    "weekday": weekday,
    "weekday_of": weekday_of,
    "part": part,
    "bare_part": bare_part,
    "clock": clock,
    "unit": unit,
    "of_unit": of_unit,
    "the_unit": the_unit,
    "unit_end": unit_end,
    "same_period": same_period,
    "ago": ago,
    "so_ago": so_ago,
    "later": later,
    "year_ago": year_ago,
    "before_unit": before_unit,
    "nth_unit": nth_unit,
    "year_nth": year_nth,
    "year_unit": year_unit,
}
