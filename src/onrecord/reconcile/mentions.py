"""Event mentions as comparison needs them: the head word, who and what hangs on it, what stands around it.

In: a parse and the offsets of mentions. Out: one `Mention` each. Used by `chains.py`, which decides which
mentions are of one event. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from onrecord.annotate.parser import lemma

_LIGHT = frozenset("take make have get give go come do be put keep say tell".split())
_NAMES = frozenset("PERSON GPE ORG LOC FAC NORP PRODUCT EVENT".split())
_SUBJECTS = frozenset("nsubj csubj agent poss".split())
_OBJECTS = frozenset("dobj nsubjpass obj dative".split())
_SHARED_SUBJECT = frozenset("conj xcomp advcl ccomp".split())
_ON_A_NOUN = frozenset("acl relcl".split())
_WIDEST_ARGUMENT = 12
_SUFFIXES = (
    "ization isation ation ition ment ence ance ing tion sion ity ion ure al er or ee ed es s th t e y"
).split()
# Pairs that no suffix rule joins; general knowledge of English word formation.
_SAME_ROOT = {
    "death": "die", "dead": "die", "deadly": "die", "fatal": "die", "shot": "shoot", "gunshot": "shoot",
    "gunfire": "fire", "theft": "steal", "thief": "steal", "sale": "sell", "choice": "choose", "loss": "lose",
    "flight": "fly", "proof": "prove", "belief": "believe", "speech": "speak", "life": "live",
    "growth": "grow", "robbery": "rob",
}  # fmt: skip


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """One mention of an event. Words are lemmas in lower case but where said.

    Attributes:
        document: number of its document in the caller's list.
        sentence: number of its sentence in the document, from 0.
        position: token number.
        head: lemma of the word that names the event; the noun or verb that a light verb leans on.
        root: stem shared by a verb and its noun ("kill", "killing").
        tag: Penn tag of that word.
        phrase: all words of the mention.
        words: its content words.
        keys: readings of the head in its setting, from general to particular, for counting.
        arguments: content words below it; `subjects`, `objects`, `places` those by function.
        names: names below it, as printed in lower case.
        context: content words of the sentence outside the mention.
        near: content words and prepositions within four tokens.
        sentence_names, sentence_times, sentence_numbers: of the sentence, as printed in lower case.
        governor: head lemma above, or "".
        is_negated: whether it is said not to have happened.
        auxiliaries: auxiliary verbs.
    """

    document: int
    sentence: int
    position: int
    head: str
    root: str
    tag: str
    phrase: str
    words: frozenset[str]
    keys: tuple[str, ...]
    arguments: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    context: tuple[str, ...]
    near: frozenset[str]
    sentence_names: frozenset[str]
    sentence_times: frozenset[str]
    sentence_numbers: frozenset[str]
    governor: str
    is_negated: bool
    auxiliaries: frozenset[str]
    length: int

    @property
    def word_class(self) -> str:
        """`N`, `V` or `O`."""
        return self.tag[0] if self.tag[:1] in ("N", "V") else "O"


def mentions_of(parse: Doc, spans: Sequence[tuple[int, int]], document: int = 0) -> list[Mention]:
    """A mention for each pair of offsets (Unicode code points in `parse.text`, end-exclusive), in order.

    Offsets inside a token are widened to it. A span without any token takes the nearest one before it.
    """
    starts = {sentence.start: number for number, sentence in enumerate(parse.sents)}
    return [_mention(_span_at(parse, *span), starts, document) for span in spans]


def _span_at(parse: Doc, start: int, end: int) -> Span:
    found = parse.char_span(start, end, alignment_mode="expand")
    if found is not None and len(found):
        return found
    nearest = max((t.i for t in parse if t.idx <= start), default=0)
    return parse[nearest : nearest + 1]


def _mention(span: Span, starts: dict[int, int], document: int) -> Mention:
    head = span.root
    named = _named_by(head, span)
    inside = range(span.start, span.end)
    below = [t for t in head.subtree if t.i not in inside]
    sentence = [t for t in head.sent if t.i not in inside]
    word, objects = lemma(named).lower(), frozenset(_objects(head))
    return Mention(
        document=document,
        sentence=starts.get(head.sent.start, 0),
        position=span.start,
        head=word,
        root=root_of(word),
        tag=named.tag_,
        phrase=" ".join(lemma(t).lower() for t in span),
        words=_lemmas(span),
        keys=_keys(span, head, named, word, bool(objects)),
        arguments=_lemmas(below),
        subjects=frozenset(_subjects(head, inside)),
        objects=objects,
        places=frozenset(_prepositional(head)),
        names=_printed(below, _NAMES),
        context=tuple(lemma(t).lower() for t in sentence if _is_content(t)),
        near=_near(span),
        sentence_names=_printed(sentence, _NAMES),
        sentence_times=_printed(sentence, frozenset(("DATE", "TIME"))),
        sentence_numbers=frozenset(t.lower_ for t in sentence if t.tag_ == "CD"),
        governor="" if head.head is head else lemma(head.head).lower(),
        is_negated=any(child.dep_ == "neg" for child in head.children),
        auxiliaries=frozenset(lemma(c).lower() for c in head.children if c.dep_ == "aux"),
        length=len(span.doc),
    )


def root_of(word: str) -> str:
    """A crude stem that a verb and the nouns made of it share.

    >>> root_of("killing") == root_of("kill"), root_of("death") == root_of("die")
    (True, True)
    """
    word = _SAME_ROOT.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _named_by(head: Token, span: Span) -> Token:
    """The word that names the event: in "take cover" the noun, else the head."""
    if lemma(head).lower() in _LIGHT and len(span) > 1:
        others = [t for t in span if t.i != head.i and t.tag_[:2] in ("NN", "VB")]
        return others[-1] if others else head
    return head


def _is_content(token: Token) -> bool:
    return token.tag_[:2] in ("NN", "VB", "JJ", "CD")


def _is_noun(token: Token) -> bool:
    return token.tag_[:2] in ("NN", "CD")


def _lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(lemma(t).lower() for t in tokens if _is_content(t))


def _printed(tokens: Iterable[Token], kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(t.lower_ for t in tokens if t.ent_type_ in kinds)


def _nouns_of(token: Token) -> Iterator[str]:
    for below in list(token.subtree)[:_WIDEST_ARGUMENT]:
        if _is_noun(below):
            yield lemma(below).lower()


def _subjects(head: Token, inside: range) -> Iterator[str]:
    """Nouns of the subject, which a coordinated or embedded verb shares with the verb above."""
    at, found = head, [c for c in head.children if c.dep_ in _SUBJECTS]
    while not found and at.head is not at:
        if at.dep_ in _ON_A_NOUN:
            found = [at.head]
        elif at.dep_ in _SHARED_SUBJECT:
            at = at.head
            found = [c for c in at.children if c.dep_ in _SUBJECTS]
        else:
            break
    for subject in found:
        if subject.i not in inside:
            yield from _nouns_of(subject)


def _objects(head: Token) -> Iterator[str]:
    for child in head.children:
        if child.dep_ in _OBJECTS or (child.dep_ == "prep" and child.lower_ == "of"):
            yield from _nouns_of(child)
        elif child.dep_ == "compound":
            yield lemma(child).lower()


def _prepositional(head: Token) -> Iterator[str]:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ != "of":
            yield from _nouns_of(child)


def _near(span: Span) -> frozenset[str]:
    around = span.doc[max(0, span.start - 4) : span.end + 4]
    return frozenset(
        lemma(t).lower()
        for t in around
        if t.tag_[:1] in ("N", "V", "J", "C", "I") and not span.start <= t.i < span.end
    )


def _common_word(token: Token) -> str:
    """The lemma; names become one word, so that no person's name enters the counts."""
    return "NAME" if token.tag_.startswith("NNP") or token.ent_type_ == "PERSON" else lemma(token).lower()


def _keys(span: Span, head: Token, named: Token, word: str, has_object: bool) -> tuple[str, ...]:
    doc = span.doc
    after = (t for t in doc[span.end : span.end + 3] if t.tag_[:2] in ("NN", "VB", "IN", "RP", "JJ", "TO"))
    before = [
        t for t in doc[max(0, span.start - 3) : span.start] if t.tag_[:2] in ("NN", "VB", "IN", "JJ", "PR")
    ]
    governor = "" if head.head is head else _common_word(head.head)
    follows = next(after, None)
    return (
        f"{word}|{named.tag_}{'o' if has_object else ''}",
        f"{word}|{_common_word(follows) if follows is not None else '$'}",
        f"{_common_word(before[-1]) if before else '^'}|{word}",
        f"{word}|{governor}|{head.dep_}",
    )
