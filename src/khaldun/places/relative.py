"""Places said by their way from another: "70km east of Palmyra", "northwest of Qaim", "outside Hit", "between Homs and Hama"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khaldun.language.reading import Reading
from khaldun.model import Mention, Place, Relation, slug
from khaldun.places.entry import distance, offset

KM_PER_MILE = 1.609
SOME_KM = 12.0
"""How far "east of X" is taken to be where no distance is said: news says it of what lies a short drive away."""
NEAR_KM = 8.0
_QUARTERS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_BEARINGS = _QUARTERS | {"northeast": 45.0, "southeast": 135.0, "southwest": 225.0, "northwest": 315.0}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "a dozen": 12, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100, "one hundred": 100, "a": 1, "a few": 4, "several": 5,
}  # fmt: skip
_NUMBER = rf"(?P<number>\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?:\s*(?:-|–|to)\s*(?P<upper>\d+(?:\.\d+)?))?"
_UNIT = r"[\s-]*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\.?"
_TURN = r"(?P<turn>(?:north|south)[-\s]?(?:east|west)|north|south|east|west)(?:ern)?(?:wards?)?"
_TO = (
    r"(?:the\s+)?(?:(?:(?!\w+ing\b)[a-z][\w-]*\s+){0,2}?(?:(?:town|city|village|province|capital|border|base|airport)s?\s+(?:of\s+)?)?"
    r"|(?:(?!\w+ing\b)[\w’'-]+\s+){0,4}?(?:town|city|village|suburb|district|capital|stronghold)\s+of\s+)$"
)
_ABOUT = r"(?:(?:about|around|some|roughly|approximately|nearly|almost|just|only|less\s+than|more\s+than|over|within|up\s+to|an\s+estimated|at\s+least)\s+)*"
_FAR = re.compile(
    rf"(?i)\b{_ABOUT}{_NUMBER}{_UNIT}(?:\s*\([^)]*\))?(?:\s+away)?(?:\s+(?:(?:to|in)\s+the\s+|due\s+)?{_TURN}(?:\s+side)?)?\s+(?:of|from|outside|off|away\s+from|short\s+of)\s+{_TO}"
)
_WAY = re.compile(
    rf"(?i)\b(?:(?:just|immediately|further|far|to\s+the|in\s+the|lies|lying|situated)\s+)*{_TURN}\s+(?:of|from)\s+{_TO}"
)
_BY = re.compile(
    rf"(?i)\b(?:just\s+)?(?P<by>outside|near|close\s+to|nearby|on\s+the\s+(?:[a-z-]+\s+)?(?:outskirts|edges?|fringes?)\s+of|at\s+the\s+(?:[a-z-]+\s+)?(?:gates|entrances?)\s+(?:of|to)|around|in\s+the\s+(?:vicinity|countryside|surroundings)\s+of)\s+{_TO}"
)
_BETWEEN = re.compile(r"(?i)\bbetween\s+(?:the\s+)?(?:(?:town|city|village|citie|province)s?\s+of\s+)?$")
_AND = re.compile(r"\s+and\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?")
_REACH = 110
_APPOSED = 50
_APART = _REACH + _APPOSED
"""Characters at most between a name and the one from which a way to it is told."""
_LINKS = frozenset("of from outside off near to nearby around".split())
"""One of these stands in every way: where none does, no pattern need be tried."""
POINTS = frozenset(("settlement", "facility", "crossing", "district"))
"""Kinds whose point says enough to reckon from: "west of Iraq" is anywhere."""
_WIDEST_KM = 100.0


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a named place, as said from `start` of the text up to the name: bearing in degrees and distance, None where unsaid."""

    start: int
    bearing: float | None
    km: float | None


def way(text: str, at: int) -> Way | None:
    """The way that the words just before a name at `at` say."""
    begin = max(0, at - _REACH)
    before = text[begin:at].rpartition("\n")[2]
    if _LINKS.isdisjoint(before.lower().split()[-9:]):
        return None
    begin = at - len(before)
    for pattern in (_FAR, _WAY, _BY):
        match = pattern.search(before)
        if match:
            told = match.groupdict()
            return Way(
                begin + match.start(), _bearing(told.get("turn")), _km(told.get("number"), told.get("upper"), told.get("unit"))
            )
    return None


def _bearing(word: str | None) -> float | None:
    return _BEARINGS[re.sub(r"[-\s]", "", word.lower())] if word else None


def _km(number: str | None, upper: str | None, unit: str | None) -> float | None:
    if number is None or unit is None:
        return None
    low = _NUMBERS.get(number.lower()) or float(number.replace(",", ""))
    value = (low + float(upper)) / 2 if upper and float(upper) > low else low
    unit = unit.lower()
    return round(value * (KM_PER_MILE if unit.startswith("mi") else 0.001 if unit.startswith("m") else 1.0), 1)


def along(place: Place, told: Way, text: str, end: int) -> Place:
    """The place that lies so from another. Its radius is what the words leave open: a quarter of the distance where a bearing
    is said, the whole of it where none is, and in either case the size of the place it is told from."""
    size = place.radius_km or 2.0
    km = told.km if told.km is not None else SOME_KM if told.bearing is not None else 0.0
    lat, lon = place.lat, place.lon
    if lat is not None and lon is not None and told.bearing is not None:
        lat, lon = offset(lat, lon, told.bearing, km + (size if told.km is None else 0.0))
    open_km = 0.25 * km if told.bearing is not None and told.km is not None else km if told.km is not None else NEAR_KM
    words = text[told.start : end]
    return replace(
        place, id=f"local:{slug(words)}", name=words, text=words, start=told.start, end=end, lat=lat, lon=lon, kind="area", extent="whole",
        radius_km=round(max(2.0, open_km + size), 1), relation=Relation(told.bearing, told.km, place.id),
    )  # fmt: skip


def relative(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The places that the text says by their way from a named one, each a mention over the whole phrase, the name in it included
    (so that it overlaps the name's own mention, which stays what it is). They are for the reading of claims; `place.relation.of` is the
    id of the named place. A phrase that only tells where another name lies ("Rawa, to the east of Qaim") is left out.
    """
    text = reading.article.text
    named = [m for m in mentions if m.place is not None and not m.anaphor]
    found = []
    for i, mention in enumerate(named):
        place = mention.place
        if place is None:
            continue
        told = way(text, mention.start) if place.kind in POINTS else None
        if told is not None and not _describes(text, told.start, mentions):
            derived = along(place, told, text, mention.end)
            found.append(
                Mention(
                    "place",
                    told.start,
                    mention.end,
                    derived.text,
                    place=derived,
                    reason=f"from {place.name} by bearing and distance",
                )
            )
        other = named[i + 1].place if i + 1 < len(named) else None
        if (
            other is not None
            and _BETWEEN.search(text[max(0, mention.start - 40) : mention.start])
            and _AND.fullmatch(text[mention.end : other.start])
        ):
            middle = _middle(text, mention, place, other)
            if middle is not None:
                found.append(middle)
    return found


def _describes(text: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a phrase is an apposition to a name just before it."""
    return bool(_named_before(text, start, mentions))


def _named_before(text: str, start: int, mentions: Sequence[Mention]) -> Mention | None:
    gap = re.search(
        r"(?:,\s*|\s+\()(?:(?:which|that)\s+(?:is|lies|stands)\s+|(?:a|the)\s+(?:[a-z-]+\s+){1,3}|located\s+|situated\s+|lying\s+)?$",
        text[max(0, start - _APPOSED) : start],
    )
    if gap is None:
        return None
    at = max(0, start - _APPOSED) + gap.start()
    return next((m for m in mentions if m.end == at and not m.anaphor), None)


def _middle(text: str, mention: Mention, one: Place, other: Place) -> Mention | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or not {one.kind, other.kind} <= POINTS:
        return None
    start = text.lower().rfind("between", 0, mention.start)
    words = text[start : other.end]
    half = distance(one.lat, one.lon, other.lat, other.lon) / 2
    if half > _WIDEST_KM:
        return None
    place = Place(
        f"local:{slug(words)}", words, words, start, other.end, round((one.lat + other.lat) / 2, 5), round((one.lon + other.lon) / 2, 5),
        round(half, 1), "area", "whole", Relation(None, round(half, 1), one.id), one.country, one.admin1 if one.admin1 == other.admin1 else None,
    )  # fmt: skip
    return Mention("place", start, other.end, words, place=place, reason=f"between {one.name} and {other.name}")


def placed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those that no gazetteer has put where the text says they lie: "Hiri, 10km east of Abu Kamal"."""
    # Only where a name of no known place stands before it can the way from another tell where that one lies.
    lost = [m.end for m in mentions if (m.place is None or m.place.lat is None) and not m.candidates]
    if not lost:
        return list(mentions)
    where: dict[int, Mention] = {}
    for mention in mentions:
        if mention.place is None or mention.place.lat is None or not any(0 <= mention.start - end <= _APART for end in lost):
            continue
        told = way(text, mention.start)
        if told is None:
            continue
        unknown = _named_before(text, told.start, mentions)
        if unknown is not None and (unknown.place is None or unknown.place.lat is None) and not unknown.candidates:
            derived = along(mention.place, told, text, mention.end)
            kind = unknown.place.kind if unknown.place else "settlement"
            place = replace(
                derived,
                id=f"local:{slug(unknown.text)}",
                name=unknown.text,
                text=unknown.text,
                start=unknown.start,
                end=unknown.end,
                kind=kind,
            )
            where[unknown.start] = replace(unknown, place=place, reason=f"not in the gazetteer; said to lie {derived.text}")
    # The same name means the same place in the rest of the text.
    known = {m.text: m for m in mentions if m.place is not None and not m.candidates} | {m.text: m for m in where.values()}
    out = []
    for mention in mentions:
        found = known.get(mention.text)
        if (
            found is not None
            and found.place is not None
            and not mention.candidates
            and (mention.place is None or mention.place.lat is None)
        ):
            place = replace(found.place, start=mention.start, end=mention.end)
            mention = replace(mention, place=place, reason=found.reason)
        out.append(mention)
    return out
