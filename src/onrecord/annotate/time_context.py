"""What a time expression is resolved against: the anchor, the tense at a place, and what was named before.

Where the anchor comes from: `time_anchor`.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from onrecord.annotate.parser import lemma_of
from onrecord.annotate.time_values import Reading, first_date
from onrecord.annotate.time_words import lexicon
from onrecord.model.annotated import AnnotatedDocument

if TYPE_CHECKING:
    from onrecord.annotate.time_anchor import Anchor

Tense = Literal["past", "present", "future"]

_PLANNED = frozenset(
    "schedule expect plan set slate due intend propose aim want hope vow pledge promise agree decide "
    "prepare threaten tend need ask order urge call arrange invite project forecast predict "
    "anticipate".split()
)
_SCHEDULED = frozenset("schedule expect plan slate forecast predict anticipate intend propose".split())
REPORTING = frozenset(
    "say tell report announce state claim add note declare confirm deny warn call write quote ask reply "
    "insist argue acknowledge admit explain describe believe think know show indicate suggest".split()
)
_FUTURE_MODALS = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "may", "might", "would", "could", "should", "must", "can", "ca"}
)
_SURE_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_TRIED = frozenset({"attempt", "attempts", "bid", "bids", "plot", "plots", "effort", "efforts"})
_MOST_STEPS = 12
_ARGUMENTS = frozenset({"poss", "nsubj", "nsubjpass", "dobj", "attr"})


MIRRORED = "the period named before, in another year"
"""Reason of what is only compared with: "a year earlier", "the same period last year"."""


class Context:
    """State of resolving one document; `last` and `last_quarter` change as mentions are read in text order.

    Attributes:
        day: the anchor day, or None when only a month or year, or nothing, is known.
        month: `(year, month)` of the anchor, or None.
        year: year of the anchor, or None.
        source: what the anchor is, for reasons.
        last: the last resolved date in the text, or None.
        last_quarter: the last quarter, or None.
    """

    def __init__(self, doc: AnnotatedDocument | None, anchor: Anchor) -> None:
        self.doc = doc
        self.day: date | None = None
        self.month: tuple[int, int] | None = None
        self.year: int | None = None
        self.source = anchor.source
        self.spoken = anchor.spoken
        """The day the main source spoke, where that is not the anchor day; see `Anchor`."""
        self.last: Reading | None = None
        self.last_quarter: Reading | None = None
        self.recent: Reading | None = None
        """The last expression of any kind."""
        self.stretch: Reading | None = None
        """The last stretch longer than a day that the text named, or None."""
        stated = prefix_parts(doc.document.published) if doc is not None else ()
        if anchor.day is not None:
            stated = (anchor.day.year, anchor.day.month, anchor.day.day)
        if stated:
            self.year = stated[0]
            self.month = (stated[0], stated[1]) if len(stated) > 1 else None
            self.day = date(*stated) if len(stated) == 3 else None

    @property
    def quarter_at_hand(self) -> Reading | None:
        """The quarter spoken of; None where a longer stretch was named since ("in the nine months")."""
        recent = self.recent
        if recent is not None and recent.kind == "DURATION" and recent.value[-1:] in "MY":
            return None
        return self.last_quarter

    @property
    def present(self) -> date | None:
        """The day up to which "the past week" or "since January" runs."""
        return self.spoken or self.day

    @property
    def anchor(self) -> str | None:
        """The anchor as an ISO prefix date."""
        if self.day is not None:
            return self.day.isoformat()
        if self.month is not None:
            return f"{self.month[0]:04d}-{self.month[1]:02d}"
        return f"{self.year:04d}" if self.year is not None else None

    @cached_property
    def fiscal_start(self) -> int | None:
        """Month in which a fiscal year begins, by the country that the text names most, or None."""
        starts = lexicon().fiscal_starts
        text = self.doc.reading_text.lower() if self.doc is not None else ""
        counts: Counter[int] = Counter()
        for word in re.findall(r"[a-z]+(?:\.[a-z]\.)?", text):
            if word in starts:
                counts[starts[word]] += 1
        first = counts.most_common(2)
        is_clear = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
        return first[0][0] if is_clear else None

    @property
    def narrative_day(self) -> date | None:
        """The day the story stands at: the last day named, else the anchor."""
        if self.last is not None and self.last.precision in ("day", "time", "days"):
            return first_date(self.last)
        return self.day

    def note(self, reading: Reading) -> None:
        """Remember a resolved reading for the anaphora after it; a mere comparison is passed over."""
        self.recent = reading
        if reading.reason == MIRRORED:
            return
        if reading.kind in ("DATE", "TIME") and reading.start is not None:
            self.last = reading
            if reading.start != reading.end or reading.precision in ("month", "year"):
                self.stretch = reading
            if reading.precision == "quarter":
                self.last_quarter = reading

    def tense(self, offset: int) -> Tense | None:
        """Tense of the verb that governs the word at `offset`; None when there is no verb."""
        return tense_at(self.doc, offset) if self.doc is not None else None

    def own_tense(self, offset: int) -> Tense | None:
        """Tense of the verb that the word at `offset` modifies itself, as "met on Monday".

        None where it belongs to a noun or an adjective ("Monday's vote", "payable on 1 May") or the verb
        has no tense of its own.
        """
        if self.doc is None or not len(self.doc.parse):
            return None
        token = self.doc.parse[self.doc.token_at[offset]]
        for _ in range(_MOST_STEPS):
            if token.tag_[:1] == "V" or token.tag_ == "MD":
                return _tense_of(token)
            is_of_time = token.tag_ in ("IN", "TO") or token.ent_type_ in ("DATE", "TIME")
            is_adverbial = is_of_time and token.dep_ not in _ARGUMENTS
            if not is_adverbial or token.head.i == token.i:
                return None
            token = token.head
        return None


def tense_at(doc: AnnotatedDocument, offset: int) -> Tense | None:
    """Tense of the verb that governs the word at `offset`; None when there is no verb."""
    if not len(doc.parse):
        return None
    token = doc.parse[doc.token_at[offset]]
    for _ in range(_MOST_STEPS):
        if token.tag_[:1] == "V" or token.tag_ == "MD":
            found = _tense_of(token)
            if found is not None:
                return found
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
    return None


def on_anchor(reading: Reading, ctx: Context, words: str = "relative to the") -> Reading:
    """The reading with the anchor of the document as what it rests on."""
    return reading.because(f"{words} {ctx.source}", ctx.anchor)


def in_story(reading: Reading, ctx: Context, base: date | None) -> Reading:
    """The reading with the date named before, or for want of one the anchor, as what it rests on."""
    anchor = base.isoformat() if base else None
    if ctx.last is None:
        return reading.because(f"relative to the {ctx.source}; no date named before", anchor)
    return reading.because("relative to the date named before", anchor)


def _tense_of(verb: Any) -> Tense | None:
    """Tense of one verb with its auxiliaries; None leaves it to the verb above."""
    tag = verb.tag_
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = [helper.lower_ for helper in helpers]
    if any(h.tag_ == "MD" for h in helpers):
        if any(w in _SURE_FUTURE for w in words):
            return "future"
        # "could have left", "would have met": past
        return "past" if "have" in words else "future"
    if any(h.tag_ == "TO" for h in helpers):
        return _tense_of_infinitive(verb, words)
    if any(h.tag_ == "VBD" for h in helpers):
        return "future" if tag == "VBN" and lemma_of(verb.lower_, tag) in _SCHEDULED else "past"
    if any(h.lower_ in ("has", "have", "'ve", "’ve", "having") for h in helpers):
        return "past"
    if tag == "VBD":
        return "past"
    if tag in ("VBZ", "VBP"):
        return None if lemma_of(verb.lower_, tag) in REPORTING else "present"
    if tag == "VBN":
        if lemma_of(verb.lower_, tag) in _SCHEDULED:
            return "future"
        if any(h.tag_ in ("VBZ", "VBP") for h in helpers):
            return "present"
        return "past" if verb.dep_ in ("acl", "ROOT", "relcl", "advcl") else None
    if tag == "VBG" and any(h.tag_ in ("VBZ", "VBP") for h in helpers):
        return "present"
    return None


def _tense_of_infinitive(verb: Any, words: list[str]) -> Tense | None:
    if "have" in words:
        return "past"
    head = verb.head
    if head.i == verb.i:
        return "future"
    if head.lower_ in _TRIED:
        return None  # "foiled an attempt to blow up the line on Sunday"
    if head.lower_ in ("is", "are", "was", "were") and verb.dep_ == "xcomp":
        return "future"  # "they were to meet"
    if lemma_of(head.lower_, head.tag_) in _PLANNED or head.lower_ in (
        "due",
        "ready",
        "likely",
        "expected",
        "set",
    ):
        return "future"
    return None if head.tag_ in ("VBD", "VBN", "VBG", "VB") else "future"


def prefix_parts(published: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO prefix date, as far as it gives them."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", published or "")
    return tuple(int(p) for p in match.groups() if p is not None) if match else ()
