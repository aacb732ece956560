"""Resolvers of weekdays: "Tuesday", "next Monday", "Friday night", "Tuesday of last week"."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context, on_anchor
from onrecord.annotate.time_dates import BACK, ON, mod_of, word_before
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading, part_of_day
from onrecord.annotate.time_words import Words


def weekday(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Tuesday; next Monday; early Tuesday; Friday night: by tense and relative word."""
    index, part = found.word("w") or 0, found.word("p")
    code = words.values[part] if part is not None else None
    if ctx.day is None:
        value = f"XXXX-WXX-{words.values[index]}" + (f"T{code}" if code else "")
        return values.vague(value, "TIME" if code else "DATE")
    relative = found.word("r")
    word = words.lower[index - 1] if relative is not None else ""
    when, reason = _weekday_near(ctx, words, index, word, found.match.start())
    reading = values.day(when).because(reason, ctx.anchor)
    if code:
        reading = part_of_day(reading, code)
    return reading._replace(mod=mod_of(found, words))


def _weekday_near(ctx: Context, words: Words, index: int, word: str, first: int) -> tuple[date, str]:
    """The day meant by a weekday, with the reason."""
    number = words.values[index]
    day = ctx.day or date(2000, 1, 1)
    back, on = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7
    if word in ("following", "previous", "preceding", "prior") and (story := ctx.narrative_day) is not None:
        step = (
            (number - story.isoweekday()) % 7 or 7
            if word == "following"
            else -((story.isoweekday() - number) % 7 or 7)
        )
        return story + timedelta(days=step), f"{word} weekday from the date named before"
    if word in ("last",) or (word == "past" and back):
        return day - timedelta(days=back or 7), f"last such weekday before the {ctx.source}"
    if word in ("next",):
        return day + timedelta(days=on or 7), f"next such weekday after the {ctx.source}"
    if word in ON:
        return day + timedelta(days=on), f"coming weekday from the {ctx.source}"
    since = word_before(words, first) == "since"
    tense = "past" if since else ctx.own_tense(words.starts[index])
    if tense in ("future", "present") and on:
        return day + timedelta(days=on), f"next such weekday from the {ctx.source} ({tense} tense)"
    return day - timedelta(days=back), f"last such weekday up to the {ctx.source}"


def weekday_of(found: Found, words: Words, ctx: Context) -> Reading | None:
    """Tuesday last week; Friday of this week."""
    index = found.word("ru") or 0
    unit = index + found.letters("ru").index("U")
    if words.values[unit] != "W" or ctx.day is None:
        return None
    word = words.lower[unit - 1]
    weeks = -1 if word in BACK else 1 if word in ON else 0
    monday = ctx.day - timedelta(days=ctx.day.isoweekday() - 1)
    number = words.values[found.word("w") or 0]
    reading = on_anchor(values.day(monday + timedelta(days=7 * weeks + number - 1)), ctx)
    part = found.word("p")
    return part_of_day(reading, words.values[part]) if part is not None else reading


RESOLVERS = {"weekday": weekday, "weekday_of": weekday_of}
