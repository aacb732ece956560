"""What stands beside what: owners after the head, appositions, names in brackets, clauses of duty.

Sets `owner`, `link`, `same_as` and `duty` of the phrases of a document.
"""

from __future__ import annotations

from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_pieces import QUESTIONS, Piece
from onrecord.annotate.actor_words import Words

_LINKS = frozenset({"of", "for", "from", "in", "at", "to"})
_CLOSERS = frozenset({",", ".", ")", ";", ":", "—", "–", "-", "who", "and"})
_COLLECTIVE = frozenset(
    "group force militia cartel gang party organisation organization movement coalition agency union company "
    "firm network community tribe clan crowd family media press mafia infantry mob population".split()
)
_LONGEST_BRACKET = 10
_DUTIES = frozenset(
    "heads headed leads led runs ran commands commanded chairs chaired directs directed oversees oversaw "
    "manages managed".split()
)


def link_phrases(words: Words, phrases: list[Phrase]) -> None:
    """Link the phrases, which are in text order."""
    by_start = {p.chunk: p for p in phrases if not p.is_modifier}
    for phrase in phrases:
        at = _after_bracket(words, phrase.end)
        if at >= len(words):
            continue
        if phrase.is_modifier:
            _share_head(words, phrase, by_start)
        following = by_start.get(at + 1)
        can_own = phrase.owner is None and phrase.kind in ("role", "organisation", "group")
        if following is not None and can_own and phrase.sense is not None and words.lower[at] in _LINKS:
            phrase.owner, phrase.link = following, words.lower[at]
        elif following is not None and _is_part(words, phrase, following):
            phrase.owner, phrase.link = following, "of"
    for phrase in phrases:
        if not phrase.is_modifier:
            _link_behind(words, phrase, by_start)


def _after_bracket(words: Words, at: int) -> int:
    """Past a short name in brackets: "the Border Guard Police (BGP) of Myanmar"."""
    closes = at + 2 < len(words) and words.text[at] == "(" and words.text[at + 2] == ")"
    return at + 3 if closes else at


def _is_part(words: Words, phrase: Phrase, following: Phrase) -> bool:
    """Whether an unknown organisation is a part of what follows ("the Investigation Wing of the police")."""
    unknown = phrase.kind == "name" and phrase.sense is None and not phrase.is_person and phrase.owner is None
    return (
        unknown and words.lower[following.start - 1] == "of" and following.kind in ("organisation", "country")
    )


def tail(phrase: Phrase) -> int:
    """End of the phrase with the owners that follow it: "spokesman for the ministry of the authorities"."""
    end, seen = phrase.end, phrase
    while seen.owner is not None and seen.owner.start >= end:
        seen = seen.owner
        end = seen.end
    return end


def _share_head(words: Words, phrase: Phrase, by_start: dict[int, Phrase]) -> None:
    """Give "Pakistani" its head in "Pakistani and Afghan forces"."""
    if (
        phrase.sense is None
        or phrase.sense.use != "adjective"
        or words.lower[phrase.end] not in ("and", "or", ",")
    ):
        return
    other = by_start.get(phrase.end + 1)
    if other is None or not other.modifiers or other.sense is None or other.is_person:
        return
    first = other.modifiers[0].sense("adjective")
    if first is None or other.kind not in ("organisation", "group", "role"):
        return
    phrase.modifiers = [Piece(phrase.start, phrase.end, "match", (phrase.sense,))]
    phrase.sense, phrase.kind, phrase.is_plural = other.sense, other.kind, other.is_plural
    phrase.is_modifier = False


def _link_behind(words: Words, phrase: Phrase, by_start: dict[int, Phrase]) -> None:
    inner = by_start.get(phrase.end + 1)
    if inner is not None and words.text[phrase.end] == "(":
        _bracket(words, phrase, inner)
    end = tail(phrase)
    if phrase.is_person and phrase.name is None and phrase.same_as is None:
        end = _past_field(words, end)
    if end + 1 >= len(words):
        return
    mark, following = words.lower[end], by_start.get(end + 1)
    if mark == ",":
        if following is not None and following.same_as is None:
            _apposition(words, phrase, following, by_start)
        elif phrase.is_person and phrase.name and words.lower[end + 1] == "who":
            _duty(words, phrase, end + 2, by_start)
    elif mark == "(":
        _person_behind_bracket(words, phrase, end, by_start)
    elif not phrase.is_person and phrase.name is None:
        _called(words, phrase, end, by_start)
    elif mark in ("—", "–", "-") and following is not None and following.same_as is None:
        _apposition(words, phrase, following, by_start)
    if phrase.is_person and phrase.name and phrase.start >= 2 and words.lower[phrase.start - 1] == "(":
        _reporter(words, phrase, by_start)


def _person_behind_bracket(words: Words, phrase: Phrase, at: int, by_start: dict[int, Phrase]) -> None:
    """Take "Joint Secretary (Planning) Shri X" as one person."""
    if not phrase.is_person or phrase.name is not None:
        return
    for i in range(at + 1, min(at + _LONGEST_BRACKET, len(words) - 1)):
        if words.lower[i] == ")":
            person = by_start.get(i + 1)
            if person is not None and person.is_person and person.name and person.same_as is None:
                person.same_as = phrase
            return


def _called(words: Words, phrase: Phrase, at: int, by_start: dict[int, Phrase]) -> None:
    """Take "a militia calling itself Sons of the Valley" as one party."""
    said = words.lower[at : at + 3]
    if said[:2] in (["calling", "itself"], ["styling", "itself"]):
        at += 2
    elif (
        said[:1] and said[0] in ("that", "which") and said[1:] in (["calls", "itself"], ["called", "itself"])
    ):
        at += 3
    elif said[:2] == ["known", "as"]:
        at += 2
    elif said[:1] in (["called"], ["named"], ["dubbed"]):
        at += 1
    else:
        return
    named = by_start.get(at) or by_start.get(at + 1)
    if named is None or named.same_as is not None or named.is_plural or phrase.kind == "country":
        return
    if named.kind in ("name", "organisation") or (named.is_person and named.name and not named.roles):
        named.is_person, named.kind, named.same_as = False, "name", phrase


def _past_field(words: Words, end: int) -> int:
    """Past the field of an office, up to its comma: "Director General for Defence and Security, "."""
    if end >= len(words) or words.lower[end] not in ("for", "of"):
        return end
    for i in range(end + 1, min(end + _LONGEST_BRACKET, len(words))):
        if words.text[i] == ",":
            return i
        if words.tag[i][:2] not in ("NN", "JJ", "CC", "DT") and words.text[i] != "-":
            return end
    return end


def _duty(words: Words, phrase: Phrase, at: int, by_start: dict[int, Phrase]) -> None:
    """Take "who heads the agency's office" as a role at the office."""
    speaks = words.lower[at : at + 2] in (["speaks", "for"], ["spoke", "for"])
    if speaks:
        at += 1
    if at < len(words) and (speaks or words.lower[at] in _DUTIES):
        phrase.duty = "speaks" if speaks else words.lower[at]
        owner = by_start.get(at + 1)
        if owner is not None and not owner.is_person and phrase.owner is None:
            phrase.owner, phrase.link = owner, "of"


def _reporter(words: Words, phrase: Phrase, by_start: dict[int, Phrase]) -> None:
    """Take "Question (Name, Outlet):" of a transcript as a reporter of the outlet."""
    if words.lower[phrase.start - 2] not in QUESTIONS:
        return
    phrase.duty = "reporter"
    outlet = by_start.get(phrase.end + 1)
    if outlet is not None and words.lower[phrase.end] == "," and not outlet.is_person:
        phrase.owner, phrase.link = outlet, "of"
        phrase.same_as = None


def _bracket(words: Words, phrase: Phrase, following: Phrase) -> None:
    """Take "(TTP)" as another name of what stands before it."""
    closes = following.end < len(words) and words.lower[following.end] == ")"
    named = following.kind in ("name", "organisation") and not following.is_person
    if closes and named and not phrase.is_person and phrase.kind != "country":
        following.same_as = phrase


def _apposition(words: Words, first: Phrase, second: Phrase, by_start: dict[int, Phrase]) -> None:
    """Mark `second` as the same as `first` where the two stand in apposition."""
    end = tail(second)
    if not _closes(words, end):
        return
    if _is_human(words, second) and _may_be_person(words, first):
        first.is_person = True  # "Sadia Anwar, a lawyer": the parser took her for an organisation
        if second.kind == "group":
            return
    if (
        first.is_person
        and first.name is None
        and not first.is_plural
        and second.name
        and not second.is_person
    ):
        third = by_start.get(end + 1) if end < len(words) and words.lower[end] == "," else None
        if third is not None and third.is_person and third.name and third.same_as is None:
            third.same_as = first  # "The Director, Media Operations, Major General X"
            if first.owner is None:
                first.owner, first.link = second, "of"
            return
    if first.is_plural or second.is_plural:
        return
    if first.is_person and second.is_person:
        if (first.name is None) != (second.name is None):
            second.same_as = first
        return
    linked = any(
        words.dep[i] == "appos" and first.start <= words.head[i] < tail(first)
        for i in range(second.start, second.end)
    )
    if linked and first.is_person == second.is_person and "country" not in (first.kind, second.kind):
        second.same_as = first


def _is_human(words: Words, phrase: Phrase) -> bool:
    """Whether a phrase without a name means one human being ("a lawyer", "a militant")."""
    if phrase.name is not None or phrase.is_plural:
        return False
    return phrase.is_person or (phrase.kind == "group" and words.lower[phrase.head[1] - 1] not in _COLLECTIVE)


def _may_be_person(words: Words, phrase: Phrase) -> bool:
    """Whether an unknown name has the form of a person's: two to four capitalised words."""
    if phrase.name is None or phrase.sense is not None or phrase.determiner or phrase.is_person:
        return False
    span = range(*phrase.name)
    return 2 <= len(span) <= 4 and all(
        words.text[i][:1].isupper() and (words.text[i].isalpha() or "-" in words.text[i]) for i in span
    )


def _closes(words: Words, at: int) -> bool:
    """Whether an apposition may end here."""
    if at >= len(words) or words.lower[at] in _CLOSERS:
        return True
    return words.tag[at].startswith(("VB", "MD", "IN", "W", "TO", "_SP"))
