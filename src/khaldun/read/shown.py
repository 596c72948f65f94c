"""The day a page shows its readers, where its metadata gives an instant in UTC or no day at all.

An instant such as 02:18 UTC is the evening before in America. The day that the page's address or its dateline prints is what its readers
saw, and what the text's "on Monday" is counted from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from khaldun.model import Publication
from khaldun.read.day_beside import in_text
from khaldun.read.day_mark import LINE, Mark

DAY = timedelta(1)
_INSTANT = re.compile(r"[T ](?P<hour>\d\d):\d\d.*?(?P<zone>Z|[+-]\d\d:?\d\d|GMT|UTC)\s*$")
_UTC = re.compile(r"Z|GMT|UTC|[+-]00:?00")
PLAIN = 1.5
"""Weight from which a line of the page shows its readers the day."""


def in_address(addresses: Iterable[str]) -> date | None:
    """The day in a page's address (`/2016/04/08/`, `-20160408`); None where there is none, or several."""
    days = {day for address in addresses for day in in_text(address)}
    return days.pop() if len(days) == 1 else None


def local(
    found: Publication, raw: str, addresses: Iterable[str], tree: Any, marks: Callable[[], Iterable[Mark]]
) -> Publication:
    """The day of an instant as the page shows it: the neighbouring day where the page's address or print says so.

    In UTC the hours from 8 to 11 are one day from California to New Zealand. In another zone only the hours beside midnight are in doubt,
    where the zone is the server's rather than the readers'. `marks` gives the marks of days in the page, and is asked only then.
    """
    instant = _INSTANT.search(raw)
    day = found.day
    if instant is None or day is None:
        return found
    hour, utc = int(instant["hour"]), _UTC.fullmatch(instant["zone"]) is not None
    if 8 <= hour < 11 or (not utc and 4 <= hour < 20):
        return found
    other = day - DAY if hour < 12 else day + DAY
    named = in_address(addresses)
    if named is None and not 8 <= hour < 20:
        lines = _lines(marks())
        days = {*lines, *_scripted(tree, other)}
        named = other if other in days and day not in days else None
    if named != other:
        return found
    return Publication(other, other + DAY, "metadata", f"{found.why}, which the page itself shows as {other:%-d %B %Y}")


def plainly(day: date, marks: Iterable[Mark]) -> bool:
    """Whether a line of the page shows its readers the day, or the one beside it."""
    return any(abs(day - other) <= DAY for other in _lines(marks))


def _lines(marks: Iterable[Mark]) -> set[date]:
    return {m.day for m in marks if m.kind == LINE and m.weight >= PLAIN and not m.open}


def _scripted(tree: Any, day: date) -> Iterator[date]:
    """`day`, where a script of the page has it as a date of publication (`publication_date = "2020-02-17 21:18:11"`)."""
    stated = re.compile(rf"(?:publi|creat)\w*[\"']?\s*[:=]\s*[\"']{day.isoformat()}", re.IGNORECASE)
    if any(stated.search(node.text) for node in tree.iter("script") if node.text and "ld+json" not in (node.get("type") or "")):
        yield day
