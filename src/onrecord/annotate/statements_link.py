"""Linking: from chosen proposals to `StatementMention`s with form, act, modality, speaker and nesting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from onrecord.annotate.statements_cues import act_of, modality_of
from onrecord.annotate.statements_grid import Grid
from onrecord.annotate.statements_quotes import QuotationIndex
from onrecord.annotate.statements_spans import Chars, widened
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import Act, Form, StatementMention
from onrecord.model.span import Span, hull

if TYPE_CHECKING:
    from onrecord.annotate.statements import Proposal


class Linker:
    """Makes mentions for one document."""

    def __init__(self, doc: AnnotatedDocument, g: Grid, quotes: QuotationIndex) -> None:
        self._doc, self._g, self._quotes = doc, g, quotes

    def mentions(self, chosen: Sequence[Proposal]) -> list[StatementMention]:
        """A mention for each proposal, in text order, with `inside` set."""
        return [
            structs.replace(mention, inside=self._inside(index, chosen))
            for index, mention in enumerate(self._mention(p) for p in chosen)
        ]

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
        lemma = self._g.lemma(p.head)
        act: Act = act_of(lemma, self._g.tag[p.head]) or "said"  # type: ignore[assignment]
        return StatementMention(
            span=hull((*source, *cue, *content)),
            source=source,
            cue=cue,
            content=content,
            form=self._form(p.content),
            act=act,
            modality=modality_of(lemma) or "asserted",
            confidence=round(p.p, 3),
            made_by=f"statements/{p.rule}",
        )

    def _form(self, content: Sequence[Chars]) -> Form:
        quoted = total = 0
        for start, end in content:
            total += end - start
            quoted += sum(min(end, q.end) - max(start, q.start) for q in self._quotes.between(start, end))
        return "direct" if quoted >= 0.95 * total else "mixed" if quoted else "indirect"
