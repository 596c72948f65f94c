"""How well the probabilities of control hold on days of which a gold set knows who held what.

    python -m bench.control SHARED [--cache FOLDER] [--left-out] [--plot docs/img/control.svg]

SHARED holds `data/`. Prints the days of each set that are answered and right, a reliability table in ten equal widths and the
expected calibration error over them; `--left-out`: under numbers learned without the place that is asked for, in place of those in
force (`training.control`; some minutes).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.calibration import WIDTHS, by_width, error, plot, right, told
from khaldun.knowledge import load
from khaldun.record import parameters as par
from khaldun.run.extract import Tools
from training.control import left_out
from training.days import SETS, Told, days
from training.judged import Judged


def answered(found: Sequence[Told]) -> list[Judged]:
    """The days for which somebody is named, as the tables of `bench.calibration` take them."""
    return [
        Judged(t.asked.name, t.asked.place, (str(t.asked.on),), t.probability, t.right)
        for t in found
        if t.probability is not None
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".cache/confidence"))
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    tools = Tools.load(load())
    sets = [days(args.shared, name, tools=tools, cache=args.cache) for name in SETS]
    found = left_out(sets, asdict(par.NOW)) if args.left_out else [t for one in sets for t in one.told()]
    print(f"{'set':<24} {'asked':>6} {'answered':>9} {'right':>6}")
    for name in SETS:
        mine = [t for t in found if t.asked.name == name]
        print(f"{name:<24} {len(mine):>6} {len(answered(mine)):>9} {sum(t.right for t in mine):>6}")
    named = answered(found)
    print(f"\n{'probability':<24} {'days':>6} {'mean':>9} {'right':>6}")
    for k, one in enumerate(by_width(named)):
        if one:
            print(f"{k / WIDTHS:.1f} to {(k + 1) / WIDTHS:.1f}{'':<14} {len(one):>6} {told(one):>9.3f} {right(one):>6.3f}")
    print(f"\ncalibration error {error(by_width(named)):.3f} by width, of {len(named)} days")
    if args.plot:
        plot(named, args.plot, "days of the control sets", "probability")


if __name__ == "__main__":
    main()
