"""What holds for every text, however odd: spans, bounds, intervals, determinism."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.flow import annotate_documents, record_documents
from onrecord.model.layers import Annotation
from onrecord.model.records import Record
from onrecord.model.span import Span
from onrecord.read.text import document_from_text
from tests.strategies import intervals

pytestmark = pytest.mark.parser
TRY = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

SENTENCES = (
    "At least 27 people were killed when a bomb hit a market in Khost on Friday, police said.",
    "“We will respond,” the spokesman told reporters. “We have no choice.”",
    "According to the ministry, 1,200 families returned between 1 and 15 May.",
    "The army denied that it had shelled the village.",
    "Between 15 and 18 soldiers, three of them officers, were wounded in Gao.",
    "The two ministers met in Doha and agreed to reopen the crossing.",
    "He said the toll since January stood at 2,195: 1,190 killed, 521 held, 464 surrendered.",
    "Also See: Talks resume in spring",
    "No one was hurt.",
    "Spokesperson: I have seen those reports.",
    "The 9/11 attacks; Division 7; Rs 4.5 million; 12.7 mm; Article 51.",
    "UN officials warned of 'hundreds' of dead, the agency quoted a local source as saying.",
)
"""Sentences of the genre, in our own words, to be shuffled and broken."""

ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["", "\n", "\n\n", "\u00a0", "''", "“", "”", "(", "—", "0", "1,", "12–", "%", "\t", "🚀",
     "e\u0301", "\u202e", "İ", "ß"]
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES) | ODD, max_size=8).flatmap(
    lambda parts: st.sampled_from([" ", "\n", "\n\n", ""]).map(lambda joint: joint.join(parts))
)
DATES = st.none() | st.sampled_from(["2024-05-03", "2024-02-29", "2024-05", "2024"])


def the_record(text: str, published: str | None = None) -> Record:
    return next(record_documents([document_from_text(text, published=published, language="en")]))


@TRY
@given(TEXTS, DATES)
def test_every_span_of_every_layer_lies_in_the_text(text: str, published: str | None) -> None:
    document = document_from_text(text, published=published, language="en")
    (doc,) = annotate_documents([document])
    assert len(doc.reading_text) == len(document.text)
    for name, layer in doc.layers.items():
        for item in layer:
            spans = [item.span] if isinstance(item, Annotation) else []
            for field in getattr(item, "__struct_fields__", ()):
                value = getattr(item, field)
                spans += [value] if isinstance(value, Span) else []
                spans += (
                    [part for part in value if isinstance(part, Span)] if isinstance(value, tuple) else []
                )
            for span in spans:
                assert 0 <= span.start < span.end <= len(document.text), (name, item)


@TRY
@given(TEXTS, DATES)
def test_every_record_quotes_its_text_and_keeps_its_bounds(text: str, published: str | None) -> None:
    record = the_record(text, published)
    ids = [item.id for item in record.items()]
    assert len(ids) == len(set(ids))
    for item in record.items():
        assert record.document.text[item.evidence.span.start : item.evidence.span.end] == item.evidence.quote
    for figure in record.figures:
        known = [value for value in (figure.low, figure.best, figure.high) if value is not None]
        assert known and known == sorted(known)
    for timed in (*(f.period for f in record.figures), *(e.time for e in record.events)):
        if timed is not None and timed.start and timed.end:
            shortest = min(len(timed.start), len(timed.end))
            assert timed.start[:shortest] <= timed.end[:shortest]
    for claim in (*record.statements, *record.figures, *record.events):
        assert claim.said_by.claimant


@TRY
@given(TEXTS, DATES)
def test_reading_again_gives_the_same_bytes(text: str, published: str | None) -> None:
    first, second = the_record(text, published), the_record(text, published)
    encode = msgspec.json.Encoder(order="deterministic").encode
    assert encode(first) == encode(second)
    assert msgspec.json.decode(encode(first), type=Record) == first


@TRY
@given(st.permutations(SENTENCES[:6]))
def test_a_document_is_read_the_same_alone_and_among_others(order: list[str]) -> None:
    documents = [document_from_text(text, published="2024-05-03", language="en") for text in order]
    together = list(record_documents(documents))
    assert together == [next(record_documents([document])) for document in documents]


@TRY
@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_boilerplate_holds_no_record(one: str, other: str) -> None:
    text = f"{one}\nAlso See: Forty militants killed in Gao, army says\n{other}"
    record = the_record(text, "2024-05-03")
    (piece,) = [p for p in record.document.boilerplate if "Forty" in p.span.of(text)]
    for item in (*record.statements, *record.figures, *record.events):
        assert not item.evidence.span.overlaps(piece.span) or item.evidence.span.covers(piece.span)
        for part in ("value", "trigger", "cue"):
            assert not any(span.overlaps(piece.span) for span in item.evidence.parts.get(part, ()))


@given(intervals())
def test_an_interval_never_ends_before_it_starts(interval: object) -> None:
    start, end = getattr(interval, "start", ""), getattr(interval, "end", "")
    assert start[: min(len(start), len(end))] <= end[: min(len(start), len(end))]
