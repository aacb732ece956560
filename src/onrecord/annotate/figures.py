"""The layer `figures`: how many of what, what happened to them, when, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

from onrecord.annotate.figure_actions import Action, action_of, agent_tokens, code_of
from onrecord.annotate.figure_context import Context, clause_of
from onrecord.annotate.figure_numbers import Number, find_numbers
from onrecord.annotate.figure_things import Counted, counted_by, counts_nothing, kind_of, number_unit, singular
from onrecord.annotate.figure_words import words
from onrecord.annotate.parser import lemma
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import FigureMention, Party
from onrecord.model.span import Span

_CASUALTY = frozenset({"casualty", "death", "injury", "loss", "fatality", "civilian", "damage", "soldier", "survivor"})
_INCLUDING = re.compile(r"\b(?:including|among them|among whom|of them|of these|of whom|of which|of those|of the|half of)\b", re.IGNORECASE)


@dataclass
class _Draft:
    number: Number
    first: Token
    last: Token
    counted: Counted | None
    thing: str
    head: str
    thing_span: Span | None
    action: Action | None
    is_rate: bool = False
    unit: str | None = None
    part_of: int | None = None


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `figures`; needs the parse, and uses times, places, actors and statements if there."""
    drafts: list[_Draft] = []
    tokens = doc.token_at
    for number in [*find_numbers(doc.reading_text), *_singles(doc)]:
        first, last = doc.parse[tokens[number.start]], doc.parse[tokens[number.end - 1]]
        draft = _draft(doc, number, first, last)
        if draft:
            drafts.append(draft)
    drafts.sort(key=lambda d: d.number.start)
    drafts = _carry(doc, drafts)
    context = Context(doc)
    doc.layers["figures"] = [_mention(doc, draft, context) for draft in drafts]


def _singles(doc: AnnotatedDocument) -> list[Number]:
    """ "a soldier was killed": an article that counts one person or thing to which something happened."""
    found = []
    for token in doc.parse:
        if token.tag_ != "DT" or token.lower_ not in ("a", "an") or token.dep_ != "det":
            continue
        head = token.head
        if head.tag_ != "NN" or kind_of(head.lower_) in (None, "operations", "attacks", "money"):
            continue
        if head.dep_ not in ("nsubjpass", "dobj", "conj", "nsubj"):
            continue
        action = action_of(head, head)
        if action is None or action.verb is None or action.code in (None, "conducted", "involved", "paid", "affected", "deployed", "crossed", "fired",
                                                                     "delivered", "evacuated") or not action.is_object and action.code != "killed":
            continue
        found.append(Number(token.idx, token.idx + len(token), token.idx, 1, 1, 1))
    return found


def _draft(doc: AnnotatedDocument, number: Number, first: Token, last: Token) -> _Draft | None:
    text = doc.reading_text
    if counts_nothing(text, number, (first, last)):
        return None
    rate = number_unit(text, number) in words("rates")
    if rate:
        return _Draft(number, first, last, None, "per cent", "percent", None, action_of(last, last), True)
    if number.currency:
        return _Draft(number, first, last, None, number.currency, number.currency.rstrip("s"), None, _governing(last), unit=number.currency)
    counted = counted_by(doc.parse, last, number)
    if counted is None:
        if _stands_alone(last, number):
            return None
        return _Draft(number, first, last, None, "", "", None, _governing(last))
    head = singular(counted.head)
    if head in words("times") and not counted.carried or head in words("distances"):
        return None
    if text[number.start : number.end].lower() in ("no", "none") and head not in _CASUALTY:
        return None
    span = Span(counted.first.idx, counted.last.idx + len(counted.last))
    action = _governing(counted.node) if counted.carried else action_of(counted.node, counted.head)
    unit = counted.head.lower_ if head in words("units") else None
    return _Draft(number, first, last, counted, doc.reading_text[span.start : span.end], head, span, action, unit=unit)


def _governing(node: Token) -> Action | None:
    """The action of a figure without its own noun."""
    follower = node.nbor() if node.i + 1 < len(node.doc) else None
    while follower is not None and follower.lower_ in ("others", "more", "were", "was", "had", "been", "others,", "have", "who", "are"):
        follower = follower.nbor() if follower.i + 1 < len(node.doc) else None
    if follower is not None and follower.tag_ in ("VBN", "VBD", "JJ"):
        code = code_of(lemma(follower)) or code_of(follower.lower_)
        if code:
            from onrecord.annotate.figure_actions import _from_verb

            found = _from_verb(follower, True) if follower.tag_ != "JJ" else None
            return found or Action(follower.lower_, code, follower, follower)
    return action_of(node, node)


def _stands_alone(last: Token, number: Number) -> bool:
    """Whether a number without a noun is a label, a single word "one" or part of a name."""
    if last.lower_ in ("one", "no", "none", "both", "several", "a"):
        return True
    return last.ent_type_ in ("PRODUCT", "LAW", "FAC", "WORK_OF_ART", "ORG", "PERSON", "EVENT") and last.dep_ != "pobj"


def _carry(doc: AnnotatedDocument, drafts: list[_Draft]) -> list[_Draft]:
    """Give figures without a noun the noun of the figure before ("39 killed, 83 wounded")."""
    kept: list[_Draft] = []
    for draft in drafts:
        previous = kept[-1] if kept else None
        near = previous is not None and _near(doc, previous, draft)
        if not draft.thing or draft.head in ("other", "more", "them"):
            source = _thing_ahead(draft, drafts) or _subject_thing(draft)
            if source is None and near and previous is not None and not previous.is_rate:
                source = (previous.thing, previous.head, previous.thing_span)
                draft.action = draft.action or previous.action
            if source is None:
                if not draft.thing:
                    continue
            elif not draft.thing or draft.head in ("other", "more", "them"):
                draft.thing, draft.head, draft.thing_span = source
        if near and previous is not None:
            gap = doc.reading_text[previous.number.end : draft.number.start]
            if _INCLUDING.search(gap) and len(gap) < 90 and not previous.is_rate:
                draft.part_of = len(kept) - 1 if previous.part_of is None else previous.part_of
                if draft.action is None or draft.action.code is None:
                    draft.action = previous.action
            elif draft.action is None and draft.last.sent.start == previous.last.sent.start:
                draft.action = previous.action
        kept.append(draft)
    return kept


def _near(doc: AnnotatedDocument, first: _Draft, second: _Draft) -> bool:
    return second.number.start - first.number.end < 220 and "\n\n" not in doc.reading_text[first.number.end : second.number.start]


def _thing_ahead(draft: _Draft, drafts: list[_Draft]) -> tuple[str, str, Span | None] | None:
    """ "Two and five terrorists": the noun after the next number."""
    nxt = draft.last.nbor() if draft.last.i + 1 < len(draft.last.doc) else None
    if nxt is None or nxt.lower_ not in ("and", "or", "to"):
        return None
    for other in drafts:
        if 0 < other.first.i - nxt.i <= 3 and other.thing:
            draft.action = other.action
            return other.thing, other.head, other.thing_span
    return None


def _subject_thing(draft: _Draft) -> tuple[str, str, Span | None] | None:
    """ "put their losses at six", "the death toll to 15", "homicides fell to 13,214"."""
    node = draft.last
    for _ in range(4):
        if node.dep_ == "pobj" and node.head.lower_ in ("at", "to", "from", "with", "by"):
            verb = node.head.head
            if verb.tag_[:2] != "VB":
                verb = verb.head
            for child in verb.children:
                if child.dep_ in ("dobj", "nsubj", "nsubjpass") and child.i < node.i and child.tag_ in ("NN", "NNS"):
                    return _named(draft, child)
            return None
        if node.dep_ == "attr":
            subject = next((c for c in node.head.children if c.dep_ == "nsubj" and c.tag_ in ("NN", "NNS")), None)
            return _named(draft, subject) if subject is not None else None
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def _named(draft: _Draft, noun: Token) -> tuple[str, str, Span | None] | None:
    """The noun as the counted; "number of X" and "total" give way to X or to the figure before."""
    if lemma(noun) in ("number", "total", "figure", "count"):
        of = next((c for c in noun.children if c.lower_ == "of"), None)
        inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if inner is None:
            participle = next((c for c in noun.children if c.dep_ in ("acl", "relcl")), None)
            if participle is not None:
                draft.action = action_of(noun, noun) or draft.action
            return None
        draft.action = action_of(inner, inner) or draft.action
        noun = inner
    start = noun
    while start.i and start.nbor(-1).head.i == noun.i and start.nbor(-1).dep_ in ("compound", "amod"):
        start = start.nbor(-1)
    span = Span(start.idx, noun.idx + len(noun))
    found = action_of(noun, noun)
    if found and (found.code or draft.action is None):
        draft.action = found
    head = "death" if lemma(noun) == "toll" else singular(noun)
    return noun.doc.text[span.start : span.end], head, span


def _mention(doc: AnnotatedDocument, draft: _Draft, context: Context) -> FigureMention:
    number, action = draft.number, draft.action
    clause = clause_of(doc, draft.first, draft.last, draft.thing_span, action)
    period, period_span = context.period(number, draft.first)
    scope = context.scope(draft.first, period, period_span, draft.head)
    fields: dict[str, Any] = {}
    if action:
        fields = {
            "action": action.word, "measure": action.code, "action_span": Span(action.first.idx, action.last.idx + len(action.last)),
            "as_stated": doc.text_of(Span(action.first.idx, action.last.idx + len(action.last))),
            "agent": _agent(doc, action),
        }  # fmt: skip
    return FigureMention(
        span=Span(min(number.outer, number.start), number.end),
        made_by="figures",
        number=Span(number.start, number.end),
        low=number.low,
        best=number.best,
        high=number.high,
        low_basis="open" if number.low is None else number.basis,
        high_basis="open" if number.high is None else number.basis,
        bound=number.bound,
        thing=" ".join(draft.thing.split()),
        thing_span=draft.thing_span,
        thing_head=draft.head,
        thing_kind=kind_of(draft.head),
        unit=draft.unit,
        scope=scope,
        period=period,
        period_span=period_span,
        place=context.place(draft.first),
        clause=clause,
        part_of=draft.part_of,
        status=context.status(draft.first, action),
        is_rate=draft.is_rate,
        **fields,
    )


def _agent(doc: AnnotatedDocument, action: Action) -> Party | None:
    head = agent_tokens(action)
    if head is None:
        return None
    start = head
    while start.i and start.nbor(-1).head.i == head.i and start.nbor(-1).dep_ in ("compound", "amod", "nmod", "poss", "nummod"):
        start = start.nbor(-1)
    span = Span(start.idx, head.idx + len(head))
    entity = next((m.entity for m in doc.layers.get("actors", []) if m.span.overlaps(Span(head.idx, head.idx + len(head)))), None)
    return Party(span=span, entity=entity)
