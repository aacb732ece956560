"""Numbers in running text: digits and words, scales, ranges, vague words, their bounds and currencies.

Text in, `Number`s out; nothing here knows what a number counts or whether it counts anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from onrecord.annotate.figure_bounds import DASHES, Number, between_bounds, range_of, with_bound
from onrecord.annotate.figure_units import Unit, currency_of, currency_signs, known
from onrecord.annotate.figure_words import alternatives, resource


class _Lexicon(Struct):
    pattern: re.Pattern[str]
    small: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    fractions: dict[str, float]
    signs: dict[str, float]
    special: dict[str, Any]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    listed = resource("number_words")
    special = {**listed["vague"], **listed["fixed"]}
    fractions, scales = alternatives(listed["fractions"]), alternatives(listed["scales"])
    numerators = alternatives([word for word, value in listed["small"].items() if 0 < value < 10])
    pattern = re.compile(
        rf"(?P<special>(?<![\w-])(?:{alternatives(special)})(?![\w-])(?!\s+(?:fewer|less|longer|more\s+than)\b))"
        rf"|(?<![\w-])(?P<fraction>(?:(?P<over>an?|{numerators})[\s-](?P<part>{fractions})s?"
        rf"|(?P<half_of>half)))"
        rf"(?=\s+(?:of\b|the\b|its\b|their\b|his\b|all\b))"
        rf"|(?:(?<![\w$€£])(?P<sign>{currency_signs()})\s?|(?<![\w.,:/$]))(?P<minus>(?<![\w)])(?:[-−]"
        rf"|minus[\s-]))?"
        rf"(?P<digits>\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+)"
        rf"(?P<sub>[ -]?(?:[1-9]/[1-9]\d?(?![\d/])|[½⅓⅔¼¾⅛])|/[1-9]\d?(?![\d/.]))?"
        rf"(?P<tail>\s(?:bn|mn|mln|tn|trn|(?-i:[BM])(?=\s[a-z]))\b|[A-Za-zµμ²³]+(?:/[A-Za-z²³]+)?)?"
        rf"|(?P<half>and[\s-]a[\s-]half)\b"
        rf"|(?P<lone>[½⅓⅔¼¾⅛])"
        rf"|(?<![\w-])(?P<multiplier>half\s+an?|half|quarter)(?=[\s-](?:{scales})\b)"
        rf"|(?<!\w)(?P<word>{alternatives([*listed['small'], *listed['scales']])}"
        rf"|an?(?=\s+(?:{scales})\b))(?!\w)",
        re.IGNORECASE,
    )
    return _Lexicon(
        pattern,
        listed["small"],
        listed["scales"],
        listed["suffixes"],
        listed["fractions"],
        listed["signs"],
        special,
    )


class _Run(Struct):
    """A plain number under construction: `total` holds what a large scale has closed off."""

    start: int
    end: int
    current: float
    last: float
    is_digits: bool
    total: float = 0.0
    currency: Unit | None = None
    is_fraction: bool = False

    @property
    def value(self) -> float:
        return self.total + self.current


def _runs(text: str) -> Iterator[_Run | tuple[int, int, Any]]:
    """Plain numbers and special phrases in order; "hundred and four" is one number, "two and five" two."""
    lexicon = _lexicon()
    run: _Run | None = None
    for match in lexicon.pattern.finditer(text):
        if run and match.start() < run.end:
            continue
        if match["special"]:
            if run:
                yield run
            run = None
            yield match.start(), match.end(), lexicon.special[" ".join(match["special"].lower().split())]
            continue
        if match["word"] and run and _joins(run, match["word"].lower(), text[run.end : match.start()]):
            run.end = match.end()
            continue
        if match["half"] and run and text[run.end : match.start()] in (" ", "-"):
            run.current += 0.5 * (run.last if run.last >= 1000 else 1)
            run.end = match.end()
            continue
        begun = _begin(match, text)
        if begun is None:
            continue
        if run:
            yield run
        run = begun
    if run:
        yield run


def _joins(run: _Run, word: str, gap: str) -> bool:
    """Take `word` into the number if it goes on with it; whether it did."""
    lexicon = _lexicon()
    if word in lexicon.scales:
        if gap not in (" ", "-", "\n", "  ", " - "):
            return False
        scale = lexicon.scales[word]
        if scale > 100:
            run.total, run.current = run.total + run.current * scale, 0
        else:
            run.current *= scale
        run.last = scale
        return True
    if run.is_digits or word not in lexicon.small:
        return False
    value = lexicon.small[word]
    follows = (run.last in range(20, 100, 10) and 0 < value < 10) or run.last >= 100
    if (gap in ("-", " ") and follows) or (gap == " and " and run.last >= 100):
        run.current, run.last = run.current + value, value
        return True
    return False


def _begin(match: re.Match[str], text: str) -> _Run | None:
    """A new number at `match`, or None where the characters are part of a name ("AK-47", "47th", "1W")."""
    lexicon = _lexicon()
    start, end = match.span()
    if match["half"]:
        return None
    if match["fraction"]:
        over = (match["over"] or "a").lower()
        value = lexicon.small.get(over, 1) * lexicon.fractions[(match["part"] or "half").lower()]
        return _Run(start, end, value, 0, False, is_fraction=True)
    if match["lone"]:
        return _Run(start, end, lexicon.signs[match["lone"]], 0, True)
    if match["multiplier"]:
        value = 0.25 if match["multiplier"].lower().startswith("quarter") else 0.5
        return _Run(start, end, value, value, False)
    if match["word"]:
        word = match["word"].lower()
        if (
            text[start - 1 : start] in DASHES
            and text[start - 2 : start - 1].isalnum()
            and not _PREFIXED.search(text[max(0, start - 6) : start])
        ):
            return None
        value = lexicon.small.get(word, lexicon.scales.get(word, 1))
        return _Run(start, end, value, value, False)
    is_joined = text[start - 1 : start] in ("-", "–") and text[start - 2 : start - 1].isalpha()
    if is_joined and not _PREFIXED.search(text[max(0, start - 6) : start]):
        return None
    return _digits(match, text)


def _digits(match: re.Match[str], text: str) -> _Run | None:
    lexicon = _lexicon()
    value, end = float(match["digits"].replace(",", "")), match.end("digits")
    if match["sub"]:
        sub = match["sub"].strip(" -")
        if sub[0] == "/":
            if not _is_fraction(value, float(sub[1:])):
                return None
            value = value / float(sub[1:])
        else:
            top, _, below = sub.partition("/")
            value += lexicon.signs[sub] if sub in lexicon.signs else float(top) / float(below)
        end = match.end("sub")
    tail = (match["tail"] or "").strip()
    currency = currency_of(match["sign"]) if match["sign"] else None
    start = match.start()
    if (
        match["sign"]
        and len(match["sign"]) == 1
        and match["sign"].isalpha()
        and text[match.end("sign")].isspace()
    ):
        currency = None  # "S&P 500"
    elif _is_road(match, text):
        return None  # "the N380", "K2"
    if match["sign"] and currency is None and match["sign"][-1] == "$":  # "a $3500 mortgage"
        currency = currency_of("$")
        start = match.end("sign") - 1
    if (
        match["sign"]
        and currency is None
        and match["sign"][-1].isalpha()
        and not text[match.end("sign")].isspace()
    ):
        return None
    elif currency is None:
        start = match.start("digits")
    if match["minus"]:
        start = match.start("minus")
    if tail:
        scale = _suffix(tail, text[match.end() : match.end() + 16], currency is not None)
        if scale:
            value, end = value * scale, match.end()
        elif known(tail) is None:
            return None
    elif (text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit()) or (
        text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()
    ):
        return None
    power = _POWER.match(text, end)
    if power:
        value, end = value * 10.0 ** int(power.group(1).replace("−", "-").replace("–", "-")), power.end()
    if match["minus"]:
        value = -value
    return _Run(start, end, value, value, True, currency=currency)


def _is_road(match: re.Match[str], text: str) -> bool:
    """Whether a lone letter before digits names something: an amount has a comma or a scale."""
    sign = match["sign"] or ""
    is_bare = len(sign) == 1 and sign.isalpha() and not match["tail"] and "," not in match["digits"]
    return is_bare and not _AMOUNT.match(text, match.end())


_AMOUNT = re.compile(r"(?:\.\d+)?\s(?:hundred|thousand|million|billion|trillion|mn|bn|m)\b")
_PREFIXED = re.compile(r"\b(?:sub|to|now|then|over|under|pre|mid)[-–]$", re.I)
_POWER = re.compile(r"\s?[×x*]\s?10\^?([-−–]?\d{1,2})(?!\d)")


def _is_fraction(top: float, below: float) -> bool:
    """Whether "1/4" is a fraction; "9/11", "26/11" and "24/7" are dates and set phrases."""
    return below in (2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 100) and top < below


_DIMENSION = re.compile(
    r"\s*(?:$|[.,;:)(]|(?:tall|long|wide|high|deep|away|from|above|below|is|in|and|or|to|x|by)\b)"
)


def _suffix(tail: str, following: str, is_money: bool) -> float | None:
    """The scale of letters straight after digits; "2.3m people" are millions, "1.8m tall" metres."""
    scale: float | None = _lexicon().suffixes.get(tail.lower())
    if tail.lower() in ("m", "b") and not is_money and _DIMENSION.match(following):
        return None
    return scale


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text` in order, ranges joined, with their bounds.

    Dates, calibres and the like are numbers too; callers leave out what counts nothing.
    """
    found: list[Number] = []
    for run in _runs(text):
        if isinstance(run, tuple):
            found.append(_special(*run))
            continue
        number = Number(
            start=run.start,
            end=run.end,
            outer=run.start,
            outer_end=run.end,
            low=run.value,
            best=run.value,
            high=run.value,
            currency=run.currency,
            is_fraction=run.is_fraction,
            is_word=not run.is_digits,
        )
        joined = range_of(text, found[-1], number) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(number)
    return between_bounds(text, [with_bound(text, number) for number in found])


def _special(start: int, end: int, value: Any) -> Number:
    if isinstance(value, list):
        low, high = value
        return Number(
            start=start,
            end=end,
            outer=start,
            outer_end=end,
            low=low,
            best=None,
            high=high,
            basis="vague_word",
            bound="vague",
            is_word=True,
        )
    return Number(
        start=start, end=end, outer=start, outer_end=end, low=value, best=value, high=value, is_word=True
    )
