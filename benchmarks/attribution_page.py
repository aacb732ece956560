"""python -m benchmarks.attribution_page GOLD.jsonl SCORER_FOLDER: write docs/attribution.md.

Thirty sentences of our own with what is found in them and why, then the errors on GOLD by class (no text
of it is quoted) and how far `confidence` can be trusted. SCORER_FOLDER holds the benchmark's `score.py`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.reading import documents_of
from onrecord.annotate.pipeline import annotate
from onrecord.annotate.view import prepare
from onrecord.config import AnnotateSettings
from onrecord.model.annotated import AnnotatedDocument
from onrecord.model.layers import StatementMention
from onrecord.read.text import document_from_text

PAGE = Path(__file__).parents[1] / "docs" / "attribution.md"
NAMES = ("sentences", "encoder", "places", "actors", "statements")
SENTENCES = (
    "The army said that two posts had been lost.",
    "Two posts were lost, the army said.",
    "“We lost two posts,” said Colonel Amir Khan. “Nobody was left behind.”",
    "The road, the governor said, would open on Friday.",
    "According to the ministry of health, nine people were hurt.",
    "Nine people were hurt, according to a hospital official who asked not to be named.",
    "The ministry put the toll at 14.",
    "The interior ministry revised the number of dead to 23.",
    "The rebels denied that they had crossed the river.",
    "The president urged both sides to halt the fighting.",
    "The spokesman accused the militants of hiding weapons in schools.",
    "He described the report as “false and mischievous”.",
    "The minister said the figures were “invented” and vowed to publish the real ones.",
    "In a statement, the Red Cross said that its staff were safe.",
    "The agency quoted a senior officer as saying that the bridge had been mined.",
    "A ministry source told the agency that the army had asked for more time.",
    "The general is believed to have left the country.",
    "The convoy reportedly turned back at the border.",
    "Police officers believe that the bomb was planted at night.",
    "The government plans to reopen the crossing in May.",
    "The opposition rejected the proposal.",
    "A court ruled that the arrest was unlawful.",
    "The document shows that the order was signed in March.",
    "She asked whether the prisoners would be freed.",
    "As the commander noted, the valley had been quiet for weeks.",
    "The claim that the town had fallen was made by the rebels.",
    "Officials are confident that the truce will hold.",
    "The army did not say how many soldiers had been hurt.",
    "Residents fear that the dam will burst, the mayor added.",
    "Three soldiers were killed in Kabul on Friday.",
)
WHY = {
    "encoder": "no rule fits; the encoder reads it",
    "ccomp": "the cue's clause",
    "left": "what stands before “he said”",
    "around": "what stands on both sides of “he said”",
    "rest": "what follows the cue",
    "next": "what follows a colon",
    "dobj": "the cue's object",
    "dobj+": "the object and what completes it",
    "dobj+comp": "the object and the clause on it",
    "prep": "the phrase after the cue's preposition",
    "xcomp": "the cue's infinitive",
    "according": "“according to”: the rest of the sentence",
    "account": "“by X's account”: the rest of the sentence",
    "adverb": "“reportedly”: nobody is named",
    "turn": "a turn of a transcript",
    "colon": "what follows a label",
    "as": "“as X said”: the main clause",
    "subj": "the subject of a passive cue",
    "subj+comp": "subject and complement; nobody is named",
    "n-comp": "the clause on a noun",
    "n-prep": "the phrase on a noun",
    "vn-comp": "the clause on a verb's noun",
    "vn-prep": "the phrase on a verb's noun",
    "adj-comp": "the clause on an adjective",
}
BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main(argv: list[str]) -> int:
    """Write the page; 2 for wrong arguments."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    gold = [json.loads(line) for line in Path(argv[0]).read_text("utf-8").split("\n") if line.strip()]
    parts = [_opening(), *_sentences(), *_errors(gold, _scorer(Path(argv[1])))]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_score", folder / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _opening() -> str:
    return """# Who said it

Written by `python -m benchmarks.attribution_page`; do not edit by hand.

The statement reader (`annotate/statements.py`) works in six steps over the parse:

1. **candidates**: every construction that could be a statement (`statements_candidates.py`,
   `statements_nominal.py`): a verb and its clause, object or infinitive; "he said" beside or inside a
   sentence; passives; nouns and adjectives with a clause; "according to"; a label and a colon. The
   construction is the *rule* below.
2. **weigh**: a weighted sum over plain features (`statements_decide.py`: cue word, construction, kind of
   source, kind of content, quotation marks beside it) gives each candidate a probability; constructions that
   are certain in the genre have a floor (`statements_genre.py`). The likeliest candidate of a cue word is
   proposed.
3. **spans**: where the content ends is chosen among the constituents on its right edge
   (`statements_ends.py`); cut quotations are made whole (`statements_spans.py`); quotations without a cue of
   their own are joined to the statement they continue (`statements_continue.py`).
4. **blend**: a small encoder (`encoder.py`, `learned.py`; `model-card.md`) tags cues of its own and reads
   source and content around every cue, the rules' cues too. Two logistic models over both readings say how
   likely each is right (`statements_blend.py`); the likelier spans are taken. Without the encoder the rules'
   probability stands.
5. **decide**: what stands together (`statements.py`): no two statements of one cue, a statement inside
   another only where the rules are sure, all from 0.32 on.
6. **link**: form, act, modality, negation, anonymity, the speaker as an entity, and the statement in whose
   content this one stands (`statements_link.py`).
"""


def _sentences() -> list[str]:
    docs = prepare([document_from_text(s, language="en") for s in SENTENCES], AnnotateSettings())
    out = ["## Thirty sentences", ""]
    for number, doc in enumerate(docs, 1):
        annotate(doc, NAMES)
        out.append(f"{number}. {doc.document.text}")
        out += [f"   - {_told(doc, s)}" for s in doc.statements] or ["   - no statement: the writer tells it"]
    return [*out, ""]


def _rule(statement: StatementMention) -> str:
    return statement.made_by.split("/")[-1].split("+encoder")[0].rstrip("~")


def _told(doc: AnnotatedDocument, s: StatementMention) -> str:
    source, cue, content = (
        " … ".join(doc.text_of(span) for span in getattr(s, role)) for role in ("source", "cue", "content")
    )
    rule = _rule(s)
    marks = [s.form, s.act]
    marks += [s.modality] if s.modality != "asserted" else []
    marks += ["not said"] if s.is_negated else []
    marks += ["unnamed"] if s.is_anonymous else []
    marks += ["inside another"] if s.inside is not None else []
    return (
        f"**{source or 'nobody named'}** · *{cue}* · {content} ({', '.join(marks)}; rule `{rule}`: "
        f"{WHY.get(rule, 'as in the table of statements_candidates.py')}; {s.confidence:.2f})"
    )


def _errors(gold: list[dict[str, Any]], score: ModuleType) -> list[str]:
    classes: Counter[str] = Counter()
    by_rule: Counter[tuple[str, str]] = Counter()
    bins: dict[float, list[bool]] = {low: [] for low in BINS}
    for line, doc in zip(gold, prepare(documents_of(gold), AnnotateSettings()), strict=True):
        found = [s for s in annotate(doc, NAMES).statements if s.inside is None]
        roles = [
            {role: [[x.start, x.end] for x in getattr(s, role)] for role in ("source", "cue", "content")}
            for s in found
        ]
        words = score.Words(line["text"])
        wanted = [score.Item(words, item) for item in line["attributions"]]
        items = [score.Item(words, item) for item in roles]
        pairs = {j: i for i, j in score.assign(wanted, items)}
        classes["missed"] += len(wanted) - len(pairs)
        for j, statement in enumerate(found):
            verdict = "extra" if j not in pairs else _verdict(score, wanted[pairs[j]], items[j])
            classes[verdict] += 1
            by_rule[_rule(statement), verdict] += 1
            low = max((b for b in BINS if b <= statement.confidence), default=BINS[0])
            bins[low].append(verdict in ("right", "right, boundary not exact", "cue"))
    return [*_class_table(classes), *_rule_table(by_rule), *_reliability(bins)]


def _verdict(score: ModuleType, want: Any, got: Any) -> str:
    if score.jaccard(want.all["content"], got.all["content"]) < 0.5:
        return "boundary"
    if score.jaccard(want.all["source"], got.all["source"]) < 0.5:
        return "source"
    if not want.all["cue"] & got.all["cue"]:
        return "cue"
    return "right" if want.all["content"] == got.all["content"] else "right, boundary not exact"


def _class_table(classes: Counter[str]) -> list[str]:
    told = {
        "right": "source and content right, content to the token",
        "right, boundary not exact": "source and content right, content to at least half",
        "cue": "source and content right, the cue elsewhere",
        "boundary": "the statement is found, less than half of its content",
        "source": "the content is right, the source is not",
        "extra": "no annotator marked it",
        "missed": "marked by the annotator, not found",
    }
    rows = [f"| {name} | {classes[name]} | {text} |" for name, text in told.items()]
    return [
        "## Errors by class",
        "",
        "Attribution benchmark, development part (84 news articles, 2,189 attributions; never trained on).",
        "",
        "| class | number | meaning |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


def _rule_table(by_rule: Counter[tuple[str, str]]) -> list[str]:
    totals: Counter[str] = Counter()
    for (rule, _), number in by_rule.items():
        totals[rule] += number
    rows = []
    for rule, total in sorted(totals.items(), key=lambda row: (-row[1], row[0])):
        if total < 10:
            continue
        right = sum(by_rule[rule, v] for v in ("right", "right, boundary not exact", "cue"))
        rest = " | ".join(str(by_rule[rule, v]) for v in ("boundary", "source", "extra"))
        rows.append(f"| `{rule}` | {total} | {right / total:.2f} | {rest} |")
    return [
        "By construction (ten or more found):",
        "",
        "| rule | found | right | boundary | source | extra |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _reliability(bins: dict[float, list[bool]]) -> list[str]:
    rows = []
    _plot({low: sum(hits) / len(hits) for low, hits in bins.items() if hits})
    for low, hits in bins.items():
        if hits:
            share = sum(hits) / len(hits)
            rows.append(
                f"| {low:.1f}-{low + 0.1:.1f} | {len(hits)} | {share:.2f} | {'█' * round(20 * share)} |"
            )
    return [
        "## How far `confidence` can be trusted",
        "",
        "![Share of statements that are right, by confidence](reliability.svg)",
        "",
        "Share of statements that are right (source and at least half of the content), by their confidence:",
        "",
        "| confidence | statements | right | |",
        "| --- | --- | --- | --- |",
        *rows,
    ]


def _plot(shares: dict[float, float]) -> None:
    """Draw `docs/reliability.svg`."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "onrecord"  # the same figures give the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4, 4))
    axes.plot([0.25, 1], [0.25, 1], color="0.7", linewidth=1)
    axes.plot([low + 0.05 for low in shares], list(shares.values()), marker="o", color="#1f5f8b")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0.25, 1), ylim=(0.25, 1))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(PAGE.with_name("reliability.svg"), metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
