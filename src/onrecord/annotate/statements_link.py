"""Linking: from chosen proposals to `StatementMention`s with form, act, modality, speaker and nesting.

Who a source is comes from the layer `entities`: its own words, the antecedent of "who", or, for "I" and
"we" in a quotation, the one who is quoted. A source is anonymous when the text withholds its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec import structs

from onrecord.annotate.actors import entity_at
from onrecord.annotate.statements_cues import act_of, modality_of, words
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_quotes import QuotationIndex
from onrecord.annotate.statements_spans import Chars, widened
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import Act, ActorMention, Form, Modality, StatementMention
from onrecord.model.span import Span, hull

if TYPE_CHECKING:
    from onrecord.annotate.statements_proposals import Proposal

_SPEAKING_SELF = frozenset("i we me us my our".split())
_RELATIVE = frozenset("who which that".split())
_WITHHELD = re.compile(
    r"\b(?:condition of anonymity|(?:not|n[’']t) (?:be )?(?:named|identified|authori[sz]ed)|anonymously"
    r"|declined to (?:be named|give (?:his|her|their) name)|(?:requested|asking for|seeking) anonymity)\b"
)
_QUOTING = frozenset("quote cite report".split())
_PRONOUN_KINDS: dict[str, tuple[str, ...]] = {
    "he": ("person", "office"),
    "she": ("person", "office"),
    "they": ("group", "organisation", "country"),
    "it": ("organisation", "country", "group"),
}
_OBJECT_FORMS = {"him": "he", "her": "she", "them": "they"}
_FAR = 900
"""Characters over which a pronoun still means the last speaker: about three paragraphs."""
_NEGATING = frozenset("never neither nor hardly".split())


class Linker:
    """Makes mentions for one document."""

    def __init__(self, doc: AnnotatedDocument, g: Grid, quotes: QuotationIndex) -> None:
        self._doc, self._g, self._quotes = doc, g, quotes
        self._persons: list[ActorMention] = [
            m
            for m in doc.layers.get("actors", ())
            if doc.entities[m.entity].kind == "person" and m.kind != "pronoun"
        ]

    def mentions(self, chosen: Sequence[Proposal]) -> list[StatementMention]:
        """A mention for each proposal, in text order, with `inside` set."""
        made = [self._mention(p) for p in chosen]
        self._follow_pronouns(made, chosen)
        for index, mention in enumerate(made):
            inside = self._inside(index, chosen)
            entity = mention.entity
            head = chosen[index].source_head
            if inside is not None and head is not None and self._g.low[head] in _SPEAKING_SELF:
                entity = made[inside].entity
            if inside is not None or entity is not mention.entity:
                made[index] = structs.replace(mention, inside=inside, entity=entity)
        return made

    def _follow_pronouns(self, made: list[StatementMention], chosen: Sequence[Proposal]) -> None:
        """ "He added": the speaker of the statement before, if of the same kind; else whom the pronoun means.

        In reports of speech a pronoun subject goes on with the last speaker far more often than with whoever
        was named last in what was said.
        """
        speakers: list[tuple[int, str, int]] = []  # entity, pronoun used of it or "", end of the cue
        for index in sorted(range(len(made)), key=lambda i: made[i].cue):
            p, mention = chosen[index], made[index]
            low = self._g.low[p.source_head] if p.source_head is not None else ""
            low = _OBJECT_FORMS.get(low, low)
            kinds = _PRONOUN_KINDS.get(low)
            if kinds is not None:
                entity = self._who(low, kinds, p, mention.entity, speakers)
                if entity != mention.entity:
                    made[index] = mention = structs.replace(mention, entity=entity)
            elif low in _SPEAKING_SELF or low in _RELATIVE:
                continue
            if mention.entity is not None:
                known = next((name for entity, name, _ in reversed(speakers) if entity == mention.entity), "")
                speakers.append((mention.entity, low if low in ("he", "she") else known, p.cue[1]))

    def _who(
        self,
        low: str,
        kinds: tuple[str, ...],
        p: Proposal,
        resolved: int | None,
        speakers: list[tuple[int, str, int]],
    ) -> int | None:
        """Whom a pronoun subject means: `resolved` if named since the last one spoke, else that one."""
        entities = self._doc.entities
        fits = resolved is not None and entities[resolved].kind in kinds
        for entity, name, position in reversed(speakers):
            if p.cue[0] - position > _FAR:
                break
            if entities[entity].kind not in kinds or (name and low in ("he", "she") and name != low):
                continue
            if fits and resolved is not None and self._named_between(resolved, position, p.cue[0], p):
                return resolved
            return entity
        return resolved if fits else None

    def _named_between(self, entity: int, start: int, end: int, p: Proposal) -> bool:
        """Whether a mention of the entity stands between two offsets as a subject outside this content."""
        g = self._g
        for span in self._doc.entities[entity].mentions:
            if not start < span.start < end or any(a <= span.start < b for a, b in p.content):
                continue
            tokens = range(bisect_right(g.start, span.start) - 1, bisect_right(g.start, span.end - 1))
            if any(g.dep[i] in ("nsubj", "nsubjpass") for i in tokens):
                return True
        return False

    def _inside(self, index: int, chosen: Sequence[Proposal]) -> int | None:
        """The narrowest other statement whose content holds the cue, or None."""
        best: tuple[int, int] | None = None
        start, end = chosen[index].cue
        for other, proposal in enumerate(chosen):
            for first, last in proposal.content:
                if (
                    other != index
                    and first <= start
                    and end <= last
                    and (best is None or last - first < best[0])
                ):
                    best = (last - first, other)
        return best[1] if best else None

    def _spans(self, pieces: Sequence[Chars]) -> tuple[Span, ...]:
        return tuple(Span(*widened(self._doc.document.text, piece)) for piece in pieces)

    def _mention(self, p: Proposal) -> StatementMention:
        source, cue, content = self._spans(p.source), self._spans((p.cue,)), self._spans(p.content)
        entity = self._entity(p, source)
        return StatementMention(
            span=hull((*source, *cue, *content)),
            source=source,
            cue=cue,
            content=content,
            form=self._form(p),
            act=self._act(p),
            modality=self._modality(p),
            is_negated=self._is_negated(p),
            entity=entity,
            relays=self._relays(p, entity),
            is_anonymous=self._is_anonymous(p, source, entity),
            confidence=round(p.p, 3),
            made_by=f"statements/{p.rule}" if p.reader == "rules" else f"statements/{p.rule}+encoder",
        )

    def _form(self, p: Proposal) -> Form:
        if p.rule in ("colon", "turn"):
            return "direct"  # a label and what follows it: the words themselves
        quoted = total = 0
        for start, end in p.content:
            total += end - start
            quoted += sum(min(end, q.end) - max(start, q.start) for q in self._quotes.between(start, end))
        return "direct" if quoted >= 0.95 * total else "mixed" if quoted else "indirect"

    def _cue_words(self, p: Proposal) -> list[tuple[str, str]]:
        """Lemma and tag of the main cue word, then of the noun of a verb-noun cue."""
        g, found = self._g, [(self._g.lemma(p.head), self._g.tag[p.head])]
        if p.rule in ("vn-prep", "vn-comp") and found[0][0] in words("light"):
            for i in range(p.head + 1, min(p.head + 7, g.n)):
                if g.start[i] < p.cue[1] and g.tag[i] in ("NN", "NNS"):
                    found.insert(0, (g.lemma(i), g.tag[i]))
        return found

    def _act(self, p: Proposal) -> Act:
        if p.rule in ("according", "account", "adverb", "colon", "turn"):
            return "said"
        if p.rule in ("subj+comp", "adj-subj+comp") and not p.source:
            return "believes"
        if self._cue_words(p)[0][0] in words("counting", "verbs") and p.rule == "dobj+":
            return "said"
        found = next((act for act in (act_of(*word) for word in self._cue_words(p)) if act), None)
        quoted = any(q.is_speech for start, end in p.content for q in self._quotes.between(start, end))
        # a verb of any kind beside a quotation reports speech: "he smiled", "she began"
        if quoted and (found is None or found in ("believes", "intends", "attitude")):
            return "said"
        if found is None:
            found = "said" if p.rule in ("ccomp", "left", "around", "next") else "attitude"
        return cast(Act, found)

    def _modality(self, p: Proposal) -> Modality:
        if p.rule == "adverb":
            return "alleged"
        found = next((m for m in (modality_of(lemma) for lemma, _ in self._cue_words(p)) if m), None)
        if found:
            return found
        opening = self._doc.reading_text[p.content[0][0] : p.content[0][0] + 9].lower()
        return "conditional" if opening.startswith(("if ", "unless ")) else "asserted"

    def _is_negated(self, p: Proposal) -> bool:
        g = self._g
        near = [k for k in g.kids[p.head] if g.dep[k] == "neg" or g.low[k] in _NEGATING]
        if g.dep[p.head] in ("acomp", "oprd"):
            near += [k for k in g.kids[g.head[p.head]] if g.dep[k] == "neg"]
        nobody = p.source_head is not None and (
            g.low[p.source_head] in ("nobody", "none")
            or any(g.low[k] in ("no", "neither") for k in g.kids[p.source_head])
        )
        return bool(near) or nobody

    def _entity(self, p: Proposal, source: tuple[Span, ...]) -> int | None:
        if not source or not self._doc.layers.get("actors"):
            return None
        g, head = self._g, p.source_head
        if head is not None and g.low[head] in _RELATIVE:
            noun = g.head[g.head[head]]
            return self._at(noun)
        person = self._person_in(source, head)
        if person is not None:
            return person
        found: int | None = entity_at(self._doc, hull(source))
        if found is None and head is not None:
            return self._at(head)
        return found

    def _at(self, token: int) -> int | None:
        """The entity that one token means."""
        found: int | None = entity_at(self._doc, Span(self._g.start[token], self._g.end[token]))
        return found

    def _person_in(self, source: tuple[Span, ...], head: int | None) -> int | None:
        """The person whose name is the source or stands in apposition to it."""
        g = self._g
        if head is None:
            return None
        for mention in self._persons:
            if not any(s.overlaps(mention.head) for s in source):
                continue
            at = max(0, bisect_right(g.start, mention.head.end - 1) - 1)
            if at == head or (g.dep[at] == "appos" and g.head[at] == head):
                return mention.entity
        return None

    def _relays(self, p: Proposal, entity: int | None) -> tuple[int, ...]:
        """The outlet that quotes somebody ("the agency quoted him as saying") or that was told."""
        g, at = self._g, p.head
        if not self._doc.layers.get("actors"):
            return ()
        nouns: list[int | None] = []
        if g.dep[at] == "pcomp" and g.lemma(g.head[g.head[at]]) in _QUOTING:
            quoting = g.head[g.head[at]]
            by = g.kid(quoting, "agent")
            nouns = [g.kid(quoting, "nsubj"), g.kid(by, "pobj") if by is not None else None]
        elif g.lemma(at) == "tell":
            nouns = [g.kid(at, "dobj", "dative")]
        found = []
        for noun in nouns:
            index = self._at(noun) if noun is not None else None
            if index is not None and index != entity and self._relays_news(index, g.lemma(at)):
                found.append(index)
        return tuple(found)

    def _relays_news(self, index: int, lemma: str) -> bool:
        item = self._doc.entities[index]
        return item.kind == "organisation" and (lemma != "tell" or item.sector in ("MED", "JRN"))

    def _is_anonymous(self, p: Proposal, source: tuple[Span, ...], entity: int | None) -> bool:
        if not source or p.source_head is None:
            return False
        if entity is not None:
            item = self._doc.entities[entity]
            if item.is_anonymous:
                return True
            if item.kind == "person":
                return False
        g, head = self._g, p.source_head
        first, last = g.left[head], g.right[head]
        said = self._doc.reading_text[
            g.start[first] : min(g.end[last - 1] + 160, len(self._doc.reading_text))
        ]
        if g.lemma(head) not in words("anonymous", "nouns"):
            return False
        if _WITHHELD.search(said.split("\n")[0]):
            return True
        named = any(g.ent[i] == "PERSON" for i in range(first, last))
        definite = any(g.low[k] in ("the", "this", "that", "its", "his", "their") for k in g.kids[head])
        return not named and not definite
