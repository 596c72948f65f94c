"""Learns the weights of `knowledge/base/confidence.yaml` from the gold sets, and prints how well they hold.

    PYTHONPATH=src python -m training.confidence SHARED [--cache FOLDER] [--out src/khaldun/knowledge/base/confidence.yaml]

Deterministic: a logistic regression with a ridge, whose sums are then mapped to shares by a rising map over sums that were
predicted for articles left out (ten folds). Needs numpy alone beside the program, and the shared data; nothing of the texts is
kept but weights of signs. Some signs may only lower a confidence, whatever the sets say: they are steps away from what is plainly told.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from khaldun.claims.confidence import NEVER_SURE, Scale
from khaldun.knowledge import load
from khaldun.run.extract import Tools
from training.judged import LEARNED, Judged, judged

OUT = Path(__file__).parents[1] / "src/khaldun/knowledge/base/confidence.yaml"
FOLDS = 10
SEEN = 8
"""Claims that must bear a sign for it to get a weight."""
CAP = 250.0
"""Claims that a set counts for at most, so that no set of one kind of text (American politics, single sentences) sets the scale."""
RIDGE = {"rule": 8.0, "kind": 4.0}
"""How strongly weights are held at nothing, by what stands before the colon: some claims of one rule are few."""
RIDGE_ELSE = 4.0
LOWERING = frozenset(
    ["place:nested", "place:above", "place:nearest", "place:context", "place:unresolved", "place:elsewhere", "gap:remote-after",
     "gap:remote-before", "actor:nested", "actor:above", "actor:nearest", "actor:context", "status:planned", "status:expected",
     "status:hypothetical", "status:denied", "status:no-fact", "sentence:question", "argument:nearby", "figure:without-place",
     "figure:place-remote"]
)  # fmt: skip
LOWERING_STARTS = ("place:nested-", "place:above-", "place:nearest-", "place:context-")
BINS = 14
SURE, SURE_CLAIMS = 0.95, 20
"""From what share right on, over at least so many claims of the left-out folds, claims are told with .9 or more."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of signs in log-odds."""

    base: float
    weights: dict[str, float]

    def totals(self, claims: Sequence[Judged]) -> Floats:
        """The log-odds of claims."""
        return np.array([self.base + sum(self.weights.get(s, 0.0) for s in c.signs) for c in claims])


def shares(claims: Sequence[Judged]) -> Floats:
    """What each claim counts for."""
    sizes = Counter(c.name for c in claims)
    return np.array([min(1.0, CAP / sizes[c.name]) for c in claims])


def learn(claims: Sequence[Judged]) -> Model:
    """The weights of the signs, by accelerated descent under the bounds on lowering signs."""
    seen = Counter(s for c in claims for s in set(c.signs))
    names = sorted(s for s, n in seen.items() if n >= SEEN)
    column = {s: i + 1 for i, s in enumerate(names)}
    x = np.zeros((len(claims), len(names) + 1))
    x[:, 0] = 1.0
    for row, c in enumerate(claims):
        x[row, [column[s] for s in c.signs if s in column]] = 1.0
    y, w = np.array([c.right for c in claims], float), shares(claims)
    ridge = np.array([0.0, *(RIDGE.get(s.partition(":")[0], RIDGE_ELSE) for s in names)])
    highest = np.array([math.inf, *(0.0 if lowers(s) else math.inf for s in names)])
    step = 1.0 / (0.25 * float(np.linalg.norm(x * np.sqrt(w)[:, None], 2)) ** 2 + float(ridge.max()))
    beta, ahead, speed = np.zeros(x.shape[1]), np.zeros(x.shape[1]), 1.0
    for _ in range(3000):
        gradient = x.T @ (w * (1 / (1 + np.exp(-(x @ ahead))) - y)) + ridge * ahead
        new = np.minimum(ahead - step * gradient, highest)
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead, done = new + (speed - 1) / faster * (new - beta), float(np.abs(new - beta).max())
        beta, speed = new, faster
        if done < 1e-7:
            break
    rounded = {s: round(float(b), 3) for s, b in zip(names, beta[1:], strict=True)}
    return Model(round(float(beta[0]), 3), {s: b for s, b in rounded.items() if b != 0.0})


def lowers(sign: str) -> bool:
    """Whether a sign may only lower a confidence."""
    return sign in LOWERING or sign.startswith(LOWERING_STARTS)


def left_out(claims: Sequence[Judged]) -> Floats:
    """The log-odds of each claim under the weights learned without its article."""
    fold = np.array([int(hashlib.sha256(c.text.encode()).hexdigest()[:8], 16) % FOLDS for c in claims])
    totals = np.zeros(len(claims))
    for k in range(FOLDS):
        model = learn([c for c, f in zip(claims, fold, strict=True) if f != k])
        totals[fold == k] = model.totals([c for c, f in zip(claims, fold, strict=True) if f == k])
    return totals


def mapped(model: Model, totals: Floats, claims: Sequence[Judged]) -> Scale:
    """The map from sums to shares: bins of equal weight, made rising, straight lines between their means."""
    right, weight = np.array([c.right for c in claims], float), shares(claims)
    order = np.argsort(totals, kind="stable")
    part = np.minimum((np.cumsum(weight[order]) / weight.sum() * BINS).astype(int), BINS - 1)
    pools: list[list[float]] = []  # weight, sum of totals, sum of right
    for k in range(BINS):
        chosen = order[part == k]
        if len(chosen):
            w = weight[chosen]
            pools.append([float(w.sum()), float(w @ totals[chosen]), float(w @ right[chosen])])
        while len(pools) > 1 and pools[-1][2] / pools[-1][0] <= pools[-2][2] / pools[-2][0]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    sums = [round(t / w, 3) for w, t, _ in pools]
    values = [round(min(0.89, (r + 0.5) / (w + 1)), 3) for w, _, r in pools]
    plain = np.array([NEVER_SURE.isdisjoint(c.signs) for c in claims])
    return Scale(model.base, model.weights, tuple(sums), tuple(values), _surely(totals[plain], right[plain]), SURE)


def _surely(totals: Floats, right: Floats) -> float:
    """The lowest sum from which on the share right is SURE; beyond all sums where there is none."""
    order = np.argsort(-totals, kind="stable")
    counted = np.arange(1, len(order) + 1)
    fit = np.flatnonzero((np.cumsum(right[order]) / counted >= SURE) & (counted >= SURE_CLAIMS))
    return round(float(totals[order[fit[-1]]]), 3) if len(fit) else 99.0


def write(scale: Scale, out: Path) -> None:
    """The scale as YAML."""
    lines = ["# Made by training/confidence.py from the gold sets; docs/confidence.md tells how. Weights are in log-odds."]
    lines.append(f"- {{id: base, weight: {scale.base}}}")
    lines += [f'- {{id: "{s}", weight: {b}}}' for s, b in sorted(scale.weights.items())]
    lines.append(f"- {{id: sums, numbers: [{', '.join(map(str, scale.sums))}]}}")
    lines.append(f"- {{id: values, numbers: [{', '.join(map(str, scale.values))}]}}")
    lines.append(f"- {{id: sure, numbers: [{scale.surely}, {scale.sure}]}}")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".cache/confidence"))
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    tools = Tools.load(load())
    claims = [c for name in LEARNED for c in judged(args.shared, name, tools=tools, cache=args.cache)]
    write(mapped(learn(claims), left_out(claims), claims), args.out)
    print(f"{len(claims)} claims of {len({c.text for c in claims})} articles; weights written to {args.out}")


if __name__ == "__main__":
    main()
