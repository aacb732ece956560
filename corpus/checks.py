"""The automatic checks. Each takes built records and returns a list of problems, empty when all is well.

`check_item` looks at one text (fast, for writers); the rest look at the whole corpus.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.tools.numbers import automatic_spans, find_numbers, inside
from corpus.tools.vocabulary import SUBGENRES, TRAPS

Record = dict[str, Any]
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"

MAX_CUE_GAP = 200  # characters between a cue and the nearest content
MAX_EVIDENCE = 350  # the briefings scorer matches nothing longer
MIN_WORDS, MAX_WORDS = 180, 600
SHINGLE = 5
MAX_SHARED = (
    0.25  # share of a text's 5-grams that another text may hold; bench texts never reach 0.1 by chance
)
MIN_ITEMS_FOR_SPREAD = 50  # below this, shares say nothing


def say(item: Record, at: str, message: str) -> str:
    return f"{item['id']}: {at}: {message}"


# one text


def check_offsets(item: Record) -> list[str]:
    """Every span lies in the text, is not empty, and does not begin or end with a space."""
    out, size = [], len(item["text"])
    for kind in ("statements", "figures", "events"):
        for n, row in enumerate(item.get(kind, []), 1):
            for start, end in [
                *row.get("cue", []),
                *row.get("content", []),
                *filter(None, [row.get("evidence")]),
            ]:
                if not 0 <= start < end <= size or item["text"][start:end] != item["text"][start:end].strip():
                    out.append(say(item, f"{kind}[{n}]", f"bad span {start}-{end}"))
    return out


def check_evidence(item: Record) -> list[str]:
    """Evidence is a clause or a sentence, not a page."""
    return [
        say(item, f"{kind}[{n}]", f"evidence of {row['evidence'][1] - row['evidence'][0]} characters")
        for kind in ("figures", "events")
        for n, row in enumerate(item.get(kind, []), 1)
        if row["evidence"][1] - row["evidence"][0] > MAX_EVIDENCE
    ]


def check_numbers(item: Record) -> list[str]:
    """Every number of the text is in a figure's evidence, listed as none, or plainly a date or the like."""
    known = [tuple(f["evidence"]) for f in item.get("figures", [])]
    known += [tuple(s) for s in item.get("none_numbers", [])]
    known += automatic_spans(item["text"])
    return [
        say(
            item,
            "numbers",
            f'"{around(item["text"], n.start, n.end)}" is in no figure and not in none_numbers',
        )
        for n in find_numbers(item["text"])
        if not inside(n, known)
    ]


def around(text: str, start: int, end: int, width: int = 25) -> str:
    left = "…" if start > width else ""
    return left + text[max(0, start - width) : end + width].replace("\n", " ") + "…"


def check_values(item: Record) -> list[str]:
    """A figure's value stands in its evidence (0 to 2 may be `no`, `a`, `both`; unless `implied: true`)."""
    out = []
    for n, figure in enumerate(item.get("figures", []), 1):
        wanted = {v for v in (figure["low"], figure["high"]) if v is not None}
        if figure["implied"] or figure["bound"] == "vague" or wanted <= {0, 1, 2}:
            continue
        start, end = figure["evidence"]
        seen = {x.value for x in find_numbers(item["text"][start:end])}
        if not wanted <= seen:
            shown = ", ".join(f"{v:g}" for v in sorted(v for v in seen if v is not None)) or "no number"
            out.append(say(item, f"figures[{n}]", f"value {sorted(wanted)}, but its evidence has {shown}"))
    return out


def check_parts(item: Record) -> list[str]:
    """`part_of` names the value of another figure of the text."""
    values = {v for f in item.get("figures", []) for v in (f["low"], f["high"])}
    return [
        say(item, f"figures[{n}]", f"part_of {f['part_of']}: no figure has this value")
        for n, f in enumerate(item.get("figures", []), 1)
        if f["part_of"] is not None and f["part_of"] not in values
    ]


def check_cues(item: Record) -> list[str]:
    """A cue stands near its content, and not inside it."""
    out = []
    for n, row in enumerate(item.get("statements", []), 1):
        for start, end in row["cue"]:
            gaps = [max(start - b, a - end, 0) for a, b in row["content"]]
            if gaps and min(gaps) > MAX_CUE_GAP:
                out.append(say(item, f"statements[{n}]", f"cue {min(gaps)} characters from its content"))
            if any(a <= start and end <= b for a, b in row["content"]):
                out.append(say(item, f"statements[{n}]", "cue inside its own content"))
    return out


def check_doubles(item: Record) -> list[str]:
    """No record is there twice."""
    out = []
    for kind, fields in (
        ("statements", ("content", "cue", "speaker")),
        ("figures", ("evidence", "low", "high", "thing")),
        ("events", ("evidence", "type", "status")),
    ):
        keys = Counter(json.dumps([row[f] for f in fields]) for row in item.get(kind, []))
        out += [say(item, kind, f"twice: {key[:120]}") for key, times in keys.items() if times > 1]
    return out


def check_tags(item: Record) -> list[str]:
    """A sentence tagged `no-event` has no required event."""
    required = [e for e in item.get("events", []) if not e["optional"]]
    if "no-event" in item.get("tags", []) and required:
        return [say(item, "tags", "tagged no-event but has a required event")]
    return []


def check_document(item: Record) -> list[str]:
    """What only whole documents must have: a sub-genre, known traps, a length, a date."""
    out = []
    if item["subgenre"] not in SUBGENRES:
        out.append(say(item, "subgenre", f"{item['subgenre']!r} is not one of {', '.join(SUBGENRES)}"))
    out += [say(item, "traps", f"{t!r} is not one of G1-G16") for t in item["traps"] if t not in TRAPS]
    words = len(item["text"].split())
    if not MIN_WORDS <= words <= MAX_WORDS:
        out.append(say(item, "text", f"{words} words; want {MIN_WORDS} to {MAX_WORDS}"))
    if item["published"] and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", item["published"]):
        out.append(say(item, "published", f"{item['published']!r}: want a day or none"))
    return out


def check_item(item: Record) -> list[str]:
    """All checks on one coded text."""
    checks = [
        check_offsets,
        check_evidence,
        check_numbers,
        check_values,
        check_parts,
        check_cues,
        check_doubles,
        check_tags,
    ]
    return [problem for check in checks for problem in check(item)]


def check_claims(group: Record) -> list[str]:
    """Numbers and names of claims stand in the report; `updates` and origins name reports of the group."""
    out, texts = [], {r["id"]: r["text"] for r in group["reports"]}
    for n, claim in enumerate(group["claims"], 1):
        at = f"claims[{n}] ({claim['report']}, {claim['attribute']})"
        out += [
            say(group, at, f"updates {o}: no such report") for o in claim.get("updates", []) if o not in texts
        ]
        if claim.get("implied") or claim["attribute"] == "date":
            continue
        text = texts[claim["report"]]
        if claim["attribute"] in ("killed", "wounded"):
            if int(claim["value"]) > 2 and int(claim["value"]) not in {x.value for x in find_numbers(text)}:
                out.append(
                    say(group, at, f"{claim['value']} is not in the report (implied: true if it is a sum)")
                )
        elif not any(name.lower() in text.lower() for name in claim["accept"]):
            out.append(say(group, at, f"none of {claim['accept']} is in the report"))
    for report in group["reports"]:
        if report["origin"] and report["origin"] not in texts:
            out.append(say(group, report["id"], f"origin {report['origin']}: no such report"))
    return out


# the whole corpus


def texts_of(items: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """`(id, text, family)`: reports of one group are one family, and may share words."""
    for item in items:
        if "reports" in item:
            for report in item["reports"]:
                yield report["id"], report["text"], item["id"]
        else:
            yield item["id"], item["text"], item.get("group") or item["id"]


def shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


def check_ids(items: Sequence[Record]) -> list[str]:
    """Ids are unique over the corpus."""
    return [f"{key}: id used {n} times" for key, n in Counter(i["id"] for i in items).items() if n > 1]


def check_near_copies(items: Sequence[Record]) -> list[str]:
    """No two texts of different families share more than a quarter of the shorter one's word 5-grams."""
    index: dict[int, list[int]] = {}
    rows = [(key, family, shingles(text)) for key, text, family in texts_of(items)]
    out = []
    for n, (key, family, grams) in enumerate(rows):
        shared = Counter(m for gram in grams for m in index.get(gram, ()))
        for m, count in shared.items():
            other, other_family, other_grams = rows[m]
            share = count / max(1, min(len(grams), len(other_grams)))
            if family != other_family and share > MAX_SHARED:
                out.append(f"{key}: shares {share:.0%} of its 5-grams with {other}")
        for gram in grams:
            index.setdefault(gram, []).append(n)
    return out


def bench_texts(bench: Path) -> Iterator[tuple[str, str]]:
    """`(file, text)` of every longer string in the benchmark's JSON lines."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str) and len(value) > 40:
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            if value and all(isinstance(v, str) for v in value):
                yield " ".join(value)
            else:
                for inner in value:
                    yield from strings(inner)

    for path in sorted(bench.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):  # not splitlines: texts hold U+2028
            if line.strip():
                for text in strings(json.loads(line)):
                    yield path.relative_to(bench).as_posix(), text


def check_bench_copies(items: Sequence[Record], bench: Path = BENCH) -> list[str]:
    """No text shares more than an eighth of its 5-grams with a benchmark file; skipped where absent."""
    if not bench.is_dir():
        print(f"note: {bench} is absent: near-copies of benchmark texts were not looked for")
        return []
    rows = [(key, shingles(text)) for key, text, _ in texts_of(items)]
    wanted = set().union(*(grams for _, grams in rows)) if rows else set()
    files: dict[str, set[int]] = {}
    for name, text in bench_texts(bench):
        files.setdefault(name, set()).update(shingles(text) & wanted)
    return [
        f"{key}: {len(grams & held)} of its {len(grams)} 5-grams stand in {name}"
        for key, grams in rows
        for name, held in files.items()
        if len(grams & held) > max(3, len(grams) / 8)
    ]


def opening(text: str) -> str:
    """The first four words after a dateline."""
    body = re.sub(
        r"^[A-Z][A-Z ,.'’/-]{2,40}(?:\([^)]*\))?\s*(?:,[^–—:-]{0,30})?\s*[–—:-]+\s*", "", text.strip()
    )
    return " ".join(re.findall(r"\w+", body.lower())[:4])


def skeletons(text: str, size: int = 8) -> set[tuple[str, ...]]:
    """Word 8-grams with names and numbers blanked: what stays equal when a template is filled in."""
    words = re.findall(r"[\w’'-]+", text)
    blank = ["0" if w[0].isdigit() else "X" if w[0].isupper() else w.lower() for w in words]
    grams = {tuple(blank[i : i + size]) for i in range(len(blank) - size + 1)}
    return {g for g in grams if sum(w not in ("0", "X") for w in g) >= 5}


def check_openings(items: Sequence[Record]) -> list[str]:
    """Texts open differently: nine in ten distinct first four words, none more than four times."""
    opens = Counter(opening(text) for _, text, _ in texts_of(items))
    total = sum(opens.values())
    out = [f'openings: "{o}" opens {n} texts' for o, n in opens.most_common() if n > 4]
    if total >= MIN_ITEMS_FOR_SPREAD and len(opens) < 0.9 * total:
        out.append(f"openings: {len(opens)} distinct among {total} texts; want nine in ten")
    return out


def check_patterns(items: Sequence[Record]) -> list[str]:
    """No sentence frame (an 8-gram with names and numbers blanked) is in more than eight texts or 0.5 %."""
    families: dict[tuple[str, ...], set[str]] = {}
    total = 0
    for _, text, family in texts_of(items):
        total += 1
        for gram in skeletons(text):
            families.setdefault(gram, set()).add(family)
    cap = max(8, total // 200)
    return [
        f'pattern: "{" ".join(g)}" in {len(f)} texts (cap {cap})' for g, f in families.items() if len(f) > cap
    ]


def check_names(items: Sequence[Record]) -> list[str]:
    """No speaker of two or more capitalised words speaks in more than three documents or twelve sentences."""
    seen: dict[str, set[str]] = {}
    for item in items:
        for row in item.get("statements", []):
            for name in row["speaker"][:1]:
                if re.fullmatch(r"(?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+", name) and not is_body(name):
                    seen.setdefault(name, set()).add(item["id"])
    return [f"names: {name} speaks in {len(ids)} texts" for name, ids in seen.items() if len(ids) > 3]


def is_body(name: str) -> bool:
    """Whether the name is an institution's, which may speak as often as it likes."""
    words = "ministry forces army police office command council union nations committee mission agency guard"
    words += " secretary minister president spokesman spokeswoman spokesperson group front movement relations"
    words += " court institute centre center service directorate headquarters red cross crescent authority"
    return bool({w.lower() for w in name.split()} & set(words.split()))


def check_verbs(items: Sequence[Record]) -> list[str]:
    """`said` and its kind stay below 45 % of the cues, and any other cue below 8 %."""
    cues = Counter(
        item["text"][a:b].lower().split()[-1]
        for item in items
        for s in item.get("statements", [])
        for a, b in s["cue"][:1]
    )
    total = sum(cues.values())
    if total < MIN_ITEMS_FOR_SPREAD * 2:
        return []
    caps = {"said": 0.45}
    return [
        f'verbs: "{c}" is {n / total:.0%} of the cues'
        for c, n in cues.items()
        if n / total > caps.get(c, 0.08)
    ]


def check_corpus(
    documents: Sequence[Record], sentences: Sequence[Record], groups: Sequence[Record]
) -> list[str]:
    """All checks that need more than one text."""
    everything = [*documents, *sentences, *groups]
    out = check_ids(everything) + check_near_copies(everything) + check_bench_copies(everything)
    for part in (documents, sentences):
        out += check_openings(part) + check_names(part) + check_verbs(part)
    return out + check_patterns(everything)


def main() -> int:
    """Builds in memory and runs every check; prints what is wrong."""
    from corpus.build import build_all, counts, report

    corpus, problems = build_all()
    print(counts(corpus))
    return report(problems + check_corpus(corpus["documents"], corpus["sentences"], corpus["groups"]))


if __name__ == "__main__":
    import sys

    sys.exit(main())
