"""Events as PLOVER codes them: future cooperation is AGREE, harm to come THREATEN, a visit has a host.

A record keeps what was said to be planned under its own type with its status; PLOVER has no status and
moves such acts to another type. Exports for users of PLOVER data go through here.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.annotate.event_choice import COOPERATION, THREAT_MODES
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party
from onrecord.registry.codes import Code, code_of
from onrecord.registry.index import registry

_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
_WORDS_TO = frozenset({"SUPPORT", "ACCUSE"})
_ASIDE, _BESIDE = 0.55, 0.5
_HOSTING = frozenset({"042", "043", "045"})
_AT_PLACE = frozenset({"COERCE", "CONCEDE", "PROTEST", "ASSAULT", "SANCTION", "AID", "MOBILIZE"})
_WHOSE = frozenset({"of", "in", "from", "at", "for"})
_LONGEST = 80
_BY_STATES = frozenset({"COERCE", "ACCUSE", "SANCTION"})
_AT_HOME = frozenset({"PROTEST", "COERCE", "CONCEDE"})
_TABLE_2021 = {"055": "SUPPORT", "116": "ACCUSE", "163": "COERCE"}
_LEFT_OUT = frozenset({"denied", "hypothetical", "prevented"})


class Coded(Struct, frozen=True, kw_only=True):
    """One event in PLOVER's form.

    Attributes:
        type: PLOVER type.
        mode: PLOVER mode, or None.
        cameo: CAMEO code, or None.
        actors: codes of the actors.
        recipients: codes of the recipients; empty in a reciprocal event.
        is_reciprocal: every side acts on every other.
        words: the trigger words.
    """

    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[Code, ...]
    recipients: tuple[Code, ...]
    is_reciprocal: bool
    words: str


def coded_events(doc: AnnotatedDocument) -> list[Coded]:
    """The events of a document as PLOVER codes them, the surest first.

    Denied, foiled and merely possible ones are left out, and what is only told beside the main line where
    there is a main line.
    """
    kept = [event for event in doc.events if event.status not in _LEFT_OUT]
    main = [event for event in kept if event.confidence >= _ASIDE]
    found: list[Coded] = []
    for event in sorted(main, key=lambda event: -event.confidence):
        coded = _coded(doc, event)
        if _has_parties(coded) and not any(_repeats(coded, other) for other in found):
            found.append(coded)
    beside = [event for event in kept if event.confidence >= _BESIDE]
    if not found and beside:
        coded = _coded(doc, max(beside, key=lambda event: event.confidence))
        if coded.actors and (coded.recipients or coded.is_reciprocal):
            found = [coded]
    return found


def _has_parties(coded: Coded) -> bool:
    """Whether enough is known of the sides: words need a speaker, praise and blame somebody else too."""
    if coded.type in _WORDS_TO and not coded.is_reciprocal:
        return bool(coded.actors and coded.recipients)
    if coded.type in _VERBAL:
        return bool(coded.actors)
    return bool(coded.actors or coded.recipients)


def _repeats(one: Coded, other: Coded) -> bool:
    """Whether a coded event adds nothing to another: same type, and no other party."""
    if one.type != other.type or one.is_reciprocal != other.is_reciprocal:
        return False
    mine, theirs = {c.country for c in one.actors}, {c.country for c in other.actors}
    to_mine, to_theirs = {c.country for c in one.recipients}, {c.country for c in other.recipients}
    return mine <= theirs and to_mine <= to_theirs


def plover_type(event: EventMention) -> tuple[str, str | None]:
    """Type and mode as PLOVER codes them: planned cooperation is AGREE, planned harm THREATEN."""
    mode = next(iter(event.modes), None)
    if event.status in ("planned", "threatened") and event.type not in _VERBAL:
        if mode == "resign":
            return "CONCEDE", None
        return ("AGREE", None) if event.type in COOPERATION else ("THREATEN", THREAT_MODES.get(event.type))
    return event.type, mode


def type_2021(event: EventMention) -> str:
    """Type by the CAMEO translation table of 2021, which older data sets follow."""
    kind = plover_type(event)[0]
    return _TABLE_2021.get(event.cameo or "", kind) if kind == event.type else kind


def _coded(doc: AnnotatedDocument, event: EventMention) -> Coded:
    kind, mode = plover_type(event)
    actors, recipients = _codes(doc, event.actors), _codes(doc, event.recipients)
    both = event.is_reciprocal
    if kind in _WORDS_TO:  # whose "the government" is was only guessed from the one it speaks of
        countries = {code.country for code in recipients}
        actors = tuple(c for c in actors if c.country not in countries or not _is_guessed(doc, event.actors))
    if both and event.cameo in _HOSTING and len(actors) > 1:
        actors, recipients, both = actors[:1], actors[1:], False
    if kind == "AGREE" and len(recipients) == 1 and recipients[0].sector is None:
        own = {code.country for code in actors}  # a promise at home has no other side
        recipients = () if own == {recipients[0].country} else recipients
    if not actors and event.type in _BY_STATES:
        actors = _at_place(doc, event, ())
    if not recipients and not both and event.type in _AT_PLACE:
        recipients = _at_place(doc, event, actors)
    return Coded(
        type=kind,
        mode=mode,
        cameo=event.cameo if kind == event.type else None,
        actors=actors,
        recipients=recipients,
        is_reciprocal=both,
        words=doc.text_of(event.trigger),
    )


def _is_guessed(doc: AnnotatedDocument, parties: tuple[Party, ...]) -> bool:
    """Whether the country of all parties comes from the context only."""
    return all(p.entity is not None and doc.entities[p.entity].reason for p in parties)


def _at_place(doc: AnnotatedDocument, event: EventMention, actors: tuple[Code, ...]) -> tuple[Code, ...]:
    """The country where it was, for acts on whoever is there; a protest without an address is at home."""
    if event.place is not None:
        place = doc.places[event.place].place
        if place.country:
            return (Code(place.country, None),)
    if event.type in _AT_HOME and actors:
        return (Code(actors[0].country, "GOV" if event.type == "PROTEST" else None),)
    return ()


def _codes(doc: AnnotatedDocument, parties: tuple[Party, ...]) -> tuple[Code, ...]:
    found: list[Code] = []
    for party in parties:
        for code in party_codes(doc, party):
            if code.country is not None and code not in found:
                found.append(code)
    return tuple(found)


def party_codes(doc: AnnotatedDocument, party: Party) -> list[Code]:
    """Codes of a party: one, or one a country where adjectives are joined ("French and Dutch officials")."""
    text = doc.text_of(party.span)
    adjectives = [m for m in registry().find(text) if m.senses[0].use == "adjective"]
    words = code_of(text)
    if words.country is None:
        whole = code_of(text + _complement(doc, party))
        words = Code(whole.country, words.sector or whole.sector)
    if len(adjectives) > 1:
        between = text[adjectives[0].end : adjectives[1].start].strip()
        if between in ("and", ",", "&", "or"):
            return [Code(code_of(text[m.start : m.end]).country, words.sector) for m in adjectives]
    if party.entity is None:
        return [words]
    entity = doc.entities[party.entity]
    country, sector = words.country or entity.country, words.sector or entity.sector
    if country is None and entity.organisation is not None:
        country = doc.entities[entity.organisation].country
    return [Code(country, sector)]


def _complement(doc: AnnotatedDocument, party: Party) -> str:
    """What follows the phrase and belongs to it: where it is or whose, or an apposition."""
    tokens = doc.tokens(party.span)
    root, end = tokens.root, party.span.end
    for child in root.children:
        if child.idx < end:
            continue
        if child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ in _WHOSE):
            last = max(child.subtree, key=lambda token: token.i)
            stop = min(last.idx + len(last), child.idx + _LONGEST)
            return " " + doc.document.text[end:stop].strip(" ,")
    return ""
