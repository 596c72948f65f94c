"""Time, half-open: `start` is the first day, `stop` the day after the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "season", "year", "unknown"]
Basis = Literal["explicit", "relative", "context", "article"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days [`start`, `stop`); None where that end is not known. `text` is the expression that says it, `basis` how it was read:
    explicit (a full calendar date), relative (to the article's day), context (to another date of the text), article (none was
    said, the article's own day stands in). `open_start`/`open_end`: the words say since/before, so the end is a bound, not an edge.
    """

    start: date | None
    stop: date | None
    precision: Precision = "day"
    text: str | None = None
    basis: Basis = "explicit"
    open_start: bool = False
    open_end: bool = False

    @classmethod
    def day(cls, day: date, text: str | None = None, basis: Basis = "explicit") -> Period:
        """One day."""
        return cls(day, day + timedelta(1), "day", text, basis)

    @property
    def last(self) -> date | None:
        """The last day, inclusive: what exports call `end`."""
        return None if self.stop is None else self.stop - timedelta(1)

    @property
    def days(self) -> int | None:
        """Length in days, None where an end is unknown."""
        return None if self.start is None or self.stop is None else (self.stop - self.start).days

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the period; an unknown end counts as open."""
        return (self.start is None or self.start <= day) and (self.stop is None or day < self.stop)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day; an unknown end counts as open."""
        return (self.start is None or other.stop is None or self.start < other.stop) and (
            other.start is None or self.stop is None or other.start < self.stop
        )


def month_of(year: int, month: int) -> tuple[date, date]:
    """First day of a month and first day of the next."""
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def year_of(year: int) -> tuple[date, date]:
    """First day of a year and first day of the next."""
    return date(year, 1, 1), date(year + 1, 1, 1)
