"""How well confidences hold on claims that the check sets judge, beside the share that was right.

    python -m bench.calibration SHARED [--cache FOLDER] [--plot docs/img/confidence.svg]

SHARED holds `data/`. Prints the expected calibration error (over ten equal widths, and over ten equal numbers of claims),
a reliability table, and the share right of the claims told with .9 or more; `training.judged` says what "right" means.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path

from khaldun.knowledge import load
from khaldun.run.extract import Tools
from training.judged import CHECKED, Judged, judged

WIDTHS = 10
SIZE, EDGE = 320, 44


def by_width(claims: Sequence[Judged]) -> list[list[Judged]]:
    """The claims in bins of equal width."""
    bins: list[list[Judged]] = [[] for _ in range(WIDTHS)]
    for c in claims:
        bins[min(WIDTHS - 1, int(c.confidence * WIDTHS + 1e-9))].append(c)
    return bins


def by_number(claims: Sequence[Judged]) -> list[list[Judged]]:
    """The claims, the least sure first, in bins of equal number."""
    ordered = sorted(claims, key=lambda c: (c.confidence, c.name, c.text, c.signs))
    cuts = [round(k * len(ordered) / WIDTHS) for k in range(WIDTHS + 1)]
    return [ordered[a:b] for a, b in itertools.pairwise(cuts)]


def told(claims: Sequence[Judged]) -> float:
    """The mean confidence."""
    return sum(c.confidence for c in claims) / len(claims)


def right(claims: Sequence[Judged]) -> float:
    """The share right."""
    return sum(c.right for c in claims) / len(claims)


def error(bins: Sequence[Sequence[Judged]]) -> float:
    """The expected calibration error: the gap between confidence and share right, a mean over bins weighed by their claims."""
    total = sum(len(b) for b in bins)
    return sum(len(b) * abs(told(b) - right(b)) for b in bins if b) / total


def plot(claims: Sequence[Judged], out: Path, what: str = "claims of the check sets", axis: str = "confidence") -> None:
    """A reliability diagram as SVG: a dot a bin, as large as its number of claims (or days), and the line on which all would lie."""

    def x(v: float) -> float:
        return EDGE + v * SIZE

    def y(v: float) -> float:
        return EDGE / 2 + (1 - v) * SIZE

    height = SIZE + EDGE * 1.5
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + EDGE * 1.5:g} {height:g}" font-family="sans-serif" font-size="11">',
        f"<title>Share right by {axis}, {len(claims)} {what}</title>",
        f'<rect width="100%" height="100%" fill="#fff"/><path d="M{x(0):g} {y(0):g}L{x(1):g} {y(1):g}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{x(0):g} {y(1):g}V{y(0):g}H{x(1):g}" fill="none" stroke="#333"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        lines.append(f'<text x="{x(tick):g}" y="{y(0) + 15:g}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{x(0) - 6:g}" y="{y(tick) + 4:g}" text-anchor="end">{tick:g}</text>')
    lines.append(f'<text x="{x(0.5):g}" y="{height - 4:g}" text-anchor="middle">{axis}</text>')
    lines.append(f'<text x="12" y="{y(0.5):g}" text-anchor="middle" transform="rotate(-90 12 {y(0.5):g})">share right</text>')
    for one in by_width(claims):
        if one:
            radius = 2 + 14 * (len(one) / len(claims)) ** 0.5
            lines.append(
                f'<circle cx="{x(told(one)):.1f}" cy="{y(right(one)):.1f}" r="{radius:.1f}" fill="#1f5f99" fill-opacity=".7"/>'
            )
    out.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".cache/confidence"))
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    tools = Tools.load(load())
    claims: list[Judged] = []
    print(f"{'set':<24} {'claims':>6} {'confidence':>10} {'right':>6}")
    for name in CHECKED:
        found = judged(args.shared, name, tools=tools, cache=args.cache)
        claims += found
        print(f"{name:<24} {len(found):>6} {told(found):>10.3f} {right(found):>6.3f}")
    print(f"\n{'confidence':<24} {'claims':>6} {'mean':>10} {'right':>6}")
    for k, one in enumerate(by_width(claims)):
        if one:
            print(f"{k / WIDTHS:.1f} to {(k + 1) / WIDTHS:.1f}{'':<14} {len(one):>6} {told(one):>10.3f} {right(one):>6.3f}")
    sure = [c for c in claims if c.confidence >= 0.9]
    print(
        f"\ncalibration error {error(by_width(claims)):.3f} by width, {error(by_number(claims)):.3f} by number, of {len(claims)} claims"
    )
    print(f"told with .9 or more: {len(sure)} ({len(sure) / len(claims):.1%})" + (f", right {right(sure):.3f}" if sure else ""))
    if args.plot:
        plot(claims, args.plot)


if __name__ == "__main__":
    main()
