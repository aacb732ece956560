"""Hints for writers: words that often stand for a record and are in none. They never fail a build."""

from __future__ import annotations

import re
from typing import Any

Record = dict[str, Any]
Span = tuple[int, int]

REPORTING = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|announced|added|adding|warned|warns|denied|denies|claimed|claims|accused"
    r"|accuses|according to|stated|insisted|argued|acknowledged|admitted|confirmed|promised|vowed|urged"
    r"|estimates|estimated|believes?|reported|reports that|quoted|declared|wrote|described|demanded|rejected"
    r"|dismissed|condemned|called on)\b",
    re.IGNORECASE,
)
DEEDS = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|attacked|bombed|shelled|raided|ambushed|seized|abducted|kidnapped"
    r"|rescued|freed|released|surrendered|withdrew|withdrawn|deported|expelled|sentenced|convicted|charged|protested"
    r"|marched|met|visited|signed|suspended|imposed|shot|fired|struck|destroyed|burned|burnt|accused|condemned|denied"
    r"|rejected|refused|threatened|deployed|donated|delivered|agreed|praised|thanked|apologised|pardoned|demanded"
    r"|urged|called on|handed over|repatriated|neutrali[sz]ed)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]{25,}”|(?<!\w)\"[^\"]{25,}\"(?!\w)")


def spans_of(rows: list[Record], *fields: str) -> list[Span]:
    out: list[Span] = []
    for row in rows:
        for field in fields:
            value = row.get(field) or []
            out += [(value[0], value[1])] if field == "evidence" else [(a, b) for a, b in value]
    return out


def touched(start: int, end: int, spans: list[Span]) -> bool:
    return any(a < end and start < b for a, b in spans)


def hints(item: Record) -> list[str]:
    """What a second look may find missing: `word …context…` for each suspicious place, at most twelve."""
    text = item["text"]
    statements, events = item.get("statements", []), item.get("events", [])
    cues = spans_of(statements, "cue")
    contents = spans_of(statements, "content")
    deeds = spans_of(events, "evidence") + spans_of(item.get("figures", []), "evidence")
    found = [
        ("quotation in no statement", m) for m in QUOTED.finditer(text) if not touched(*m.span(), contents)
    ]
    found += [
        ("reporting word in no cue or event", m)
        for m in REPORTING.finditer(text)
        if not touched(*m.span(), cues + deeds)
    ]
    found += [
        ("deed in no event or figure", m)
        for m in DEEDS.finditer(text)
        if not touched(*m.span(), deeds + cues)
    ]
    return [f"{what}: “{context(text, *m.span())}”" for what, m in found][:12]


def context(text: str, start: int, end: int, width: int = 30) -> str:
    return text[max(0, start - width) : end + width].replace("\n", " ")
