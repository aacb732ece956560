"""JSON lines: one document's whole record a line; nothing is lost in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import OnrecordError
from onrecord.model.records import Record


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Each record as canonical JSON, without the line break."""
    encoder = msgspec.json.Encoder(order="deterministic")
    for record in records:
        yield encoder.encode(record)


def read_lines(raw: Iterable[bytes | str], name: str = "input") -> Iterator[Record]:
    """The records of JSON lines, equal to those written.

    Args:
        raw: lines; empty ones are passed over.
        name: of the input, for messages.

    Raises:
        OnrecordError: naming the line that is not a record.
    """
    decoder = msgspec.json.Decoder(Record)
    for number, line in enumerate(raw, 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as err:
                raise OnrecordError(f"{name}: line {number} is no record: {err}") from err
