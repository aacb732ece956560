"""What happened to the counted, who did it, and the code for it.

From the place of a noun phrase in the parse to an `Action`: a participle after the noun, the verb or
noun that governs it, or the noun itself where it is a happening ("23 deaths").
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.annotate.figure_sentence import text_of
from onrecord.annotate.figure_things import NOUNS, kind_of, singular
from onrecord.annotate.figure_verbs import Action, as_said, fitted, participle, state_of
from onrecord.annotate.figure_words import actions, happenings, idioms, resource, words
from onrecord.annotate.parser import lemma

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_STEPS = 10
_STUFF = frozenset({"weapons", "drugs", "goods", "vehicles", "money"})
_SETTINGS = frozenset(
    "in at from across on near into over during within throughout inside around through along".split()
)
_RECORDED = frozenset("case incident violation breach offence offense crime accident event".split())
_WEAK = (None, "conducted", "affected", "involved")


def action_of(node: Token, head: Token) -> Action | None:
    """What happened to the counted noun `head`, whose place in the clause is that of `node`."""
    after = _participle_after(head)
    if after is None and node.i != head.i:
        after = _participle_after(node)
    found = after
    if after is not None and after.code is None and after.verb is not None and after.verb.dep_ == "acl":
        governor = _governor(node, head)
        if governor is not None and governor.code is not None:
            found = governor  # "seized 10 lorries belonging to": the participle only describes
    if found is None:
        own, governor = _own(head), _governor(node, head)
        found = governor or own if own is None or _outweighs(governor, own) else own
    return fitted(found, singular(head)) if found else None


def _outweighs(governor: Action | None, own: Action) -> bool:
    """Whether the governing verb says more than the noun itself does."""
    if governor is None or governor.code in _WEAK:
        return False
    return governor.verb is None or lemma(governor.verb) not in words("light_verbs")


def own_action(noun: Token) -> Action | None:
    """The action a noun stands for by itself: "deaths", "arrests", "abductions"; None for other nouns."""
    base = singular(noun)
    code = actions("nouns").get(base)
    if code is None:
        return None
    return Action(actions("nominals").get(base, code), code, noun, noun)


def own_state(head: Token) -> Action | None:
    """What the noun phrase says by itself or in a participle after it, whatever governs it."""
    return _participle_after(head) or _own(head)


def _own(head: Token) -> Action | None:
    """The counted noun is itself what happened, or an adjective before it says so."""
    for child in head.lefts:
        if child.dep_ in ("amod", "compound") and child.lower_ in actions("adjectives"):
            return Action(child.lower_, actions("adjectives")[child.lower_], child, child)
    if head.lower_ in actions("adjectives") and head.tag_ not in ("NN",):
        return Action(
            actions("nominals").get(head.lower_, head.lower_), actions("adjectives")[head.lower_], head, head
        )
    found = own_action(head)
    if found is None and singular(head) in happenings():
        word = "recorded" if singular(head) in _RECORDED else head.lower_
        return Action(word, "conducted", head, head)
    if found is None:
        return _kidnap_of(head)
    return found


def _kidnap_of(head: Token) -> Action | None:
    """ "victims of kidnapping", "cases of abduction": the happening stands in the of-phrase."""
    if singular(head) not in ("victim", "case", "incident", "act", "count", "report"):
        return None
    for child in head.children:
        if child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            return own_action(inner) if inner is not None else None
    return None


def _participle_after(noun: Token) -> Action | None:
    """ "27 people killed in", "the 16 who were wounded", "280 children missing", "38 minors, all rescued"."""
    for child in noun.rights:
        if (
            child.dep_ in ("amod", "acomp", "appos")
            and child.lower_ in actions("adjectives")
            and child.i - noun.i <= 3
        ):
            return Action(child.lower_, actions("adjectives")[child.lower_], child, child)
        if child.dep_ not in ("acl", "relcl"):
            continue
        if child.tag_ in ("VBN", "VBD") and child.dep_ == "acl" and child.i - noun.i <= 5:
            found = from_verb(child, is_object=True)
            if found and (found.code or child.i - noun.i <= 2):
                return found
        if child.dep_ == "relcl":
            return _relative(child)
    return None


def _relative(verb: Token) -> Action | None:
    """A relative clause whose pronoun is the counted: "who were wounded", "who died"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ in ("WDT", "WP", "WDT"):
        found = from_verb(verb, is_object=subject.dep_ == "nsubjpass")
        return found if found and found.code else None
    if subject is not None and subject.lower_ in ("all", "both", "most", "some", "none"):
        found = from_verb(verb, is_object=subject.dep_ == "nsubjpass")
        return found if found and found.code else None
    if subject is not None and not any(
        c.dep_ == "dobj" and c.tag_ not in ("WDT", "WP") for c in verb.children
    ):
        found = from_verb(verb, is_object=True)
        return (
            found
            if found
            and found.code
            and subject.tag_ in ("PRP", *NOUNS)
            and not any(
                c.dep_ == "prep" and any(g.tag_ in ("WDT", "WP") for g in c.children) for c in verb.children
            )
            and not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
            else None
        )
    return None


def _governor(node: Token, head: Token) -> Action | None:
    """The verb or noun that governs the phrase, through coordination, apposition and "including"."""
    token, is_object, kind = node, True, kind_of(singular(head))
    for _ in range(_STEPS):
        parent = token.head
        if parent.i == token.i:
            return from_verb(token, is_object) if token.tag_[:2] == "VB" and token.i != head.i else None
        if token.dep_ in ("conj", "appos") and parent.tag_ in NOUNS and token.tag_[:2] != "VB":
            after = _participle_after(parent)
            if after:
                return after
        if token.dep_ == "pobj" and parent.tag_ == "IN" and parent.lower_ != "of":
            oblique = _oblique(parent, kind, head)
            if oblique is not None:
                return oblique if oblique.word or oblique.code else None
        if parent.tag_[:2] == "VB" and parent.lower_ not in ("including", "regarding", "comprising"):
            return _clausal(token, parent)
        if (
            parent.tag_ in ("JJ", "VBN")
            and token.dep_ in _SUBJECTS
            and parent.lower_ in actions("adjectives")
        ):
            return Action(parent.lower_, actions("adjectives")[parent.lower_], parent, parent)
        if parent.tag_ in NOUNS and token.dep_ in ("prep", "acl") and parent.i < token.i:
            named = own_action(parent)
            if named and singular(parent) not in ("case", "report"):
                verb = parent.head
                if (
                    named.code == "paid"
                    and verb.tag_[:2] == "VB"
                    and actions("verbs").get(lemma(verb)) == "paid"
                ):
                    return from_verb(verb, is_object=True)  # "a ransom of 900 dollars was paid"
                return named
        token = parent
    return None


def _clausal(token: Token, verb: Token) -> Action | None:
    """The action of a verb for its argument `token`."""
    if token.dep_ not in _SUBJECTS:
        return from_verb(verb, is_object=True)
    is_passive = token.dep_ == "nsubjpass" or any(c.dep_ == "auxpass" for c in verb.children)
    found = from_verb(verb, is_object=is_passive)
    if (
        found is None
        or is_passive
        or found.verb is None
        or found.first.i != verb.i
        or found.last.i - verb.i > 1
    ):
        return found
    base = lemma(verb)
    if base not in resource("figure_actions")["doer_verbs"]:
        return found
    has_object = any(c.dep_ in ("dobj", "ccomp") and c.i > verb.i for c in verb.children)
    if has_object or base in (
        "fire",
        "attack",
        "storm",
        "raid",
        "open",
        "patrol",
        "take",
        "use",
        "run",
        "carry",
    ):
        return Action(verb.lower_, "involved", found.first, found.last, verb, False)
    found.is_object = True  # "37 minors recovered from armed groups": a participle taken for a past tense
    return found


def _oblique(preposition: Token, kind: str | None, head: Token) -> Action | None:
    """The action of something in a prepositional phrase of a verb; empty where it is only a setting."""
    verb, word = preposition.head, preposition.lower_
    if verb.tag_[:2] != "VB":
        return None
    if word == "by" and any(c.dep_ == "auxpass" for c in verb.children) and kind != "money":
        return Action("", "involved", verb, verb, verb, False)
    if (
        word == "with"
        and kind in _STUFF
        and actions("verbs").get(lemma(verb)) in ("arrested", "killed", "neutralised", "recovered")
    ):
        return Action("recovered", "recovered", preposition, preposition, verb)
    if (
        word in _SETTINGS
        and kind not in ("operations", "attacks", "people", "civilians", "money")
        and lemma(verb) not in words("change_verbs")
    ):
        return Action("", None, verb, verb)
    if word in ("in", "during", "with") and kind in ("operations", "attacks"):
        own = _own(head)
        return own or Action("conducted", "conducted", verb, verb)
    return None


def idiom_at(token: Token, is_object: bool = True) -> Action | None:
    """The action of an idiom that begins at the token: "sent to hell", "at large"; None if none does."""
    doc = token.doc
    match = idioms().match(text_of(doc), token.idx)
    if not match:
        return None
    word, last = actions("idioms")[" ".join(match.group().lower().split())], token
    while last.idx + len(last) < match.end() and last.i + 1 < len(doc):
        last = doc[last.i + 1]
    return Action(word, _code_of_word(word), token, last, token, is_object)


def from_verb(verb: Token, is_object: bool) -> Action | None:
    """The action a verb states: idioms first, then its complement, then itself."""
    idiom = idiom_at(verb, is_object)
    if idiom is not None:
        return idiom
    base = lemma(verb)
    if base in ("compare", "accord", "base", "follow", "include", "regard", "concern") and verb.tag_ in (
        "VBN",
        "VBG",
    ):
        return None
    if base in words("light_verbs"):
        found = _complement(verb, is_object)
        if found:
            return found
    if base == "be" and not is_object:
        return _be(verb)
    if base in ("be", "have", "include", "say", "comprise", "become"):
        return None
    last = next((c for c in verb.children if c.dep_ == "prt" and 0 < c.i - verb.i <= 2), verb)
    word = as_said(verb, base, is_object)
    word = word if last.i == verb.i else f"{word} {last.lower_}"
    return Action(word, actions("verbs").get(base), verb, last, verb, is_object)


def _be(verb: Token) -> Action | None:
    """ "640 houses are under water"; None where nothing is said."""
    link = state_of(verb)
    if link is None:
        return None
    last = next(c for c in link.children if c.dep_ == "pobj")
    return Action(verb.doc[link.i : last.i + 1].text.lower(), None, link, last, verb, False)


def _code_of_word(word: str) -> str | None:
    plain = actions("plain").get(word)
    code = (
        plain
        or actions("adjectives").get(word)
        or next((c for c in (word,) if c in resource("figure_actions")["verbs"]), None)
    )
    return None if code == "other" else code


def _complement(verb: Token, is_object: bool) -> Action | None:
    """What a light verb leaves to its complement: "were reported killed", "suffered injuries"."""
    for child in verb.children:
        if (
            child.dep_ in ("acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "advmod", "dobj")
            and child.i > verb.i
        ):
            if child.lower_ in actions("adjectives") and child.tag_ not in ("NNS",):
                return Action(
                    child.lower_, actions("adjectives")[child.lower_], child, child, verb, is_object
                )
            code = actions("verbs").get(lemma(child)) if child.tag_ in ("VBN", "VBG", "VBD", "VB") else None
            if (
                code
                and child.dep_ in ("oprd", "xcomp", "ccomp")
                and not any(c.dep_ in _SUBJECTS and c.i > verb.i for c in child.children)
            ):
                return Action(participle(child), code, child, child, verb, is_object)
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i:
            found = _prepositional(child, verb, is_object)
            if found:
                return found
    for child in verb.children:
        if child.dep_ == "dobj" and child.i > verb.i and not is_object:
            found = own_action(child)
            if (
                found
                and found.code in ("killed", "wounded", "damaged")
                and not any(c.tag_ == "CD" for c in child.lefts)
            ):
                return found
        if child.dep_ in _SUBJECTS and child.tag_ in NOUNS:
            found = subject_action(child)
            if found:
                return found
    return None


def _prepositional(preposition: Token, verb: Token, is_object: bool) -> Action | None:
    """ "were among the dead", "are in need", "is in critical condition"."""
    idiom = idiom_at(preposition, is_object)
    if idiom is not None:
        return idiom
    inner = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if inner is not None and preposition.lower_ == "among" and inner.lower_ in actions("adjectives"):
        state = actions("adjectives")[inner.lower_]
        return Action(actions("nominals").get(inner.lower_, state), state, inner, inner, verb, is_object)
    return None


def subject_action(subject: Token) -> Action | None:
    """The action in a subject: "the death toll rose to 15", "the number killed stands at 47"."""
    own = own_action(subject)
    if own:
        return own
    for token in subject.subtree:
        if (
            token.dep_ in ("compound", "amod", "acl", "relcl") and token.head.i == subject.i
        ) or token.dep_ == "pobj":
            code = actions("adjectives").get(token.lower_)
            if code:
                return Action(token.lower_, code, token, token)
            found = own_action(token) if token.tag_ in NOUNS else None
            if found:
                return found
            if token.dep_ in ("acl", "relcl") and actions("verbs").get(lemma(token)):
                return Action(participle(token), actions("verbs")[lemma(token)], token, token)
    return None
