"""Figures beside one another: nouns and actions carried over, parts and wholes, "respectively".

Takes the drafts of one document in text order and completes them; a number that finds no noun at all
is dropped, since a bare number counts nothing.
"""

from __future__ import annotations

import re

from onrecord.annotate.figure_actions import own_state
from onrecord.annotate.figure_carry import find_thing
from onrecord.annotate.figure_drafts import SINGLE_CODES, Draft, is_undergone
from onrecord.annotate.figure_sentence import sentence
from onrecord.annotate.figure_things import kind_of
from onrecord.annotate.figure_verbs import Action
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument

_PART = re.compile(
    r"\b(?:including|includes|included|among (?:them|whom|those|these|the)|of (?:them|these|whom|which"
    r"|those)|comprising|comprised"
    r"|consisting of|made up of|mostly|namely|most of them)\b",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"[^.;:\n]{0,70}$")


def complete(doc: AnnotatedDocument, drafts: list[Draft]) -> list[Draft]:
    """The drafts that count something, with things, actions and wholes filled from their neighbours."""
    kept: list[Draft] = []
    for position, draft in enumerate(drafts):
        if draft.is_unsure and not _goes_on_list(draft, kept):
            continue
        if not draft.thing:
            find_thing(doc, draft, kept, drafts[position + 1 : position + 5])
        if not draft.thing:
            continue
        _find_whole(doc, draft, kept)
        _find_action(doc, draft, kept)
        if not _is_idle(draft, kept):
            kept.append(draft)
    _wholes_ahead(kept)
    return kept


def _is_idle(draft: Draft, kept: list[Draft]) -> bool:
    """Whether a small number in words only describes who acts or where: "the two institutions"."""
    number = draft.number
    if (
        not number.is_word
        or number.value > 4
        or number.bound != "exact"
        or number.best is None
        or draft.unit is not None
    ):
        return False
    action = draft.action
    if action is not None and _is_place_left(draft, action):
        return True
    undergoes = action is not None and (
        action.code is not None or (action.word != "" and action.verb is not None and action.is_object)
    )
    return (
        not undergoes
        and draft.whole is None
        and not draft.is_rate
        and (draft.counted is None or not draft.counted.is_part)
    )


def _is_place_left(draft: Draft, action: Action) -> bool:
    """Whether the counted is only a place gone from or to: "fled two camps"."""
    return (
        action.verb is not None
        and action.is_object
        and draft.head in _LEFT
        and lemma(action.verb) in ("leave", "flee", "enter", "visit", "reach")
    )


_LEFT = frozenset("camp village town city district region ward area country hamlet province".split())


def _goes_on_list(draft: Draft, kept: list[Draft]) -> bool:
    """Whether "a kindergarten" goes on a list of things that something happened to; takes their action."""
    if not kept or not is_listed_after(kept[-1], draft) or kept[-1].is_rate:
        return False
    action = kept[-1].action
    if action is None or action.code not in SINGLE_CODES or not is_undergone(action):
        return False
    draft.action = action
    return True


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
    opening = gap.rpartition(". ")[2]
    is_opened = text[sentence(previous.last).start_char : previous.number.outer].strip().lower() in (
        "of",
        "of the",
        "out of",
    )
    if is_opened and "." not in gap and draft.is_carried:
        draft.whole = len(kept) - 1
    elif len(opening) < 120 and (_PART.search(opening) or _PART.match(own.strip())):
        draft.whole = _total_before(kept, draft) if ". " in gap else len(kept) - 1
    elif (
        previous.whole is not None
        and _LIST_GAP.match(gap)
        and not re.search(r"\b(?:while|but|against|compared)\b", gap)
        and (
            _same_list(previous, draft)
            or (previous.is_carried and draft.is_carried and _fits(kept, previous.whole, draft))
        )
    ):
        draft.whole = previous.whole
    elif (
        re.search(r":\s*$", gap)
        and "." not in gap
        and draft.is_carried
        and draft.number.value < previous.number.value
    ):
        draft.whole = len(kept) - 1
    if draft.whole is not None and kept[draft.whole].number.value < draft.number.value:
        draft.whole = None


def _fits(kept: list[Draft], whole: int, draft: Draft) -> bool:
    """Whether the parts of a whole so far leave room for this one."""
    return (
        sum(d.number.value for d in kept if d.whole == whole) + draft.number.value <= kept[whole].number.value
    )


def _total_before(kept: list[Draft], draft: Draft) -> int | None:
    """Index of the nearest whole before the draft, which lies in an earlier sentence."""
    for index in range(len(kept) - 1, max(-1, len(kept) - 6), -1):
        if (
            kept[index].whole is None
            and not kept[index].is_rate
            and kept[index].number.value >= draft.number.value
        ):
            return index
    return None


def _same_list(previous: Draft, draft: Draft) -> bool:
    """Whether two figures are coordinated: no verb between them has its own subject."""
    doc = previous.last.doc
    between = doc[previous.last.i + 1 : draft.first.i]
    return not any(
        t.tag_ in ("VBD", "VBP", "VBZ", "MD") and t.dep_ in ("ROOT", "conj", "ccomp", "aux", "auxpass")
        for t in between
    )


def _whole_of_part(draft: Draft, kept: list[Draft]) -> int | None:
    """ "401 of the attacks": the nearest figure before with that noun and at least that value."""
    counted = draft.counted
    if counted is None:
        return None
    for index in range(len(kept) - 1, max(-1, len(kept) - 8), -1):
        other = kept[index]
        if (
            other.is_rate
            or other.number.value < draft.number.value
            or (other.whole is not None and counted.is_anaphor is False and other.head != draft.head)
        ):
            continue
        if (
            counted.is_anaphor
            or other.head == draft.head
            or (counted.is_state and other.action is not None and other.action.code == "wounded")
        ):
            return index
    return None


def _find_action(doc: AnnotatedDocument, draft: Draft, kept: list[Draft]) -> None:
    """A figure without an action of its own takes that of the figure it is part of or goes on from."""
    if draft.action is not None and not _is_weak(draft.action) and not _misfits(draft):
        return
    if draft.whole is not None and kept[draft.whole].action is not None and not _misfits(draft):
        draft.action = kept[draft.whole].action
        return
    if draft.is_rate:
        return
    for previous in reversed(kept[-4:]):
        gap = doc.reading_text[previous.number.end : draft.number.start]
        if len(gap) > 240 or "\n" in gap or previous.is_rate:
            return
        same_sentence = sentence(previous.last).start == sentence(draft.first).start
        joined = (
            draft.is_carried
            or (same_sentence and is_listed_after(previous, draft))
            or previous.head == draft.head
        )
        if (
            joined
            and previous.action is not None
            and (not _misfits(draft) or not _is_personal(previous.action))
        ):
            draft.action = previous.action
            return
    if _misfits(draft) and draft.action is not None and draft.action.code == "arrested":
        draft.action = Action(
            "recovered", "recovered", draft.action.first, draft.action.last, draft.action.verb
        )


_PERSONAL = frozenset("killed wounded arrested kidnapped surrendered missing convicted".split())
_STUFF = frozenset({"weapons", "drugs", "goods", "money"})


def _is_weak(action: Action) -> bool:
    """Whether the action says nothing of its own: no code, from a light verb or from none."""
    if action.code is not None:
        return False
    if not action.word or action.verb is None:
        return True
    base = lemma(action.verb)
    if base in ("pack", "load", "fill", "rig", "lace", "equip", "believe"):
        return True
    return base in words("light_verbs") or (not action.is_object and base in words("reporting_verbs"))


def _is_personal(action: Action) -> bool:
    return action.code in _PERSONAL


def _misfits(draft: Draft) -> bool:
    """Whether the action cannot be one of this thing: rifles are not arrested."""
    return draft.action is not None and _is_personal(draft.action) and kind_of(draft.head) in _STUFF


def is_listed_after(previous: Draft, draft: Draft) -> bool:
    """Whether only "and" or commas stand between the phrase of one figure and the other figure."""
    end = previous.counted.last.i if previous.counted is not None else previous.last.i
    between = draft.first.doc[end + 1 : draft.first.i]
    if len(between) > 5:
        return draft.node.dep_ in ("conj", "appos") and draft.node.head.i == previous.node.i
    return all(t.lower_ in _JOINING or t.tag_ == "CD" for t in between)


_JOINING = frozenset(", and or a an the another as well at least some about nearly over more than &".split())


def _wholes_ahead(kept: list[Draft]) -> None:
    """The whole inside the phrase: "four of the nine wounded", "three of its seven centres"."""
    for index, draft in enumerate(kept[:-1]):
        following = kept[index + 1]
        if draft.counted is None or not draft.counted.is_part or following.number.value < draft.number.value:
            continue
        if (
            draft.last.i < following.first.i <= draft.counted.last.i + 1
            and following.first.i - draft.last.i <= 4
        ):
            draft.whole = index + 1
            head = following.counted.head if following.counted is not None else following.node
            following.action = own_state(head)
