"""What a document says about whose "army", "police" or "foreign ministry" it means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_words import Words
from onrecord.model.annotated import AnnotatedDocument
from onrecord.registry.index import Registry

_NOT_STATES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_PUBLISHER_WEIGHT = 6
_OPENING_WEIGHT = 3
_OPENING_CHARACTERS = 160


@dataclass
class Context:
    """Countries that bare institutions may belong to.

    Attributes:
        country: of the document: publisher, dateline and most named; None when nothing says it.
        sentence_country: by sentence, where the sentence opens with a place ("In Islamabad, ...").
        place_country: by sentence, the one country of its places.
    """

    country: str | None
    sentence_country: dict[int, str]
    place_country: dict[int, str]

    def country_at(self, sentence: int, is_local: bool) -> tuple[str | None, str]:
        """The country meant by a bare institution in a sentence, and why."""
        if sentence in self.sentence_country:
            return self.sentence_country[sentence], "the sentence opens in that country"
        if is_local and sentence in self.place_country:
            return self.place_country[sentence], "the places of the sentence"
        return self.country, "the document's country"


def context_of(doc: AnnotatedDocument, words: Words, phrases: list[Phrase], registry: Registry) -> Context:
    """The context of a document, from its publisher, opening, places and the countries it names."""
    votes: Counter[str] = Counter()
    for text, weight in (
        (doc.document.source.publisher or "", _PUBLISHER_WEIGHT),
        (doc.document.title or "", 2),
    ):
        for match in registry.find(text):
            country = country_of_senses(registry, match.senses)
            if country:
                votes[country] += weight
    for phrase in phrases:
        country = country_of_senses(registry, (phrase.sense,)) if phrase.sense else None
        for piece in phrase.modifiers:
            country = country_of_senses(registry, piece.senses) or country
        if country:
            is_opening = words.start[phrase.start] < _OPENING_CHARACTERS
            votes[country] += _OPENING_WEIGHT if is_opening else 1
    by_sentence: dict[int, set[str]] = {}
    opening: dict[int, str] = {}
    for place in doc.places:
        country = place.place.country
        if not country:
            continue
        votes[country] += 2 if place.is_dateline else 1
        token = words.at(place.span.start)
        sentence = words.sentence[token]
        by_sentence.setdefault(sentence, set()).add(country)
        if token and words.lower[token - 1] in ("in", "at", "from") and words.text[token - 1][0].isupper():
            opening[sentence] = country
    _add_opening_seats(words, registry, doc, opening)
    best = max(votes.values(), default=0)
    country = min((c for c, n in votes.items() if n == best), default=None)
    unique = {s: next(iter(c)) for s, c in by_sentence.items() if len(c) == 1}
    return Context(country, opening, unique)


def _add_opening_seats(
    words: Words, registry: Registry, doc: AnnotatedDocument, opening: dict[int, str]
) -> None:
    """Sentences that open "In Islamabad," without help from the gazetteer."""
    for i in range(len(words) - 1):
        if words.text[i] in ("In", "At", "From") and words.sentence[i] not in opening:
            if i and words.sentence[i - 1] == words.sentence[i]:
                continue
            for match in registry.find(" ".join(words.text[i + 1 : i + 4])):
                country = country_of_senses(registry, match.senses)
                if match.start == 0 and country:
                    opening[words.sentence[i]] = country


def country_of_senses(registry: Registry, senses: tuple[object, ...]) -> str | None:
    """The state that a name, demonym, seat or national organisation stands for, or None."""
    for sense in senses:
        if getattr(sense, "use", "") in ("name", "adjective", "seat", "label"):
            entry = registry.entries.get(sense.ref)  # type: ignore[attr-defined]
            if entry and entry.country and entry.country not in _NOT_STATES:
                return entry.country
    return None
