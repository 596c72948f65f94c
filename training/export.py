"""Network -> int8 ONNX as the package carries it, and a check that it still says the same.

    python -m training.export TRAINED ENCODER OUT

TRAINED holds `network.pt`, ENCODER the tokenizer; OUT gets engine.onnx, relations.npz, labels.json, tokenizer.json.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from khaldun.language.encode import WordPieces, encode
from training.model import Labels, Network

OUTPUTS = ("pos", "features", "entities", "arcs", "relations", "dependents", "heads")
SAMPLE = (
    "Government troops took the northern bank of the river on Monday .",
    "The town , which rebels had held since March , fell .",
    "They fled .",
)


class Exported(nn.Module):
    """What the engine runs: labels decided in the graph, and the relation of each word to its best-scored head."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        count, width, _ = network.labels.shape
        # (97, L * 97), so that one matrix product scores every label of every word
        self.bilinear = nn.Parameter(network.labels.detach().permute(1, 0, 2).reshape(width, count * width))
        self.count, self.width = count, width

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        pos, features, entities, arcs, dependents, heads = self.network(ids, mask, shapes, first)
        itself = torch.arange(arcs.size(1))[:, None] + 1 == torch.arange(arcs.size(2))[None, :]
        arcs = arcs + itself.float() * -1e4
        best = arcs.argmax(-1)
        picked = torch.gather(heads, 1, best[:, :, None].expand(-1, -1, heads.size(-1)))
        one = torch.ones_like(dependents[:, :, :1])
        left = torch.matmul(torch.cat([dependents, one], -1), self.bilinear)
        left = left.reshape(left.size(0), left.size(1), self.count, self.width)
        scores = torch.matmul(left, torch.cat([picked, one], -1)[:, :, :, None])[:, :, :, 0]
        return pos.argmax(-1), features.argmax(-1), entities, arcs, scores.argmax(-1), dependents, heads


def export(trained: Path, encoder: Path, out: Path) -> None:
    stored = torch.load(trained / "network.pt", weights_only=True)
    labels = Labels(**stored["labels"])
    network = Network(labels, encoder)
    network.load_state_dict(stored["state"])
    model = Exported(network.eval()).eval()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps(stored["labels"]), encoding="utf-8")
    np.savez_compressed(out / "relations.npz", labels=network.labels.detach().numpy().astype(np.float16))
    batch = encode([s.split() for s in SAMPLE], WordPieces.load(out / "tokenizer.json"))
    arrays = tuple(torch.from_numpy(a) for a in (batch.ids, batch.mask, batch.shapes, batch.first))
    axes = {"ids": {0: "b", 1: "w"}, "mask": {0: "b", 1: "w"}, "shapes": {0: "b", 1: "w"}, "first": {0: "b", 1: "t"}}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model, arrays, str(full), input_names=list(axes), output_names=list(OUTPUTS), opset_version=17, dynamo=False,
            dynamic_axes={**axes, **{name: {0: "b", 1: "u"} for name in OUTPUTS}},
        )  # fmt: skip
        # reduce_range: seven bits keep 8-bit products from saturating on processors without VNNI, so that every machine
        # gives the same parse; it costs at most .2 LAS.
        quantize_dynamic(full, out / "engine.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        onnx.checker.check_model(str(out / "engine.onnx"))
        feed = batch.feed()
        wanted = onnxruntime.InferenceSession(str(full), providers=["CPUExecutionProvider"]).run(None, feed)
        told = onnxruntime.InferenceSession(str(out / "engine.onnx"), providers=["CPUExecutionProvider"]).run(None, feed)
    for name, a, b in zip(OUTPUTS, wanted, told, strict=True):
        real = np.arange(a.shape[1])[None, :] < batch.mask.sum(1)[:, None] - 2  # words only: what padding says is never read
        same = f"{(a == b)[real].mean():.3f} equal" if a.ndim == 2 else f"largest difference {np.abs(a - b).max():.3f}"
        print(f"{name:<12} {same} after int8")
    for path in sorted(out.iterdir()):
        print(f"{path.name:<16} {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("trained", "encoder", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    export(args.trained, args.encoder, args.out)


if __name__ == "__main__":
    main()
