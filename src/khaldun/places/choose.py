"""Which place a name means: one additive score of readable reasons, and abstention where nothing speaks for any candidate.

The weights were set on the training halves of public gold sets and hold for news of any country; nothing here knows of a
particular place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khaldun.places.entry import Entry, between
from khaldun.places.gazetteer import SPELLED, Gazetteer, Hit
from khaldun.places.keys import key
from khaldun.places.layout import MAIN, OTHER, STRIPPED


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason counts; `population` is for each tenfold number of people."""

    population: float = 1.2
    other_name: float = -2.0
    exonym: float = -0.8
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


WEIGHTS = Weights()
KNOWN_ABROAD = 100_000
"""A town so large is called by its English name even where the tables list it under its own."""
KINSHIP = {
    "settlement": ("settlement",),
    "province": ("province", "district"),
    "district": ("district", "province"),
    "mountain": ("mountain", "area"),
    "area": ("area", "mountain", "province"),
}
TOWN = 4
"""Grade of a candidate that is not what the name says but the town where it stands ("Sultan military airport")."""
SMALL, FAR_KM = 15_000, 400.0
SLIGHT = 0.05
FEW = 3
"""A namesake with so few people, so far from everything else told, in a country that has so slight a part in the article, is not
believed; with fewer anchors than FEW, being near one is enough."""
LEADING = 0.2
"""The part of an article that makes a country one of its main ones."""
ANCHORS = 60
"""Places that others are measured against, the most often named: enough for any article, and a bound for very long ones."""
MOST = 24
"""Candidates looked at for one name: the most populous, and all in the countries that the text speaks of."""


@dataclass(slots=True)
class Name:
    """A place name in the text, with what the words around it say: the `kind` they call it, the indices of names said to contain
    it (`parents`), whether the engine saw a place (`tagged`) or else the words leave no doubt (`told`), the name without its own word of
    kind (`short`), and where that word is for a work of which a town has one, the words that mean the same (`works`); `whole` is what a name
    with a side is a part of ("Khartoum" of "South Khartoum")."""

    start: int
    end: int
    text: str
    kind: str | None = None
    parents: tuple[int, ...] = ()
    tagged: bool = True
    told: bool = True
    short: str | None = None
    works: tuple[str, ...] = ()
    whole: str | None = None


@dataclass(slots=True)
class Context:
    """What the article speaks of: weights of countries and provinces, and places that are beyond doubt by the key of their name.
    `own` is what each of these has added to its country, so that no name speaks for itself; `priors` what speaks for a candidate (by
    id, grade and likeness) whatever the article says."""

    countries: dict[str, float] = field(default_factory=dict)
    provinces: Counter[str] = field(default_factory=Counter)
    anchors: dict[str, Entry] = field(default_factory=dict)
    own: dict[str, tuple[str, float]] = field(default_factory=dict)
    priors: dict[tuple[str, int, float], tuple[float, list[str]]] = field(default_factory=dict)

    def weight(self, country: str, name: str = "") -> float:
        """How much else of the article than this name speaks of a country."""
        weight = self.countries.get(country, 0.0)
        mine = self.own.get(name)
        return max(0.0, weight - mine[1]) if mine and mine[0] == country else weight

    def share(self, country: str, name: str = "") -> float:
        """The part that a country has in the rest of the article, 0 to 1."""
        weight = self.weight(country, name)
        if not weight:
            return 0.0
        total = sum(self.countries.values()) - self.own.get(name, ("", 0.0))[1]
        return weight / total if total > 0.01 else 0.0

    def silent(self, name: str) -> bool:
        """Whether the rest of the article speaks of no country at all."""
        return sum(self.countries.values()) - self.own.get(name, ("", 0.0))[1] < 0.01

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


def _prior(hit: Hit, capitals: frozenset[str], w: Weights) -> tuple[float, list[str]]:
    entry = hit.entry
    score = w.population * math.log10(entry.population + 10)
    reasons = [f"population {entry.population}"]
    if hit.grade == OTHER:
        score += w.exonym if entry.population >= KNOWN_ABROAD else w.other_name
    elif hit.grade == STRIPPED:
        score += w.stripped
    elif hit.grade == SPELLED:
        score += w.spelled + w.unlike * (1 - hit.likeness)
        reasons.append(f"spelled alike ({hit.likeness:.2f})")
    if entry.kind == "country":
        score += w.country
    if entry.id in capitals:
        score += w.capital
        reasons.append("a capital")
    return score, reasons


def _of_context(entry: Entry, name: str, context: Context, w: Weights) -> tuple[float, list[str]]:
    score, reasons = 0.0, []
    share = context.share(entry.country, name)
    if share:
        score += w.share * share + w.in_play
        reasons.append(f"the text speaks of {entry.country}")
    province = entry.id if entry.kind == "province" else entry.admin1
    if province and context.provinces[province] > (1 if entry.kind == "province" else 0):
        score += w.province * min(1.0, context.provinces[province] / 3)
    if entry.kind != "country":
        # Farther apart in latitude alone, no anchor counts.
        far, near = 4 * w.near_km / 111, math.inf
        for k, a in context.anchors.items():
            if -far < a.lat - entry.lat < far and k != name and a.id != entry.id:
                near = min(near, between(entry, a))
        if near <= 4 * w.near_km:
            score += w.near * math.exp(-near / w.near_km)
            reasons.append(f"{near:.0f} km from another place of the text")
    return score, reasons


def _of_words(kind: str | None, entry: Entry, parents: Sequence[Sequence[Entry]], w: Weights) -> tuple[float, list[str]]:
    score, reasons = 0.0, []
    if kind:
        fits = entry.kind in KINSHIP.get(kind, (kind,))
        score += w.cue if fits else w.no_cue
        if fits:
            reasons.append(f"called a {kind}")
    for options in parents:
        inside = [p for p in options if contains(p, entry)]
        if inside:
            score += w.parent
            reasons.append(f"said to be in {inside[0].name}")
        elif entry.kind != "country":
            score += w.no_parent
    return score, reasons


def _twins(hits: Sequence[Hit]) -> frozenset[str]:
    """Provinces among candidates that have a sizable settlement of the same name inside: beside that city, the province is meant
    only where the words say so."""
    towns = [h.entry for h in hits if h.entry.kind == "settlement" and (h.grade != OTHER or h.entry.population >= KNOWN_ABROAD)]
    found = set()
    for hit in hits:
        e = hit.entry
        if e.kind in ("province", "district") and any(
            (t.admin1 == e.id or t.country == e.country and between(t, e) < e.radius_km)
            and (t.population >= 0.04 * e.population or t.population > 80_000)
            for t in towns
        ):
            found.add(e.id)
    return frozenset(found)


def candidates(name: Name, gazetteer: Gazetteer, countries: frozenset[str]) -> tuple[Hit, ...]:
    """What a name may mean: places of that name, and where the article's main countries have none, those spelled alike there."""
    for text in (name.text, name.short):
        found = gazetteer.named(text) if text else ()
        if text and not any(h.entry.country in countries or h.entry.kind == "country" or not h.entry.country for h in found):
            known = {h.entry.id for h in found}
            found += tuple(h for h in gazetteer.spelled(text, countries) if h.entry.id not in known)
        if text == name.short and name.kind not in ("settlement", "province", "district"):
            # "Mosul Dam" is not Mosul, nor "Thames Valley" a town in New Zealand.
            found = tuple(h for h in found if h.entry.kind in KINSHIP.get(name.kind or "", (name.kind,)))
        if found:
            break
    if name.works and name.short:
        found = _of_town(name.short, name.works, found, gazetteer, countries)
    if name.whole and not found:
        found = _towns(name.whole, gazetteer, countries)
    if len(found) > MOST:
        first = sorted(found, key=lambda h: (-h.entry.population, h.entry.id))
        found = tuple(first[:MOST]) + tuple(h for h in first[MOST:] if h.entry.country in countries)[: 2 * MOST]
    return found


def _of_town(
    town: str, works: Sequence[str], found: Sequence[Hit], gazetteer: Gazetteer, countries: frozenset[str]
) -> tuple[Hit, ...]:
    """What the name of a work may mean: what was found under it, else the works, under any of some words, of the towns whose name it bears,
    and with these the towns themselves, for it stands there."""
    towns = _towns(town, gazetteer, countries)
    hits = found or [
        h for t in towns for w in works for h in gazetteer.named(f"{t.entry.name} {w}")
        if h.entry.country == t.entry.country and h.entry.kind in ("facility", "crossing")
    ]  # fmt: skip
    return tuple({h.entry.id: h for h in (*towns, *hits)}.values())


def _towns(name: str, gazetteer: Gazetteer, countries: frozenset[str]) -> tuple[Hit, ...]:
    """The towns and lands that bear a name, as candidates for what stands in them."""
    hits = list(gazetteer.named(name))
    if not any(h.entry.country in countries for h in hits):
        hits += gazetteer.spelled(name, countries)
    return tuple(h._replace(grade=TOWN) for h in hits if h.entry.kind in ("settlement", "district", "province", "area"))


def rank(
    name: Name, hits: Sequence[Hit], context: Context, parents: Sequence[Sequence[Entry]] = (), capitals: frozenset[str] = frozenset(),
    w: Weights = WEIGHTS,
) -> list[Scored]:  # fmt: skip
    """The candidates of a name, best first."""
    out = []
    kind = name.kind if name.kind and any(h.entry.kind in KINSHIP.get(name.kind, (name.kind,)) for h in hits) else None
    twins = _twins(hits) if not kind else frozenset()
    plain = key(name.text)
    for hit in hits:
        at = hit.entry.id, hit.grade, hit.likeness
        score, known = context.priors.get(at) or context.priors.setdefault(at, _prior(hit, capitals, w))
        reasons = [*known]
        for more, why in (_of_context(hit.entry, plain, context, w), _of_words(kind, hit.entry, parents, w)):
            score += more
            reasons += why
        if hit.entry.id in twins:
            score += w.twin
        out.append(Scored(hit, round(score, 3), tuple(reasons)))
    return sorted(out, key=lambda s: (-s.score, s.hit.entry.id))


def believed(best: Scored, name: str, context: Context, *, told: bool) -> bool:
    """Whether the best candidate is more than a namesake. `told`: the words themselves say where or what it is."""
    entry = best.hit.entry
    share = context.share(entry.country, name)
    if best.hit.grade == TOWN:
        return told or share >= SLIGHT or context.silent(name) and entry.population > KNOWN_ABROAD
    if told or entry.kind not in ("settlement", "district", "facility"):
        return True
    if not context.countries or context.silent(name):
        return best.hit.grade not in (OTHER, SPELLED) or entry.population > SMALL
    if share >= SLIGHT:
        return True
    if best.hit.grade in (OTHER, SPELLED):
        return entry.population > KNOWN_ABROAD
    near = min((between(entry, a) for k, a in context.anchors.items() if k != name), default=math.inf)
    return (
        entry.population > (KNOWN_ABROAD if context.main() and entry.kind != "facility" else SMALL)
        or near <= FAR_KM
        and (share > 0 or len(context.anchors) < FEW)
    )


def choose(
    names: Sequence[Name], context: Context, gazetteer: Gazetteer, w: Weights = WEIGHTS
) -> list[tuple[Scored | None, list[Scored]]]:
    """For each name the place it means (None: none is believed) and its candidates, best first. `context` is filled on the way.

    Countries and names with one plain meaning are settled first and speak for the others; later looks have them all.
    """
    first = dict(context.countries)
    ranked = _once(names, context, gazetteer, w)
    for _ in range(2):
        before = context.countries, context.provinces, context.anchors
        _learn(names, ranked, context, first, w)
        if before == (context.countries, context.provinces, context.anchors):
            break
        ranked = _once(names, context, gazetteer, w)
    out: list[tuple[Scored | None, list[Scored]]] = []
    for name, scored in zip(names, ranked, strict=True):
        told = bool(any("said to be in" in r for s in scored[:1] for r in s.reasons))
        out.append((scored[0] if scored and believed(scored[0], key(name.text), context, told=told) else None, scored))
    return out


def _once(names: Sequence[Name], context: Context, gazetteer: Gazetteer, w: Weights) -> list[list[Scored]]:
    """One look at all names. A name that stands in the text several times is weighed once for each kind that it is called."""
    play = context.main()
    found: dict[tuple[str, str | None], tuple[Hit, ...]] = {}
    for name in names:
        at = name.text, name.short
        if at not in found:
            found[at] = candidates(name, gazetteer, play)
    parents = _parents(names, found)
    done: dict[tuple[str, str | None, str | None], list[Scored]] = {}
    out = []
    for name in names:
        at3 = name.text, name.short, name.kind
        if at3 not in done:
            done[at3] = rank(name, found[at3[:2]], context, parents.get(key(name.text), ())[:2], gazetteer.capitals, w)
        out.append(done[at3])
    return out


def _parents(names: Sequence[Name], found: Mapping[tuple[str, str | None], Sequence[Hit]]) -> dict[str, list[Sequence[Entry]]]:
    """By the key of a name, what it is anywhere said to lie in: "Homs, Hama" is a list, as neither holds the other."""
    out: dict[str, list[Sequence[Entry]]] = {}
    for name in names:
        hits = found[name.text, name.short]
        nation = any(h.entry.kind == "country" and h.grade == MAIN for h in hits)
        for p in name.parents:
            options = [
                h.entry for h in found[names[p].text, names[p].short]
                if (h.entry.kind != "settlement" or h.entry.population > KNOWN_ABROAD) and not (nation and h.entry.kind != "province")
            ]  # fmt: skip
            if (
                options
                and any(contains(o, h.entry) for o in options for h in hits)
                and options not in out.setdefault(key(name.text), [])
            ):
                out[key(name.text)].append(options)
    return out


def _learn(
    names: Sequence[Name], ranked: Sequence[Sequence[Scored]], context: Context, first: Mapping[str, float], w: Weights
) -> None:
    """Countries, provinces and anchors from what is settled already. A name counts little more for standing in the text often."""
    countries: dict[str, float] = dict(first)
    context.provinces, context.anchors, context.own = Counter(), {}, {}
    often = Counter(key(n.text) for n in names)
    for name, scored in zip(names, ranked, strict=True):
        plain = key(name.text)
        if not scored or plain in context.anchors or scored[0].hit.grade == TOWN:
            continue
        best = scored[0]
        entry = best.hit.entry
        rival = next(
            (s.score for s in scored[1:] if between(s.hit.entry, entry) > w.near_km or s.hit.entry.kind == "country"), -math.inf
        )
        if best.score - rival < w.sure:
            continue
        context.anchors[plain] = entry
        if entry.country:
            weight = (1.0 if entry.kind == "country" else 0.7) * (1 + math.log2(often[plain]) / 2)
            countries[entry.country] = countries.get(entry.country, 0.0) + weight
            context.own[plain] = entry.country, weight
        province = entry.id if entry.kind == "province" else entry.admin1
        if province:
            context.provinces[province] += 1
    context.countries = countries
    # The point of a country or an ocean is no neighbour of anything.
    told = [k for k, e in context.anchors.items() if e.kind != "country" and e.radius_km < 400]
    context.anchors = {k: context.anchors[k] for k in sorted(told, key=lambda k: -often[k])[:ANCHORS]}
