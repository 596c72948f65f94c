"""The figures of a series through time as a drawing: each a point, or a range from low to high. The template draws it as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from khaldun.model import Figure
from khaldun.web.strip import WIDTH, Tick, ticks

TALL = 240.0
"""Height of the drawing in its own units, the axis of days apart."""
_WIDE = 30.0
"""How many times the smallest the largest number must be for the axis to go by powers of ten."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: at `x`, from `low` down to `high` up (units of the drawing, y grows downwards); `open_above`: it says "at least"."""

    figure: Figure
    x: float
    low: float
    high: float
    open_above: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the drawing, with the number that it stands for."""

    y: float
    number: float


@dataclass(frozen=True, slots=True)
class Plot:
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    first: date
    last: date


def day_of(figure: Figure) -> date | None:
    """The day that a figure is drawn at: the last one it may speak of, else the day it was said."""
    return figure.as_of.last or figure.as_of.start or figure.said_on


def plot(figures: Sequence[Figure]) -> Plot | None:
    """The drawing of figures of one measure; None where none has a number and a day."""
    known = [(day, f) for f in figures if (day := day_of(f)) is not None and (f.low is not None or f.high is not None)]
    if not known:
        return None
    first = min(day for day, _ in known)
    stop = max(max(day for day, _ in known) + timedelta(1), first + timedelta(30))
    numbers = [n for _, f in known for n in (f.low, f.high) if n is not None]
    y, levels = _scale(numbers)

    def x(day: date) -> float:
        return round((day - first).days / (stop - first).days * WIDTH, 1)

    marks = []
    for day, f in sorted(known, key=lambda k: (k[0], k[1].id)):
        low, high = (f.low if f.low is not None else f.high), (f.high if f.high is not None else f.low)
        marks.append(Mark(f, x(day), y(low or 0), y(high or 0), f.high is None))
    return Plot(tuple(marks), ticks(first, stop, x), levels, first, stop - timedelta(1))


def _scale(numbers: Sequence[float]) -> tuple[Callable[[float], float], tuple[Level, ...]]:
    """Where a number stands: from nought in even steps, or by powers of ten where the numbers lie far apart."""
    most, least = max(*numbers, 1.0), min((n for n in numbers if n > 0), default=1.0)
    if most / least >= _WIDE:
        low, high = floor(log10(least)), ceil(log10(most))
        high = max(high, low + 1)

        def by_tens(n: float) -> float:
            share = (log10(max(n, 10**low)) - low) / (high - low)
            return round(TALL * (1 - share), 1)

        return by_tens, tuple(Level(by_tens(10**p), 10**p) for p in range(low, high + 1))
    step = _step(most / 4)
    top = step * ceil(most / step)

    def even(n: float) -> float:
        return round(TALL * (1 - n / top), 1)

    return even, tuple(Level(even(n * step), n * step) for n in range(int(top / step) + 1))


def _step(rough: float) -> float:
    """A round number, 1, 2 or 5 times a power of ten, not below `rough` and at least 1."""
    power = 10 ** floor(log10(max(rough, 1)))
    return float(next(m * power for m in (1, 2, 5, 10) if m * power >= rough))
