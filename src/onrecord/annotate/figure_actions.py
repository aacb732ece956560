"""What happened to the counted, who did it, and the code for it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.annotate.figure_words import idiom_pattern, measure_of, table, words
from onrecord.annotate.parser import lemma

_UP = frozenset({"conj", "appos", "prep", "pobj", "nmod", "compound", "nummod", "quantmod", "amod", "npadvmod", "pcomp", "poss", "attr", "dep"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_STEPS = 8


@dataclass
class Action:
    """What happened to something.

    Attributes:
        word: one word as stated, past participle where possible.
        code: code of the vocabulary `measures`, or None.
        first: first token of its words.
        last: last token.
        verb: the verb whose arguments say who did it, or None for nouns.
        is_object: whether the counted is what it was done to.
    """

    word: str
    code: str | None
    first: Token
    last: Token
    verb: Token | None = None
    is_object: bool = True


def participle(verb: Token) -> str:
    """Past participle of a verb: as written where it is one, else made from the lemma."""
    base = lemma(verb)
    irregular = table("irregular").get(base)
    if irregular:
        return irregular
    if verb.tag_ in ("VBN", "VBD"):
        return str(verb.lower_)
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def code_of(base: str) -> str | None:
    """Code of `measures` for a lemma."""
    return measure_of().get(base)


def action_of(node: Token, head: Token) -> Action | None:
    """What happened to the noun phrase with `head`, whose place in the clause is that of `node`."""
    for candidate in (node, head) if node.i != head.i else (head,):
        found = _below(candidate)
        if found:
            return found
    own = _own(head)
    climbed = _above(node, head)
    if own and (climbed is None or climbed.code is None or lemma(climbed.verb or head) in words("light_verbs")):
        return own
    return climbed or own


def _own(head: Token) -> Action | None:
    """The counted noun is itself what happened: "23 deaths", "nine wounded", "280 missing children"."""
    for child in head.children:
        if child.i < head.i and child.dep_ == "amod" and child.lower_ in words("action_adjectives"):
            return Action(child.lower_, code_of(child.lower_) or code_of(lemma(child)), child, child)
    base = lemma(head) if head.tag_ in ("NN", "NNS", "VBN", "VBD") else head.lower_
    code = code_of(base)
    if code is None and base not in ("attack",):
        return None
    word = code if code in ("killed", "wounded", "arrested", "missing") else str(head.lower_)
    return Action(word, code, head, head)


def _below(noun: Token) -> Action | None:
    """A participle or relative clause after the noun: "27 people killed in", "the 16 who were wounded"."""
    for child in noun.rights:
        if child.dep_ in ("acl", "relcl") and child.tag_ in ("VBN", "VBD", "VBG", "VB"):
            if child.tag_ == "VBN" and child.i - noun.i <= 4 and code_of(lemma(child)):
                return _from_verb(child, True)
            passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in child.children)
            if passive and child.dep_ == "relcl" and code_of(lemma(child)):
                if any(c.dep_ == "nsubjpass" and c.tag_ not in ("WDT", "WP") for c in child.children):
                    continue
                return _from_verb(child, True)
        if child.dep_ == "amod" and child.lower_ in words("action_adjectives"):
            return Action(child.lower_, code_of(child.lower_) or code_of(lemma(child)), child, child)
    return None


def _above(node: Token, head: Token) -> Action | None:
    """The verb that governs the phrase, through coordination, apposition and "including"."""
    token, is_object = node, True
    for _ in range(_STEPS):
        parent = token.head
        if parent.i == token.i:
            return _from_verb(token, is_object) if token.tag_[:2] == "VB" else None
        if parent.tag_[:2] == "VB" and parent.lower_ != "including":
            if token.dep_ in _SUBJECT:
                is_object = token.dep_ == "nsubjpass" or any(c.dep_ == "auxpass" for c in parent.children)
            return _from_verb(parent, is_object)
        if parent.tag_ in ("NN", "NNS") and token.dep_ in ("prep", "appos") and parent.i < token.i:
            code = code_of(lemma(parent))
            if code and lemma(parent) not in ("case", "report"):
                return Action(code if code in ("killed", "wounded", "arrested") else parent.lower_, code, parent, parent)
        if token.dep_ == "appos" or (token.dep_ == "conj" and parent.tag_ in ("NN", "NNS")):
            found = _below(parent)
            if found:
                return found
        token = parent
    return None


def _from_verb(verb: Token, is_object: bool) -> Action | None:
    """The action a verb states: idioms first, then its complement, then itself."""
    text = verb.doc.text
    last = max((t.i for t in verb.children if t.i < verb.i + 7), default=verb.i)
    stretch = text[verb.idx : verb.doc[max(last, verb.i)].idx + len(verb.doc[max(last, verb.i)]) + 16]
    idiom = idiom_pattern().match(stretch)
    if idiom:
        word = table("idioms")[idiom.group(1).lower()]
        tokens = verb.doc.char_span(verb.idx, verb.idx + idiom.end(), alignment_mode="expand")
        end = tokens[-1] if tokens is not None else verb
        return Action(word, code_of(word) or code_of(word.rstrip("d")), verb, end, verb, is_object)
    base = lemma(verb)
    if base in words("light_verbs") or base in ("leave", "suffer", "make", "take", "carry", "report", "confirm", "record", "call", "believe", "fear"):
        for child in verb.children:
            if child.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "prt") and child.i > verb.i:
                code = code_of(lemma(child)) or code_of(child.lower_)
                if code and (child.tag_[:2] in ("VB", "JJ") or child.lower_ in words("action_adjectives")):
                    word = participle(child) if child.tag_[:2] == "VB" else child.lower_
                    return Action(word, code, child, child, verb, is_object)
        for child in verb.children:
            if child.dep_ in _SUBJECT and child.tag_ in ("NN", "NNS", "NNP"):
                found = _subject_action(child)
                if found and base in words("light_verbs"):
                    return found
    last_token = verb
    for child in verb.children:
        if child.dep_ == "prt" and child.i - verb.i <= 2:
            last_token = child
    if base in ("be", "have", "include", "say"):
        return None
    return Action(participle(verb), code_of(base), verb, last_token, verb, is_object)


def _subject_action(subject: Token) -> Action | None:
    """ "The death toll rose to 15", "the number killed stands at 47", "homicides fell to": from the subject."""
    for token in (subject, *subject.children):
        code = code_of(lemma(token)) or code_of(token.lower_)
        if code:
            word = code if code in ("killed", "wounded", "arrested", "missing") else token.lower_
            return Action(word, code, token, token)
    return None


def agent_tokens(action: Action) -> Token | None:
    """Head of the words for who did it: the by-phrase, or the subject of an active verb."""
    verb = action.verb
    if verb is None:
        return None
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if not action.is_object:
        return None
    current: Token | None = verb
    for _ in range(3):
        if current is None:
            return None
        if any(c.dep_ in ("nsubjpass", "auxpass") for c in current.children):
            return None
        for child in current.children:
            if child.dep_ == "nsubj" and child.i < verb.i:
                return child if child.tag_ not in ("WDT", "WP", "EX") else None
        current = current.head if current.dep_ in ("conj", "advcl", "xcomp") and current.head.i != current.i else None
    return None
