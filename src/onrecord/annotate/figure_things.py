"""What a number counts: the noun phrase it belongs to, or the word that says it stands elsewhere."""

from __future__ import annotations

from msgspec import Struct
from spacy.tokens import Doc, Token

from onrecord.annotate.figure_bounds import Number
from onrecord.annotate.figure_sentence import sentence
from onrecord.annotate.figure_units import COUNTING, known
from onrecord.annotate.figure_words import actions, kinds, words
from onrecord.annotate.parser import lemma

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = NOUNS | {
    "JJ",
    "JJR",
    "JJS",
    "VBN",
    "VBG",
    "HYPH",
    "CD",
    "POS",
    "``",
    "''",
    "AFX",
    "RB",
    "RBR",
    "$",
}
_PLURALS = frozenset(
    "people police personnel troops khwarij khawarij livestock cattle staff crew sheep aircraft women men "
    "children"
    " policemen policewomen firemen fishermen gunmen servicemen militiamen".split()
)
_SINGULAR = {
    "people": "people",
    "police": "police",
    "khwarij": "khwarij",
    "khawarij": "khawarij",
    "personnel": "personnel",
    "men": "man",
    "women": "woman",
    "children": "child",
    "others": "other",
}
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_MOST_WORDS = 8


class Counted(Struct):
    """What a number counts.

    Attributes:
        first: first token of the phrase.
        last: its last token.
        head: the head noun, or the adjective or pronoun in its place.
        node: the token whose role in the clause is that of the figure.
        is_part: "four of the nine": the number is part of what the phrase names.
        is_anaphor: the head only points ("of them", "others").
        is_state: the head is an adjective or participle in a noun's place ("nine wounded").
    """

    first: Token
    last: Token
    head: Token
    node: Token
    is_part: bool = False
    is_anaphor: bool = False
    is_state: bool = False


def kind_of(head: str) -> str | None:
    """Code of the vocabulary `things` for a singular head noun, or None."""
    code = kinds().get(head)
    if code is None and head.endswith(("men", "man")):
        return "people"
    return code


def singular(token: Token) -> str:
    """Singular lower-case form of a noun."""
    word = token.lower_
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    found = lemma(token)
    if (
        found == word
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and token.tag_ in ("NNPS", "NNS", "NNP")
    ):
        return word[:-1]
    return str(found)


def counted_by(doc: Doc, last: Token, number: Number) -> Counted | None:
    """The phrase after the number that it counts, or None where the number stands alone.

    Args:
        doc: the parse.
        last: last token of the number.
        number: the number itself.
    """
    index, end = last.i + 1, sentence(last).end
    if index < end and doc[index].lower_ == "out" and index + 1 < end and doc[index + 1].lower_ == "of":
        index += 1
    if index < end and doc[index].lower_ == "of":
        return _part(doc, last, index + 1, end)
    if index < end and doc[index].lower_ in (
        "others",
        "more",
        "other",
        "additional",
        "further",
        "new",
        "such",
    ):
        if doc[index].lower_ == "others" or not _noun_follows(doc, index + 1, end):
            return Counted(doc[index], doc[index], doc[index], doc[index], is_anaphor=True)
        index += 1
    phrase = noun_phrase(doc, index, end, last)
    if phrase is None:
        return _state(doc, index, end, last)
    if phrase.head.ent_type_ in ("DATE", "TIME") and phrase.first.lower_ in (
        "last",
        "next",
        "this",
        "early",
        "late",
        "earlier",
    ):
        return None
    if doc[last.i + 1].lower_ in ("other", "new") and phrase.first.i == last.i + 2:
        phrase.first = doc[last.i + 1]
    return phrase


def _noun_follows(doc: Doc, index: int, end: int) -> bool:
    return (
        index < end
        and (doc[index].tag_ in _MODIFIERS or doc[index].lower_ in _PLURALS)
        and doc[index].tag_ not in ("RB", "POS")
    )


def noun_phrase(doc: Doc, start: int, end: int, number: Token | None = None) -> Counted | None:
    """The noun phrase from token `start` to its head and, for collectives, its "of ..." part."""
    index, noun = start, None
    while index < end and index < start + 12:
        token = doc[index]
        is_tail = (
            index > start
            and doc[index - 1].tag_ == "HYPH"
            and token.tag_ in ("VBN", "VBD", "VBG", "JJ", "RB", "IN")
        )
        if noun is not None and token.lower_ in actions("adjectives") and not _leads_to_noun(doc, index, end):
            break
        if token.lower_ in ("need", "needs"):  # "a further 4.8m need help": taken for a noun by the parser
            break
        if (token.tag_ in NOUNS or token.lower_ in _PLURALS) and not is_tail:
            if noun is not None and _breaks(noun, token, index):
                break
            noun = token
        elif token.tag_ == "HYPH" and noun is not None and index + 1 < end and not doc[index + 1].is_space:
            noun = None
        elif not is_tail and not _modifies(doc, index, end, noun, start):
            break
        index += 1
    if noun is None:
        return None
    if (
        number is not None
        and number.dep_ == "nummod"
        and start <= number.head.i < noun.i
        and number.head.tag_ in ("NNS", "NNPS")
    ):
        noun = number.head
    counted = Counted(doc[start], noun, noun, noun)
    _extend(doc, counted, end)
    return counted


def _breaks(noun: Token, token: Token, index: int) -> bool:
    """Whether a noun straight after a noun begins something new: "soldiers Naik Sher", "people Friday"."""
    if noun.i != index - 1:
        return False
    is_plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PLURALS
    return (is_plural and noun.dep_ not in ("compound", "nmod", "poss")) or (
        token.ent_type_ in ("DATE", "TIME") and noun.ent_type_ != token.ent_type_
    )


def _modifies(doc: Doc, index: int, end: int, noun: Token | None, start: int) -> bool:
    """Whether the token can stand between a number and its noun."""
    token = doc[index]
    following = doc[index + 1] if index + 1 < end else None
    if token.tag_ in ("VBN", "VBD", "VBG"):
        return noun is None and _leads_to_noun(doc, index, end)
    if token.text == "-" or token.tag_ == "HYPH":
        return following is not None and not following.is_space
    if token.tag_ == "POS":
        return noun is not None
    if token.lower_ in ("and", ",", "or", "/", "&"):
        joins = (
            following is not None
            and following.tag_ in ("JJ", "VBN", "NN", "NNP")
            and following.dep_ in ("conj", "amod", "compound")
        )
        return noun is None and index > start and joins
    if token.tag_ in ("RB", "RBR", "RBS"):
        return (
            noun is None
            and following is not None
            and following.tag_ in ("JJ", "VBN", "VBG", "VBD")
            and _leads_to_noun(doc, index + 1, end)
        )
    if token.tag_ == "CD" and noun is None:
        return any(c.isalpha() for c in token.text) or (
            following is not None and following.lower_ in ("mm", "cm", "calibre", "caliber", "kg", "inch")
        )
    if token.tag_ in ("JJ", "JJR", "JJS") and noun is not None:
        return (
            following is not None
            and following.tag_ in NOUNS
            and following.i == index + 1
            and token.dep_ in ("amod", "compound")
            and token.head.i > token.i
        )
    if token.tag_ == "JJ":
        return _leads_to_noun(doc, index, end)
    return token.tag_ in _MODIFIERS


def _leads_to_noun(doc: Doc, index: int, end: int) -> bool:
    """Whether an adjective or participle stands before its noun and not after the number alone."""
    token = doc[index]
    for ahead in range(index + 1, min(end, index + 6)):
        other = doc[ahead]
        if other.tag_ in NOUNS or other.lower_ in _PLURALS:
            own = (
                token.dep_ in ("amod", "compound", "nmod", "advmod", "nummod", "conj")
                or token.head.i == other.i
            )
            return own or (
                token.tag_ in ("JJ", "VBN")
                and other.i == index + 1
                and other.ent_type_ not in ("DATE", "TIME")
            )
        if other.tag_ not in _MODIFIERS and other.lower_ not in ("and", ",", "-"):
            return False
    return False


def _state(doc: Doc, index: int, end: int, last: Token) -> Counted | None:
    """ "the nine wounded", "its 11 dead": an adjective in the noun's place after a determiner."""
    if index >= end:
        return None
    token = doc[index]
    before = last.doc[last.i - 1] if last.i else None
    is_state = token.lower_ in actions("adjectives") or token.lower_ in _STATE_NOUNS
    if is_state and before is not None and before.tag_ in _DETERMINERS:
        return Counted(token, token, token, token, is_state=True)
    return None


_STATE_NOUNS = frozenset(
    "accused convicted condemned arrested bereaved sick elderly poor disabled faithful".split()
)


def _extend(doc: Doc, counted: Counted, end: int) -> None:
    """Take in "of ..." after units and collectives ("kg of explosives", "prisoners of war")."""
    index = counted.head.i + 1
    head = singular(counted.head)
    counted.last = counted.head
    unit = known(counted.head.text)
    is_collective = head in words("collectives") or (unit is not None and unit.kind in COUNTING)
    if index + 1 >= end or doc[index].lower_ != "of" or not is_collective:
        return
    phrase = _bare_phrase(doc, index + 1, end)
    if phrase is not None and phrase.i - counted.first.i < _MOST_WORDS:
        counted.last = phrase


def _bare_phrase(doc: Doc, index: int, end: int) -> Token | None:
    """Last token of the noun phrase at `index`, its determiner passed over; None if there is none."""
    noun = None
    while index < end:
        token = doc[index]
        if token.tag_ in NOUNS or token.lower_ in _PLURALS:
            if noun is not None and _breaks(noun, token, index):
                break
            noun = token
        elif not (token.tag_ in _DETERMINERS or token.tag_ in _MODIFIERS) or (
            noun is not None and token.tag_ not in ("HYPH",)
        ):
            break
        index += 1
    return noun


def _part(doc: Doc, last: Token, index: int, end: int) -> Counted | None:
    """ "four of the nine wounded", "one of their colleagues", "23 of them", "dozens of people"."""
    if index < end and doc[index].ent_type_ in ("DATE", "TIME") and doc[index].tag_ in ("NNP", "CD"):
        return None  # "the seven of Monday"
    is_part = index < end and (
        doc[index].tag_ in _DETERMINERS or doc[index].tag_ in ("PRP", "WDT", "WP", "CD")
    )
    if index < end and (
        doc[index].tag_ in ("PRP", "WP", "WDT") or doc[index].lower_ in ("these", "those", "which")
    ):
        pronoun = doc[index]
        apposed = _apposed(doc, index + 1, end) if pronoun.tag_ == "PRP" else None
        if apposed is not None:
            return apposed
        if not _noun_follows(doc, index + 1, end) or pronoun.tag_ in ("PRP", "WP", "WDT"):
            return Counted(pronoun, pronoun, pronoun, last, is_part=True, is_anaphor=True)
    while index < end and (doc[index].tag_ in _DETERMINERS or doc[index].tag_ in ("CD", "POS", "QP")):
        index += 1
    if index < end and doc[index].tag_ == "NNP" and index + 1 < end and doc[index + 1].tag_ == "POS":
        index += 2
    phrase = noun_phrase(doc, index, end)
    if (
        phrase is not None
        and phrase.head.lower_ in ("number", "ranks", "rest", "total")
        and phrase.first.i == phrase.head.i
    ):
        return Counted(phrase.head, phrase.head, phrase.head, last, is_part=True, is_anaphor=True)
    if phrase is None:
        if index < end and (
            doc[index].tag_ in ("VBN", "JJ", "VBD") or doc[index].lower_ in actions("adjectives")
        ):
            token = doc[index]
            return Counted(token, token, token, last, is_part=True, is_state=True)
        return None
    phrase.node = last if is_part else phrase.head
    phrase.is_part = is_part
    return phrase


def _apposed(doc: Doc, index: int, end: int) -> Counted | None:
    """The noun after the pronoun: "two of them women", "one of them a 28-year-old woman"."""
    while index < end and (
        doc[index].lower_ in ("a", "an", "the", "were", "are", "was")
        or doc[index].tag_ in ("CD", "HYPH")
        or doc[index].lower_ in ("year", "old")
    ):
        index += 1
    phrase = noun_phrase(doc, index, end)
    if phrase is None or phrase.head.ent_type_ in ("GPE", "DATE", "TIME", "ORG"):
        return None
    phrase.is_part, phrase.is_anaphor = True, False
    return phrase


def phrase_of(noun: Token) -> tuple[Token, Token]:
    """First and last token of a noun with the modifiers before it."""
    start = noun
    doc = noun.doc
    while (
        start.i
        and doc[start.i - 1].head.i == noun.i
        and doc[start.i - 1].dep_ in ("compound", "amod", "nmod")
    ):
        start = doc[start.i - 1]
    return start, noun
