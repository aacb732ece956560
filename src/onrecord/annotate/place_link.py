"""Where the event of a clause happened, told apart from places that the clause only mentions.

A place counts as the scene when a locative preposition ties it, or the site it belongs to, to the
clause's verb or to a noun that names what happened: "killed in Kech", "an attack on a post near Mir Ali",
"a raid in the general area of Spinwam". In "Pakistan said", "the Kabul government" or "fighters from
Helmand" the place is a party or an origin. Needs the layers `sentences` and `places`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import PlaceMention, Sentence
from onrecord.model.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

How = Literal["clause", "sentence", "paragraph", "dateline"]


class PlaceLink(Struct, frozen=True):
    """The scene of a clause.

    Attributes:
        index: into the layer `places`.
        how: where it was found: in the clause, its sentence, an earlier sentence of its paragraph, or only
            in the dateline, which names where the text was written.
    """

    index: int
    how: How


_LOCATIVE = frozenset(
    "in at near on along across around outside inside within over off into through throughout between beyond "
    "behind under above against towards toward onto upon beside amid".split()
)
_TARGET = frozenset("of on to against in at into".split())
_SITES = frozenset(
    """area areas outskirts district districts province provinces city town village villages
    north south east west vicinity region regions part parts centre center capital border
    side airport base post checkpoint check-post camp camps mosque church school hospital
    market bazaar road highway bridge crossing valley county port prison station
    headquarters compound tehsil suburb suburbs neighbourhood neighborhood sector sectors
    belt countryside territory soil island coast waters line zone municipality governorate
    oblast state states mountains hills forest university hotel square street streets
    university court embassy consulate theatre plant mine field fields barracks facility
    facilities sub-district subdistrict division locality localities heartland interior
    frontline front hub stronghold enclave axis agency department communities community
    farm ranch tunnel dam""".split()
)
_HAPPENINGS = frozenset(
    """attack attacks bombing bombings strike strikes shelling raid raids operation
    operations clash clashes fighting battle siege explosion blast ambush invasion capture
    fall liberation evacuation massacre killing killings protest protests rally earthquake
    flood floods visit visits trip meeting talks summit airstrike airstrikes air-strike
    encounter incident incidents violence war conflict offensive assault bombardment
    incursion seizure occupation blockade storming recapture withdrawal arrest arrests
    ceasefire deployment crackdown riots shooting""".split()
)
_TAKES_PLACE = frozenset(
    """attack hit shell bomb strike raid storm capture enter visit reach besiege target seize
    recapture liberate pound invade occupy leave evacuate cross surround control overrun
    retake tour cordon search bombard rock shake jolt ravage devastate batter""".split()
)
_UP = frozenset(("compound", "nmod", "amod", "appos", "conj", "npadvmod", "quantmod", "dep", "nn"))
_LEVEL_RANK = {
    "point": 0,
    "town": 1,
    "district": 2,
    "area": 3,
    "region": 3,
    "water": 3,
    "country": 4,
    "continent": 5,
}


def place_of(
    doc: AnnotatedDocument, clause: Span, *, trigger: Span | None = None, dateline: bool = False
) -> int | None:
    """Index into `places` of where the event of a clause happened; None when the text does not say.

    Args:
        doc: with the layers `sentences` and `places`.
        clause: the words of the event, offsets in `Document.text`.
        trigger: the words that say what was done, when known: a place tied to them comes first.
        dateline: whether to fall back on the dateline.
    """
    link = where(doc, clause, trigger=trigger)
    return link.index if link and (dateline or link.how != "dateline") else None


def where(doc: AnnotatedDocument, clause: Span, *, trigger: Span | None = None) -> PlaceLink | None:
    """The scene of a clause and where it was found; None when there is no place at all."""
    sentence = _sentence_of(doc, clause)
    near = [
        (index, place)
        for index, place in enumerate(doc.places)
        if sentence is None or place.span.overlaps(sentence.span) or place.span.overlaps(clause)
    ]
    scenes = [(i, p, tie) for i, p in near if not p.is_dateline and (tie := scene_tie(doc, p)) is not None]
    wanted = set(_tokens(doc, trigger)) if trigger else set()
    inside = [scene for scene in scenes if clause.covers(scene[1].span)]
    if inside:
        return PlaceLink(_best(inside, wanted, doc), "clause")
    outside = [scene for scene in scenes if _shares_verb(doc, scene[2], clause)]
    if outside:
        return PlaceLink(_best(outside, wanted, doc), "sentence")
    if sentence is not None:
        carried = _carried(doc, sentence)
        if carried is not None:
            return PlaceLink(carried, "paragraph")
    lines = [
        index
        for index, place in enumerate(doc.places)
        if place.is_dateline and place.span.start <= clause.start
    ]
    return PlaceLink(lines[-1], "dateline") if lines else None


def _sentence_of(doc: AnnotatedDocument, clause: Span) -> Sentence | None:
    return next((s for s in doc.sentences if s.span.start <= clause.start < s.span.end), None)


def _tokens(doc: AnnotatedDocument, span: Span) -> list[int]:
    return [token.i for token in doc.tokens(span)]


def _best(scenes: list[tuple[int, PlaceMention, int]], wanted: set[int], doc: AnnotatedDocument) -> int:
    """Tied to the trigger first, then the finest, then the first."""

    def rank(scene: tuple[int, PlaceMention, int]) -> tuple[bool, int, int]:
        index, place, tie = scene
        return not (wanted and _reaches(doc, tie, wanted)), _LEVEL_RANK.get(place.place.level, 1), index

    return min(scenes, key=rank)[0]


def _reaches(doc: AnnotatedDocument, tie: int, wanted: set[int]) -> bool:
    token = doc.parse[tie]
    return tie in wanted or token.head.i in wanted or any(child.i in wanted for child in token.children)


def _shares_verb(doc: AnnotatedDocument, tie: int, clause: Span) -> bool:
    """Whether the word that the place is tied to is in the clause, or governs it without reporting it."""
    token = doc.parse[tie]
    if clause.start <= token.idx < clause.end:
        return True
    root = doc.tokens(clause).root
    while root.dep_ != "ROOT" and root.head.i != root.i:
        if root.dep_ in ("ccomp", "parataxis"):
            return False
        root = root.head
        if root.i == tie:
            return True
    return False


def _carried(doc: AnnotatedDocument, sentence: Sentence) -> int | None:
    """The last scene of the nearest earlier sentence of the same paragraph."""
    before = [
        s.span
        for s in doc.sentences
        if s.paragraph == sentence.paragraph and s.span.end <= sentence.span.start
    ]
    for span in reversed(before[-3:]):
        scenes = [
            (index, place, tie)
            for index, place in enumerate(doc.places)
            if span.covers(place.span)
            and not place.is_dateline
            and (tie := scene_tie(doc, place)) is not None
        ]
        if scenes:
            return _best(scenes, set(), doc)
    return None


def scene_tie(doc: AnnotatedDocument, place: PlaceMention) -> int | None:
    """Index of the token that a locative phrase ties the place to; None when it is only mentioned."""
    token: Token = doc.tokens(place.span).root
    through_site = False
    for _ in range(12):
        head: Token = token.head
        if head.i == token.i:
            return None
        if token.dep_ in ("pobj", "pcomp"):
            above = head.head
            word = head.lower_
            if word in _LOCATIVE and above.i != head.i:
                return int(above.i)
            if word in _TARGET and above.lower_ in _HAPPENINGS:
                return int(above.i)
            if word == "of" and above.lower_ in _SITES:
                token, through_site = above, True
                continue
            return None
        if token.dep_ in ("dobj", "nsubjpass", "oprd") and (
            through_site or token.lower_ in _SITES or _is_target(head)
        ):
            return int(head.i)
        if token.dep_ in _UP or (token.dep_ == "poss" and head.lower_ in _SITES):
            through_site = through_site or head.lower_ in _SITES
            if head.lower_ in _HAPPENINGS:
                return int(head.i)
            token = head
            continue
        return None
    return None


def _is_target(verb: Token) -> bool:
    from onrecord.annotate.parser import lemma

    return lemma(verb) in _TAKES_PLACE
