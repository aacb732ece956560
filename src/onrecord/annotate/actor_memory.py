"""What coreference remembers of one document: drafts of entities, their keys, where they were last seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.annotate.actor_context import Context, country_of_senses
from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_pieces import Piece
from onrecord.annotate.actor_words import Words
from onrecord.model.layers import EntityKind
from onrecord.registry.entry import Entry
from onrecord.registry.index import Registry

SPEECH = frozenset(
    "said says say told tells added adds stated states announced announces claimed claims warned warns "
    "stressed noted explained insisted argued replied accused denied confirmed reported disclosed "
    "asserted declared urged called condemned maintained reiterated acknowledged alleged".split()
)
NOT_STATES = frozenset({"IGO", "NGO", "IMG", "MNC", "ISM"})
_OWNING = frozenset({"'s", "of", "for", "in", "from", "at"})
_POSTED = frozenset(
    "troops forces force soldiers peacekeepers mission embassy consulate ambassador envoy representative "
    "coordinator correspondent office base bases contingent advisers".split()
)
"""Whoever is *in* a country but need not be its own."""
_NAME_NOUNS = frozenset(
    "ministry agency group mission movement party front organisation organization institute foundation "
    "council commission union company university hospital court army police force command network bank "
    "fund bloc alliance league division brigade battalion regiment squadron corps unit committee directorate "
    "department authority association federation centre center service secretariat forum collective "
    "observatory coordination bureau chamber tribunal guard".split()
)


@dataclass
class Seen:
    """One mention as coreference remembers it."""

    token: int
    sentence: int
    is_subject: bool
    quoted: bool
    speaks: bool


@dataclass
class Draft:
    """An entity being gathered. Fields as in `layers.Entity`.

    Attributes:
        is_made: made from the pattern of the institutions that every state has.
        nouns: nouns that may point back to it ("ministry").
        names: words of a person's names.
        roles: words for the offices and roles of a person.
        titles: words before a person's name.
        seen: its mentions and pronouns, in the order met.
        reason: why this country or entry was chosen.
        is_guessed: whether the sector comes from words in its name only.
        was_bare: whether it was called by a bare noun ("the army").
        local_key: key of the institution, for that of a province or town.
        is_evident: whether words say that an unknown name is an organisation's, not a person's.
        is_harmed: whether the text tells of the person as killed, hurt, taken or tried.
    """

    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    registry_id: str | None = None
    role: str | None = None
    organisation: int | None = None
    is_anonymous: bool = False
    is_plural: bool = False
    is_named: bool = False
    is_made: bool = False
    gender: str = ""
    nouns: set[str] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    phrases: list[Phrase] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    candidates: tuple[str, ...] = ()
    reason: str = ""
    is_guessed: bool = False
    was_bare: bool = False
    local_key: str = ""
    is_evident: bool = False
    is_harmed: bool = False


class Memory:
    """Drafts by index and by key, and what a phrase itself says about its country."""

    def __init__(self, words: Words, registry: Registry, context: Context) -> None:
        self.words, self.registry, self.context = words, registry, context
        self.drafts: list[Draft] = []
        self.by_key: dict[tuple[object, ...], int] = {}
        self.made: list[Phrase] = []

    def find(self, phrase: Phrase) -> int:
        """Index of the draft that a phrase means, by the kind of its head."""
        raise NotImplementedError

    def add(self, draft: Draft) -> int:
        """Index of a new draft."""
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def keyed(self, key: tuple[object, ...], draft: Draft) -> int:
        """Index of the draft known by `key`, else of `draft`, added."""
        if key not in self.by_key:
            self.by_key[key] = self.add(draft)
        return self.by_key[key]

    def by_id(self, entry: Entry, reason: str = "") -> int:
        """Index of the draft of a registry entry."""
        key = ("id", entry.id)
        if key not in self.by_key:
            draft = Draft(kind=entry.kind, name=entry.name, reason=reason)
            self.fill(draft, entry)
            self.by_key[key] = self.add(draft)
        return self.by_key[key]

    def fill(self, draft: Draft, entry: Entry) -> None:
        """Take name, country, sector and nouns from a registry entry."""
        draft.registry_id, draft.name, draft.kind = entry.id, entry.name, entry.kind
        draft.country, draft.sector = entry.country, entry.sector
        draft.is_made = entry.id not in self.registry.entries
        draft.nouns.update(entry.noun.split())
        if not draft.is_made:
            draft.nouns.update(nouns_of(entry))

    def remember(self, index: int, phrase: Phrase) -> None:
        """Note a mention of a draft."""
        draft, words = self.drafts[index], self.words
        draft.phrases.append(phrase)
        draft.seen.append(seen_at(words, phrase.head[1] - 1))

    def last(self, fits: Callable[[Draft], bool], since: int = -1) -> int | None:
        """The draft that fits and was seen last, after token `since`; None without one."""
        best, at = None, since
        for index, draft in enumerate(self.drafts):
            if draft.seen and draft.seen[-1].token > at and fits(draft):
                best, at = index, draft.seen[-1].token
        return best

    def country(self, phrase: Phrase) -> str | None:
        """The country that the phrase itself names, before or after its head."""
        for piece in reversed(phrase.modifiers):
            country = self.piece_country(piece)
            if country:
                return country
        owner = phrase.owner
        if owner is not None and owner.entity >= 0 and phrase.link in _OWNING:
            is_posted = phrase.link in ("in", "at") and self.words.lower[phrase.head[1] - 1] in _POSTED
            if not is_posted:
                return self.drafts[owner.entity].country
        return self.place_country(phrase)

    def _take_owner(self, phrase: Phrase) -> None:
        """Make the party named last the owner of "its foreign office"; "our" is the document's own."""
        if phrase.owner is not None or phrase.determiner not in ("its", "their"):
            return
        sentence = self.words.sentence[phrase.start]

        def fits(draft: Draft) -> bool:
            near = 0 <= sentence - draft.seen[-1].sentence <= 1
            return near and draft.kind in ("country", "organisation", "group") and draft.country is not None

        owner = self.last(fits)
        if owner is not None and self.drafts[owner].phrases:
            phrase.owner, phrase.link = self.drafts[owner].phrases[-1], "'s"

    def place_country(self, phrase: Phrase) -> str | None:
        """The country of a place in or after the phrase ("the hospital in Khost"), if the text names it."""
        for piece in phrase.modifiers:
            if piece.kind == "place":
                country = self.context.place_at.get(piece.start)
                if country in self.context.named:
                    return country
        if phrase.name is not None and phrase.is_person:
            return None  # "the president met nobody in Ankara"
        at, words = phrase.end, self.words
        is_posted = words.lower[phrase.head[1] - 1] in _POSTED and words.lower[phrase.head[0]] != "security"
        where = self.registry.entries[phrase.where.ref] if phrase.where is not None else None
        if where is not None and not is_posted and where.country not in NOT_STATES:
            return where.country
        if at + 1 < len(words) and words.lower[at] in ("in", "at", "of") and not is_posted:
            country = self.context.place_at.get(at + 1)
            if country in self.context.named:
                return country
        return None

    def piece_country(self, piece: Piece) -> str | None:
        """The country that a piece names, in whole or in part."""
        country = self._fitting_country(piece)
        for match in piece.inner:
            country = country or country_of_senses(self.registry, match.senses)
        return country

    def _fitting_country(self, piece: Piece) -> str | None:
        """Of the countries a piece can mean ("Turkmen"), the document's own, else the first."""
        found = [country_of_senses(self.registry, (sense,)) for sense in piece.senses]
        countries = [country for country in found if country is not None]
        return self.context.country if self.context.country in countries else next(iter(countries), None)

    def default_country(self, phrase: Phrase, is_local: bool = False) -> str | None:
        """The country that the context gives a bare phrase."""
        return self.context.country_at(self.words.sentence[phrase.start], is_local)

    def printed(self, span: tuple[int, int], skip_determiner: bool = False) -> str:
        """The words of tokens as printed, on one line."""
        start, end = span
        if skip_determiner and self.words.tag[start] in ("DT", "PDT", "PRP$") and end - start > 1:
            start += 1
        pieces = []
        for i in range(start, end):
            if i > start and self.words.start[i] > self.words.end[i - 1]:
                pieces.append(" ")
            pieces.append(self.words.text[i])
        return "".join(pieces).strip()


def seen_at(words: Words, token: int) -> Seen:
    """How coreference remembers a mention whose head is `token`."""
    return Seen(
        token=token,
        sentence=words.sentence[token],
        is_subject=words.dep[token] in ("nsubj", "nsubjpass"),
        quoted=words.quoted[token],
        speaks=words.lower[words.head[token]] in SPEECH,
    )


def nouns_of(entry: Entry) -> set[str]:
    """Nouns that may point back to a registry entry, from its name and kind."""
    words = {word for form in (entry.name, *entry.forms) for word in form.lower().split()}
    nouns = words & _NAME_NOUNS
    if entry.kind == "group":
        nouns |= {"group", "organisation", "organization", "movement", "outfit", "faction", "militia"}
    if entry.country == "IGO":
        nouns |= {"organisation", "organization", "body"}
        if entry.parent == "igo.un":
            nouns.add("agency")
    return nouns


def name_nouns(form: str) -> set[str]:
    """Nouns in an organisation's name that may point back to it."""
    return set(form.lower().split()) & _NAME_NOUNS
