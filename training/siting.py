"""Learns the weights of `knowledge/base/siting.yaml`: at which place of its sentence an event is put, or at none.

    PYTHONPATH=src python -m training.siting SHARED [--out src/khaldun/knowledge/base/siting.yaml]

From the train part of `eventplace` alone: sentences with a verb each, and the words of the place where it happens. A verb that a claim's
trigger covers, or the nearest one within 40 characters, is an example; its choices are the places named in the sentence and none. A
choice by odds (a multinomial logit) with a ridge, by gradient descent that is the same every time; nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khaldun.claims.draft import Draft
from khaldun.claims.kit import Tools as Claims
from khaldun.claims.kit import tools
from khaldun.claims.reader import drafts
from khaldun.claims.siting import Sign, Siting, signs, signs_of_none
from khaldun.claims.view import View, views
from khaldun.claims.whereabouts import told_places
from khaldun.knowledge import load
from khaldun.read import read_file
from khaldun.run.extract import Tools, mentions_of, read_sentences

OUT = Path(__file__).parents[1] / "src/khaldun/knowledge/base/siting.yaml"
NEAR = 40
"""Characters that a trigger may stand off the verb of the gold."""
RIDGE = 4.0
SEEN = 4
"""Examples that must bear a sign for it to get a weight."""
LEAN = -0.75
"""Added to the odds of no place, and once more where the frame's arguments tell one: the gold leaves many a plainly said place out, which
is no reason to leave it out too."""
ROUNDS = 1500

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The choices for an event, each with its signs and whether it is right; the last is none."""

    choices: tuple[tuple[Sequence[Sign], bool], ...]


def examples(shared: Path, stages: Tools) -> list[Example]:
    """The examples of the gold, in its order; a verb that no claim stands by is none."""
    folder = shared / "data/eventplace/train"
    with gzip.open(folder / "gold.json.gz", "rt", encoding="utf-8") as file:
        docs = json.load(file)["docs"]
    kit = replace(tools(stages.knowledge), siting=Siting({"told": 1.0}))  # what the arguments tell, as it is
    out = []
    for path in sorted((folder / "input").iterdir()):
        for article in read_file(path):
            events = docs[article.source.ref]["events"]
            reading = read_sentences(article, stages.engine)
            seen = views(reading.sentences, mentions_of(reading, stages), article.text, kit.nouns.words)
            made = [(view, draft) for i, view in enumerate(seen) for draft in drafts(view, kit, seen[:i])]
            for event in events:
                out.extend(_example(made, event, kit, seen))
    return out


def _example(made: Sequence[tuple[View, Draft]], event: Any, kit: Claims, seen: Sequence[View]) -> Iterator[Example]:
    near = sorted((_gap(view, draft, event["verb"]), i) for i, (view, draft) in enumerate(made))
    if not near or near[0][0] > NEAR:
        return
    view, draft = made[near[0][1]]
    frame, pattern, spans = draft.match.frame, draft.pattern, event["places"]
    if not pattern.place:
        return
    wheres = told_places(view, draft.match, pattern, kit.nouns, kit.hedges, seen[: seen.index(view)])
    told = {where.place.start: where.how for where in wheres}
    choices: list[tuple[list[Sign], bool]] = []
    for spot in view.spots.get("place", []):
        if spot.mention.place is not None and (found := signs(view, frame, pattern, spot, told)) is not None:
            choices.append((found, any(s < spot.mention.end and spot.mention.start < e for s, e in spans)))
    choices.append((signs_of_none(frame, told), not spans))
    if len(choices) > 1 and any(right for _, right in choices):
        yield Example(tuple(choices))


def _gap(view: View, draft: Draft, verb: Sequence[int]) -> int:
    trigger = draft.match.frame.trigger
    start, end = view.sentence.tokens[trigger[0]].start, view.sentence.tokens[trigger[-1]].end
    return max(0, start - verb[1], verb[0] - end)


def learn(rows: Sequence[Example]) -> dict[str, float]:
    """The weights of the signs."""
    seen = Counter(s for r in rows for s in {sign for found, _ in r.choices for sign, value in found if value})
    names = sorted(s for s, n in seen.items() if n >= SEEN)
    column = {s: i for i, s in enumerate(names)}
    sizes = np.array([len(r.choices) for r in rows])
    first, of = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(rows)), sizes)
    x, right = np.zeros((int(sizes.sum()), len(names))), np.zeros(int(sizes.sum()))
    for i, (found, good) in enumerate(choice for r in rows for choice in r.choices):
        right[i] = good
        for sign, value in found:
            if sign in column:
                x[i, column[sign]] += value
    ridge = np.array([0.0 if s == "none" else RIDGE for s in names])
    weights = _descend(x, right, first, of, ridge)
    found_weights = {s: round(float(w), 3) for s, w in zip(names, weights, strict=True)}
    lean = {"none": 2 * LEAN, "none:untold": -LEAN}
    return {s: round(w + lean.get(s, 0.0), 3) for s, w in found_weights.items() if w}


def _descend(x: Floats, right: Floats, first: NDArray[np.int64], of: NDArray[np.int64], ridge: Floats) -> Floats:
    """The weights under which the right choices are likeliest, by accelerated descent."""
    step = 1.0 / (0.5 * float(np.linalg.norm(x, 2)) ** 2 + 2 * float(ridge.max()))
    beta, ahead, speed = np.zeros(x.shape[1]), np.zeros(x.shape[1]), 1.0
    for _ in range(ROUNDS):
        sums = x @ ahead
        odds = np.exp(sums - np.maximum.reduceat(sums, first)[of])
        share = odds / np.add.reduceat(odds, first)[of]
        good = share * right
        gradient = x.T @ (share - good / np.add.reduceat(good, first)[of]) + 2 * ridge * ahead
        new = ahead - step * gradient
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead, beta, speed = new + (speed - 1) / faster * (new - beta), new, faster
    return beta


def write(weights: dict[str, float], out: Path) -> None:
    """The weights as YAML."""
    lines = [
        "# Made by training/siting.py from the train part of eventplace: what speaks for a place of the sentence as an event's, in log-odds"
    ]
    lines.append("# (src/khaldun/claims/siting.py tells what the signs mean); `none` and what starts with it: for no place.")
    lines += [f'- {{id: "{s}", weight: {w}}}' for s, w in sorted(weights.items())]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    rows = examples(args.shared, Tools.load(load()))
    write(learn(rows), args.out)
    print(f"{len(rows)} events; weights written to {args.out}")


if __name__ == "__main__":
    main()
