"""`ucdp`: incidents with dead as events in the 49 columns of UCDP GED 23.1. What only Uppsala can give (numbers of conflicts, dyads
and actors, Gleditsch and Ward's codes) is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from khaldun.export.about import write_about
from khaldun.export.acled import LEFT_OUT, left_out
from khaldun.export.coding import ARMED_KINDS, STATE_KINDS, Coder, named, number_of, publishers, spaced
from khaldun.export.csv import sheet
from khaldun.export.events import CIVIL_UNITS, Event, Toll, events, share_tolls, untold
from khaldun.export.tables import Tables
from khaldun.model import Actor, Place
from khaldun.store import Store

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a",
    "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_LONGEST = 366
_REGIONS = {"Europe": "Europe", "Middle East": "Middle East", "Oceania": "Asia"}
_OTHER_REGIONS = (("Africa", "Africa"), ("Asia", "Asia"), ("America", "Americas"), ("Caribbean", "Americas"))


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `ged.csv`, `left_out.csv` and `about.txt`; gives the files."""
    said = write_about(store, folder, names=names, over=("ged.csv", "left_out.csv"))
    left, main = folder / "left_out.csv", folder / "ged.csv"
    with sheet(left, LEFT_OUT) as leave, sheet(main, COLUMNS) as add:
        for row in _rows(Tables(store, names=names), Coder(store), leave):
            add(row)
    return [main, left, said]


def _rows(tables: Tables, coder: Coder, leave: Callable[[dict[str, Any]], None]) -> Iterator[dict[str, Any]]:
    for day in events(tables):
        why = {e.incident.id: _unfit(e) for e in day}
        kept, same = share_tolls([e for e in day if why[e.incident.id] is None])
        counted = {e.incident.id for e in kept if e.tolls}
        for event in day:
            key = event.incident.id
            if key not in counted and event.tolls:
                leave(left_out(event, why[key] or f"its dead are counted in {same.get(key, 'another event')}"))
        rows = [_row(e, coder) for e in kept if e.tolls]
        yield from sorted(rows, key=lambda r: (r["date_start"], r["id"]))


def _unfit(event: Event) -> str | None:
    """Why an event with dead cannot be told in GED's columns."""
    place, when = event.incident.place, event.incident.when
    if (why := untold(event)) is not None or not event.tolls:
        return why or "no dead are told"
    if place is None or place.lat is None or place.lon is None:
        return "no place is told" if place is None else "its place has no point"
    if when.days is None or when.days > _LONGEST:
        return "its time is unknown"
    if not any(_armed(a) for a in (*event.incident.actors, *event.incident.targets)):
        return "no armed party is named"
    return None


def _row(event: Event, coder: Coder) -> dict[str, Any]:
    incident, place, when = event.incident, event.incident.place, event.incident.when
    if place is None or place.lat is None or place.lon is None or when.start is None:
        raise ValueError(f"{incident.id} does not fit GED's columns")
    a, b, violence = _sides(event)
    country = coder.country(place)
    number = number_of(event, 9)
    names = (_name(a), "Civilians" if violence == ONE_SIDED else _name(b))
    told = event.sentences
    articles = [event.articles[k] for k in sorted(event.articles)]
    return {
        "id": number,
        "relid": f"{country.iso3 if country else 'XXX'}-{when.start.year}-{violence}-{number}",
        "year": when.start.year,
        "code_status": "Clear" if a and (b or violence == ONE_SIDED) else "Check party",
        "type_of_violence": violence,
        "conflict_name": f"{names[0]} - {names[1]}", "dyad_name": f"{names[0]} - {names[1]}",
        "side_a": names[0], "side_b": names[1],
        "number_of_sources": len(incident.origins),
        "source_article": "; ".join(f"“{spaced(c.evidence.text)}”" for c in told),
        "source_office": "; ".join(publishers(event)),
        "source_date": "; ".join(str(x.published.day or "") for x in articles),
        "source_headline": "; ".join(spaced(x.title or "") for x in articles),
        "source_original": "; ".join(dict.fromkeys(c.speaker.name for c in event.claims if c.speaker is not None)),
        "where_prec": where_prec(place),
        "where_coordinates": place.name,
        "where_description": "; ".join(dict.fromkeys(spaced(c.place.text) for c in event.claims if c.place is not None)),
        "adm_1": coder.province(place), "adm_2": place.name if place.kind == "district" else "",
        "latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": priogrid(place.lat, place.lon),
        "country": country.name if country else "", "region": _region(country.region) if country else "",
        "event_clarity": 1 if (when.days or 0) <= 7 else 2,
        "date_prec": date_prec(when.days or 1, exact=when.basis != "article"), "date_start": when.start, "date_end": when.last,
        **_deaths(event, b, violence),
    }  # fmt: skip


def _sides(event: Event) -> tuple[tuple[Actor, ...], tuple[Actor, ...], int]:
    """The two sides, and the type of violence. A state stands first, as in GED; else who acts does."""
    a = tuple(x for x in event.incident.actors if _armed(x))
    b = tuple(x for x in event.incident.targets if _armed(x) and x.id not in {y.id for y in a})
    if not b and any(x.kind == "people" for x in event.incident.targets):
        return a, (), ONE_SIDED
    if not any(x.kind in STATE_KINDS for x in (*a, *b)):
        return a, b, NON_STATE
    return (a, b, STATE_BASED) if any(x.kind in STATE_KINDS for x in a) else (b, a, STATE_BASED)


def _armed(actor: Actor) -> bool:
    return actor.kind in ARMED_KINDS or actor.kind == "government"


def _name(side: tuple[Actor, ...]) -> str:
    return ", ".join(named(side)) or "Unknown"


def _deaths(event: Event, b: tuple[Actor, ...], violence: int) -> dict[str, int]:
    """`low`, `high`: the least and the greatest number told. `best`: the least number that most claims tell, the lowest of those where
    several are told as often; by whose dead they are, where the words say."""
    lows = Counter(t.low for t in event.tolls)
    best = min(lows, key=lambda n: (-lows[n], n))
    toll = next(t for t in event.tolls if t.low == best)
    parts = Counter({"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0})
    for q in toll.parts:
        parts[_whose(event, toll, q.unit, b, violence)] += int(q.low or 0)
    return {**parts, "best": best, "high": max(t.high for t in event.tolls), "low": min(lows)}


def _whose(event: Event, toll: Toll, unit: str | None, b: tuple[Actor, ...], violence: int) -> str:
    """Whose dead a figure counts: those whom the claim names as hit, where it names one side and they bear arms."""
    if unit in CIVIL_UNITS or violence == ONE_SIDED:
        return "deaths_civilians"
    hurt = {x.id for x in toll.claim.targets if _armed(x)}
    if not hurt or len(toll.parts) > 1:
        return "deaths_unknown"
    of_b = {x.id for x in b}
    return "deaths_b" if hurt <= of_b else "deaths_unknown" if hurt & of_b else "deaths_a"


def where_prec(place: Place) -> int:
    """1 the place itself, 2 near it (or up to 25 km about it), 3 a district, 4 a province, 5 a line, a wide area or what is told from
    another place farther off, 6 a country."""
    if place.kind in {"province", "country", "district"}:
        return {"district": 3, "province": 4, "country": 6}[place.kind]
    if place.relation is not None:
        return 2 if (place.relation.km or 0) <= 25 else 5
    if place.kind in {"settlement", "facility", "crossing"}:
        return 1
    return 2 if place.radius_km is not None and place.radius_km <= 25 else 5


def date_prec(days: int, *, exact: bool = True) -> int:
    """1 a day, 2 two to six days (or one that stands in for a day not told), 3 a week, 4 a month, 5 more."""
    if days == 1:
        return 1 if exact else 2
    return 2 if days < 7 else 3 if days <= 10 else 4 if days <= 31 else 5


def priogrid(lat: float, lon: float) -> int:
    """The number of the cell of PRIO-GRID (half a degree wide, from the south-west, 720 in a row) in which a point lies."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _region(region: str) -> str:
    return _REGIONS.get(region) or next((name for part, name in _OTHER_REGIONS if part in region), region)
