"""Every quantity of a text with its unit: counts, percentages, lengths, ages, prices and durations.

A reader for all quantities, beside the layer `figures`, which keeps to what a record counts. A text
in, `Quantity`s out; the two share numbers, units, exclusions and noun phrases.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from onrecord.annotate.figure_bounds import Number
from onrecord.annotate.figure_exclusions import is_age, is_no_quantity
from onrecord.annotate.figure_numbers import find_numbers
from onrecord.annotate.figure_sentence import sentence
from onrecord.annotate.figure_things import NOUNS, Counted, counted_by, noun_phrase, singular
from onrecord.annotate.figure_units import Unit, known, rate_after, unit_after
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import Bound
from onrecord.model.span import Span

Trend = Literal["", "up", "down"]

_RISES = frozenset(
    "rise gain climb jump add increase soar surge advance up grow rally lift leap tick boost higher".split()
)
_FALLS = frozenset(
    "fall lose drop decline slip slide tumble plunge plummet down decrease shed dip sink slump cut".split()
)
_FILLERS = frozenset("a no several few number handful couple pair both none another single lone".split())
_MONEY_WORDS = re.compile(
    r"\b(?:million|billion|bn|m|profit|cost|costs|price|priced|pay|paid|pays|fine|fined|worth|spend|spent"
    r"|tax|fee|revenue|sales|salary|budget|loan|debt"
    r"|fund|sterling|shares?|deal|euro|dollar)\b",
    re.IGNORECASE,
)
_SMALL_CHANGE = frozenset({"cent", "penny", "sen"})
_MILLIONS = re.compile(r"\s?M(USD|EUR|GBP|AUD|CAD|CHF|JPY|INR)\b")
_SCALE_AFTER = re.compile(r"\s(million|billion|trillion|thousand)\b", re.I)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_OLD = re.compile(r"[\s-](years?|months?|weeks?|days?)(?:[\s-](?:old|of\sage)\b)", re.I)


class Quantity(Struct, frozen=True, kw_only=True):
    """A quantity as a text states it.

    Attributes:
        span: the number with its bound.
        low: least value, None when open.
        best: the value, None for ranges and vague words.
        high: greatest value, None when open.
        before: what it was before, in "from 12 to 15"; else None.
        bound: how the value is meant.
        trend: whether it is stated as a rise or a fall.
        unit: one name for the unit, else the counted noun in the singular with its modifiers, else empty.
        kind: `length`, `money`, `ratio`...; `age`; `share` for fractions; `count` for counted nouns; empty.
        per: what it is a rate over ("hour", "share"), or empty.
        about: content words of what the quantity is stated of.
    """

    span: Span
    low: float | None
    best: float | None
    high: float | None
    before: float | None = None
    bound: Bound = "exact"
    trend: Trend = ""
    unit: str = ""
    kind: str = ""
    per: str = ""
    about: tuple[str, ...] = ()


def find_quantities(doc: AnnotatedDocument) -> list[Quantity]:
    """All quantities of the document in text order; needs only the parse.

    Example: "Sales rose 6.2 % to $1.45 billion" gives 6.2 `percentage` with trend up and 1.45e9 `dollar`.
    """
    found: list[tuple[Number, Quantity, int]] = []
    for number in find_numbers(doc.reading_text):
        first = doc.parse[doc.token_at[number.start]]
        last = doc.parse[doc.token_at[number.outer_end - 1]]
        quantity, end = _read(doc, number, first, last)
        if quantity is None or (found and number.start < found[-1][2]):
            continue
        if found and _is_change(doc.reading_text, found[-1], number, end):
            number, quantity = _add_change(found.pop(), number, quantity)
        elif found and _is_course(doc.reading_text, found[-1], number, quantity):
            before = found.pop()[1]
            quantity = replace(
                quantity,
                before=before.best,
                unit=quantity.unit or before.unit,
                kind=quantity.kind or before.kind,
            )
        elif found and not quantity.unit:
            quantity = _with_shared_unit(doc.reading_text, quantity, number, [row[1] for row in found[-4:]])
        found.append((number, quantity, end))
    return [quantity for _, quantity, _ in found]


def _read(doc: AnnotatedDocument, number: Number, first: Token, last: Token) -> tuple[Quantity | None, int]:
    """The quantity of one number and where its unit ends; None where the number is none."""
    text = doc.reading_text
    words = text[number.start : number.end].lower()
    if (
        number.is_word
        and not number.is_fraction
        and words.split()[0] in _FILLERS
        and not words.split()[-1].startswith(("dozen", "hundred", "thousand", "million", "billion"))
    ):
        return None, number.end
    age = _age(doc, number, first)
    if age is not None:
        return age, number.end
    if is_no_quantity(doc, number, first, last):
        return None, number.end
    number, unit = _unit(text, number)
    per, end = "", number.outer_end
    if unit is not None:
        end = max(end, unit.end)
        rate = rate_after(text, end)
        if rate is not None:
            per, end = rate
        return _quantity(number, unit.name, unit.kind, per, first), end
    if number.is_fraction:
        phrase = counted_by(doc.parse, last, number) or _after_article(doc, last)
        return _quantity(
            number,
            _noun_unit(phrase) if phrase is not None and not phrase.is_anaphor else "",
            "share",
            "",
            first,
        ), end
    phrase = counted_by(doc.parse, last, number) or _after_hyphen(doc, last)
    if phrase is None or phrase.is_anaphor or phrase.is_state:
        if _is_bare_word(number, words, first):
            return None, end
        return _quantity(number, "", "", "", first), end
    name, kind = _unit_of_phrase(phrase)
    rate = rate_after(text, phrase.last.idx + len(phrase.last))
    per = (
        rate[0]
        if rate is not None and (kind != "count" or rate[0] in ("day", "week", "month", "year", "hour"))
        else ""
    )
    return _quantity(number, name, kind, per, first), phrase.last.idx + len(phrase.last)


_SHARES_UNIT = re.compile(r"(?:\bto|\bfrom|\band|\bagainst|\bwith|\bversus|\bor|\bof|\bat)\s$", re.I)


def _with_shared_unit(text: str, quantity: Quantity, number: Number, before: list[Quantity]) -> Quantity:
    """A bare number with the unit of the quantity it is set beside: "68,400 people ... and 95,800 who"."""
    if not _SHARES_UNIT.search(text[max(0, number.outer - 9) : number.outer]):
        return quantity
    for other in reversed(before):
        between = text[other.span.end : number.outer]
        if len(between) > 130 or re.search(r"[.;]\s", between):
            return quantity
        if other.kind in ("ratio", "share", "", "age") or (
            re.search(r"(?:\bat|, to)\s$", between) and other.kind == "money"
        ):
            continue
        if other.kind == "money" and abs(number.value) < 0.001 * abs(other.best or other.low or 0):
            return quantity
        return replace(quantity, unit=other.unit, kind=other.kind)
    return quantity


def _after_article(doc: AnnotatedDocument, last: Token) -> Counted | None:
    """ "half the condos": the noun after an article."""
    parse = doc.parse
    if last.i + 2 < len(parse) and parse[last.i + 1].lower_ in ("the", "its", "their", "all"):
        return noun_phrase(parse, last.i + 2, sentence(last).end)
    return None


def _is_bare_word(number: Number, words: str, first: Token) -> bool:
    """Whether a number in words stands for something and counts nothing: "one", "the two"."""
    return (number.is_word and (words in ("one", "two") or number.basis == "vague_word")) or (
        first.tag_ in ("PRP", "NN") and words == "one"
    )


def _quantity(number: Number, unit: str, kind: str, per: str, first: Token) -> Quantity:
    return Quantity(
        span=Span(number.outer, number.outer_end),
        low=number.low,
        best=number.best,
        high=number.high,
        bound=number.bound,
        trend=_trend(number, first),
        unit=unit,
        kind=kind,
        per=per,
        about=_about(first),
    )


def _age(doc: AnnotatedDocument, number: Number, first: Token) -> Quantity | None:
    """Somebody's or something's age, with its unit; None if the number is none."""
    match = _OLD.match(doc.reading_text, number.end)
    if match is None and not is_age(doc, number, first):
        return None
    unit = match.group(1).lower().rstrip("s") if match else "year"
    return _quantity(number, f"{unit} of age", "age", "", first)


def _unit(text: str, number: Number) -> tuple[Number, Unit | None]:
    """The unit before or after a number, and the number scaled where the scale stands behind its unit."""
    millions = _MILLIONS.match(text, number.end)
    if millions and number.best is not None:
        unit = known(millions.group(1))
        return _scaled(number, 1e6), replace(unit, end=millions.end()) if unit is not None else None
    unit = number.currency or unit_after(text, number.end)
    if unit is None:
        return number, None
    if unit.kind == "money" and unit.end > 0:
        scale = _SCALE_AFTER.match(text, unit.end)
        if scale:
            return _scaled(number, _SCALES[scale.group(1).lower()]), replace(unit, end=scale.end())
    if unit.name == "pound":
        window = text[max(0, number.start - 60) : unit.end + 40]
        is_money = number.value >= 10000 or _MONEY_WORDS.search(window)
        return number, Unit("pound sterling", "money", "GBP", unit.start, unit.end) if is_money else Unit(
            "pound-mass", "mass", "", unit.start, unit.end
        )
    return number, unit


def _scaled(number: Number, factor: float) -> Number:
    low, best, high = (
        value * factor if value is not None else None for value in (number.low, number.best, number.high)
    )
    return replace(number, low=low, best=best, high=high)


def _after_hyphen(doc: AnnotatedDocument, last: Token) -> Counted | None:
    """ "a five-member panel", "the 12-seat van": the noun after a hyphen."""
    parse, index = doc.parse, last.i + 1
    if (
        index + 1 < len(parse)
        and parse[index].text in ("-", "–")
        and parse[index].idx == last.idx + len(last)
    ):
        return noun_phrase(parse, index + 1, sentence(last).end)
    return None


def _unit_of_phrase(phrase: Counted) -> tuple[str, str]:
    """Unit name and kind of a counted phrase: "517 rushing yards" are yards."""
    unit = known(phrase.head.text)
    if unit is not None:
        return unit.name, unit.kind
    return _noun_unit(phrase), "count"


def _noun_unit(phrase: Counted) -> str:
    """The counted noun in the singular with the nouns and adjectives before it."""
    doc = phrase.head.doc
    parts = []
    for token in doc[phrase.first.i : phrase.head.i]:
        if token.tag_ in NOUNS or token.tag_ in ("JJ", "JJS", "JJR"):
            parts.append(
                lemma(token)
                if token.tag_ in ("JJS", "JJR")
                else token.text
                if token.tag_ in ("NNP", "NNPS")
                else singular(token)
            )
    parts.append(phrase.head.text if phrase.head.tag_ == "NNPS" else singular(phrase.head))
    is_best = any(token.tag_ == "JJS" for token in doc[phrase.first.i : phrase.head.i])
    index = phrase.head.i + 1
    if index + 1 < len(doc) and (
        (is_best and doc[index].lower_ in ("in", "of")) or (doc[index].lower_ == "of" and parts[-1] in _KINDS)
    ):
        index += 2 if doc[index + 1].tag_ in ("DT", "PRP$") else 1
        inner = noun_phrase(doc, index, sentence(phrase.head).end)
        parts += [_noun_unit(inner)] if inner is not None else []
    return " ".join(parts)


_KINDS = frozenset("category kind type sort class snap pair".split())


def _trend(number: Number, first: Token) -> Trend:
    """Whether the word before the number, or the verb that governs it, says up or down."""
    doc, index = first.doc, first.i - 1
    while (
        index >= 0
        and index > first.i - 5
        and doc[index].lower_
        in (
            "by",
            "about",
            "around",
            "nearly",
            "almost",
            "than",
            "more",
            "some",
            "just",
            "over",
            "$",
            "another",
            "to",
        )
    ):
        index -= 1
    if index < 0:
        return ""
    base = lemma(doc[index])
    if base in _RISES:
        return "up"
    return "down" if base in _FALLS else ""


def _about(first: Token) -> tuple[str, ...]:
    """Content words of the subject of the governing verb, else of the noun the quantity modifies."""
    token = first
    for _ in range(8):
        if token.tag_[:2] == "VB" or token.head.i == token.i:
            break
        token = token.head
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i > first.i:
        return ()
    return tuple(
        t.text for t in subject.subtree if t.tag_ in NOUNS or (t.tag_[:2] == "JJ" and t.i < first.i)
    )[:6]


def _is_change(text: str, last: tuple[Number, Quantity, int], number: Number, end: int) -> bool:
    """Whether the number is the small change of the money before it: "3 dollars 50 cents"."""
    _, quantity, last_end = last
    if text[last_end : number.start] not in (" ", " and ", ", "):
        return False
    return (
        quantity.kind == "money"
        and quantity.best is not None
        and number.best is not None
        and 0 < number.value < 100
        and (end > number.end or number.currency is None)
    )


def _add_change(
    last: tuple[Number, Quantity, int], number: Number, quantity: Quantity
) -> tuple[Number, Quantity]:
    before = last[1]
    if (
        quantity.unit not in ("", *_SMALL_CHANGE)
        or before.unit in _SMALL_CHANGE
        or before.best is None
        or number.best is None
    ):
        return number, quantity
    total = before.best + number.best / 100
    merged = replace(
        before, low=total, best=total, high=total, span=Span(before.span.start, quantity.span.end)
    )
    return replace(last[0], end=number.end), merged


_COURSE = re.compile(r"(?:[^.;]|\.\d|\.[A-Z]){0,40}\bto\s(?:about\s|around\s|just\s|almost\s|nearly\s)?$")


def _is_course(text: str, last: tuple[Number, Quantity, int], number: Number, quantity: Quantity) -> bool:
    """Whether the two are one course: "from 208 pounds to 193", "from $36,040 at night to $34,935"."""
    first, before, _ = last
    if (
        before.best is None
        or quantity.best is None
        or not re.search(r"\bfrom\s$", text[max(0, first.outer - 6) : first.outer])
    ):
        return False
    units_agree = before.unit == quantity.unit or not before.unit or not quantity.unit
    return units_agree and _COURSE.match(text[first.end : number.outer]) is not None
