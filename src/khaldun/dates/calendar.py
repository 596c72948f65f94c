"""Arithmetic of the calendar: months and years apart, ISO weeks, seasons, movable feasts. All days are Gregorian."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

Days = tuple[date, date]
"""Half-open: the first day, and the day after the last."""


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 June, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month that lie `by` months off."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def month_days(year: int, month: int) -> Days:
    """The days of a month."""
    after = shift_months(year, month, 1)
    return date(year, month, 1), date(*after, 1)


def year_days(year: int, count: int = 1) -> Days:
    """The days of `count` years from `year`."""
    return date(year, 1, 1), date(year + count, 1, 1)


def week_days(day: date) -> Days:
    """The ISO week (Monday to Sunday) of a day."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(7)


def weekend_days(day: date) -> Days:
    """Saturday and Sunday of the ISO week of a day."""
    monday = day - timedelta(day.weekday())
    return monday + timedelta(5), monday + timedelta(7)


def season_days(year: int, first: int) -> Days:
    """Three months from the month `first`; a winter runs into the next year."""
    return date(year, first, 1), date(*shift_months(year, first, 3), 1)


def quarter_days(year: int, quarter: int) -> Days:
    """The days of a quarter, 1 to 4."""
    return season_days(year, quarter * 3 - 2)


def unit_days(unit: str, day: date, by: int = 0) -> Days:
    """The day, week, month, year, decade or century that lies `by` of them from the one that holds `day`.

    Raises ValueError or OverflowError where the calendar ends.
    """
    if unit == "day":
        start = day + timedelta(by)
        return start, start + timedelta(1)
    if unit in ("week", "fortnight"):
        return week_days(day + timedelta(by * (7 if unit == "week" else 14)))
    if unit == "month":
        return month_days(*shift_months(day.year, day.month, by))
    if unit == "year":
        return year_days(day.year + by)
    if unit == "decade":
        return year_days((day.year // 10 + by) * 10, 10)
    return year_days(((day.year - 1) // 100 + by) * 100 + 1, 100)


def before(day: date, unit: str, count: float) -> date:
    """The day `count` units before `day` (after it, where `count` is negative); the 31st falls back to a month's last day."""
    if unit in ("day", "week", "fortnight"):
        return day - timedelta(round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    months = round(count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
    year, month = shift_months(day.year, day.month, -months)
    for last in (day.day, 30, 29, 28):
        found = safe_day(year, month, last)
        if found is not None:
            return found
    raise ValueError(f"no such day: {count} {unit} before {day}")


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday (Meeus' Julian computus, turned into a Gregorian day; 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar; a sighting of the moon may move it by one."""
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(ordinal)


def _nth_weekday(year: int, rule: Mapping[str, Any]) -> date:
    month, weekday, nth = rule["month"], rule["weekday"], rule["nth"]
    if nth < 0:
        last = month_days(year, month)[1] - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, rule.get("after", 1))
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def holiday(rule: Mapping[str, Any], year: int) -> list[Days]:
    """When a holiday of dates.yaml falls in a Gregorian year: once, or, by the moon, up to twice. Raises KeyError for an unknown rule."""
    kind, length = rule["rule"], timedelta(rule.get("days", 1) - (year in rule.get("shorter", ())))
    if year in rule.get("known", ()):
        return [(rule["known"][year], rule["known"][year] + length)]
    if kind == "hijri":
        guess = int((year - 622) * 33 / 32)
        starts = [hijri(guess + k, rule["month"], rule["day"]) for k in (-1, 0, 1, 2)]
        return [(s, s + length) for s in starts if s.year == year]
    if kind == "fixed":
        start = date(year, rule["month"], rule["day"])
    elif kind == "nth":
        start = _nth_weekday(year, rule)
    else:
        start = {"easter": easter, "orthodox_easter": orthodox_easter}[kind](year) + timedelta(rule.get("offset", 0))
    return [(start, start + length)]
