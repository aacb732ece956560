"""Which phrases of one document mean the same actor: from `Phrase` to drafts of entities.

In text order, one rule after the other: appositions, registry ids, names and their short forms,
offices and roles, then what "the ministry" and "the group" point back to. Pronouns follow in
`pronouns.py`.
"""

from __future__ import annotations

from onrecord.annotate.actor_memory import Draft
from onrecord.annotate.actor_persons import Persons
from onrecord.annotate.actor_phrases import Phrase
from onrecord.registry.entry import Entry
from onrecord.registry.index import holds

_MOVEMENT = frozenset({"ngo.icrc", "ngo.ifrc"})


class Resolver(Persons):
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
        phrase.entity = index if index is not None else self.find(phrase)
        self.remember(phrase.entity, phrase)
        return phrase.entity

    def find(self, phrase: Phrase) -> int:
        if phrase.is_person and phrase.name is not None:
            return self.person(phrase)
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
            return self.role(phrase)
        if sense.use == "organisation":
            return self.organisation(phrase)
        return self.group(phrase, sense.ref, self.country(phrase))

    def _named(self, phrase: Phrase) -> int:
        """The registry entry that a name means here; among several, by country, then by date."""
        assert phrase.sense is not None
        entries = [self.registry.entries[s.ref] for s in (phrase.sense, *phrase.others)]
        if phrase.sense.use == "label":
            entries = [entry for entry in entries if self._is_used_here(entry, phrase.sense.form)]
            if not entries:
                form = self.printed(phrase.core, skip_determiner=True)
                draft = Draft(
                    kind="group", name=form, is_plural=True, reason="a label; its user is not named"
                )
                return self.keyed(("label", form.lower()), draft)
        if phrase.pattern is not None and self._is_anothers(phrase, entries):
            phrase.sense, phrase.kind = phrase.pattern, "organisation"
            return self.institution(phrase) if phrase.sense.use == "institution" else self.role(phrase)
        society = self.registry.entry(f"{self.country(phrase)}.red-crescent")
        if entries[0].id in _MOVEMENT and society is not None:
            return self.by_id(society)  # "the Kenya Red Cross"
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

    def _is_anothers(self, phrase: Phrase, entries: list[Entry]) -> bool:
        """Whether a name that every state may use is not said of a state that the registry has it for."""
        country = self.country(phrase) or self.default_country(phrase)
        return country is not None and country not in {entry.country for entry in entries}

    def _is_used_here(self, entry: Entry, form: str) -> bool:
        """Whether the text has to do with the actor or with a party that calls it by the label."""
        named = self.context.named
        if not named or entry.country in named:
            return True
        users = [label.used_by for label in entry.labels if label.form.lower() == form.lower()]
        known = (self.registry.entry(user) for user in users)
        return any(user is not None and user.country in named for user in known)

    # Appositions

    def _apposed(self, phrase: Phrase) -> int | None:
        index = phrase.same_as.entity if phrase.same_as else -1
        if index < 0:
            return None
        draft, sense = self.drafts[index], phrase.sense
        if phrase.is_person and phrase.name is not None:
            known = self.named_person(phrase)
            if known is not None and known != index:
                return known
            draft.is_anonymous = False
            self.name_person(draft, phrase)
        elif phrase.is_person:
            self.add_role(draft, phrase)
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
            if sense is not None and sense.use in ("group", "organisation", "institution"):
                draft.is_evident = True
                if draft.is_guessed and sense.sector:
                    draft.sector, draft.is_guessed = sense.sector, False  # "the Tral Brigade, an outfit"
        return index

    def _alias(self, draft: Draft, index: int, phrase: Phrase) -> None:
        form = self.printed(phrase.head)
        self.by_key.setdefault(("name", form.lower()), index)
        if phrase.sense is not None and phrase.sense.use == "name":
            entry = self.registry.entries[phrase.sense.ref]
            self.by_key[("id", entry.id)] = index
            self.fill(draft, entry)
        elif phrase.name is not None and draft.registry_id is None and not draft.is_named:
            draft.name, draft.is_named = form, True  # "an outfit called Sons of the Valley"
        elif len(form) > len(draft.name) and phrase.name is not None and draft.registry_id is None:
            draft.name = form
