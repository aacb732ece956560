"""Drafts of figures: each number that counts something, with its own noun and action.

Numbers in, `Draft`s out. `figure_sequences` then carries nouns and actions over, and `figures` makes
the annotations.
"""

from __future__ import annotations

import re

from msgspec import Struct
from spacy.tokens import Token

from onrecord.annotate.figure_actions import action_of, own_action
from onrecord.annotate.figure_beside import action_for, action_of_part, standing_alone, verb_before
from onrecord.annotate.figure_bounds import Number
from onrecord.annotate.figure_exclusions import is_age, is_no_quantity, is_speaker, time_over
from onrecord.annotate.figure_numbers import find_numbers
from onrecord.annotate.figure_sentence import sentence, text_of
from onrecord.annotate.figure_things import NOUNS, Counted, counted_by, kind_of, noun_phrase, singular
from onrecord.annotate.figure_units import COUNTING, Unit, unit_after
from onrecord.annotate.figure_verbs import Action
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import TimeMention
from onrecord.model.span import Span

_LOSSES = frozenset(
    "casualty death injury loss fatality civilian damage soldier survivor shell post member victim arrest "
    "attack incident"
    " injured policeman officer child person people life".split()
)
_SINGLE_KINDS = frozenset(
    "combatants forces civilians people displaced_people weapons vehicles buildings drugs".split()
)
SINGLE_CODES = frozenset(
    "killed wounded arrested kidnapped rescued released missing recovered destroyed damaged surrendered "
    "neutralised"
    " intercepted convicted deported".split()
)
_PRICE = re.compile(r"\s?(?:per|each|apiece|/)\s?", re.I)
_HYPHENED = re.compile(r"[-–](?!\s)([a-z]+)", re.I)
_PROPORTION = re.compile(
    r"\s[a-z]+\sin\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
    r"|\d+)\b(?!\s[a-z]+s\b)",
    re.I,
)
_PROPORTION_BEFORE = re.compile(r"\bone\s[a-z]+\sin\s(?:every\s)?$|\bfor every\s$", re.I)
_NOT_SHARE = re.compile(
    r"\s+(?:time|a\s+year|year|day|minister|division|of\s+(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december|the\s+(?:year|month|day|century)))\b",
    re.I,
)


class Draft(Struct):
    """A figure under construction.

    Attributes:
        number: the number.
        first: its first token.
        last: its last token.
        thing: words for what is counted, empty while unknown.
        head: singular head word of the thing.
        span: where the thing's words stand.
        counted: the phrase after the number, or None.
        action: what happened to it.
        unit: the unit or currency.
        is_rate: a percentage or share.
        is_carried: whether the thing was taken over from another figure.
        is_unsure: whether it counts only if it goes on a list ("14 houses, a kindergarten").
        whole: index of the figure that this one is part of, or None.
    """

    number: Number
    first: Token
    last: Token
    thing: str = ""
    head: str = ""
    span: Span | None = None
    counted: Counted | None = None
    action: Action | None = None
    unit: Unit | None = None
    is_rate: bool = False
    is_carried: bool = False
    is_unsure: bool = False
    whole: int | None = None

    @property
    def node(self) -> Token:
        """The token whose place in the parse is the figure's."""
        return self.counted.node if self.counted is not None else self.last


def drafts_of(doc: AnnotatedDocument) -> list[Draft]:
    """All numbers of the document that count something, in text order."""
    drafts = []
    for number in find_numbers(doc.reading_text):
        first = doc.parse[doc.token_at[number.start]]
        last = doc.parse[doc.token_at[number.outer_end - 1]]
        draft = _draft(doc, number, first, last)
        if draft is not None:
            drafts.append(draft)
    drafts += _singles(doc)
    return sorted(drafts, key=lambda d: d.number.start)


def _draft(doc: AnnotatedDocument, number: Number, first: Token, last: Token) -> Draft | None:
    text = doc.reading_text
    if is_no_quantity(doc, number, first, last) or is_age(doc, number, first):
        return None
    time = time_over(doc, number)
    if time is not None and _belongs_to(time, number, text):
        return None
    unit = number.currency or unit_after(text, number.end)
    if unit is not None and unit.kind not in COUNTING and unit.kind != "ratio":
        return None
    if unit is not None and unit.kind == "money":
        return _money(number, first, last, unit)
    if number.is_fraction or (unit is not None and unit.kind == "ratio"):
        return _rate(doc, number, first, last, unit)
    if re.match(
        r"\s+(?:out\s+of|in)\s+(?:every\s+)?(?:\d+|ten|three|four|five|two|six|a hundred)\b",
        text[number.end : number.end + 24],
    ):
        return _ratio(number, first, last, text)
    if re.search(
        r"\d\s+out\s+of\s+(?:every\s+)?$|\b[a-z]+\s+out\s+of\s+(?:every\s+)?$",
        text[max(0, number.start - 22) : number.start],
    ):
        return None
    if re.match(r"[-\s]?fold\b|\stimes\b", text[number.end : number.end + 6]):
        return None
    if (number.value == 1 and _PROPORTION.match(text, number.end)) or _PROPORTION_BEFORE.search(
        text[max(0, number.start - 30) : number.start]
    ):
        return None
    hyphened = _HYPHENED.match(text, number.outer_end)
    if hyphened and unit is None:
        return _members(doc, number, first, last, hyphened.group(1).lower())
    return _count(doc, number, first, last, unit)


def _belongs_to(time: TimeMention, number: Number, text: str) -> bool:
    """Whether the number is part of a time expression ("the last 24 hours") and not of what follows it."""
    return time.span.start <= number.start and number.end <= time.span.end


def _money(number: Number, first: Token, last: Token, unit: Unit) -> Draft:
    """An amount of money; the thing is the currency in words."""
    plain = unit.name.rsplit(" ", 1)[-1]
    word = plain if plain in ("yen", "yuan", "naira", "baht", "won", "rand", "K") else f"{plain}s"
    span, end = None, last
    if unit.start >= 0:
        span = Span(unit.start, unit.end)
        word = text_of(first.doc)[unit.start : unit.end]
        while end.idx + len(end) < unit.end:
            end = end.nbor()
    node = end if end.i != last.i else last
    found = action_of(node, node)
    return Draft(number, first, last, thing=word, head=plain, span=span, action=found, unit=unit,
                 counted=Counted(end, end, end, node) if end.i != last.i else None)  # fmt: skip


def _rate(
    doc: AnnotatedDocument, number: Number, first: Token, last: Token, unit: Unit | None
) -> Draft | None:
    """A percentage or fraction: kept apart from counts, tied to what it is a share of."""
    text = doc.reading_text
    if number.is_fraction and _NOT_SHARE.match(text, number.end):
        return None
    if unit is not None and unit.name == "count":
        return None
    end = last
    if unit is not None:
        end = doc.parse[doc.token_at[unit.end - 1]]
    phrase = counted_by(doc.parse, end, number)
    thing = "per cent" if unit is not None else text[number.start : number.end].lower()
    span = Span(unit.start, unit.end) if unit is not None else None
    if phrase is not None and end.i + 1 < len(doc.parse) and doc.parse[end.i + 1].lower_ == "of":
        span = Span(phrase.first.idx, phrase.last.idx + len(phrase.last))
        thing = f"{thing} of {text[span.start : span.end]}"
    return Draft(
        number,
        first,
        last,
        thing=thing,
        head="percent",
        span=span,
        action=action_of(end, end),
        unit=unit,
        is_rate=True,
    )


def _ratio(number: Number, first: Token, last: Token, text: str) -> Draft | None:
    """ "Seven out of ten": a share in words."""
    match = re.compile(r"\s+out\s+of\s+\S+").match(text, number.end)
    if not match:
        return None
    return Draft(
        number,
        first,
        last,
        thing=" ".join(match.group().split()),
        head="percent",
        action=action_of(last, last),
        is_rate=True,
    )


def _members(doc: AnnotatedDocument, number: Number, first: Token, last: Token, word: str) -> Draft | None:
    """ "a five-man gang was caught" counts its members; "a 20-point plan" counts nothing."""
    if word not in words("members"):
        return None
    index = last.i + 1
    while index < sentence(last).end and doc.parse[index].text in ("-", "–"):
        index += 1
    phrase = noun_phrase(doc.parse, index, sentence(last).end)
    if phrase is None or singular(phrase.head) not in words("member_groups"):
        return None
    found = action_of(phrase.head, phrase.head)
    span = Span(phrase.first.idx, phrase.last.idx + len(phrase.last))
    return Draft(
        number,
        first,
        last,
        thing=doc.reading_text[span.start : span.end],
        head="member",
        span=span,
        counted=phrase,
        action=found,
    )


def _count(
    doc: AnnotatedDocument, number: Number, first: Token, last: Token, unit: Unit | None
) -> Draft | None:
    """A plain count, or an amount of goods in a unit of mass, volume or area."""
    word = doc.reading_text[number.start : number.end].lower() if number.is_word else ""
    counted = counted_by(doc.parse, last, number)
    if counted is None:
        if word in ("one", "no", "none", "both", "another", "several", "zero", "numerous") or (
            number.basis == "vague_word" and word not in ("dozens", "scores", "hundreds", "thousands")
        ):
            return None if word != "another" else _another(number, first, last)
        if first.ent_type_ in ("PRODUCT", "LAW", "FAC", "WORK_OF_ART", "EVENT") and last.dep_ != "pobj":
            return None
        return Draft(number, first, last, action=verb_before(first) or standing_alone(last), unit=unit)
    head = singular(counted.head)
    if is_speaker(first, counted) and number.value < 20:
        return None
    if _counts_nothing(doc, number, counted, head, word):
        return None
    if counted.is_anaphor:
        action = verb_before(first) or standing_alone(counted.head) or action_of(counted.node, counted.node)
        return Draft(number, first, last, head=head, counted=counted, action=action)
    span = Span(counted.first.idx, counted.last.idx + len(counted.last))
    thing = " ".join(doc.reading_text[span.start : span.end].split())
    if counted.is_part:
        is_apposed = doc.parse[last.i + 2].tag_ == "PRP" if last.i + 2 < len(doc.parse) else False
        action = None if is_apposed else action_of_part(first, counted)
    else:
        action = action_for(first, counted)
    return Draft(
        number, first, last, thing=thing, head=head, span=span, counted=counted, action=action, unit=unit
    )


def _counts_nothing(doc: AnnotatedDocument, number: Number, counted: Counted, head: str, word: str) -> bool:
    """Whether the noun shows that nothing is counted: times, distances, "no" before most nouns, "one day"."""
    if head in words("times") and not counted.is_anaphor:
        return True
    if (
        number.basis == "vague_word"
        and word in ("several", "a few", "a number of", "a handful of")
        and (kind_of(head) in (None, "buildings") or head in words("times"))
    ):
        return True
    if head in words("body_parts") and number.value <= 20:
        return True
    if word in ("no", "none") or number.value == 0:
        return head not in _LOSSES
    if word == "another":
        is_plural = counted.head.tag_ in ("NNS", "NNPS") or counted.head.lower_ == "people"
        return is_plural or kind_of(head) not in _SINGLE_KINDS
    if word == "one" and counted.head.tag_ in ("NNS", "NNPS") and not counted.is_part:
        return True
    if word == "one" and not counted.is_part and kind_of(head) is None:
        return True
    is_list = (
        head
        in (
            "side",
            "party",
            "country",
            "neighbour",
            "neighbor",
            "government",
            "nation",
            "way",
            "thing",
            "capital",
        )
        and number.is_word
    )
    return is_list and number.value <= 3 and number.bound == "exact"


def _another(number: Number, first: Token, last: Token) -> Draft | None:
    """ "wounded another": one more of what stood before."""
    if last.dep_ not in ("dobj", "nsubjpass", "conj", "nsubj") or not (
        last.i + 1 >= len(last.doc) or last.nbor().tag_ in ("IN", ".", ",", "CC", "VBD", "VBN")
    ):
        return None
    return Draft(number, first, last, action=action_of(last, last))


def _singles(doc: AnnotatedDocument) -> list[Draft]:
    """ "a soldier was killed": an article that counts one person or thing to which something happened."""
    found = []
    for token in doc.parse:
        if token.tag_ != "DT" or token.lower_ not in ("a", "an") or token.dep_ != "det":
            continue
        head = token.head
        if (
            head.tag_ != "NN"
            or head.dep_ not in ("nsubjpass", "dobj", "conj", "nsubj", "appos")
            or head.i - token.i > 5
        ):
            continue
        kind = kind_of(singular(head))
        if (
            kind not in _SINGLE_KINDS
            or head.lower_ in words("count_nouns")
            or head.lower_ in words("member_groups")
        ):
            continue
        action = verb_before(token) or action_of(head, head)
        is_sure = action is not None and action.code in SINGLE_CODES and is_undergone(action)
        if not is_sure and token.i and token.nbor(-1).lower_ not in (",", "and"):
            continue
        if any(c.lower_ in _ORDINALS for c in head.lefts):
            continue
        end = token.idx + len(token)
        number = Number(
            start=token.idx, end=end, outer=token.idx, outer_end=end, low=1, best=1, high=1, is_word=True
        )
        phrase = noun_phrase(doc.parse, token.i + 1, sentence(token).end)
        first = phrase.first if phrase is not None else head
        span = (
            Span(first.idx, head.idx + len(head))
            if first.i <= head.i
            else Span(head.idx, head.idx + len(head))
        )
        draft = Draft(number, token, token, thing=" ".join(doc.reading_text[span.start : span.end].split()))
        draft.head, draft.span, draft.counted = singular(head), span, Counted(first, head, head, head)
        draft.action, draft.is_unsure = (action if is_sure else None), not is_sure
        found.append(draft)
    return found


_ORDINALS = frozenset("second third fourth fifth sixth first last same new single".split())
_AIMED = frozenset("hit strike bomb attack target storm raid lose".split())


def is_undergone(action: Action) -> bool:
    """Whether the thing itself was affected and not just the place or means of what happened."""
    if action.verb is None or lemma(action.verb) in _AIMED:
        return False
    return action.is_object or action.code in ("killed", "missing", "surrendered")


def noun_before(token: Token) -> Token | None:
    """The noun straight before a bracketed or dashed number: "Torkham (21,600)", "Deaths: 12"."""
    index = token.i - 1
    while index >= 0 and token.doc[index].text in ("(", "[", ":", "-", "–", "—", "|"):
        index -= 1
    if index < 0 or index == token.i - 1:
        return None
    return token.doc[index] if token.doc[index].tag_ in NOUNS else None


__all__ = ["Draft", "drafts_of", "noun_before", "own_action"]
