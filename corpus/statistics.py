"""Statistics of the data card: `python -m corpus.statistics` prints them, `--write` puts them in."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.build import build_all
from corpus.checks import opening, texts_of
from corpus.tools.source import ROOT
from corpus.tools.vocabulary import STATUSES, SUBGENRES, TRAPS, TYPES

Record = dict[str, Any]
CARD = ROOT / "README.md"
START, END = "<!-- statistics -->", "<!-- end of statistics -->"
WANTED = {
    "documents": 240,
    "countries": 45,
    "sub-genres": 16,
    "sentences": 3000,
    "no event": 500,
    "groups": 120,
}


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(str(c) for c in row)} |" for row in rows)])


def required_types(item: Record) -> set[str]:
    """Types of the required events of an item, the first of each where several are accepted."""
    return {e["type"][0] for e in item["events"] if not e["optional"]}


def sizes(corpus: dict[str, list[Record]]) -> str:
    rows = []
    for kind, items in corpus.items():
        splits = Counter(i["split"] for i in items)
        words = sum(len(text.split()) for _, text, _ in texts_of(items))
        inner = [
            sum(len(i.get(k) or []) for i in items) for k in ("statements", "figures", "events", "claims")
        ]
        rows.append([kind, len(items), splits["train"], splits["dev"], splits["test"], words, *inner])
    return table(
        ["kind", "items", "train", "dev", "test", "words", "statements", "figures", "events", "claims"], rows
    )


def against_goal(corpus: dict[str, list[Record]]) -> str:
    documents, sentences = corpus["documents"], corpus["sentences"]
    have = {
        "documents": len(documents),
        "countries": len({d["country"] for d in documents}),
        "sub-genres": len({d["subgenre"] for d in documents}),
        "sentences": len(sentences),
        "no event": sum(not required_types(s) for s in sentences),
        "groups": len(corpus["groups"]),
    }
    return table(["what", "have", "goal"], ([k, have[k], n] for k, n in WANTED.items()))


def by_type(corpus: dict[str, list[Record]]) -> str:
    counts = {k: Counter(t for i in corpus[k] for t in required_types(i)) for k in ("sentences", "documents")}
    return table(
        ["event type", "sentences with one (goal 120)", "documents with one"],
        ([t, counts["sentences"][t], counts["documents"][t]] for t in TYPES),
    )


def by_field(corpus: dict[str, list[Record]]) -> str:
    items = [*corpus["documents"], *corpus["sentences"]]
    rows = []
    for kind, field in (
        ("events", "status"),
        ("figures", "bound"),
        ("figures", "scope"),
        ("figures", "status"),
        ("statements", "form"),
        ("statements", "act"),
    ):
        counts = Counter(row[field] for item in items for row in item[kind])
        rows.append([f"{kind}: {field}", ", ".join(f"{v} {n}" for v, n in counts.most_common())])
    nested = sum(row["inside"] is not None or bool(row["via"]) for i in items for row in i["statements"])
    unknown = sum(not row["speaker"] for i in items for row in i["statements"])
    rows.append(
        ["statements", f"{nested} nested or heard through another, {unknown} without a named speaker"]
    )
    return table(["field", "values"], rows)


def spread(corpus: dict[str, list[Record]]) -> str:
    rows = []
    for kind, items in corpus.items():
        texts = [text for _, text, _ in texts_of(items)]
        opens = len({opening(text) for text in texts})
        rows.append([kind, f"{opens} of {len(texts)} texts"])
    return table(["kind", "distinct first four words"], rows)


def statistics() -> str:
    """All tables in Markdown, the same for the same sources."""
    corpus, _ = build_all()
    documents = corpus["documents"]
    subgenres = Counter(d["subgenre"] for d in documents)
    traps = Counter(t for d in documents for t in d["traps"])
    statuses = Counter(e["status"] for i in [*documents, *corpus["sentences"]] for e in i["events"])
    assert set(statuses) <= set(STATUSES)
    parts = [
        sizes(corpus),
        against_goal(corpus),
        by_type(corpus),
        by_field(corpus),
        table(["sub-genre", "documents"], ([s, subgenres[s]] for s in SUBGENRES)),
        table(["trap (goal 10)", "documents"], ([t, traps[t]] for t in TRAPS)),
        spread(corpus),
    ]
    return "\n\n".join(parts)


def card_with(text: str) -> str:
    """The data card with its statistics replaced.

    Raises:
        ValueError: the card lacks the two marks.
    """
    card = CARD.read_text(encoding="utf-8")
    before, start, rest = card.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{CARD}: {START} or {END} is missing")
    return f"{before}{START}\n\n{text}\n\n{END}{after}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Statistics of the corpus.")
    parser.add_argument("--write", action="store_true", help="put them into the data card")
    text = statistics()
    if parser.parse_args(argv).write:
        CARD.write_text(card_with(text), encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
