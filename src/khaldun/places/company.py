"""Where a place that no gazetteer has is likely to lie: with the places that are named beside it, as far as these lie together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from khaldun.model import Mention, Place
from khaldun.places.entry import distance

AROUND_KM = 100.0
"""Radius of a place so put. Of villages of news from wars, each in turn taken for unknown, 86 to 94 of 100 lie so near; of towns of any
size in world news, fewer."""
_TOGETHER_KM = 60.0
_SHARE = 0.6
"""The two places named nearest lie no further apart, and around the first this part of all that is named in the text."""
_SPOTS = frozenset(("settlement", "district", "facility", "crossing"))
_PUT = _SPOTS | {"road", "mountain", "area"}
_SMALL_KM = 60.0


def in_company(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of places without a point put, within AROUND_KM, where the places named nearest to them lie, if these lie together
    and the text speaks mostly of that land."""
    lost = [m for m in mentions if m.place is not None and m.place.lat is None and m.place.kind in _PUT]
    spots = [(m.start, p) for m in mentions if (p := _spot(m)) is not None] if lost else []
    if not spots:
        return list(mentions)
    often = Counter(p.id for _, p in spots)
    known = {p.id: p for _, p in spots}
    home: dict[str, bool] = {}
    put: dict[int, Mention] = {}
    for mention in lost:
        first, second = _nearest(mention.start, spots)
        if second is None or _apart(first, second) > _TOGETHER_KM:
            continue
        if first.id not in home:
            around = sum(n for i, n in often.items() if _apart(first, known[i]) <= AROUND_KM)
            home[first.id] = around >= _SHARE * len(spots)
        if home[first.id]:
            put[mention.start] = _put(mention, first)
    return [put.get(m.start, m) if m.place is not None and m.place.lat is None else m for m in mentions]


def _spot(mention: Mention) -> Place | None:
    place = mention.place
    small = place is not None and place.lat is not None and place.kind in _SPOTS and (place.radius_km or 0.0) <= _SMALL_KM
    return place if small else None


def _nearest(at: int, spots: Sequence[tuple[int, Place]]) -> tuple[Place, Place | None]:
    """The two places named nearest to a point of the text, the nearer first."""
    right = bisect_left(spots, at, key=itemgetter(0))
    left, found = right - 1, list[Place]()
    while len(found) < 2 and (left >= 0 or right < len(spots)):
        back = left >= 0 and (right >= len(spots) or at - spots[left][0] <= spots[right][0] - at)
        place = spots[left if back else right][1]
        left, right = (left - 1, right) if back else (left, right + 1)
        found += [place] if not found or place.id != found[0].id else []
    return found[0], found[1] if len(found) > 1 else None


def _put(mention: Mention, by: Place) -> Mention:
    place = mention.place
    if place is None or place.country not in (None, by.country):
        return mention
    there = replace(place, lat=by.lat, lon=by.lon, radius_km=AROUND_KM, country=by.country)
    return replace(mention, place=there, reason=f"{mention.reason}; taken to lie near {by.name}, which is named beside it")


def _apart(one: Place, other: Place) -> float:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    return distance(one.lat, one.lon, other.lat, other.lon)
