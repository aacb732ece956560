"""Documents held against each other: where their figures and speakers agree, and where they do not.

In: records of two or more documents. Out: findings (`finding.py`). Figures of one thing and one time are put
side by side whoever claims them; wire copies count as one origin; nothing is averaged and nobody wins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from onrecord.model.records import Figure, Record
from onrecord.model.span import Span
from onrecord.reconcile.agreement import plain_words
from onrecord.reconcile.comparable import Comparable, comparables_of, like_length, same_thing, same_time
from onrecord.reconcile.finding import Finding, FindingKind, Side, slip_between
from onrecord.reconcile.origins import Groups, origin_numbers

_RANK = re.compile(
    r"\b(?P<rank>(?i:(?:(?:lieutenant|major|brigadier|vice|rear|chief|first|second|staff|inspector|deputy|air"
    r"|wing|lt\.?|maj\.?|brig\.?) )*(?:general|colonel|major|captain|lieutenant|brigadier|admiral|commodore"
    r"|marshal|commander|sergeant|inspector|superintendent|gen\.|col\.|capt\.)))"
    r" (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)
_SHORT = {
    "lt": "lieutenant",
    "maj": "major",
    "brig": "brigadier",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
}


def compare(records: Sequence[Record], *, strict: bool = False) -> list[Finding]:
    """Findings about documents, conflicts first; the same in any order of documents.

    Args:
        records: of documents that are held to speak of one matter.
        strict: they may speak of many matters: only counts over time of one claimant are compared.
    """
    ordered = sorted(records, key=lambda r: r.document.id)
    origin = dict(
        zip(
            (r.document.id for r in ordered),
            origin_numbers([r.document.text for r in ordered]),
            strict=True,
        )
    )
    items = [item for record in ordered for item in comparables_of(record)]
    if strict:
        items = [item for item in items if item.figure.scope != "incident" and _claimant(item)]
    found = [
        *_values(items, origin, {r.document.id: r for r in ordered}, strict=strict),
        *_inclusions(items, origin),
        *_ranks(ordered, origin),
        *_arithmetic(ordered, origin),
    ]
    return sorted(found, key=lambda f: (f.kind == "agree", f.kind == "update", f.subject, f.kind))


def aligned(items: Sequence[Comparable], *, strict: bool = False) -> list[list[Comparable]]:
    """Figures of one thing and one time, put together across documents; with `strict`, of one claimant."""
    groups = Groups(len(items))
    for i, j in combinations(range(len(items)), 2):
        a, b = items[i], items[j]
        if a.stands != "whole" or b.stands != "whole" or not same_thing(a, b):
            continue
        if strict and (_claimant(a) != _claimant(b) or a.thing != b.thing):
            continue
        first, second = a.figure.period, b.figure.period
        if (same_time(first, second) and like_length(first, second)) and a.document != b.document:
            groups.join(i, j)
    found: dict[int, list[Comparable]] = defaultdict(list)
    for number, item in zip(groups.labels(), items, strict=True):
        if item.stands == "whole":
            found[number].append(item)
    return list(found.values())


def _values(
    items: Sequence[Comparable], origin: dict[str, int], records: dict[str, Record], *, strict: bool
) -> list[Finding]:
    found: list[Finding] = []
    for group in aligned(items, strict=strict):
        documents = {item.document for item in group}
        if len(documents) < 2:
            continue
        by_value: dict[float, list[Comparable]] = defaultdict(list)
        for item in group:
            by_value[item.value].append(item)
        sides = sorted(
            (_side(listed, origin) for listed in by_value.values()), key=lambda s: (-s.origins, s.value)
        )
        if len(by_value) == 1:
            found.append(_agreement(group, tuple(sides), origin))
            continue
        kind, note = _kind(by_value, records)
        values = sorted(by_value)
        slips = [
            f"{slip_between(a, b)}: {a:,.0f} and {b:,.0f}"
            for a, b in combinations(values, 2)
            if slip_between(a, b)
        ]
        found.append(
            Finding(
                kind=kind,
                subject=_subject(group),
                sides=tuple(sides),
                suspected_slip="; ".join(slips),
                note=note or _rounded(values),
            )
        )
    return found


def _agreement(group: list[Comparable], sides: tuple[Side, ...], origin: dict[str, int]) -> Finding:
    """One value: an agreement, unless one text counts people with it whom another leaves out."""
    by_who: dict[str, list[Comparable]] = defaultdict(list)
    for item in group:
        by_who[item.who].append(item)
    for one, other in combinations(sorted(by_who), 2):
        shorter, longer = sorted((one, other), key=lambda who: (len(who), who))
        extra = re.search(r"\b(?:and|or) (.+)$", longer)
        told = set(plain_words(shorter))
        if not extra or not told & set(plain_words(longer)) or set(plain_words(extra[1])) & told:
            continue
        both = tuple(_side(by_who[who], origin, f"{by_who[who][0].words} {who}") for who in (shorter, longer))
        note = f"one counts {extra[1]} too, the other does not"
        return Finding(kind="scope", subject=_subject(group), sides=both, note=note)
    return Finding(kind="agree", subject=_subject(group), sides=sides)


def _unlike_things(first: list[Comparable], second: list[Comparable]) -> bool:
    """Whether unlike counters count under unlike words ("terrorist incidents", "militant attacks")."""
    if {_claimant(a) for a in first} & {_claimant(b) for b in second}:
        return False
    return not any(a.thing & b.thing for a in first for b in second)


def _kind(by_value: dict[float, list[Comparable]], records: dict[str, Record]) -> tuple[FindingKind, str]:
    """A later value of the same claimant is an update; one document against itself is within-source."""
    sides = list(by_value.values())
    for first, second in combinations(sides, 2):
        if any(a.document == b.document and _claimant(a) == _claimant(b) for a in first for b in second):
            return "within_source", "one document gives both on one claimant's word"
    if all(_unlike_things(first, second) for first, second in combinations(sides, 2)):
        return "definition", "unlike words by unlike counters: not the same count"
    for first, second in combinations(sides, 2):
        if not all(_claimant(a) == _claimant(b) and _claimant(a) for a in first for b in second):
            return "value", ""
        days = [{records[i.document].document.published or "" for i in side} for side in (first, second)]
        if "" in days[0] | days[1] or not (max(days[0]) < min(days[1]) or max(days[1]) < min(days[0])):
            return "value", ""
        if not all(_same_period(a.figure, b.figure) for a in first for b in second):
            return "value", ""
    return "update", "the same claimant, for the same period, on a later day"


def _claimant(item: Comparable) -> str:
    return "" if item.figure.said_by.claimant == "narrator" else item.figure.said_by.claimant.lower()


def _same_period(a: Figure, b: Figure) -> bool:
    first, second = a.period, b.period
    if first is None or second is None or first.start != second.start:
        return False
    # A running total ends on the day it is given.
    return first.end == second.end or a.scope == b.scope == "cumulative"


def _rounded(values: list[float]) -> str:
    """A note where one value may be the other, rounded."""
    for a, b in combinations(values, 2):
        for exact, rough in ((a, b), (b, a)):
            digits = len(f"{rough:.0f}".rstrip("0"))
            step = 10.0 ** (len(f"{rough:.0f}") - digits)
            if digits <= 2 < len(f"{exact:.0f}".rstrip("0")) and abs(exact - rough) < step:
                return f"{rough:,.0f} may be {exact:,.0f} rounded"
    return ""


def _inclusions(items: Sequence[Comparable], origin: dict[str, int]) -> list[Finding]:
    """A part inside the whole for one document and beside it for another; or the same for all."""
    groups: dict[tuple[str, float], list[Comparable]] = defaultdict(list)
    for item in items:
        if item.stands != "whole":
            groups[item.measure, item.value].append(item)
    found = []
    for (measure, value), group in groups.items():
        if len({item.document for item in group}) < 2:
            continue
        by_stand: dict[str, list[Comparable]] = defaultdict(list)
        for item in group:
            by_stand[item.stands].append(item)
        whole = next((item.of_value for item in group if item.of_value is not None), None)
        of = f" of {whole:,.0f}" if whole is not None else ""
        sides = tuple(
            sorted(
                (
                    _side(
                        listed,
                        origin,
                        f"{value:,.0f} {'among' if stand == 'part' else 'in addition to'} {whole:,.0f}"
                        if whole is not None
                        else stand,
                    )
                    for stand, listed in by_stand.items()
                ),
                key=lambda s: (-s.origins, s.value),
            )
        )
        things = " ".join(sorted(group[0].thing))
        found.append(
            Finding(
                kind="scope" if len(by_stand) > 1 else "agree",
                subject=f"{measure}: {things}, part{of}",
                sides=sides,
                note="one counts them inside the whole, the other beside it" if len(by_stand) > 1 else "",
            )
        )
    return found


def _ranks(records: Sequence[Record], origin: dict[str, int]) -> list[Finding]:
    """Speakers whose rank the documents print differently."""
    ranks: dict[str, dict[str, list[tuple[Record, Span]]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for match in _RANK.finditer(record.document.text):
            rank = " ".join(_SHORT.get(w.rstrip("."), w.rstrip(".")) for w in match["rank"].lower().split())
            ranks[match["name"].split()[-1]][rank].append((record, Span(match.start(), match.end())))
    found = []
    for name, by_rank in ranks.items():
        documents = {r.document.id for listed in by_rank.values() for r, _ in listed}
        if len(by_rank) < 2 or len(documents) < 2:
            continue
        sides = [
            Side(
                value=rank.title() + " " + name,
                claimants=("narrator",),
                documents=tuple(dict.fromkeys(r.document.id for r, _ in listed)),
                origins=len({origin[r.document.id] for r, _ in listed}),
                quotes=tuple(s.of(r.document.text) for r, s in listed),
                spans=tuple(s for _, s in listed),
            )
            for rank, listed in by_rank.items()
        ]
        sides.sort(key=lambda s: (-s.origins, s.value))
        found.append(Finding(kind="actor", subject=f"rank of {name}", sides=tuple(sides)))
    return found


def _arithmetic(records: Sequence[Record], origin: dict[str, int]) -> list[Finding]:
    """Stated parts that do not make their stated total, document by document."""
    found = []
    for record in records:
        for check in record.checks:
            if check.result == "fails":
                side = Side(
                    value=f"{check.stated:,.6g}; computed {check.computed or 0:,.6g}",
                    claimants=("narrator",),
                    documents=(record.document.id,),
                    origins=1,
                    quotes=tuple(span.of(record.document.text) for span in check.spans),
                    spans=check.spans,
                )
                found.append(Finding(kind="arithmetic", subject=check.text, sides=(side,)))
    return found


def _subject(group: Sequence[Comparable]) -> str:
    things = max(
        (item.figure.thing for item in group), key=lambda t: (sum(i.figure.thing == t for i in group), t)
    )
    periods = [i.figure.period for i in group if i.figure.period is not None and i.figure.period.start]
    when = ""
    if periods:
        told = Counter((p.start or "", p.end or "") for p in periods)
        first = min(periods, key=lambda p: (-told[p.start or "", p.end or ""], p.start or "", p.end or ""))
        when = f" ({first.start})" if first.start == first.end else f" ({first.start} to {first.end})"
    rate = f" a {group[0].rate}" if group[0].rate else ""
    return f"{group[0].measure or 'counted'}: {things}{rate}{when}"


def _side(listed: Sequence[Comparable], origin: dict[str, int], value: str = "") -> Side:
    ordered = sorted(listed, key=lambda item: (item.published or "9999", item.document))
    return Side(
        value=value or ordered[0].words,
        claimants=tuple(dict.fromkeys(item.figure.said_by.claimant for item in ordered)),
        documents=tuple(dict.fromkeys(item.document for item in ordered)),
        origins=len({origin[item.document] for item in ordered}),
        quotes=tuple(item.figure.evidence.quote for item in ordered),
        spans=tuple(item.span for item in ordered),
    )
