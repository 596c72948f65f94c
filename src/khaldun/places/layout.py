"""How a gazetteer lies in its SQLite file: written here, read by `gazetteer`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby, repeat
from operator import itemgetter
from struct import Struct
from typing import Any, cast

from khaldun.places.entry import Entry
from khaldun.places.keys import bare, key, skeleton

FORMAT = 3
"""Number of the file's layout."""
READABLE = ("2", str(FORMAT))
"""Layouts that are read; any other is refused. The second had no `crowd`."""

# Countries whose names reach English by transliteration from the Arabic script.
ARABIC = frozenset("SY IQ LY YE LB JO PS IL SD EG TN DZ MA SA AE QA KW BH OM IR AF PK SO TD ML NE MR EH DJ".split())

MAIN, OTHER, STRIPPED = 0, 1, 2
"""Grades of a name: the place's own or one that a person chose, another one, one with its article left off."""

Row = tuple[int, str | None, str, str, str, int | None, float, float, int, float]
"""A row of `place`. Its number `n` is GeoNames' own and `id` NULL for a place of GeoNames, else from LOCAL on; `admin1` is a number too."""
LOCAL = 1 << 31
ENTRY = "coalesce(place.id, 'geonames:' || place.n), place.name, kind, lat, lon, place.country, 'geonames:' || admin1, population, radius"
"""The columns of an `Entry`, in its order."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, admin1 INTEGER, lat REAL, lon REAL, population INTEGER, radius REAL);
CREATE INDEX place_id ON place (id) WHERE id IS NOT NULL;
CREATE TABLE name (key TEXT, n INTEGER, grade INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE skeleton (skeleton TEXT, country TEXT, n INTEGER, key TEXT, PRIMARY KEY (skeleton, country, n, key)) WITHOUT ROWID;
"""
_CROWD = "CREATE TABLE IF NOT EXISTS crowd (key TEXT PRIMARY KEY, texts TEXT, numbers BLOB)"
CROWDED = 12
"""So many places of one name lie together in a row of `crowd`, too: to seek each of them takes longer than to read them all at once.
`texts` has a part each for their ids, names, kinds, countries and provinces, `numbers` their lats, lons, radii, populations and
grades."""
_PART, _VALUE = "\x1e", "\x1f"


def keys_of(entry: Entry, others: Iterable[str], chosen: Iterable[str] = ()) -> dict[str, int]:
    """The keys of a place with their grades, best grade first."""
    found: dict[str, int] = {}
    arabic = entry.country in ARABIC or not entry.country
    for grade, names in ((MAIN, (entry.name, *chosen)), (OTHER, others)):
        for name in names:
            plain = key(name)
            if plain:
                found.setdefault(plain, grade)
                if arabic and bare(plain) != plain:
                    found.setdefault(bare(plain), max(grade, OTHER) if grade else STRIPPED)
    return found


def create(connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    """The tables of a gazetteer, empty but for its format and `meta`."""
    connection.executescript(_SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({"format": str(FORMAT), **meta}.items()))


def write(
    connection: sqlite3.Connection, places: Iterable[tuple[Entry, tuple[str, ...], tuple[str, ...]]], meta: Mapping[str, str]
) -> None:
    """Lays out a gazetteer of (place, other names, chosen names) in an empty database; `meta` has a `version` at the least."""
    create(connection, meta)
    rows: list[Row] = []
    names: list[tuple[str, int, int]] = []
    bones: list[tuple[str, str, int, str]] = []
    for n, (entry, others, chosen) in enumerate(places, LOCAL):
        row, its_names, its_bones = rows_of(n, entry, others, chosen)
        rows.append(row)
        names += its_names
        bones += its_bones
    insert(connection, rows, sorted(names), sorted(bones))
    crowd(connection)
    connection.commit()


def crowd(connection: sqlite3.Connection) -> None:
    """Lays together, anew, the places of each name that many bear; the caller commits."""
    connection.execute(_CROWD)
    connection.execute("DELETE FROM crowd")
    rows = connection.execute(
        f"SELECT key, {ENTRY}, grade FROM name JOIN place ON place.n = name.n "
        "WHERE key IN (SELECT key FROM name GROUP BY key HAVING count(*) >= ?) ORDER BY key, name.n",
        (CROWDED,),
    )
    connection.executemany("INSERT INTO crowd VALUES (?, ?, ?)", _packed(rows))


def _packed(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, bytes]]:
    for name, places in groupby(rows, key=itemgetter(0)):
        _, ids, names, kinds, lats, lons, countries, provinces, populations, radii, grades = zip(*places, strict=True)
        texts = _PART.join(_VALUE.join(map(_text, column)) for column in (ids, names, kinds, countries, provinces))
        yield name, texts, _numbers(len(ids)).pack(*lats, *lons, *radii, *populations, *grades)


def _text(value: str | None) -> str:
    return (value or "").replace(_PART, " ").replace(_VALUE, " ")


@lru_cache(maxsize=1024)
def _numbers(count: int) -> Struct:
    return Struct(f"<{3 * count}d{2 * count}q")


def unpacked(texts: str, numbers: bytes) -> Iterable[tuple[Entry, int]]:
    """The places in a row of `crowd` with the grades of the name."""
    ids, names, kinds, countries, provinces = (part.split(_VALUE) for part in texts.split(_PART))
    n = len(ids)
    told = _numbers(n).unpack(numbers)
    lats, lons, radii, populations, grades = (told[i : i + n] for i in range(0, 5 * n, n))
    columns = ids, names, kinds, lats, lons, countries, (p or None for p in provinces), populations, radii
    # A named tuple's own constructor is a function in Python: `tuple.__new__` halves the time.
    return zip(cast(Iterable[Entry], map(tuple.__new__, repeat(Entry), zip(*columns, strict=True))), grades, strict=True)


def number(ident: str | None) -> int | None:
    """The number in an id of GeoNames (`geonames:N`), None for any other."""
    source, _, digits = (ident or "").partition(":")
    return int(digits) if source == "geonames" and digits.isdigit() else None


def rows_of(
    n: int, e: Entry, others: Iterable[str], chosen: Iterable[str] = ()
) -> tuple[Row, list[tuple[str, int, int]], list[tuple[str, str, int, str]]]:
    """The rows of a place: its own, those of its names, those of their skeletons; `n` is its number if it is no place of GeoNames."""
    found = keys_of(e, others, chosen)
    n = number(e.id) or n
    row = n, e.id if n >= LOCAL else None, e.name, e.kind, e.country, number(e.admin1), e.lat, e.lon, e.population, e.radius_km
    bones = (
        [(skeleton(k), e.country, n, k) for k in sorted({bare(k) for k in found}) if skeleton(k)] if e.country in ARABIC else []
    )
    return row, [(k, n, grade) for k, grade in sorted(found.items())], bones


def insert(
    connection: sqlite3.Connection,
    rows: Iterable[Row],
    names: Iterable[tuple[str, int, int]],
    bones: Iterable[tuple[str, str, int, str]],
) -> None:
    """Puts rows into the tables; the caller commits."""
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT OR IGNORE INTO skeleton VALUES (?, ?, ?, ?)", bones)
