"""Figures beside one another: nouns and actions carried over, parts and wholes, "respectively".

Takes the drafts of one document in text order and completes them; a number that finds no noun at all
is dropped, since a bare number counts nothing.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.annotate.figure_actions import Action, action_of, fitted, own_action, own_state, subject_action
from onrecord.annotate.figure_drafts import SINGLE_CODES, Draft, is_undergone, noun_before
from onrecord.annotate.figure_things import NOUNS, kind_of, phrase_of, singular
from onrecord.annotate.figure_words import actions, words
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
    r"\b(?:against|compared (?:with|to)|as against|versus|from|than|up from|down from|double the|twice the|(?:registered|recorded) (?:in|a))\b",
    re.I,
)
_PERSONS = frozenset({"combatants", "forces", "civilians", "people", "displaced_people"})


def complete(doc: AnnotatedDocument, drafts: list[Draft]) -> list[Draft]:
    """The drafts that count something, with things, actions and wholes filled from their neighbours."""
    kept: list[Draft] = []
    for position, draft in enumerate(drafts):
        if draft.is_unsure and not _goes_on_list(draft, kept):
            continue
        if not draft.thing:
            _find_thing(doc, draft, kept, drafts[position + 1 :])
        if not draft.thing:
            continue
        _find_whole(doc, draft, kept)
        _find_action(doc, draft, kept)
        if not _is_idle(draft, kept):
            kept.append(draft)
    _wholes_ahead(kept)
    return kept


def _is_idle(draft: Draft, kept: list[Draft]) -> bool:
    """Whether a small number in words only describes who acts or where: "the two institutions", "in four lots"."""
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
    undergoes = action is not None and (
        action.code is not None or (action.word != "" and action.verb is not None and action.is_object)
    )
    return (
        not undergoes
        and draft.whole is None
        and not draft.is_rate
        and (draft.counted is None or not draft.counted.is_part)
    )


def _goes_on_list(draft: Draft, kept: list[Draft]) -> bool:
    """Whether "a kindergarten" stands in a list of things that something happened to, and takes their action."""
    if not kept or not is_listed_after(kept[-1], draft) or kept[-1].is_rate:
        return False
    action = kept[-1].action
    if action is None or action.code not in SINGLE_CODES or not is_undergone(action):
        return False
    draft.action = action
    return True


def _find_thing(doc: AnnotatedDocument, draft: Draft, kept: list[Draft], later: list[Draft]) -> None:
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
        draft.thing, draft.head = noun.doc.text[draft.span.start : draft.span.end], singular(noun)
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
    """The plural noun that "three of them" or a bare "killing scores" points back to, in this or the last sentence."""
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
    same_sentence = nearest.last.sent.start == draft.first.sent.start
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
    """A bare number may take a noun from the sentence before if it opens its own or has something happen to it."""
    opens = draft.first.i - draft.first.sent.start <= 4
    return (draft.action is not None and draft.action.code is not None) or (opens and _goes_on(draft))


def _pair(candidates: list[Draft], draft: Draft, text: str) -> Draft | None:
    """ "5,109 A and 231 B, against 4,870 and 252": the second number of a comparison takes the second noun."""
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
    listed = [other for other in plain if other.last.sent.start == plain[-1].last.sent.start] if plain else []
    if len(listed) < 2 or first.thing not in (listed[-1].thing, listed[0].thing):
        return None
    if first.thing == listed[-1].thing and first.span == listed[-1].span:
        _take(first, listed[-2])
        first.action = listed[-2].action
        return listed[-1]
    return None


_LINKS = frozenset("at to from with by of above below over between".split())
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
    """The object before the number, else the subject of the verb, where that is a noun that can be counted."""
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
    if found is not None and lemma(found) in (
        "rise",
        "increase",
        "fall",
        "drop",
        "decline",
        "decrease",
        "growth",
        "jump",
    ):
        return None
    if found is not None and lemma(found) in words("gauges"):
        return None
    if found is None:
        found = next(
            (
                c
                for c in verb.children
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < node.i and c.tag_ in NOUNS
            ),
            None,
        )
    if (
        found is not None
        and found.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        and found.tag_ in ("NNP", "NNPS")
        and found.dep_ == "nsubj"
    ):
        return None
    return found


def _object_of(verb: Token, before: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i < before.i and c.tag_ in NOUNS), None)


def _label_before(draft: Draft) -> Token | None:
    """The noun of a bracketed number ("Torkham (21,600)") or of a label that begins the line ("Killed: 12")."""
    noun, doc = noun_before(draft.first), draft.first.doc
    if draft.last.i + 1 < len(doc) and doc[draft.last.i + 1].tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return None
    if noun is None or (noun.i + 1 < draft.first.i and noun.nbor().text == ":" and not _begins_line(noun)):
        return None
    return noun if kind_of(singular(noun)) is not None or own_action(noun) is not None else None


def _begins_line(token: Token) -> bool:
    """Whether at most six words stand before the token on its line."""
    line = token.doc.text[: token.idx].rpartition("\n")[2]
    return len(line.split()) <= 6


def _name_by(draft: Draft, noun: Token) -> bool:
    """Take `noun` as the counted; "number of X" gives way to X, a bare "total" to the figure before."""
    if lemma(noun) in words("count_nouns") and noun.lower_ != "toll":
        inner = _inside(noun)
        if inner is None:
            draft.action = subject_action(noun) or draft.action
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


def _inside(noun: Token) -> Token | None:
    """The counted noun inside "the number of Afghans repatriated", "the figure for Iran"."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return (
        next((c for c in of.children if c.dep_ == "pobj" and c.tag_ in NOUNS), None)
        if of is not None
        else None
    )


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
    is_opened = text[previous.last.sent.start_char : previous.number.outer].strip().lower() in (
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
        same_sentence = previous.last.sent.start == draft.first.sent.start
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
    """ "Four of the nine wounded", "three of its seven centres": the whole is the number inside the phrase."""
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
