"""A user's own places: a GeoNames dump or a CSV file goes into a gazetteer of his own, which is read beside the bundled one."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from khaldun.errors import UsageError
from khaldun.model.ids import slug
from khaldun.model.place import PlaceKind
from khaldun.places.entry import Entry, town_radius
from khaldun.places.gazetteer import connect, own_file
from khaldun.places.layout import LOCAL, create, insert, number, rows_of
from khaldun.places.sources import KINDS, alternates, province_ids

BATCH = 5_000
"""Lines that are written, with the count of lines done, in one transaction: what memory holds, and what a broken run repeats."""
_GEONAMES_COLUMNS = 19
_CLASSES: dict[str, PlaceKind] = {
    "P": "settlement",
    "A": "district",
    "H": "area",
    "T": "mountain",
    "L": "area",
    "V": "area",
    "S": "facility",
    "R": "road",
    "U": "area",
}
_CODES: dict[str, PlaceKind] = {
    "ADM1": "province", "PCLI": "country", "STM": "river", "STMS": "river", "CNL": "river", "WAD": "river", "ISL": "area", "DSRT": "area", "PLN": "area", "VAL": "area",
    "PEN": "area", "PASS": "crossing", "BDG": "crossing", "CSTM": "crossing", "FRD": "crossing",
}  # fmt: skip
_RADIUS = {"province": 60.0, "district": 15.0, "country": 300.0, "river": 50.0, "mountain": 8.0, "area": 15.0, "road": 20.0}


@dataclass(frozen=True, slots=True)
class Added:
    """How many places were added, how many lines were left out, and the reasons for the first of these."""

    places: int
    left_out: int
    why: tuple[str, ...]


def add(file: Path, into: Path | None = None) -> Added:
    """Adds the places of a GeoNames dump (`.txt` or `.zip`, 19 columns) or of a CSV file with the columns name, lat, lon and, if
    wanted, id, kind, country, population, also (other names, split by `|` or `;`) to the gazetteer at `into` (None: the user's own).

    A place whose id is known is replaced. A broken run goes on where it stopped; a file that was added wholly adds nothing again.
    Raises UsageError where the file is not there or is neither of the two, KhaldunError where `into` is no gazetteer.
    """
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    path = into or own_file()
    connection = _opened(path)
    mark = f"done {_fingerprint(file)}"
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (mark,)).fetchone()
    done = int(row[0]) if row else 0
    places = left = 0
    why: list[str] = []
    with _text(file) as lines:
        rest = itertools.islice(_places(file, lines), done, None)
        while batch := list(itertools.islice(rest, BATCH)):
            good = [e for e in batch if not isinstance(e, str)]
            why += [e for e in batch if isinstance(e, str)][: 10 - len(why)]
            left += len(batch) - len(good)
            done += len(batch)
            _store(connection, good)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (mark, str(done)))
            _stamp(connection)
            connection.commit()
            places += len(good)
    connection.close()
    return Added(places, left, tuple(why))


def _opened(path: Path) -> sqlite3.Connection:
    if path.is_file():
        connect(path).close()
        return sqlite3.connect(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    create(connection, {"version": "own"})
    connection.commit()
    return connection


def _fingerprint(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:24]


def _stamp(connection: sqlite3.Connection) -> None:
    """The version names the files that went in, so that a record made with other places can be told apart."""
    marks = connection.execute("SELECT name, value FROM meta WHERE name LIKE 'done %' ORDER BY name").fetchall()
    version = hashlib.sha256(repr(marks).encode()).hexdigest()[:12]
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (version,))


def _store(connection: sqlite3.Connection, places: list[tuple[Entry, tuple[str, ...]]]) -> None:
    latest = {entry.id: (entry, names) for entry, names in places}
    for ident in latest:
        for (n,) in connection.execute("SELECT n FROM place WHERE id = ? OR n = ?", (ident, number(ident))).fetchall():
            for table in ("place", "name", "skeleton"):
                connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))
    first = connection.execute("SELECT max(coalesce(max(n), 0) + 1, ?) FROM place", (LOCAL,)).fetchone()[0]
    for n, (entry, names) in enumerate(latest.values(), first):
        row, its_names, bones = rows_of(n, entry, names)
        insert(connection, [row], its_names, bones)


def _text(file: Path) -> TextIO:
    if file.suffix.lower() != ".zip":
        return file.open(encoding="utf-8-sig", errors="replace", newline="")
    archive = zipfile.ZipFile(file)
    inside = [n for n in archive.namelist() if n.endswith((".txt", ".csv")) and "readme" not in n.lower()]
    if len(inside) != 1:
        raise UsageError(f"{file}: one table is wanted in the archive, not {len(inside)}")
    return io.TextIOWrapper(archive.open(inside[0]), encoding="utf-8-sig", errors="replace", newline="")


def _places(file: Path, lines: TextIO) -> Iterator[tuple[Entry, tuple[str, ...]] | str]:
    """The places of a file, and for a line that holds none, the reason."""
    first = lines.readline()
    if first.count("\t") == _GEONAMES_COLUMNS - 1:
        provinces = province_ids()
        for number, line in enumerate(itertools.chain([first], lines), 1):
            yield _of_dump(number, line.rstrip("\r\n").split("\t"), provinces)
        return
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(first, delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    header = [h.strip().lower() for h in next(csv.reader([first], dialect), [])]
    names = {
        "latitude": "lat",
        "lng": "lon",
        "longitude": "lon",
        "alternatenames": "also",
        "country_code": "country",
        "weight": "population",
    }
    header = [names.get(h, h) for h in header]
    if not {"name", "lat", "lon"} <= set(header):
        raise UsageError(f"{file}: neither a GeoNames dump nor a table with the columns name, lat and lon")
    for number, values in enumerate(csv.reader(lines, dialect), 2):
        yield _of_table(number, dict(zip(header, values, strict=False)))


def _of_dump(number: int, columns: list[str], provinces: dict[str, str]) -> tuple[Entry, tuple[str, ...]] | str:
    if len(columns) != _GEONAMES_COLUMNS:
        return f"line {number}: {len(columns)} columns, not {_GEONAMES_COLUMNS}"
    ident, name, _, also, lat, lon, group, code, country, _, admin1 = columns[:11]
    try:
        point, population = (float(lat), float(lon)), int(columns[14] or 0)
    except ValueError:
        return f"line {number}: {name or 'a place'} without a point"
    kind = _CODES.get(code) or _CLASSES.get(group)
    if kind is None or not name:
        return f"line {number}: {name or 'a place without a name'} is of no kind known here ({group}.{code})"
    province = provinces.get(f"{country}.{admin1}")
    entry = Entry(
        f"geonames:{ident}", name, kind, *point, country, province, population, _RADIUS.get(kind, town_radius(population))
    )
    return entry, alternates(also.split(","), entry)


def _of_table(number: int, row: dict[str, str]) -> tuple[Entry, tuple[str, ...]] | str:
    name, kind = (row.get("name") or "").strip(), (row.get("kind") or "settlement").strip()
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        population = int(float(row.get("population") or 0))
    except (KeyError, ValueError):
        return f"line {number}: {name or 'a place'} without a point"
    if not name or kind not in KINDS or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return f"line {number}: {name or 'a place without a name'}: {kind} at {lat}, {lon} is no place"
    country = (row.get("country") or "").strip().upper()
    ident = (row.get("id") or "").strip() or slug(f"{country} {name} {lat:.2f} {lon:.2f}")
    also = tuple(n.strip() for n in (row.get("also") or "").replace(";", "|").split("|") if n.strip())
    radius = _RADIUS.get(kind, town_radius(population))
    return Entry(
        ident if ":" in ident else f"local:{slug(ident)}",
        name,
        cast(PlaceKind, kind),
        lat,
        lon,
        country,
        None,
        population,
        radius,
    ), also
