"""The layers `entities` and `actors`: who acts, speaks or is acted on, and every mention of them.

Registry matches, the parser's names and a grammar of roles and institutions give phrases
(`actor_phrases`), coreference gathers them (`coreference`, `pronouns`). `entity_at` answers for others
which entity a span means.
"""

from __future__ import annotations

from onrecord.annotate.actor_context import context_of
from onrecord.annotate.actor_links import link_phrases, tail
from onrecord.annotate.actor_memory import Draft
from onrecord.annotate.actor_phrases import Phrase, find_phrases
from onrecord.annotate.actor_words import Words, words_of
from onrecord.annotate.coreference import Resolver
from onrecord.annotate.privacy import is_public, note_harm
from onrecord.annotate.pronouns import link_pronouns
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import ActorMention, Entity
from onrecord.model.span import Span
from onrecord.registry.index import registry

_BEHIND = frozenset({"of", "in", "from", "at"})
_LOCATIVE = frozenset("in inside near across throughout within into outside around via".split())


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layers `entities` and `actors`."""
    words, known = words_of(doc), registry(doc.actors_file)
    places = {i for p in doc.places for i in range(words.at(p.span.start), words.at(p.span.end - 1) + 1)}
    phrases = [
        phrase
        for phrase in find_phrases(words, doc.reading_text, known, places)
        if not _is_location(words, phrase)
    ]
    link_phrases(words, phrases)
    context = context_of(doc, words, phrases, known)
    resolver = Resolver(words, known, context)
    drafts = resolver.resolve(phrases)
    link_pronouns(words, drafts)
    note_harm(words, drafts)
    phrases = phrases + resolver.made
    doc.layers["entities"] = [_entity(words, draft, places) for draft in drafts]
    doc.layers["actors"] = sorted(
        [_mention(words, phrase) for phrase in phrases]
        + [
            ActorMention(
                span=_span(words, (token, token + 1)),
                head=_span(words, (token, token + 1)),
                kind="pronoun",
                entity=index,
                made_by="actors/pronoun",
            )
            for index, draft in enumerate(drafts)
            for token in draft.pronouns
        ],
        key=lambda mention: mention.span,
    )


def entity_at(doc: AnnotatedDocument, span: Span) -> int | None:
    """Index of the entity that the words at `span` mean, or None; creates nothing.

    The mention with the same head word is taken, then the one that shares most characters. Works for
    pronouns and for a phrase with its modifiers ("a spokesman for the ministry, Abdul Wali"); of a
    coordination it gives the first.
    """
    near = [m for m in doc.actors if m.span.overlaps(span)]
    if not near:
        return None
    root = doc.tokens(span).root
    at = root.idx

    def score(mention: ActorMention) -> tuple[bool, bool, int, int]:
        shared = min(mention.span.end, span.end) - max(mention.span.start, span.start)
        holds = mention.head.start <= at < mention.head.end
        return (mention.span == span, holds, shared, -mention.span.start)

    best = max(near, key=score)
    inside = span.start <= best.head.start and best.head.end <= span.end
    return best.entity if inside or best.head.overlaps(span) else None


def _is_location(words: Words, phrase: Phrase) -> bool:
    """Whether a country or capital only says where ("in Pakistan", a dateline)."""
    if phrase.kind != "country" or phrase.sense is None or phrase.sense.use not in ("name", "seat"):
        return False
    before = words.lower[phrase.start - 1] if phrase.start else ""
    if before in _LOCATIVE:
        return True
    joined = words.head[phrase.start] if words.dep[phrase.start] == "conj" else 0
    if joined and words.lower[joined - 1] in _LOCATIVE:
        return True  # "in Skopje and Pristina"
    if phrase.sense.use == "seat" and words.text[phrase.head[0]].isupper():
        return True  # a dateline
    if phrase.sense.use == "seat":
        token = phrase.head[1] - 1
        if before in ("at", "from", "to", "of", "on", "through"):
            return True
        if words.dep[token] not in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "conj",
            "poss",
            "agent",
            "compound",
        ):
            return True
    return False


def _entity(words: Words, draft: Draft, places: set[int]) -> Entity:
    shown = [p for p in draft.phrases if not p.is_modifier] or draft.phrases
    # a titled name is also known without its title
    titled = [p for p in shown if p.is_person and p.name is not None and p.roles]
    bare = {_span(words, p.name) for p in titled if p.name is not None}
    bare |= {_span(words, (p.roles[0].start, p.end)) for p in titled}
    bare |= {_span(words, p.core) for p in shown}  # "general staff" beside "Mali's general staff"
    bare |= {_span(words, (p.core[0], _whole(words, p, places))) for p in shown}
    mentions = sorted({_span(words, _form(p)) for p in shown} | bare)
    return Entity(
        name=_name(words, draft),
        kind=draft.kind,
        mentions=tuple(mentions),
        pronouns=tuple(_span(words, (t, t + 1)) for t in sorted(draft.pronouns)),
        registry_id=draft.registry_id,
        country=draft.country,
        sector=draft.sector or _government(draft),
        role=draft.role,
        organisation=draft.organisation,
        is_anonymous=draft.is_anonymous,
        is_public=is_public(draft),
        candidates=draft.candidates,
        reason=draft.reason,
    )


def _government(draft: Draft) -> str | None:
    """GOV for a state that is called by its capital: "Kabul" that says or does is the government."""
    seats = (p.sense is not None and p.sense.use == "seat" for p in draft.phrases)
    return "GOV" if draft.kind == "country" and any(seats) else None


def _name(words: Words, draft: Draft) -> str:
    """The registry's name; for an institution known by its pattern only, its full form in the text."""
    if not draft.is_made or draft.kind != "organisation":
        return draft.name
    forms = [
        " ".join(words.text[i] for i in range(*p.core) if words.tag[i] not in ("DT", "PRP$"))
        for p in draft.phrases
        if p.head[1] - p.head[0] > 1
        and all(words.text[i][0].isupper() or len(words.text[i]) < 4 for i in range(*p.head))
    ]
    return max(forms, key=len) if forms else draft.name


def _mention(words: Words, phrase: Phrase) -> ActorMention:
    return ActorMention(
        span=_span(words, (phrase.start, phrase.end)),
        head=_span(words, phrase.head),
        kind=phrase.kind,
        entity=phrase.entity,
        is_label=phrase.sense is not None and phrase.sense.use == "label",
        made_by="actors",
    )


def _form(phrase: Phrase) -> tuple[int, int]:
    """Tokens shown as a form of the actor, with the owner that makes it whole ("Pakistan's military")."""
    owner = phrase.owner
    if (
        owner is None
        or phrase.is_modifier
        or phrase.kind not in ("organisation", "role", "name")
        or phrase.same_as
    ):
        return phrase.core
    if phrase.link == "'s" and not phrase.name and 0 <= phrase.start - owner.end <= 1:
        return owner.core[0], phrase.end
    if phrase.link in ("of", "for") and owner.start - phrase.end == 1 and owner.kind in ("country", "name"):
        return phrase.core[0], owner.end
    return phrase.core


def _whole(words: Words, phrase: Phrase, places: set[int]) -> int:
    """End of the phrase with the owner or place behind it: "elders of Bardai", "clerk at the port office"."""
    if phrase.kind == "country" or (phrase.is_person and phrase.name is not None):
        return phrase.core[1]
    end = tail(phrase) if phrase.owner is not None else phrase.end
    if end > phrase.end or end + 1 >= len(words) or words.lower[end] not in _BEHIND:
        return max(end, phrase.core[1])
    at = end + 1
    while at < len(words) and (words.tag[at] == "DT" or (at in places and words.tag[at][:2] == "NN")):
        at += 1
    return at if at - 1 in places and at > end + 1 else phrase.core[1]


def _span(words: Words, tokens: tuple[int, int]) -> Span:
    return Span(words.start[tokens[0]], words.end[tokens[1] - 1])
