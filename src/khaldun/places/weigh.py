"""How much speaks for each place that a name may mean: one additive score of readable reasons.

The weights were set on the training halves of public gold sets and hold for news of any country; nothing here knows of a
particular place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from khaldun.places.entry import Entry, between
from khaldun.places.gazetteer import SPELLED, Hit
from khaldun.places.layout import MAIN, OTHER, STRIPPED


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason counts; `population` is for each tenfold number of people."""

    population: float = 1.2
    other_name: float = -2.0
    exonym: float = -0.8
    bearer: float = -1.2
    stripped: float = -0.4
    spelled: float = -1.2
    unlike: float = -8.0
    country: float = 2.0
    capital: float = 1.2
    share: float = 2.5
    in_play: float = 0.5
    province: float = 0.8
    near: float = 4.0
    near_km: float = 120.0
    parent: float = 6.0
    no_parent: float = -2.0
    cue: float = 4.0
    no_cue: float = -3.0
    twin: float = -3.0
    sure: float = 1.5


W = Weights()
KNOWN_ABROAD = 100_000
"""A town so large is called by its English name even where the tables list it under its own."""
_TOWN = 5_000
"""A town of so many bears its own name with such right that another's second name must be that of a place ten times as large ("Nawa" is
not Naha)."""
KINSHIP = {
    "settlement": ("settlement",),
    "province": ("province", "district"),
    "district": ("district", "province"),
    "mountain": ("mountain", "area"),
    "area": ("area", "mountain", "province"),
}
LEADING = 0.2
"""The part of an article that makes a country one of its main ones."""
_REGIONS = ("province", "district")
_NONE: frozenset[str] = frozenset()
_NOTHING = ("", 0.0)
_FAR_KM = 4 * W.near_km
"""Kilometres from which on no other place of the text counts."""


@dataclass(slots=True)
class Context:
    """What the article speaks of: weights of countries and provinces, and places that are beyond doubt by the key of their name.
    `own` is what each of these has added to its country, so that no name speaks for itself."""

    countries: dict[str, float] = field(default_factory=dict)
    provinces: Counter[str] = field(default_factory=Counter)
    anchors: dict[str, Entry] = field(default_factory=dict)
    own: dict[str, tuple[str, float]] = field(default_factory=dict)
    points: Sequence[tuple[str, str, float, float, Entry]] = ()
    """The anchors with their keys, ids, latitudes and longitudes."""

    def share(self, country: str, name: str = "") -> float:
        """The part that a country has in the rest of the article, 0 to 1."""
        weight = self.countries.get(country, 0.0)
        if not weight:
            return 0.0
        place, mine = self.own.get(name, _NOTHING)
        if place == country:
            weight = max(0.0, weight - mine)
        total = sum(self.countries.values()) - mine
        return weight / total if total > 0.01 else 0.0

    def silent(self, name: str) -> bool:
        """Whether the rest of the article speaks of no country at all."""
        return sum(self.countries.values()) - self.own.get(name, _NOTHING)[1] < 0.01

    def main(self) -> frozenset[str]:
        """The countries that the article is about: there even an unusual spelling is looked for."""
        total = sum(self.countries.values())
        return frozenset(c for c, w in self.countries.items() if w >= LEADING * total > 0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the reasons that made it."""

    hit: Hit
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Case:
    """A name that is weighed, once for each kind that it is called: its key and candidates, and of each what speaks for it whatever
    the article says (`own`) and by the words around the name (`said`); `twins` are candidates that give way to a city.

    `order` has the candidates' scores (negative), ids and numbers, best first, and what the article told of each: the part that its
    country has in it, and the kilometres to the next other place."""

    plain: str
    hits: tuple[Hit, ...]
    own: Sequence[Own]
    said: Sequence[tuple[float, tuple[str, ...]]]
    twins: frozenset[str]
    order: list[tuple[float, str, int, float, float]] = field(default_factory=list)

    @classmethod
    def of(
        cls, plain: str, kind: str | None, hits: tuple[Hit, ...], parents: Sequence[Sequence[Entry]], capitals: frozenset[str]
    ) -> Case:
        """A name by its key, the kind it is called, its candidates, and what else they are said to lie in."""
        if kind and not any(h.entry.kind in KINSHIP.get(kind, (kind,)) for h in hits):
            kind = None
        said = [_of_words(kind, h.entry, parents) for h in hits] if kind or parents else [_UNSAID] * len(hits)
        return cls(plain, hits, _owns(hits, capitals), said, _NONE if kind or len(hits) < 2 else _twins(hits))

    def weigh(self, context: Context, total: float) -> None:
        """Ranks the candidates by what the article tells by now; `total` is the weight of all its countries."""
        order = []
        countries, provinces, points = context.countries, context.provinces, context.points
        mine, weight = context.own.get(self.plain, _NOTHING)
        total -= weight
        for i, (entry, ident, country, province, beyond, placed, prior, _) in enumerate(self.own):
            score, share, near = 0.0, 0.0, math.inf
            if country in countries and total > 0.01:
                share = max(0.0, countries[country] - weight if mine == country else countries[country]) / total
            if share:
                score += W.share * share + W.in_play
            if province and (often := provinces.get(province, 0)) > beyond:
                score += W.province * min(1.0, often / 3)
            if points and placed and (near := nearest(entry, self.plain, points)) <= _FAR_KM:
                score += W.near * math.exp(-near / W.near_km)
            score = prior + score + self.said[i][0]
            if self.twins and ident in self.twins:
                score += W.twin
            order.append((-round(score, 3), ident, i, share, near))
        order.sort()
        self.order = order

    def scored(self, shown: int) -> list[Scored]:
        """The candidates, best first, with reasons for so many."""
        return [
            Scored(self.hits[i], -minus, self._reasons(i, share, near) if rank < shown else ())
            for rank, (minus, _, i, share, near) in enumerate(self.order)
        ]

    def _reasons(self, i: int, share: float, near: float) -> tuple[str, ...]:
        land = (f"the text speaks of {self.hits[i].entry.country}",) if share else ()
        km = (f"{near:.0f} km from another place of the text",) if near <= _FAR_KM else ()
        return *self.own[i].reasons, *land, *km, *self.said[i][1]


def nearest(entry: Entry, name: str, points: Sequence[tuple[str, str, float, float, Entry]]) -> float:
    """Kilometres to the next place that the article is known to name, but for this name's own; infinite where none is near."""
    found, most, lat, lon, ident = math.inf, _FAR_KM, entry.lat, entry.lon, entry.id
    # Half of a degree's length at the equator, for south of 60° no degree of longitude is shorter.
    degree = 55.6 if -55 < lat < 55 else 0.0
    for other, at, north, east, anchor in points:
        # Farther apart in latitude or in longitude alone, no anchor is nearer.
        if abs(north - lat) * 111.2 > most or most < abs(east - lon) * degree < 180 * degree or other == name or at == ident:
            continue
        km = between(entry, anchor)
        if km <= most:
            found = most = km
    return found


def contains(parent: Entry, child: Entry) -> bool:
    """Whether one place lies in another, as far as the gazetteer tells."""
    if parent.id == child.id:
        return False
    if parent.kind == "country":
        return parent.country == child.country and child.kind != "country"
    if parent.kind == "province" and child.admin1 is not None:
        return child.admin1 == parent.id
    if child.kind in ("country", "province") and parent.kind not in ("area", "country"):
        return False
    return (not parent.country or not child.country or parent.country == child.country) and between(
        parent, child
    ) <= 1.2 * parent.radius_km


class Own(NamedTuple):
    """What is known of a candidate before any article is: what speaks for it by itself, and in which country and province it counts, the
    province if it is named more often than `beyond`."""

    entry: Entry
    ident: str
    country: str
    province: str | None
    beyond: int
    placed: bool
    prior: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=16_384)
def _owns(hits: tuple[Hit, ...], capitals: frozenset[str]) -> tuple[Own, ...]:
    borne = any(h.grade == MAIN and h.entry.kind == "settlement" and h.entry.population >= _TOWN for h in hits)
    return tuple([_own(h, capitals, borne=borne) for h in hits])


def _own(hit: Hit, capitals: frozenset[str], *, borne: bool = False) -> Own:
    """What speaks for a candidate by itself; `borne` tells whether a town has the name for its main one."""
    entry = hit.entry
    score = W.population * math.log10(entry.population + 10)
    reasons = [f"population {entry.population}"]
    if hit.grade == OTHER:
        score += W.other_name if entry.population < KNOWN_ABROAD else W.bearer if borne else W.exonym
    elif hit.grade == STRIPPED:
        score += W.stripped
    elif hit.grade == SPELLED:
        score += W.spelled + W.unlike * (1 - hit.likeness)
        reasons.append(f"spelled alike ({hit.likeness:.2f})")
    if entry.kind == "country":
        score += W.country
    if entry.id in capitals:
        score += W.capital
        reasons.append("a capital")
    own = entry.kind == "province"
    province = entry.id if own else entry.admin1
    return Own(entry, entry.id, entry.country, province, 1 if own else 0, entry.kind != "country", score, tuple(reasons))


SAID_IN = "said to be in "
_UNSAID: tuple[float, tuple[str, ...]] = (0.0, ())


def _of_words(kind: str | None, entry: Entry, parents: Sequence[Sequence[Entry]]) -> tuple[float, tuple[str, ...]]:
    score, reasons = 0.0, []
    if kind:
        fits = entry.kind in KINSHIP.get(kind, (kind,))
        score += W.cue if fits else W.no_cue
        if fits:
            reasons.append(f"called a {kind}")
    for options in parents:
        inside = [p for p in options if contains(p, entry)]
        if inside:
            score += W.parent
            reasons.append(SAID_IN + inside[0].name)
        elif entry.kind != "country":
            score += W.no_parent
    return score, tuple(reasons)


def _twins(hits: Sequence[Hit]) -> frozenset[str]:
    """Provinces among candidates that have a sizable settlement of the same name inside: beside that city, the province is meant
    only where the words say so."""
    if not any(h.entry.kind in _REGIONS for h in hits):
        return _NONE
    towns = [h.entry for h in hits if h.entry.kind == "settlement" and (h.grade != OTHER or h.entry.population >= KNOWN_ABROAD)]
    found = set()
    for hit in hits:
        e = hit.entry
        if e.kind in _REGIONS and any(
            (t.admin1 == e.id or t.country == e.country and between(t, e) < e.radius_km)
            and (t.population >= 0.04 * e.population or t.population > 80_000)
            for t in towns
        ):
            found.add(e.id)
    return frozenset(found)
