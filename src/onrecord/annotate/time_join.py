"""Joining expressions that belong together, and what the words before them add.

"10 p.m. Wednesday", "noon Thursday" and "the night of 3 May" are one time; "from 1 May to 12 June" is
two, of which the first opens the stretch; "since January" opens a stretch up to the anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onrecord.annotate import time_values as values
from onrecord.annotate.time_context import Context
from onrecord.annotate.time_values import Reading
from onrecord.annotate.time_words import Words
from onrecord.model.time import first_day, last_day


@dataclass(frozen=True)
class Piece:
    """A resolved expression on its way into the layer; `first` and `last` are word indexes."""

    rule: str
    first: int
    last: int
    reading: Reading
    opens: bool = False


def join(pieces: list[Piece], words: Words, ctx: Context) -> list[Piece]:
    """The pieces, joined and opened."""
    joined = _join_times(pieces, words)
    joined = [
        _with_period_of(piece, joined[i + 1] if i + 1 < len(joined) else None, words)
        for i, piece in enumerate(joined)
    ]
    paired = _pairs(joined, words)
    return [_since(piece, words, ctx) for piece in paired]


def _between(left: Piece, right: Piece, words: Words) -> list[str]:
    return words.lower[left.last + 1 : right.first]


def _join_times(pieces: list[Piece], words: Words) -> list[Piece]:
    """A clock time or part of a day with the day beside it."""
    result: list[Piece] = []
    for piece in pieces:
        left = result[-1] if result else None
        both = _as_one(left, piece, words) if left is not None else None
        if both is not None:
            result[-1] = both
        else:
            result.append(piece)
    return result


def _as_one(left: Piece, right: Piece, words: Words) -> Piece | None:
    between = _between(left, right, words)
    time_left = left.rule in ("clock", "bare_part")
    is_day = right.reading.precision == "day" and right.reading.kind == "DATE"
    if time_left and is_day and between in ([], [","], ["on"], ["of"], [",", "on"]):
        return _timed(left, right, left.reading.value.split("T", 1)[1], right.reading, words)
    time_right = right.rule in ("clock", "bare_part")
    is_day_left = left.reading.precision == "day" and left.reading.kind == "DATE"
    if time_right and is_day_left and between in (["at"], [",", "at"]):
        return _timed(left, right, right.reading.value.split("T", 1)[1], left.reading, words)
    return None


def _timed(left: Piece, right: Piece, time: str, day: Reading, words: Words) -> Piece:
    reading = day._replace(kind="TIME", value=f"{day.value}T{time}", precision="time")
    return Piece(left.rule, left.first, right.last, reading)


def _with_period_of(piece: Piece, after: Piece | None, words: Words) -> Piece:
    """The first nine months of 1997: the length gets its stretch, the year stays its own expression."""
    if piece.rule != "first_units" or after is None or _between(piece, after, words) not in (["of"], ["in"]):
        return piece
    begin = values.first_date(after.reading)
    count, unit = _length(piece.reading.value)
    if begin is None or not count or unit not in ("M", "W", "D", "Q", "Y"):
        return piece
    end = values.shifted(begin, count, unit)
    last = date.fromordinal(end.toordinal() - 1)
    start_text, end_text = begin.isoformat(), last.isoformat()
    if unit in ("M", "Q", "Y"):
        start_text, end_text = start_text[:7], end_text[:7]
    reading = piece.reading._replace(
        start=start_text, end=end_text, precision="month" if unit == "M" else "days"
    )
    return replace(piece, reading=reading.because("counted from the start of the period named after it"))


def _length(value: str) -> tuple[int, str]:
    digits = value[1:-1]
    return (int(digits), value[-1]) if digits.isdigit() else (0, "")


_LINKS = frozenset({"to", "until", "till", "through", "and", "-"})


def _pairs(pieces: list[Piece], words: Words) -> list[Piece]:
    """From 1 May to 12 June; between March and May 2024: the first opens the stretch."""
    result = list(pieces)
    for index in range(len(result) - 1):
        left, right = result[index], result[index + 1]
        between = _between(left, right, words)
        if len(between) != 1 or between[0] not in _LINKS:
            continue
        before = words.lower[left.first - 1] if left.first else ""
        if before not in ("from", "between") and between[0] in ("and",):
            continue
        if before not in ("from", "between", "since") and words.letters[left.last + 1] not in "-t":
            continue
        opened = _opened(left.reading, right.reading)
        if opened is not None:
            result[index] = replace(left, reading=opened, opens=True)
    return result


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
    return left._replace(start=start, end=right.end, value=value)


def _is_date(prefix: str) -> bool:
    try:
        first_day(prefix)
    except ValueError:
        return False
    return True


def _since(piece: Piece, words: Words, ctx: Context) -> Piece:
    """Since January: from then to the anchor."""
    reading = piece.reading
    index = piece.first
    before = words.lower[index - 1] if index else ""
    if before in ("late", "early", "the", "of", "around", "about") and index > 1:
        before = words.lower[index - 2]
    if piece.opens or before != "since" or reading.start is None or reading.kind not in ("DATE", "TIME"):
        return piece
    anchor = ctx.anchor
    if anchor is None:
        return replace(piece, opens=True, reading=reading._replace(end=None))
    if first_day(reading.start) > last_day(anchor):
        return replace(piece, opens=True)
    why = (
        f"{reading.reason}; open to the {ctx.source}"
        if reading.reason != "as stated"
        else f"open to the {ctx.source}"
    )
    return replace(piece, opens=True, reading=reading._replace(end=anchor).because(why, anchor))
