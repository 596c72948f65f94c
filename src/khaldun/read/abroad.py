"""Dates as pages print them in languages other than English: `06 Dicembre 2020`, `2020年5月3日`, `٣ أيار/مايو ٢٠٢٠`, `۲ تیر ۱۳۹۹`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from khaldun.knowledge import Knowledge

_DIGITS = {ord(char): str(unicodedata.digit(char)) for zero in "٠۰०০๐" for char in (chr(ord(zero) + n) for n in range(10))}
_ANY_YEAR = r"(?:19|20)\d\d|1[34]\d\d|25\d\d"
_EAST = re.compile(r"(?<!\d)(20\d\d|199\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")


_NAME = r"(?P<m>tháng \d{1,2}|thg \d{1,2}|[^\s\d,،/()|:;-]{2,20}(?: [^\s\d,،/()|:;-]{2,20})?)"
_AGAIN = r"(?:\s*/\s*[^\s\d/]{2,20})?"
_FORMS = (
    re.compile(
        rf"(?<![\d/.:-])(?P<d>\d{{1,2}})(?!\d)(?:\.|er|º|ª|-)?[\s-]*(?:de\s+|d['’]|ngày\s+)?{_NAME}{_AGAIN}[.,،]?[\s-]+(?:del?\s+|năm\s+)?(?P<y>{_ANY_YEAR})(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<y>{_ANY_YEAR})\.?\s*(?:m\.|ko)?,?\s+{_NAME}\.?\s+(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\w){_NAME}\.?\s+(?P<d>\d{{1,2}})(?:º|,|،|\s)\s*(?P<y>{_ANY_YEAR})(?!\d)"),
)
_YEAR = re.compile(rf"(?<!\d)(?:{_ANY_YEAR})(?!\d)")
"""What every date has in it: cheap to look for first."""


@lru_cache(maxsize=4)
def _months(knowledge: Knowledge) -> dict[str, dict[str, set[tuple[int, str]]]]:
    """Names to what they may mean: {name: {language: {(month, calendar)}}}."""
    named: dict[str, dict[str, set[tuple[int, str]]]] = {}
    for entry in knowledge.entries("months"):
        for number, name in enumerate(entry["names"], 1):
            named.setdefault(str(name).lower(), {}).setdefault(entry["language"], set()).add(
                (number, entry.get("calendar", ""))
            )
    return named


def western(text: str) -> str:
    """`text` with the digits of Arabic, Persian, Hindi, Bengali and Thai as 0 to 9; the length stays."""
    return text if text.isascii() else text.translate(_DIGITS)


def abroad(text: str, language: str | None = None) -> Iterator[date]:
    """The days that `text` prints with month names of other languages, or in Chinese, Japanese or Korean. `language` (`pl`) decides for
    a name that is two languages' word for different months; without it such a date is left out."""
    from khaldun.knowledge import load

    plain = western(text)
    for match in _EAST.finditer(plain):
        yield from _valid(int(match[1]), int(match[2]), int(match[3]))
    if _YEAR.search(plain) is None:
        return
    months = _months(load())
    for form in _FORMS:
        for match in form.finditer(plain):
            found = _number(match["m"].lower(), months, language)
            if found is not None:
                yield from _in_calendar(int(match["y"]), found[0], int(match["d"]), found[1])


def _number(words: str, months: dict[str, dict[str, set[tuple[int, str]]]], language: str | None) -> tuple[int, str] | None:
    """The month and calendar that one or two words name: both together, else the one beside the figures of the day or year."""
    parts = words.split(" ")
    for name in dict.fromkeys([words, parts[0], parts[-1]]):
        known = months.get(name.rstrip("."))
        if known is not None:
            found = known.get(language or "") or set().union(*known.values())
            return next(iter(found)) if len(found) == 1 else None
    return None


def _in_calendar(year: int, month: int, day: int, calendar: str) -> Iterator[date]:
    if calendar == "solar_hijri":
        if 1300 <= year < 1500:
            yield from solar_hijri(year, month, day)
    elif year >= 2500:
        yield from _valid(year - 543, month, day)  # Thai pages count from the Buddha
    elif year >= 1900:
        yield from _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def solar_hijri(year: int, month: int, day: int) -> Iterator[date]:
    """A day of the calendar of Iran and Afghanistan, whose year begins at the spring equinox; by the 33-year cycle, right for 1244 to 1473."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return
    low, high = sorted((year, 1400))
    leaps = sum((25 * y + 11) % 33 < 8 for y in range(low, high))
    days = 365 * (high - low) + leaps
    new_year = date(2021, 3, 21) + timedelta(days if year >= 1400 else -days)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    yield new_year + timedelta(before + day - 1)
