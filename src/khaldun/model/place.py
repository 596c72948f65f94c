"""Places, as resolved from a mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal[
    "settlement", "district", "province", "country", "river", "mountain", "road", "facility", "crossing", "area"
]
Extent = Literal["whole", "most", "part"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`70km east of Palmyra`: bearing in degrees from north (None: unsaid), distance in km (None: unsaid), from the place `of` (an id)."""

    bearing: float | None
    km: float | None
    of: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as one mention means it. `id` is `geonames:N` or `local:slug`; `radius_km` says how far its point may lie off;
    `country` is an ISO 3166 alpha-2 code, `admin1` the id of the province and `within` that of the town that it is a quarter of, where known.
    `start`/`end`/`text`: the words."""

    id: str
    name: str
    text: str
    start: int
    end: int
    lat: float | None
    lon: float | None
    radius_km: float | None
    kind: PlaceKind
    extent: Extent = "whole"
    relation: Relation | None = None
    country: str | None = None
    admin1: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the places that a name may mean, with its score (higher is better) and the reasons for it."""

    id: str
    name: str
    score: float
    lat: float | None = None
    lon: float | None = None
    reasons: tuple[str, ...] = ()
