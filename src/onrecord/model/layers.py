"""Annotations: what annotators find in one document, as views on its text.

An annotation holds offsets, never a copied string, so that every later value leads back to its
characters. Layers are lists of one kind, sorted by `span`; annotations may overlap. `build` turns
them into records.

| layer | item | made by |
| --- | --- | --- |
| `sentences` | `Sentence` | `annotate/sentences.py` |
| `times` | `TimeMention` | `annotate/times.py` |
| `places` | `PlaceMention` | `annotate/places.py` |
| `entities` | `Entity` (one an actor, `actors` point at it by index) | `annotate/actors.py` |
| `actors` | `ActorMention` | `annotate/actors.py` |
| `statements` | `StatementMention` | `annotate/statements.py` |
| `figures` | `FigureMention` | `annotate/figures.py` |
| `events` | `EventMention` | `annotate/events.py` |
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.place import Place
from onrecord.model.span import Span
from onrecord.model.time import Interval

MentionKind = Literal["name", "role", "organisation", "country", "group", "pronoun"]
EntityKind = Literal["person", "office", "organisation", "country", "group"]
Form = Literal["direct", "indirect", "mixed"]
Modality = Literal["asserted", "alleged", "denied", "conditional", "future", "questioned"]
Act = Literal["said", "wrote", "believes", "intends", "demands", "decided", "perceived", "shows", "attitude"]
Bound = Literal["exact", "at_least", "at_most", "about", "vague"]
Basis = Literal["stated", "vague_word", "range", "derived", "open"]
Scope = Literal["incident", "cumulative", "stock"]
FigureStatus = Literal["asserted", "denied", "superseded", "planned"]
EventStatus = Literal["asserted", "alleged", "denied", "planned", "threatened", "prevented", "hypothetical"]


class Annotation(Struct, frozen=True, kw_only=True):
    """Base of all annotations: where it stands and who made it.

    Attributes:
        span: in `Document.text`.
        made_by: annotator and, after a slash, the rule: `statements/according-to`.
    """

    span: Span
    made_by: str = ""


class Sentence(Annotation, frozen=True, kw_only=True):
    """A sentence.

    Attributes:
        paragraph: number of its paragraph, from 0.
        in_quotation: whether it opens inside a quotation begun earlier.
    """

    paragraph: int = 0
    in_quotation: bool = False


class TimeMention(Annotation, frozen=True, kw_only=True):
    """A time expression; `span` leaves prepositions out.

    Attributes:
        type: TIMEX3 type.
        interval: resolved; `interval.value` is the TIMEX3 value.
        mod: TIMEX3 mod, such as `APPROX`, `START`, or None.
        opens: whether the words mark where a stretch begins ("since January", "from 1 May"):
            `interval` then is the whole stretch, up to its anchor or its stated end.
    """

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    interval: Interval
    mod: str | None = None
    opens: bool = False


class PlaceMention(Annotation, frozen=True, kw_only=True):
    """A place name.

    Attributes:
        place: the resolved place.
        is_dateline: whether it stands in the dateline.
    """

    place: Place
    is_dateline: bool = False


class Entity(Struct, frozen=True, kw_only=True):
    """Somebody or something of one document that acts, speaks or is acted on.

    Attributes:
        name: fullest form: the registry's name, else the longest proper form in the text.
        kind: person (named), office (a role whose holder is not named), organisation, country, group.
        mentions: every form that means it, in text order; pronouns last in their own list.
        pronouns: pronouns and bare anaphora ("he", "the official", "the group") that mean it.
        registry_id: id in the actor registry, or None.
        country: ISO 3166-1 alpha-3 or IGO, NGO, IMG; None when unknown.
        sector: PLOVER sector, or None.
        role: role or office words of a person ("a spokesman for the defence ministry"), or None.
        organisation: index of the entity it speaks or acts for, or None.
        is_anonymous: an unnamed source ("a security official").
        is_public: may enter the registry (organisation, office, public office-holder, country);
            private persons are counted, not filed.
        candidates: ids of other registry entries that the name could mean.
        reason: why this entry, or this country, was chosen; "" where the words leave no choice.
    """

    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    pronouns: tuple[Span, ...] = ()
    registry_id: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    organisation: int | None = None
    is_anonymous: bool = False
    is_public: bool = True
    candidates: tuple[str, ...] = ()
    reason: str = ""


class ActorMention(Annotation, frozen=True, kw_only=True):
    """One mention of an entity; `span` is the noun phrase with its name and role words.

    Attributes:
        head: the head word or the name inside the phrase.
        kind: how it is mentioned.
        entity: index into the layer `entities`.
        is_label: a name one side uses of another ("khwarij"); never an alias.
    """

    head: Span
    kind: MentionKind
    entity: int
    is_label: bool = False


class Party(Struct, frozen=True, kw_only=True):
    """One side of an event or the agent of a figure.

    Attributes:
        span: the words for it, without a leading article where possible; may be in another sentence.
        entity: index into `entities`, or None where no actor was found at the span.
    """

    span: Span
    entity: int | None = None


class StatementMention(Annotation, frozen=True, kw_only=True):
    """Someone is reported to have said, written, believed, intended... something.

    `span` covers source, cue and content.

    Attributes:
        source: spans of the words for the source next to the cue; empty for an implicit one.
        cue: the reporting words, unbroken; with auxiliaries and negation.
        content: what was said; several spans for a split quotation; quotation marks included.
        form: direct (all quoted), indirect, mixed.
        act: what kind of attribution the cue makes.
        modality: how the content is put forward.
        is_negated: the source is reported *not* to have said it.
        entity: the source as index into `entities` (pronouns and roles resolved), or None.
        relays: entities between the source and the document, nearest the source first
            ("the agency quoted a ministry source as saying": the agency).
        is_anonymous: the source is unnamed.
        inside: index of the statement in whose content this one stands, or None.
        confidence: 0-1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    act: Act = "said"
    modality: Modality = "asserted"
    is_negated: bool = False
    entity: int | None = None
    relays: tuple[int, ...] = ()
    is_anonymous: bool = False
    inside: int | None = None
    confidence: float = 0.5


class FigureMention(Annotation, frozen=True, kw_only=True):
    """A count or amount. `span` covers the number words with their bound ("at least 27").

    Attributes:
        number: the number words alone.
        low: least value, or None when only an upper bound is given.
        best: the value when one is given, else None.
        high: greatest value, or None when only a lower bound is given.
        low_basis: where `low` comes from; `open` with None.
        high_basis: likewise.
        bound: exact, at_least, at_most, about, vague.
        thing: what is counted, as a plain phrase ("intelligence-based operations", "kg of explosives").
        thing_span: its words; may stand elsewhere ("Four of the nine wounded", "15 others").
        thing_head: singular head word, lower case ("operation").
        thing_kind: code of the vocabulary `things`, or None.
        unit: unit or currency as written ("kg", "N", "pesos"), or None for a plain count.
        measure: code of the vocabulary `measures`, or None.
        action: what happened to it, one word as stated, past participle where possible ("killed",
            "seized", "conducted"); empty when nothing happened to it.
        action_span: the words for that.
        as_stated: whole wording of what happened ("were sent to hell", "embraced martyrdom").
        agent: who did it.
        scope: incident, cumulative (total over a period), stock (level at a date).
        period: the time the figure belongs to, or None.
        period_span: its words.
        place: index into `places`, or None.
        clause: the clause that shows number, thing and action: the evidence.
        part_of: index into `figures` of the total it is part of, or None.
        status: asserted, denied, superseded ("revised from 12"), planned.
        is_rate: a percentage, ratio or rate, kept apart from counts.
    """

    number: Span
    low: float | None
    best: float | None
    high: float | None
    low_basis: Basis = "stated"
    high_basis: Basis = "stated"
    bound: Bound = "exact"
    thing: str = ""
    thing_span: Span | None = None
    thing_head: str = ""
    thing_kind: str | None = None
    unit: str | None = None
    measure: str | None = None
    action: str = ""
    action_span: Span | None = None
    as_stated: str = ""
    agent: Party | None = None
    scope: Scope = "incident"
    period: Interval | None = None
    period_span: Span | None = None
    place: int | None = None
    clause: Span
    part_of: int | None = None
    status: FigureStatus = "asserted"
    is_rate: bool = False


class EventMention(Annotation, frozen=True, kw_only=True):
    """One account of something that happened, is denied, planned... `span` is the clause.

    Attributes:
        trigger: the words that say what was done.
        type: PLOVER type.
        modes: PLOVER modes.
        contexts: PLOVER contexts.
        cameo: CAMEO code where sure, else None.
        actors: who acts; all sides of a reciprocal event.
        recipients: to whom; empty in a reciprocal event.
        is_reciprocal: every side acts on every other.
        status: see the vocabulary `statuses`.
        place: index into `places` of where it happened, or None.
        time: when, or None.
        time_span: its words.
        confidence: 0-1.
    """

    trigger: Span
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    is_reciprocal: bool = False
    status: EventStatus = "asserted"
    place: int | None = None
    time: Interval | None = None
    time_span: Span | None = None
    confidence: float = 0.5
