"""Learns `knowledge/base/control.yaml`, the learned numbers of the model of control, and prints how well they hold.

    PYTHONPATH=src python -m training.control SHARED [--cache FOLDER] [--out src/khaldun/knowledge/base/control.yaml]

Deterministic: each number in turn is set to that of a few values under which the gold's days are likeliest, as long as that makes a
difference; twice over. There are some 200 days, so that the numbers are few, the values coarse, and a number that the days do not
speak on keeps its value. What is printed under "left out" is measured on places that the numbers used for them were not learned from.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from khaldun.knowledge import load
from khaldun.record import parameters as par
from khaldun.run.extract import Tools
from training.days import SETS, Days, Told, days

OUT = Path(__file__).parents[1] / "src/khaldun/knowledge/base/control.yaml"
FOLDS = 5
PASSES = 2
GAIN = 0.002
"""By how much the mean log-likelihood of a day must rise for a number to leave its value: half a day told rightly in the middle of doubt."""
SURE = 0.9
LEAST = 0.02
"""The likelihood that a day counts at least: one day told wrongly must not outweigh ten told rightly."""
VALUES: dict[str, tuple[float, ...]] = {
    "fade": (1095, 1460, 2190, 2920),
    "unseen_change": (90, 180, 365),
    "prior_unknown": (0.4, 0.5, 0.6),
    "against_unknown": (0.7, 0.8, 0.9),
    "again": (0.15, 0.3, 0.5),
    "pressed": (0.5, 0.65, 0.75, 0.9),
    "target": (0.4, 0.6, 0.8),
    "lost_held": (0.6, 0.8, 1.0),
    "gain": (0.9, 0.95, 1.0),
    "hold": (0.9, 0.95, 1.0),
    "loss": (0.8, 0.9, 1.0),
    "around_whole": (0.6, 0.75, 0.9),
    "around_most": (0.5, 0.7, 0.8),
    "around_bare": (0.2, 0.4, 0.5),
}


"""What is tried. `fade` is bounded: days that the gold asks for between two facts are such on which nothing has changed, so that no
length is too long for them; one change in four goes unreported in these sets, hence at most some four times `silence`."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Learned numbers and the mean log-likelihood under them."""

    numbers: dict[str, float]
    score: float


def likelihood(told: Sequence[Told]) -> float:
    """The mean log-likelihood of days."""
    return sum(math.log(max(t.likely, LEAST)) for t in told) / len(told)


def under(numbers: dict[str, float], sets: Sequence[Days], keep: Callable[[str], bool] = lambda _: True) -> list[Told]:
    """The answers for the places to keep, under these numbers."""
    par.NOW = par.Learned(**numbers)
    return [t for one in sets for t in one.told() if keep(t.asked.place)]


def fit(start: dict[str, float], sets: Sequence[Days], keep: Callable[[str], bool] = lambda _: True) -> Fit:
    """The numbers under which the days of the places to keep are likeliest, from some on."""
    best = Fit(start, likelihood(under(start, sets, keep)))
    for _ in range(PASSES):
        before = best
        for name, values in VALUES.items():
            tried = [Fit({**best.numbers, name: v}, 0.0) for v in values if v != best.numbers[name]]
            found = [Fit(t.numbers, likelihood(under(t.numbers, sets, keep))) for t in tried]
            top = max(found, key=lambda f: (round(f.score, 9), -f.numbers[name]))
            if top.score > best.score + GAIN:
                best = top
        if best is before:
            break
    sound = {**best.numbers, "sound": soundness(under({**best.numbers, "sound": 1.0}, sets, keep))}
    return Fit(sound, likelihood(under(sound, sets, keep)))


def soundness(told: Sequence[Told]) -> float:
    """What share of the days told with .9 or more are told rightly, by how sure they are told."""
    sure = [t for t in told if t.probability is not None and t.probability >= SURE]
    return round(min(1.0, sum(t.right for t in sure) / sum(t.probability or 0.0 for t in sure)), 2)


def silence(sets: Sequence[Days]) -> float:
    """Days per change of holder between the dated facts of the gold, at one place after another."""
    spent = changes = 0
    for one in sets:
        dated = sorted((f for f in one.facts if f.holder), key=lambda f: (f.place, f.last))
        for a, b in itertools.pairwise(dated):
            if a.place == b.place:
                spent += (b.last - a.last).days
                changes += not set(a.holder) & set(b.holder)
    return round(spent / changes)


def fold_of(place: str) -> int:
    """The fold that a place is left out in."""
    return int(hashlib.sha256(place.encode()).hexdigest(), 16) % FOLDS


def left_out(sets: Sequence[Days], start: dict[str, float]) -> list[Told]:
    """The answers for every place under numbers that were learned from the others."""
    out = []
    for k in range(FOLDS):
        numbers = fit(start, sets, lambda place, k=k: fold_of(place) != k).numbers  # type: ignore[misc]
        out += under(numbers, sets, lambda place, k=k: fold_of(place) == k)  # type: ignore[misc]
    return out


def summary(told: Sequence[Told]) -> str:
    """How many days are answered and right, how likely the right holder was, and the calibration error over ten equal widths."""
    named = [t for t in told if t.probability is not None]
    right = sum(t.right for t in named)
    return (
        f"days right {right / len(told):.3f}, answered {len(named) / len(told):.3f}, log-likelihood {likelihood(told):.4f}, "
        f"calibration error {error(named):.3f} of {len(named)} days"
    )


def error(told: Sequence[Told]) -> float:
    """The expected calibration error of answered days over ten equal widths."""
    bins: dict[int, list[Told]] = {}
    for t in told:
        bins.setdefault(min(9, int((t.probability or 0.0) * 10)), []).append(t)
    gaps = [abs(sum(t.right for t in b) - sum(t.probability or 0.0 for t in b)) for b in bins.values()]
    return sum(gaps) / len(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".cache/confidence"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    tools = Tools.load(load())
    sets = [days(args.shared, name, tools=tools, cache=args.cache) for name in SETS]
    start = {**asdict(par.NOW), "silence": silence(sets)}
    print(f"in force    {summary(under(start, sets))}")
    print(f"left out    {summary(left_out(sets, start))}")
    best = fit(start, sets)
    print(f"learned     {summary(under(best.numbers, sets))}")
    lines = [f"- {{id: {name}, value: {value:g}}}" for name, value in best.numbers.items()]
    print("\n".join(lines))
    if args.out:
        args.out.write_text(
            "# Made by training/control.py from the gold days; docs/record.md tells how.\n" + "\n".join(lines) + "\n"
        )


if __name__ == "__main__":
    main()
