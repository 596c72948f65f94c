"""What a scorer gives: metrics, and what differs from the gold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khaldun.model import Span


@dataclass(frozen=True, slots=True)
class Metric:
    """`good` of `total`, or a value that is not a share of things counted. `value` is 0 where there is nothing to count: `total` is 0 then,
    and the metric `empty`."""

    name: str
    value: float
    good: int | None = None
    total: int | None = None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something `missed`, told `beyond` the gold, or told otherwise (`differs`): of which input, where in its text, and in words."""

    what: str
    ref: str
    text: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def at(cls, what: str, ref: str, span: Span, more: str = "") -> Note:
        """A note on a stretch of text."""
        return cls(what, ref, f"“{span.text}”{more}", span.start, span.end)


@dataclass(frozen=True, slots=True)
class Report:
    """All metrics of a set, and the notes."""

    metrics: tuple[Metric, ...]
    notes: tuple[Note, ...] = ()

    def __getitem__(self, name: str) -> float:
        """The value of a metric."""
        return next(m.value for m in self.metrics if m.name == name)


def report(metrics: Iterable[Metric], notes: Iterable[Note]) -> Report:
    """A report of these."""
    return Report(tuple(metrics), tuple(notes))


def share(name: str, good: int, total: int) -> Metric:
    """So many of so many."""
    return Metric(name, good / total if total else 0.0, good, total, not total)


def f1(name: str, right: int, told: int, wanted: int) -> tuple[Metric, ...]:
    """Precision (right of told), recall (right of wanted) and F1, their harmonic mean."""
    precision, recall = share(f"{name}-p", right, told), share(f"{name}-r", right, wanted)
    return precision, recall, harmonic(f"{name}-f1", precision, recall)


def harmonic(name: str, one: Metric, other: Metric) -> Metric:
    """The harmonic mean of two metrics, empty where both are."""
    return Metric(name, mean(one.value, other.value), empty=one.empty and other.empty)


def mean(one: float, other: float) -> float:
    """The harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0
