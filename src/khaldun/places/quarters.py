"""Districts and neighbourhoods of a city that the text speaks of: no namesake far away is meant by `the Nahda district of the city`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khaldun.places.choose import Name
from khaldun.places.entry import Entry, between
from khaldun.places.gazetteer import SPELLED
from khaldun.places.weigh import Scored

_NEAR_KM = 40.0
"""A candidate so near to the city may be its district after all."""
_BEFORE = re.compile(r"(?i)\b(?P<word>district|neighbou?rhood|quarter)s?\s+(?:of|called|named)\s+(?:the\s+)?$")
_AFTER = re.compile(
    r"(?:(?:,\s+|,?\s+and\s+)(?:the\s+)?[A-Z][\w’'-]+){0,3}\s+(?P<word>district|neighbou?rhood|quarter)s?\b(?!\s+of\s+[A-Z])"
)
_OF_CITY = re.compile(r"[^.\n]{0,20}?\b(?:in|of)\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}?(?:city|town|capital)\b")
_SIDE = re.compile(
    r"(?i)(?:\b(?:north|south|east|west|central)\S*\s+(?:\S+\s+of\s+)?|\b(?:city|town|capital)['’]s\s+(?:\S+\s+){0,3})$"
)
_LEAD = 60
_LINKS = ("of", "called", "named", "the")


def quartered(text: str) -> bool:
    """Whether a text speaks of parts of cities at all."""
    small = text.lower()
    return "district" in small or "neighbo" in small or "quarter" in small


def quarter(text: str, name: Name) -> bool:
    """Whether the words put a name as a part of a city. `District` alone does not: provinces have districts too."""
    before = text[max(0, name.start - _LEAD) : name.start]
    # Nearly always the last word alone tells that the first pattern finds nothing.
    found = before.rstrip().lower().endswith(_LINKS) and _BEFORE.search(before) or _AFTER.match(text, name.end)
    if found is None:
        return False
    if found["word"].lower() != "district":
        return True
    stop = found.end() if found.re is _AFTER else name.end
    return bool(_OF_CITY.match(text, stop) or _SIDE.search(before) or _SIDE.search(before[: found.start()]))


def city_of(index: int, names: Sequence[Name], told: Sequence[tuple[Scored | None, list[Scored]]], text: str) -> Entry | None:
    """The town last named before a name, else the first one that the text names at all."""
    towns = [
        (i, best.hit.entry)
        for i, (best, _) in enumerate(told)
        if best and best.hit.entry.kind == "settlement" and i != index and best.hit.grade != SPELLED
        and (i >= len(names) or not quarter(text, names[i]))
    ]  # fmt: skip
    before = [entry for i, entry in towns if i < index]
    return before[-1] if before else towns[0][1] if towns else None


def elsewhere(best: Scored, city: Entry | None) -> bool:
    """Whether a candidate for a part of a city is a namesake that lies elsewhere."""
    if best.hit.grade == SPELLED or best.hit.entry.kind in ("province", "country"):
        return True
    return city is not None and between(best.hit.entry, city) > _NEAR_KM
