"""Where a place that no gazetteer has is likely to lie: with the places that are named beside it, as far as these lie together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    anchors = [(m, p) for m in mentions if (p := _spot(m)) is not None]
    if not anchors:
        return list(mentions)
    return [_put(m, m.place, anchors) if m.place is not None and m.place.lat is None else m for m in mentions]


def _spot(mention: Mention) -> Place | None:
    place = mention.place
    small = place is not None and place.lat is not None and place.kind in _SPOTS and (place.radius_km or 0.0) <= _SMALL_KM
    return place if small else None


def _put(mention: Mention, place: Place, anchors: Sequence[tuple[Mention, Place]]) -> Mention:
    if place.kind not in _PUT:
        return mention
    near: dict[str, Place] = {}
    for _, other in sorted(anchors, key=lambda a: (abs(a[0].start - mention.start), a[0].start)):
        near.setdefault(other.id, other)
    first, *rest = near.values()
    if not rest or _apart(first, rest[0]) > _TOGETHER_KM or place.country not in (None, first.country):
        return mention
    around = {i for i, other in near.items() if _apart(first, other) <= AROUND_KM}
    if sum(p.id in around for _, p in anchors) < _SHARE * len(anchors):
        return mention
    put = replace(place, lat=first.lat, lon=first.lon, radius_km=AROUND_KM, country=first.country)
    return replace(mention, place=put, reason=f"{mention.reason}; taken to lie near {first.name}, which is named beside it")


def _apart(one: Place, other: Place) -> float:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    return distance(one.lat, one.lon, other.lat, other.lon)
