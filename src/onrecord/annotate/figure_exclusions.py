"""What is a number but no quantity: dates, clock times, labels, names, telephone numbers, ages.

Each rule looks at the characters and tokens around one number; the layer `times`, where it has been
made, decides about dates.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Token

from onrecord.annotate.figure_bounds import Number
from onrecord.annotate.figure_sentence import sentence
from onrecord.annotate.figure_things import Counted, kind_of, singular
from onrecord.annotate.figure_units import unit_after
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar"
    r"|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|muharram|safar|ramadan|ramazan|shawwal|dhul hijja|hamal|sawr|jawza"
    r"|saratan|asad"
    r"|sunbula|mizan|aqrab|qaws|jadi|dalwa|hut)\b\.?"
)
_DAY_BEFORE_MONTH = re.compile(
    rf"(?:(?:\s?(?:[-–,&/]|and|to|or)\s?\d{{1,2}}(?:st|nd|rd|th)?)*)[\s-](?:of\s)?{_MONTH}", re.I
)
_MONTH_BEFORE_DAY = re.compile(
    rf"\b{_MONTH}\s?(?:\d{{1,2}}\s?(?:[-–,]|and|to|or|through)\s?)*(?:,\s)?$", re.I
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?:\s?[-–/]\s?\d{2,4})?$")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:since|in|of|until|till|by|from|year|during|for|and|to|late|early|mid|fiscal|fy|before|after"
    r"|between"
    r"|through|than|summer|winter|spring|autumn|fall|circa|around|about)|[(,–—’'-])\s*$",
    re.I,
)
_CLOCK = re.compile(r"\s?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|gmt\b|utc\b)|:\d\d", re.I)
_DOTTED = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d")
_BETWEEN_CLOCKS = re.compile(rf"\bbetween {_DOTTED.pattern} and {_DOTTED.pattern}(?! ?(?:%|per))")
_LIST_MARK = re.compile(r"[.)]\s")
_PHONE = re.compile(r"\+?\d[\d\s()-]{6,24}\d")
_PHONE_WORDS = re.compile(
    r"\b(?:call|calling|dial|phone|tel|telephone|helpline|hotline|line|whatsapp|fax|contact|sms"
    r"|text)\b[^.;\n]{0,24}$",
    re.I,
)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages|age of|turned)\s*:?\s*(?:about\s|around\s|between\s)?$", re.I)
_AGE_AFTER = re.compile(r"(?:[\s-]years?[\s-]olds?|[\s-]?(?:yo|y/o)\b|\s(?:years?|months?)\sof\sage)", re.I)
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight".split()
)
_OPENING = frozenset({"(", "“", '"', "‘", "'", "``", ":"})
_PERSONS = frozenset({"combatants", "forces", "civilians", "people", "displaced_people"})
_GROUPS = frozenset(
    "crowd group team unit force crew gang family column patrol party garrison staff army".split()
)
_NAME_TAGS = ("NNP", "NNPS")
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ORDINAL_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|next|latest|largest|biggest) of (?:the )?$", re.I
)


def is_no_quantity(doc: AnnotatedDocument, number: Number, first: Token, last: Token) -> bool:
    """Whether the number is a date, clock time, label, telephone number, list mark or part of a name."""
    text = doc.reading_text
    following = text[number.end : number.end + 24]
    if re.match(r"\s?(?:calib(?:re|er)|gauge|bore)\b", following):
        return True
    if following[:1] in ("'", "’") and following[1:2] not in (" ", ""):
        return following[1:2] == "s" and text[number.start].isdigit()
    if _CLOCK.match(following) or _is_dotted_clock(text, number) or is_date(doc, number):
        return True
    if text[number.start].isdigit() and (
        _is_listed(text, number) or _is_phone(text, number) or _is_score(text, number)
    ):
        return True
    if number.currency is not None:
        return False
    unit = unit_after(text, number.end)
    if (
        unit is not None
        and unit.kind not in ("time", "money", "digital", "temperature")
        and unit.end - unit.start > 1
    ):
        return False
    if number.value <= 10 and _ORDINAL_OF.search(text[max(0, number.start - 16) : number.start]):
        return True
    return _is_label(doc, number, first, last) or _is_idle_word(number, first, last)


def _is_dotted_clock(text: str, number: Number) -> bool:
    """Whether the number is a time with a dot: "07.10" at the start of a line, "between 10.15 and 10.40"."""
    if _BETWEEN_CLOCKS.match(text, number.start):
        return True
    if _DOTTED.fullmatch(text[number.start : number.start + 5]) is None:
        return False
    before = text[max(0, number.start - 40) : number.start]
    if not before.rpartition("\n")[2].strip() and re.match(r"[\s.:,–-]", text[number.start + 5 :]):
        return unit_after(text, number.start + 5) is None
    around = text[max(0, number.start - 18) : number.start + 18]
    return _BETWEEN_CLOCKS.search(around) is not None


def is_date(doc: AnnotatedDocument, number: Number) -> bool:
    """Whether the number is part of a date, by the layer `times` or by its neighbours."""
    text = doc.reading_text
    time = time_over(doc, number)
    if time is not None and time.type != "DURATION":
        return not _counts_time(text, number)
    digits = text[number.start : number.end]
    if digits[:8].lower() == "between " and (number.low or 0) >= 1 and (number.high or 99) <= 31:
        return _DAY_BEFORE_MONTH.match(text[number.end : number.end + 24]) is not None
    if number.basis == "range" and _are_years(number, digits):
        return not re.match(r"\s[a-z]+s\b", text[number.end : number.end + 30])
    if not digits[:1].isdigit():
        return False
    value, after = number.value, text[number.end : number.end + 40]
    before = text[max(0, number.start - 26) : number.start]
    if value <= 31 and (_DAY_BEFORE_MONTH.match(after) or _MONTH_BEFORE_DAY.search(before)):
        return "," not in digits and "." not in digits
    if not _YEAR.match(digits) or re.search(
        r"average|total|maximum|minimum", text[number.outer : number.start]
    ):
        return False
    plural = re.match(r"\s(?:[a-z]+\s){0,2}[a-z]{3,}s\b|\s(?:people|personnel|police)\b", after)
    if re.search(r"[A-Z]\w+\s$", before) and 1950 <= value <= 2035 and number.bound == "exact":
        return True
    if re.search(rf"\b{_MONTH}\s*$", before, re.I):
        return True
    if _BEFORE_YEAR.search(before):
        return plural is None or re.search(r"\b(?:in|since|until|during|of)\s*$", before, re.I) is not None
    return not re.match(r"\s[a-z]", after) or not plural


def _are_years(number: Number, written: str) -> bool:
    low, high = number.low, number.high
    return bool(low and high and 1900 <= low < high <= 2100 and "," not in written)


def _counts_time(text: str, number: Number) -> bool:
    """ "the last three months": the number counts months, whatever the whole expression is."""
    return (
        re.match(r"[\s-](?:hour|day|week|month|year|quarter|decade|minute)s?\b", text[number.end :])
        is not None
    )


def time_over(doc: AnnotatedDocument, number: Number) -> TimeMention | None:
    """The time expression that holds the number, or None."""
    times: list[TimeMention] = doc.layers.get("times", [])
    upto = bisect_right(times, number.start, key=lambda time: time.span.start)
    for time in reversed(times[max(0, upto - 3) : upto]):
        if time.span.end >= number.end:
            return time
    return None


def is_age(doc: AnnotatedDocument, number: Number, first: Token) -> bool:
    """Whether the number is somebody's age: "aged 45", "28-year-old", "Halima Abdullahi, 41, who"."""
    text = doc.reading_text
    if _AGE_AFTER.match(text, number.end) or _AGE_BEFORE.search(
        text[max(0, number.start - 18) : number.start]
    ):
        return True
    if _is_age_of(number, first):
        return True
    before = text[max(0, number.start - 2) : number.start]
    if (
        number.is_word
        or before != ", "
        or not re.match(r",|\)|\.?$|\s(?:and|was|is|who|of|from)\b", text[number.end : number.end + 6])
    ):
        return False
    name = first.doc[first.i - 2] if first.i >= 2 else None
    return (
        0 < number.value < 110
        and name is not None
        and (name.tag_ in _NAME_TAGS or (name.tag_ == "NN" and kind_of(name.lower_) in _PERSONS))
        and name.ent_type_ not in ("DATE", "TIME")
    )


def _is_age_of(number: Number, first: Token) -> bool:
    """ "a boy of nine", "a farmer of 70": one person's age after "of"."""
    doc, noun = first.doc, first.i - 2
    if noun < 1 or not 0 < number.value < 110 or doc[first.i - 1].lower_ != "of":
        return False
    if doc[noun].tag_ != "NN" or kind_of(doc[noun].lower_) not in _PERSONS or doc[noun].lower_ in _GROUPS:
        return False
    after = doc[first.i + 1] if first.i + 1 < len(doc) else None
    return any(c.lower_ in ("a", "an", "another", "his", "her") for c in doc[max(0, noun - 3) : noun]) and (
        after is None or after.tag_ not in (*NOUN_TAGS, "JJ", "CD", "HYPH")
    )


def _is_listed(text: str, number: Number) -> bool:
    """Whether the number numbers a paragraph at the start of a line."""
    line_start = text.rfind("\n", 0, number.start) + 1
    return not text[line_start : number.start].strip(" (") and bool(
        _LIST_MARK.match(text, number.end) and number.value < 200
    )


def _is_phone(text: str, number: Number) -> bool:
    start = number.start
    while start > max(0, number.start - 24) and text[start - 1] in "+-0123456789":
        start -= 1
    match = _PHONE.match(text, start)
    if match and match.end() >= number.end:
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= 8 and re.search(r"\d-\d", match.group()) and "," not in match.group():
            return True
    before = text[max(0, number.start - 40) : number.start]
    return bool(_PHONE_WORDS.search(before)) and not re.match(
        r"\s[a-z]{3,}", text[number.end : number.end + 6]
    )


def _is_score(text: str, number: Number) -> bool:
    """Whether the number is one side of a score or vote that is no range: "2-1", "9-2"."""
    if number.basis == "range" or number.end - number.start > 3:
        return False
    before, after = text[max(0, number.start - 2) : number.start], text[number.end : number.end + 2]
    return bool(re.match(r"\d[-–]", before) or re.match(r"[-–]\d", after))


def _is_label(doc: AnnotatedDocument, number: Number, first: Token, last: Token) -> bool:
    """Whether the number names one thing: Resolution 2719, Camp 1, No. 87, iPhone 11, S&P 500."""
    text = doc.reading_text
    before = first.doc[first.i - 1] if first.i else None
    if before is None or number.basis == "vague_word":
        return False
    if text[number.start - 1 : number.start] in ("#", "/", "_", "@"):
        return True
    if re.search(r"\b(?:No|Nos|no)\.\s?$|\bNos?\s$", text[max(0, number.start - 6) : number.start]):
        return text[number.start].isdigit()
    if before.is_space or "," in text[number.start : number.end] or first.is_sent_start:
        return False
    word = before.lower_.rstrip(".")
    if word in _WEEKDAYS or number.bound != "exact" or number.best is None:
        return False
    after = first.doc[last.i + 1] if last.i + 1 < len(first.doc) else None
    counts = after is not None and (
        after.tag_ in ("NNS", "NNPS", "JJ", "VBN", "CD", "HYPH")
        or after.lower_ in ("people", "of", "%", "per")
    )
    if word in _PARTS_OF_TEXT and number.value < 1000:
        return True
    if word in words("labels") or word.rstrip("s") in words("labels"):
        is_heading = before.text[:1].isupper() and (before.i > sentence(before).start or number.value < 1000)
        return is_heading or (
            not counts and before.tag_ in ("NN", "NNP") and after is not None and not after.is_alpha
        )
    if number.is_word:
        following = (
            after is not None
            and after.tag_ in _NAME_TAGS
            and first.ent_type_ in ("ORG", "FAC", "WORK_OF_ART", "PRODUCT", "LAW")
        )
        return first.text[:1].isupper() and first.i > sentence(first).start and following
    if before.tag_ == "NN" and not counts and number.end - number.start <= 4 and number.value < 1000:
        is_own = first.dep_ in ("nummod", "appos", "npadvmod") and first.head.i == before.i
        return (
            is_own
            and (after is None or after.tag_ not in NOUN_TAGS)
            and before.lower_ not in ("toll", "percent", "total")
        )
    if not counts and text[number.start].isdigit() and before.i > sentence(before).start:
        is_name = before.tag_ in _NAME_TAGS or (
            before.text[:1].isupper() and before.tag_ in ("NN", "JJ", "NNS")
        )
        return is_name and before.ent_type_ not in ("DATE", "TIME") and any(c.isupper() for c in before.text)
    return first.ent_type_ in ("PRODUCT", "LAW", "FAC", "WORK_OF_ART", "EVENT") and not counts


_PARTS_OF_TEXT = frozenset("page article section paragraph chapter annex table line column".split())
_ONE_OF = frozenset(
    {"NN", "NNP", "JJ", "IN", "VBN", "VBD", "CC", "HYPH", "JJS", "NNPS", ",", ".", "RBS", "CD"}
)


def _is_idle_word(number: Number, first: Token, last: Token) -> bool:
    """ "one" and "both" where they stand for something and count nothing; "no" before a comparison."""
    word = first.lower_
    after = first.doc[last.i + 1] if last.i + 1 < len(first.doc) else None
    if number.end - number.start > 4 or not number.is_word:
        return False
    if word == "both":
        return (
            first.dep_ in ("preconj", "cc")
            or after is None
            or after.tag_ not in ("NNS", "NNPS", "JJ", "VBN", "IN", "CD")
        )
    if word != "one":
        return False
    if after is not None and after.lower_ == "of":
        return False
    if after is None or after.lower_ in (
        "another",
        "thing",
        "side",
        "day",
        "way",
        "that",
        "who",
        "can",
        "more",
    ):
        return True
    before = first.doc[first.i - 1].lower_ if first.i else ""
    if before in (
        "this",
        "that",
        "each",
        "every",
        "any",
        "which",
        "the",
        "no",
        "another",
        "not",
        "only",
        "a",
        "an",
    ) or (before in _OPENING and after.tag_ == ","):
        return after.tag_ not in ("NN", "NNP", "JJ")
    return after.tag_ not in _ONE_OF


def is_speaker(first: Token, counted: Counted) -> bool:
    """Whether the counted are those who speak: "three officials said", "one of them told us"."""
    return _is_source(counted) or _speaks(first, counted)


def _is_source(counted: Counted) -> bool:
    """Whether the counted are those who speak: "three officials said", "according to two witnesses"."""
    node = counted.head
    if node.dep_ in ("nsubj", "conj") and node.head.tag_[:2] == "VB":
        return lemma(node.head) in words("reporting_verbs") and kind_of(singular(node)) in (
            None,
            "people",
            "civilians",
            "forces",
        )
    return (
        node.dep_ == "pobj"
        and node.head.lower_ in ("to", "by")
        and node.head.head.lower_ in ("according", "quoted", "cited", "told")
    )


def _speaks(first: Token, counted: Counted) -> bool:
    """ "One of them told us", "two of the men explained": a part whose only act is to speak."""
    return (
        counted.is_part
        and first.dep_ == "nsubj"
        and first.head.tag_[:2] == "VB"
        and lemma(first.head) in words("reporting_verbs")
    )
