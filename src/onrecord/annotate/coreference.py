"""Which phrases of one document mean the same actor: from `Phrase` to drafts of entities.

In text order, one rule after the other: appositions, registry ids, names and their short forms,
offices and roles, then what "the ministry" and "the group" point back to. Pronouns follow in
`pronouns.py`.
"""

from __future__ import annotations

from onrecord.annotate.actor_memory import Draft
from onrecord.annotate.actor_organisations import Organisations
from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_pieces import Piece
from onrecord.registry.entry import Entry
from onrecord.registry.index import holds

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "each", "every", "no"})
_ANONYMOUS = frozenset(
    "official source officer diplomat member aide lawmaker politician witness resident doctor expert "
    "analyst".split()
) | {
    "security official",
    "security source",
    "intelligence official",
    "intelligence officer",
    "customs officer",
}
_FALLBACK_SECTOR = {"SEC": "MIL"}
_MALE = (
    "mr sir lord spokesman chairman king businessman congressman policeman imam prince father mawlawi mullah "
    "sheikh"
)
_FEMALE = (
    "mrs ms miss lady spokeswoman chairwoman queen businesswoman congresswoman policewoman princess dame"
)
_GENDERS = dict.fromkeys(_MALE.split(), "m") | dict.fromkeys(_FEMALE.split(), "f")


class Resolver(Organisations):
    """Gathers the entities of one document; call `resolve` once."""

    def resolve(self, phrases: list[Phrase]) -> list[Draft]:
        """The entities, each with its phrases in text order."""
        for phrase in phrases:
            self._entity(phrase)
        for draft in self.drafts:
            if draft.kind == "person" and draft.country is None and (draft.sector or draft.role):
                draft.country = self.context.country
        return self.drafts

    def _entity(self, phrase: Phrase) -> int:
        if phrase.entity != -1:
            return phrase.entity
        phrase.entity = -2  # two phrases that own one another must not loop
        for other in (phrase.owner, phrase.same_as):
            if other is not None:
                self._entity(other)
        index = self._apposed(phrase) if phrase.same_as is not None else None
        phrase.entity = index if index is not None else self._find(phrase)
        self.remember(phrase.entity, phrase)
        return phrase.entity

    def _find(self, phrase: Phrase) -> int:
        if phrase.is_person and phrase.name is not None:
            return self._person(phrase)
        sense = phrase.sense
        if sense is None:
            return self.unknown(phrase)
        if sense.use in ("name", "label", "seat") or (sense.use == "adjective" and not phrase.is_plural):
            return self._named(phrase)
        if sense.use == "adjective":
            return self.group(phrase, "people", sense.ref)
        if sense.use == "institution":
            return self.institution(phrase)
        if sense.use in ("office", "role", "title"):
            return self._role(phrase)
        if sense.use == "organisation":
            return self.organisation(phrase)
        return self.group(phrase, sense.ref, self.country(phrase))

    def _named(self, phrase: Phrase) -> int:
        """The registry entry that a name means here; among several, by country, then by date."""
        assert phrase.sense is not None
        entries = [self.registry.entries[s.ref] for s in (phrase.sense, *phrase.others)]
        if len(entries) == 1:
            return self.by_id(entries[0])
        context = self.context

        def fit(entry: Entry) -> tuple[bool, bool, bool]:
            lived = holds(entry.since, entry.until, context.date) if context.date else True
            return (entry.country == context.country, entry.country in context.named, lived)

        best = max(entries, key=fit)
        own, named, _ = fit(best)
        why = "the document's country" if own else "a country the text names" if named else "the first known"
        index = self.by_id(best, f"of {len(entries)} actors with this name: {why}")
        self.drafts[index].candidates = tuple(sorted({e.id for e in entries} - {best.id}))
        return index

    # Appositions

    def _apposed(self, phrase: Phrase) -> int | None:
        index = phrase.same_as.entity if phrase.same_as else -1
        if index < 0:
            return None
        draft, sense = self.drafts[index], phrase.sense
        if phrase.is_person and phrase.name is not None:
            known = self._named_person(phrase)
            if known is not None and known != index:
                return known
            draft.is_anonymous = False
            self._name_person(draft, phrase)
        elif phrase.is_person:
            self._add_role(draft, phrase)
        elif phrase.name is not None or sense is not None:
            named = sense is not None and sense.use == "name"
            if (
                named
                and sense is not None
                and draft.registry_id not in (None, sense.ref)
                and not draft.is_made
            ):
                return None
            self._alias(draft, index, phrase)
        return index

    def _alias(self, draft: Draft, index: int, phrase: Phrase) -> None:
        form = self.printed(phrase.head)
        self.by_key.setdefault(("name", form.lower()), index)
        if phrase.sense is not None and phrase.sense.use == "name":
            entry = self.registry.entries[phrase.sense.ref]
            self.by_key[("id", entry.id)] = index
            self.fill(draft, entry)
        elif len(form) > len(draft.name) and phrase.name is not None and draft.registry_id is None:
            draft.name = form

    # Persons by name

    def _person(self, phrase: Phrase) -> int:
        if phrase.sense is not None and phrase.sense.ref.startswith("per."):
            index = self.by_id(self.registry.entries[phrase.sense.ref])
        else:
            known = self._named_person(phrase)
            index = known if known is not None else self.add(Draft(kind="person", name=""))
        self._name_person(self.drafts[index], phrase)
        return index

    def _named_person(self, phrase: Phrase) -> int | None:
        """The person whose name has the phrase's name in it, or the reverse; the last named first."""
        name = self._name_words(phrase)
        return self.last(
            lambda draft: draft.kind == "person" and any(_same_person(name, known) for known in draft.names)
        )

    def _name_words(self, phrase: Phrase) -> tuple[str, ...]:
        assert phrase.name is not None
        words = self.words.lower
        return tuple(words[i] for i in range(*phrase.name) if words[i].isalnum() or "-" in words[i])

    def _name_person(self, draft: Draft, phrase: Phrase) -> None:
        assert phrase.name is not None
        form = self.printed(phrase.name)
        is_open = draft.registry_id is None or draft.kind != "person"
        if is_open and (not draft.is_named or len(form) > len(draft.name)):
            draft.name = form
        draft.is_named, draft.kind = True, "person"
        draft.names.add(self._name_words(phrase))
        if phrase.sense is not None and phrase.sense.ref.startswith("per."):
            entry = self.registry.entries[phrase.sense.ref]
            self.fill(draft, entry)
            office = self.registry.office_at(entry, self.context.date)
            if office is not None and not phrase.roles and draft.role is None and office.kind == "office":
                draft.role = office.name
        for piece in phrase.roles:
            self._add_role_piece(draft, piece, phrase)
        if phrase.duty:
            self._add_duty(draft, phrase)
        self._attach_organisation(draft, phrase)
        if draft.country is None and (phrase.modifiers or phrase.owner):
            draft.country = self.country(phrase)

    def _add_duty(self, draft: Draft, phrase: Phrase) -> None:
        owner = self.printed(phrase.owner.core, skip_determiner=True) if phrase.owner else ""
        if phrase.duty == "reporter":
            draft.role, draft.sector, draft.country = "reporter", "JRN", self.context.country
            draft.roles.add("reporter")
        else:
            draft.role = draft.role or f"head of {owner or 'an institution'}"
            draft.roles.add("head")

    def _add_role_piece(self, draft: Draft, piece: Piece, phrase: Phrase) -> None:
        text = self.printed((piece.start, piece.end)).lower()
        office, role, title = piece.sense("office"), piece.sense("role"), piece.sense("title")
        if title is not None:
            draft.titles.update({text, text.split()[-1]})
            draft.sector = draft.sector or title.sector
            draft.gender = _GENDERS.get(text.rstrip("."), draft.gender)
        if office is None and role is None:
            return
        self._note_roles(draft, text)
        draft.role = draft.role or text
        item = self.registry.institutions[office.ref] if office is not None else None
        sector = item.sector if item else role.sector if role else None
        draft.sector = sector or draft.sector
        draft.country = draft.country or self.country(phrase)
        if draft.country is None and item is not None:
            draft.country = self.default_country(phrase)

    @staticmethod
    def _note_roles(draft: Draft, text: str) -> None:
        for part in (text, *text.split(" and ")):
            words = part.split()
            draft.roles.update({part, words[-1]})
            if "of" in words or "for" in words:
                draft.roles.add(words[0])  # "the minister" after "the Minister of Defence"

    # Persons by role

    def _role(self, phrase: Phrase) -> int:
        assert phrase.sense is not None
        sense, text = phrase.sense, self.printed(phrase.head).lower()
        if phrase.is_plural:
            return self.group(phrase, sense.ref, self.country(phrase))
        indefinite = phrase.determiner in _INDEFINITE
        if not indefinite:
            known = self._by_role(text, phrase)
            if known is not None:
                return known
        draft = Draft(kind="office", name=self.printed(phrase.core, skip_determiner=True))
        draft.is_anonymous = indefinite or sense.ref in _ANONYMOUS
        self._add_role(draft, phrase)
        if sense.use == "office" and not indefinite and draft.country:
            entry = self.registry.entry(f"{draft.country}.{sense.ref}")
            if entry is not None:
                index = self.by_id(entry)
                known_draft = self.drafts[index]
                known_draft.roles |= draft.roles
                known_draft.role = known_draft.role or text
                return index
        return self.add(draft)

    def _by_role(self, text: str, phrase: Phrase) -> int | None:
        """The person or office last known by this role: "the minister" after "the foreign minister"."""
        is_open = phrase.owner is None and all(p.kind == "word" for p in phrase.modifiers)
        country, short = self.country(phrase), text.split()[-1]
        owner = phrase.owner.entity if phrase.owner is not None else -1
        has_adjectives = any(p.kind == "word" for p in phrase.modifiers)

        def fits(draft: Draft) -> bool:
            if draft.kind not in ("person", "office"):
                return False
            known = draft.roles | draft.titles
            if not (text in known or (is_open and " " not in text and short in known)):
                return False
            if country and draft.country and country != draft.country:
                return False
            if (
                has_adjectives
                and draft.role
                and self.printed(phrase.core, True).lower() not in draft.role.lower()
            ):
                return False
            return not (owner >= 0 and draft.organisation is not None and draft.organisation != owner)

        return self.last(fits)

    def _add_role(self, draft: Draft, phrase: Phrase) -> None:
        """Take the role, its institution, country and sector from a phrase without a name."""
        if phrase.sense is None:
            return
        text = self.printed(phrase.head).lower()
        self._note_roles(draft, text)
        draft.role = draft.role or self.printed(phrase.core, skip_determiner=True)
        draft.gender = draft.gender or _GENDERS.get(text.split()[-1], "")
        self._attach_organisation(draft, phrase)
        sense = phrase.sense
        sector = _FALLBACK_SECTOR.get(sense.sector or "", sense.sector)
        draft.country = draft.country or self.country(phrase)
        if draft.organisation is None and sector is None and draft.kind == "office":
            own = self.registry.entry(self.context.publisher)
            if own is not None and own.kind == "organisation" and phrase.determiner not in _INDEFINITE:
                draft.organisation = self.by_id(own)  # "the Spokesperson" on a ministry's own page
        if draft.organisation is not None:
            organisation = self.drafts[draft.organisation]
            draft.country = draft.country or organisation.country
            draft.sector = sector or draft.sector or organisation.sector
        else:
            draft.sector = sector or draft.sector
        if draft.country is None and draft.kind == "office":
            draft.country = self.default_country(phrase, sense.use == "role")
            draft.reason = "country of the context"

    def _attach_organisation(self, draft: Draft, phrase: Phrase) -> None:
        """The institution in front of the role ("police spokesman") or after it ("spokesman for")."""
        if draft.organisation is not None:
            return
        owner = phrase.owner.entity if phrase.owner is not None else -1
        kind = self.drafts[owner].kind if owner >= 0 else ""
        if kind in ("organisation", "group") or (kind == "country" and phrase.link in ("'s", "of", "for")):
            draft.organisation = owner
        else:
            draft.organisation = self._institution_before(phrase)
        if draft.organisation is None:
            return
        organisation = self.drafts[draft.organisation]
        draft.country = draft.country or organisation.country
        if organisation.sector and phrase.duty != "reporter":
            draft.sector = organisation.sector

    def _institution_before(self, phrase: Phrase) -> int | None:
        pieces = phrase.modifiers
        for at in range(len(pieces) - 1, -1, -1):
            piece = pieces[at]
            span = (piece.start, piece.end)
            sense = (
                piece.sense("name", "label", "institution", "organisation") if piece.kind == "match" else None
            )
            known = sense is not None and (sense.use != "name" or "." in sense.ref)
            if piece.kind != "org" and not known:
                continue
            name = span if piece.kind == "org" else None
            inner = Phrase(
                *span,
                "organisation",
                span,
                sense,
                core=span,
                name=name,
                modifiers=pieces[:at],
                is_modifier=True,
            )
            if phrase.owner is not None and phrase.owner.start < phrase.start:
                inner.owner, inner.link = phrase.owner, "'s"
            inner.entity = self._find(inner)
            self.remember(inner.entity, inner)
            self.made.append(inner)
            return inner.entity
        return None


def _same_person(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if not name or not known:
        return False
    short, long = sorted((name, known), key=len)
    if len(short) == 1:
        return short[0] in long and len(short[0]) > 2
    return set(short) <= set(long)
