"""Resolvers of expressions that count from another time: "today", "last week", "two days earlier".

Deictic words count from the anchor of the document, anaphoric ones ("the following day", "a year
earlier") from the last date named in the text, and from the anchor where none was named.
"""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import MIRRORED, Context, in_story, on_anchor
from onrecord.annotate.time_dates import (
    BACK,
    ON,
    STORY,
    THAT,
    THIS,
    mod_of,
    word_before,
)
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_lengths import count_and_unit
from onrecord.annotate.time_values import Reading, part_of_day
from onrecord.annotate.time_words import Words
from onrecord.model.time import first_day, last_day


def deictic(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Today, tomorrow, yesterday morning, late yesterday, tonight."""
    index = found.word("z") or 0
    if _is_in_name(words, index):
        return None
    if words.lower[index] == "overnight":
        return _overnight(ctx)
    part = found.word("p")
    code = "NI" if words.lower[index] == "tonight" else words.values[part] if part is not None else None
    if ctx.day is None:
        return values.vague("XXXX-XX-XX" + (f"T{code}" if code else ""), "TIME" if code else "DATE")
    reading = on_anchor(values.day(ctx.day + timedelta(days=words.values[index])), ctx)
    if code:
        reading = part_of_day(reading, code)
    return reading._replace(mod=mod_of(found, words))


def _overnight(ctx: Context) -> Reading:
    """The night to the anchor day, or the night after the day named before where that is earlier."""
    if ctx.day is None:
        return values.vague("XXXX-XX-XXTNI", "TIME")
    evening = ctx.day - timedelta(days=1)
    story = ctx.narrative_day or ctx.day
    if evening - timedelta(days=14) < story < evening:
        reading = in_story(part_of_day(values.day(story), "NI"), ctx, story)
        return reading._replace(end=(story + timedelta(days=1)).isoformat())
    reading = on_anchor(part_of_day(values.day(evening), "NI"), ctx)
    return reading._replace(end=ctx.day.isoformat())


def _is_in_name(words: Words, index: int) -> bool:
    """Whether a capital "Today" stands in a name ("USA Today"), not at the start of a sentence."""
    start = words.starts[index]
    if not index or not words.text[start].isupper():
        return False
    before = words.text[words.starts[index - 1] : start]
    return before[:1].isupper() and before.rstrip(" ").isalpha()


def unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Last week; this month; the following day; that year; the current quarter."""
    index = found.word("u") or 0
    code, word = words.values[index], words.lower[found.word("r") or 0]
    if found.letters("r") in ("IL", "Ic", "IX", "If"):
        word = words.lower[(found.word("r") or 0) + 1]
    if _is_title(words, found):
        return None
    reading = relative_unit(code, word, ctx)
    if reading is not None and word in THIS:
        reading = _so_far(reading, words, found, ctx)
    part_index = found.word("p")
    if reading is not None and part_index is not None:
        if reading.precision != "day":
            return None
        reading = part_of_day(reading, words.values[part_index])
    return reading._replace(mod=mod_of(found, words)) if reading is not None else None


def _so_far(reading: Reading, words: Words, found: Found, ctx: Context) -> Reading:
    """What has happened this year has happened up to the present: the stretch is cut there."""
    present, first = ctx.present, found.match.start()
    if present is None or reading.start is None or reading.end is None or reading.precision == "day":
        return reading
    said = words.lower[max(0, first - 2) : first] == ["so", "far"]
    if not said and ctx.own_tense(words.starts[found.word("u") or 0]) != "past":
        return reading
    if not first_day(reading.start) <= present < last_day(reading.end):
        return reading
    return reading._replace(end=present.isoformat())


def _is_title(words: Words, found: Found) -> bool:
    """Whether all words are capitalised, so that it names a programme: "on This Week"."""
    pieces = [words.text[words.starts[i] : words.ends[i]] for i in range(found.match.start(), found.end)]
    return all(piece.istitle() for piece in pieces) and len(pieces) > 1


def relative_unit(code: str, word: str, ctx: Context) -> Reading | None:
    """The day, week, month... meant by "last", "this", "next", "following", "previous", "that" and a unit."""
    if code in ("S", "MIN", "H", "FN", "ML"):
        return None
    if code == "PERIOD":
        return _period_named(word, ctx)
    step = -1 if word in BACK else 1 if word in ON else 0
    if word in STORY or word in THAT:
        return _unit_in_story(code, step, ctx)
    if code == "D" and word in ("this", "present"):
        return values.vague("PRESENT_REF")
    if ctx.day is None:
        return _unit_without_day(code, step, ctx)
    if code == "Q" and word == "latest":
        step = -1
    if code == "WE":
        shift = step if word != "this" or ctx.day.isoweekday() >= 3 else 0
        return on_anchor(values.weekend(ctx.day + timedelta(days=7 * shift)), ctx)
    if code == "CE":
        return on_anchor(values.century((ctx.day.year - 1) // 100 + 1 + step), ctx)
    reading = on_anchor(values.unit_at(values.shifted(ctx.day, step, code), code), ctx)
    if word == "past":
        # TIMEX3 writes the unit before; what is meant ends with the day of speaking
        present = ctx.present or ctx.day
        start, end = values.shifted(present, -1, code).isoformat(), present.isoformat()
        reading = reading._replace(start=start, end=end, precision="days")
    return reading


def _period_named(word: str, ctx: Context) -> Reading | None:
    """The latest period, that period, the same period: the last stretch that the text named."""
    if word == "latest":
        return ctx.last_quarter
    if (word not in THAT and word != "this") or ctx.stretch is None:
        return None
    return ctx.stretch.because("the period named before", ctx.stretch.start)


def _unit_in_story(code: str, step: int, ctx: Context) -> Reading | None:
    base = values.first_date(ctx.last) if ctx.last is not None else ctx.day
    if base is None:
        return _unit_without_day(code, step, ctx)
    if code == "W" and (week := _week_beside(ctx, step)) is not None:
        return week
    if code == "D" and ctx.last is not None and ctx.last.precision not in ("day", "time", "days"):
        return None
    return in_story(values.unit_at(values.shifted(base, step, code), code), ctx, base)


def _week_beside(ctx: Context, step: int) -> Reading | None:
    """The stretch named last if it is about a week, or the seven days before or after it."""
    stretch = ctx.stretch
    if stretch is None or stretch.start is None or stretch.end is None or not _is_a_week(stretch):
        return None
    if not step:
        return stretch.because("the days named before", stretch.start)
    first, last = (
        day + timedelta(days=7 * step) for day in (first_day(stretch.start), last_day(stretch.end))
    )
    return values.days(first, last).because("the week beside the days named before", stretch.start)


def _is_a_week(stretch: Reading) -> bool:
    if stretch.start is None or stretch.end is None or stretch.precision not in ("days", "week"):
        return False
    return 4 <= (last_day(stretch.end) - first_day(stretch.start)).days <= 8


def _unit_without_day(code: str, step: int, ctx: Context) -> Reading | None:
    if code == "Y":
        return on_anchor(values.year(ctx.year + step), ctx) if ctx.year is not None else values.vague("XXXX")
    if code == "M":
        if ctx.month is not None:
            return on_anchor(values.month(ctx.month[0], ctx.month[1] + step), ctx)
        return values.vague("XXXX-XX")
    return values.vague(
        {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(code, "PXX")
    )


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
        return on_anchor(values.weekend(ctx.day - timedelta(days=back)), ctx)
    after = words.lower[found.end] if found.end < len(words.lower) else ""
    next_letter = words.letters[found.end + 1 : found.end + 2]
    ends = after in ("that", "which") and words.lower[found.end + 1 : found.end + 2] == ["ended"]
    if after in ("ended", "ending") or ends or (after == "to" and next_letter and next_letter in "DMOWC"):
        if code == "Q" and (ends or after == "to"):
            return values.duration(3, "M")
        return values.duration(1, code) if code in ("Y", "M", "W") else _quarter_named(ctx)
    if code == "Q":
        return _quarter_named(ctx)
    before = word_before(words, found.match.start())
    if code == "Y" and following != "o" and ctx.year is not None and before in _DURING:
        named = ctx.stretch
        if (
            named is not None
            and named.precision == "year"
            and named.value in (str(ctx.year), str(ctx.year - 1))
        ):
            return named.because("the year named before", named.start)
        # "in the year", told in January, is the year just over
        is_over = (
            ctx.day is not None and ctx.day.month == 1 and ctx.tense(words.starts[found.end - 1]) == "past"
        )
        return on_anchor(values.year(ctx.year - is_over), ctx)
    is_timed = before in _OVER or (
        before == "in" and word_before(words, found.match.start() - 1) in ("later", "earlier")
    )
    if code in ("D", "W", "M") and (is_timed or words.letters[found.end : found.end + 1] == "'"):
        return _unit_in_story(code, 0, ctx) if following != "o" else None
    return None


_DURING = frozenset({"in", "of", "for", "during", "over", "through", "throughout"})
_OVER = frozenset({"during", "over", "throughout", "for"})


def _quarter_named(ctx: Context) -> Reading | None:
    return ctx.last_quarter.because("the quarter named before") if ctx.last_quarter else None


def unit_end(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Year-end; month end."""
    code = words.values[found.word("u") or 0]
    if words.lower[found.word("q") or 0] != "end" or code not in ("Y", "M", "Q"):
        return None
    reading = relative_unit(code, "this", ctx)
    return reading._replace(mod="END") if reading is not None else None


def ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Two days ago; a year ago; several years ago."""
    count, unit_code = count_and_unit(found, words)
    quarter = ctx.quarter_at_hand
    if quarter is not None and count == 1 and unit_code == "Y" and _compares(words, found.match.start()):
        moved = values.moved(quarter, -1, "Y")
        if moved is not None:
            return moved.because(MIRRORED, quarter.start)
    mod = _length_mod(found, words)
    if count is None:
        return values.vague("PAST_REF")
    if ctx.day is None:
        if unit_code == "Y" and ctx.year is not None and count == int(count):
            return on_anchor(values.year(ctx.year - int(count)), ctx)
        return values.vague(values.period(count, unit_code), "DURATION")
    return on_anchor(_stepped(ctx.day, -count, unit_code), ctx)._replace(mod=mod)


def _compares(words: Words, index: int) -> bool:
    """Whether a comparison stands before: "up from 12 a year ago", "lost 40, or 4 percent, a year ago"."""
    if word_before(words, index) == ",":
        return True
    return not _COMPARING.isdisjoint(words.lower[max(0, index - 14) : index])


_COMPARING = frozenset({"compared", "from", "than", "against", "versus", "up", "down"})


def so_ago(found: Found, words: Words, ctx: Context) -> Reading | None:
    """A week or so ago."""
    index = found.word("u") or 0
    if words.lower[index + 2] != "so" or ctx.day is None:
        return None
    return on_anchor(_stepped(ctx.day, -1, words.values[index]), ctx)._replace(mod="APPROX")


def _length_mod(found: Found, words: Words) -> str | None:
    index = found.word("m")
    return words.values[index] if index is not None else None


def _stepped(base: date, count: float, code: str) -> Reading:
    """`count` units from a day, at the precision of the unit: years give a year, days a day."""
    if code in ("S", "MIN", "H"):
        return values.day(base + timedelta(hours=count / {"S": 3600, "MIN": 60, "H": 1}[code]))
    if count != int(count):
        finer = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D"), "DE": (10, "Y"), "CE": (100, "Y")}.get(
            code, (1, code)
        )
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
    return (
        end < len(words.lower)
        and words.lower[end] not in (".", "")
        and words.letters[end] not in ",|"
        and words.text[words.starts[end]].isalnum()
    )


def _from_story(count: float, code: str, ctx: Context) -> Reading | None:
    if code == "W" and abs(count) == 1 and (week := _week_beside(ctx, int(count))) is not None:
        return week
    base_reading = ctx.quarter_at_hand or ctx.last if code == "Y" else ctx.last
    if code == "Y" and base_reading is not None and count == int(count) and base_reading.precision != "day":
        moved = values.moved(base_reading, int(count), "Y")
        if moved is not None:
            return moved.because(MIRRORED, base_reading.start)
    base = values.first_date(ctx.last) if ctx.last is not None else ctx.day
    if code in ("D", "H", "W") and base_reading is not None and base_reading.precision in _COARSE:
        base = ctx.day  # "the day before" does not count from a year
    if base is None:
        return values.vague(values.period(abs(count), code), "DURATION")
    return in_story(_stepped(base, count, code), ctx, base)


_COARSE = frozenset({"month", "quarter", "season", "half", "year", "years"})


def before_unit(found: Found, words: Words, ctx: Context) -> Reading | None:
    """The day before; the year after."""
    word = words.lower[found.word("g") or 0]
    if word not in ("before", "after", "earlier", "later") or _governs(words, found.end):
        return None
    return _from_story(-1 if word in ("before", "earlier") else 1, words.values[found.word("u") or 0], ctx)


RESOLVERS = {
    "deictic": deictic,
    "unit": unit,
    "of_unit": of_unit,
    "the_unit": the_unit,
    "unit_end": unit_end,
    "ago": ago,
    "so_ago": so_ago,
    "later": later,
    "before_unit": before_unit,
}
