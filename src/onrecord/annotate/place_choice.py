"""Which candidates are place names: features of each, weighed by learned trees.

Middle part of the layer `places`. The features are of the parse, the gazetteer and the document; no word is
a feature but those of the closed lists below. The trees were grown on the development data of the places
benchmark by `training/places.py`; the model card is in docs/benchmarks/places.md.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log10
from typing import TYPE_CHECKING

from onrecord.annotate.place_names import LOCATIVE, SUFFIX_KINDS, Candidate, suffix_kind
from onrecord.annotate.place_weights import trees

if TYPE_CHECKING:
    from spacy.tokens import Doc

THRESHOLD = 0.45

_TITLES = frozenset(
    "mr mrs ms miss dr sen rep gov gen col capt lt sgt maj judge president minister prof "
    "rev sir lord king queen prince officer sheriff coach mayor secretary ambassador "
    "justice sheikh mullah mufti imam chief spokesman spokeswoman spokesperson captain "
    "major colonel general lieutenant sergeant senator congressman director".split()
)
_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss dr mx messrs sir madam".split())
_SAYING = frozenset(
    "said says told tells added adds announced announces warned warns claimed claims confirmed confirms "
    "denied denies stated states declared declares stressed noted insisted insists explained reported "
    "argued wrote vowed vows pledged accused accuses urged urges".split()
)
_TYPE_WORDS = frozenset(
    "province district region county state city town village area suburb municipality "
    "governorate oblast prefecture island valley capital provinces districts counties "
    "islands republic tehsil neighbourhood neighborhood".split()
)
_DASHES = frozenset(("-", "–", "—", "--", ":", "―"))
_LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP")
_DEPS = ("pobj", "nsubj", "compound", "poss", "appos", "npadvmod", "conj", "dobj", "ROOT", "nmod")

FEATURES = (
    "tokens", "characters", *(f"label_{label}" for label in _LABELS), "label_other", "whole", "cut_left",
    "cut_right",
    "country", "admin1", "admin2", "town", "quarter", "region", "only_other", "readings", "population",
    "population_other", "abbreviation", "demonym",
    "after_locative", "after_of", "after_the", "after_capital", "after_title", "after_number",
    "after_comma_name",
    "first", "line_first", "dateline", "type_after", "type_before",
    "before_region", "before_comma", "before_capital", "before_possessive", "before_verb", "before_noun",
    "before_hyphen", "before_line_end", *(f"next_{kind}" for kind in SUFFIX_KINDS),
    *(f"own_{kind}" for kind in SUFFIX_KINDS), "all_proper", "capitals", "common_word", "lower_in_document",
    *(f"dep_{dep}" for dep in _DEPS), "head_noun",
    "person_word", "person_whole", "org_word", "same_place_share", "same_count", "same_locative",
    "same_region",
    "longer_name", "district_named", "context_country", "context_admin1",
)  # fmt: skip


def choose(parse: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates held to be places, in text order, none overlapping."""
    values = scores(parse, candidates)
    order = sorted(
        range(len(candidates)), key=lambda i: (-values[i], candidates[i].start, -candidates[i].end)
    )
    taken: set[int] = set()
    kept = []
    for index in order:
        if values[index] < THRESHOLD:
            break
        if is_titled_person(parse, candidates[index]):
            continue
        tokens = range(candidates[index].start, candidates[index].end)
        if not any(token in taken for token in tokens):
            taken.update(tokens)
            kept.append(candidates[index])
    return sorted(kept, key=lambda c: c.start)


def is_titled_person(parse: Doc, c: Candidate) -> bool:
    """Whether a title makes the name a person's: "Mr. Jordan"; "Gen. Chad said", where a verb of saying
    follows."""
    if not c.start:
        return False
    title = parse[c.start - 1]
    if not title.text[0].isupper():
        return False
    word = title.lower_.rstrip(".")
    after = parse[c.end] if c.end < len(parse) else None
    if after is not None and after.lower_ in _TYPE_WORDS:
        return False
    if word in _FORMS_OF_ADDRESS:
        return True
    return word in _TITLES and c.end - c.start == 1 and after is not None and after.lower_ in _SAYING


def scores(parse: Doc, candidates: list[Candidate]) -> list[float]:
    """For each candidate how likely it is a place, 0-1: judged alone, then again beside the others."""
    alone, again = trees("choose"), trees("choose_again")
    first = [alone.probability(row) for row in features(parse, candidates)]
    return [again.probability(row) for row in second_features(candidates, first)]


def second_features(candidates: list[Candidate], first: list[float]) -> list[list[float]]:
    """For the second judgement: the first one, those on the same name, on overlapping and on nearby names."""
    same: dict[str, list[int]] = {}
    for index, candidate in enumerate(candidates):
        same.setdefault(candidate.key, []).append(index)
    mean = sum(first) / max(1, len(first))
    rows = []
    for index, c in enumerate(candidates):
        mates = [first[i] for i in same[c.key] if i != index]
        overlapping, nearby = [-1.0], []
        for other in range(max(0, index - 8), min(len(candidates), index + 9)):
            if other == index:
                continue
            if candidates[other].start < c.end and c.start < candidates[other].end:
                overlapping.append(first[other])
            elif abs(other - index) <= 3:
                nearby.append(first[other])
        rows.append(
            [
                first[index], max(mates, default=-1.0), sum(mates) / len(mates) if mates else -1.0,
                min(mates, default=-1.0), max(overlapping), sum(nearby) / len(nearby) if nearby else -1.0,
                mean,
            ]
        )  # fmt: skip
    return rows


def features(parse: Doc, candidates: list[Candidate]) -> list[list[float]]:
    """A row of `FEATURES` for each candidate."""
    about = _About(parse, candidates)
    return [_row(about, candidate) for candidate in candidates]


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    from onrecord.annotate.parser import _lemma_tables

    index = _lemma_tables()[2]
    return frozenset(word for kind in ("verb", "adj", "adv", "noun") for word in index.get(kind, ()))


class _About:
    """What the features ask of the whole document."""

    def __init__(self, parse: Doc, candidates: list[Candidate]) -> None:
        self.parse = parse
        self.lower = [token.lower_ for token in parse]
        self.text = [token.text for token in parse]
        self.tag = [token.tag_ for token in parse]
        self.small = {word for word, text in zip(self.lower, self.text, strict=True) if word == text}
        self.person: Counter[str] = Counter()
        self.org: Counter[str] = Counter()
        self.starts = {ent.start: ent for ent in parse.ents}
        self.ent_at: dict[int, tuple[int, int, str]] = {}
        for ent in parse.ents:
            for index in range(ent.start, ent.end):
                self.ent_at[index] = (ent.start, ent.end, ent.label_)
            if ent.label_ in ("PERSON", "ORG"):
                counter = self.person if ent.label_ == "PERSON" else self.org
                counter.update(set(self.lower[ent.start : ent.end]))
        self.person_whole = {parse[e.start : e.end].text.lower() for e in parse.ents if e.label_ == "PERSON"}
        self.count = Counter(c.key for c in candidates)
        self.named = Counter(c.key for c in candidates if c.label in ("GPE", "LOC") and c.is_whole)
        self.in_place = Counter(c.key for c in candidates if self.before(c) in LOCATIVE)
        self.region_starts = {
            c.start for c in candidates
            if (c.code and not c.is_demonym)
            or (any(m.entry.kind in ("country", "admin1") and not m.is_other for m in c.matches))
        }  # fmt: skip
        self.name_ends = {c.end for c in candidates if c.matches or c.code}
        self.with_region = Counter(c.key for c in candidates if self.is_before_region(c))
        self.keys = set(self.count)
        self.first_words = {c.key.split(" ")[0] + " " for c in candidates if " " in c.key}
        self.countries: Counter[str] = Counter()
        self.regions: Counter[tuple[str, str]] = Counter()
        for candidate in candidates:
            self._note(candidate)

    def _note(self, candidate: Candidate) -> None:
        if candidate.code:
            country, _, admin1 = candidate.code.partition(".")
            self.countries[country] += 1
            if admin1:
                self.regions[country, admin1] += 1
        elif candidate.matches and candidate.label in ("GPE", "LOC") and candidate.is_whole:
            top = max(candidate.matches, key=lambda m: m.entry.population * (0.1 if m.is_other else 1)).entry
            self.countries[top.country] += 1
            if top.admin1:
                self.regions[top.country, top.admin1] += 1

    def before(self, c: Candidate) -> str:
        """The word before, past an article."""
        index = c.start - 1
        if index >= 0 and self.lower[index] == "the":
            index -= 1
        return self.lower[index] if index >= 0 else ""

    def is_before_region(self, c: Candidate) -> bool:
        """Whether a comma and a region or country follow."""
        return c.end + 1 < len(self.text) and self.text[c.end] == "," and c.end + 1 in self.region_starts


def _row(about: _About, c: Candidate) -> list[float]:
    return [float(v) for v in (*_named(about, c), *_matched(c), *_around(about, c), *_of_document(about, c))]


def _named(about: _About, c: Candidate) -> list[float | bool]:
    label = c.label
    start, end, _ = about.ent_at.get(c.start, (c.start, c.end, ""))
    return [
        c.end - c.start, about.parse[c.end - 1].idx + len(about.text[c.end - 1]) - about.parse[c.start].idx,
        *(label == known for known in _LABELS), bool(label) and label not in _LABELS, c.is_whole,
        c.start - start if label else 0, end - c.end if label else 0,
    ]  # fmt: skip


def _matched(c: Candidate) -> list[float | bool]:
    own = [m.entry for m in c.matches if not m.is_other]
    kinds = {entry.kind for entry in own}
    other = max((m.entry.population for m in c.matches if m.is_other), default=0)
    return [
        "country" in kinds, "admin1" in kinds, "admin2" in kinds, "town" in kinds, "quarter" in kinds,
        bool(kinds & {"region", "water", "continent", "land", "spot"}), bool(c.matches) and not own,
        min(len(c.matches), 30), log10(max((e.population for e in own), default=0) + 1) if own else -1,
        log10(other + 1), bool(c.code) and not c.is_demonym, c.is_demonym,
    ]  # fmt: skip


def _around(about: _About, c: Candidate) -> list[float | bool]:
    lower, text, tag = about.lower, about.text, about.tag
    before = lower[c.start - 1] if c.start else ""
    capital = bool(before) and text[c.start - 1][0].isupper()
    after = text[c.end] if c.end < len(text) else "\n"
    after_tag = tag[c.end] if c.end < len(tag) else ""
    next_kind = suffix_kind(after.lower()) if after[0].isupper() else None
    own_kind = suffix_kind(lower[c.end - 1]) if c.end - c.start > 1 else None
    root = about.parse[c.start : c.end].root
    words = text[c.start : c.end]
    single = lower[c.start] if c.end - c.start == 1 else ""
    return [
        about.before(c) in LOCATIVE, before == "of", before == "the", capital,
        before.rstrip(".") in _TITLES, before[:1].isdigit(), before == "," and c.start - 1 in about.name_ends,
        bool(about.parse[c.start].is_sent_start), not c.start or "\n" in text[c.start - 1],
        _is_dateline(about, c), after in _TYPE_WORDS, before == "of" and lower[c.start - 2] in _TYPE_WORDS,
        about.is_before_region(c), after == ",", after[0].isupper(), after in ("'s", "’s", "'", "’"),
        after_tag.startswith(("VB", "MD")), after_tag in ("NN", "NNS"), after == "-", "\n" in after,
        *(next_kind == kind for kind in SUFFIX_KINDS), *(own_kind == kind for kind in SUFFIX_KINDS),
        all(tag[i] in ("NNP", "NNPS") for i in range(c.start, c.end)),
        all(w.isupper() for w in words) and len(words[0]) > 2, single in _common_words(),
        single in about.small,
        *(root.dep_ == dep for dep in _DEPS), root.head.tag_.startswith("NN") and root.head.i != root.i,
    ]  # fmt: skip


def _is_dateline(about: _About, c: Candidate) -> bool:
    """Whether the name opens a line and a dash or colon follows within a few words."""
    if c.start and "\n" not in about.text[c.start - 1]:
        return False
    return any(word in _DASHES for word in about.text[c.end : c.end + 9])


def _of_document(about: _About, c: Candidate) -> list[float | bool]:
    last = about.lower[c.end - 1]
    own_person = c.label == "PERSON"
    own_org = c.label == "ORG"
    count = about.count[c.key]
    countries = {m.entry.country for m in c.matches}
    all_countries = sum(about.countries.values()) or 1
    return [
        about.person[last] - own_person, " ".join(about.lower[c.start : c.end]) in about.person_whole,
        about.org[last] - own_org, about.named[c.key] / count, min(count, 10), about.in_place[c.key] / count,
        about.with_region[c.key] / count, f"{c.key} " in about.first_words,
        f"{c.key} county" in about.keys or f"{c.key} district" in about.keys or f"{c.key} province" in
        about.keys,
        max((about.countries[country] for country in countries), default=0) / all_countries,
        min(5, max((about.regions[m.entry.country, m.entry.admin1] for m in c.matches), default=0)),
    ]  # fmt: skip
