"""Corpus events as labels on word pieces, for the encoder's event heads.

The corpus gives each event an evidence span and its parties, not a trigger. The trigger is taken from the
parse: the root of the evidence, or the noun below it where the verb is light ("carried out a raid").
Other verbs and nouns inside an evidence span are left out of the loss: they may be triggers as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.annotate.parser import lemma
from training.attribution_data import NOT_SCORED, Example, Run, piece_run

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()
STATUSES = "asserted alleged denied planned threatened prevented hypothetical".split()
_LIGHT = frozenset(
    "carry conduct launch make take give hold stage mount undertake perform issue have do begin start end "
    "continue call come go put impose see set lead face suffer sustain receive become be order agree".split()
)


def trigger_of(span: Any) -> Any:
    """The token that says what was done in an evidence span."""
    root = span.root
    node = root
    if root.tag_[:2] == "VB" and lemma(root) in _LIGHT:
        below = [c for c in root.children if c.dep_ in ("dobj", "xcomp", "attr", "nsubjpass") and c in span]
        if below:
            node = below[-1]
    return node


def add_events(example: Example, row: dict[str, Any], doc: Any) -> None:
    """Label triggers, statuses and pairs of parties."""
    pieces = example.pieces
    types = np.zeros((len(pieces), len(TYPES) + 1), dtype=np.float32)
    types[:, 0] = 1
    status = np.full(len(pieces), NOT_SCORED, dtype=np.int64)
    marks = []
    for event in row["events"]:
        span = doc.char_span(*event["evidence"], alignment_mode="expand")
        run = piece_run(pieces, *event["evidence"])
        if span is None or run is None:
            continue
        for token in span:  # possible further triggers: not scored
            part = piece_run(pieces, token.idx, token.idx + len(token))
            if part and token.tag_[:2] in ("VB", "NN", "JJ"):
                types[part[0] : part[1]] = 0
        share = np.zeros(len(TYPES), dtype=np.float32)
        for name in event["type"]:
            share[TYPES.index(name)] += 1 / len(event["type"])
        trigger = trigger_of(span)
        part = piece_run(pieces, trigger.idx, trigger.idx + len(trigger))
        if part and not event.get("optional"):
            marks.append((part, share, STATUSES.index(event["status"])))
        sides = [_party(row, pieces, event[side], run) for side in ("actor", "recipient")]
        example.pairs.append((sides[0], sides[1], share, run))
    for part, share, state in marks:
        types[part[0] : part[1]] = 0
        types[part[0] : part[1], 1:] = share
        status[part[0] : part[1]] = state
    example.types, example.status = types, status


def _party(row: dict[str, Any], pieces: Any, parties: list[list[str]], near: Run) -> Run | None:
    """Where a party's name stands nearest to the evidence; mentions of the same actor count too."""
    if not parties:
        return None
    names = set(parties[0])
    for actor in row.get("actors", ()):
        if names & {*actor["names"], *actor["mentions"]}:
            names |= {*actor["mentions"]}
    best: tuple[int, int, int] | None = None
    for name in names:
        start = row["text"].find(name)
        while start >= 0 and name:
            run = piece_run(pieces, start, start + len(name))
            if run:
                away = max(near[0] - run[1], run[0] - near[1], 0)
                if best is None or (away, -len(name)) < (best[0], -(best[2] - best[1])):
                    best = (away, *run)
            start = row["text"].find(name, start + 1)
    return best[1:] if best else None
