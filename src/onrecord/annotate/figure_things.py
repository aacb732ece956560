"""What a number counts: the noun phrase it belongs to, and whether it counts anything at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc, Token

from onrecord.annotate.figure_numbers import Number
from onrecord.annotate.figure_words import resource, words
from onrecord.annotate.parser import lemma

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE_NOUN = _NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "POS", "``", "RB", "AFX"}
_BARE_PLURALS = frozenset({"people", "police", "personnel", "troops", "khwarij", "khawarij", "others", "livestock", "cattle"})
_MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?",
    re.IGNORECASE,
)
_SKIP_BEFORE = re.compile(r"(?:\b(?:since|in|of|until|by|from|year|during|for|and|till)|[(,–-])\s*$", re.IGNORECASE)


@dataclass
class Counted:
    """What a number counts.

    Attributes:
        first: first token of the phrase.
        last: its last token.
        head: the head noun, whose place in the parse says what happened.
        node: the token whose role in the clause is that of the figure.
        carried: whether the noun stands elsewhere.
        of_whole: head noun of the whole in "four of the nine wounded", else None.
    """

    first: Token
    last: Token
    head: Token
    node: Token
    carried: bool = False
    of_whole: Token | None = None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {word: code for code, listed in resource("figure_things").items() for word in listed}


def kind_of(head: str) -> str | None:
    """Code of the vocabulary `things` for a singular head noun, or None."""
    return _kinds().get(head)


def singular(token: Token) -> str:
    """Singular lower-case form of a noun."""
    word = token.lower_
    if word in ("people", "police", "khwarij", "personnel"):
        return word
    if word == "men":
        return "man"
    found = lemma(token)
    if found == word and word.endswith("s") and not word.endswith("ss") and token.tag_ in ("NNPS", "NNS", "NNP"):
        return word[:-1]
    return str(found)


def counts_nothing(text: str, number: Number, tokens: tuple[Token, Token]) -> bool:
    """Whether the number is a date, clock time, duration, label, calibre, ordinal or part of a name."""
    first, last = tokens
    doc = first.doc
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    before = doc[first.i - 1] if first.i else None
    following = text[number.end : number.end + 14]
    word = number_unit(text, number)
    if following[:1] in ("'", "’", "°") or re.match(r"\s?(?:a\.?m|p\.?m)\b|:\d|/\d", following, re.IGNORECASE):
        return True
    if _is_date(text, number):
        return True
    if word in words("times") or singular_word(word) in words("times") or word in words("distances"):
        return True
    if singular_word(word) in words("distances"):
        return True
    if before is not None and number.basis == "stated" and text[number.start].isdigit():
        label = before.lower_.rstrip(".")
        if label in words("labels") or singular_word(label) in words("labels"):
            return bool(before.text[0].isupper() or label in ("no", "number")) and before.i != before.sent.start
        if before.text in ("#", "'", "‘", "-") or (before.tag_ == "NNP" and first.ent_type_ in ("PRODUCT", "FAC", "LAW")):
            return True
        if before.tag_ == "NNP" and after is not None and after.tag_ in ("'", "''", ".", ","):
            return first.dep_ == "nummod" and first.head.i < first.i
    line_start = text.rfind("\n", 0, number.start) + 1
    if not text[line_start : number.start].strip(" (") and re.match(r"[.)]\s", following):
        return True
    if word in ("th", "st", "nd", "rd") or re.match(r"-(?:day|hour|year|month|week|member|page|km|point|kilomet|minute)", following):
        return True
    return first.lower_ in ("one", "both") and _is_pronoun_use(first, after)


def _is_pronoun_use(token: Token, after: Token | None) -> bool:
    """ "one" as a pronoun or in "one another", "one day"; "both" as a conjunction ("both X and Y")."""
    if token.lower_ == "both":
        return token.dep_ in ("preconj", "cc") or after is None or after.tag_ not in ("NNS", "NNPS", "JJ", "VBN", "IN")
    if after is None or after.lower_ in ("another", "thing", "side", "hand", "can", "should", "must", "day", "has", "who", "that"):
        return True
    return after.tag_ not in ("NN", "NNP", "JJ", "IN", "VBN", "VBD", "NNS", ",", "CC", "HYPH", "JJR", ".")


def _is_date(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - 12) : number.start], text[number.end : number.end + 16]
    value = number.best if number.best is not None else number.high
    digits = text[number.start : number.end]
    if not digits[:1].isdigit() or value is None:
        return False
    if value <= 31 and re.match(rf"\s(?:of\s)?{_MONTHS.pattern}(?!\s+[a-z]*ed\b)", after, re.IGNORECASE):
        return True
    if value <= 31 and re.match(rf"(?:\sand|\sto|\s?[-–]|,)\s?\d{{1,2}}\s(?:of\s)?{_MONTHS.pattern}", after, re.IGNORECASE):
        return True
    if value <= 31 and re.search(rf"{_MONTHS.pattern}\s(?:\d{{1,2}}\s?(?:[-–]|and|to)\s?)?$", text[max(0, number.start - 22) : number.start],
                                 re.IGNORECASE):
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?", digits) is not None
    if not is_year:
        return False
    if _MONTHS.search(before) or _SKIP_BEFORE.search(before):
        return not re.match(r"\s(?!(?:and|to|the|in|on|as|at|by|for|with|of|was|were|when|after|to)\b)[a-z]+s\b", after)
    return not re.match(r"\s[a-z]", after)


def number_unit(text: str, number: Number) -> str:
    """The word or sign straight after the number, lower case."""
    match = re.match(r"[\s-]?(per cent|per centum|metric tons?|%|o'clock|[A-Za-z.]+)", text[number.end : number.end + 16])
    return match.group(1).lower() if match else ""


def singular_word(word: str) -> str:
    """A plain plural cut to its singular."""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def counted_by(doc: Doc, last: Token, number: Number) -> Counted | None:
    """The noun phrase after the number, or None where the number stands alone."""
    index = last.i + 1
    end = last.sent.end
    if index < end and doc[index].lower_ in ("of", "out") and doc[index].tag_ == "IN":
        return _partitive(doc, last, index, end)
    if index < end and doc[index].lower_ in ("more", "other", "additional", "further", "new"):
        index += 1
    first, noun = index, None
    while index < end:
        token = doc[index]
        if token.tag_ in _NOUNS or token.lower_ in _BARE_PLURALS:
            if noun is not None and noun.i == index - 1 and noun.tag_ in ("NNS", "NNPS") and not _compound(noun):
                break
            noun = token
        elif token.tag_ in ("VBN", "VBD", "VBG") and (noun is not None or not _leads_to_noun(doc, index, end)):
            break
        elif token.tag_ == "CD" and noun is None and not any(c.isalpha() for c in token.text):
            break
        elif token.tag_ not in _BEFORE_NOUN and not (token.text == "/" and noun is None):
            if not (token.lower_ in ("and", ",") and noun is None and index > first and doc[index + 1].tag_ in _BEFORE_NOUN):
                break
        elif token.tag_ == "RB" and noun is not None:
            break
        index += 1
    if noun is None:
        return _nominal(doc, first, end, last)
    counted = Counted(doc[first], noun, noun, noun)
    _extend(doc, counted, end)
    return counted


def _compound(noun: Token) -> bool:
    return noun.dep_ in ("compound", "poss", "nmod")


def _leads_to_noun(doc: Doc, index: int, end: int) -> bool:
    """Whether a participle stands before its noun ("wounded soldiers") and not after the number alone."""
    token = doc[index]
    return index + 1 < end and doc[index + 1].tag_ in _NOUNS and token.dep_ in ("amod", "compound", "nmod", "advcl") or (
        index + 2 < end and doc[index + 1].tag_ == "JJ" and doc[index + 2].tag_ in _NOUNS and token.dep_ == "amod"
    )


def _nominal(doc: Doc, first: int, end: int, last: Token) -> Counted | None:
    """ "nine wounded", "six dead": an adjective in place of the noun after a determiner."""
    if first < end and doc[first].tag_ in ("JJ", "VBN", "VBD") and last.i and last.nbor(-1).lower_ in ("the", "these", "those"):
        return Counted(doc[first], doc[first], doc[first], doc[first])
    return None


def _extend(doc: Doc, counted: Counted, end: int) -> None:
    """Take in "of ..." after units and collectives ("kg of explosives", "prisoners of war")."""
    index = counted.last.i + 1
    if index + 1 >= end or doc[index].lower_ != "of" or singular_word(counted.head.lower_) not in words("collectives"):
        return
    position, noun = index + 1, None
    while position < end and (doc[position].tag_ in _BEFORE_NOUN or doc[position].tag_ in ("DT", "PRP$")):
        if doc[position].tag_ in _NOUNS:
            noun = doc[position]
        elif noun is not None:
            break
        position += 1
    if noun is not None and noun.i - index <= 5:
        counted.last = noun


def _partitive(doc: Doc, last: Token, index: int, end: int) -> Counted | None:
    """ "four of the nine wounded", "one of their colleagues", "11 of our soldiers", "23 of them"."""
    position = index + (2 if doc[index].lower_ == "out" else 1)
    while position < end and doc[position].tag_ in ("DT", "PRP$", "CD", "PDT", "POS", "NNP", "JJ", "RB", "VBN"):
        if doc[position].tag_ == "VBN" and not (position + 1 < end and doc[position + 1].tag_ in _NOUNS):
            return Counted(doc[position], doc[position], doc[position], last, True, doc[position])
        if doc[position].tag_ in ("NNP", "JJ", "VBN") and not (position + 1 < end and doc[position + 1].tag_ in _BEFORE_NOUN):
            return Counted(doc[position], doc[position], doc[position], last, True, doc[position])
        if doc[position].tag_ in ("NNP", "JJ", "VBN"):
            break
        position += 1
    first, noun = position, None
    while position < end and doc[position].tag_ in _BEFORE_NOUN:
        noun = doc[position] if doc[position].tag_ in _NOUNS else noun
        position += 1
    if noun is None:
        return None
    return Counted(doc[first], noun, noun, last, False, noun)
