"""The noun of a figure that has none of its own: carried over, pointed back to, or said elsewhere.

"39 killed, 83 wounded", "15 others", "the toll rose to 26", "Torkham (21,600)". Takes one draft and the
drafts around it, and fills in what it counts.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.figure_actions import action_of, own_action, own_state, subject_action
from onrecord.annotate.figure_drafts import Draft, noun_before
from onrecord.annotate.figure_sentence import sentence, text_of
from onrecord.annotate.figure_things import NOUNS, kind_of, phrase_of, singular
from onrecord.annotate.figure_verbs import fitted
from onrecord.annotate.figure_words import actions, words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.span import Span

_FAR = 260


_COMPARES = re.compile(
    r"\b(?:against|compared (?:with|to)|as against|versus|from|than|up from|down from|double the|twice the"
    r"|(?:registered|recorded) (?:in|a))\b",
    re.I,
)


_PERSONS = frozenset({"combatants", "forces", "civilians", "people", "displaced_people"})


def find_thing(doc: AnnotatedDocument, draft: Draft, kept: list[Draft], later: list[Draft]) -> None:
    """Give a figure without a noun the noun it shares, in order of how sure each place is."""
    ahead = _ahead(draft, later)
    if ahead is not None and draft.counted is None:
        _take(draft, ahead)
        draft.action = ahead.action
        return
    named = _subject_of(draft.last) or _label_before(draft) if draft.counted is None else None
    if named is not None and _name_by(draft, named):
        return
    source = _source(doc, draft, kept)
    if source is not None:
        _take(draft, source)
        if draft.action is None or (draft.action.code is None and not draft.action.word):
            draft.action = source.action
        return
    noun = named if named is not None and lemma(named) in words("count_nouns") else _noun_behind(draft)
    if noun is not None:
        start, end = phrase_of(noun)
        draft.span = Span(start.idx, end.idx + len(end))
        draft.thing, draft.head = text_of(noun.doc)[draft.span.start : draft.span.end], singular(noun)
        draft.is_carried = True
    elif draft.counted is not None and draft.counted.is_anaphor:
        _stand_for_itself(draft)
    elif (
        draft.action is not None
        and draft.action.code in ("killed", "wounded", "missing", "arrested")
        and draft.action.first.i - draft.last.i in (1, 2)
    ):
        token = draft.action.first
        draft.thing, draft.head, draft.span = (
            token.text,
            token.lower_,
            Span(token.idx, token.idx + len(token)),
        )


def _noun_behind(draft: Draft) -> Token | None:
    """The plural noun that "three of them" or a bare "killing scores" points back to."""
    is_pronoun = draft.counted is not None and draft.counted.is_anaphor
    happened = draft.action is not None and draft.action.code is not None and _goes_on(draft)
    if not is_pronoun and not happened:
        return None
    doc = draft.first.doc
    for index in range(draft.first.i - 1, max(-1, draft.first.i - 60), -1):
        token = doc[index]
        if token.is_space and "\n\n" in token.text:
            return None
        if token.ent_type_ == "ORG":
            continue
        if (
            token.tag_ in ("NNS", "NNPS")
            or token.lower_
            in (
                "people",
                "khwarij",
                "khawarij",
                "personnel",
                "police",
            )
        ) and (kind_of(singular(token)) in _PERSONS or (is_pronoun and kind_of(singular(token)) is not None)):
            return token
    return None


def _stand_for_itself(draft: Draft) -> None:
    """ "15 others" with nothing before it to point to."""
    if draft.counted is not None and draft.counted.head.lower_ == "others":
        token = draft.counted.head
        draft.thing, draft.head, draft.span = "others", "other", Span(token.idx, token.idx + len(token))


def _take(draft: Draft, source: Draft) -> None:
    if draft.action is not None:
        fitted(draft.action, source.head)
    draft.thing, draft.head, draft.span, draft.is_carried = source.thing, source.head, source.span, True
    draft.unit = draft.unit or source.unit


def _ahead(draft: Draft, later: list[Draft]) -> Draft | None:
    """ "Two and five terrorists", "4 to 6 and 9 rifles": the next number's noun, if that stands close."""
    index = draft.last.i + 1
    doc = draft.last.doc
    if index >= len(doc) or doc[index].lower_ not in ("and", "or", "to"):
        return None
    for other in later:
        if other.first.i - index > 3:
            return None
        if other.thing and other.first.i > index and not other.is_rate:
            return other
    return None


def _source(doc: AnnotatedDocument, draft: Draft, kept: list[Draft]) -> Draft | None:
    """The figure before that this one goes on from, or None."""
    text = doc.reading_text
    candidates: list[Draft] = []
    for other in reversed(kept):
        gap = text[other.number.end : draft.number.start]
        if len(gap) > _FAR or "\n\n" in gap:
            break
        is_money = other.unit is not None and other.unit.kind == "money"
        is_lone_thing = other.first.lower_ in ("a", "an") and kind_of(other.head) not in _PERSONS
        if not other.is_rate and not is_lone_thing and (not is_money or draft.number.currency is not None):
            candidates.append(other)
    if not candidates:
        return None
    pointing = draft.counted.head.lower_ if draft.counted is not None else ""
    nearest = candidates[0]
    same_sentence = sentence(nearest.last).start == sentence(draft.first).start
    gap = text[nearest.number.end : draft.number.start]
    if draft.counted is None and not (_goes_on(draft) if same_sentence else _may_reach_back(draft)):
        return None
    if (
        pointing in ("others", "more")
        or not same_sentence
        or _COMPARES.search(gap)
        or _has_own_clause(draft, nearest)
    ):
        wholes = [other for other in candidates if other.whole is None]
        nearest = (wholes or candidates)[0]
    return _pair(candidates, draft, text) or nearest


def _has_own_clause(draft: Draft, previous: Draft) -> bool:
    """Whether a finite verb of its own stands right after the number: ", and 118 were killed"."""
    doc, index = draft.last.doc, draft.last.i + 1
    if previous.whole is None or index >= len(doc):
        return False
    return doc[index].tag_ in ("VBD", "VBP", "VBZ", "MD")


def _goes_on(draft: Draft) -> bool:
    """Whether a bare number stands where a count can: before a verb, comma, preposition or at the end."""
    following = draft.last.doc[draft.last.i + 1] if draft.last.i + 1 < len(draft.last.doc) else None
    if following is not None and following.lower_ in ("need", "require"):
        return True
    return (
        following is None
        or following.tag_ not in (*NOUNS, "CD", "HYPH", "-LRB-")
        or following.ent_type_ in ("DATE", "TIME", "GPE", "NORP")
    )


def _may_reach_back(draft: Draft) -> bool:
    """A bare number may take a noun from the sentence before if it opens its own or has its own action."""
    opens = draft.first.i - sentence(draft.first).start <= 4
    return (draft.action is not None and draft.action.code is not None) or (opens and _goes_on(draft))


def _pair(candidates: list[Draft], draft: Draft, text: str) -> Draft | None:
    """The second noun for the second number of "5,109 A and 231 B, against 4,870 and 252"."""
    if not candidates or not candidates[0].is_carried:
        return None
    gap = text[candidates[0].number.end : draft.number.start]
    if not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", gap):
        return None
    run = [candidates[0]]
    for other in candidates[1:]:
        if other.is_carried and re.fullmatch(
            r"\s*(?:,|and|,\s*and)\s*", text[other.number.end : run[-1].number.start]
        ):
            run.append(other)
        else:
            break
    first = run[-1]
    plain = [
        other for other in reversed(candidates[len(run) :]) if not other.is_carried and other.span is not None
    ]
    told = sentence(plain[-1].last) if plain else None
    listed = [other for other in plain if sentence(other.last) == told]
    if len(listed) < 2 or first.thing not in (listed[-1].thing, listed[0].thing):
        return None
    if first.thing == listed[-1].thing and first.span == listed[-1].span:
        _take(first, listed[-2])
        first.action = listed[-2].action
        return listed[-1]
    return None


_LINKS = frozenset("as at to from with by of above below over between".split())


_COUNTED_VERBS = frozenset(
    "put bring take place set estimate raise revise lower give total report leave keep reckon push".split()
)


def _subject_of(node: Token) -> Token | None:
    """The noun that a bare number says something of, through "at", "to", "from" or a copula."""
    for _ in range(5):
        if node.dep_ in ("pobj", "pcomp") and node.head.lower_ in _LINKS:
            found = _over_link(node, node.head)
            if found is not None or node.head.lower_ not in ("between", "from", "above", "over", "below"):
                return found
            node = node.head
            continue
        if node.dep_ in ("attr", "dobj", "acomp", "oprd") and lemma(node.head) in words("light_verbs"):
            if node.dep_ == "dobj" and lemma(node.head) not in (
                "reach",
                "total",
                "number",
                "top",
                "exceed",
                "hit",
                "pass",
                "surpass",
                "become",
            ):
                return None
            return _argument_before(node.head, node)
        if node.head.i == node.i or node.dep_ not in (
            "conj",
            "quantmod",
            "npadvmod",
            "nummod",
            "appos",
            "pobj",
            "prep",
            "punct",
        ):
            return None
        if node.dep_ == "conj" and node.head.tag_ != "CD":
            return None
        node = node.head
    return None


def _over_link(node: Token, link: Token) -> Token | None:
    governor = link.head
    if link.lower_ == "of":
        is_count = lemma(governor) in words("count_nouns") or own_action(governor) is not None
        return governor if governor.tag_ in NOUNS and is_count else None
    if governor.tag_ in NOUNS:
        verb = governor.head
        is_counting = link.lower_ == "at" or lemma(verb) in (
            words("light_verbs") | words("change_verbs") | _COUNTED_VERBS
        )
        named = (
            own_action(governor) is not None
            or lemma(governor) in words("count_nouns")
            or kind_of(singular(governor)) is not None
        )
        if named and is_counting:
            return governor
        governor = verb
    while governor.tag_ == "IN" and governor.head.i != governor.i:
        governor = governor.head
    return _argument_before(governor, node) if governor.tag_[:2] == "VB" else None


def _argument_before(verb: Token, node: Token) -> Token | None:
    """The object before the number, else the subject of the verb, where that can be counted."""
    base = lemma(verb)
    if verb.dep_ in ("acl", "relcl", "advcl") and verb.head.i < verb.i:
        noun = verb.head if verb.head.tag_ in NOUNS else _object_of(verb.head, verb)
        if (
            noun is not None
            and (actions("verbs").get(base) or base in words("light_verbs"))
            and verb.tag_ in ("VBN", "VBD")
        ):
            return noun
    if base not in words("light_verbs") and base not in words("change_verbs") and base not in _COUNTED_VERBS:
        return None
    found = _object_of(verb, node)
    if found is None:
        found = next(
            (
                c
                for c in verb.children
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < node.i and c.tag_ in NOUNS
            ),
            None,
        )
    if found is not None and lemma(found) in (words("gauges") | _CHANGE_NOUNS):
        return None
    if (
        found is not None
        and found.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        and found.tag_ in ("NNP", "NNPS")
        and found.dep_ == "nsubj"
    ):
        return None
    return found


_CHANGE_NOUNS = frozenset("rise increase fall drop decline decrease growth jump".split())


def _object_of(verb: Token, before: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i < before.i and c.tag_ in NOUNS), None)


def _label_before(draft: Draft) -> Token | None:
    """The noun of a bracketed number ("Torkham (21,600)") or of a line's label ("Rifles: 12")."""
    noun, doc = noun_before(draft.first), draft.first.doc
    if draft.last.i + 1 < len(doc) and doc[draft.last.i + 1].tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return None
    if noun is None or (noun.i + 1 < draft.first.i and noun.nbor().text == ":" and not _begins_line(noun)):
        return None
    return noun if kind_of(singular(noun)) is not None or own_action(noun) is not None else None


def _begins_line(token: Token) -> bool:
    """Whether at most six words stand before the token on its line."""
    line = text_of(token.doc)[: token.idx].rpartition("\n")[2]
    return len(line.split()) <= 6


def _name_by(draft: Draft, noun: Token) -> bool:
    """Take `noun` as the counted; "number of X" gives way to X, a bare "total" to the figure before."""
    if lemma(noun) in words("count_nouns") and noun.lower_ != "toll":
        count, inner = noun, _inside(noun)
        if inner is None:
            draft.action = subject_action(noun) or draft.action
            return False
        noun = inner
        found = own_state(noun) or subject_action(count) or action_of(noun, noun)
    else:
        found = action_of(noun, noun) or subject_action(noun)
    if found and (found.code or draft.action is None):
        draft.action = found
    start, end = phrase_of(noun)
    draft.span = Span(start.idx, end.idx + len(end))
    draft.thing = text_of(noun.doc)[draft.span.start : draft.span.end]
    draft.head = "death" if noun.lower_ == "toll" else singular(noun)
    return True


def _inside(noun: Token) -> Token | None:
    """The counted noun inside "the number of Afghans repatriated", "the figure for Iran"."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return (
        next(
            (
                c
                for c in of.children
                if c.dep_ == "pobj" and (c.tag_ in NOUNS or c.lower_ in actions("adjectives"))
            ),
            None,
        )
        if of is not None
        else None
    )
