"""What a document says about whose "army", "police" or "foreign ministry" it means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_words import Words
from onrecord.model.annotated import AnnotatedDocument
from onrecord.registry.index import Registry, Sense

_NOT_STATES = frozenset({"IGO", "NGO", "IMG", "MNC", "ISM"})
_PUBLISHER_WEIGHT = 3
_TITLE_WEIGHT = 2
_OPENING_WEIGHT = 3
_FARTHEST_PLACE = 2
"""Sentences back to the place that says whose the police is."""
_OPENING_CHARACTERS = 160


@dataclass
class Context:
    """Countries that bare institutions may belong to.

    Attributes:
        country: of the document: publisher, dateline and most named; None when nothing says it.
        publisher: registry id of the institution that publishes the text, or "".
        date: ISO date of publication, or None.
        named: countries that the text names.
        sentence_country: by sentence, where the sentence opens with a place ("In Islamabad, ...").
        place_country: by sentence, the one country of its places.
        place_at: country of the place at a token.
        publisher_name: as the document gives it, in lower case.
    """

    country: str | None
    publisher: str
    date: str | None
    named: frozenset[str]
    sentence_country: dict[int, str]
    place_country: dict[int, str]
    place_at: dict[int, str]
    publisher_name: str

    def country_at(self, sentence: int, is_local: bool) -> str | None:
        """The country meant by a bare institution in a sentence; a local one follows its places."""
        if sentence in self.sentence_country:
            return self.sentence_country[sentence]
        near = range(sentence, sentence - _FARTHEST_PLACE - 1, -1)
        placed = next((self.place_country[s] for s in near if s in self.place_country), None)
        # a gazetteer's reading of one small town is weaker than what the text names
        return placed if is_local and placed in self.named else self.country


def context_of(doc: AnnotatedDocument, words: Words, phrases: list[Phrase], registry: Registry) -> Context:
    """The context of a document, from its publisher, opening, places and the countries it names."""
    votes: Counter[str] = Counter()
    source = doc.document.source.publisher or ""
    for text, weight in ((source, _PUBLISHER_WEIGHT), (doc.document.title or "", _TITLE_WEIGHT)):
        for match in registry.find(text):
            country = country_of_senses(registry, match.senses)
            if country:
                votes[country] += weight
    _count_phrases(words, phrases, registry, votes)
    opening = _opening_seats(words, registry)
    by_sentence: dict[int, set[str]] = {}
    place_at: dict[int, str] = {}
    for place in doc.places:
        country = place.place.country
        if not country:
            continue
        votes[country] += _OPENING_WEIGHT if place.is_dateline else 1
        token = words.at(place.span.start)
        place_at.update((i, country) for i in range(token, words.at(place.span.end - 1) + 1))
        by_sentence.setdefault(words.sentence[token], set()).add(country)
    placed = Counter(place.place.country for place in doc.places if place.place.level != "country")
    first = {country: -at for at, country in enumerate(votes)}
    own = _publisher_country(source, registry)
    return Context(
        # among equals the one with most towns, then the one met first
        country=own or max(votes, key=lambda c: (votes[c], placed[c], first[c]), default=None),
        publisher=_publisher(source, registry),
        date=doc.document.published,
        named=frozenset(votes),
        sentence_country=opening,
        place_country={s: next(iter(c)) for s, c in by_sentence.items() if len(c) == 1},
        place_at=place_at,
        publisher_name=source.lower(),
    )


def _count_phrases(words: Words, phrases: list[Phrase], registry: Registry, votes: Counter[str]) -> None:
    for phrase in phrases:
        # a name of several actors does not say itself which of them is near
        sense = phrase.sense
        is_one = not phrase.others and phrase.pattern is None
        tells = sense is not None and is_one and (sense.use != "label" or sense.is_proper)
        country = country_of_senses(registry, (sense,)) if sense is not None and tells else None
        for piece in phrase.modifiers:
            country = country_of_senses(registry, piece.senses) or country
        if country:
            is_opening = words.start[phrase.start] < _OPENING_CHARACTERS
            votes[country] += _OPENING_WEIGHT if is_opening else 1


def _publisher_country(source: str, registry: Registry) -> str | None:
    """The state of an official body that publishes: its release means its own army by "the army".

    None for a paper or an organisation that only sits somewhere ("Monitor, London").
    """
    matches = registry.find(source)
    uses = {sense.use for match in matches for sense in match.senses}
    named = [s for match in matches for s in match.senses if s.use == "name" and "." in s.ref]
    if not named and uses.isdisjoint({"institution", "office", "name", "adjective"}):
        return None
    countries = {
        country_of_senses(registry, tuple(s for s in match.senses if s.use != "region")) for match in matches
    } - {None}
    return next(iter(countries)) if len(countries) == 1 else None


def _publisher(source: str, registry: Registry) -> str:
    """Registry id of a publisher that is itself an institution: "Ministry of Foreign Affairs, Islamabad"."""
    country, key = None, ""
    for match in registry.find(source):
        country = country or country_of_senses(registry, match.senses)
        for sense in match.senses:
            if sense.use == "name" and "." in sense.ref:
                return sense.ref
            if sense.use == "institution" and not key:
                key = sense.ref
    return f"{country}.{key}" if country and key else ""


def _opening_seats(words: Words, registry: Registry) -> dict[int, str]:
    """Sentences that open "In Islamabad,": the country of the capital."""
    opening: dict[int, str] = {}
    for i in range(len(words) - 1):
        if words.text[i] not in ("In", "At", "From"):
            continue
        before = i - 1
        while before >= 0 and words.tag[before] == "_SP":
            before -= 1
        if before >= 0 and words.sentence[before] == words.sentence[i]:
            continue
        for match in registry.find(" ".join(words.text[i + 1 : i + 4])):
            country = country_of_senses(registry, match.senses)
            if match.start == 0 and country:
                opening[words.sentence[i]] = country
    return opening


def country_of_senses(registry: Registry, senses: tuple[Sense, ...]) -> str | None:
    """The state that a name, demonym, seat or national organisation stands for, or None."""
    for sense in senses:
        if sense.use in ("name", "adjective", "seat", "label", "region"):
            entry = registry.entries.get(sense.ref)
            if entry and entry.country and entry.country not in _NOT_STATES:
                return entry.country
    return None
