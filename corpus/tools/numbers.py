"""Finds the numbers written in a text, as digits or in words, and those that are plainly dates or times.

This is the corpus' own check and deliberately shares no code with the figure reader that is trained on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNITS = {
    w: n
    for n, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
SCALES |= {"dozen": 12, "mn": 10**6, "bn": 10**9}
SMALL = UNITS | TENS

WORD = "|".join(sorted([*SMALL, *(s for s in SCALES if len(s) > 2)], key=len, reverse=True))
SCALE = "|".join(SCALES)
DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AND = "|".join(rf"(?<={s})\sand\s" for s in ("hundred", "thousand", "million", "lakh", "crore"))
NUMBER = re.compile(
    rf"(?P<half>half a dozen)|(?P<digits>(?<![\w.,])(?:{DIGITS}))(?:[\s-](?P<scale>{SCALE})\b)?"
    rf"|\b(?P<words>(?:{WORD})(?:(?:[\s-]|{AND})(?:{WORD}))*)\b"
    r"|\b(?P<vague>dozens|scores|(?:tens of |hundreds of )?thousands|hundreds|millions|lakhs|crores)\b",
    re.IGNORECASE,
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
SPAN = r"(?:\s*(?:–|-|to|and|or)\s*)"
COUNT = rf"(?:{DIGITS}|(?i:{WORD})(?:[\s-](?:{WORD}))*)"
UNIT = (
    r"(?:minute|hour|day|night|week|fortnight|month|year|decade|km|kilomet(?:re|er)|met(?:re|er)|mile|mm|cm)"
)
AUTOMATIC = [  # numbers that are never figures: dates, clock times, years, durations, distances, ages, shares
    rf"\b{DAY}(?:{SPAN}{DAY})?\s+(?:of\s+)?{MONTH}\b(?:,?\s+\d{{4}})?(?:{SPAN}{DAY}\s+{MONTH}(?:\s+\d{{4}})?)?",
    rf"\b{MONTH}\s+{DAY}(?:{SPAN}{DAY})?\b(?:,?\s+\d{{4}}\b)?",
    r"\b\d{4}-\d{2}(?:-\d{2})?\b",
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    r"\b(?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?\b(?!,\d)",
    r"\b\d{1,2}[:.]\d{2}(?=\s*(?:a\.?m|p\.?m|hours|hrs|local|GMT|UTC|h\b|on\b|,|\.|$))(?:\s*(?:a\.?m|p\.?m)\.?)?",
    r"\b\d{1,2}:\d{2}\b",
    r"\b\d{1,2}\s*(?:a\.?m|p\.?m)\b",
    r"\b\d{4}\s*(?:hours|hrs|GMT|UTC|local time)\b",
    rf"\b(?:{WORD})\s+o[’']clock\b",
    rf"\b(?:{COUNT})\s+(?:(?:in the|that) (?:morning|afternoon|evening)|at night)\b",
    rf"\b(?:shortly|soon|just) (?:after|before) (?:{WORD})\b",
    r"\b\d+(?:st|nd|rd|th)\b",
    r"\b24/7\b|\bQ[1-4]\b|\b9/11\b",
    rf"\b(?:{COUNT}{SPAN})?{COUNT}[\s-]{UNIT}s?\b",
    rf"\b(?:past|last|next|first|final) {COUNT} {UNIT}s?\b",
    rf"\b(?:aged|age)\s+(?:between\s+)?{COUNT}(?:{SPAN}{COUNT})?\b|\b{COUNT}[\s-]years?[\s-]old\b",
    rf"\b(?:{COUNT}{SPAN})?{COUNT}\s*(?:per cent|percent|%|percentage points?)",
    r"\b[A-Za-z]+[-–/]\d[\w.]*|\b[A-Za-z]+\d[\w-]*|\b\d+(?:\.\d+)?x\d+",
    r"\b(?:no one|one another|one of|one side|one thing|not one|at one|hundred(?:th)|oneself)\b",
]
AUTO = re.compile("|".join(f"(?:{p})" for p in AUTOMATIC))


@dataclass(frozen=True)
class Number:
    """A number in a text: `[start, end)` code points, and its value (`None` for `dozens` and the like)."""

    start: int
    end: int
    value: float | None


def value_of_words(words: str) -> float:
    """The value of a number in words.

    >>> value_of_words("two hundred and thirty-one thousand")
    231000.0
    """
    total, current = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word in SMALL:
            current += SMALL[word]
        elif SCALES[word] <= 100:
            current = (current or 1) * SCALES[word]
        else:
            total += (current or 1) * SCALES[word]
            current = 0.0
    return total + current


def find_numbers(text: str) -> list[Number]:
    """Every number of a text in order, dates and times included; a lone `one` is left out.

    >>> [n.value for n in find_numbers("1.5 lakh rounds, half a dozen rifles and twenty-one men")]
    [150000.0, 6.0, 21.0]
    """
    found = []
    for match in NUMBER.finditer(text):
        kind = match.lastgroup
        if match["half"]:
            value: float | None = 6.0
        elif match["digits"]:
            scale = SCALES[match["scale"].lower()] if match["scale"] else 1
            value = round(float(match["digits"].replace(",", "")) * scale, 6)
        elif match["words"]:
            if match["words"].lower() == "one":
                continue
            value = value_of_words(match["words"])
        else:
            assert kind == "vague"
            value = None
        found.append(Number(match.start(), match.end(), value))
    return found


def automatic_spans(text: str) -> list[tuple[int, int]]:
    """Spans of dates, clock times, durations, distances, ages, ordinals, shares and designations (AK-47)."""
    return [match.span() for match in AUTO.finditer(text)]


def inside(number: Number, spans: list[tuple[int, int]]) -> bool:
    """Whether a span of the list touches the number."""
    return any(start < number.end and number.start < end for start, end in spans)
