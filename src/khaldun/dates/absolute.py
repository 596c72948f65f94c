"""Expressions that name a place in the calendar: `5 April 2014`, `June`, `the third quarter of this year`, `Ramadan`, `the 1980s`."""

from __future__ import annotations

from datetime import date, timedelta

from khaldun.dates import calendar as cal
from khaldun.dates.frame import (
    FOLLOWING,
    Frame,
    anchor_of,
    basis_of,
    century_of,
    full_year,
    nearest,
    period,
    unit_of,
    years_about,
)
from khaldun.dates.relative import read_part_unit, read_unit_rel
from khaldun.dates.scan import Expression, Tokens
from khaldun.model import Period
from khaldun.model.period import Basis

_MOON_YEARS = (1300, 1500)
"""Years behind a month of the Islamic calendar that are years of that calendar (1882 to 2077)."""
_BY = 31
"""A date written in digits lies by the article's day if it is not more days from it."""


def _relative_year(e: Expression, t: Tokens, frame: Frame) -> int | None:
    """The year of `last year`, `that year` within a longer expression."""
    unit = read_unit_rel(e, t, frame)
    return unit.start.year if unit is not None and unit.start is not None else None


def read_on_day(day: int, month: int, e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year = full_year(e, t, frame)
    basis: Basis = "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
        if year is None:
            return None
    if year is not None:
        found = cal.safe_day(year, month, day)
        return None if found is None else Period.day(found, basis=basis)
    days = [d for d in (cal.safe_day(y, month, day) for y in years_about(frame)) if d is not None]
    weekday = e.value(t, "WEEKDAY", "MAYBE_WEEKDAY")
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday] or days
    chosen = nearest([(d, d + timedelta(1)) for d in days], frame)
    return None if chosen is None else period(chosen, "day", basis_of(frame))


def read_month_day(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return read_on_day(e.value(t, "DAYNUM", "DAYORD"), e.value(t, "MONTH", "MAYBE_MONTH"), e, t, frame)


def read_day_month(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return read_on_day(e.value(t, "DAYNUM", "DAYORD", "ORDINAL"), e.value(t, "MONTH", "MAYBE_MONTH"), e, t, frame)


def read_week_of(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    day = read_month_day(e, t, frame)
    if day is None or day.start is None or e.value(t, "UNIT") != "week":
        return day if e.value(t, "UNIT") == "day" else None
    return period(cal.week_days(day.start), "week", day.basis)


def read_week_ending(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    day = read_month_day(e, t, frame)
    if day is None or day.start is None or day.stop is None:
        return None
    unit = e.value(t, "UNIT")
    if unit not in ("day", "week", "fortnight", "month", "year"):
        return None
    start = cal.before(day.stop, unit, 1)
    return period((start, day.stop), "week" if unit == "week" else "day" if unit == "day" else "unknown", day.basis)


def read_hijri(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`12 Rajab 1435`, `3 Ramadan`: the moon's day by the tables, and one on either side, for a sighting may move it."""
    rule, month, year = e.value(t, "HOLIDAY"), e.value(t, "HIJRI"), e.value(t, "YEAR")
    if rule is not None:
        if rule["rule"] != "hijri" or rule.get("days", 1) < 29:
            return None
        month = rule["month"]
    day = e.value(t, "DAYNUM", "DAYORD")
    if year is not None and not _MOON_YEARS[0] <= year <= _MOON_YEARS[1]:
        return None
    years = [year] if year is not None else [(y - 622) * 33 // 32 + k for y in years_about(frame) for k in (0, 1)]
    days = sorted({cal.hijri(y, month, day) for y in years})
    if year is None and frame.today is not None and frame.direction == "past":
        days = [d for d in days if d <= frame.today + timedelta(1)][-1:]
    chosen = nearest([(d - timedelta(1), d + timedelta(2)) for d in days], frame) if year is None else (
        days[0] - timedelta(1), days[0] + timedelta(2)
    )  # fmt: skip
    return None if chosen is None else period(chosen, "week", "explicit" if year is not None else basis_of(frame))


def read_day_range(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month = e.value(t, "MONTH", "MAYBE_MONTH")
    first = read_on_day(e.value(t, "DAYNUM", "DAYORD"), month, e, t, frame)
    last = read_on_day(e.value(t, "DAYNUM", "DAYORD", last=True), month, e, t, frame)
    if first is None or last is None or first.start is None or last.stop is None or first.start >= last.stop:
        return last
    return Period(first.start, last.stop, "day", basis=last.basis)


def read_iso(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year, month, day = (int(part) for part in e.value(t, "ISO").split("-"))
    found = cal.safe_day(year, month, day)
    return None if found is None else Period.day(found)


def read_slashed(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """08/04/2016: the weekday beside it decides, then which reading the calendar allows, then that what is past lies not ahead of the
    article's day, then which of the two lies by that day."""
    first, second, year = (int(part) for part in e.value(t, "SLASHED"))
    year = century_of(year, frame) if year < 100 else year
    found = {cal.safe_day(year, second, first), cal.safe_day(year, first, second)} - {None}
    days = sorted(d for d in found if d is not None)
    weekday = e.value(t, "WEEKDAY", "MAYBE_WEEKDAY")
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday] or days
    if len(days) == 2 and frame.today is not None:
        if frame.direction == "past" and days[0] <= frame.today < days[1] and (frame.today - days[0]).days <= _BY:
            return Period.day(days[0])
        distance = [abs((d - frame.today).days) for d in days]
        if min(distance) <= _BY < max(distance):
            days = [days[distance.index(min(distance))]]
    return Period.day(days[0]) if len(days) == 1 else None


def read_month(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month = e.value(t, "MONTH", "MAYBE_MONTH")
    year, basis = full_year(e, t, frame), "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
        if year is None:
            return None
    if year is not None:
        return period(cal.month_days(year, month), "month", "explicit" if basis == "explicit" else "relative")
    months = [cal.month_days(y, month) for y in years_about(frame)]
    chosen = nearest(months, frame)
    return None if chosen is None else period(chosen, "month", basis_of(frame))


def read_month_rel(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    month, anchor = e.value(t, "MONTH", "MAYBE_MONTH"), anchor_of(frame)
    if e.has("SAME"):
        return None if anchor is None else period(cal.month_days(anchor.year, month), "month", "context")
    if e.value(t, "NEXT") in FOLLOWING and not e.has("DAYNUM", "DAYORD"):
        if anchor is None or not frame.near:
            return None
        return period(cal.month_days(anchor.year + (month <= anchor.month), month), "month", "context")
    if frame.today is None:
        return None
    today, day = frame.today, e.value(t, "DAYNUM", "DAYORD")
    if e.has("LAST"):
        year = today.year - ((month, day or 0) >= (today.month, today.day if day else 0))
    elif e.has("NEXT"):
        year = today.year + ((month, day or 0) <= (today.month, today.day if day else 0))
    else:
        year = today.year
    if day is not None:
        found = cal.safe_day(year, month, day)
        return None if found is None else Period.day(found, basis="relative")
    return period(cal.month_days(year, month), "month", "relative")


def read_season(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    first = e.value(t, "SEASON")
    year, basis = full_year(e, t, frame), "explicit"
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year, basis = _relative_year(e, t, frame), "relative"
    if year is not None:
        return period(cal.season_days(year, first), "season", "explicit" if basis == "explicit" else "relative")
    anchor = anchor_of(frame)
    if e.value(t, "NEXT") in FOLLOWING and anchor is not None:
        seasons = [cal.season_days(anchor.year + k, first) for k in (0, 1)]
        return period(next(s for s in seasons if s[0] > anchor), "season", "context")
    seasons = [cal.season_days(y, first) for y in years_about(frame)]
    if frame.today is not None:
        today = frame.today
        if e.has("LAST"):
            seasons = [s for s in seasons if s[1] <= today][-1:]
        elif e.has("NEXT"):
            seasons = [s for s in seasons if s[0] > today][:1]
        elif e.has("THIS"):
            seasons = [s for s in seasons if s[0].year == today.year][:1]
    chosen = nearest(seasons, frame)
    return None if chosen is None else period(chosen, "season", basis_of(frame))


def read_feast(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    rule = e.value(t, "HOLIDAY")
    year = full_year(e, t, frame)
    if year is None and e.value(t, "UNIT", last=True) == "year":
        year = _relative_year(e, t, frame)
        if year is None:
            return None
    found = [d for y in ([year] if year is not None else years_about(frame)) for d in cal.holiday(rule, y)]
    if year is None and frame.today is not None:
        if e.has("LAST"):
            found = [d for d in found if d[0] < frame.today][-1:]
        elif e.has("NEXT"):
            found = [d for d in found if d[0] > frame.today][:1]
    chosen = (found[0] if found else None) if year is not None else nearest(found, frame)
    if chosen is None:
        return None
    basis: Basis = "explicit" if year is not None else basis_of(frame)
    if e.value(t, "UNIT") == "week":
        return period(cal.week_days(chosen[0]), "week", basis)
    length = (chosen[1] - chosen[0]).days
    return period(chosen, "day" if length < 7 else "month", basis)


def _outer(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """The year or month that `the third quarter of`, `the last week of` speaks about."""
    month, year = e.value(t, "MONTH", "MAYBE_MONTH"), full_year(e, t, frame)
    if month is not None:
        return read_month(e, t, frame)
    if year is not None:
        return period(cal.year_days(year), "year", "explicit")
    decade = e.value(t, "DECADES")
    if decade is not None:
        return period(cal.year_days(decade, 10), "unknown", "explicit")
    first = next((i for i in range(e.first + 2, e.stop) if t.codes[i] in "hlcxzU"), e.stop)
    rest = e.part(first, e.stop, "unit_rel")
    if not rest.has("LAST", "THIS", "NEXT", "SAME"):
        return read_part_unit(rest, t, frame)
    return read_unit_rel(rest, t, frame)


def read_nth_of(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    outer, unit = _outer(e, t, frame), unit_of(e, t)
    if outer is None or outer.start is None or outer.stop is None or outer.last is None or unit is None:
        return None
    nth = e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if unit == "day" and nth in (1, None) and t.word(e.first + 2).endswith("s"):
        days = (outer.start, outer.start + timedelta(7)) if nth else (outer.stop - timedelta(7), outer.stop)
        return period(days, "week", outer.basis)
    if unit == "day":
        day = outer.last if nth is None else outer.start + timedelta(nth - 1)
        return Period.day(day, basis=outer.basis) if day < outer.stop else None
    if unit == "week":
        if nth is None:
            return period(cal.week_days(outer.last - timedelta(3)), "week", outer.basis)
        return period(cal.week_days(outer.start + timedelta(7 * (nth - 1) + 3)), "week", outer.basis)
    if unit == "weekend":
        saturday = outer.start + timedelta((5 - outer.start.weekday()) % 7)
        if nth is None:
            saturday = (
                cal.week_days(outer.last)[0] - timedelta(2) if outer.last.weekday() < 5 else cal.weekend_days(outer.last)[0]
            )
        else:
            saturday += timedelta(7 * (nth - 1))
        return period((saturday, saturday + timedelta(2)), "week", outer.basis)
    if unit == "month" and outer.precision == "year":
        month = 12 if nth is None else nth
        return period(cal.month_days(outer.start.year, month), "month", outer.basis) if month <= 12 else None
    return None


def read_quarter(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    nth = e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if e.has("OF") or e.has("YEAR"):
        outer = _outer(e, t, frame)
        nth = 4 if nth is None else nth
        if outer is None or outer.start is None or not 1 <= nth <= 4:
            return None
        return period(cal.quarter_days(outer.start.year, nth), "season", outer.basis)
    if frame.today is None:
        return None
    today = frame.today
    if nth is None:
        now = (today.month - 1) // 3
        by = -1 if e.has("LAST") else 1 if e.has("NEXT") else 0
        year, quarter = divmod(today.year * 4 + now + by, 4)
        return period(cal.quarter_days(year, quarter + 1), "season", "relative")
    if not 1 <= nth <= 4:
        return None
    found = [cal.quarter_days(today.year + k, nth) for k in (-1, 0, 1)]
    chosen = nearest(found, frame)
    return None if chosen is None else period(chosen, "season", "relative")


def read_half_of(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    outer, nth = _outer(e, t, frame), e.value(t, "ORDINAL", "SECOND", "DAYORD")
    if outer is None or outer.start is None or outer.stop is None or nth not in (1, 2):
        return None
    start, stop = outer.start, outer.stop
    middle = date(start.year, 7, 1) if outer.precision == "year" else start + (stop - start) // 2
    days = (start, middle) if nth == 1 else (middle, stop)
    return period(days, "season" if outer.precision == "year" else "unknown", outer.basis)


def read_decade(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return period(cal.year_days(e.value(t, "DECADES"), 10), "unknown", "explicit")


def read_years(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    first, last = e.value(t, "YEAR"), t.value(e.stop - 1)
    if last < 100:
        last += first // 100 * 100
    return period(cal.year_days(first, int(last) - first + 1), "year", "explicit") if first < last <= first + 100 else None


def read_year(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    year = full_year(e, t, frame)
    return None if year is None else period(cal.year_days(year), "year", "explicit")
