"""What a relative expression leans on, and what every reader of expressions shares."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from khaldun.dates import calendar as cal
from khaldun.dates.scan import Expression, Tokens
from khaldun.model import Period
from khaldun.model.period import Basis, Precision

Direction = Literal["past", "future"] | None
PRECISION: dict[str, Precision] = {
    "day": "day", "week": "week", "fortnight": "week", "month": "month", "year": "year", "decade": "unknown", "century": "unknown"
}  # fmt: skip
FOLLOWING = frozenset({"following", "subsequent", "ensuing", "succeeding"})
"""Words for "next" that count from what was told, not from today."""
VAGUE_DAYS = {"day": 7, "week": 28, "month": 122, "year": 5 * 365, "decade": 3650, "weekend": 14}
"""How far back "recent days", "recent months" reach at most, in days: our reading of news usage, told with precision unknown."""
_WEIGHTS: dict[Direction, tuple[int, int]] = {"past": (1, 12), "future": (3, 1), None: (2, 3)}
"""What a day back and a day ahead cost when a yearly date may be either: after a past verb, next month still beats eleven months ago."""
_MONTHS = 4
"""How much dearer yet a whole month or season ahead is after a past verb: a coming day may be a deadline, a coming month is rarely one."""


class Frame(NamedTuple):
    """What a relative expression leans on. `today`: the day the words are said on (None: unknown). `last`: the last date told before
    it, `near` whether that was in this sentence or the one before. `home`: in a chronicle, the last date of the main thread, not of a
    flashback; `year`: the year it is in while there is none. `perfect`: the clause's
    verb is has/had done. `before`: the word before the expression, in lower case. `after`: a day long past that the same sentence has told
    with its year just before: what follows without a year goes on from there."""

    today: date | None
    last: Period | None = None
    near: bool = False
    home: date | None = None
    year: int | None = None
    said_year: int | None = None
    direction: Direction = None
    perfect: bool = False
    before: str = ""
    after: date | None = None


def period(days: cal.Days, precision: Precision, basis: Basis) -> Period:
    return Period(days[0], days[1], precision, basis=basis)


def anchor_of(frame: Frame) -> date | None:
    return frame.last.start if frame.last is not None else None


def nearest(found: list[cal.Days], frame: Frame) -> cal.Days | None:
    """Of the yearly returns of a day or month, the one that is meant."""
    if frame.after is not None:
        return min((d for d in found if d[0] >= frame.after), default=None)
    if frame.today is not None:
        today, back, ahead = frame.today, *_WEIGHTS[frame.direction]
        if frame.direction == "past" and any((stop - start).days > 7 for start, stop in found):
            ahead *= _MONTHS
        return min(
            found, key=lambda d: (max((d[0] - today).days * ahead, ((today - d[1]).days + 1) * back), d[0]), default=None
        )
    anchor = frame.home
    if anchor is None:
        return next((d for d in found if d[0].year == frame.year), None)
    return min(found, key=lambda d: (abs((d[0] - anchor).days), -d[0].toordinal()), default=None)


def years_about(frame: Frame) -> list[int]:
    if frame.said_year is not None:
        return [frame.said_year]
    if frame.after is not None:
        return [frame.after.year, frame.after.year + 1]
    if frame.today is not None:
        return [frame.today.year + k for k in (-1, 0, 1)]
    if frame.home is not None:
        return [frame.home.year + k for k in (-1, 0, 1)]
    return [] if frame.year is None else [frame.year]


def basis_of(frame: Frame) -> Basis:
    return "relative" if frame.today is not None and frame.said_year is None and frame.after is None else "context"


def full_year(e: Expression, t: Tokens, frame: Frame) -> int | None:
    """The year that the expression itself names."""
    year: int | None = e.value(t, "YEAR", last=True)
    if year is not None:
        return year
    short = e.value(t, "SHORTYEAR")
    return None if short is None else century_of(short, frame)


def century_of(short: int, frame: Frame) -> int:
    """The full year of two digits: not more than ten years after the article's."""
    now = frame.today.year if frame.today is not None else frame.year or 2020
    year = now // 100 * 100 + int(short)
    return year if year <= now + 10 else year - 100


def count_of(e: Expression, t: Tokens) -> float | None:
    """The number in an expression such as `two and a half years`; None where it is vague (`several years`, `years`)."""
    total: float | None = None
    for i, code in enumerate(e.codes, e.first):
        if code in "NdnY" and i + 1 < e.stop:
            value = t.value(i)
            if value is None:
                return None
            total = value if total is None else total * value if value >= 12 and total else total + value
        elif code == "L":
            total = (total or 0) + 0.5
        elif code == "a" and total is None and t.codes[i + 1] not in "NL":
            total = 1.0
    return total


def in_hours(e: Expression) -> bool:
    return e.has("HOURS") and not e.has("UNIT")


def unit_of(e: Expression, t: Tokens) -> str | None:
    """The first unit named."""
    for i, code in enumerate(e.codes, e.first):
        if code == "E":
            return "weekend"
        if code == "U":
            return str(t.value(i))
    return None
