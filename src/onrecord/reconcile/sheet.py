"""A record laid out for reading an account: sentences with offsets, and on whose word each offset stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.model.records import EventReport, Figure, Record, Statement
from onrecord.model.span import Span
from onrecord.reconcile.account_words import (
    SourceKind,
    alternatives,
    kind_of_publisher,
    kind_of_source,
    pattern,
)

_BREAK = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“A-Z0-9])|(?<=;)\s+|\n+")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|St|No|Brig|Prof|Sen|Rep|Gov|[A-Z])\.$")
_REPORTS = (
    r"said|says|announced|reported|reports|confirmed|added|told|stated|claimed|insisted|acknowledged|admitted"
)
_TRAILING = re.compile(rf",\s+(?P<source>(?!not )[^,]{{3,80}}?)\s+(?:{_REPORTS})\b[^,]{{0,60}}[.]?[\"”]?$")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<source>[^,.;]{3,60})")
_LEADING = re.compile(
    r"^(?P<source>(?:[Tt]he |[Aa]n? |[Ss]ome |[Oo]ne |Our |[A-Z])[^,.;]{2,70}?)\s+(?:has |have |had |also "
    r"|still |later |then )?"
    rf"(?:{_REPORTS}|put|puts|spoke of|speaks of|registered|counted|recorded|gave|received|raised|lowered"
    r"|buried|blamed|accused|denied|denies|formally denies|rejected|pointed to|believes"
    r"|mourns|revised|corrected)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:has|have|was|were|is|are|rose|climbed|rises|stands|stood|had|remained|came|grew|reached)\b"
)
_NO_SOURCE = re.compile(
    r"\b(?:information|reports?|estimates?|figures|data|accounts?|preliminary)\b|^one (?:wo)?man$|^[Ww]ho$",
    re.I,
)
_NO_CUE = re.compile(r"\b(?:thought|feared|presumed|believed)$")
DISOWNED = re.compile(
    r"\b(?:distanced (?:itself|themselves) from|den(?:ied|ies) (?:having|any|that it|being|involvement"
    r"|responsibility)|(?:rejected|rejects|dismissed|dismisses|denied|denies)[^.;]{0,40}?\b(?:accusation"
    r"|charge|allegation)|had no (?:hand|part|role|involvement))"
)
_EARLIER = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n))(?:An? |One |Two |Three |Just )?(?:\w+ )?(?:hours|days"
    r"|weeks|months|day|week|month) after [^,.]+,"
)
_TITLE_BEFORE = re.compile(r"((?:[\w’'-]+ ){1,4})$")


@dataclass
class Sheet:
    """A record with what reading an account asks of it again and again.

    Attributes:
        record: of the report.
        region: the part of the text that is laid out.
        text: of its document, blank outside the region.
        sentences: spans, in order.
        publisher_kind: what the publisher is as a source.
    """

    record: Record
    region: Span
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    publisher_kind: SourceKind = "media"

    @classmethod
    def of(cls, record: Record, region: Span | None = None) -> Sheet:
        """Lay out a record, or one region of its text: all else is blank, and offsets stay."""
        text = record.document.text
        if region is not None:
            blank = re.sub(r"[^\n]", " ", text)
            text = blank[: region.start] + region.of(text) + blank[region.end :]
        # "A week after the courthouse bombing, ...": that one is another incident.
        text = _EARLIER.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        publisher = record.document.source.publisher or ""
        return cls(
            record=record,
            region=region or Span(0, max(len(text), 1)),
            text=text,
            sentences=list(_sentences(text)),
            publisher_kind=_kind_of_publisher(publisher, text) if publisher else "media",
        )

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset; the last one past the end."""
        for sentence in self.sentences:
            if offset < sentence.end:
                return sentence
        return self.sentences[-1]

    def own_words(self) -> tuple[str, SourceKind]:
        """Claimant and kind of the document's own voice."""
        publisher = self.record.document.source.publisher
        if self.publisher_kind != "media" and publisher:
            return publisher, self.publisher_kind
        return "narrator", "media"

    def source_at(self, offset: int, *, may_continue: bool = False) -> tuple[str, SourceKind]:
        """On whose word an offset stands: claimant's words and kind.

        Args:
            offset: in the text.
            may_continue: an unattributed sentence goes on in the voice of the one before (tolls do).
        """
        sentence = self.sentence_at(offset)
        if self._is_background(sentence, offset):
            return self.own_words()
        found = self.source_of(sentence, offset)
        if found is not None:
            return found, self.kind(found, sentence)
        if self.publisher_kind != "media":
            return self.own_words()
        number = self.sentences.index(sentence)
        following = self.sentences[number + 1] if number + 1 < len(self.sentences) else None
        if following is not None:
            trailing = _TRAILING.search(following.of(self.text))
            if trailing and number == 0 and len(self.sentences) == 2:
                return trailing["source"], self.kind(trailing["source"], following)
        if may_continue and number:
            before = self.source_of(self.sentences[number - 1], self.sentences[number - 1].end - 2)
            if before is not None:
                return before, self.kind(before, self.sentences[number - 1])
        return self.own_words()

    def kind(self, words: str, sentence: Span) -> SourceKind:
        """The kind of a source, seen with the title before a bare name."""
        quoted = sentence.of(self.text)
        at = quoted.find(words)
        if at > 0 and kind_of_source(words) == "group":
            before = _TITLE_BEFORE.search(quoted[:at])
            if before:
                words = before[1].split(",")[-1] + words
        if re.match(r"(?:he|she|they|it|(?:one|some|many|most) of them)\b", words, re.I):
            number = self.sentences.index(sentence)
            if "of them" in words.lower() and quoted.find(words) > 20:
                return kind_of_source(quoted[: quoted.find(words)].split(" in ")[0])
            if number:
                before_it = self.source_of(self.sentences[number - 1], self.sentences[number - 1].end - 2)
                if before_it:
                    return self.kind(before_it, self.sentences[number - 1])
        return kind_of_source(words)

    def source_of(self, sentence: Span, offset: int) -> str | None:
        """Words for the source of what stands at an offset of a sentence; None where it names none."""
        inside = [s for s in self.record.statements if s.evidence.span.overlaps(sentence) and _names(s)]
        covering = [
            (
                min(
                    span.end - span.start
                    for span in s.evidence.parts["content"]
                    if span.start <= offset < span.end
                ),
                s,
            )
            for s in inside
            if any(span.start <= offset < span.end for span in s.evidence.parts.get("content", ()))
        ]
        if covering:
            closest = min(covering, key=lambda pair: pair[0])[1]
            own = any(span.overlaps(sentence) for span in closest.evidence.parts["source"])
            leading = None if own else _LEADING.match(sentence.of(self.text))
            return leading["source"] if leading else self._source_words(closest)
        near = [s for s in inside if s.evidence.parts["source"][0].overlaps(sentence)]
        if near:
            return self._source_words(
                min(near, key=lambda s: abs(s.evidence.parts["source"][0].start - offset))
            )
        quoted = sentence.of(self.text)
        for looked_for in (_TRAILING, _ACCORDING, _LEADING):
            match = looked_for.search(quoted)
            if match and not _NO_SOURCE.search(match["source"]):
                return match["source"]
        return None

    def _source_words(self, statement: Statement) -> str:
        return " ".join(span.of(self.text) for span in statement.evidence.parts["source"])

    def _is_background(self, sentence: Span, offset: int) -> bool:
        """Whether an offset lies in a definite subject ("The blast that killed four on Sunday was ..."):
        such words are presupposed by the report, not vouched for by the source of what is said of it."""
        quoted = sentence.of(self.text)
        if DISOWNED.search(quoted):
            return True
        if not re.match(r"The (?!\w+ (?:of|for)? ?said)", quoted):
            return False
        if _LEADING.match(quoted):
            return False
        verb = _BACKGROUND.search(quoted)
        return bool(verb and offset < sentence.start + verb.start() and verb.start() > 25)

    def events(self) -> list[EventReport]:
        """Acts of force, in text order."""
        kinds = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE")
        return [e for e in self.record.events if e.type in kinds and e.evidence.span.overlaps(self.region)]

    def figures(self) -> list[Figure]:
        """Counts, in text order."""
        return sorted(
            (
                f
                for f in self.record.figures
                if not f.is_rate and f.evidence.parts["value"][0].overlaps(self.region)
            ),
            key=lambda f: f.evidence.parts["value"][0].start,
        )


def _kind_of_publisher(publisher: str, text: str) -> SourceKind:
    """A party's own page speaks of the party by the publisher's name at the head of a sentence."""
    name = re.sub(r"\s*\(.*\)$", "", publisher)
    opens = re.search(rf"(?:^|[.!?]\s+)(?:The )?{re.escape(name)}(?:'s|’s)?\s+[a-z]", text)
    if opens and kind_of_source(name) == "group" and not pattern("outlets").search(name):
        return "group"
    return kind_of_publisher(publisher)


def _names(statement: Statement) -> bool:
    """Whether a statement names its source in words of its own, and not a weekday or a pronoun of things."""
    source = statement.evidence.parts.get("source", ())
    if not source or re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", statement.speaker):
        return False
    if _NO_SOURCE.search(statement.speaker) or _NO_CUE.search(statement.cue):
        return False
    # "attacked the post a week after the first assault": a deed, not a saying.
    return not pattern("attack_verbs").search(statement.cue)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        if _ABBREVIATED.search(text[start : match.start()]):
            continue
        if text[start : match.start()].strip():
            yield Span(start, match.start())
        start = match.end()
    if text[start:].strip() or not text.strip():
        yield Span(start, max(len(text), start + 1))


@lru_cache(maxsize=64)
def any_of(*lists: str) -> str:
    """One alternation of several word lists."""
    return "|".join(alternatives(name) for name in lists)
