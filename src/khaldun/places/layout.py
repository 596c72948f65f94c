"""How a gazetteer lies in its SQLite file: written here, read by `gazetteer`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from khaldun.places.entry import Entry
from khaldun.places.keys import bare, key, skeleton

FORMAT = 1
"""Number of the file's layout: a file of another is refused."""

# Countries whose names reach English by transliteration from the Arabic script.
ARABIC = frozenset("SY IQ LY YE LB JO PS IL SD EG TN DZ MA SA AE QA KW BH OM IR AF PK SO TD ML NE MR EH DJ".split())

MAIN, OTHER, STRIPPED = 0, 1, 2
"""Grades of a name: the place's own or one that a person chose, another one, one with its article left off."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, population INTEGER, radius REAL);
CREATE TABLE name (key TEXT, n INTEGER, grade INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE skeleton (skeleton TEXT, country TEXT, n INTEGER, key TEXT, PRIMARY KEY (skeleton, country, n, key)) WITHOUT ROWID;
"""


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


def write(
    connection: sqlite3.Connection, places: Iterable[tuple[Entry, tuple[str, ...], tuple[str, ...]]], meta: Mapping[str, str]
) -> None:
    """Lays out a gazetteer of (place, other names, chosen names) in an empty database; `meta` has a `version` at the least."""
    connection.executescript(_SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({"format": str(FORMAT), **meta}.items()))
    rows, names, bones = [], [], []
    for n, (e, others, chosen) in enumerate(places, 1):
        rows.append((n, e.id, e.name, e.kind, e.country, e.admin1, e.lat, e.lon, e.population, e.radius_km))
        found = keys_of(e, others, chosen)
        names += [(k, n, grade) for k, grade in found.items()]
        if e.country in ARABIC:
            bones += [(skeleton(k), e.country, n, k) for k in {bare(k) for k in found} if skeleton(k)]
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    connection.executemany("INSERT OR IGNORE INTO skeleton VALUES (?, ?, ?, ?)", sorted(bones))
    connection.execute("CREATE INDEX place_id ON place (id)")
    connection.commit()
