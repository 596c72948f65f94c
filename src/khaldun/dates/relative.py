"""Expressions that count from today or from the last date told: `yesterday`, `last week`, `two days later`, `for two years`."""

from __future__ import annotations

from datetime import date, timedelta

from khaldun.dates import calendar as cal
from khaldun.dates.frame import FOLLOWING, PRECISION, VAGUE_DAYS, Frame, anchor_of, count_of, in_hours, period, unit_of
from khaldun.dates.scan import Expression, Tokens
from khaldun.model import Period
from khaldun.model.period import Basis


def read_deictic(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    if frame.today is None:
        return None
    offset = e.value(t, "DEICTIC")
    if e.rule == "day_beside":
        if e.value(t, "UNIT") != "day":
            return None
        offset += -1 if e.value(t, "BESIDE") == "before" else 1
    return Period.day(frame.today + timedelta(offset), basis="relative")


def read_weekday(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    weekday = e.value(t, "WEEKDAY")
    if e.has("UNIT"):
        week = read_unit_rel(e, t, frame)
        if week is None or week.start is None or week.precision != "week":
            return None
        return Period.day(week.start + timedelta(weekday), basis="relative")
    if e.has("SAME") or e.value(t, "NEXT") == "following" or frame.today is None:
        anchor = anchor_of(frame)
        if (
            anchor is None
            or frame.last is None
            or frame.last.precision not in ("day", "week")
            or not (frame.near or frame.today)
        ):
            return None
        return (
            Period.day(anchor + timedelta((weekday - anchor.weekday()) % 7), basis="context")
            if not (frame.today is None and not frame.near)
            else None
        )
    today = frame.today
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if e.has("LAST"):
        return Period.day(today - timedelta(back or 7), basis="relative")
    if e.has("NEXT"):
        return Period.day(today + timedelta(ahead or 7), basis="relative")
    if e.has("THIS"):
        return Period.day(today + timedelta(ahead if frame.direction != "past" else -back), basis="relative")
    if frame.direction == "future":
        return Period.day(today + timedelta(ahead), basis="relative")
    return Period.day(today - timedelta(back), basis="relative")


def _shifted_days(day: date, unit: str, count: float, basis: Basis) -> Period:
    """The unit, as precise as the words, that lies `count` units before `day`: `a week ago` is a day, `six weeks ago` a week."""
    found = cal.before(day, unit, count)
    if unit == "day" or (unit == "week" and abs(count) == 1) or (unit == "week" and abs(count) % 1):
        return Period.day(found, basis=basis)
    if unit == "fortnight":
        unit = "week"
    if abs(count) % 1 and unit in ("year", "decade"):
        return period(cal.unit_days("month", found), "month", basis)
    if unit in ("decade", "century"):
        return period(cal.unit_days("year", found), "year", basis)
    return period(cal.unit_days(unit, found), PRECISION[unit], basis)


def read_ago(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    if frame.today is None:
        return None
    if in_hours(e):
        count = count_of(e, t)
        return (
            Period.day(frame.today, basis="relative")
            if count is None or count <= 12
            else Period(frame.today - timedelta(1), frame.today + timedelta(1), "day", basis="relative")
        )
    count, unit = count_of(e, t), "day" if e.has("DAYPART") else unit_of(e, t)
    if unit is None:
        return None
    if count is None:
        return Period(frame.today - timedelta(VAGUE_DAYS.get(unit, 3650)), frame.today, "unknown", basis="relative")
    return _shifted_days(frame.today, unit, count, "relative")


def read_shifted(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`two days later`, `the day before`: from the last date told, which must stand close by."""
    anchor, last, unit, count = anchor_of(frame), frame.last, unit_of(e, t), count_of(e, t)
    if anchor is None or last is None or unit is None or not frame.near:
        return None
    if e.rule == "next_after":
        count = 1.0
    if (
        count is None
        or (unit in ("day", "week") and last.precision != "day")
        or (unit == "month" and last.precision in ("year", "season"))
    ):
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


def read_span(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the past two days`, `the next four weeks`: from then to today, or on from today."""
    count, unit = count_of(e, t), unit_of(e, t)
    if count is None and e.rule == "unit_rel" and not t.word(e.stop - 1).lower().endswith("s"):
        count = 1.0
    if e.has("NEXT") and (frame.today is None or e.value(t, "NEXT") in FOLLOWING):
        last = frame.last
        if (
            not frame.near
            or last is None
            or last.precision != "day"
            or last.stop is None
            or unit not in VAGUE_DAYS
            or unit == "weekend"
        ):
            return None
        return Period(last.stop, cal.before(last.stop, unit, -(count or 3)), "unknown", basis="context")
    if frame.today is None:
        return None
    after = frame.today + timedelta(1)
    if in_hours(e):
        days = -(-int(count or 24) // 24)
        back, ahead = frame.today - timedelta(days), after + timedelta(days)
    elif unit is None or unit == "weekend" or count is None:
        length = VAGUE_DAYS.get(unit or "", 0)
        if not length:
            return None
        back, ahead = frame.today - timedelta(length), after + timedelta(length)
    else:
        back, ahead = cal.before(frame.today, unit, count), cal.before(after, unit, -count)
    days_ = (back, after) if e.has("LAST") else (frame.today, ahead)
    return Period(*days_, "unknown", basis="relative")


def read_vague(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    unit = unit_of(e, t)
    if frame.today is None or unit not in VAGUE_DAYS:
        return None
    return Period(frame.today - timedelta(VAGUE_DAYS[unit]), frame.today + timedelta(1), "unknown", basis="relative")


def read_during(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`for two years` with a perfect verb: up to now. In a chronicle, `after four days of fighting` counts from the day told just before.
    Elsewhere a length without a place in time."""
    if frame.before == "after":
        last, count, unit = frame.last, count_of(e, t), unit_of(e, t)
        told = frame.today is None and frame.near and last is not None and last.precision == "day" and count is not None
        return _shifted_days(last.start, unit, -count, "context") if told and last and last.start and unit and count else None
    if frame.today is None or not frame.perfect or frame.before not in ("for", "over") or frame.direction == "future":
        return None
    count, unit = count_of(e, t), e.value(t, "UNIT")
    if unit is None:
        return None
    start = cal.before(frame.today, unit, count if count is not None else 2)
    return Period(start, frame.today + timedelta(1), "unknown", basis="relative", open_start=count is None)


def read_unit_rel(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`last week`, `this year`, `the following month`, `that day`, `this morning`, `the previous night`."""
    same, following = e.has("SAME"), e.value(t, "NEXT") in FOLLOWING
    previous = e.value(t, "LAST") in ("previous", "preceding", "prior")
    unit = unit_of(e, t) or "day"
    by = -1 if e.has("LAST") else 1 if e.has("NEXT") else 0
    anchor, last = anchor_of(frame), frame.last
    plain_next = e.value(t, "NEXT") == "next" and "h" in e.codes and _told_on(unit, frame)
    if same or following or plain_next or (previous and frame.near and anchor is not None):
        if anchor is None or last is None or not frame.near:
            return None
        return _beside(unit, by, anchor, last)
    if e.value(t, "LAST") == "past" and e.has("UNIT"):
        return read_span(e, t, frame)
    if frame.today is None or e.value(t, "LAST") == "final":
        return None
    if e.has("DAYPART"):
        night = e.value(t, "DAYPART") in ("night", "evening") or not by
        return Period.day(frame.today + timedelta(by), basis="relative") if night or by else None
    word = t.word(e.first + next(i for i, code in enumerate(e.codes) if code in "UE")).lower()
    if word.endswith("s") and by:
        length = VAGUE_DAYS.get(unit, 365)
        days = (
            (frame.today - timedelta(length), frame.today + timedelta(1))
            if by < 0
            else (frame.today, frame.today + timedelta(length))
        )
        return Period(*days, "unknown", basis="relative")
    if unit == "weekend":
        return read_weekend_near(frame, by)
    if unit == "day" and by == 0:
        return None
    return period(cal.unit_days(unit, frame.today, by), PRECISION[unit], "relative")


def read_same_ago(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the same month a year ago`, `the same period last year`: what was last told, or the unit of today, in the other year."""
    last, today = frame.last, frame.today
    own = next((i for i in range(e.first, e.stop) if t.codes[i] in "U~"), e.first)
    unit = str(t.value(own)) if t.codes[own] == "U" else None
    told = last if last is not None and frame.near and (unit is None or last.precision == unit) else None
    if told is None and (today is None or unit not in ("day", "week", "month")):
        return None
    start, stop = (told.start, told.stop) if told is not None else cal.unit_days(unit or "day", today or date.min)
    year = e.value(t, "YEAR")
    back = (start.year - year if start is not None else 0) if year is not None else 1
    if (
        start is None
        or stop is None
        or (year is None and "U" in t.codes[own + 1 : e.stop] and e.value(t, "UNIT", last=True) != "year")
    ):
        return None
    moved = cal.before(start, "year", back), cal.before(stop, "year", back)
    return Period(
        *moved, told.precision if told is not None else PRECISION[unit or "day"], basis="context" if told else "relative"
    )


def read_the_day(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the last strike of the day`: of the day last told, else of today."""
    last = frame.last
    if last is not None and frame.near and last.precision == "day" and last.days == 1:
        return Period(last.start, last.stop, "day", basis="context")
    return None if frame.today is None else Period.day(frame.today, basis="relative")


def _told_on(unit: str, frame: Frame) -> bool:
    """Whether `the next year` counts from what was told (`lost it in 2015 but retook it the next year`): always so for days."""
    if unit == "day":
        return True
    last, today = frame.last, frame.today
    if last is None or last.stop is None or not frame.near or frame.direction == "future":
        return False
    return last.precision == PRECISION.get(unit) and (today is None or last.stop <= today)


def _beside(unit: str, by: int, anchor: date, last: Period) -> Period | None:
    """The unit that holds the last date, or lies beside it, if that date is precise enough to tell."""
    order = ("day", "week", "month", "season", "year", "unknown")
    if unit == "weekend":
        if last.precision not in ("day", "week"):
            return None
        return period(cal.weekend_days(anchor + timedelta(7 * by)), "week", "context")
    if order.index(last.precision) > order.index(PRECISION[unit]):
        return None
    day = last.last if by > 0 and last.last is not None else anchor
    return period(cal.unit_days(unit, day, by), PRECISION[unit], "context")


def read_weekend_near(frame: Frame, by: int) -> Period | None:
    if frame.today is None:
        return None
    today = frame.today
    this = cal.weekend_days(today)
    if by > 0:
        this = cal.weekend_days(today + timedelta(7))
    elif by < 0 or (frame.direction != "future" and this[0] > today):
        this = cal.weekend_days(today - timedelta(7))
    return period(this, "week", "relative")


def read_weekend(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return read_weekend_near(frame, 0)


def read_part_unit(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`the end of the year`, `late in the day`: the unit that holds today."""
    unit = unit_of(e, t)
    if unit == "weekend":
        return read_weekend_near(frame, 0)
    if unit == "day" and frame.last is not None and frame.near and frame.last.precision == "day":
        return period((frame.last.start, frame.last.stop), "day", "context") if frame.last.start and frame.last.stop else None
    if frame.today is None or unit is None:
        return None
    return period(cal.unit_days(unit, frame.today), PRECISION[unit], "relative")


def read_day_of_month(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    """`on the 25th`: of the month last spoken of."""
    anchor = anchor_of(frame)
    if anchor is None or frame.last is None or frame.last.precision not in ("day", "month") or not frame.near:
        return None
    found = cal.safe_day(anchor.year, anchor.month, e.value(t, "DAYORD"))
    return None if found is None else Period.day(found, basis="context")


def read_now(e: Expression, t: Tokens, frame: Frame) -> Period | None:
    return None if frame.today is None else Period.day(frame.today, basis="relative")
