"""Which place a name means: the one of its candidates that most speaks for, and abstention where nothing does for any."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khaldun.places.entry import Entry, between
from khaldun.places.gazetteer import SPELLED, Gazetteer, Hit
from khaldun.places.keys import key
from khaldun.places.layout import ARABIC, MAIN, OTHER
from khaldun.places.weigh import KINSHIP, KNOWN_ABROAD, SAID_IN, Case, Context, Scored, W, contains

TOWN = 4
"""Grade of a candidate that is not what the name says but the town where it stands ("Sultan military airport")."""
SMALL, FAR_KM = 15_000, 400.0
SLIGHT = 0.05
FEW = 3
"""A namesake with so few people, so far from everything else told, in a country that has so slight a part in the article, is not
believed; with fewer anchors than FEW, being near one is enough."""
_LONE = (0.0, "", 0, 0.0, 0.0)
SPELLED_APART, ALIKE = 10_000, 0.95
"""A town of so many in the lands of such names, spelled as the text does, keeps its name from all that are less alike: the Saudis who
bombed Mokha did not bomb Makkah."""
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


def candidates(name: Name, gazetteer: Gazetteer, countries: frozenset[str]) -> tuple[Hit, ...]:
    """What a name may mean: places of that name, and where the article's main countries have none, those spelled alike there."""
    for text in (name.text, name.short):
        found = gazetteer.named(text) if text else ()
        if text and not any(h.entry.country in countries or h.entry.kind == "country" or not h.entry.country for h in found):
            known = {h.entry.id for h in found}
            exact = any(h.grade == MAIN and h.entry.country in ARABIC and h.entry.population > SPELLED_APART for h in found)
            found += tuple(
                h for h in gazetteer.spelled(text, countries) if h.entry.id not in known and not (exact and h.likeness < ALIKE)
            )
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
    if entry.population > (KNOWN_ABROAD if context.main() and entry.kind != "facility" else SMALL):
        return True
    if not share and len(context.anchors) >= FEW:
        return False
    return any(between(entry, a) <= FAR_KM for k, a in context.anchors.items() if k != name)


def choose(
    names: Sequence[Name], context: Context, gazetteer: Gazetteer, shown: int
) -> list[tuple[Scored | None, list[Scored]]]:
    """For each name the place it means (None: none is believed) and its candidates, best first, with reasons for so many as are `shown`.
    `context` is filled on the way.

    Countries and names with one plain meaning are settled first and speak for the others; later looks have them all.
    """
    first = dict(context.countries)
    play = context.main()
    cases = _cases(names, play, gazetteer)
    _weigh(cases, context)
    for _ in range(2):
        before = context.countries, context.provinces, context.anchors
        _learn(cases, context, first)
        if before == (context.countries, context.provinces, context.anchors):
            break
        if play != (play := context.main()):
            cases = _cases(names, play, gazetteer)
        _weigh(cases, context)
    # A lone candidate is the best one whatever else the article says.
    _weigh(cases, context, alone=True)
    done: dict[int, tuple[Scored | None, list[Scored]]] = {}
    for case in cases:
        if id(case) not in done:
            scored = case.scored(shown)
            told = bool(scored) and any(SAID_IN in r for r in scored[0].reasons)
            best = scored[0] if scored and believed(scored[0], case.plain, context, told=told) else None
            done[id(case)] = best, scored
    return [done[id(case)] for case in cases]


def _cases(names: Sequence[Name], play: frozenset[str], gazetteer: Gazetteer) -> list[Case]:
    """For each name what is weighed: one that stands in the text several times is weighed once for each kind that it is called."""
    found: dict[tuple[str, str | None], tuple[Hit, ...]] = {}
    for name in names:
        at = name.text, name.short
        if at not in found:
            found[at] = candidates(name, gazetteer, play)
    parents = _parents(names, found)
    made: dict[tuple[str, str | None, str | None], Case] = {}
    out = []
    for name in names:
        at3 = name.text, name.short, name.kind
        case = made.get(at3)
        if case is None:
            plain = key(name.text)
            case = Case.of(plain, name.kind, found[name.text, name.short], parents.get(plain, ())[:2], gazetteer.capitals)
            made[at3] = case
        out.append(case)
    return out


def _weigh(cases: Sequence[Case], context: Context, *, alone: bool = False) -> None:
    """Weighs the names that have several candidates, or those that have one alone."""
    total = sum(context.countries.values())
    for case in {id(case): case for case in cases}.values():
        if (len(case.hits) == 1) is alone:
            case.weigh(context, total)


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


def _learn(cases: Sequence[Case], context: Context, first: Mapping[str, float]) -> None:
    """Countries, provinces and anchors from what is settled already. A name counts little more for standing in the text often."""
    countries: dict[str, float] = dict(first)
    context.provinces, context.anchors, context.own = Counter(), {}, {}
    often = Counter([c.plain for c in cases])
    for case in cases:
        plain = case.plain
        if not case.hits or plain in context.anchors or not _settled(case):
            continue
        entry = case.hits[case.order[0][2] if case.order else 0].entry
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
    context.points = [(k, e.id, e.lat, e.lon, e) for k, e in context.anchors.items()]


def _settled(case: Case) -> bool:
    """Whether the best candidate leaves behind all that lie elsewhere."""
    minus, _, i, _, _ = case.order[0] if case.order else _LONE
    best = case.hits[i]
    if best.grade == TOWN:
        return False
    for other, _, j, _, _ in case.order[1:]:
        entry = case.hits[j].entry
        if other - minus >= W.sure:
            break
        if entry.kind == "country" or between(entry, best.entry) > W.near_km:
            return False
    return True
