"""The day a page shows its readers, where its metadata gives an instant in UTC or no day at all.

An instant such as 02:18 UTC is the evening before in America. The day that the page's address or its dateline prints is what its readers
saw, and what the text's "on Monday" is counted from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from khaldun.knowledge import Knowledge
from khaldun.model import Publication
from khaldun.read.printed import printed

DAY = timedelta(1)
_UTC = re.compile(r"[T ](?P<hour>\d\d):\d\d.*(?:Z|[+-]00:?00|GMT|UTC)\s*$")
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d|199\d)(?P<s>[/_-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_DATED = re.compile(r"date|time|publish|posted|pubdate|byline|timestamp|created", re.IGNORECASE)
_MOST = 60


def in_address(addresses: Iterable[str]) -> date | None:
    """The day in a page's address (`/2016/04/08/`, `-20160408`); None where there is none, or several."""
    days = set()
    for address in addresses:
        for match in _IN_ADDRESS.finditer(address):
            try:
                days.add(date(int(match["y"]), int(match["m"]), int(match["d"])))
            except ValueError:
                continue
    return days.pop() if len(days) == 1 else None


def local(found: Publication, raw: str, tree: Any, addresses: Iterable[str]) -> Publication:
    """The day of an instant as the page shows it: the neighbouring day where `raw` is in UTC and the page's address or print says so."""
    utc = _UTC.search(raw)
    day = found.day
    if utc is None or day is None:
        return found
    other = day - DAY if int(utc["hour"]) < 12 else day + DAY
    named = in_address(addresses)
    if named is None and not 8 <= int(utc["hour"]) < 20:
        days = {*_shown(tree), *_scripted(tree, other)}
        named = other if other in days and day not in days else None
    if named != other:
        return found
    return Publication(other, other + DAY, "metadata", f"{found.why}, which the page itself shows as {other:%-d %B %Y}")


def _scripted(tree: Any, day: date) -> Iterator[date]:
    """`day`, where a script of the page has it as a date of publication (`publication_date = "2020-02-17 21:18:11"`)."""
    stated = re.compile(rf"(?:publi|creat)\w*[\"']?\s*[:=]\s*[\"']{day.isoformat()}", re.IGNORECASE)
    if any(stated.search(node.text) for node in tree.iter("script") if node.text and "ld+json" not in (node.get("type") or "")):
        yield day


def _shown(tree: Any) -> Iterator[date]:
    """Days that the page prints in elements named for it."""
    seen = 0
    for node in tree.iter("time", "span", "p", "div", "li"):
        if node.tag != "time" and not _DATED.search(
            f"{node.get('class') or ''} {node.get('itemprop') or ''} {node.get('id') or ''}"
        ):
            continue
        text = " ".join("".join(node.itertext()).split()) if len(node) < 8 else ""
        if 6 <= len(text) <= 120:
            seen += 1
            yield from (item.readings[0] for item in printed(text) if len(item.readings) == 1)
            yield from abroad(text)
        if seen > _MOST:
            return


@lru_cache(maxsize=4)
def _months(knowledge: Knowledge) -> tuple[dict[str, int], re.Pattern[str]]:
    names = {str(n).lower(): i for e in knowledge.entries("months") for i, n in enumerate(e["names"], 1)}
    words = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    return names, re.compile(rf"(?<!\d)(\d{{1,2}})\.?\s+(?:de\s+)?({words})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)", re.IGNORECASE)


def abroad(text: str) -> Iterator[date]:
    """Days printed with month names of other languages (`06 Dicembre 2020`)."""
    from khaldun.knowledge import load

    names, form = _months(load())
    for match in form.finditer(text):
        try:
            yield date(int(match[3]), names[match[2].lower()], int(match[1]))
        except ValueError:
            continue
