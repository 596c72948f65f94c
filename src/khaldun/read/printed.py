"""Dates as pages print them: any order of day and month, with or without weekday, time and zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
_YEAR = r"(?P<{0}>(?:19[5-9]|20[0-4])\d)"
_MAY = re.compile(r"(?:19|20)\d\d|\d[/.-]\d")
"""What every full date has in it: cheap to look for first."""
_FORMS = re.compile(
    rf"(?:\b{WEEKDAY},?\s+(?:the\s+)?)?(?:"
    rf"(?<![\d/.-])(?P<iy>(?:19[5-9]|20[0-4])\d)[-/.](?P<im>0?[1-9]|1[0-2])[-/.](?P<id>0?[1-9]|[12]\d|3[01])(?![\d/])"
    rf"|(?<![\d/.-])(?P<n1>\d{{1,2}})(?P<sep>[/.-])(?P<n2>\d{{1,2}})(?P=sep)(?P<ny>(?:19[5-9]|20[0-4])\d|\d\d)(?![\d/-])"
    rf"|(?<![\d/-])(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH.format('m1')}[,،]?(?:[\s-]+|\s*,\s*){_YEAR.format('y1')}\b"
    rf"|\b{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|(?=20\d\d)){_YEAR.format('y2')}\b"
    rf")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A full date found in text at [`start`, `end`). `readings`: the days it may be, two where day and month can change places and
    nothing beside it decides; `weekday` is the one printed with it (0: Monday)."""

    start: int
    end: int
    text: str
    readings: tuple[date, ...]
    weekday: int | None = None
    settled: bool = False


def printed(text: str) -> Iterator[Printed]:
    """The full dates in `text`, in order. A weekday printed beside the figures decides which is the month."""
    if _MAY.search(text) is None:
        return
    for match in _FORMS.finditer(text):
        found = _read(match)
        if found is not None:
            yield found


def _read(match: re.Match[str]) -> Printed | None:
    parts = match.groupdict()
    weekday = WEEKDAYS.get(parts["weekday"].lower().rstrip(".")) if parts["weekday"] else None
    if parts["iy"]:
        days = [_day(parts["iy"], parts["im"], parts["id"])]
    elif parts["n1"]:
        year = parts["ny"] if len(parts["ny"]) == 4 else ("20" if int(parts["ny"]) < 60 else "19") + parts["ny"]
        days = [_day(year, parts["n2"], parts["n1"]), _day(year, parts["n1"], parts["n2"])]
        if len(parts["ny"]) == 2 and parts["sep"] == "-":
            return None
    elif parts["m1"]:
        days = [_day(parts["y1"], str(MONTHS[parts["m1"].lower()]), parts["d1"])]
    else:
        days = [_day(parts["y2"], str(MONTHS[parts["m2"].lower()]), parts["d2"])]
    readings = list(dict.fromkeys(d for d in days if d is not None))
    settled = False
    if weekday is not None and len(readings) > 1:
        fitting = [d for d in readings if d.weekday() == weekday]
        settled, readings = len(fitting) == 1, fitting or readings
    if not readings:
        return None
    return Printed(match.start(), match.end(), match[0], tuple(readings), weekday, settled)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
