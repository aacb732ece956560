"""The record types: `Statement`, `Figure`, `EventReport`, `Actor`, and `Record`, a document's whole.

A record that breaks a rule cannot be constructed: no evidence, low > high, an interval that ends
before it starts, offsets outside the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from onrecord.errors import InvalidRecordError
from onrecord.model.document import Document
from onrecord.model.layers import Act, Basis, Bound, EventStatus, FigureStatus, Form, Modality, Scope
from onrecord.model.place import Place
from onrecord.model.span import Evidence, Span
from onrecord.model.time import Interval

NARRATOR = "narrator"
"""`SaidBy.claimant` where the document speaks in its own voice."""


class SourceLink(Struct, frozen=True, kw_only=True):
    """One link of an attribution chain.

    Attributes:
        as_stated: the words for this source in the text ("he", "a ministry source").
        name: who that is: the holder's name, else the role, else the institution.
        actor_id: id of the record's `Actor`, or None (private persons, unresolved).
        role: role or office, or None.
        organisation: the institution spoken for, or None.
        is_anonymous: the text withholds the name.
        cue: the reporting words.
        span: where `as_stated` stands; None when inherited.
    """

    as_stated: str
    name: str
    actor_id: str | None = None
    role: str | None = None
    organisation: str | None = None
    is_anonymous: bool = False
    cue: str = ""
    span: Span | None = None


class SaidBy(Struct, frozen=True, kw_only=True):
    """On whose word a value stands.

    Attributes:
        claimant: name of the first source, or `narrator`.
        basis: `stated` (a cue says so), `continued` (a quotation or report that goes on),
            `inherited` (the briefer, in a report of one briefing), `publisher` (the institution whose
            own release it is), `narrator`.
        chain: the first source first, the relay nearest the document last; empty for the narrator.
        statement_id: the statement that holds the value, or None.
    """

    claimant: str
    basis: Literal["stated", "continued", "inherited", "publisher", "narrator"]
    chain: tuple[SourceLink, ...] = ()
    statement_id: str | None = None

    def __post_init__(self) -> None:
        if not self.claimant:
            raise InvalidRecordError("a value belongs to somebody: give a claimant, or 'narrator'")
        if (self.claimant == NARRATOR) != (self.basis == "narrator"):
            raise InvalidRecordError(f"claimant {self.claimant!r} does not go with basis {self.basis!r}")


class Statement(Struct, frozen=True, kw_only=True):
    """Someone is reported to have said something. Fields as in `layers.StatementMention`.

    Attributes:
        said_by: who, with the chain.
        cue: the reporting words.
        content: what was said, one string a span.
        speaker: the name a reader wants: equal to `said_by.claimant`.
    """

    id: str
    said_by: SaidBy
    cue: str
    content: tuple[str, ...]
    form: Form
    act: Act = "said"
    modality: Modality = "asserted"
    is_negated: bool = False
    confidence: float = 0.5
    evidence: Evidence

    @property
    def speaker(self) -> str:
        """The claimant's name."""
        return self.said_by.claimant


class PartyRecord(Struct, frozen=True, kw_only=True):
    """A side of an event, or the agent of a figure, as the text names it and as it was resolved."""

    as_stated: str
    name: str
    actor_id: str | None = None
    country: str | None = None
    sector: str | None = None
    span: Span | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """A count or amount of something, on somebody's word. Fields as in `layers.FigureMention`.

    Attributes:
        part_of: id of the figure it is a part of, or None.
        said_by: on whose word it stands.

    Raises:
        InvalidRecordError: unless low <= best <= high where given, and at least one of low and high is.
    """

    id: str
    low: float | None
    best: float | None
    high: float | None
    low_basis: Basis
    high_basis: Basis
    bound: Bound
    thing: str
    thing_kind: str | None = None
    unit: str | None = None
    measure: str | None = None
    action: str = ""
    as_stated: str = ""
    agent: PartyRecord | None = None
    place: Place | None = None
    period: Interval | None = None
    scope: Scope = "incident"
    part_of: str | None = None
    status: FigureStatus = "asserted"
    is_rate: bool = False
    said_by: SaidBy
    evidence: Evidence

    def __post_init__(self) -> None:
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if self.low is None and self.high is None:
            raise InvalidRecordError(f"figure {self.id} has neither low nor high")
        if any(a > b for a, b in pairwise(known)):
            raise InvalidRecordError(f"figure {self.id}: low <= best <= high fails for {known}")


class EventReport(Struct, frozen=True, kw_only=True):
    """One document's account of one event. Fields as in `layers.EventMention`.

    Attributes:
        figures: ids of the figures of this event.
        said_by: on whose word it stands.
    """

    id: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actors: tuple[PartyRecord, ...] = ()
    recipients: tuple[PartyRecord, ...] = ()
    is_reciprocal: bool = False
    place: Place | None = None
    time: Interval | None = None
    status: EventStatus = "asserted"
    figures: tuple[str, ...] = ()
    as_stated: str = ""
    confidence: float = 0.5
    said_by: SaidBy
    evidence: Evidence


class Label(Struct, frozen=True, kw_only=True):
    """A name that one party uses of another; dated, with its user; never an alias."""

    form: str
    used_by: str
    span: Span


class Actor(Struct, frozen=True, kw_only=True):
    """An organisation, office, public office-holder, group or country that the document names.

    Attributes:
        id: registry id where known, else `provisional-...` derived from name and country.
        name: registry name, else the fullest form in the text.
        mentions: every distinct form, in text order.
        role: office or role of a person, or None.
        organisation: actor id of the institution, or None.
        holder: registry id of the person who held an office on the document's date, or None.
        candidates: ids of other registry entries that the name could mean.
        reason: why this entry, or this country, was chosen; "" where the words leave no choice.
    """

    id: str
    name: str
    kind: Literal["person", "office", "organisation", "country", "group"]
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    organisation: str | None = None
    holder: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""
    mentions: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    evidence: Evidence


class PlaceNamed(Struct, frozen=True, kw_only=True):
    """A place that the document names, with each spot where it does."""

    id: str
    place: Place
    is_dateline: bool = False
    evidence: Evidence


class Notice(Struct, frozen=True, kw_only=True):
    """Something a reader of the record should know; `name` is in `vocabularies/warnings.yaml`."""

    name: str
    text: str


CheckKind = Literal["sum", "percentage", "average", "difference", "nesting"]


class Check(Struct, frozen=True, kw_only=True):
    """Whether figures that a text relates to one another agree; nothing is corrected.

    Attributes:
        kind: `sum` (parts against their total), `percentage`, `average` (a day), `difference`,
            `nesting` (a longer period cannot count less than a shorter one inside it).
        result: `holds`, `fails`, or `not_checkable` where the text does not say enough.
        stated: the value the text states.
        computed: the value the other figures give; None where not checkable.
        off_by: stated less computed where it fails, else None.
        figures: ids: the figure that is checked first, then those it rests on.
        spans: where their numbers stand, in the same order.
        text: the check in one line, for a reader.
    """

    id: str
    kind: CheckKind
    result: Literal["holds", "fails", "not_checkable"]
    stated: float
    computed: float | None = None
    off_by: float | None = None
    figures: tuple[str, ...]
    spans: tuple[Span, ...]
    text: str = ""


class MadeBy(Struct, frozen=True, kw_only=True):
    """What made a record: with the same of these, the same bytes come out."""

    version: str
    settings: str
    vocabularies: str
    models: tuple[str, ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """Everything one document version says.

    Raises:
        InvalidRecordError: if any evidence lies outside the text or misquotes it.
    """

    document: Document
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[EventReport, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[PlaceNamed, ...] = ()
    notices: tuple[Notice, ...] = ()
    checks: tuple[Check, ...] = ()
    made_by: MadeBy

    def __post_init__(self) -> None:
        text = self.document.text
        for item in self.items():
            evidence = item.evidence
            if evidence.span.of(text) != evidence.quote:
                raise InvalidRecordError(f"{item.id}: the evidence does not stand at {evidence.span}")
            if any(part.end > len(text) for spans in evidence.parts.values() for part in spans):
                raise InvalidRecordError(f"{item.id}: part of the evidence lies outside the text")

    def items(self) -> Iterator[Statement | Figure | EventReport | Actor | PlaceNamed]:
        """All records of all kinds."""
        yield from self.statements
        yield from self.figures
        yield from self.events
        yield from self.actors
        yield from self.places
