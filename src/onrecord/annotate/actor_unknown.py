"""Organisations that the registry does not know: provisional, with what their names and owners say."""

from __future__ import annotations

from itertools import pairwise

from onrecord.annotate.actor_context import country_of_senses
from onrecord.annotate.actor_memory import Draft, Memory, name_nouns
from onrecord.annotate.actor_phrases import Phrase
from onrecord.registry.entry import Entry

POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "our"})
NOT_POINTING = frozenset({"a", "an", "no", "another", "any", "each", "every", "some"})
_VAGUE = frozenset(
    {"group", "organisation", "organization", "network", "alliance", "coalition", "wing", "movement"}
)
_ARMED = frozenset(
    "armed militant rebel insurgent terrorist terror jihadist jihadi islamist extremist separatist guerrilla "
    "banned outlawed proscribed led linked aligned affiliated breakaway splinter opposition".split()
)
_CENTRES = frozenset("national state federal operations coordination situation joint disaster crisis".split())
_TELLING = frozenset({"COP", "JUD"})
"""Sectors that a word anywhere in a name says ("Anti Stock Theft Unit")."""
_SICK = frozenset("medical surgical emergency intensive maternity trauma burns ambulance".split())


class Unknown(Memory):
    """Finds or makes the draft of a named organisation that is in no registry."""

    def unknown(self, phrase: Phrase) -> int:
        """A named organisation that the registry does not know: a provisional entry."""
        form = self.printed(phrase.name or phrase.head)
        key = ("name", form.lower())
        if key in self.by_key:
            self.drafts[self.by_key[key]].is_evident |= self._is_evident(phrase, form)
            return self.by_key[key]
        known = self.shortened(phrase, form)
        if known is not None:
            self.by_key[key] = known
            return known
        holder = self._holder_named(form)
        if holder is not None:
            return self.by_id(holder, "last name of an office-holder of a country the text names")
        for other, draft in enumerate(self.drafts):
            if draft.kind == "organisation" and draft.is_named and is_initials(form, draft.name):
                self.by_key[key] = other
                return other
        owner = self._owning_organisation(phrase)
        country = self.country(phrase) or self._country_in(form) or self.default_country(phrase)
        sector = self.of_publisher(self.sector_of(form))
        if sector is None and phrase.sense is not None:
            sector = self.noun_sector(phrase)
        draft = Draft(kind="organisation", name=form, country=country, sector=sector, is_named=True)
        draft.is_guessed = True
        if owner is not None and owner.sector is not None:
            draft.sector, draft.is_guessed = owner.sector, False
        draft.nouns.update(name_nouns(form))
        draft.is_evident = self._is_evident(phrase, form)
        return self.keyed(key, draft)

    def shortened(self, phrase: Phrase, form: str) -> int | None:
        """The organisation named before whose name begins or ends with `form` ("the Third Division").

        Only capitalised words after "the" or none shorten a name: "a Division" is another one.
        """
        said = form.split()
        if phrase.determiner not in ("the", "") or not all(word[:1].isupper() for word in said):
            return None
        country = self.country(phrase)

        def fits(draft: Draft) -> bool:
            if draft.kind not in ("organisation", "group") or (country or draft.country) != draft.country:
                return False
            if not draft.is_named and (draft.registry_id is None or draft.is_made):
                return False  # its name is made, not printed
            whole = draft.name.split()
            return len(whole) > len(said) and said in (whole[: len(said)], whole[-len(said) :])

        return self.last(fits)

    def _is_evident(self, phrase: Phrase, form: str) -> bool:
        """Whether words say that an unknown name is an organisation's; the parser takes persons for one."""
        if phrase.sense is not None or phrase.determiner == "the" or self.sector_of(form) is not None:
            return True
        words = form.split()
        if any(word.isupper() and len(word) > 2 for word in words) or {"&", "of", "for"} & set(words):
            return True
        return bool(name_nouns(form))

    def noun_sector(self, phrase: Phrase) -> str | None:
        """The sector of an organisation noun; "the group" alone is armed, "the rights group" is not."""
        assert phrase.sense is not None
        before = self.printed((phrase.start, phrase.head[1])).lower().replace("-", " ").split()[:-1]
        if not _CENTRES.isdisjoint(before) and phrase.sense.ref in ("centre", "center"):
            return "GOV"
        if phrase.sense.sector == "MIL" and ("police" in before or not _SICK.isdisjoint(before)):
            return "COP" if "police" in before else "MED"
        if phrase.sense.ref not in _VAGUE or not set(before) - POINTING - NOT_POINTING:
            return self.of_publisher(phrase.sense.sector)
        return "REB" if not _ARMED.isdisjoint(before) else None

    def of_publisher(self, sector: str | None) -> str | None:
        """COP for a unit or commander in a text of the police, else the sector given."""
        own = self.registry.entry(self.context.publisher)
        return own.sector if own is not None and own.sector == "COP" and sector == "MIL" else sector

    def _owning_organisation(self, phrase: Phrase) -> Draft | None:
        """The organisation that an unknown one is a part of ("the Investigation Wing of the police")."""
        owner = phrase.owner
        if owner is None or owner.entity < 0 or phrase.link not in ("of", "'s"):
            return None
        draft = self.drafts[owner.entity]
        return draft if draft.kind in ("organisation", "group") else None

    def _holder_named(self, form: str) -> Entry | None:
        """The one office-holder of the document's time and countries with this last name."""
        if " " in form or form.isupper():
            return None
        found = [
            entry
            for entry in self.registry.by_surname(form)
            if entry.country in self.context.named and self.registry.office_at(entry, self.context.date)
        ]
        return found[0] if len(found) == 1 else None

    def _country_in(self, form: str) -> str | None:
        """The state or kind of body that a known name at its start or in it says."""
        for match in self.registry.find(form):
            names = [self.registry.entries[s.ref] for s in match.senses if s.use == "name"]
            if match.start == 0 and names and names[0].country == "IGO":
                return "IGO"
            country = country_of_senses(self.registry, match.senses)
            if country:
                return country
        return None

    def sector_of(self, form: str) -> str | None:
        """The sector that words in an organisation's name say, or None."""
        words = form.lower().replace("-", " ").split()
        if not words:
            return None
        heads = [word for word, after in pairwise(words) if after in ("of", "for")]
        known = self.registry.name_words
        telling = [word for word in words if known.get(word) in _TELLING]
        for word in (*heads, *telling, words[-1], words[0]):
            if word in known:
                return known[word]
        for match in self.registry.find(form)[-1:]:
            for sense in match.senses:
                if (
                    sense.use in ("organisation", "institution", "group")
                    and sense.ref not in _VAGUE
                    and sense.sector
                ):
                    return sense.sector
        return None


def is_initials(form: str, name: str) -> bool:
    """Whether `form` abbreviates `name`: "PICSS"."""
    if not form.isupper() or len(form) < 3:
        return False
    letters = [word[0] for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(letters).upper() == form
