"""Trains the engine's network.

    python -m training.train DATA ENCODER OUT [--epochs 2.6] [--seed 7] [--start OUT --rate 0.5]

DATA holds the files named in README.md; ENCODER is a folder with MiniLM's weights and tokenizer.json; OUT gets `network.pt`.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from khaldun.language.encode import WordPieces, encode
from training.corpus import ENTITY_LABELS, MAX_WORDS, Parsed, Swaps, Tagged, read_parsed, read_tagged
from training.model import Labels, Network
from training.templates import Templates

BATCH_WORDS, WARM_UP, ENCODER_RATE, HEAD_RATE = 900, 100, 2e-4, 2e-3
MADE_SHARE = 0.15
"""Made sentences beside the real ones of an entity batch, as a share of them."""
IGNORE = -100
S = TypeVar("S", Parsed, Tagged)


def batches(data: list[S], rng: random.Random) -> list[list[S]]:
    """Shuffled batches of sentences of like length."""
    order = sorted(data, key=lambda s: len(s.words) + rng.random() * 4)
    out: list[list[S]] = [[]]
    for sentence in order:
        if out[-1] and (len(out[-1]) + 1) * len(sentence.words) > BATCH_WORDS:
            out.append([])
        out[-1].append(sentence)
    rng.shuffle(out)
    return out


def stream(parsed: list[Parsed], tagged: list[Tagged], rng: random.Random) -> Iterator[list[Parsed] | list[Tagged]]:
    """Parse and entity batches mixed, epoch after epoch."""
    while True:
        mixed: list[list[Parsed] | list[Tagged]] = [*batches(parsed, rng), *batches(tagged, rng)]
        rng.shuffle(mixed)
        yield from mixed


def targets(rows: list[tuple[str, ...]], width: int, labels: list[str]) -> Tensor:
    index = {label: i for i, label in enumerate(labels)}
    out = torch.full((len(rows), width), IGNORE, dtype=torch.long)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            out[i, j] = index.get(value, IGNORE)
    return out


def cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(scores.reshape(-1, scores.size(-1)), wanted.reshape(-1), ignore_index=IGNORE)


def parse_loss(batch: list[Parsed], out: tuple[Tensor, ...], network: Network, labels: Labels) -> Tensor:
    pos, features, _, arcs, dependents, heads = out
    width = pos.size(1)
    allowed = torch.zeros(len(batch), width + 1, dtype=torch.bool)
    wanted = torch.full((len(batch), width), IGNORE, dtype=torch.long)
    for i, sentence in enumerate(batch):
        allowed[i, : len(sentence.words) + 1] = True
        wanted[i, : len(sentence.words)] = torch.tensor(sentence.heads)
    arcs = arcs.masked_fill(~allowed[:, None, :], -1e4)
    itself = torch.arange(width)
    arcs[:, itself, itself + 1] = -1e4
    relations = network.relations(dependents, heads, wanted.clamp(min=0))
    return (
        cross_entropy(arcs, wanted)
        + cross_entropy(relations, targets([s.relations for s in batch], width, labels.relations))
        + 0.5 * cross_entropy(pos, targets([s.pos for s in batch], width, labels.pos))
        + 0.5 * cross_entropy(features, targets([s.features for s in batch], width, labels.features))
    )


def without_stop(sentence: Parsed, rng: random.Random) -> Parsed:
    """One sentence in ten loses its full stop, as headlines have none."""
    n = len(sentence.words)
    if n < 4 or sentence.words[-1] != "." or n in sentence.heads or rng.random() > 0.1:
        return sentence
    return Parsed(*(getattr(sentence, f.name)[:-1] for f in dataclasses.fields(Parsed)))


def train(data: Path, encoder: Path, *, epochs: float, seed: int, start: Path | None, rate: float) -> tuple[Network, Labels]:
    rng = random.Random(seed)
    torch.manual_seed(seed)
    pieces = WordPieces.load(encoder / "tokenizer.json")
    parsed = [
        s for name in ("ewt-train", "gum-open-train") for s in read_parsed(data / f"{name}.conllu") if len(s.words) <= MAX_WORDS
    ]
    tagged = read_tagged(data / "ner-train.iob")
    swaps = Swaps.load(data / "augmentation.json")
    templates = Templates.load(Path(__file__).with_name("templates.yaml"), swaps)
    collect = lambda key: sorted({v for s in parsed for v in getattr(s, key)})  # noqa: E731
    labels = Labels(collect("pos"), collect("features"), collect("relations"), list(ENTITY_LABELS))
    network = Network(labels, encoder).train()
    if start is not None:
        network.load_state_dict(torch.load(start / "network.pt", weights_only=True)["state"])
    inside = [p for name, p in network.named_parameters() if name.startswith("encoder")]
    outside = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": inside, "lr": rate * ENCODER_RATE}, {"params": outside, "lr": rate * HEAD_RATE}], weight_decay=0.01
    )
    total = int(epochs * (len(batches(parsed, rng)) + len(batches(tagged, rng))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, (n + 1) / WARM_UP) * max(0.01, 1 - n / total))
    print(f"{len(parsed)} parsed, {len(tagged)} tagged sentences, {total} batches", flush=True)
    began, shown = time.monotonic(), {"parse": 0.0, "entities": 0.0}
    for step, batch in zip(range(total), stream(parsed, tagged, rng), strict=False):
        if isinstance(batch[0], Parsed):
            batch = [without_stop(s, rng) for s in batch]
        else:  # real sentences with some names swapped, and a few made ones
            made = [templates.make(rng) for _ in range(round(MADE_SHARE * len(batch)))]
            batch = [swaps.apply(s, rng) for s in batch] + made
        arrays = encode([s.words for s in batch], pieces)
        out = network(*(torch.from_numpy(a) for a in (arrays.ids, arrays.mask, arrays.shapes, arrays.first)))
        if isinstance(batch[0], Parsed):
            key, loss = "parse", parse_loss(batch, out, network, labels)
        else:
            wanted = targets([s.tags for s in batch], out[2].size(1), labels.entities)
            if not (wanted != IGNORE).any():
                continue
            key, loss = "entities", cross_entropy(out[2], wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        shown[key] = shown[key] * 0.98 + 0.02 * loss.item()
        if step % 100 == 99:
            print(
                f"{step + 1}/{total} {time.monotonic() - began:.0f} s", {k: round(v, 3) for k, v in shown.items()}, flush=True
            )
    return network.eval(), labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=float, default=2.6)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="go on from this folder's network.pt")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network, labels = train(args.data, args.encoder, epochs=args.epochs, seed=args.seed, start=args.start, rate=args.rate)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"state": network.state_dict(), "labels": dataclasses.asdict(labels)}, args.out / "network.pt")


if __name__ == "__main__":
    main()
