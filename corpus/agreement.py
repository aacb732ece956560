"""Agreement between the corpus and an independent second coding of a sample of its texts.

`second/documents/*.yaml` and `second/sentences/*.yaml` hold lists of items `{of: ID, code: |}`: `of` names
the item of the corpus, whose text and metadata are used; nothing of its coding is. Records are aligned as
the `briefings` scorer aligns them; `python -m corpus.agreement` prints record F1, character F1 of the spans,
and, over aligned records, Krippendorff's alpha for nominal fields and the share of equal names elsewhere.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.build import CODING, build_item
from corpus.tools.source import ROOT, SourceError, raw_items, read_yaml, source_files

Record = dict[str, Any]
Pair = tuple[Record, Record]
SECOND = ROOT / "second"
NOMINAL = {
    "statements": ("form", "act", "optional"),
    "figures": ("bound", "scope", "measure", "status", "optional"),
    "events": ("type", "mode", "status", "optional"),
}
NAMES = {
    "statements": ("speaker",),
    "figures": ("thing", "action", "agent", "place", "source"),
    "events": ("place", "source"),
}
EXACT = {"figures": ("period", "part_of"), "events": ("date",)}


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal values; `None` when there is nothing to disagree about.

    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", the nominal case without gaps.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333333333333333
    """
    values = Counter(v for pair in pairs for v in pair)
    n = sum(values.values())
    if len(values) < 2:
        return None
    observed = sum(2 for a, b in pairs if a != b) / n
    expected = sum(c * (n - c) for c in values.values()) / (n * (n - 1))
    return 1 - observed / expected


def characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def spans_of(kind: str, row: Record) -> list[Sequence[int]]:
    return row["content"] if kind == "statements" else [row["evidence"]]


def likeness(kind: str, a: Record, b: Record) -> float:
    """0 when two records cannot be of one thing, else how far their spans overlap."""
    first, second = characters(spans_of(kind, a)), characters(spans_of(kind, b))
    shared = len(first & second)
    if not shared:
        return 0.0
    jaccard, cover = shared / len(first | second), shared / min(len(first), len(second))
    if kind == "statements":
        return jaccard if jaccard >= 0.5 else 0.0
    if kind == "figures":
        return 1 + jaccard if (a["low"], a["high"]) == (b["low"], b["high"]) else 0.0
    same_type = bool(set(a["type"]) & set(b["type"]))
    return jaccard + cover if same_type and (jaccard >= 0.2 or cover >= 0.5) else 0.0


def aligned(kind: str, first: Sequence[Record], second: Sequence[Record]) -> list[Pair]:
    """Pairs of records, one to one, the most alike first."""
    ranked = sorted(
        ((likeness(kind, a, b), -i, -j) for i, a in enumerate(first) for j, b in enumerate(second)),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for weight, i, j in ranked:
        if weight > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((first[-i], second[-j]))
    return pairs


def f1(hit: int, first: int, second: int) -> float | None:
    return 2 * hit / (first + second) if first + second else None


def second_codings(folder: Path = SECOND) -> tuple[list[Pair], list[str]]:
    """`(item, the same item as coded a second time)`, and what is wrong with the second codings."""
    pairs: list[Pair] = []
    problems: list[str] = []
    for kind in ("documents", "sentences"):
        files = sorted((folder / kind).glob("*.yaml"))
        main = {i: r for path in source_files(kind) for i, r in raw_items(path)} if files else {}
        for path in files:
            loaded = read_yaml(path)
            for item in loaded if isinstance(loaded, list) else [loaded]:
                raw = main.get(item.get("of", ""))
                if raw is None:
                    problems.append(f"{path}: of {item.get('of')!r}: the corpus has no such item")
                    continue
                bare = {k: v for k, v in raw.items() if k not in CODING and k != "code"}
                where = f"{path}: {item['of']}"
                first, _ = build_item(kind, item["of"], raw, where)
                second, found = build_item(
                    kind, item["of"], bare | {k: v for k, v in item.items() if k != "of"}, where
                )
                pairs.append((first, second))
                problems += found
    return pairs, problems


def rows_of(kind: str, items: Sequence[Pair]) -> list[tuple[str, float | None, int]]:
    """`(what, value, number of pairs)` for a kind of record."""
    pairs: list[Pair] = []
    counts = [0, 0]
    chars = [0, 0, 0]
    for first, second in items:
        pairs += aligned(kind, first[kind], second[kind])
        counts[0] += len(first[kind])
        counts[1] += len(second[kind])
        a = characters(s for row in first[kind] for s in spans_of(kind, row))
        b = characters(s for row in second[kind] for s in spans_of(kind, row))
        chars = [chars[0] + len(a & b), chars[1] + len(a), chars[2] + len(b)]
    out: list[tuple[str, float | None, int]] = [
        ("records, F1", f1(len(pairs), *counts), len(pairs)),
        ("characters of spans, F1", f1(*chars), len(pairs)),
    ]
    for field in NOMINAL[kind]:
        out.append(
            (f"{field}, alpha", alpha([(code(a[field]), code(b[field])) for a, b in pairs]), len(pairs))
        )
    for field in NAMES[kind]:
        out.append(
            (f"{field}, equal", share(pairs, lambda a, b, f=field: same_names(a[f], b[f])), len(pairs))
        )
    for field in EXACT.get(kind, ()):
        out.append((f"{field}, equal", share(pairs, lambda a, b, f=field: a[f] == b[f]), len(pairs)))
    if kind == "events":
        for field in ("actor", "recipient"):
            out.append(
                (f"{field}, equal", share(pairs, lambda a, b, f=field: same_sides(a[f], b[f])), len(pairs))
            )
    return out


def code(value: Any) -> str:
    """A field as one nominal value; of several accepted codes the first."""
    return str((value or [""])[0]) if isinstance(value, list) else str(value)


def share(pairs: Sequence[Pair], test: Callable[[Record, Record], bool]) -> float | None:
    return sum(test(a, b) for a, b in pairs) / len(pairs) if pairs else None


def same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    return {n.lower() for n in a} & {n.lower() for n in b} != set() if a and b else not a and not b


def same_sides(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> bool:
    """As many parties, and each of one side has a name of a party of the other."""
    return len(a) == len(b) and all(any(same_names(x, y) for y in b) for x in a)


def main() -> int:
    """Prints the table; 0 when the second codings build and there are any."""
    try:
        items, problems = second_codings()
    except SourceError as err:
        items, problems = [], [str(err)]
    for problem in problems:
        print(problem)
    if not items:
        print(f"no second codings below {SECOND}")
        return 1
    print(f"{len(items)} texts coded twice")
    for kind in ("statements", "figures", "events"):
        for what, value, n in rows_of(kind, items):
            print(f"{kind:11s} {what:26s} {'-' if value is None else f'{value:.3f}':>6s}  ({n} pairs)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
