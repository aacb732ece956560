"""Resolvers of parts of the day and clock times: "this morning", "last night", "10 p.m.", "0600 GMT"."""

from __future__ import annotations

from datetime import timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context, in_story, on_anchor
from onrecord.annotate.time_dates import BACK, ON, STORY, THAT, mod_of, word_before
from onrecord.annotate.time_grammar import Found
from onrecord.annotate.time_values import Reading, part_of_day
from onrecord.annotate.time_words import Words


def part(found: Found, words: Words, ctx: Context) -> Reading | None:
    """This morning; last night; that evening; the following night."""
    index = found.word("p") or 0
    word, code = words.lower[index - 1], words.values[index]
    mod = mod_of(found, words)
    if word in THAT or word in STORY:
        base = ctx.narrative_day
        if base is None:
            return values.vague(f"XXXX-XX-XXT{code}", "TIME")
        step = 1 if word in ON else -1 if word in STORY else 0
        return in_story(part_of_day(values.day(base + timedelta(days=step)), code), ctx, base)._replace(
            mod=mod
        )
    if ctx.day is None:
        return values.vague(f"XXXX-XX-XXT{code}", "TIME")
    when = ctx.day - timedelta(days=1 if word in BACK else 0)
    return on_anchor(part_of_day(values.day(when), code), ctx)._replace(mod=mod)


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
    return in_story(part_of_day(values.day(base), code), ctx, base)._replace(mod=mod_of(found, words))


def clock(found: Found, words: Words, ctx: Context) -> Reading | None:
    """10:30; 7.15 pm; 5 p.m. EST; 0600 GMT: on the day the story stands at."""
    time = clock_time(found, words)
    if time is None:
        return None
    base = ctx.narrative_day
    day = base.isoformat() if base else "XXXX-XX-XX"
    reading = Reading(
        "TIME",
        f"{day}T{time}",
        base.isoformat() if base else None,
        base.isoformat() if base else None,
        "time",
    )
    return in_story(reading, ctx, base) if base else reading


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
    if before == "," and index > 1 and words.letters[index - 2] in "MYDO":
        return True
    after = words.lower[index + 1] if index + 1 < len(words.lower) else ""
    return before in (
        "at",
        "by",
        "around",
        "about",
        "from",
        "until",
        "till",
        "since",
        "before",
        "after",
        "to",
        "between",
        "and",
    ) or after in ("hours", "local", "hrs")


RESOLVERS = {"part": part, "bare_part": bare_part, "clock": clock}
