"""On whose word a value stands: from statements and the kind of document to `SaidBy`.

Every value belongs to someone. In order: the innermost statement whose content holds it; the main
speaker of a report of one briefing; the institution whose own release it is; else the narrator.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import structs

from onrecord.build.names import PRONOUNS, Namer
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention
from onrecord.model.records import NARRATOR, SaidBy, SourceLink
from onrecord.model.span import Span, hull

_NARRATOR = SaidBy(claimant=NARRATOR, basis="narrator")
_IMPLICIT = "unstated source"
_LEAD_CHARACTERS = 900
_BRIEFING = re.compile(
    r"\b(?:at|in|during) (?:a|an|the|his|her|its) (?:[\w-]+ ){0,3}(?:briefing|(?:press|news) conference)\b"
    r"|\b(?:press|news|media|weekly|daily|regular) (?:briefing|conference|talk|interaction)\b"
    r"|\bbriefed (?:the )?(?:press|media|reporters|journalists|newsmen)\b"
    r"|\bbriefing (?:the )?(?:press|media|reporters|journalists|newsmen)\b",
    re.IGNORECASE,
)
_MIN_BRIEFING_STATEMENTS = 4
_MAIN_SPEAKER_SHARE = 0.5


class Attributions:
    """Answers `said_by` for any span of one document."""

    def __init__(self, doc: AnnotatedDocument, namer: Namer, statement_ids: list[str]) -> None:
        self._doc, self._namer, self._ids = doc, namer, statement_ids
        self._contents = sorted(
            (span.start, span.end, index)
            for index, statement in enumerate(doc.statements)
            for span in statement.content
        )
        self._default = self._document_voice()

    def said_by(self, span: Span) -> SaidBy:
        """On whose word the value at `span` stands."""
        index = self.statement_over(span)
        if index is not None:
            return self.of_statement(index)
        if self._default.basis == "narrator":
            index = self._statement_before(span)
            return self._continued(index) if index is not None else _NARRATOR
        return self._default if not self._is_background(span) else _NARRATOR

    def statement_over(self, span: Span) -> int | None:
        """Index of the innermost statement whose content holds at least half of `span`, or None."""
        best: tuple[int, int] | None = None
        for start, end, index in self._contents:
            if start >= span.end:
                break
            shared = min(end, span.end) - max(start, span.start)
            if 2 * shared >= span.end - span.start and (best is None or end - start < best[0]):
                best = (end - start, index)
        return best[1] if best else None

    def _statement_before(self, span: Span) -> int | None:
        """The statement that a report of counts goes on from: the one before in this paragraph, or None.

        "The institute counted 40 attacks. June was the worst month, with 12." The second sentence has no cue
        of its own and stands in the same paragraph as one by an institution that counts.
        """
        text = self._doc.document.text
        start, end = text.rfind("\n", 0, span.start) + 1, span.start
        before = [
            i for i, s in enumerate(self._doc.statements) if start <= s.span.start and s.span.end <= end
        ]
        if not before:
            return None
        index = max(before, key=lambda i: self._doc.statements[i].span.end)
        statement = self._doc.statements[index]
        if statement.entity is None or statement.inside is not None or statement.act != "said":
            return None
        institution = self._doc.entities[statement.entity].kind in ("organisation", "office")
        return index if institution and any(ch.isdigit() for ch in text[start:end]) else None

    def _continued(self, index: int) -> SaidBy:
        stated = self.of_statement(index)
        return structs.replace(stated, basis="continued") if stated.basis == "stated" else stated

    def of_statement(self, index: int) -> SaidBy:
        """The chain of a statement: its source first, then relays, then whoever's content it is in."""
        statement = self._doc.statements[index]
        links = [self._link(statement)]
        links += [self._relay(entity) for entity in statement.relays]
        outer, seen = statement.inside, {index}
        while outer is not None and outer not in seen:
            seen.add(outer)
            links.append(self._link(self._doc.statements[outer]))
            outer = self._doc.statements[outer].inside
        basis = "stated"
        if not statement.source and statement.entity is None and self._default is not _NARRATOR:
            return self._default
        # A film's narrator who speaks in the text is a source like any other, not the document's own voice.
        claimant = links[0].name if links[0].name != NARRATOR else f"the {NARRATOR}"
        return SaidBy(claimant=claimant, basis=basis, chain=tuple(links), statement_id=self._ids[index])  # type: ignore[arg-type]

    def _link(self, statement: StatementMention) -> SourceLink:
        as_stated = " ".join(self._doc.text_of(span) for span in statement.source)
        cue = " ".join(self._doc.text_of(span) for span in statement.cue)
        if statement.entity is None:
            name = self._namer.plain(core_of(as_stated)) or _IMPLICIT
            return SourceLink(
                as_stated=as_stated,
                name=name,
                is_anonymous=statement.is_anonymous,
                cue=cue,
                span=hull(statement.source) if statement.source else None,
            )
        entity = self._doc.entities[statement.entity]
        return SourceLink(
            as_stated=as_stated,
            name=self._namer.name(core_of(as_stated), statement.entity),
            actor_id=self._namer.actor_id(statement.entity),
            role=entity.role,
            organisation=self._namer.organisation(statement.entity),
            is_anonymous=statement.is_anonymous or entity.is_anonymous,
            cue=cue,
            span=hull(statement.source) if statement.source else None,
        )

    def _relay(self, index: int) -> SourceLink:
        name = self._namer.name("", index)
        return SourceLink(as_stated=name, name=name, actor_id=self._namer.actor_id(index))

    def _document_voice(self) -> SaidBy:
        """Whose word stands where no statement says so: briefer, publisher or narrator."""
        publisher = self._doc.document.source.publisher
        if self._doc.document.source.kind == "primary" and publisher:
            own = self._publisher_in_text(publisher)
            if own is None:
                link = SourceLink(as_stated="", name=_without_office(publisher))
            else:
                name, actor_id = self._namer.name("", own), self._namer.actor_id(own)
                link = SourceLink(as_stated="", name=name, actor_id=actor_id)
            return SaidBy(claimant=link.name, basis="publisher", chain=(link,))
        briefer = self._briefer()
        if briefer is None:
            briefer = self._holder_of_briefing()
        if briefer is None:
            return _NARRATOR
        entity = self._doc.entities[briefer]
        link = SourceLink(
            as_stated="",
            name=self._namer.name("", briefer),
            actor_id=self._namer.actor_id(briefer),
            role=entity.role,
            organisation=self._namer.organisation(briefer),
        )
        return SaidBy(claimant=link.name, basis="inherited", chain=(link,))

    def _publisher_in_text(self, publisher: str) -> int | None:
        """The body of the text that the publisher's name means: its own name for itself is what readers know.

        "Joint Command of the Armed Forces of Ecuador" calls itself "the Joint Command": all words of a form
        are words of the publisher's name; the longest form wins, then the first.
        """
        words = _name_words(publisher)
        best: tuple[int, int] | None = None
        for index, entity in enumerate(self._doc.entities):
            if entity.kind not in ("organisation", "group") or not entity.mentions:
                continue
            forms = {self._doc.text_of(span) for span in entity.mentions} | {entity.name}
            sizes = [len(own) for form in forms if (own := _name_words(form)) and own <= words]
            if sizes and (best is None or max(sizes) > best[0]):
                best = (max(sizes), index)
        return best[1] if best else None

    def _briefer(self) -> int | None:
        """The one who speaks in most statements of a report of one briefing, or None."""
        speakers = Counter(s.entity for s in self._doc.statements if s.entity is not None)
        if not speakers:
            return None
        entity, count = speakers.most_common(1)[0]
        return (
            entity
            if count >= _MIN_BRIEFING_STATEMENTS and count >= _MAIN_SPEAKER_SHARE * sum(speakers.values())
            else None
        )

    def _holder_of_briefing(self) -> int | None:
        """Who holds the briefing that the opening of a report tells of: the first person named there."""
        text = self._doc.document.text
        lead = text[:_LEAD_CHARACTERS]
        if not _BRIEFING.search(lead):
            return None
        for mention in self._doc.actors:
            kind = self._doc.entities[mention.entity].kind
            if mention.span.start >= len(lead):
                return None
            if kind in ("person", "office") and _BRIEFING.search(self._sentence_at(mention.span)):
                return mention.entity
        return None

    def _sentence_at(self, span: Span) -> str:
        for sentence in self._doc.sentences:
            if sentence.span.overlaps(span):
                return self._doc.text_of(sentence.span)
        return ""

    def _is_background(self, span: Span) -> bool:
        """Whether `span` stands after the last paragraph that any statement touches."""
        if self._default.basis != "inherited":
            return False
        last = max((s.span.end for s in self._doc.statements), default=0)
        return "\n" in self._doc.document.text[last : span.start] if span.start > last else False


_SMALL = frozenset("the of and for in a an to on at by its".split())
_LONGEST_NAME = 60
_ADDED = re.compile(r",? (?:who|whom|whose|which|that|speaking|writing|quoted|citing)\b.*$|,\s.*$", re.DOTALL)


def _without_office(publisher: str) -> str:
    """The body that publishes, without its desk or town: "Risk Desk, Abuja" is the Risk Desk."""
    return re.split(r",\s|\s\(", publisher)[0].strip() or publisher


def _name_words(name: str) -> frozenset[str]:
    """The telling words of a name, lower case."""
    return frozenset(word for word in re.findall(r"\w+", name.lower()) if word not in _SMALL)


def core_of(as_stated: str) -> str:
    """The words for a source without a relative clause or apposition, where they are long.

    Example:
        >>> core_of("a security official who asked not to be named because the inquiry was still going on")
        'a security official'
    """
    if len(as_stated) <= _LONGEST_NAME and not re.search(r"\b(?:who|which|that)\b", as_stated):
        return as_stated
    core = _ADDED.sub("", as_stated).strip()
    return core if len(core.split()) >= 2 or core[:1].isupper() else as_stated


def is_pronoun(words: str) -> bool:
    """Whether the words are a pronoun or empty, so that they name nobody."""
    return words.lower().strip() in PRONOUNS
