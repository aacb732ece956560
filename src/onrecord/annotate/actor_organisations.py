"""Institutions, organisations and groups: which phrases mean the same one, and whose it is."""

from __future__ import annotations

from onrecord.annotate.actor_memory import NOT_STATES, Draft
from onrecord.annotate.actor_phrases import Phrase
from onrecord.annotate.actor_unknown import NOT_POINTING, POINTING, Unknown
from onrecord.registry.entry import Entry

_SUBNATIONAL = frozenset(
    "provincial regional local district state municipal city county village town metropolitan tribal".split()
)
_LOCAL = frozenset({"police", "prosecution", "emergency", "embassy"})
_TROOPS = frozenset({"armed-forces", "army", "border-guard", "navy", "air-force"})
_MEMBERS = frozenset({"member", "fighter", "militant", "commander", "leader", "insurgent", "rebel", "cadre"})
_MATERIEL = frozenset(
    "aircraft jets warplane warplanes gunships helicopters drones warship warships tanks bombers missiles "
    "patrols gunboats artillery".split()
) | frozenset(
    (
        "fighter jet",
        "fighter jets",
        "fighter planes",
        "combat aircraft",
        "jet fighters",
        "helicopter gunships",
    )
)
"""What an institution strikes with: somebody's only where the text says whose."""
_SIDES = frozenset({"side", "delegation", "team"})
_FARTHEST_OTHER = 4
"""Sentences after which a bare "army" is the document's own again, not another country's named before."""


class Organisations(Unknown):
    """Finds the draft of a phrase that means an institution, organisation or group."""

    def institution(self, phrase: Phrase) -> int:
        """An institution that every state has ("the foreign ministry")."""
        assert phrase.sense is not None
        self._take_owner(phrase)
        key, country = phrase.sense.ref, self.country(phrase)
        if country is None and phrase.sense.form in _MATERIEL and not self.entries_of(phrase):
            # "unidentified aircraft": never infer an author from context (G16)
            form = self.printed(phrase.core, skip_determiner=True)
            draft = Draft(kind="group", name=form, is_plural=True, reason="nothing says whose it is")
            return self.keyed(("materiel", form.lower()), draft)
        item = self.registry.institutions[key]
        other = self._of_another(phrase, key)
        if other is not None:
            return other
        headed = self._country_of_head(phrase)  # before any place of that name
        country = headed or country
        place = None if headed else self._subnational(phrase)
        is_bare = place is None and country is None and phrase.owner is None
        if is_bare:
            known = self._named_before(phrase, key)
            if known is not None:
                self.drafts[known].was_bare = True
                return known
        reason = "" if country else "country of the context"
        is_local = key in _LOCAL or phrase.sense.form.startswith("government ")
        country = country or self.default_country(phrase, is_local)
        entry = self.registry.entry(f"{country}.{key}") if country else None
        if place is None and entry is not None and country in self.registry.entries:
            index = self.by_id(entry, reason)
        else:
            form = self.printed(phrase.core, skip_determiner=True)
            index = self.keyed(
                ("local", key, place or form.lower(), country),
                Draft(kind="organisation", name=form, country=country, sector=item.sector),
            )
        self.drafts[index].nouns.update(item.noun.split())
        self.drafts[index].was_bare |= is_bare
        if place is not None:
            self.drafts[index].local_key = key
        return index

    def _country_of_head(self, phrase: Phrase) -> str | None:
        """The state whose government is named after who heads it ("the Bush administration")."""
        assert phrase.sense is not None
        before = phrase.end - 2 - phrase.sense.form.count(" ")
        if phrase.sense.ref != "government" or before < phrase.start:
            return None
        if not self.words.text[before][:1].isupper():
            return None
        known = self.registry.by_surname(self.words.lower[before])
        date = self.context.date
        then = [e for e in known if date is None or self.registry.office_at(e, date) is not None]
        countries = {entry.country for entry in then or known}
        return countries.pop() if len(countries) == 1 else None

    def _of_another(self, phrase: Phrase, key: str) -> int | None:
        """Troops of an armed group are the group; those of an international body are its mission."""
        for entry in self.entries_of(phrase):
            if entry.kind == "group" and key in _TROOPS:
                return self.by_id(entry)
            if entry.country in NOT_STATES and entry.kind == "organisation":
                form = self.printed(phrase.core, skip_determiner=True)
                kind = "mission" if key in _TROOPS else key
                sector = self.registry.institutions[key].sector
                draft = Draft(kind="organisation", name=form, country=entry.country, sector=sector)
                draft.nouns.update(("mission", "force", "forces"))
                return self.keyed(("of", entry.id, kind), draft)
        return None

    def entries_of(self, phrase: Phrase) -> list[Entry]:
        """Registry entries of organisations and groups that the phrase names before or after its head."""
        found = []
        for piece in phrase.modifiers:
            sense = piece.sense("name", "label")
            if sense is not None and "." in sense.ref:
                found.append(self.registry.entries[sense.ref])
        if phrase.owner is not None and phrase.owner.entity >= 0 and phrase.link in ("'s", "of"):
            known = self.drafts[phrase.owner.entity].registry_id or ""
            if "." in known and known in self.registry.entries:
                found.append(self.registry.entries[known])
        return found

    def _subnational(self, phrase: Phrase) -> str | None:
        """The place or word that makes an institution a province's or a town's, or None."""
        for piece in phrase.modifiers:
            region = piece.sense("region") if piece.kind == "match" else None
            if piece.kind == "place" or region is not None:
                return self.printed((piece.start, piece.end)).lower()
            if piece.kind == "word" and self.words.lower[piece.start] in _SUBNATIONAL:
                return self.words.lower[piece.start]
        return None

    def _named_before(self, phrase: Phrase, key: str) -> int | None:
        """The institution of this kind named last, if the context does not say another country."""
        sentence = self.words.sentence[phrase.start]
        if sentence in self.context.sentence_country:
            return None
        own = self.context.publisher.partition(".")
        if own[2] == key and self.words.text[phrase.head[0]][:1].isupper():
            entry = self.registry.entry(self.context.publisher)
            return self.by_id(entry) if entry else None

        own_bare = any(
            d.was_bare and d.country == self.context.country and _is_institution(d, key) for d in self.drafts
        )

        def fits(draft: Draft) -> bool:
            if draft.local_key == key:
                return True
            if not _is_institution(draft, key):
                return False
            # where "the army" was the document's own before, another one must stand close by
            far = sentence - draft.seen[-1].sentence
            return far <= (1 if own_bare else _FARTHEST_OTHER) or draft.country == self.context.country

        return self.last(fits)

    def organisation(self, phrase: Phrase) -> int:
        """An organisation noun: a name with it, what it points back to, or a new one."""
        assert phrase.sense is not None
        noun = phrase.sense.ref
        capital = self.words.text[phrase.head[0]][:1].isupper()
        self._take_owner(phrase)
        if noun in _SIDES:
            party = self._party_of_side(phrase)
            if party is not None:
                return party
        if phrase.name is not None or (capital and phrase.modifiers and phrase.start < phrase.head[0]):
            return self.unknown(phrase)
        if noun == "side" and self.country(phrase) in self.registry.entries:
            return self.by_id(self.registry.entries[self.country(phrase) or ""])
        if noun == "side" and phrase.is_plural:
            draft = Draft(kind="group", name="sides", sector="GOV", is_plural=True)
            return self.keyed(("sides",), draft)
        if capital and not phrase.modifiers and phrase.owner is None:
            # the full name in the text before the publisher's: they are mostly the same body
            known = self.shortened(phrase, self.printed(phrase.head)) if phrase.determiner else None
            known = self._publisher(noun) if known is None else known
            if known is not None:
                return known
        if phrase.determiner in POINTING or (phrase.owner is None and not phrase.modifiers):
            known = self._pointed_at(phrase, noun)
            if known is not None:
                return known
        entries = [e for e in self.entries_of(phrase) if e.country in NOT_STATES and e.kind == "organisation"]
        country = entries[0].country if entries else self.country(phrase) or self.default_country(phrase)
        form = self.printed(phrase.core, skip_determiner=True)
        sector = None if entries else self.noun_sector(phrase)
        draft = Draft(kind="organisation", name=form, country=country, sector=sector)
        draft.nouns.add(noun)
        key = ("of", entries[0].id, noun) if entries else ("noun", form.lower(), country)
        return self.keyed(key, draft)

    def _publisher(self, noun: str) -> int | None:
        """The institution that publishes the text, called by a noun of its name ("the Directorate")."""
        own = self.registry.entry(self.context.publisher)
        if own is not None and noun in own.noun.split():
            return self.by_id(own)
        if noun not in self.context.publisher_name.replace(",", " ").split():
            return None
        draft = Draft(kind="organisation", name=noun.capitalize(), country=self.context.country)
        draft.sector = own.sector if own is not None else self.sector_of(self.context.publisher_name)
        draft.nouns.add(noun)
        draft.reason = "the institution that publishes the text"
        return self.keyed(("publisher", noun), draft)

    def _party_of_side(self, phrase: Phrase) -> int | None:
        """The organisation whose side it is ("the BGB side"), if the text has named it."""
        if phrase.name is not None:
            end = phrase.head[1] - 1
            form = self.printed((phrase.name[0], end)) if end > phrase.name[0] else ""
        else:
            form = (
                self.printed((phrase.modifiers[-1].start, phrase.modifiers[-1].end))
                if phrase.modifiers
                else ""
            )
        for sense in phrase.modifiers[-1].senses if phrase.modifiers and phrase.name is None else ():
            if sense.use == "name" and "." in sense.ref:
                return self.by_id(self.registry.entries[sense.ref])
        return self.by_key.get(("name", form.lower()))

    def _pointed_at(self, phrase: Phrase, noun: str) -> int | None:
        """What "the agency", "the UN mission", "the migration agency" points back to."""
        if phrase.determiner in NOT_POINTING or phrase.is_counted:
            return None
        said = [
            self.words.lower[i][:5]
            for piece in phrase.modifiers
            for i in range(piece.start, piece.end)
            if len(self.words.text[i]) > 4 and piece.kind in ("word", "proper", "org")
        ]
        entries = {entry.id for entry in self.entries_of(phrase)}
        country = self.country(phrase)

        def fits(draft: Draft) -> bool:
            if noun not in draft.nouns or draft.kind not in ("organisation", "group"):
                return False
            if entries and draft.registry_id in entries:
                return False
            if country and draft.country and country != draft.country:
                return False
            entry = self.registry.entries.get(draft.registry_id or "")
            if entries and any(e.startswith("igo.") for e in entries):
                return entry is not None and entry.parent in entries
            return True

        def fits_well(draft: Draft) -> bool:
            return fits(draft) and any(start in draft.name.lower() for start in said)

        known = self.last(fits_well) if said else None
        if known is not None or not said:
            return known if known is not None else self.last(fits)
        return self.last(fits) if "-" in "".join(self.words.text[phrase.start : phrase.end]) else None

    def group(self, phrase: Phrase, noun: str, country: str | None) -> int:
        """People in the plural, or one unnamed of them; those of a named group are the group."""
        sense = phrase.sense
        sector = sense.sector if sense is not None and sense.use != "adjective" else "CVL"
        for entry in self.entries_of(phrase):
            armed = sector in ("REB", "MIL", "UAF", "PRM") or noun in _MEMBERS
            if entry.kind == "group" and armed:
                return self.by_id(entry)
            if entry.country in NOT_STATES:
                form = self.printed(phrase.core, skip_determiner=True)
                draft = Draft(kind="group", name=form, country=entry.country, sector=sector, is_plural=True)
                draft.nouns.add(noun)
                return self.keyed(("of", entry.id, noun), draft)
        if noun == "side" and country in self.registry.entries:
            return self.by_id(self.registry.entries[country])
        named = self._group_of_members(phrase, noun, sector)
        if named is not None:
            return named
        if phrase.determiner == "the" and not phrase.is_counted and not phrase.modifiers and sector == "REB":
            known = self._the_armed_group(noun)
            if known is not None:
                return known
        if noun == "people" and self._is_ethnic(phrase):
            country = self.place_country(phrase)  # "ethnic Albanians in Serbia" are Serbia's
        country = country or self.default_country(phrase, True)
        form = self.printed(phrase.core, skip_determiner=True)
        draft = Draft(kind="group", name=form, country=country, sector=sector, is_plural=True)
        draft.nouns.add(noun)
        return self.keyed(("group", noun, country), draft)

    def _is_ethnic(self, phrase: Phrase) -> bool:
        return "ethnic" in self.words.lower[phrase.start : phrase.head[0]]

    def _group_of_members(self, phrase: Phrase, noun: str, sector: str | None) -> int | None:
        """The unknown organisation whose armed members they are ("fighters of the Valley Brigade")."""
        owner = phrase.owner
        if sector != "REB" or owner is None or owner.entity < 0 or phrase.link not in ("of", "from", "'s"):
            return None
        draft = self.drafts[owner.entity]
        if draft.kind != "organisation" or not draft.is_named or draft.registry_id is not None:
            return None
        if draft.is_guessed:
            draft.sector, draft.is_guessed = "REB", False
        return owner.entity if draft.sector == "REB" else None

    def _the_armed_group(self, noun: str) -> int | None:
        """The one armed group named so far, for "the insurgents"; None where several are, or some were."""
        if self.last(lambda d: d.kind == "group" and d.registry_id is None and noun in d.nouns) is not None:
            return None
        armed = [i for i, d in enumerate(self.drafts) if d.sector == "REB" and (d.registry_id or d.is_named)]
        return armed[0] if len(armed) == 1 else None


def _is_institution(draft: Draft, key: str) -> bool:
    return draft.registry_id is not None and draft.registry_id.partition(".")[2] == key
