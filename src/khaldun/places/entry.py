"""One place of a gazetteer, and the sizes that stand in where no source gives one."""

from __future__ import annotations

import math
from typing import NamedTuple

from khaldun.model.place import PlaceKind

EARTH_KM = 6371.0


class Entry(NamedTuple):
    """A place (a named tuple: a name may be that of a hundred). `population` is a weight where the place has no people: how much is written about it, on the scale of a town's inhabitants.

    `country` is an ISO 3166 alpha-2 code, empty for what lies in several; `admin1` the id of the province.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    country: str
    admin1: str | None
    population: int
    radius_km: float


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, along the great circle."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def between(one: Entry, other: Entry) -> float:
    """Kilometres between the points of two places, on a plane: a percent off at 300 km, enough to compare by, and fast."""
    east = abs(one.lon - other.lon)
    east = (360.0 - east if east > 180.0 else east) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 111.2 * math.hypot(one.lat - other.lat, east)


def town_radius(population: int) -> float:
    """Kilometres from a town's point to its edge: 1.5 for a village, 5 for 250,000 people, 20 for the largest."""
    return round(min(20.0, max(1.5, math.sqrt(max(0, population)) / 100)), 1)


def offset(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` from another in the direction `bearing` (degrees clockwise from north)."""
    angle, way = math.radians(bearing), km / EARTH_KM
    north = math.radians(lat)
    to = math.asin(math.sin(north) * math.cos(way) + math.cos(north) * math.sin(way) * math.cos(angle))
    east = math.atan2(math.sin(angle) * math.sin(way) * math.cos(north), math.cos(way) - math.sin(north) * math.sin(to))
    return round(math.degrees(to), 5), round((lon + math.degrees(east) + 540) % 360 - 180, 5)
