"""Which phrases and pronouns of one document mean the same actor: from `Phrase` to drafts of entities.

In text order, one rule after the other: registry ids, names and their short forms, offices and roles,
"the ministry" and "the group", then pronouns by what was said last about whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.annotate.actor_context import Context, country_of_senses
from onrecord.annotate.actor_phrases import Phrase, Piece
from onrecord.annotate.actor_words import Words
from onrecord.model.layers import EntityKind
from onrecord.registry.entry import Entry
from onrecord.registry.index import Registry

_BARE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "each", "every", "no"})
_SUBNATIONAL = frozenset(
    "provincial regional local district state municipal city county village town metropolitan tribal".split()
)
_LOCAL = frozenset({"police", "prosecution", "emergency", "embassy"})
_ANONYMOUS = frozenset({"official", "source", "officer", "diplomat", "member", "aide"})


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
    """An entity being gathered. Fields as in `layers.Entity`; `nouns` point back to it."""

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
    gender: str = ""
    nouns: set[str] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    phrases: list[Phrase] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    reason: str = ""


class Resolver:
    """Gathers the entities of one document; call `resolve` once."""

    def __init__(self, words: Words, phrases: list[Phrase], registry: Registry, context: Context) -> None:
        self.words, self.phrases, self.registry, self.context = words, phrases, registry, context
        self.drafts: list[Draft] = []
        self._by_key: dict[tuple[object, ...], int] = {}

    def resolve(self) -> list[Draft]:
        """The entities, each with its phrases and pronouns in text order."""
        for phrase in self.phrases:
            self._entity(phrase)
        return self.drafts

    # One phrase

    def _entity(self, phrase: Phrase) -> int:
        if phrase.entity >= 0:
            return phrase.entity
        phrase.entity = -2  # two phrases that own one another must not loop
        if phrase.owner is not None and phrase.owner.entity == -1:
            self._entity(phrase.owner)
        if phrase.same_as is not None and phrase.same_as.entity == -1:
            self._entity(phrase.same_as)
        index = self._apposed(phrase) if phrase.same_as is not None else None
        if index is None:
            index = self._find(phrase)
        phrase.entity = index
        self._remember(index, phrase)
        return index

    def _apposed(self, phrase: Phrase) -> int | None:
        other = phrase.same_as.entity if phrase.same_as else -1
        if other < 0:
            return None
        draft = self.drafts[other]
        if phrase.is_person and phrase.name is not None:
            known = self._named_person(phrase)
            if known is not None and known != other:
                return known
            draft.kind, draft.is_anonymous = "person", False
            self._name_person(draft, phrase)
        elif phrase.is_person:
            self._add_role(draft, phrase)
        elif phrase.name is not None or phrase.sense is not None:
            if (
                phrase.sense is not None
                and phrase.sense.use == "name"
                and draft.registry_id not in (None, phrase.sense.ref)
            ):
                return None
            self._alias(draft, phrase)
        return other

    def _alias(self, draft: Draft, phrase: Phrase) -> None:
        form = self._printed(phrase.head)
        self._by_key.setdefault(("name", form.lower()), self.drafts.index(draft))
        if phrase.sense is not None and phrase.sense.use == "name":
            entry = self.registry.entries[phrase.sense.ref]
            self._by_key[("id", entry.id)] = self.drafts.index(draft)
            self._fill(draft, entry)
        if len(form) > len(draft.name) and phrase.name is not None and draft.registry_id is None:
            draft.name = form

    def _find(self, phrase: Phrase) -> int:
        if phrase.is_person and phrase.name is not None:
            return self._person(phrase)
        sense = phrase.sense
        if sense is None:
            return self._unknown(phrase)
        if sense.use in ("name", "label", "seat") or (sense.use == "adjective" and not phrase.is_plural):
            return self._registered(phrase, sense.ref)
        if sense.use == "adjective":
            return self._group(phrase, "people", sense.ref)
        if sense.use == "institution":
            return self._institution(phrase)
        if sense.use in ("office", "role", "title"):
            return self._role(phrase)
        if sense.use == "organisation":
            return self._organisation(phrase)
        return self._group(phrase, sense.ref, self._country(phrase))

    def _registered(self, phrase: Phrase, ref: str) -> int:
        entry = self.registry.entries[ref]
        return self._by_id(entry)

    def _by_id(self, entry: Entry, reason: str = "") -> int:
        key = ("id", entry.id)
        if key not in self._by_key:
            draft = Draft(kind=entry.kind, name=entry.name, reason=reason)
            self._fill(draft, entry)
            self._by_key[key] = self._new(draft)
        return self._by_key[key]

    def _fill(self, draft: Draft, entry: Entry) -> None:
        draft.registry_id, draft.name, draft.kind = entry.id, entry.name, entry.kind
        draft.country, draft.sector = entry.country, entry.sector
        if entry.noun:
            draft.nouns.update(entry.noun.split())
        draft.nouns.update(_nouns_of(entry))

    def _new(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    # Countries

    def _country(self, phrase: Phrase) -> str | None:
        """The country that the phrase itself names, before or after its head."""
        for piece in reversed(phrase.modifiers):
            country = self._piece_country(piece)
            if country:
                return country
        if (
            phrase.owner is not None
            and phrase.owner.entity >= 0
            and phrase.link in ("'s", "of", "for", "in", "from", "to", "at")
        ):
            return self.drafts[phrase.owner.entity].country
        return None

    def _piece_country(self, piece: Piece) -> str | None:
        country = country_of_senses(self.registry, piece.senses)
        for match in piece.inner:
            country = country or country_of_senses(self.registry, match.senses)
        return country

    def _default_country(self, phrase: Phrase, is_local: bool = False) -> str | None:
        return self.context.country_at(self.words.sentence[phrase.start], is_local)[0]

    # Institutions and organisations

    def _institution(self, phrase: Phrase) -> int:
        assert phrase.sense is not None
        key, country = phrase.sense.ref, self._country(phrase)
        place = self._subnational(phrase)
        if place is None and country is None and phrase.owner is None:
            last = self._last_of(key)
            if last is not None:
                return last
        country = country or self._default_country(phrase, key in _LOCAL)
        entry = self.registry.entry(f"{country}.{key}") if country else None
        if place is None and entry is not None and country in self.registry.entries:
            return self._by_id(entry)
        item = self.registry.institutions[key]
        form = self._printed((phrase.start, phrase.end), skip_determiner=True)
        index = self._keyed(
            ("local", key, place or form.lower(), country),
            Draft(kind="organisation", name=form, country=country, sector=item.sector),
        )
        self.drafts[index].nouns.update(item.noun.split())
        return index

    def _subnational(self, phrase: Phrase) -> str | None:
        """The place or word that makes an institution a province's or a town's, or None."""
        for piece in phrase.modifiers:
            if piece.kind == "place":
                return self._printed((piece.start, piece.end)).lower()
            if piece.kind == "word" and self.words.lower[piece.start] in _SUBNATIONAL:
                return self.words.lower[piece.start]
        return None

    def _last_of(self, key: str) -> int | None:
        """The institution of this kind named last, whoever's it was."""
        best, at = None, -1
        for index, draft in enumerate(self.drafts):
            if (
                draft.registry_id
                and draft.registry_id.partition(".")[2] == key
                and draft.seen
                and draft.seen[-1].token > at
            ):
                best, at = index, draft.seen[-1].token
        return best

    def _organisation(self, phrase: Phrase) -> int:
        assert phrase.sense is not None
        noun = phrase.sense.ref
        if phrase.name is not None or self._is_capitalised(phrase):
            return self._unknown(phrase)
        if phrase.determiner in _BARE or (phrase.owner is None and not phrase.modifiers):
            best, at = None, -1
            for index, draft in enumerate(self.drafts):
                if (
                    noun in draft.nouns
                    and draft.kind in ("organisation", "group")
                    and draft.seen
                    and draft.seen[-1].token > at
                ):
                    best, at = index, draft.seen[-1].token
            if best is not None:
                return best
        country = self._country(phrase) or self._default_country(phrase)
        form = self._printed((phrase.start, phrase.end), skip_determiner=True)
        index = self._keyed(
            ("noun", form.lower(), country),
            Draft(
                kind="organisation",
                name=form,
                country=country,
                sector=phrase.sense.sector,
                is_plural=phrase.is_plural,
            ),
        )
        self.drafts[index].nouns.add(noun)
        return index

    def _is_capitalised(self, phrase: Phrase) -> bool:
        return (
            self.words.text[phrase.head[0]][:1].isupper()
            and phrase.start < phrase.head[0]
            and bool(phrase.modifiers)
        )

    def _unknown(self, phrase: Phrase) -> int:
        """A named organisation that the registry does not know."""
        start, end = phrase.name or phrase.head
        form = self._printed((start, end))
        key = ("name", form.lower())
        if key in self._by_key:
            return self._by_key[key]
        for other, draft in enumerate(self.drafts):
            if draft.kind == "organisation" and draft.is_named and _is_initials(form, draft.name):
                self._by_key[key] = other
                return other
        country = self._country(phrase) or self._inner_country(phrase) or self._default_country(phrase)
        sector = phrase.sense.sector if phrase.sense else self._name_sector(form)
        draft = Draft(kind="organisation", name=form, country=country, sector=sector, is_named=True)
        draft.nouns.update(form.lower().split()[-2:])
        draft.nouns.update(w for w in form.lower().split() if w in _NAME_NOUNS)
        return self._keyed(key, draft)

    def _inner_country(self, phrase: Phrase) -> str | None:
        for match in self.registry.find(self._printed(phrase.name or phrase.head)):
            country = country_of_senses(self.registry, match.senses)
            if country:
                return country
        return None

    def _name_sector(self, form: str) -> str | None:
        for match in reversed(self.registry.find(form)):
            for sense in match.senses:
                if sense.use in ("organisation", "institution", "group") and sense.sector:
                    return sense.sector
        return None

    def _keyed(self, key: tuple[object, ...], draft: Draft) -> int:
        if key not in self._by_key:
            self._by_key[key] = self._new(draft)
        return self._by_key[key]

    # Groups

    def _group(self, phrase: Phrase, noun: str, country: str | None) -> int:
        owner = phrase.owner.entity if phrase.owner is not None and phrase.owner.entity >= 0 else None
        for piece in phrase.modifiers:
            sense = piece.sense("name", "label", "institution") if piece.kind == "match" else None
            if sense is not None and sense.use != "institution" and "." in sense.ref:
                return self._by_id(self.registry.entries[sense.ref])
        if (
            owner is not None
            and self.drafts[owner].kind == "group"
            and self.drafts[owner].registry_id
            and phrase.sense
            and phrase.sense.sector in ("REB", "MIL")
        ):
            return owner
        country = country or self._default_country(phrase, True)
        sector = phrase.sense.sector if phrase.sense and phrase.sense.use == "group" else "CVL"
        form = self._printed((phrase.start, phrase.end), skip_determiner=True)
        draft = Draft(kind="group", name=form, country=country, sector=sector, is_plural=True)
        draft.nouns.add(noun)
        return self._keyed(("group", noun, country), draft)

    # Persons, offices and roles

    def _person(self, phrase: Phrase) -> int:
        if phrase.sense is not None and phrase.sense.ref.startswith("per."):
            index = self._by_id(self.registry.entries[phrase.sense.ref])
        else:
            known = self._named_person(phrase)
            index = known if known is not None else self._new(Draft(kind="person", name="", is_named=True))
        draft = self.drafts[index]
        self._name_person(draft, phrase)
        return index

    def _named_person(self, phrase: Phrase) -> int | None:
        """The person whose name has the phrase's name in it, or the reverse; the last named first."""
        assert phrase.name is not None
        name = self._name_words(phrase.name)
        best, at = None, -1
        for index, draft in enumerate(self.drafts):
            if draft.kind != "person" or not draft.seen or draft.seen[-1].token < at:
                continue
            if any(_same_person(name, known) for known in draft.names):
                best, at = index, draft.seen[-1].token
        return best

    def _name_words(self, span: tuple[int, int]) -> tuple[str, ...]:
        return tuple(
            self.words.lower[i]
            for i in range(*span)
            if self.words.lower[i].isalnum() or "-" in self.words.lower[i]
        )

    def _name_person(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.name is not None
        form = self._printed(phrase.name)
        draft.is_named = True
        draft.names.add(self._name_words(phrase.name))
        if draft.registry_id is None and (
            not draft.name
            or draft.kind != "person"
            or len(form) > len(draft.name)
            or not draft.phrases
            or all(p.name is None for p in draft.phrases)
        ):
            draft.name = form
        draft.kind = "person"
        for piece in phrase.roles:
            self._add_role_piece(draft, piece, phrase)
        if draft.organisation is None:
            self._attach_organisation(draft, phrase)
        if draft.country is None and not phrase.roles:
            draft.country = self._country(phrase)

    def _add_role_piece(self, draft: Draft, piece: Piece, phrase: Phrase) -> None:
        text = self._printed((piece.start, piece.end)).lower()
        office, role, title = piece.sense("office"), piece.sense("role"), piece.sense("title")
        if title is not None:
            draft.titles.update({text, text.split()[-1]})
            draft.sector = draft.sector or title.sector
            draft.gender = _GENDERS.get(text.rstrip("."), draft.gender)
        if office is not None or role is not None:
            draft.roles.update({text, text.split()[-1]})
            draft.role = draft.role or text
            item = self.registry.institutions[office.ref] if office is not None else None
            draft.sector = (item.sector if item else role.sector if role else None) or draft.sector
            draft.country = draft.country or self._country(phrase) or self._default_country(phrase)

    def _role(self, phrase: Phrase) -> int:
        assert phrase.sense is not None
        text = self._printed(phrase.head).lower()
        is_open = phrase.owner is None and not any(p.kind != "word" for p in phrase.modifiers)
        if not phrase.is_plural and phrase.determiner not in _INDEFINITE:
            known = self._by_role(text, phrase, is_open)
            if known is not None:
                return known
        if phrase.is_plural:
            country = self._country(phrase)
            return self._group(phrase, phrase.sense.ref, country)
        draft = Draft(kind="office", name=self._printed((phrase.start, phrase.end), skip_determiner=True))
        indefinite = phrase.determiner in _INDEFINITE
        draft.is_anonymous = indefinite or phrase.sense.ref in _ANONYMOUS
        self._add_role(draft, phrase)
        office = phrase.sense.ref if phrase.sense.use == "office" else ""
        if office and not indefinite and draft.country:
            entry = self.registry.entry(f"{draft.country}.{office}")
            if entry is not None:
                index = self._by_id(entry)
                self.drafts[index].roles.update(draft.roles)
                self.drafts[index].role = self.drafts[index].role or text
                return index
        return self._new(draft)

    def _by_role(self, text: str, phrase: Phrase, is_open: bool) -> int | None:
        """The person or office last known by this role: "the minister" after "the foreign minister"."""
        country, short = self._country(phrase), text.split()[-1]
        owner = phrase.owner.entity if phrase.owner is not None else -1
        best, at = None, -1
        for index, draft in enumerate(self.drafts):
            if draft.kind not in ("person", "office") or not draft.seen or draft.seen[-1].token < at:
                continue
            known = draft.roles | draft.titles
            if not (text in known or (is_open and short in known and " " not in text)):
                continue
            if country and draft.country and country != draft.country:
                continue
            if owner >= 0 and draft.organisation is not None and draft.organisation != owner:
                continue
            best, at = index, draft.seen[-1].token
        return best

    def _add_role(self, draft: Draft, phrase: Phrase) -> None:
        """Take the role, its institution, country and sector from a phrase without a name."""
        if phrase.sense is None:
            return
        text = self._printed(phrase.head).lower()
        draft.roles.update({text, text.split()[-1]})
        draft.role = draft.role or self._printed((phrase.start, phrase.end), skip_determiner=True)
        draft.gender = draft.gender or _GENDERS.get(text.split()[-1], "")
        self._attach_organisation(draft, phrase)
        sector = phrase.sense.sector
        if sector == "SEC":
            sector = "MIL"
        draft.country = draft.country or self._country(phrase)
        if draft.organisation is not None:
            organisation = self.drafts[draft.organisation]
            draft.country = draft.country or organisation.country
            draft.sector = draft.sector or sector or organisation.sector
            if organisation.country in ("IGO", "NGO") and not sector:
                draft.country = organisation.country
        else:
            draft.sector = draft.sector or sector
            if draft.country is None:
                draft.country = self._default_country(phrase, True)

    def _attach_organisation(self, draft: Draft, phrase: Phrase) -> None:
        """The institution in front of the role ("police spokesman") or after it ("spokesman for")."""
        owner = phrase.owner.entity if phrase.owner is not None else -1
        kind = self.drafts[owner].kind if owner >= 0 else ""
        speaks_for = kind in ("organisation", "group") or (
            kind == "country" and phrase.link in ("'s", "of", "for")
        )
        if speaks_for and draft.organisation is None:
            draft.organisation = owner
        if draft.organisation is not None:
            return
        pieces = phrase.modifiers
        for at in range(len(pieces) - 1, -1, -1):
            piece = pieces[at]
            sense = piece.sense("name", "label", "institution") if piece.kind == "match" else None
            if piece.kind == "org" or (
                sense is not None and (sense.use == "institution" or "." in sense.ref)
            ):
                inner = Phrase(
                    piece.start, piece.end, "organisation", (piece.start, piece.end), sense,
                    name=(piece.start, piece.end) if piece.kind == "org" else None,
                    modifiers=pieces[:at], owner=phrase.owner, link=phrase.link, is_modifier=True,
                )  # fmt: skip
                if phrase.owner is not None and phrase.owner.start < phrase.start:
                    inner.owner, inner.link = phrase.owner, "'s"
                else:
                    inner.owner, inner.link = None, ""
                draft.organisation = self._find(inner)
                inner.entity = draft.organisation
                self._remember(inner.entity, inner)
                self.phrases_made.append(inner)
                break
        if draft.organisation is not None:
            organisation = self.drafts[draft.organisation]
            draft.country = draft.country or organisation.country
            draft.sector = draft.sector or organisation.sector

    # Memory

    @property
    def phrases_made(self) -> list[Phrase]:
        """Phrases found inside others while resolving."""
        if not hasattr(self, "_made"):
            self._made: list[Phrase] = []
        return self._made

    def _remember(self, index: int, phrase: Phrase) -> None:
        draft, words = self.drafts[index], self.words
        draft.phrases.append(phrase)
        token = phrase.head[1] - 1
        draft.seen.append(
            Seen(
                token=token,
                sentence=words.sentence[token],
                is_subject=words.dep[token] in ("nsubj", "nsubjpass"),
                quoted=words.quoted[token],
                speaks=words.lower[words.head[token]] in SPEECH,
            )
        )

    def _printed(self, span: tuple[int, int], skip_determiner: bool = False) -> str:
        start, end = span
        if skip_determiner and self.words.tag[start] in ("DT", "PDT", "PRP$") and end - start > 1:
            start += 1
        pieces = []
        for i in range(start, end):
            if i > start and self.words.start[i] > self.words.end[i - 1]:
                pieces.append(" ")
            pieces.append(self.words.text[i])
        return "".join(pieces).strip()


SPEECH = frozenset(
    "said says say told tells added adds stated states announced announces claimed claims warned warns "
    "stressed noted explained insisted argued replied accused denied confirmed reported disclosed "
    "asserted declared urged called condemned maintained reiterated acknowledged alleged".split()
)
_MALE = (
    "mr sir lord spokesman chairman king businessman congressman policeman imam prince father mawlawi mullah "
    "sheikh"
)
_FEMALE = "mrs ms miss lady spokeswoman chairwoman queen businesswoman congresswoman policewoman princess dame sister"
_GENDERS = dict.fromkeys(_MALE.split(), "m") | dict.fromkeys(_FEMALE.split(), "f")
_NAME_NOUNS = frozenset(
    "ministry agency group mission movement party front organisation organization institute foundation "
    "council commission union company university hospital court army police force command network".split()
)


def _nouns_of(entry: Entry) -> set[str]:
    """Nouns that may point back to a registry entry, from its name and kind."""
    nouns = {
        word for form in (entry.name, *entry.forms) for word in form.lower().split() if word in _NAME_NOUNS
    }
    if entry.kind == "group":
        nouns |= {"group", "organisation", "organization", "movement", "outfit", "faction"}
    if entry.country == "IGO":
        nouns |= {"organisation", "organization", "body"}
        if entry.name.startswith(("United Nations High", "International Org", "World", "Office")):
            nouns.add("agency")
    return nouns


def _same_person(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if not name or not known:
        return False
    short, long = sorted((name, known), key=len)
    if len(short) == 1:
        return short[0] in long and len(short[0]) > 2
    return set(short) <= set(long)


def _is_initials(form: str, name: str) -> bool:
    letters = [word[0] for word in name.replace("-", " ").split() if word[:1].isupper()]
    return form.isupper() and len(form) > 2 and "".join(letters).upper() == form
