"""Hypothesis strategies for valid records."""

from __future__ import annotations

from hypothesis import strategies as st

from onrecord.model.document import Document
from onrecord.model.ids import content_id
from onrecord.model.records import NARRATOR, Figure, MadeBy, Record, SaidBy, SourceLink, Statement
from onrecord.model.span import Span
from onrecord.model.time import Interval
from onrecord.read.text import document_from_text

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
MADE_BY = MadeBy(version="0", settings="s", vocabularies="v")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with at least twenty characters."""
    text = " ".join(draw(st.lists(WORDS, min_size=10, max_size=40)))
    return document_from_text(text, title=draw(st.none() | WORDS))


def spans(document: Document) -> st.SearchStrategy[Span]:
    """Spans inside the text of `document`."""
    last = len(document.text)
    starts = st.integers(0, last - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, last).map(lambda end: Span(start, end)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Resolved intervals of day, month or year precision."""
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    cut = draw(st.sampled_from([4, 7, 10]))
    precision = {4: "year", 7: "month", 10: "day"}[cut]
    return Interval(start=first.isoformat()[:cut], end=last.isoformat()[:cut], precision=precision)  # type: ignore[arg-type]


@st.composite
def said_bys(draw: st.DrawFn) -> SaidBy:
    """The narrator or a named source."""
    name = draw(WORDS.filter(lambda word: word.strip() and word != NARRATOR))
    narrator = SaidBy(claimant=NARRATOR, basis="narrator")
    return draw(
        st.sampled_from(
            [narrator, SaidBy(claimant=name, basis="stated", chain=(SourceLink(as_stated=name, name=name),))]
        )
    )


@st.composite
def figures(draw: st.DrawFn, document: Document) -> Figure:
    """Figures of `document` with ordered bounds."""
    low, high = sorted([draw(st.integers(0, 10**9)), draw(st.integers(0, 10**9))])
    span = draw(spans(document))
    return Figure(
        id=content_id("figure", document.id, span, low, high, draw(st.integers(0, 1000))),
        low=float(low),
        best=draw(st.sampled_from([None, float(low), float(high)])),
        high=float(high),
        low_basis="stated",
        high_basis="stated",
        bound="exact",
        thing=draw(WORDS),
        period=draw(st.none() | intervals()),
        said_by=draw(said_bys()),
        evidence=document.evidence(span, value=(draw(spans(document)),)),
    )


@st.composite
def statements(draw: st.DrawFn, document: Document) -> Statement:
    """Statements of `document`."""
    span = draw(spans(document))
    return Statement(
        id=content_id("statement", document.id, span, draw(st.integers(0, 1000))),
        said_by=draw(said_bys()),
        cue=draw(WORDS),
        content=(span.of(document.text),),
        form="indirect",
        evidence=document.evidence(span, content=(span,)),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Whole records with figures and statements; ids are distinct."""
    document = draw(documents())
    return Record(
        document=document,
        statements=tuple(draw(st.lists(statements(document), max_size=3, unique_by=lambda s: s.id))),
        figures=tuple(draw(st.lists(figures(document), max_size=3, unique_by=lambda f: f.id))),
        made_by=MADE_BY,
    )
