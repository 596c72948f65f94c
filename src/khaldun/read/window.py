"""The days that are left for a text, narrowed by one reason after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(1)
FRESH = 7
"""Days within which an event is news, and within which papers write a day without its year."""


@dataclass
class Window:
    """Days [`low`, `high`) that are left; `lower` and `upper`: the reasons for either bound, the narrowest last."""

    low: date | None
    high: date | None
    lower: list[str] = field(default_factory=list)
    upper: list[str] = field(default_factory=list)

    def floor(self, day: date, why: str) -> None:
        """Not before `day`."""
        if (self.high is None or day < self.high) and (self.low is None or day > self.low):
            self.low = day
            self.lower.append(why)

    def roof(self, day: date, why: str) -> None:
        """Not on `day` or later."""
        if (self.low is None or day > self.low) and (self.high is None or day < self.high):
            self.high = day
            self.upper.append(why)

    def between(self, low: date, high: date, why: str) -> bool:
        """Within [`low`, `high`), where that leaves a day; whether it does."""
        if not self.admits(low, high):
            return False
        self.floor(low, why)
        self.roof(high, why)
        return True

    def admits(self, low: date, high: date | None) -> bool:
        """Whether some day of [`low`, `high`) is left."""
        return (self.low is None or high is None or self.low < high) and (self.high is None or low < self.high)

    @property
    def why(self) -> str:
        """The last two reasons for each bound."""
        return "; ".join(dict.fromkeys([*self.lower[-2:], *self.upper[-2:]]))

    @property
    def length(self) -> int | None:
        """Days in the window, None where it is open."""
        return None if self.low is None or self.high is None else (self.high - self.low).days
