"""Claims called false: "The claim is baseless", "This is a fabrication", in nobody's verb of refusing."""

from __future__ import annotations

from onrecord.annotate.event_tree import Tree
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import EventMention, Party, StatementMention
from onrecord.model.span import Span

FALSE_WORDS = frozenset(
    "false baseless untrue groundless unfounded fabrication fabricated lie lies invention nonsense "
    "propaganda fake "
    "mischievous fictitious slander misinformation disinformation falsehood fiction fantasy rumour concocted "
    "malicious tale hoax".split()
)
BAD_WORDS = frozenset(
    "stupid criminal criminals terrorist terrorists liar liars murderer murderers shameful illegal "
    "barbaric cowardly "
    "inadequate incomplete disgrace disgraceful aggression genocide coward brutal unlawful "
    "unacceptable provocation "
    "outrageous shocking irresponsible reckless cynical hypocritical dangerous unfair unjust failure "
    "crime massacre "
    "betrayal traitor traitors enemy enemies puppet thug thugs horrific heinous despicable absurd ridiculous "
    "insufficient disproportionate excessive unconstitutional corrupt incompetent disastrous insult "
    "scandal".split()
)
_CLAIMS = frozenset(
    "claim allegation accusation report rumour rumor charge story news video picture image assertion "
    "version figure "
    "this that it such they statement information number".split()
)


def calls(tree: Tree, verb: int, names: frozenset[str]) -> bool:
    """Whether a verb of naming gives one of the names ("called the report a lie")."""
    return any(
        tree.lower[k] in names
        for k in tree.below(verb)
        if tree.dep[k] in ("oprd", "attr", "acomp", "pobj", "amod", "conj", "ccomp", "xcomp", "prep")
    )


def rebuttals(doc: AnnotatedDocument, tree: Tree) -> list[EventMention]:
    """A REJECT for each sentence that says a claim is false, by whoever says so."""
    found = []
    for i in range(len(tree)):
        if tree.lower[i] not in FALSE_WORDS or tree.dep[i] not in ("acomp", "attr", "conj", "amod"):
            continue
        verb = tree.head[i] if tree.dep[i] != "amod" else tree.head[tree.head[i]]
        if tree.dep[i] == "conj":
            verb = tree.head[verb]
        subject = tree.first(verb, "nsubj", "nsubjpass") if tree.lemma(verb) == "be" else None
        if subject is None or tree.lemma(subject) not in _CLAIMS or tree.first(verb, "neg") is not None:
            continue
        low = min(tree.left_edge(subject), i)
        span = Span(tree.start[low], tree.end[max(i, verb)])
        found.append(
            EventMention(
                span=span,
                made_by="events/rebuttal",
                trigger=Span(tree.start[i], tree.end[i]),
                type="REJECT",
                cameo="120",
                actors=_speaker(doc, span),
                confidence=0.5,
            )
        )
    return found


def _speaker(doc: AnnotatedDocument, span: Span) -> tuple[Party, ...]:
    over = [s for s in doc.statements if s.source and any(c.covers(span) for c in s.content)]
    best: StatementMention | None = min(
        over, key=lambda s: sum(c.end - c.start for c in s.content), default=None
    )
    return (Party(span=best.source[0], entity=best.entity),) if best is not None else ()
