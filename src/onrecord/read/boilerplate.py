"""Text of the page that is no part of the report: "Also See: ...", "Follow us", newsletter and author boxes.

It stays in the document, marked, and is left out of the record. Only whole lines are marked, and only
where their form leaves no doubt: a sentence that reports something is never boilerplate.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.model.document import BoilerplateSpan, Furniture
from onrecord.model.span import Span

_LINE = re.compile(r"[^\n]+")
_LONGEST = 300
_AUTHOR_LONGEST = 700


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Furniture, int, re.Pattern[str]], ...]:
    """Kind, greatest length and pattern of each rule of `boilerplate.yaml`, in order."""
    import yaml

    raw: list[dict[str, Any]] = yaml.load(
        (files("onrecord") / "read" / "boilerplate.yaml").read_bytes(),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return tuple(
        (row["kind"], row.get("longest", _LONGEST), re.compile(row["pattern"], re.IGNORECASE | re.VERBOSE))
        for row in raw
    )


def find_boilerplate(text: str) -> tuple[BoilerplateSpan, ...]:
    """Lines of boilerplate in text order; neighbours of one kind are separate spans.

    >>> text = "Two were hurt.\\nAlso See: Talks resume in May\\nThe army said so."
    >>> [(piece.kind, piece.span.of(text)) for piece in find_boilerplate(text)]
    [('see_also', 'Also See: Talks resume in May')]
    """
    found: list[BoilerplateSpan] = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped or len(stripped) > _AUTHOR_LONGEST:
            continue
        kind = kind_of_line(stripped)
        if kind is not None:
            start = match.start() + line.index(stripped)
            found.append(BoilerplateSpan(span=Span(start, start + len(stripped)), kind=kind))
    return tuple(found)


def kind_of_line(line: str) -> Furniture | None:
    """The kind of boilerplate that a whole line is, or None."""
    for kind, longest, pattern in _patterns():
        if len(line) <= longest and pattern.match(line):
            return kind
    return None
