"""From trained modules to the ONNX graphs that the package ships."""

from __future__ import annotations

from pathlib import Path

import torch

from onrecord.annotate import encoder as runtime
from onrecord.annotate.learned import REACH_PIECES
from training.model import Encoder, EventHeads, Exported, Linker


def export(encoder: Encoder, linker: Linker, events: EventHeads, out: Path) -> None:
    """Write `encoder.onnx` (int8 per channel), `linker.onnx` and `pair.onnx` (float32).

    Per tensor, int8 loses up to 1.8 points of F1; per channel 0.1. Each example input is a tensor of its
    own: one tensor given twice would be exported as one input, and the graph would predict nothing.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    for module in (encoder, linker, events):
        module.eval()
    out.mkdir(parents=True, exist_ok=True)
    both = {0: "batch", 1: "pieces"}
    names = ["hidden", "cue", "projected", "types", "status"]
    _write(
        Exported(encoder, linker, events),
        (torch.randint(1000, 2000, (1, 40)), torch.zeros(1, 40, runtime.N_FEATURES)),
        out / "encoder-fp32.onnx", ["ids", "features"], names,
        {name: both for name in ["ids", "features", *names]},
    )  # fmt: skip
    quantize_dynamic(
        out / "encoder-fp32.onnx", out / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8
    )
    width = 2 * REACH_PIECES + 1
    _write(
        linker,
        (torch.randn(2, width, 384), torch.randn(2, 384), torch.randint(-9, 9, (2, width))),
        out / "linker.onnx", ["pieces", "cues", "distance"], ["roles"],
        {name: {0: "cues"} for name in ("pieces", "cues", "distance", "roles")},
    )  # fmt: skip
    _write(
        events,
        (torch.randn(2, 30, 384), torch.ones(2, 30), torch.rand(2, 30), torch.rand(2, 30)),
        out / "pair.onnx", ["hidden", "mask", "actor", "recipient"], ["types"],
        {"hidden": both, "mask": both, "actor": both, "recipient": both, "types": {0: "batch"}},
    )  # fmt: skip


def _write(
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
    path: Path,
    takes: list[str],
    gives: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    torch.onnx.export(
        module, inputs, str(path), input_names=takes, output_names=gives, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
