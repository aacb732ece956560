"""Persons: which names and roles mean the same one, what they hold, for whom they speak."""

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
_RANKED = frozenset({"MIL", "COP"})
"""Sectors whose ranks say more of a person than a civil office held besides."""
_TAKEN_OVER = frozenset({"GOV", "MIL", "SEC", None})
"""Sectors of roles that any kind of body has: its own sector says more."""
_FEW_WORDS = 80
_LOCAL_ROLES = frozenset(
    "local provincial district regional municipal village town city governor mayor councillor police doctor "
    "surgeon nurse medic hospital resident elder witness official health rescue customs magistrate "
    "commissioner administrator activist teacher imam priest councilman alderman sheriff coroner".split()
)
_OF_PUBLISHER = frozenset(
    "spokesperson spokesman spokeswoman director general director-general secretary chief head commander "
    "commissioner adviser advisor".split()
)
_BELOW = frozenset(
    "additional deputy assistant joint associate under vice former ex then shadow senior junior special "
    "special-purpose local provincial district regional honorary".split()
)
_FALLBACK_SECTOR = {"SEC": "MIL"}
_MALE = (
    "mr sir lord spokesman chairman king businessman congressman policeman imam prince father mawlawi mullah "
    "sheikh"
)
_FEMALE = (
    "mrs ms miss lady spokeswoman chairwoman queen businesswoman congresswoman policewoman princess dame"
)
_GENDERS = dict.fromkeys(_MALE.split(), "m") | dict.fromkeys(_FEMALE.split(), "f")


class Persons(Organisations):
    """Finds the draft of a phrase that means one person, by name or by role."""

    def person(self, phrase: Phrase) -> int:
        if phrase.sense is not None and phrase.sense.ref.startswith("per."):
            index = self.by_id(self.registry.entries[phrase.sense.ref])
        else:
            known = self.named_person(phrase)
            if known is None:
                holder = self._holder(phrase)
                known = self.by_id(*holder) if holder is not None else None
            index = known if known is not None else self.add(Draft(kind="person", name=""))
        self.name_person(self.drafts[index], phrase)
        return index

    def _holder(self, phrase: Phrase) -> tuple[Entry, str] | None:
        """The one office-holder of the document's date meant by a last name: "President X", "General X"."""
        name = self._name_words(phrase)
        if len(name) != 1 or not phrase.roles:
            return None
        offices = {sense.ref for piece in phrase.roles if (sense := piece.sense("office")) is not None}
        ranks = {sense.sector for piece in phrase.roles if (sense := piece.sense("title")) is not None}
        country, context = self.country(phrase), self.context
        if not offices and ranks.isdisjoint(_RANKED):
            return None  # "Mr Khan" may be anybody

        def fits(entry: Entry) -> bool:
            if country is not None and entry.country != country:
                return False
            if not offices and (entry.country not in context.named or entry.sector not in ranks):
                return False
            held = [
                t.office.partition(".")[2]
                for t in entry.tenures
                if context.date is None or holds(t.since, t.until, context.date)
            ]
            return bool(held) and (not offices or not offices.isdisjoint(held))

        known = self.registry.by_surname(name[0])
        found = [entry for entry in known if fits(entry)]
        if len(found) > 1:
            found = [entry for entry in found if entry.country in context.named]
        if len(found) != 1:
            return None
        return found[0], "last name of the one who held the office on the document's date"

    def _once_held(self, phrase: Phrase) -> str | None:
        """In a sentence or two that name no other state: the one state of all who ever held the office."""
        assert phrase.name is not None
        offices = {sense.ref for piece in phrase.roles if (sense := piece.sense("office")) is not None}
        if len(self.words) > _FEW_WORDS or phrase.name[1] - phrase.name[0] != 1:
            return None
        known = self.registry.by_surname(self.words.lower[phrase.name[0]])
        countries = {
            e.country for e in known if not offices.isdisjoint(t.office.partition(".")[2] for t in e.tenures)
        }
        return countries.pop() if len(countries) == 1 else None

    def named_person(self, phrase: Phrase) -> int | None:
        """The person whose name has the phrase's name in it, or the reverse; the last named first."""
        name = self._name_words(phrase)
        return self.last(
            lambda draft: draft.kind == "person" and any(_same_person(name, known) for known in draft.names)
        )

    def _name_words(self, phrase: Phrase) -> tuple[str, ...]:
        assert phrase.name is not None
        words = self.words.lower
        return tuple(words[i] for i in range(*phrase.name) if words[i].isalnum() or "-" in words[i])

    def name_person(self, draft: Draft, phrase: Phrase) -> None:
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
            if office is not None:  # a minister of a state who went on to an international body
                draft.country, draft.sector = office.country, office.sector or entry.sector
            if office is not None and not phrase.roles and draft.role is None and office.kind == "office":
                draft.role = office.name
        for piece in phrase.roles:
            self._add_role_piece(draft, piece, phrase)
        if phrase.duty:
            self._add_duty(draft, phrase)
        self._attach_organisation(draft, phrase)
        if draft.country is None and (phrase.modifiers or phrase.owner):
            draft.country = self.country(phrase)
        holds_role = any(piece.sense("office", "role") is not None for piece in phrase.roles)
        if draft.country is None and phrase.owner is None and holds_role:
            draft.country = self._once_held(phrase)
        if draft.country is None and phrase.owner is None and holds_role:
            is_state = any(piece.sense("office") is not None for piece in phrase.roles)
            draft.country = self.default_country(phrase, not is_state and _is_local(draft.role or ""))
            draft.reason = draft.reason or "country of the context"

    def _add_duty(self, draft: Draft, phrase: Phrase) -> None:
        owner = self.printed(phrase.owner.core, skip_determiner=True) if phrase.owner else ""
        if phrase.duty == "reporter":
            draft.role, draft.sector, draft.country = "reporter", "JRN", self.context.country
            draft.roles.add("reporter")
        elif phrase.duty == "speaks":
            draft.role = draft.role or f"spokesperson of {owner or 'an institution'}"
            draft.roles.update(("spokesperson", "spokesman", "spokeswoman"))
        else:
            draft.role = draft.role or f"head of {owner or 'an institution'}"
            draft.roles.add("head")

    def _add_role_piece(self, draft: Draft, piece: Piece, phrase: Phrase) -> None:
        text = self.printed((piece.start, piece.end)).lower()
        office, role, title = piece.sense("office"), piece.sense("role"), piece.sense("title")
        if title is not None:
            draft.titles.update({text, text.split()[-1]})
            if title.sector in _RANKED or draft.sector is None:
                draft.sector = title.sector or draft.sector
            draft.gender = _GENDERS.get(text.rstrip("."), draft.gender)
        if office is None and role is None:
            return
        self._note_roles(draft, text)
        draft.role = draft.role or text
        item = self.registry.institutions[office.ref] if office is not None else None
        sector = item.sector if item else role.sector if role else None
        if draft.sector not in _RANKED or not draft.titles:
            draft.sector = sector or draft.sector
        draft.country = draft.country or self.country(phrase)
        if draft.country is None:
            draft.country = self._led_country(phrase)

    def _led_country(self, phrase: Phrase) -> str | None:
        """The country whose side the person leads: "the Uzbek side was led by Minister X"."""
        words, at = self.words, phrase.start - 1
        if at < 1 or words.lower[at] != "by" or words.lower[at - 1] not in ("led", "headed"):
            return None
        sentence = words.sentence[at]
        led = [d for d in self.drafts if d.seen and d.seen[-1].sentence == sentence and d.country]
        return max(led, key=lambda d: d.seen[-1].token).country if led else None

    @staticmethod
    def _note_roles(draft: Draft, text: str) -> None:
        for part in (text, *text.split(" and ")):
            words = part.split()
            draft.roles.update({part, words[-1]})
            if "of" in words or "for" in words:
                draft.roles.add(words[0])  # "the minister" after "the Minister of Defence"

    def role(self, phrase: Phrase) -> int:
        assert phrase.sense is not None
        sense, text = phrase.sense, self.printed(phrase.head).lower()
        if phrase.is_plural:
            return self.group(phrase, sense.ref, self.country(phrase))
        indefinite = phrase.determiner in _INDEFINITE
        if not indefinite:
            known = self._by_role(text, phrase)
            if known is None:
                known = self._by_country(phrase)
            if known is not None:
                return known
        draft = Draft(kind="office", name=self.printed(phrase.core, skip_determiner=True))
        draft.is_anonymous = indefinite or sense.ref in _ANONYMOUS
        self.add_role(draft, phrase)
        if sense.use == "office" and not indefinite and draft.country and not self._is_below(phrase):
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

    def _is_below(self, phrase: Phrase) -> bool:
        """Whether a word before the office makes it another one ("additional foreign secretary")."""
        return any(p.kind == "word" and self.words.lower[p.start] in _BELOW for p in phrase.modifiers)

    def _by_country(self, phrase: Phrase) -> int | None:
        """The one named person of a country and sector, for "the Syrian commander"."""
        assert phrase.sense is not None
        country, sector = self.country(phrase), phrase.sense.sector
        if country is None or sector is None or phrase.determiner != "the" or phrase.sense.use == "office":
            return None
        fitting = [
            index
            for index, draft in enumerate(self.drafts)
            if draft.kind == "person" and draft.country == country and draft.sector == sector
        ]
        return fitting[0] if len(fitting) == 1 else None

    def add_role(self, draft: Draft, phrase: Phrase) -> None:
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
            is_its_own = text.split()[-1] in _OF_PUBLISHER and phrase.determiner not in _INDEFINITE
            if own is not None and own.kind == "organisation" and is_its_own:
                draft.organisation = self.by_id(own)  # "the Spokesperson" on a ministry's own page
        if draft.organisation is not None:
            organisation = self.drafts[draft.organisation]
            draft.country = draft.country or organisation.country
            if sector in _TAKEN_OVER and not draft.titles:
                draft.sector = organisation.sector or sector  # "police commander", "union's secretary"
            else:
                draft.sector = sector or draft.sector or organisation.sector
        else:
            draft.sector = self.of_publisher(sector) or draft.sector
        if draft.country is None and draft.kind == "office":
            draft.country = self.default_country(phrase, sense.use == "role" and _is_local(text))
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
        has_rank = draft.sector in _RANKED and bool(draft.titles)
        if (
            organisation.sector
            and phrase.duty != "reporter"
            and not (has_rank and (organisation.is_guessed or organisation.sector == "GOV"))
        ):
            draft.sector = organisation.sector  # a general who speaks for a ministry stays one

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
            inner.entity = self.find(inner)
            self.remember(inner.entity, inner)
            self.made.append(inner)
            return inner.entity
        return None


def _is_local(role: str) -> bool:
    """Whether the role belongs to the place that is spoken of, not to the state that speaks."""
    return not _LOCAL_ROLES.isdisjoint(role.replace("-", " ").split())


def _same_person(name: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if not name or not known:
        return False
    short, long = sorted((name, known), key=len)
    if len(short) == 1:
        return short[0] in long and len(short[0]) > 2
    return set(short) <= set(long)
