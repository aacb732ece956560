"""The registry in memory: entries by id, and every form of every actor found in a text in one pass.

Forms are keyed by their words in lower case, so that "al-Shabaab", "Al Shabaab" and "AL-SHABAAB" are
one key; what stands between the words and the capitals of proper names are checked at the match.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from onrecord.errors import OnrecordError
from onrecord.registry.entry import Compiled, Entry, Institution

Use = Literal[
    "name",
    "adjective",
    "seat",
    "region",
    "label",
    "institution",
    "office",
    "role",
    "group",
    "organisation",
    "title",
]
_WORD = re.compile(r"\w+")
_MOST_WORDS = 9
_WITH_ARTICLE = frozenset("USA GBR PHL NLD MDV GMB BHS COD CAF ARE DOM COM SYC SLB MHL COG CZE".split())
_JOINS = frozenset({" ", "-", "'", "’", ".", " & ", "&", ". ", "\n", "' ", "’ ", "–", ".-", ", ", "/"})


class Sense(NamedTuple):
    """One reading of a form.

    Attributes:
        use: what kind of form it is.
        ref: entry id, institution or office key, or the singular noun.
        sector: PLOVER sector, or None.
        is_plural: for nouns.
        is_proper: whether capitals are needed.
        form: the form as the registry writes it.
    """

    use: Use
    ref: str
    sector: str | None
    is_plural: bool
    is_proper: bool
    form: str


class Match(NamedTuple):
    """A form found in a text; offsets in code points, end-exclusive."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Registry:
    """Entries and institutions, and the index of their forms."""

    def __init__(
        self,
        compiled: Compiled,
        entries: dict[str, Entry] | None = None,
        merged: dict[str, str] | None = None,
    ) -> None:
        """Index a registry file.

        Args:
            compiled: the file.
            entries: by id, in place of those of the file; see `overlay.py`.
            merged: ids that were merged away, with the id that stands for each.
        """
        self.as_of, self._compiled = compiled.as_of, compiled
        self.merged = merged or {}
        self.entries: dict[str, Entry] = (
            entries if entries is not None else {entry.id: entry for entry in compiled.entries}
        )
        self.institutions: dict[str, Institution] = {item.key: item for item in compiled.institutions}
        self.name_words = compiled.name_words
        self.agents = compiled.agents
        self._surnames: dict[str, list[Entry]] | None = None
        self.index: dict[str, list[Sense]] = {}
        self._longest: dict[str, int] = {}
        self._add_entries()
        self._add_institutions(compiled)

    def with_entries(self, entries: dict[str, Entry], merged: dict[str, str]) -> Registry:
        """Another registry with these entries and the same institutions and nouns."""
        return Registry(self._compiled, entries, merged)

    def _add_entries(self) -> None:
        for entry in self.entries.values():
            for form in (entry.name, *entry.forms):
                self._add(form, Sense("name", entry.id, entry.sector, False, True, form))
            for form in entry.adjectives:
                self._add(form, Sense("adjective", entry.id, None, form.endswith("s"), True, form))
            for form in entry.seats:
                self._add(form, Sense("seat", entry.id, "GOV", False, True, form))
            for form in entry.regions:
                self._add(form, Sense("region", entry.id, None, False, True, form))
            for label in entry.labels:
                proper = label.form[:1].isupper()
                self._add(label.form, Sense("label", entry.id, entry.sector, False, proper, label.form))

    def _add_institutions(self, compiled: Compiled) -> None:
        for item in compiled.institutions:
            use: Use = "office" if item.kind == "office" else "institution"
            for form in item.forms:
                acronym = form.isupper()
                self._add(form, Sense(use, item.key, item.sector, False, acronym, form))
        for noun in compiled.nouns:
            self._add(
                noun.form,
                Sense(
                    noun.use, noun.singular or noun.form, noun.sector, bool(noun.singular), False, noun.form
                ),
            )

    def _add(self, form: str, sense: Sense) -> None:
        words = _WORD.findall(form.lower())
        if not words or len(words) > _MOST_WORDS:
            return
        key = " ".join(words)
        listed = self.index.setdefault(key, [])
        if sense not in listed:
            listed.append(sense)
        if self._longest.get(words[0], 0) < len(words):
            self._longest[words[0]] = len(words)

    def find(self, text: str) -> list[Match]:
        """Every form in `text`, longest first at each place, without overlaps, in text order."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        lowered = text.lower()
        if len(lowered) != len(text):  # some capitals lower to two characters
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found: list[Match] = []
        position, count = 0, len(words)
        longest, index = self._longest, self.index
        while position < count:
            start, end = words[position]
            most = longest.get(lowered[start:end])
            taken = 1
            if most:
                for size in range(min(most, count - position), 0, -1):
                    match = self._match(text, lowered, words[position : position + size], index)
                    if match:
                        found.append(match)
                        taken = size
                        break
            position += taken
        return found

    def _match(
        self, text: str, lowered: str, words: list[tuple[int, int]], index: dict[str, list[Sense]]
    ) -> Match | None:
        start, end = words[0][0], words[-1][1]
        key = lowered[start:end] if len(words) == 1 else " ".join(lowered[a:b] for a, b in words)
        senses = index.get(key)
        if senses is None:
            return None
        for (_, left), (right, _) in pairwise(words):
            if text[left:right] not in _JOINS:
                return None
        printed = text[start:end]
        fitting = tuple(s for s in senses if not s.is_proper or _has_capitals(printed, s.form))
        if not fitting:
            return None
        if text[end : end + 1] == "." and fitting[0].form.endswith("."):
            end += 1
        return Match(start, end, fitting)

    def entry(self, actor_id: str) -> Entry | None:
        """The entry with this id, made from the pattern for an institution of a state; None if unknown."""
        while actor_id in self.merged:
            actor_id = self.merged[actor_id]
        known = self.entries.get(actor_id)
        if known is not None:
            return known
        state, _, key = actor_id.partition(".")
        item, owner = self.institutions.get(key), self.entries.get(state)
        if item is None or owner is None or owner.kind != "country":
            return None
        return self._made(item, owner)

    def _made(self, item: Institution, owner: Entry) -> Entry:
        state = f"the {owner.name}" if owner.id in _WITH_ARTICLE else owner.name
        return Entry(
            id=f"{owner.id}.{item.key}",
            name=item.name.format(state=state, adjective=(*owner.adjectives, owner.name)[0]),
            kind=item.kind,
            country=owner.country,
            sector=item.sector,
            forms=item.forms,
            noun=item.noun,
            parent=f"{owner.id}.{item.of}" if item.of else owner.id,
            source="pattern of the institutions that every state has",
        )

    def holders(self, office: str, date: str | None) -> list[Entry]:
        """Persons who held an office on a date (ISO or prefix); at the registry's own date without one.

        Unknown first or last days count as open; a prefix date matches where it overlaps.
        """
        return [
            entry
            for entry in self.entries.values()
            if any(t.office == office and holds(t.since, t.until, date or self.as_of) for t in entry.tenures)
        ]

    def office_at(self, entry: Entry, date: str | None) -> Entry | None:
        """The office or body that a person held or headed on a date, or None."""
        for tenure in entry.tenures:
            if holds(tenure.since, tenure.until, date or self.as_of):
                return self.entry(tenure.office)
        return None

    def by_surname(self, name: str) -> list[Entry]:
        """Persons whose last name it is, the last in office first; for "President X" only."""
        if self._surnames is None:
            self._surnames = {}
            for entry in self.entries.values():
                if entry.kind == "person":
                    for form in {
                        entry.name.split()[-1].lower(),
                        *(f.split()[-1].lower() for f in entry.forms),
                    }:
                        self._surnames.setdefault(form, []).append(entry)
        found = self._surnames.get(name.lower(), [])
        return sorted(found, key=lambda e: max((t.since or "" for t in e.tenures), default=""), reverse=True)

    def all_entries(self) -> Iterator[Entry]:
        """Every entry, those made from patterns too, by id."""
        made = {
            f"{owner.id}.{key}": (item, owner)
            for owner in self.entries.values()
            if owner.kind == "country"
            for key, item in self.institutions.items()
        }
        for actor_id in sorted({*made, *self.entries}):
            known = self.entries.get(actor_id)
            yield known if known is not None else self._made(*made[actor_id])


def holds(since: str | None, until: str | None, date: str) -> bool:
    """Whether a stretch between ISO prefixes touches a date."""
    after = since is None or since[: len(date)] <= date
    return after and (until is None or date[: len(until)] <= until)


def _has_capitals(printed: str, form: str) -> bool:
    """Whether `printed` has a capital wherever the first letter of a word of `form` has one."""
    if form.isupper() or (len(form) <= 5 and not form[1:].islower()):
        plain = printed.replace(".", "")
        return plain == form.replace(".", "") or (
            len(plain) > 3 and plain[1:].islower() and plain[0].isupper()
        )
    want = [word[0].isupper() for word in _WORD.findall(form)]
    have = [word[0].isupper() for word in _WORD.findall(printed)]
    return all(h or not w for w, h in zip(want, have, strict=False))


@lru_cache(maxsize=1)
def compiled_registry() -> Compiled:
    """The registry file of the package."""
    path = files("onrecord") / "registry" / "data" / "actors.json.gz"
    return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Compiled)


@lru_cache(maxsize=1)
def _packaged() -> Registry:
    return Registry(compiled_registry())


@lru_cache(maxsize=4)
def _overlaid(path: str, version: tuple[int, int]) -> Registry:
    from onrecord.registry.overlay import apply_overlay, load_overlay

    return apply_overlay(_packaged(), load_overlay(Path(path)))


def registry(overlay: str = "") -> Registry:
    """The registry of the package, loaded once a process; with a user's own file where one is given.

    Raises:
        OnrecordError: if the file cannot be read or applied; see `overlay.py`.
    """
    if not overlay:
        return _packaged()
    try:
        state = Path(overlay).stat()
    except OSError as error:
        raise OnrecordError(f"{overlay}: cannot read the actors file: {error.strerror}") from error
    return _overlaid(overlay, (state.st_mtime_ns, state.st_size))
