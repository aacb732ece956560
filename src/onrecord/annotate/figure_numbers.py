"""Numbers in running text: digits and words, scales, ranges, vague words, their bounds and currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from onrecord.annotate.figure_words import bound_of, bound_pattern, resource, table
from onrecord.model.layers import Basis, Bound


@dataclass(frozen=True)
class Number:
    """A number in the text.

    Attributes:
        start: where it begins, without its bound.
        end: where it ends, currency sign included.
        outer: where its bound begins; `start` when it has none.
        low: least value, None when open.
        best: stated value, None for ranges and vague words.
        high: greatest value, None when open.
        basis: where low and high come from.
        bound: how the value is meant.
        currency: name of the currency written before the number, or empty.
    """

    start: int
    end: int
    outer: int
    low: float | None
    best: float | None
    high: float | None
    basis: Basis = "stated"
    bound: Bound = "exact"
    currency: str = ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], dict[str, float], dict[str, float], dict[str, float], dict[str, Any]]:
    listed = resource("number_words")
    small, scales = dict(listed["small"]), dict(listed["scales"])
    suffixes, special = dict(listed["suffixes"]), {**listed["vague"], **listed["fixed"]}
    currency = "|".join(re.escape(c) for c in sorted(table("currencies"), key=len, reverse=True))
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(special, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<special>(?<![\w-])(?:{phrases})(?![\w-])(?!\s+(?:fewer|less|more|longer)\b))"
        rf"|(?:(?<![A-Za-z])(?P<cur>{currency})\s?|(?<![\w.,:/]))"
        rf"(?P<digits>\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?P<suffix>\s?(?:{'|'.join(suffixes)})(?![\w]))?(?![\w:/]|[.,]\d|[-–]\d{{5}})"
        rf"|(?<!\w)(?P<word>{'|'.join(sorted([*small, *scales], key=len, reverse=True))}"
        rf"|an?(?=\s+(?:{'|'.join(scales)})\b))(?!\w)",
        re.IGNORECASE,
    )
    return pattern, small, scales, suffixes, special


_DASHES = ("", "-", "–", "—")


@dataclass
class _Run:
    start: int
    end: int
    total: float
    current: float
    last: float
    is_digits: bool
    currency: str = ""

    @property
    def value(self) -> float:
        return self.total + self.current


def _runs(text: str) -> Iterator[_Run | tuple[int, int, Any]]:
    """Plain numbers and special phrases in order; "one hundred and four" is one number, "two and five" two."""
    pattern, small, scales, suffixes, special = _patterns()
    run: _Run | None = None
    for match in pattern.finditer(text):
        if phrase := match["special"]:
            if run:
                yield run
                run = None
            yield match.start(), match.end(), special[" ".join(phrase.lower().split())]
            continue
        gap = text[run.end : match.start()] if run else ""
        if gap not in _DASHES and text[match.start() - 1 : match.start()] in _DASHES[1:] and match.start():
            continue
        word = (match["word"] or "").lower()
        if word in scales and run and gap in (" ", "-"):
            scale = scales[word]
            if scale > 100:
                run.total, run.current = run.total + run.current * scale, 0
            else:
                run.current *= scale
            run.end, run.last = match.end(), scale
            continue
        joins = run and not run.is_digits and word in small and (
            (gap in ("-", " ") and (run.last in range(20, 100, 10) and small[word] < 10 or run.last >= 100))
            or (gap == " and " and run.last >= 100)
        )
        if run and joins:
            run.current += small[word]
            run.end, run.last = match.end(), small[word]
            continue
        if run:
            yield run
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            if match["suffix"]:
                value *= suffixes[match["suffix"].strip().lower()]
            run = _Run(match.start(), match.end(), 0, value, value, True, _currency(match["cur"]))
        else:
            value = 1 if word in ("a", "an") else small.get(word, scales.get(word, 0))
            run = _Run(match.start(), match.end(), 0, value, 1 if word in scales else value, False)
    if run:
        yield run


def _currency(sign: str | None) -> str:
    return table("currencies").get(sign or "", "")


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text` in order, ranges joined, with their bounds.

    Dates, calibres and the like are numbers too; callers leave out what counts nothing.
    """
    found: list[Number] = []
    for run in _runs(text):
        if isinstance(run, tuple):
            start, end, value = run
            low, high = value if isinstance(value, list) else (value, value)
            is_vague = isinstance(value, list)
            found.append(Number(start, end, start, low, None if is_vague else low, high,
                                "vague_word" if is_vague else "stated", "vague" if is_vague else "exact"))
            continue
        number = Number(run.start, run.end, run.start, run.value, run.value, run.value, currency=run.currency)
        if found and (joined := _range(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(number)
    return [_with_bound(text, number) for number in found]


_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


def _range(text: str, first: Number, second: Number) -> Number | None:
    """The two as one range, or None; "fell from 12 to 15" stays two, as does "rose to"."""
    gap = text[first.end : second.start]
    if first.best is None or first.high is None or second.high is None:
        return None
    before = _BETWEEN.search(text[max(0, first.start - 12) : first.start])
    opener = before.group().strip().lower() if before else ""
    is_range = (
        gap in ("-", "–", "—") or (gap == " to " and opener != "from") or (gap == " and " and opener == "between")
        or (gap == " or " and second.high - first.high == 1)
    )
    high, low = second.high, first.best
    if is_range and low < 1000 <= high and low * 1000 < high and not text[first.start : first.end].isalpha():
        low *= 10 ** (len(str(int(high))) - len(str(int(high)).rstrip("0"))) if low * 10**6 <= high else 1000
    if not is_range or low > high:
        return None
    start = first.start - (len(before.group()) if before and opener == "between" else 0)
    return Number(start, second.end, start, low, None, high, "range", "exact", first.currency)


def _with_bound(text: str, number: Number) -> Number:
    """The number with the bound that stands before it (also before its currency) or after it."""
    before = text[max(0, number.start - 24) : number.start]
    match = bound_pattern().search(before)
    if not match:
        if re.match(r"\s+or\s+more\b", text[number.end : number.end + 12], re.IGNORECASE):
            return replace(number, bound="at_least", high=None)
        return number
    words = " ".join(match.group(1).lower().split())
    bound: Any = bound_of()[words]
    if number.basis == "vague_word" or number.best is None:
        return replace(number, outer=number.start - len(before) + match.start())
    changed: dict[str, Any] = {"bound": bound, "outer": number.start - len(before) + match.start()}
    if bound == "at_least":
        changed["high"] = None
    elif bound == "at_most":
        changed["low"] = None
    return replace(number, **changed)
