"""The layer `events`: what is told to have been done, by whom, to whom, and how it is told.

Words that say so are found with a lexicon (`event_lexicon`, `event_triggers`), their parties over the
syntax (`event_parties`), their standing (`event_status`), then time and place (`event_circumstances`).
"""

from __future__ import annotations

from msgspec import structs

from onrecord.annotate.event_choice import choose
from onrecord.annotate.event_circumstances import Circumstances
from onrecord.annotate.event_contexts import Contexts
from onrecord.annotate.event_elided import Elided
from onrecord.annotate.event_merge import merge
from onrecord.annotate.event_parties import PartyReader
from onrecord.annotate.event_rebuttals import rebuttals
from onrecord.annotate.event_spans import Phrases
from onrecord.annotate.event_tree import Tree
from onrecord.annotate.event_triggers import Finder
from onrecord.annotate.event_voices import Voices
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention

_DISPUTED = 0.4


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `events`."""
    tree = Tree(doc.parse)
    phrases = Phrases(doc, tree)
    finder = Finder(tree, phrases.actor_tokens)
    triggers = finder.find()
    chosen = merge(tree, choose(tree, triggers, PartyReader(tree, finder, triggers)))
    circumstances, elided, voices = Circumstances(doc, tree), Elided(doc), Voices(doc)
    contexts = Contexts(tree)
    events = []
    for draft in chosen:
        trigger = phrases.words(draft.trigger.words)
        clause = phrases.clause(draft)
        time, time_span = circumstances.time(trigger, draft.type)
        event = EventMention(
            span=clause,
            made_by="events/" + (draft.trigger.role or "verb"),
            trigger=trigger,
            type=draft.type,
            modes=(draft.mode,) if draft.mode else (),
            contexts=contexts.at(draft.trigger.token),
            cameo=draft.cameo,
            actors=tuple(phrases.party(i) for i in draft.sides.actors),
            recipients=tuple(phrases.party(i) for i in draft.sides.recipients),
            is_reciprocal=draft.sides.both,
            status=draft.status,
            place=circumstances.place(clause, trigger),
            time=time,
            time_span=time_span,
            confidence=draft.confidence,
        )
        actors, recipients = voices.named(event.actors, event), voices.named(event.recipients, event)
        event = elided.fill(structs.replace(event, actors=actors, recipients=recipients))
        status = voices.status(event)
        if status != event.status:
            event = structs.replace(event, status=status, confidence=min(event.confidence, _DISPUTED))
        events.append(event)
    events += [elided.fill(event) for event in rebuttals(doc, tree) if not _is_told(event, events)]
    doc.layers["events"] = sorted(events, key=lambda event: (event.span, event.trigger))


def _is_told(event: EventMention, events: list[EventMention]) -> bool:
    """Whether another event with a verb of its own already tells the refusal."""
    return any(other.type == "REJECT" and other.span.overlaps(event.trigger) for other in events)
