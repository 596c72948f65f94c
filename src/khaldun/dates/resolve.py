"""Expressions -> days. Each rule of the grammar has a reader; what it cannot tell for certain stays None.

A reader sees the expression, its tokens and the `Frame`: the day the words are said on, the last date the text gave, and which way the
sentence looks. Relative words under an uncertain day of publication are read for its first and its last day, and the two are joined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from khaldun.dates import calendar as cal
from khaldun.dates.lexicon import CLASSES
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
_WEIGHTS: dict[Direction, tuple[int, int]] = {"past": (1, 10), "future": (3, 1), None: (2, 3)}
"""What a day back and a day ahead cost when a yearly date may be either: after a past verb, next month still beats eleven months ago."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a relative expression leans on. `today`: the day the words are said on (None: unknown). `last`: the last date told before
    it, `near` whether that was in this sentence or the one before. `home`: in a chronicle, the last date of the main thread, not of a
    flashback; `year`: the year it is in while there is none. `perfect`: the clause's
    verb is has/had done. `before`: the word before the expression, in lower case."""

    today: date | None
    last: Period | None = None
    near: bool = False
    home: date | None = None
    year: int | None = None
    said_year: int | None = None
    direction: Direction = None
    perfect: bool = False
    before: str = ""


def _period(days: cal.Days, precision: Precision, basis: Basis) -> Period:
    return Period(days[0], days[1], precision, basis=basis)


def _anchor(frame: Frame) -> date | None:
    return frame.last.start if frame.last is not None else None


def _nearest(found: list[cal.Days], frame: Frame) -> cal.Days | None:
    """Of the yearly returns of a day or month, the one that is meant."""
    if frame.today is not None:
        today, back, ahead = frame.today, *_WEIGHTS[frame.direction]
        return min(
            found, key=lambda d: (max((d[0] - today).days * ahead, ((today - d[1]).days + 1) * back), d[0]), default=None
        )
    anchor = frame.home
    if anchor is None:
        return next((d for d in found if d[0].year == frame.year), None)
    return min(found, key=lambda d: (abs((d[0] - anchor).days), -d[0].toordinal()), default=None)


def _years_about(frame: Frame) -> list[int]:
    if frame.said_year is not None:
        return [frame.said_year]
    if frame.today is not None:
        return [frame.today.year + k for k in (-1, 0, 1)]
    if frame.home is not None:
        return [frame.home.year + k for k in (-1, 0, 1)]
    return [] if frame.year is None else [frame.year]


def _basis(frame: Frame) -> Basis:
    return "relative" if frame.today is not None and frame.said_year is None else "context"


def _full_year(e: Expression, t: Tokens, frame: Frame) -> int | None:
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


def _relative_year(e: Expression, t: Tokens, frame: Frame) -> int | None:
    """The year of `last year`, `that year` within a longer expression."""
    unit = _unit_rel(e, t, frame)
    return unit.start.year if unit is not None and unit.start is not None else None


def _day_month(day: int, month: int, e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year = _full_year(e, t, frame)
    basis: Basis = "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
        if year is None:
            return None
    if year is not None:
        found = cal.safe_day(year, month, day)
        return None if found is None else Period.day(found, basis=basis)
    days = [d for d in (cal.safe_day(y, month, day) for y in _years_about(frame)) if d is not None]
    weekday = e.value(t, "WEEKDAY", "MAYBE_WEEKDAY")
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday] or days
    chosen = _nearest([(d, d + timedelta(1)) for d in days], frame)
    return None if chosen is None else _period(chosen, "day", _basis(frame))


def _mdy(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return _day_month(e.value(t, "DAYNUM", "DAYORD"), e.value(t, "MONTH", "MAYBE_MONTH"), e, t, frame)


def _dmy(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return _day_month(e.value(t, "DAYNUM", "DAYORD", "ORDINAL"), e.value(t, "MONTH", "MAYBE_MONTH"), e, t, frame)


def _week_of(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    day = _mdy(e, t, frame)
    if day is None or day.start is None or e.value(t, "UNIT") != "week":
        return day if e.value(t, "UNIT") == "day" else None
    return _period(cal.week_days(day.start), "week", day.basis)


def _range(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month = e.value(t, "MONTH", "MAYBE_MONTH")
    first = _day_month(e.value(t, "DAYNUM", "DAYORD"), month, e, t, frame)
    last = _day_month(e.value(t, "DAYNUM", "DAYORD", last=True), month, e, t, frame)
    if first is None or last is None or first.start is None or last.stop is None or first.start >= last.stop:
        return last
    return Period(first.start, last.stop, "day", basis=last.basis)


def _iso(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year, month, day = (int(part) for part in e.value(t, "ISO").split("-"))
    found = cal.safe_day(year, month, day)
    return None if found is None else Period.day(found)


def _slashed(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """08/04/2016: the weekday beside it decides, then which reading the calendar allows, then which lies by the article's day."""
    first, second, year = (int(part) for part in e.value(t, "SLASHED"))
    year = century_of(year, frame) if year < 100 else year
    found = {cal.safe_day(year, second, first), cal.safe_day(year, first, second)} - {None}
    days = sorted(d for d in found if d is not None)
    weekday = e.value(t, "WEEKDAY", "MAYBE_WEEKDAY")
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday] or days
    if len(days) == 2 and frame.today is not None:
        distance = [abs((d - frame.today).days) for d in days]
        if min(distance) <= 31 < max(distance):
            days = [days[distance.index(min(distance))]]
    return Period.day(days[0]) if len(days) == 1 else None


def _month(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month = e.value(t, "MONTH", "MAYBE_MONTH")
    year, basis = _full_year(e, t, frame), "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
        if year is None:
            return None
    if year is not None:
        return _period(cal.month_days(year, month), "month", "explicit" if basis == "explicit" else "relative")
    months = [cal.month_days(y, month) for y in _years_about(frame)]
    chosen = _nearest(months, frame)
    return None if chosen is None else _period(chosen, "month", _basis(frame))


def _month_rel(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month = e.value(t, "MONTH", "MAYBE_MONTH")
    if e.has(t, "SAME"):
        anchor = _anchor(frame)
        return None if anchor is None else _period(cal.month_days(anchor.year, month), "month", "context")
    if frame.today is None:
        return None
    today, day = frame.today, e.value(t, "DAYNUM", "DAYORD")
    if e.has(t, "LAST"):
        year = today.year - ((month, day or 0) >= (today.month, today.day if day else 0))
    elif e.has(t, "NEXT"):
        year = today.year + ((month, day or 0) <= (today.month, today.day if day else 0))
    else:
        year = today.year
    if day is not None:
        found = cal.safe_day(year, month, day)
        return None if found is None else Period.day(found, basis="relative")
    return _period(cal.month_days(year, month), "month", "relative")


def _season(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    first = e.value(t, "SEASON")
    year, basis = _full_year(e, t, frame), "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
    if year is not None:
        return _period(cal.season_days(year, first), "season", "explicit" if basis == "explicit" else "relative")
    seasons = [cal.season_days(y, first) for y in _years_about(frame)]
    if frame.today is not None:
        today = frame.today
        if e.has(t, "LAST"):
            seasons = [s for s in seasons if s[1] <= today][-1:]
        elif e.has(t, "NEXT"):
            seasons = [s for s in seasons if s[0] > today][:1]
        elif e.has(t, "THIS"):
            seasons = [s for s in seasons if s[0].year == today.year][:1]
    chosen = _nearest(seasons, frame)
    return None if chosen is None else _period(chosen, "season", _basis(frame))


def _holiday(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    rule = e.value(t, "HOLIDAY")
    year = _full_year(e, t, frame)
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year = _relative_year(e, t, frame)
        if year is None:
            return None
    found = [d for y in ([year] if year is not None else _years_about(frame)) for d in cal.holiday(rule, y)]
    if year is None and frame.today is not None:
        if e.has(t, "LAST"):
            found = [d for d in found if d[0] < frame.today][-1:]
        elif e.has(t, "NEXT"):
            found = [d for d in found if d[0] > frame.today][:1]
    chosen = (found[0] if found else None) if year is not None else _nearest(found, frame)
    if chosen is None:
        return None
    basis: Basis = "explicit" if year is not None else _basis(frame)
    if e.value(t, "UNIT") == "week":
        return _period(cal.week_days(chosen[0]), "week", basis)
    length = (chosen[1] - chosen[0]).days
    return _period(chosen, "day" if length < 7 else "month", basis)


def _deictic(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    if frame.today is None:
        return None
    offset = e.value(t, "DEICTIC")
    if e.rule == "day_beside":
        if e.value(t, "UNIT") != "day":
            return None
        offset += -1 if e.value(t, "BESIDE") == "before" else 1
    return Period.day(frame.today + timedelta(offset), basis="relative")


def _weekday(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    weekday = e.value(t, "WEEKDAY")
    if e.has(t, "UNIT"):
        week = _unit_rel(e, t, frame)
        if week is None or week.start is None or week.precision != "week":
            return None
        return Period.day(week.start + timedelta(weekday), basis="relative")
    if e.has(t, "SAME") or e.value(t, "NEXT") == "following" or frame.today is None:
        anchor = _anchor(frame)
        if anchor is None or frame.last is None or frame.last.precision not in ("day", "week") or not (frame.near or frame.today):
            return None
        return Period.day(anchor + timedelta((weekday - anchor.weekday()) % 7), basis="context") if not (
            frame.today is None and not frame.near
        ) else None
    today = frame.today
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if e.has(t, "LAST"):
        return Period.day(today - timedelta(back or 7), basis="relative")
    if e.has(t, "NEXT"):
        return Period.day(today + timedelta(ahead or 7), basis="relative")
    if e.has(t, "THIS"):
        return Period.day(today + timedelta(ahead if frame.direction != "past" else -back), basis="relative")
    if frame.direction == "future":
        return Period.day(today + timedelta(ahead), basis="relative")
    return Period.day(today - timedelta(back), basis="relative")


def count_of(e: Expression, t: Tokens) -> float | None:
    """The number in an expression such as `two and a half years`; None where it is vague (`several years`, `years`)."""
    total: float | None = None
    for i in range(e.first, e.stop):
        code, value = t.codes[i], t.values[i]
        if code in "NdnY" and i + 1 < e.stop:
            if value is None:
                return None
            total = value if total is None else total * value if value >= 12 and total else total + value
        elif code == "L":
            total = (total or 0) + 0.5
        elif code == "a" and total is None and t.codes[i + 1] not in "NL":
            total = 1.0
    return total


def _hours(e: Expression, t: Tokens) -> bool:
    return e.has(t, "HOURS") and not e.has(t, "UNIT")


def _unit(e: Expression, t: Tokens) -> str | None:
    """The first unit named."""
    for i in range(e.first, e.stop):
        if t.codes[i] == CLASSES["WEEKEND"]:
            return "weekend"
        if t.codes[i] == CLASSES["UNIT"]:
            return str(t.values[i])
    return None


def _shifted_days(day: date, unit: str, count: float, basis: Basis) -> Period:
    """The unit, as precise as the words, that lies `count` units before `day`: `a week ago` is a day, `six weeks ago` a week."""
    found = cal.before(day, unit, count)
    if unit == "day" or (unit == "week" and abs(count) == 1) or (unit == "week" and abs(count) % 1):
        return Period.day(found, basis=basis)
    if unit == "fortnight":
        unit = "week"
    if abs(count) % 1 and unit in ("year", "decade"):
        return _period(cal.unit_days("month", found), "month", basis)
    if unit in ("decade", "century"):
        return _period(cal.unit_days("year", found), "year", basis)
    return _period(cal.unit_days(unit, found), PRECISION[unit], basis)


def _ago(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    if frame.today is None:
        return None
    if _hours(e, t):
        count = count_of(e, t)
        return Period.day(frame.today, basis="relative") if count is None or count <= 12 else Period(
            frame.today - timedelta(1), frame.today + timedelta(1), "day", basis="relative")
    count, unit = count_of(e, t), _unit(e, t)
    return None if count is None or unit is None else _shifted_days(frame.today, unit, count, "relative")


def _shifted(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`two days later`, `the day before`: from the last date told, which must stand close by."""
    anchor, last, unit, count = _anchor(frame), frame.last, _unit(e, t), count_of(e, t)
    if anchor is None or last is None or unit is None or not frame.near:
        return None
    if e.rule == "next_after":
        count = 1.0
    if count is None or (unit in ("day", "week") and last.precision != "day") or (unit == "month" and last.precision in ("year", "season")):
        return None
    word = e.value(t, "SHIFT", "BESIDE", last=True)
    if word == "after" and _followed(e, t):
        return None
    if word == "before" and _followed(e, t):
        return None
    sign = 1 if word in ("earlier", "before") else -1
    day = last.last if sign < 0 and last.last is not None else anchor
    return _shifted_days(day, unit, sign * count, "context")


def _followed(e: Expression, t: Tokens) -> bool:
    """Whether `a day after` goes on with the event it counts from, which may be another than the last date's."""
    return t.code(e.stop) in "~XhaNdnz"


def _span(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the past two days`, `the next four weeks`: from then to today, or on from today."""
    count, unit = count_of(e, t), _unit(e, t)
    if e.has(t, "NEXT") and (frame.today is None or e.value(t, "NEXT") in FOLLOWING):
        last = frame.last
        if not frame.near or last is None or last.precision != "day" or last.stop is None or unit not in VAGUE_DAYS or unit == "weekend":
            return None
        return Period(last.stop, cal.before(last.stop, unit, -(count or 3)), "unknown", basis="context")
    if frame.today is None:
        return None
    after = frame.today + timedelta(1)
    if _hours(e, t):
        days = -(-int(count or 24) // 24)
        back, ahead = frame.today - timedelta(days), after + timedelta(days)
    elif unit is None or unit == "weekend" or count is None:
        length = VAGUE_DAYS.get(unit or "", 0)
        if not length:
            return None
        back, ahead = frame.today - timedelta(length), after + timedelta(length)
    else:
        back, ahead = cal.before(frame.today, unit, count), cal.before(after, unit, -count)
    days_ = (back, after) if e.has(t, "LAST") else (frame.today, ahead)
    return Period(*days_, "unknown", basis="relative")


def _vague(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    unit = _unit(e, t)
    if frame.today is None or unit not in VAGUE_DAYS:
        return None
    return Period(frame.today - timedelta(VAGUE_DAYS[unit]), frame.today + timedelta(1), "unknown", basis="relative")


def _for(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`for two years` with a perfect verb: up to now. Elsewhere a length without a place in time."""
    if frame.today is None or not frame.perfect or frame.before not in ("for", "over") or frame.direction == "future":
        return None
    count, unit = count_of(e, t), e.value(t, "UNIT")
    if unit is None:
        return None
    start = cal.before(frame.today, unit, count if count is not None else 2)
    return Period(start, frame.today + timedelta(1), "unknown", basis="relative", open_start=count is None)


def _unit_rel(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`last week`, `this year`, `the following month`, `that day`, `this morning`, `the previous night`."""
    same, following = e.has(t, "SAME"), e.value(t, "NEXT") in FOLLOWING
    previous = e.value(t, "LAST") in ("previous", "preceding", "prior")
    unit = _unit(e, t) or "day"
    by = -1 if e.has(t, "LAST") else 1 if e.has(t, "NEXT") else 0
    plain_next = e.value(t, "NEXT") == "next" and t.codes[max(e.first, 0)] == "h" and unit == "day"
    anchor, last = _anchor(frame), frame.last
    if same or following or plain_next or (previous and frame.near and anchor is not None):
        if anchor is None or last is None or not frame.near:
            return None
        return _beside(unit, by, anchor, last)
    if frame.today is None or e.value(t, "LAST") == "final":
        return None
    if e.has(t, "DAYPART"):
        night = e.value(t, "DAYPART") in ("night", "evening") or not by
        return Period.day(frame.today + timedelta(by), basis="relative") if night or by else None
    word = t.word(next(i for i in range(e.first, e.stop) if t.codes[i] in "UE")).lower()
    if word.endswith("s") and by:
        length = VAGUE_DAYS.get(unit, 365)
        days = (frame.today - timedelta(length), frame.today + timedelta(1)) if by < 0 else (
            frame.today, frame.today + timedelta(length))
        return Period(*days, "unknown", basis="relative")
    if unit == "weekend":
        return _weekend_near(frame, by)
    if unit == "day" and by == 0:
        return None
    return _period(cal.unit_days(unit, frame.today, by), PRECISION[unit], "relative")


def _beside(unit: str, by: int, anchor: date, last: Period) -> Period | None:
    """The unit that holds the last date, or lies beside it, if that date is precise enough to tell."""
    order = ("day", "week", "month", "season", "year", "unknown")
    if unit == "weekend":
        if last.precision not in ("day", "week"):
            return None
        return _period(cal.weekend_days(anchor + timedelta(7 * by)), "week", "context")
    if order.index(last.precision) > order.index(PRECISION[unit]):
        return None
    day = last.last if by > 0 and last.last is not None else anchor
    return _period(cal.unit_days(unit, day, by), PRECISION[unit], "context")


def _weekend_near(frame: Frame, by: int) -> Period | None:
    if frame.today is None:
        return None
    today = frame.today
    this = cal.weekend_days(today)
    if by > 0:
        this = cal.weekend_days(today + timedelta(7))
    elif by < 0 or (frame.direction != "future" and this[0] > today):
        this = cal.weekend_days(today - timedelta(7))
    return _period(this, "week", "relative")


def _weekend(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return _weekend_near(frame, 0)


def _part_unit(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the end of the year`, `late in the day`: the unit that holds today."""
    unit = _unit(e, t)
    if unit == "weekend":
        return _weekend_near(frame, 0)
    if unit == "day" and frame.last is not None and frame.near and frame.last.precision == "day":
        return _period((frame.last.start, frame.last.stop), "day", "context") if frame.last.start and frame.last.stop else None
    if frame.today is None or unit is None:
        return None
    return _period(cal.unit_days(unit, frame.today), PRECISION[unit], "relative")


def _outer(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """The year or month that `the third quarter of`, `the last week of` speaks about."""
    month, year = e.value(t, "MONTH", "MAYBE_MONTH"), _full_year(e, t, frame)
    if month is not None:
        return _month(e, t, frame)
    if year is not None:
        return _period(cal.year_days(year), "year", "explicit")
    decade = e.value(t, "DECADES")
    if decade is not None:
        return _period(cal.year_days(decade, 10), "unknown", "explicit")
    rest = Expression("unit_rel", e.first + 2, e.stop)
    while rest.first < e.stop and t.codes[rest.first] not in "hlcxzU":
        rest = Expression("unit_rel", rest.first + 1, e.stop)
    if not any(t.codes[i] in "lcxz" for i in range(rest.first, rest.stop)):
        return _part_unit(rest, t, frame)
    return _unit_rel(rest, t, frame)


def _nth_of(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    outer, unit = _outer(e, t, frame), _unit(e, t)
    if outer is None or outer.start is None or outer.stop is None or outer.last is None or unit is None:
        return None
    nth = e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if unit == "day":
        day = outer.last if nth is None else outer.start + timedelta(nth - 1)
        return Period.day(day, basis=outer.basis) if day < outer.stop else None
    if unit == "week":
        if nth is None:
            return _period(cal.week_days(outer.last - timedelta(3)), "week", outer.basis)
        return _period(cal.week_days(outer.start + timedelta(7 * (nth - 1) + 3)), "week", outer.basis)
    if unit == "weekend":
        saturday = outer.start + timedelta((5 - outer.start.weekday()) % 7)
        if nth is None:
            saturday = cal.week_days(outer.last)[0] - timedelta(2) if outer.last.weekday() < 5 else cal.weekend_days(outer.last)[0]
        else:
            saturday += timedelta(7 * (nth - 1))
        return _period((saturday, saturday + timedelta(2)), "week", outer.basis)
    if unit == "month" and outer.precision == "year":
        month = 12 if nth is None else nth
        return _period(cal.month_days(outer.start.year, month), "month", outer.basis) if month <= 12 else None
    return None


def _quarter(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    nth = e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if e.has(t, "OF") or e.has(t, "YEAR"):
        outer = _outer(e, t, frame)
        nth = 4 if nth is None else nth
        if outer is None or outer.start is None or not 1 <= nth <= 4:
            return None
        return _period(cal.quarter_days(outer.start.year, nth), "season", outer.basis)
    if frame.today is None:
        return None
    today = frame.today
    if nth is None:
        now = (today.month - 1) // 3
        by = -1 if e.has(t, "LAST") else 1 if e.has(t, "NEXT") else 0
        year, quarter = divmod(today.year * 4 + now + by, 4)
        return _period(cal.quarter_days(year, quarter + 1), "season", "relative")
    if not 1 <= nth <= 4:
        return None
    found = [cal.quarter_days(today.year + k, nth) for k in (-1, 0, 1)]
    chosen = _nearest(found, frame)
    return None if chosen is None else _period(chosen, "season", "relative")


def _half(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    outer, nth = _outer(e, t, frame), e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if outer is None or outer.start is None or outer.stop is None or nth not in (1, 2):
        return None
    start, stop = outer.start, outer.stop
    middle = date(start.year, 7, 1) if outer.precision == "year" else start + (stop - start) // 2
    days = (start, middle) if nth == 1 else (middle, stop)
    return _period(days, "season" if outer.precision == "year" else "unknown", outer.basis)


def _decades(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return _period(cal.year_days(e.value(t, "DECADES"), 10), "unknown", "explicit")


def _years(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    first, last = e.value(t, "YEAR"), t.values[e.stop - 1]
    if last < 100:
        last += first // 100 * 100
    return _period(cal.year_days(first, int(last) - first + 1), "year", "explicit") if first < last <= first + 100 else None


def _year(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year = _full_year(e, t, frame)
    return None if year is None else _period(cal.year_days(year), "year", "explicit")


def _day_of_month(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`on the 25th`: of the month last spoken of."""
    anchor = _anchor(frame)
    if anchor is None or frame.last is None or frame.last.precision not in ("day", "month") or not frame.near:
        return None
    found = cal.safe_day(anchor.year, anchor.month, e.value(t, "DAYORD"))
    return None if found is None else Period.day(found, basis="context")


def _now(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return None if frame.today is None else Period.day(frame.today, basis="relative")


READERS: dict[str, Callable[[Expression, Tokens, Frame], Period | None]] = {
    "iso": _iso, "slashed": _slashed, "range_dmy": _range, "range_mdy": _range, "mdy": _mdy, "week_of": _week_of, "dmy": _dmy, "month_year": _month,
    "nth_of": _nth_of, "quarter": _quarter, "half": _half, "month_rel": _month_rel, "month": _month, "season": _season,
    "holiday": _holiday, "day_beside": _deictic, "deictic": _deictic, "weekday": _weekday, "ago": _ago, "span": _span,
    "vague": _vague, "unit_rel": _unit_rel, "next_after": _shifted, "shifted": _shifted, "part_unit": _part_unit,
    "weekend": _weekend, "during": _for, "decades": _decades, "years": _years, "year": _year, "short_year": _year, "now": _now, "day_of_month": _day_of_month,
}  # fmt: skip
