"""Joining expressions that belong together, and what the words before them add.

"10 p.m. Wednesday", "noon Thursday" and "the night of 3 May" are one time; "from 1 May to 12 June" is
two, of which the first opens the stretch; "since January" opens a stretch up to the anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_dates import word_before
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words
from onrecord.model.time import Precision, first_day, last_day


@dataclass(frozen=True)
class Piece:
    """A resolved expression on its way into the layer; `first` and `last` are word indexes."""

    rule: str
    first: int
    last: int
    reading: Reading
    opens: bool = False


def add(pieces: list[Piece], piece: Piece, words: Words, ctx: Context) -> None:
    """Append a piece to those before it, joined where they belong together, and note it in the context."""
    left = pieces[-1] if pieces else None
    both = _as_one(left, piece, words) if left is not None else None
    if both is not None:
        pieces.pop()
        left, piece = (pieces[-1] if pieces else None), both
    piece = _since(piece, words, ctx)
    pieces.append(piece)
    ctx.note(piece.reading)
    if left is None:
        return
    for rule in (_with_period_of, _ending, _paired):
        changed = rule(left, piece, words, ctx)
        if changed is not None:
            pieces[-2] = changed
            ctx.stretch = changed.reading
            if changed.opens:
                ctx.last = changed.reading
            return


def _between(left: Piece, right: Piece, words: Words) -> list[str]:
    return words.lower[left.last + 1 : right.first]


def _as_one(left: Piece, right: Piece, words: Words) -> Piece | None:
    between = _between(left, right, words)
    time_left = left.rule in ("clock", "bare_part")
    is_day = right.reading.precision == "day" and right.reading.kind == "DATE"
    is_part = right.reading.kind == "TIME" and right.rule in ("weekday", "deictic")
    if left.rule == "clock" and is_part and between in ([], [","], ["on"]):
        return _timed(left, right, left.reading.value.split("T", 1)[1], _day_of(right.reading), words)
    if time_left and is_day and between in ([], [","], ["on"], ["of"], [",", "on"]):
        return _timed(left, right, left.reading.value.split("T", 1)[1], right.reading, words)
    time_right = right.rule in ("clock", "bare_part")
    is_day_left = left.reading.precision == "day" and left.reading.kind == "DATE"
    if time_right and is_day_left and between in (["at"], [",", "at"], [","]):
        return _timed(left, right, right.reading.value.split("T", 1)[1], left.reading, words)
    return None


def _day_of(reading: Reading) -> Reading:
    """The day of a reading that names a part of it: of "Monday morning", Monday."""
    return reading._replace(kind="DATE", value=reading.value.split("T", 1)[0], precision="day")


def _timed(left: Piece, right: Piece, time: str, day: Reading, words: Words) -> Piece:
    reading = day._replace(kind="TIME", value=f"{day.value}T{time}", precision="time")
    rule = left.rule if day is left.reading else right.rule
    return Piece(rule, left.first, right.last, reading)


def _with_period_of(left: Piece, right: Piece, words: Words, ctx: Context) -> Piece | None:
    """The first nine months of 1997: the length gets its stretch, the year stays its own expression."""
    if left.rule != "first_units" or _between(left, right, words) not in (["of"], ["in"]):
        return None
    begin = values.first_date(right.reading)
    count, unit = _length(left.reading.value)
    if begin is None or not count or unit not in ("M", "W", "D", "Q", "Y"):
        return None
    end = values.shifted(begin, count, unit) - timedelta(days=1)
    if (
        ctx.day is not None
        and end > ctx.day
        and right.reading.anchor
        and ctx.tense(words.starts[left.first]) != "future"
    ):
        # "the first 11 months of the year", written in January: the year before
        begin, end = values.shifted(begin, -1, "Y"), values.shifted(end, -1, "Y")
    start_text, end_text = begin.isoformat(), end.isoformat()
    if unit in ("M", "Q", "Y"):
        start_text, end_text = start_text[:7], end_text[:7]
    reading = left.reading._replace(
        start=start_text, end=end_text, precision="month" if unit == "M" else "days"
    )
    return replace(left, reading=reading.because("counted from the start of the period named after it"))


def _ending(left: Piece, right: Piece, words: Words, ctx: Context) -> Piece | None:
    """The six months to 30 June, the year ended 31 March: the length ends with the date after it."""
    between = _between(left, right, words)
    if left.reading.kind != "DURATION" or right.reading.kind != "DATE" or right.reading.end is None:
        return None
    if between[:1] in (["that"], ["which"]):
        between = between[1:]
    is_to = between == ["to"] and word_before(words, left.first) in ("in", "of", "for", "during", "over")
    if between[:1] not in (["ended"], ["ending"]) and not is_to:
        return None
    count, unit = _length(left.reading.value)
    if len(between) > 2 or not count or unit not in ("M", "W", "D", "Q", "Y"):
        return None
    end = last_day(right.reading.end)
    start = values.shifted(end + timedelta(days=1), -count, unit)
    reading = left.reading._replace(start=start.isoformat(), end=end.isoformat(), precision="days")
    return replace(left, reading=reading.because("counted back from the date named after it"))


def _length(value: str) -> tuple[int, str]:
    digits = value[1:-1]
    return (int(digits), value[-1]) if digits.isdigit() else (0, "")


_LINKS = frozenset({"to", "until", "till", "through", "and", "-"})


def _paired(left: Piece, right: Piece, words: Words, ctx: Context) -> Piece | None:
    """From 1 May to 12 June; between March and May 2024: the first opens the stretch."""
    between = _between(left, right, words)
    if between[:1] == [","] and left.reading.kind == "TIME":
        between = between[1:]  # "4 July, 06:00, to 18 July, 24:00"
    if len(between) != 1 or between[0] not in _LINKS:
        return None
    before = word_before(words, left.first)
    if before not in ("from", "between") and between[0] == "and":
        return None
    if before not in ("from", "between", "since"):
        is_linked = words.letters[right.first - 1] in "-t"
        if not is_linked or left.reading.precision != right.reading.precision:
            return None
    opened = _opened(left.reading, right.reading)
    return replace(left, reading=opened, opens=True) if opened is not None else None


def _opened(left: Reading, right: Reading) -> Reading | None:
    """The stretch from `left` to `right`; a left side later than the right goes to an earlier year."""
    if left.kind not in ("DATE", "TIME") or left.start is None or right.start is None or right.end is None:
        return None
    start = left.start
    while first_day(start) > last_day(right.end) and int(start[:4]) > int(right.end[:4]) - 2:
        start = f"{int(start[:4]) - 1:04d}{start[4:]}"
    if first_day(start) > last_day(right.end):
        return None
    if left.reason != "as stated" and right.reason == "as stated" and len(start) >= 7:
        # the year stands only on the right: "from March to May 2023"
        moved = f"{right.end[:4]}{start[4:]}"
        if _is_date(moved):
            start = (
                moved
                if first_day(moved) <= last_day(right.end)
                else f"{int(right.end[:4]) - 1:04d}{start[4:]}"
            )
    value = left.value if start == left.start else start
    precision = _STRETCHED.get(left.precision, left.precision)
    return left._replace(start=start, end=right.end, value=value, precision=precision)


_STRETCHED: dict[Precision, Precision] = {"day": "days", "time": "days", "year": "years"}


def _is_date(prefix: str) -> bool:
    try:
        first_day(prefix)
    except ValueError:
        return False
    return True


SAID = "day on which it was said"


def _since(piece: Piece, words: Words, ctx: Context) -> Piece:
    """Since January; since the drive began in May; from 1 May to date: from then to the anchor."""
    reading = piece.reading
    if piece.opens or reading.start is None or reading.kind not in ("DATE", "TIME"):
        return piece
    if not _opens(piece, words):
        return piece
    present = ctx.present.isoformat() if ctx.present is not None else ctx.anchor
    if present is None:
        return replace(piece, opens=True, reading=reading._replace(end=None))
    if first_day(reading.start) > last_day(present):
        return replace(piece, opens=True)
    source = SAID if ctx.spoken is not None else ctx.source
    why = f"open to the {source}"
    if reading.reason != "as stated":
        why = f"{reading.reason}; {why}"
    return replace(piece, opens=True, reading=reading._replace(end=present).because(why, present))


_BEFORE_SINCE = frozenset({"late", "early", "the", "of", "around", "about", "at", "least", "mid", "-"})
_TO_DATE = (["to", "date"], ["till", "date"], ["until", "now"], ["to", "now"], ["till", "now"], ["up", "to"])
_MOST_WORDS_SINCE = 14


def _opens(piece: Piece, words: Words) -> bool:
    """Whether the words before say that a stretch begins with the time."""
    index = piece.first
    while index and words.lower[index - 1] in _BEFORE_SINCE:
        index -= 1
    before = word_before(words, index)
    if before == "since":
        return True
    after = words.lower[piece.last + 1 : piece.last + 3]
    if before == "from" and (after in _TO_DATE or after[:1] in (["onward"], ["onwards"])):
        return True
    # "since the drive against smugglers began on 1 October", not over a comma or another time
    clause = words.lower[max(0, index - _MOST_WORDS_SINCE) : index]
    if "since" not in clause or before not in ("in", "on", "of", "at"):
        return False
    inside = clause[len(clause) - clause[::-1].index("since") :]
    letters = words.letters[index - len(inside) : index]
    if inside[-2:-1] == [","]:
        inside = inside[:-2]  # "since the start of the operation, on 3 March"
    is_one_clause = all(mark not in inside for mark in (",", ".", ";", ":", "that")) and "|" not in letters
    return is_one_clause and len(inside) > 1 and not set(letters) & set("YMWZKC")
