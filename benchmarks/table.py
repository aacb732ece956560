"""python -m benchmarks.table BENCH_FOLDER [NAME ...]

Runs the named rows (all without a name) of the table below on the development data of BENCH_FOLDER: strips
the gold, predicts through `python -m benchmarks`, scores with the folder's own scorers, keeps the figures in
`docs/benchmarks/figures.json` and writes the table of `docs/benchmarks.md` between its marks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

DOCS = Path(__file__).parent.parent / "docs"
FIGURES = DOCS / "benchmarks" / "figures.json"
PAGE = DOCS / "benchmarks.md"
_BEGIN, _END = "<!-- table: python -m benchmarks.table -->", "<!-- end of table -->"


class Row(NamedTuple):
    """One line of the table: what is run, what is read from the scorer's last line, what others reach."""

    topic: str
    gold: str
    scorer: str
    measures: dict[str, str]
    others: str
    flags: tuple[str, ...] = ()


ROWS: dict[str, Row] = {
    "briefings": Row(
        "briefings", "briefings/dev.jsonl", "briefings/score.py",
        {"record score": "record", "statements F1": "statements_f1", "figures F1": "figures_f1",
         "events F1": "events_f1"},
        "attribution rules + CQE + verb list: record 0.407, full F1 "
        "0.593 / 0.33 / 0.273",
    ),
    "attribution": Row(
        "attribution", "attribution/dev.jsonl", "attribution/score.py",
        {"full F1": "attribution.all.full.f1", "full F1, direct": "attribution.direct.full.f1",
         "full F1, reporting cue": "attribution.reporting.full.f1"},
        "Citron, trained on the same data: full 0.465 (held out); one annotator against another 0.728",
    ),
    "figures": Row(
        "figures", "figures/dev.jsonl", "figures/score.py",
        {"value F1": "value_f1", "value+unit F1": "value_unit_f1"}, "CQE: 0.902 / 0.821",
    ),
    "figures-units": Row(
        "figures", "figures/dev_units.jsonl", "figures/score.py",
        {"value F1": "value_f1", "value+unit F1": "value_unit_f1"}, "CQE: 0.864 / 0.810",
    ),
    "figures-security": Row(
        "figures-security", "figures/security_dev.jsonl", "figures/score.py",
        {"value+thing F1": "figure_f1", "core F1": "core_f1"},
        "CQE: value+thing 0.648; no system reads action, period or source", ("--security",),
    ),
    "times": Row(
        "times", "times/dev.jsonl", "times/score.py",
        {"value F1": "value_f1", "calendar day F1": "day_value_f1"},
        "HeidelTime with TreeTagger: 0.795 / 0.871",
    ),
    "events": Row(
        "events", "events/dev.jsonl", "events/score.py",
        {"type F1": "type_f1", "quad F1": "quad_f1", "dyad F1": "dyad_f1"},
        "verb-lemma list: type 0.604, dyad 0.279; PETRARCH2: 0.397, 0.316",
    ),
    "events-petr2": Row(
        "events", "events/petr2_validation.jsonl", "events/score.py",
        {"type F1": "type_f1", "false alarms": "false_alarm_rate"},
        "PETRARCH2, whose own output the gold is: 0.852, 2 of 19; verb-lemma list 0.339, 14 of 19",
    ),
    "events-pairs": Row(
        "events-pairs", "events/plv_train.jsonl", "events/score_label.py", {"accuracy": "label.accuracy"},
        "ZSP (RoBERTa-large): 0.835 (held out); the rules were mended on these very pairs, so no fair figure "
        "of ours",
    ),
    "events-fine": Row(
        "events-fine", "events/case2021_dev.jsonl", "events/score_label.py",
        {"weighted F1, 1": "subtask1.weighted_f1", "2": "subtask2.weighted_f1", "3": "subtask3.weighted_f1"},
        "best published, trained on ACLED: 0.839 / 0.797 / 0.771 (subtasks 1 / 2 / 3)",
    ),
    "places-lgl": Row(
        "places", "places/lgl.jsonl", "places/score.py",
        {"exact F1": "exact_f1", "end-to-end F1 @161 km": "e2e161_f1"},
        "spaCy md + context rules: 0.709 / 0.622",
    ),
    "places-geovirus": Row(
        "places", "places/geovirus.jsonl", "places/score.py",
        {"exact F1": "exact_f1", "end-to-end F1 @161 km": "e2e161_f1"},
        "spaCy md: 0.880 (most populous); 0.700 (context rules)",
    ),
    "muc4": Row(
        "muc4", "muc4/dev.jsonl", "muc4/score.py",
        {"all templates F1": "templates.all_templates.TOTAL.f1", "CEAF-REE F1": "entities.strict.micro.f1"},
        "GE NLTOOLSET (1992): 55.5 / 52.3; IterX (T5-large): CEAF-REE 56.7 (held out, in percent)",
    ),
    "corroboration-gvc": Row(
        "corroboration", "corroboration/gvc_dev.jsonl", "corroboration/score.py",
        {"documents B3 F1": "doc_b3_f", "mentions CoNLL F1": "conll_f1"},
        "TF-IDF 0.980; lemma pairs 0.762, large models 0.84-0.87 (held out)",
    ),
    "corroboration-ecbplus": Row(
        "corroboration", "corroboration/ecbplus_dev.jsonl", "corroboration/score.py",
        {"documents B3 F1": "doc_b3_f", "mentions CoNLL F1": "conll_f1"},
        "TF-IDF with MiniLM 0.851; lemma pairs 0.754, large models 0.86-0.88 (held out)",
    ),
    "claims": Row(
        "claims", "corroboration/claims_dev.jsonl", "corroboration/score.py",
        {"clustering, balanced": "cluster_balanced", "relations macro F1": "rel_macro_f",
         "value+source F1": "claim_value_source_f", "denials F1": "denial_f"},
        "rules by the texts' author: 0.782 / 0.418 / 0.582 / 0.444", ("--claims",),
    ),
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Run rows and rewrite the table; 2 for wrong arguments."""
    if not argv or not Path(argv[0]).is_dir() or any(name not in ROWS for name in argv[1:]):
        print(
            f"usage: python -m benchmarks.table BENCH_FOLDER [NAME ...]\nnames: {', '.join(ROWS)}",
            file=sys.stderr,
        )
        return 2
    known: dict[str, dict[str, float]] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.is_file() else {}
    for name in argv[1:] or ROWS:
        try:
            known[name] = run(ROWS[name], Path(argv[0]))
        except subprocess.CalledProcessError as error:
            print(f"{name}: failed: {(error.stderr or '').strip()[-300:]}", file=sys.stderr)
            continue
        print(name, known[name], flush=True)
        FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    write_page(known)
    return 0


def run(row: Row, bench: Path) -> dict[str, float]:
    """The chosen measures of one row."""
    gold = bench / row.gold
    with tempfile.TemporaryDirectory() as name:
        given, found = Path(name) / "input.jsonl", Path(name) / "output.jsonl"
        given.write_text(_output(sys.executable, bench / "strip.py", gold), encoding="utf-8")
        _output(sys.executable, "-m", "benchmarks", row.topic, given, found)
        scored = json.loads(
            _output(sys.executable, bench / row.scorer, gold, found, *row.flags).splitlines()[-1]
        )
    return {label: _at(scored, path) for label, path in row.measures.items()}


def _output(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    return done.stdout


def _at(scored: dict[str, Any], path: str) -> float:
    """The number at a dotted path; nan where the scorer has none of that name."""
    value: Any = scored
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            return float("nan")
        value = value[part]
    return float(value) if isinstance(value, (int, float)) else float("nan")


def write_page(known: dict[str, dict[str, float]]) -> None:
    """Put the table between the marks of docs/benchmarks.md."""
    lines = ["| row | data | onrecord | others |", "| --- | --- | --- | --- |"]
    for name, row in ROWS.items():
        ours = "; ".join(f"{label} **{value:.3f}**" for label, value in known.get(name, {}).items())
        lines.append(f"| `{name}` | `{row.gold}` | {ours or 'not measured yet'} | {row.others} |")
    text = PAGE.read_text("utf-8")
    before, after = text.split(_BEGIN)[0], text.split(_END)[1]
    PAGE.write_text(f"{before}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
