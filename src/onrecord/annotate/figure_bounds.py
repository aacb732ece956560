"""A number as a value with its bound: `Number`, and joining two numbers into a range."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate.figure_units import Unit, unit_after
from onrecord.annotate.figure_words import bounds, resource
from onrecord.model.layers import Basis, Bound


class Number(Struct, frozen=True, kw_only=True):
    """A number in the text; offsets count in the text it was found in.

    Attributes:
        start: where it begins, currency sign included, bound left out.
        end: where it ends.
        outer: where its bound begins; `start` when it has none.
        outer_end: where a bound after it ends; `end` when it has none.
        low: least value, None when open.
        best: stated value, None for ranges and vague words.
        high: greatest value, None when open.
        basis: where low and high come from.
        bound: how the value is meant.
        currency: the currency written before the number, or None.
        is_fraction: "a third", "half": a share, not a count.
        is_word: written in words.
    """

    start: int
    end: int
    outer: int
    outer_end: int
    low: float | None
    best: float | None
    high: float | None
    basis: Basis = "stated"
    bound: Bound = "exact"
    currency: Unit | None = None
    is_fraction: bool = False
    is_word: bool = False

    @property
    def value(self) -> float:
        """One value to compare by: the best, else an end of the range."""
        for value in (self.best, self.low, self.high):
            if value is not None:
                return value
        return 0.0


_BY = re.compile(
    r"\b(?:by|up|down|another|rose|fell|gained|lost|added|climbed)\s+(?:about\s+|around\s+|nearly\s+"
    r"|almost\s+|some\s+)?$",
    re.I,
)


_BETWEEN = re.compile(r"\b(between|from)\s+(?:about\s+|around\s+|some\s+)?$", re.IGNORECASE)


DASHES = ("-", "–", "—")


_CHANGES = re.compile(
    r"\b(?:r[oi]se|risen|rising|rises|f[ae]ll\w*|increas\w+|gr[eo]w\w*|drop\w*|climb\w*|rais\w+|revis\w+"
    r"|jump\w*|declin\w+|decreas\w+|reduc\w+"
    r"|cut\w*|lower\w*|soar\w*|surg\w+|swell\w*|correct\w+|updat\w+|chang\w+|went|gone?|goes|going"
    r"|shr[aiu]nk\w*|slip\w*|dip\w*|slid\w*|plung\w+|expand\w*"
    r"|slow\w*|up|down|c[ao]me|coming|upgrad\w+|adjust\w+|moved?|moving|improv\w+|halv\w+|doubl\w+)\b[^.;]*$",
    re.IGNORECASE,
)


_PARTICLE = re.compile(
    r"\b(?:turn|hand|tak|took|pass|mov|ran|run|roll|spill|carr|sign|br[io]ng|brought)\w*\s+over\s+$", re.I
)


def range_of(text: str, first: Number, second: Number) -> Number | None:
    """The two as one range, or None; "fell from 12 to 15" stays two numbers, and so does "rose 5 to 15"."""
    begin = first.end
    if second.start - begin < 30 and first.currency is None and second.currency is None:
        unit, other = unit_after(text, begin), unit_after(text, second.end)
        if unit is not None and other is not None and unit.name == other.name and unit.end <= second.start:
            begin = unit.end
    gap = re.sub(r"\s+", " ", text[begin : second.start])
    if first.best is None or second.best is None or first.is_fraction or second.is_fraction or len(gap) > 14:
        return None
    if 1900 <= first.best <= 2100 and second.best > 3000 and first.end - first.start == 4:
        return None
    before = _BETWEEN.search(text[max(0, first.start - 24) : first.start])
    opener = before.group(1).lower() if before else ""
    low, high = first.best, abs(second.best) if gap == "" else second.best
    inner = "to" if gap.strip(" -") in ("to", "up to") else gap.strip()
    if inner == "to" and _BY.search(text[max(0, first.start - 24) : first.start]):
        return None
    dashed = inner in DASHES or (inner == "" and text[second.start] == "-")
    is_range = (
        dashed
        or (
            inner == "to"
            and (opener != "from" or not _CHANGES.search(text[max(0, first.start - 90) : first.start]))
        )
        or (inner == "and" and opener == "between")
        or (inner == "or" and low < high <= 1.35 * low + 2)
    )
    if not is_range or (
        (second.currency is None) < (first.currency is None) and inner == "and" and not opener
    ):
        return None
    if low < 1000 <= high and first.currency == second.currency and high >= 1000 * low:
        low = _same_scale(low, high, text[second.start : second.end])
    if low >= high:
        return None
    start = first.start - (len(before.group()) if before and opener == "between" else 0)
    return Number(
        start=start,
        end=second.end,
        outer=start,
        outer_end=second.end,
        low=low,
        best=None,
        high=high,
        basis="range",
        currency=first.currency or second.currency,
        is_word=first.is_word,
    )


def _same_scale(low: float, high: float, written: str) -> float:
    """ "15 to 18 million": the scale written once holds for both ends."""
    scales: dict[str, float] = resource("number_words")["scales"]
    for word, scale in scales.items():
        if scale >= 1000 and re.search(rf"\b{word}\b", written, re.I) and low * scale < high * 10:
            return low * scale
    suffix = re.search(r"\d\s?([a-z]{1,3})$", written, re.I)
    suffixes: dict[str, float] = resource("number_words")["suffixes"]
    return low * (suffixes.get(suffix.group(1).lower(), 1) if suffix else 1)


def with_bound(text: str, number: Number) -> Number:
    """The number with the bound that stands before it or after it."""
    pattern, codes = bounds("before")
    match = pattern.search(text[max(0, number.start - 30) : number.start])
    outer, outer_end, bound = number.start, number.end, ""
    if match:
        bound = codes[" ".join(match["words"].lower().split())]
        if match["words"].lower() == "over" and _PARTICLE.search(
            text[max(0, number.start - 30) : number.start]
        ):
            return number
        if match["words"].lower() == "over" and re.search(
            r"(?:%|per cent|percent) over\s+$", text[: number.start][-20:]
        ):
            return number  # "a rise of 74 per cent over 1,950"
        if match["the"] and bound != "about":  # "more than the 749 tonnes of 2023" compares
            return number
        outer = number.start - len(text[max(0, number.start - 30) : number.start]) + match.start()
    else:
        pattern, codes = bounds("after")
        match = pattern.match(text, number.end)
        if match:
            bound = codes[" ".join(match["words"].lower().split())] if match["words"] else "at_least"
            outer_end = match.end()
    if not bound:
        return number
    if number.best is None:
        return replace(number, outer=outer, outer_end=outer_end)
    changed: dict[str, Any] = {"bound": bound, "outer": outer, "outer_end": outer_end}
    if bound == "at_least":
        changed["high"] = None
    elif bound == "at_most":
        changed["low"] = None
    return replace(number, **changed)


def between_bounds(text: str, numbers: list[Number]) -> list[Number]:
    """Two bounds of one count made a range: "no fewer than 18 and no more than 21 boats"."""
    kept: list[Number] = []
    for number in numbers:
        last = kept[-1] if kept else None
        gap = text[last.end : number.outer].strip() if last is not None else ""
        if (
            (
                last is not None
                and gap in ("and", "but", ", but", ",")
                and last.bound == "at_least"
                and number.bound == "at_most"
            )
            and last.low is not None
            and number.high is not None
            and last.low < number.high
        ):
            kept[-1] = replace(
                number,
                start=last.start,
                outer=last.outer,
                low=last.low,
                best=None,
                basis="range",
                bound="exact",
            )
            continue
        kept.append(number)
    return kept
