"""What one report says of one incident: `Account`, with a claimant for each value."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.span import Span
from onrecord.reconcile.account_words import SourceKind

Attribute = Literal["date", "place", "killed", "wounded", "perpetrator", "target"]
ATTRIBUTES: tuple[Attribute, ...] = ("date", "place", "killed", "wounded", "perpetrator", "target")


class Value(Struct, frozen=True, kw_only=True):
    """One value of one attribute, on somebody's word.

    Attributes:
        value: ISO day for a date, whole number for a toll (`0` only where the text says nobody), else words.
        claimant: the words for the source, or `narrator`.
        source_kind: what kind of source that is.
        is_denied: the source denies this value.
        is_vague: a kind rather than a name ("gunmen").
        replaces: values that the text itself says it corrects or overtakes.
        is_update: the text says that the value has changed.
        span: where the value stands in the document's text.
    """

    attribute: Attribute
    value: str
    claimant: str
    source_kind: SourceKind
    is_denied: bool = False
    is_vague: bool = False
    replaces: tuple[str, ...] = ()
    is_update: bool = False
    span: Span


class Account(Struct, frozen=True, kw_only=True):
    """One report's account of one incident.

    Attributes:
        document_id: of the report.
        number: of the account in its report, from 0: a round-up tells of several incidents.
        published: ISO date, or None.
        publisher: who published it, or None.
        values: in the order of `ATTRIBUTES`.
        words: content words of the text, for comparing wording.
        other_places: places that the text names as elsewhere ("20 kilometres from X").
        around: places that it names for the incident, the most specific and those around it.
    """

    document_id: str
    number: int = 0
    published: str | None
    publisher: str | None
    values: tuple[Value, ...]
    words: frozenset[str] = frozenset()
    other_places: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Id of the account: the document's, and its number there."""
        return f"{self.document_id}:{self.number}"

    def of(self, attribute: Attribute, *, denied: bool = False) -> list[Value]:
        """The asserted values of an attribute, or with `denied` those denied."""
        return [v for v in self.values if v.attribute == attribute and v.is_denied == denied]
