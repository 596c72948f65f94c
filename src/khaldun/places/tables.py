"""Tables of places, line by line: a GeoNames dump, a CSV file of a user's own, a table of administrative areas with p-codes."""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from khaldun.errors import UsageError
from khaldun.model.ids import slug
from khaldun.model.place import PlaceKind
from khaldun.places.entry import Entry, town_radius
from khaldun.places.gazetteer import BUNDLED, Gazetteer, connect
from khaldun.places.sources import KINDS, alternates, province_ids

Named = tuple[Entry, tuple[str, ...]]
"""A place and its other names."""
_GEONAMES_COLUMNS = 19
_CLASSES: dict[str, PlaceKind] = {
    "P": "settlement", "A": "district", "H": "area", "T": "mountain", "L": "area", "V": "area", "S": "facility", "R": "road", "U": "area",
}  # fmt: skip
_CODES: dict[str, PlaceKind] = {
    "ADM1": "province", "PCLI": "country", "STM": "river", "STMS": "river", "CNL": "river", "WAD": "river", "ISL": "area", "DSRT": "area", "PLN": "area", "VAL": "area",
    "PEN": "area", "PASS": "crossing", "BDG": "crossing", "CSTM": "crossing", "FRD": "crossing",
}  # fmt: skip
_RADIUS = {"province": 60.0, "district": 15.0, "country": 300.0, "river": 50.0, "mountain": 8.0, "area": 15.0, "road": 20.0}
_COLUMNS = {
    "latitude": "lat", "lat_y": "lat", "y": "lat", "point_y": "lat", "y_coord": "lat", "center_lat": "lat", "centroid_lat": "lat", "latitude_y": "lat", "lat_dd": "lat",
    "lng": "lon", "long": "lon", "longitude": "lon", "x": "lon", "point_x": "lon", "x_coord": "lon", "center_lon": "lon", "center_long": "lon", "centroid_lon": "lon",
    "centroid_long": "lon", "longitude_x": "lon", "long_dd": "lon", "lon_x": "lon",
    "alternatenames": "also", "country_code": "country", "iso2": "country", "weight": "population", "pop": "population", "pcode": "id", "p_code": "id",
    "name_en": "name", "name_ar": "also", "name_fr": "also", "area_sqkm": "area", "shape_area_sqkm": "area",
}  # fmt: skip
"""What other tables call the columns read here."""
_LEVEL = re.compile(r"adm(?:in)?_?([0-5])_?(name|pcode|code|en|ar|fr|alt|ref)?_?([a-z]{0,3}?)([0-9]?)")
_LEVELS: tuple[PlaceKind, ...] = ("country", "province", "district", "district", "settlement", "settlement")
"""What the levels of the tables of administrative areas are, from 0 on."""


@contextmanager
def source(file: Path) -> Iterator[tuple[TextIO, Callable[[], int]]]:
    """The text of a table, out of its archive, and a function that tells how many bytes of the file have been read.

    Raises UsageError where an archive does not hold one table.
    """
    with file.open("rb") as raw:
        stream = _inside(file, raw) if file.suffix.lower() == ".zip" else raw
        with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:
            yield text, raw.tell


def _inside(file: Path, raw: BinaryIO) -> BinaryIO:
    try:
        archive = zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise UsageError(f"{file}: {error}") from error
    inside = [n for n in archive.namelist() if n.endswith((".txt", ".csv")) and "readme" not in n.lower()]
    if len(inside) != 1:
        raise UsageError(f"{file}: one table is wanted in the archive, not {len(inside)}")
    return cast(BinaryIO, archive.open(inside[0]))


def places(file: Path, lines: TextIO, done: int) -> Iterator[Named | str]:
    """The places of a table after its first `done` ones, and for a line that holds none, the reason.

    Raises UsageError where the text is no table of places.
    """
    first = lines.readline()
    if first.count("\t") == _GEONAMES_COLUMNS - 1:
        provinces = province_ids()
        for number, line in enumerate(itertools.islice(itertools.chain([first], lines), done, None), done + 1):
            yield _of_dump(number, line.rstrip("\r\n").split("\t"), provinces)
        return
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(first, delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    header = [_COLUMNS.get(h, h) for h in (h.strip().lower() for h in next(csv.reader([first], dialect), []))]
    levels = _levels(header)
    if not {"lat", "lon"} <= set(header) or not ("name" in header or levels):
        raise UsageError(
            f"{file}: neither a GeoNames dump nor a table with the columns name, lat and lon, or with ADM2_EN and the like, lat and lon"
        )
    for number, values in enumerate(itertools.islice(csv.reader(lines, dialect), done, None), done + 2):
        row: dict[str, str] = {}
        for column, value in zip(header, values, strict=False):
            if value.strip():
                row[column] = f"{row[column]}|{value}" if column == "also" and column in row else value
        yield _of_table(number, _of_areas(row, levels) if levels and "name" not in header else row)


def _of_dump(number: int, columns: list[str], provinces: dict[str, str]) -> Named | str:
    if len(columns) != _GEONAMES_COLUMNS:
        return f"line {number}: {len(columns)} columns, not {_GEONAMES_COLUMNS}"
    ident, name, _, also, lat, lon, group, code, country, _, admin1 = columns[:11]
    try:
        point, population = (float(lat), float(lon)), int(columns[14] or 0)
    except ValueError:
        return f"line {number}: {name or 'a place'} without a point"
    kind = _CODES.get(code) or _CLASSES.get(group)
    if kind is None or not name or not ident.isdigit():
        return f"line {number}: {name or 'a place without a name'} is of no kind known here ({group}.{code})"
    province = provinces.get(f"{country}.{admin1}")
    radius = _RADIUS[kind] if kind in _RADIUS else town_radius(population)
    entry = Entry(f"geonames:{ident}", name, kind, *point, country, province, population, radius)
    return entry, alternates(also.split(","), entry) if also else ()


def _of_table(number: int, row: dict[str, str]) -> Named | str:
    name, kind = (row.get("name") or "").strip(), (row.get("kind") or "settlement").strip()
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        population = int(float(row.get("population") or 0))
    except (KeyError, ValueError, OverflowError):
        return f"line {number}: {name or 'a place'} without a point"
    if not name or kind not in KINDS or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return f"line {number}: {name or 'a place without a name'}: {kind} at {lat}, {lon} is no place"
    country = (row.get("country") or "").strip().upper()
    ident = (row.get("id") or "").strip() or slug(f"{country} {name} {lat:.2f} {lon:.2f}")
    also = tuple(n.strip() for n in (row.get("also") or "").replace(";", "|").split("|") if n.strip())
    radius = _reach(row.get("area")) or _RADIUS.get(kind) or town_radius(population)
    entry = Entry(
        ident if ":" in ident else f"local:{slug(ident)}", name, cast(PlaceKind, kind), lat, lon, country, row.get("province"), population, radius
    )  # fmt: skip
    return entry, also


def _reach(area: str | None) -> float | None:
    """The radius of a circle of so many square kilometres."""
    try:
        return round(math.sqrt(float(area or 0) / math.pi), 1) or None
    except ValueError:
        return None


def _levels(header: list[str]) -> dict[str, tuple[int, str]]:
    """What the columns of a table of administrative areas are: for each its level and `name`, `pcode` or `also`."""
    found: dict[str, tuple[int, str]] = {}
    for column in header:
        match = _LEVEL.fullmatch(column)
        if match is None or not (match[2] or match[3]):
            continue
        level, word, tongue, nth = match.groups()
        if word in ("pcode", "code"):
            found[column] = int(level), "pcode"
        elif word in ("name", "en") and tongue in ("", "en") and not nth:
            found[column] = int(level), "name"
        else:
            found[column] = int(level), "also"
    return found if any(what == "name" for _, what in found.values()) else {}


def _of_areas(row: dict[str, str], levels: dict[str, tuple[int, str]]) -> dict[str, str]:
    """The row of a place of one's own that stands for a row of administrative areas: its deepest level that has a name.

    A first level that the bundled gazetteer knows keeps the id it has there, so that what lies in it is known to.
    """
    told: dict[tuple[int, str], str] = {}
    for column, at in levels.items():
        if column in row:
            told[at] = f"{told[at]}|{row[column]}" if at in told else row[column].strip()
    deepest = max((level for level, what in told if what == "name"), default=None)
    if deepest is None:
        return row
    country = _country(told.get((0, "pcode"), ""), told.get((0, "name"), ""), told.get((deepest, "pcode"), ""))
    province = _province(told.get((1, "name"), ""), country) if deepest else None
    out = {**row, "name": told[deepest, "name"], "kind": row.get("kind") or _LEVELS[deepest], "country": country}
    out["also"] = "|".join(filter(None, (row.get("also"), told.get((deepest, "also")))))
    if "id" not in row and (deepest, "pcode") in told:
        out["id"] = told[deepest, "pcode"]
    if province is not None and deepest == 1:
        out["id"] = province
    elif province is not None:
        out["province"] = province
    return out


@lru_cache(maxsize=1)
def _bundled() -> Gazetteer | None:
    return Gazetteer([connect(BUNDLED)]) if BUNDLED.is_file() else None


@lru_cache(maxsize=4096)
def _country(code: str, name: str, pcode: str) -> str:
    """The two letters of a country by its p-code, its name, or the letters that an area's p-code begins with."""
    if len(code) == 2 and code.isalpha():
        return code.upper()
    known = _bundled()
    found = [h.entry.country for h in (known.named(name) if known and name else ()) if h.entry.kind == "country"]
    return found[0] if found else pcode[:2].upper() if pcode[:2].isalpha() else ""


@lru_cache(maxsize=4096)
def _province(name: str, country: str) -> str | None:
    """The id under which the bundled gazetteer has a province."""
    known = _bundled()
    if known is None or not name or not country:
        return None
    hits = (*known.named(name), *known.spelled(name, (country,)))
    found = [h for h in hits if h.entry.kind == "province" and h.entry.country == country]
    return min(found, key=lambda h: (h.grade, -h.likeness, h.entry.id)).entry.id if found else None
