"""Figures beside one another: nouns and actions carried over, parts and wholes, "respectively".

Takes the drafts of one document in text order and completes them; a number that finds no noun at all
is dropped, since a bare number counts nothing.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.figure_actions import Action, action_of, subject_action
from onrecord.annotate.figure_drafts import Draft, noun_before
from onrecord.annotate.figure_things import NOUNS, kind_of, phrase_of, singular
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.span import Span

_PART = re.compile(
    r"\b(?:including|includes|included|among (?:them|whom|those|these|the)|of (?:them|these|whom|which|those)|comprising|comprised"
    r"|consisting of|made up of|mostly|namely|most of them)\b",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"[^.;:\n]{0,70}$")
_FAR = 260
_COMPARES = re.compile(
    r"\b(?:against|compared (?:with|to)|as against|versus|from|than|up from|down from|double the|twice the|(?:registered|recorded) (?:in|a))\b", re.I
)
_PERSONS = frozenset({"combatants", "forces", "civilians", "people", "displaced_people"})


def complete(doc: AnnotatedDocument, drafts: list[Draft]) -> list[Draft]:
    """The drafts that count something, with things, actions and wholes filled from their neighbours."""
    kept: list[Draft] = []
    for position, draft in enumerate(drafts):
        if not draft.thing:
            _find_thing(doc, draft, kept, drafts[position + 1 :])
        if not draft.thing:
            continue
        _find_whole(doc, draft, kept)
        _find_action(doc, draft, kept)
        kept.append(draft)
    _wholes_ahead(kept)
    _respectively(doc, kept)
    return kept


def _find_thing(doc: AnnotatedDocument, draft: Draft, kept: list[Draft], later: list[Draft]) -> None:
    """Give a figure without a noun the noun it shares, in order of how sure each place is."""
    ahead = _ahead(draft, later)
    if ahead is not None and draft.counted is None:
        _take(draft, ahead)
        draft.action = ahead.action
        return
    if draft.counted is None and _from_subject(draft):
        return
    source = _source(doc, draft, kept)
    if source is not None:
        _take(draft, source)
        if draft.action is None or draft.action.code is None and not draft.action.word:
            draft.action = source.action
        return
    if draft.counted is not None and draft.counted.is_anaphor:
        _stand_for_itself(draft)
    elif draft.action is not None and draft.action.code in ("killed", "wounded", "missing", "arrested") and draft.action.first.i - draft.last.i in (1, 2):
        token = draft.action.first
        draft.thing, draft.head, draft.span = token.text, token.lower_, Span(token.idx, token.idx + len(token))


def _stand_for_itself(draft: Draft) -> None:
    """ "15 others" with nothing before it to point to."""
    if draft.counted is not None and draft.counted.head.lower_ == "others":
        token = draft.counted.head
        draft.thing, draft.head, draft.span = "others", "other", Span(token.idx, token.idx + len(token))


def _take(draft: Draft, source: Draft) -> None:
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
        if other.is_rate or other.unit is not None and other.unit.kind == "money" and draft.unit is None:
            continue
        candidates.append(other)
    if not candidates:
        return None
    pointing = draft.counted.head.lower_ if draft.counted is not None else ""
    if pointing == "others" or pointing in ("more",):
        wholes = [other for other in candidates if other.whole is None]
        return (wholes or candidates)[0]
    nearest = candidates[0]
    same_sentence = nearest.last.sent.start == draft.first.sent.start
    if not same_sentence and draft.counted is None and not _may_reach_back(draft):
        return None
    if same_sentence and draft.counted is None and not _goes_on(draft):
        return None
    return _pair(candidates, draft, text) or nearest


def _goes_on(draft: Draft) -> bool:
    """Whether a bare number stands where a count can: before a verb, comma, preposition or at the end."""
    following = draft.last.doc[draft.last.i + 1] if draft.last.i + 1 < len(draft.last.doc) else None
    return following is None or following.tag_ not in (*NOUNS, "CD", "HYPH", "-LRB-") or following.ent_type_ in ("DATE", "TIME", "GPE", "NORP")


def _may_reach_back(draft: Draft) -> bool:
    """A bare number may take a noun from the sentence before if it opens its own or has something happen to it."""
    opens = draft.first.i - draft.first.sent.start <= 2
    return draft.action is not None and draft.action.code is not None or opens and _goes_on(draft)


def _pair(candidates: list[Draft], draft: Draft, text: str) -> Draft | None:
    """ "5,109 A and 231 B, against 4,870 and 252": the second number of a comparison takes the second noun."""
    if not candidates or not candidates[0].is_carried:
        return None
    gap = text[candidates[0].number.end : draft.number.start]
    if not re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", gap):
        return None
    run = [candidates[0]]
    for other in candidates[1:]:
        if other.is_carried and re.fullmatch(r"\s*(?:,|and|,\s*and)\s*", text[other.number.end : run[-1].number.start]):
            run.append(other)
        else:
            break
    first = run[-1]
    plain = [other for other in reversed(candidates[len(run) :]) if not other.is_carried and other.span is not None]
    listed = [other for other in plain if other.last.sent.start == plain[-1].last.sent.start] if plain else []
    if len(listed) < 2 or first.thing not in (listed[-1].thing, listed[0].thing):
        return None
    if first.thing == listed[-1].thing and first.span == listed[-1].span:
        _take(first, listed[-2])
        first.action = listed[-2].action
        return listed[-1]
    return None


def _from_subject(draft: Draft) -> bool:
    """ "put their losses at six", "the death toll to 15", "homicides fell to 13,214", "Torkham (21,600)"."""
    noun = _subject_of(draft.last)
    if noun is None:
        noun = noun_before(draft.first)
        if noun is None or kind_of(singular(noun)) is None:
            return False
    return _name_by(draft, noun)


def _subject_of(node: Token) -> Token | None:
    for _ in range(4):
        if node.dep_ == "pobj" and node.head.lower_ in ("at", "to", "from", "with", "by", "of", "above", "below", "over"):
            governor = node.head.head
            if node.head.lower_ == "of":
                return governor if governor.tag_ in NOUNS else None
            verb = governor if governor.tag_[:2] == "VB" else governor.head
            if governor.tag_ in NOUNS and verb.tag_[:2] != "VB":
                return governor
            return _argument_before(verb, node)
        if node.dep_ in ("attr", "dobj", "acomp", "oprd") and node.head.tag_[:2] == "VB" and lemma(node.head) in words("light_verbs"):
            if node.dep_ == "dobj" and lemma(node.head) in ("have", "take", "leave", "include", "report", "confirm", "record", "register"):
                return None
            return _argument_before(node.head, node)
        if node.head.i == node.i or node.dep_ not in ("conj", "quantmod", "npadvmod", "nummod", "appos", "pobj", "prep"):
            return None
        node = node.head
    return None


def _argument_before(verb: Token, node: Token) -> Token | None:
    """The object before the number, else the subject of the verb, where that is a noun that can be counted."""
    if verb.tag_[:2] != "VB":
        return None
    found = None
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubj", "nsubjpass") and child.i < node.i and child.tag_ in NOUNS:
            if found is None or child.dep_ == "dobj":
                found = child
    if found is None and verb.dep_ in ("advcl", "xcomp", "conj", "acl") and verb.head.i != verb.i:
        return None
    if found is not None and found.dep_ == "nsubj" and found.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") and found.tag_ in ("NNP", "NNPS"):
        return None
    return found


def _name_by(draft: Draft, noun: Token) -> bool:
    """Take `noun` as the counted; "number of X" gives way to X, a bare "total" to the figure before."""
    if lemma(noun) in words("count_nouns") and not (noun.lower_ == "toll" and _is_death_toll(noun)):
        inner = _inside(noun)
        if inner is None:
            found = subject_action(noun)
            if found is not None:
                draft.action = found
            return False
        noun = inner
    found = action_of(noun, noun) or subject_action(noun)
    if found and (found.code or draft.action is None):
        draft.action = found
    start, end = phrase_of(noun)
    draft.span = Span(start.idx, end.idx + len(end))
    draft.thing = noun.doc.text[draft.span.start : draft.span.end]
    draft.head = "death" if noun.lower_ == "toll" else singular(noun)
    return True


def _is_death_toll(noun: Token) -> bool:
    return noun.i > 0


def _inside(noun: Token) -> Token | None:
    """The counted noun inside "the number of Afghans repatriated", "the figure for Iran"."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return next((c for c in of.children if c.dep_ == "pobj" and c.tag_ in NOUNS), None) if of is not None else None


def _find_whole(doc: AnnotatedDocument, draft: Draft, kept: list[Draft]) -> None:
    """Set `whole` for "including three", "14 of them", "comprising nine men, 12 women and 17 children"."""
    if not kept or draft.whole is not None:
        return
    text, previous = doc.reading_text, kept[-1]
    gap = text[previous.number.end : draft.number.outer]
    if previous.is_rate or draft.is_rate or "\n\n" in gap or len(gap) > 400:
        return
    own = text[draft.number.end : draft.number.end + 12]
    if draft.counted is not None and draft.counted.is_part:
        draft.whole = _whole_of_part(draft, kept)
        return
    if re.match(r"\s+(?:of (?:them|whom|which|these|those)|were |are )", own) and _PART.search(own) or len(gap) < 120 and _PART.search(gap) and "." not in gap:
        draft.whole = len(kept) - 1
    elif previous.whole is not None and _LIST_GAP.match(gap) and not re.search(r"\b(?:while|but|against|compared)\b", gap) and _same_list(previous, draft):
        draft.whole = previous.whole
    elif re.search(r":\s*$", gap) and "." not in gap and draft.number.value < previous.number.value:
        draft.whole = len(kept) - 1
    if draft.whole is not None and kept[draft.whole].number.value < draft.number.value:
        draft.whole = None


def _same_list(previous: Draft, draft: Draft) -> bool:
    """Whether two figures are coordinated: no verb between them has its own subject."""
    doc = previous.last.doc
    between = doc[previous.last.i + 1 : draft.first.i]
    return not any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") and t.dep_ in ("ROOT", "conj", "ccomp", "aux", "auxpass") for t in between)


def _whole_of_part(draft: Draft, kept: list[Draft]) -> int | None:
    """ "401 of the attacks": the nearest figure before with that noun and at least that value."""
    counted = draft.counted
    if counted is None:
        return None
    for index in range(len(kept) - 1, max(-1, len(kept) - 8), -1):
        other = kept[index]
        if other.is_rate or other.number.value < draft.number.value or other.whole is not None and counted.is_anaphor is False and other.head != draft.head:
            continue
        if counted.is_anaphor or other.head == draft.head or counted.is_state and other.action is not None and other.action.code == "wounded":
            return index
    return None


def _find_action(doc: AnnotatedDocument, draft: Draft, kept: list[Draft]) -> None:
    """A figure without an action of its own takes that of the figure it is part of or goes on from."""
    if draft.action is not None and (draft.action.code is not None or draft.action.word and draft.action.verb is not None):
        return
    if draft.whole is not None and kept[draft.whole].action is not None:
        draft.action = kept[draft.whole].action
        return
    if not kept or draft.is_rate:
        return
    previous = kept[-1]
    gap = doc.reading_text[previous.number.end : draft.number.start]
    if previous.last.sent.start != draft.first.sent.start or len(gap) > 160:
        return
    if draft.action is None and (draft.is_carried or _is_coordinated(draft, previous)):
        draft.action = previous.action


def _is_coordinated(draft: Draft, previous: Draft) -> bool:
    """Whether the parse, or a plain "and" or comma between them, joins the two figures."""
    if draft.node.dep_ in ("conj", "appos") and draft.node.head.i <= previous.node.i + 1:
        return True
    between = previous.last.doc[previous.node.i + 1 : draft.first.i]
    return len(between) <= 3 and all(t.lower_ in (",", "and", "or", "a", "an", "the", "another") for t in between)


def _wholes_ahead(kept: list[Draft]) -> None:
    """ "Four of the nine wounded", "three of its seven centres": the whole is the number inside the phrase."""
    for index, draft in enumerate(kept[:-1]):
        following = kept[index + 1]
        if draft.counted is None or not draft.counted.is_part or following.number.value < draft.number.value:
            continue
        if draft.last.i < following.first.i <= draft.counted.last.i + 1 and following.first.i - draft.last.i <= 4:
            draft.whole = index + 1


def _respectively(doc: AnnotatedDocument, kept: list[Draft]) -> None:
    """Nothing is to be moved for numbers that stand before their own nouns; places are paired in `figures`."""
    del doc, kept


def inherit(action: Action | None) -> Action | None:
    """The action as another figure may take it over."""
    return action
