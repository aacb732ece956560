"""What happened to the counted by the words right beside a number and its noun.

A verb straight before the number, a passive or participle straight after its noun; the parse is asked
where nothing stands beside. Switched off, this costs one point of action accuracy on the security
sentences (dev), and nothing on the project's own corpus.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.figure_actions import action_of, from_verb, idiom_at, own_action
from onrecord.annotate.figure_sentence import sentence
from onrecord.annotate.figure_things import NOUNS, Counted, singular
from onrecord.annotate.figure_verbs import Action, fitted, participle
from onrecord.annotate.figure_words import actions, resource, words
from onrecord.annotate.parser import lemma, lemma_of

_BOUND_WORDS = frozenset(
    "at least most no fewer less than more over above up to about some around nearly almost approximately "
    "roughly an estimated"
    " close to under below as many well just the all its another a further".split()
)


_LABEL = 6
_BETWEEN = frozenset("others more were was had been have has being are is who all of them whom".split())


def action_for(draft_first: Token, counted: Counted) -> Action | None:
    """What happened to the counted, first by what stands right beside it, then by the parse.

    The small parser at times gives the noun of "killed at least 121 people, and forces launched" to the
    second verb.
    """
    head = singular(counted.head)
    before, after = verb_before(draft_first) or label_before(draft_first), passive_after(counted.last)
    beside = participle_beside(counted.last)
    own = own_action(counted.head)
    if before is not None and own is not None and before.code in ("conducted", "affected") and after is None:
        return own  # "recorded 214 abductions"
    if (
        before is not None
        and (beside is None or before.verb is None or lemma(before.verb) not in words("light_verbs"))
        and after is None
    ):
        return fitted(before, head)
    if after is not None or beside is not None:
        return fitted(after if after is not None else beside, head)  # type: ignore[arg-type]
    return action_of(counted.node, counted.head)


def action_of_part(first: Token, counted: Counted) -> Action | None:
    """What happened to the part: "11 of our soldiers were killed"; the whole's own state does not count."""
    found = verb_before(first) or action_of(counted.node, counted.node) or standing_alone(counted.last)
    return fitted(found, singular(counted.head)) if found is not None else None


def verb_before(first: Token) -> Action | None:
    """The action of a listed verb straight before a number, its bound passed over; None if there is none."""
    index = first.i - 1
    while index >= 0 and index > first.i - 6 and first.doc[index].lower_ in _BOUND_WORDS:
        index -= 1
    if index < 0:
        return None
    verb = first.doc[index]
    if verb.tag_ == "RP" and index:
        verb = first.doc[index - 1]
    if (
        verb.tag_[:2] != "VB"
        or actions("verbs").get(lemma(verb)) is None
        or sentence(verb).start != sentence(first).start
    ):
        return None
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        return None
    return from_verb(verb, is_object=True)


def label_before(first: Token) -> Action | None:
    """The action in the label of a line or list: "Persons apprehended: 7,310", "Injured: 22 farmers"."""
    doc, start, colon = first.doc, sentence(first).start, -1
    for index in range(first.i - 1, max(start - 1, first.i - 40), -1):
        if doc[index].text == ":":
            colon = index
            break
        if doc[index].tag_ in ("VBD", "VBP", "VBZ", "MD", "WDT", "WP") or doc[index].text in (";", "."):
            return None
    if colon < 1:
        return None
    begin = colon
    while (
        begin > 0
        and colon - begin <= _LABEL
        and not (doc[begin - 1].is_space or doc[begin - 1].text in ".:;")
    ):
        begin -= 1
    if colon - begin > _LABEL:
        return None
    for token in reversed(doc[begin:colon]):
        code = actions("adjectives").get(token.lower_)
        if code is not None:
            return Action(token.lower_, code, token, token)
        base = lemma_of(token.lower_, "VBN")
        if token.lower_.endswith(("ed", "en", "und", "out")) and actions("verbs").get(base):
            return Action(token.lower_, actions("verbs")[base], token, token)
        if token.tag_ in ("VBD", "VBP", "VBZ", "MD"):
            return None
    return None


def passive_after(last: Token) -> Action | None:
    """The action of a passive or state straight after a noun phrase: "were later killed"."""
    doc, index = last.doc, last.i + 1
    seen_be = False
    while index < min(len(doc), last.i + 7):
        token = doc[index]
        if token.lower_ in (
            "was",
            "were",
            "been",
            "being",
            "is",
            "are",
            "be",
            "remain",
            "remained",
            "remains",
            "got",
        ):
            seen_be = True
        elif not (
            token.lower_
            in (
                "have",
                "had",
                "has",
                "who",
                "that",
                "which",
                "also",
                "then",
                "later",
                "still",
                "reported",
                "feared",
                "confirmed",
            )
            or token.tag_ in ("RB", "MD")
        ):
            break
        index += 1
    if not seen_be or index >= len(doc):
        return None
    token = doc[index]
    if token.lower_ in actions("adjectives") and token.tag_ != "NN":
        return Action(token.lower_, actions("adjectives")[token.lower_], token, token, token)
    if token.tag_ in ("VBN", "VBD") and actions("verbs").get(lemma(token)):
        return from_verb(token, is_object=True)
    return None


def standing_alone(last: Token) -> Action | None:
    """The action of a figure without a noun: the participle after it ("52 injured"), else its governor."""
    doc, index = last.doc, last.i + 1
    while index < min(len(doc), last.i + 6) and (
        doc[index].lower_ in _BETWEEN or doc[index].tag_ in ("RB", "MD")
    ):
        index += 1
    follower = doc[index] if index < len(doc) else None
    if follower is not None and sentence(follower).start == sentence(last).start:
        idiom = idiom_at(follower)
        if idiom is not None:
            return idiom
        if follower.lower_ in ("need", "needs", "require"):
            return Action(follower.lower_, "affected", follower, follower, follower, False)
        if follower.lower_ in actions("adjectives"):
            return Action(follower.lower_, actions("adjectives")[follower.lower_], follower, follower)
        is_participle = follower.tag_ in ("VBN", "VBD") or (
            follower.tag_ == "JJ" and follower.lower_.endswith("ed")
        )
        code = actions("verbs").get(lemma_of(follower.lower_, "VBN")) if is_participle else None
        if code:
            word = follower.lower_ if follower.tag_ == "JJ" else participle(follower)
            return Action(word, code, follower, follower, follower, follower.tag_ == "VBN")
    return action_of(last, last)


def participle_beside(last: Token) -> Action | None:
    """A participle or state straight after a noun phrase: "9.4 tons of cocaine seized"."""
    doc, index = last.doc, last.i + 1
    if index >= sentence(last).end:
        return None
    token = doc[index]
    if token.lower_ in actions("adjectives") and token.tag_ not in ("NN", "NNS") and token.dep_ != "amod":
        return Action(token.lower_, actions("adjectives")[token.lower_], token, token)
    following = doc[index + 1] if index + 1 < len(doc) else None
    is_transitive = following is not None and following.tag_ in ("DT", "CD", "PRP$", "PRP", *NOUNS, "JJ")
    if token.tag_ not in ("VBN", "VBD") or is_transitive or actions("verbs").get(lemma(token)) is None:
        return None
    return from_verb(
        token, is_object=token.tag_ == "VBN" or lemma(token) in resource("figure_actions")["doer_verbs"]
    )
