"""Sentences and paragraphs, from the parse."""

from __future__ import annotations

from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import Sentence
from onrecord.model.span import Span


def annotate(doc: AnnotatedDocument) -> None:
    """Add the layer `sentences`; blank stretches make none."""
    text, found, paragraph, last_end = doc.reading_text, [], -1, 0
    open_quotation = False
    for sent in doc.parse.sents:
        start, end = sent.start_char, sent.end_char
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if paragraph < 0 or "\n" in text[last_end:start]:
            paragraph += 1
        body = text[start:end]
        found.append(
            Sentence(
                span=Span(start, end), paragraph=paragraph, in_quotation=open_quotation, made_by="sentences"
            )
        )
        if "“" in body or "”" in body:
            open_quotation = body.rfind("“") > body.rfind("”")
        last_end = end
    doc.layers["sentences"] = found
