"""How far a sentence puts itself from an event: `last December`, `weeks after`, `two years ago`, `the third anniversary of`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from khaldun.read.events import Met
from khaldun.read.marks import MONTH, NUMBERS, ORDINALS
from khaldun.read.printed import MONTHS
from khaldun.read.window import DAY, Window

_UNITS = {"day": 1.0, "week": 7.0, "month": 30.437, "year": 365.2425}
_SOME = rf"(?P<n>a|one|\d{{1,3}}|{'|'.join(NUMBERS)})"
_HOW = r"(?:(?P<how>more than|over|almost|nearly|just|barely|about|some) )?"
_AGO = re.compile(rf"\b{_HOW}{_SOME} (?P<unit>day|week|month|year)s? (?:ago|earlier)\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"\b{_HOW}{_SOME} (?P<unit>day|week|month|year)s? (?:after|since|into|on from|following)\s+(?:[\w'’-]+ ){{0,3}}$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(rf"\b(?P<n>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|one-year) anniversary of\b", re.IGNORECASE)
_AHEAD_OF = re.compile(r"\b(?:ahead of|before|approach\w*|nears?|upcoming|days before)\b[^.]{0,40}$", re.IGNORECASE)
_WEEKS = re.compile(r"\b(?:two|three|four|five|six|few|several|some) weeks (?:ago|earlier)\b")


def relate(window: Window, m: Met) -> None:
    """Narrows a window by what a sentence says of its distance to the event that it tells of or refers to."""
    first, what = m.event.first, m.event.what
    month = re.search(rf"\blast (?P<m>{MONTH})\b", m.sentence)
    following = (first.replace(day=1) + timedelta(31)).replace(day=1)
    if month and MONTHS[month["m"].lower()] == first.month:
        window.roof((following + timedelta(360)).replace(day=1), f"it says {month[0]!r} of {what!r}")
    elif re.search(r"\blast month\b", m.sentence):
        window.between(following, (following + timedelta(31)).replace(day=1), f"it says 'last month' of {what!r}")
    elif re.search(r"\blast week\b", m.sentence):
        monday = first - timedelta(first.weekday())
        window.between(monday + 6 * DAY, monday + 15 * DAY, f"it says 'last week' of {what!r}")
    elif re.search(r"\blast year\b|\ba year earlier\b", m.sentence):
        window.between(date(first.year + 1, 1, 1), date(first.year + 2, 1, 1), f"it says 'last year' of {what!r}")
    elif re.search(r"\b(?:earlier|late|early|later) this year\b|\bthis year['’]s\b", m.sentence):
        window.between(first, date(first.year + 1, 1, 1), f"it says 'this year' of {what!r}")
    elif re.search(r"\bearlier this month\b", m.sentence):
        window.between(first, following, f"it says 'this month' of {what!r}")
    elif not _counted(window, m) and _weeks(m):
        window.floor(first + 10 * DAY, f"it says 'weeks' after {what!r}")
        window.roof(first + 70 * DAY, f"it says 'weeks' after {what!r}")


def _counted(window: Window, m: Met) -> bool:
    """`two years after the fall of X`, in the first paragraphs, where a text speaks of its own day; `two years ago`; anniversaries."""
    before = m.sentence[: m.named.start()] if m.named else ""
    anniversary = _ANNIVERSARY.search(before) if m.lead else None
    if anniversary:
        day = _years_on(m.event.first, _number(anniversary["n"]))
        early = 30 if _AHEAD_OF.search(before[: anniversary.start()]) else 7
        return window.between(day - early * DAY, day + 8 * DAY, f"it speaks of the {anniversary[0]} {m.event.what!r}")
    match = (_AFTER.search(before) if m.lead else None) or (None if m.named else _AGO.search(m.sentence))
    if match is None:
        return False
    low, high = _reach(_number(match["n"]), match["unit"].lower(), (match["how"] or "").lower())
    first, last = m.event.first, m.event.last
    return window.between(
        first + timedelta(round(low)), last + timedelta(round(high)), f"it says {match[0].strip()!r} of {m.event.what!r}"
    )


def _reach(n: int, unit: str, how: str) -> tuple[float, float]:
    """Days from and to (exclusive) that a rounded count of days, weeks, months or years means."""
    size = _UNITS[unit]
    if how in {"more than", "over"}:
        return n * size, (n + 1) * size + 1
    if how in {"almost", "nearly", "barely"}:
        return (n - 0.6) * size, n * size + 2
    if unit == "day":
        return n - 1, n + 2
    return (n - 0.4) * size, (n + 0.9) * size + 1


def _weeks(m: Met) -> bool:
    """Whether a sentence puts itself weeks after the event: `weeks after` it, or it and `weeks ago`."""
    after = re.search(r"\bweeks after\b", m.sentence)
    if after:
        return any(found.start() > after.end() for found in m.event.where.finditer(m.sentence))
    return _WEEKS.search(m.sentence) is not None


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _number(words: str) -> int:
    low = words.lower()
    if low in {"a", "one", "one-year"}:
        return 1
    return NUMBERS.get(low) or ORDINALS.get(low) or int(re.sub(r"\D", "", low))
