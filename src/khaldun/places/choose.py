"""Which place a name means: one additive score of readable reasons, and abstention where nothing speaks for any candidate.

The weights were set by hand on the training halves of public gold sets and hold for news of any country; nothing here
knows of a particular place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khaldun.places.layout import MAIN, OTHER, STRIPPED
from khaldun.places.entry import Entry, between
from khaldun.places.gazetteer import SPELLED, Gazetteer, Hit
from khaldun.places.keys import key

GRADES = {MAIN: 0.0, OTHER: -1.4, STRIPPED: -0.4, SPELLED: -1.2}
COUNTRY = 3.0
"""A country is what its name means, unless the text speaks of its namesake."""
CAPITAL = 1.2
SHARE, IN_PLAY = 3.0, 1.5
PROVINCE_SHARE = 2.0
NEAR, NEAR_KM = 2.0, 150.0
PARENT, OTHER_PARENT = 7.0, -3.0
CUE, OTHER_CUE = 6.0, -5.0
TWIN = -3.0
"""A province beside a city of its own name is meant only where the words say so."""
KINSHIP = {"settlement": ("settlement",), "province": ("province", "district"), "district": ("district", "province"), "mountain": ("mountain", "area")}
CERTAIN = 1.5
"""Lead over the second candidate from which a place may speak for others."""
SMALL, FAR_KM = 15_000, 1_000.0
"""Below so many people and so far from everything else told, a lone namesake is not believed."""


@dataclass(slots=True)
class Name:
    """A place name in the text, with what the words around it say: the `kind` they call it, the indices of names said to
    contain it (`parents`), and whether the recogniser saw a place by itself (`tagged`)."""

    start: int
    end: int
    text: str
    kind: str | None = None
    parents: tuple[int, ...] = ()
    tagged: bool = True
    within: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    """What the article speaks of: weights of countries and provinces, and places that are beyond doubt."""

    countries: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)
    anchors: dict[str, Entry] = field(default_factory=dict)

    def share(self, country: str) -> float:
        """The part that a country has in the article, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries[country] / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the reasons that made it."""

    hit: Hit
    score: float
    reasons: tuple[str, ...]


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
    return (not parent.country or not child.country or parent.country == child.country) and between(parent, child) <= 1.2 * parent.radius_km


def _prior(hit: Hit, capitals: frozenset[str]) -> tuple[float, list[str]]:
    entry = hit.entry
    score = math.log10(entry.population + 10) + GRADES[hit.grade]
    reasons = [f"population {entry.population}"]
    if hit.grade == SPELLED:
        score -= 8 * (1 - hit.likeness)
        reasons.append(f"spelled alike ({hit.likeness:.2f})")
    if entry.kind == "country":
        score += COUNTRY
    if entry.id in capitals:
        score += CAPITAL
        reasons.append("a capital")
    return score, reasons


def _of_context(entry: Entry, name: str, context: Context) -> tuple[float, list[str]]:
    score, reasons = 0.0, []
    share = context.share(entry.country)
    if share:
        score += SHARE * share + IN_PLAY
        reasons.append(f"the text speaks of {entry.country}")
    province = entry.id if entry.kind == "province" else entry.admin1
    if province and context.provinces[province] > (1 if entry.kind == "province" else 0):
        score += PROVINCE_SHARE * min(1.0, context.provinces[province] / 3)
    near = [between(entry, a) for k, a in context.anchors.items() if k != name and a.id != entry.id]
    if near and min(near) <= NEAR_KM and entry.kind != "country":
        score += NEAR * (1 - min(near) / NEAR_KM / 2)
        reasons.append(f"{min(near):.0f} km from another place of the text")
    return score, reasons


def _of_words(name: Name, entry: Entry, parents: Sequence[Sequence[Entry]]) -> tuple[float, list[str]]:
    score, reasons = 0.0, []
    if name.kind:
        fits = entry.kind in KINSHIP.get(name.kind, (name.kind,))
        score += CUE if fits else OTHER_CUE
        reasons.append(f"called a {name.kind}")
    for options in parents:
        inside = [p for p in options if contains(p, entry)]
        if inside:
            score += PARENT
            reasons.append(f"said to be in {inside[0].name}")
        elif entry.kind != "country":
            score += OTHER_PARENT
    return score, reasons


def _twins(hits: Sequence[Hit]) -> frozenset[str]:
    """Provinces among candidates that have a sizable settlement of the same name inside."""
    towns = [h for h in hits if h.entry.kind == "settlement" and h.grade != OTHER]
    found = set()
    for hit in hits:
        e = hit.entry
        if e.kind in ("province", "district") and any(
            (t.entry.admin1 == e.id or t.entry.country == e.country and between(t.entry, e) < e.radius_km)
            and (t.entry.population >= 0.04 * e.population or t.entry.population > 80_000)
            for t in towns
        ):
            found.add(e.id)
    return frozenset(found)


def candidates(name: str, gazetteer: Gazetteer, countries: frozenset[str]) -> tuple[Hit, ...]:
    """What a name may mean: places of that name, and where the countries in play have none, those spelled alike there."""
    found = gazetteer.named(name)
    if any(h.entry.country in countries or h.entry.kind == "country" or not h.entry.country for h in found):
        return found
    alike = gazetteer.spelled(name, countries)
    known = {h.entry.id for h in found}
    return found + tuple(h for h in alike if h.entry.id not in known)


def rank(
    name: Name, hits: Sequence[Hit], context: Context, parents: Sequence[Sequence[Entry]] = (), capitals: frozenset[str] = frozenset()
) -> list[Scored]:
    """The candidates of a name, best first."""
    out = []
    twins = _twins(hits) if not name.kind else frozenset()
    plain = key(name.text)
    for hit in hits:
        score, reasons = _prior(hit, capitals)
        for more, why in (_of_context(hit.entry, plain, context), _of_words(name, hit.entry, parents)):
            score += more
            reasons += why
        if hit.entry.id in twins:
            score += TWIN
        out.append(Scored(hit, round(score, 3), tuple(reasons)))
    return sorted(out, key=lambda s: (-s.score, s.hit.entry.id))


def believed(best: Scored, context: Context, *, told: bool) -> bool:
    """Whether the best candidate is more than a namesake. `told`: the words themselves say where or what it is."""
    entry = best.hit.entry
    if told or entry.kind != "settlement" or context.countries[entry.country]:
        return True
    if best.hit.grade in (OTHER, SPELLED) and context.countries:
        return entry.population > 300_000
    lonely = all(between(entry, a) > FAR_KM for a in context.anchors.values())
    return not context.countries or entry.population > SMALL or not lonely


def choose(
    names: Sequence[Name], context: Context, gazetteer: Gazetteer, capitals: frozenset[str] = frozenset()
) -> list[tuple[Scored | None, list[Scored]]]:
    """For each name the place it means (None: none is believed) and its candidates, best first. `context` is filled on the way.

    Countries and names with one plain meaning are settled first and speak for the others; the second look has them all.
    """
    ranked: list[list[Scored]] = []
    for turn in range(3):
        play = frozenset(c for c, w in context.countries.items() if w > 0)
        before = context if turn else Context(Counter(context.countries))
        ranked = _once(names, before, gazetteer, play, capitals)
        if turn < 2:
            context.anchors, seen = {}, Counter(context.countries) if turn == 0 else seen
            _learn(names, ranked, context, seen)
    out: list[tuple[Scored | None, list[Scored]]] = []
    for name, scored in zip(names, ranked, strict=True):
        told = bool(name.kind or name.parents)
        best = scored[0] if scored and believed(scored[0], context, told=told) else None
        out.append((best, scored))
    return out


def _once(
    names: Sequence[Name], context: Context, gazetteer: Gazetteer, play: frozenset[str], capitals: frozenset[str]
) -> list[list[Scored]]:
    hits = [candidates(n.within or n.text, gazetteer, play) for n in names]
    parents_of: dict[str, list[Sequence[Entry]]] = {}
    for name in names:
        for p in name.parents:
            options = [h.entry for h in hits[p] if h.entry.kind != "settlement" or h.entry.population > 100_000]
            # A container is one only where it holds some candidate: "Homs, Hama" is a list.
            if any(contains(o, h.entry) for o in options for h in candidates(name.text, gazetteer, play)):
                parents_of.setdefault(key(name.text), []).append(options)
    return [rank(n, hits[i], context, parents_of.get(key(n.text), ())[:2], capitals) for i, n in enumerate(names)]


def _learn(names: Sequence[Name], ranked: Sequence[Sequence[Scored]], context: Context, first: Mapping[str, float]) -> None:
    """Countries, provinces and anchors from what is settled already. A name counts once, however often it stands in the text."""
    context.countries = Counter(dict(first))
    context.provinces = Counter()
    for name, scored in zip(names, ranked, strict=True):
        if not scored:
            continue
        best, plain = scored[0], key(name.text)
        lead = best.score - next((s.score for s in scored[1:] if between(s.hit.entry, best.hit.entry) > NEAR_KM), -10.0)
        if lead < CERTAIN or plain in context.anchors:
            continue
        entry = best.hit.entry
        context.anchors[plain] = entry
        if entry.country:
            context.countries[entry.country] += 1.0 if entry.kind == "country" else 0.7
        province = entry.id if entry.kind == "province" else entry.admin1
        if province:
            context.provinces[province] += 1
    # A country's point is no neighbour of anything.
    context.anchors = {k: e for k, e in context.anchors.items() if e.kind not in ("country",) and e.radius_km < 400}
