"""Pronouns to entities: by number, by person or thing, by who was last spoken of and in what place.

A pronoun outside a quotation looks for who was named outside one; "he said" prefers who spoke last.
"""

from __future__ import annotations

from onrecord.annotate.actor_memory import SPEECH, Draft, Seen, seen_at
from onrecord.annotate.actor_words import Words

_PERSONS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_PLURAL = frozenset({"they", "them", "their", "themselves", "theirs"})
_THINGS = frozenset({"it", "its", "itself"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_FARTHEST = {"person": 8, "plural": 3, "thing": 2}


def link_pronouns(words: Words, drafts: list[Draft]) -> None:
    """Add to each draft the tokens of the pronouns that mean it."""
    for token, word in enumerate(words.lower):
        if words.tag[token] not in ("PRP", "PRP$"):
            continue
        if word in _PERSONS:
            kind = "person"
        elif word in _PLURAL:
            kind = "plural"
        elif word in _THINGS and not _is_empty(words, token):
            kind = "thing"
        else:
            continue
        draft = _antecedent(words, drafts, token, kind, _PERSONS.get(word, ""))
        if draft is not None:
            draft.pronouns.append(token)
            draft.gender = draft.gender or _PERSONS.get(word, "")
            draft.seen.append(seen_at(words, token))


def _is_empty(words: Words, token: int) -> bool:
    """Whether "it" stands for a clause ("it is once again expected that")."""
    if words.dep[token] == "expl":
        return True
    following = words.lower[token + 1 : token + 9]
    if not following or following[0] not in (
        "is",
        "was",
        "has",
        "would",
        "will",
        "remains",
        "became",
        "'s",
        "’s",
    ):
        return False
    return "that" in following or "to" in following or "whether" in following


def _antecedent(words: Words, drafts: list[Draft], token: int, kind: str, gender: str) -> Draft | None:
    best: tuple[float, int] | None = None
    chosen: Draft | None = None
    here = words.sentence[token]
    for draft in drafts:
        if not _agrees(draft, kind, gender):
            continue
        seen = [s for s in draft.seen if s.token < token]
        if not seen or here - seen[-1].sentence > _FARTHEST[kind]:
            continue
        score = max(_score(words, s, token, here) for s in seen[-4:])
        if kind == "plural" and draft.is_plural:
            score += 0.6
        if kind == "person" and draft.kind == "person":
            score += 0.4
        if _is_coargument(words, seen[-1].token, token):
            score -= 3
        if best is None or (score, seen[-1].token) > best:
            best, chosen = (score, seen[-1].token), draft
    return chosen


def _agrees(draft: Draft, kind: str, gender: str) -> bool:
    if kind == "person":
        return draft.kind in ("person", "office") and draft.gender in ("", gender)
    if kind == "plural":
        return draft.kind in ("group", "organisation", "country") or draft.is_plural
    return draft.kind in ("organisation", "country") or (draft.kind == "group" and not draft.is_plural)


def _score(words: Words, seen: Seen, token: int, here: int) -> float:
    score = -1.0 * (here - seen.sentence)
    if seen.is_subject:
        score += 0.6
    if seen.quoted != words.quoted[token]:
        score -= 0.8
    if seen.speaks and words.lower[words.head[token]] in SPEECH:
        score += 0.6
    return score


def _is_coargument(words: Words, antecedent: int, token: int) -> bool:
    """Whether both hang on one verb, so that they are two ("X met him")."""
    return (
        words.dep[token] in ("dobj", "dative", "pobj", "nsubj")
        and words.head[antecedent] == words.head[token]
        and words.tag[token] == "PRP"
    )
