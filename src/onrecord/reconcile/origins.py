"""Wire copies and near-duplicates: which documents count as one origin.

In: texts. Out: a number for each, equal for texts of one origin. MinHash over runs of five words estimates
how much of two texts is word for word the same; bands of the signature find the pairs worth comparing, so
that the cost grows with the number of texts and not with its square. Two reporters who write up the same
press conference share few runs of five words; a paper that prints an agency's report shares most of them.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.model.records import Record

RUN = 5
"""Words in a row that are compared."""

COPY_AT = 0.5
"""Estimated share of common runs from which two texts are of one origin. Wire copies with a new headline and
a cut last paragraph keep 0.6 to 0.9; independent reports of one event stay below 0.1."""

_BANDS, _ROWS = 32, 4
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")


class Origin(Struct, frozen=True, kw_only=True):
    """Documents that count as one source.

    Attributes:
        first: id of the document published first (least id among equals).
        copies: ids of the others, in the same order.
        is_primary: one of them is a body's own page, and not a press report of it.
    """

    first: str
    copies: tuple[str, ...]
    is_primary: bool


class Groups:
    """Union-find over numbers; the representative of a group is its least number."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, number: int) -> int:
        """The group's least number."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, a: int, b: int) -> None:
        """Make two groups one."""
        first, second = sorted((self.of(a), self.of(b)))
        self._parent[second] = first

    def labels(self) -> list[int]:
        """The group of each number."""
        return [self.of(number) for number in range(len(self._parent))]


def signatures(texts: Iterable[str]) -> NDArray[np.uint64]:
    """MinHash signatures, (n_texts, 128) uint64. A text shorter than a run is one run."""
    random = np.random.RandomState(7)
    factors = random.randint(1, 1 << 31, _BANDS * _ROWS).astype(np.uint64)
    shifts = random.randint(0, 1 << 31, _BANDS * _ROWS).astype(np.uint64)
    rows = []
    for text in texts:
        words = _WORD.findall(text.lower())
        runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
        hashes = np.array([zlib.crc32(run.encode()) for run in sorted(runs)], dtype=np.uint64)
        mixed = (hashes[:, None] * factors + shifts) % np.uint64(_PRIME)
        rows.append(mixed.min(axis=0))
    return np.array(rows, dtype=np.uint64).reshape(len(rows), _BANDS * _ROWS)


def origin_numbers(texts: Sequence[str]) -> list[int]:
    """The origin of each text, as the number of its first text; texts without words stand alone."""
    table = signatures(texts)
    groups = Groups(len(texts))
    has_words = [bool(_WORD.search(text)) for text in texts]
    buckets: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in enumerate(table):
        if has_words[number]:
            for band in range(_BANDS):
                buckets[band, row[band * _ROWS : (band + 1) * _ROWS].tobytes()].append(number)
    for members in buckets.values():
        for a, b in pairwise(members):  # equal bands chain: neighbours are enough to join them all
            if groups.of(a) != groups.of(b) and float((table[a] == table[b]).mean()) >= COPY_AT:
                groups.join(a, b)
    return groups.labels()


def origins_of(records: Sequence[Record]) -> list[Origin]:
    """The origins of documents, in the order of their first documents."""
    numbers = origin_numbers([record.document.text for record in records])
    members: dict[int, list[Record]] = defaultdict(list)
    for number, record in zip(numbers, records, strict=True):
        members[number].append(record)
    return [_origin(group) for group in members.values()]


def _origin(group: list[Record]) -> Origin:
    ordered = sorted((r.document for r in group), key=lambda d: (d.published or "9999", d.id))
    return Origin(
        first=ordered[0].id,
        copies=tuple(document.id for document in ordered[1:]),
        is_primary=any(document.source.kind == "primary" for document in ordered),
    )
