"""The day a page shows its readers, where its metadata gives an instant in UTC or no day at all.

An instant such as 02:18 UTC is the evening before in America. The day that the page's address or its dateline prints is what its readers
saw, and what the text's "on Monday" is counted from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from khaldun.model import Publication
from khaldun.read.abroad import abroad
from khaldun.read.day_beside import in_text
from khaldun.read.printed import printed

DAY = timedelta(1)
_INSTANT = re.compile(r"[T ](?P<hour>\d\d):\d\d.*?(?P<zone>Z|[+-]\d\d:?\d\d|GMT|UTC)\s*$")
_UTC = re.compile(r"Z|GMT|UTC|[+-]00:?00")
_DATED = re.compile(r"date|time|publish|posted|pubdate|byline|timestamp|created", re.IGNORECASE)
_MOST = 60


def in_address(addresses: Iterable[str]) -> date | None:
    """The day in a page's address (`/2016/04/08/`, `-20160408`); None where there is none, or several."""
    days = {day for address in addresses for day in in_text(address)}
    return days.pop() if len(days) == 1 else None


def local(found: Publication, raw: str, tree: Any, addresses: Iterable[str]) -> Publication:
    """The day of an instant as the page shows it: the neighbouring day where the page's address or print says so.

    In UTC the hours from 8 to 11 are one day from California to New Zealand. In another zone only the hours beside midnight are in doubt,
    where the zone is the server's rather than the readers'.
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
