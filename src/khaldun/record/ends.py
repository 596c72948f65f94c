"""Between which days what is told of a place may have begun or ended."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from khaldun.record.evidence import Report, kin

Window = tuple[date | None, date | None]
"""The earliest and the latest day; None where nothing bounds it."""
_CHANGES = frozenset({"gain", "loss", "change"})
_CHANGES_AND_OVERLAYS = _CHANGES | {"part", "siege", "contest", "relief"}
_STATES = frozenset({"gain", "hold", "part"})


class Ends:
    """The windows of the changes of one place; reports in order of their days."""

    def __init__(self, reports: Sequence[Report], sides: Mapping[str, str | None]) -> None:
        self.reports = reports
        self.days = [r.day for r in reports]
        self.sides = sides

    def window(self, day: date, before: str, after: str) -> Window:
        """The window of what changed on `day` (told so) from one holder to another ("" where none is told).

        Where reports tell of the change itself, it is as wide as they leave it; where only states are told, it lies between the last
        report of the one and the first of the other.
        """
        told = self.reports[bisect_left(self.days, day) : bisect_right(self.days, day)]
        kinds = _CHANGES if before != after else _CHANGES_AND_OVERLAYS
        found = [r for r in told if r.said in kinds and not r.around] or [r for r in told if r.prior]
        if found:
            first, last = max(r.day if r.prior else r.first for r in found), min(r.day if r.prior else r.last for r in found)
            return min(first, last, day), max(first, last, day)
        seen = self._last(before, day)
        heard = self._first(after, day)
        return (min(seen, day) if seen else None), (max(heard, day) if heard else None)

    def _last(self, holder: str, day: date) -> date | None:
        """The last day before `day` on which somebody (where nobody is named, anybody) was told to have the place, or lost it."""
        for n in range(bisect_left(self.days, day) - 1, -1, -1):
            if self._tells(self.reports[n], holder):
                return self.days[n]
        return None

    def _first(self, holder: str, day: date) -> date | None:
        """The first day from `day` on of which the same is told."""
        for n in range(bisect_left(self.days, day), len(self.days)):
            if self._tells(self.reports[n], holder):
                return self.days[n]
        return None

    def _tells(self, one: Report, holder: str) -> bool:
        if not holder:
            return one.said in _STATES or one.said in _CHANGES
        return one.said in _STATES and any(kin(holder, h, self.sides) for h in one.holders)
