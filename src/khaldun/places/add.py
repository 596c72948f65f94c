"""A user's own places: a GeoNames dump or a table goes into a gazetteer of his own, which is read beside the bundled one.

Places are first put aside in the order of the file, in a file of their own beside the gazetteer (`.coming`), with the count of lines
done; when all have come, a new gazetteer is written from the old one and them, sorted, and takes its place. So a run that is killed
at any moment leaves a whole gazetteer and goes on where it stopped, and no B-tree is filled in random order.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from khaldun.errors import KhaldunError, UsageError
from khaldun.places.gazetteer import connect, own_file
from khaldun.places.layout import FORMAT, LOCAL, Row, create, crowd, number, rows_of
from khaldun.places.tables import Named, places, source

BATCH = 20_000
"""Lines that are put aside, with the count of lines done, in one transaction: what memory holds, and what a broken run repeats."""
_CACHE = "PRAGMA cache_size = -65536"
"""Pages and sorted runs in memory: 64 MB; the rest of a sort goes to temporary files."""
_COMING = """
CREATE TABLE IF NOT EXISTS done (mark TEXT PRIMARY KEY, lines INTEGER);
CREATE TABLE IF NOT EXISTS place (n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, admin1 INTEGER, lat REAL, lon REAL, population INTEGER, radius REAL);
CREATE TABLE IF NOT EXISTS name (key TEXT, n INTEGER, grade INTEGER);
CREATE TABLE IF NOT EXISTS skeleton (skeleton TEXT, country TEXT, n INTEGER, key TEXT);
"""
_MERGE = """
CREATE TEMP TABLE old (n INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO old SELECT place.n FROM coming.place AS new JOIN main.place ON place.n = new.n;
INSERT OR IGNORE INTO old SELECT place.n FROM coming.place AS new JOIN main.place ON place.id = new.id WHERE new.id IS NOT NULL;
DELETE FROM main.place WHERE n IN old;
DELETE FROM main.name WHERE EXISTS (SELECT 1 FROM old) AND n IN old;
DELETE FROM main.skeleton WHERE EXISTS (SELECT 1 FROM old) AND n IN old;
CREATE TEMP TABLE twice AS SELECT n FROM coming.place WHERE id IS NOT NULL
  AND n NOT IN (SELECT max(n) FROM coming.place WHERE id IS NOT NULL GROUP BY id);
INSERT INTO main.place SELECT * FROM coming.place WHERE n NOT IN twice ORDER BY n;
INSERT OR IGNORE INTO main.name SELECT key, n, min(grade) FROM coming.name WHERE n NOT IN twice GROUP BY key, n ORDER BY key, n;
INSERT OR IGNORE INTO main.skeleton SELECT * FROM coming.skeleton WHERE n NOT IN twice ORDER BY skeleton, country, n, key;
INSERT OR REPLACE INTO main.meta SELECT 'done ' || mark, lines FROM coming.done;
"""
"""A place whose id is known is replaced; of two lines of one id in a file the later one counts."""

Progress = Callable[[str, int, int], None]
"""Told of a stage, and how much of how much is done."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many places were added, how many lines were left out, and the reasons for the first of these."""

    places: int
    left_out: int
    why: tuple[str, ...]


def add(file: Path, into: Path | None = None, *, progress: Progress = lambda *_: None) -> Added:
    """Adds the places of a table to the gazetteer at `into` (None: the user's own): a GeoNames dump (`.txt` or `.zip`, 19 columns), a CSV
    file with the columns name, lat, lon and, if wanted, id, kind, country, population, also (other names, split by `|` or `;`), or one of
    administrative areas with p-codes (ADM2_EN, ADM2_PCODE, ..., with the point of each).

    A place whose id is known is replaced. A broken run goes on where it stopped; a file that was added wholly adds nothing again.
    Raises UsageError where the file is not there or is none of these, KhaldunError where `into` is no gazetteer or another run is
    adding to it.
    """
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    path = into or own_file()
    coming = _coming(path)
    try:
        mark = _fingerprint(file)
        told = _put_aside(file, mark, path, coming, progress)
        nothing = path.is_file() and coming.execute("SELECT 1 FROM done LIMIT 1").fetchone() is None
    finally:
        coming.close()
    if nothing:
        _beside(path, "coming").unlink()
        return told
    progress("sorting the names", 0, 1)
    _merge(path)
    progress("sorting the names", 1, 1)
    return told


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.name}.{what}")


def _coming(path: Path) -> sqlite3.Connection:
    """What is put aside for the gazetteer at `path`, for this process alone. Raises KhaldunError where that is no gazetteer."""
    if path.is_file():
        connect(path).close()
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(_beside(path, "coming"), timeout=0.5)
    try:
        # Without waiting for the disk: a power cut may cost what was put aside, never the gazetteer.
        connection.executescript(
            f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; {_CACHE}; BEGIN IMMEDIATE; {_COMING} COMMIT;"
        )
    except sqlite3.OperationalError as error:
        connection.close()
        raise KhaldunError(f"{path}: another run is adding places ({error})") from error
    return connection


def _put_aside(file: Path, mark: str, path: Path, coming: sqlite3.Connection, progress: Progress) -> Added:
    done, first = _known(path, mark)
    row = coming.execute("SELECT lines FROM done WHERE mark = ?", (mark,)).fetchone()
    done = max(done, row[0] if row else 0)
    first = max(first, coming.execute("SELECT coalesce(max(n), 0) + 1 FROM place").fetchone()[0])
    size, count, left = file.stat().st_size, 0, 0
    why: list[str] = []
    with source(file) as (lines, position):
        rest = places(file, lines, done)
        while batch := list(itertools.islice(rest, BATCH)):
            good = [e for e in batch if not isinstance(e, str)]
            why += [e for e in batch if isinstance(e, str)][: 10 - len(why)]
            left += len(batch) - len(good)
            done += len(batch)
            first = _store(coming, good, first)
            coming.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (mark, done))
            coming.commit()
            count += len(good)
            progress(f"reading {file.name} (MB)", position() >> 20, size >> 20)
    return Added(count, left, tuple(why))


def _known(path: Path, mark: str) -> tuple[int, int]:
    """How many lines of a file the gazetteer has already, and the first number that is free for a place that GeoNames has not."""
    if not path.is_file():
        return 0, LOCAL
    connection = connect(path)
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (f"done {mark}",)).fetchone()
    first = connection.execute("SELECT max(coalesce(max(n), 0) + 1, ?) FROM place", (LOCAL,)).fetchone()[0]
    connection.close()
    return int(row[0]) if row else 0, first


def _store(coming: sqlite3.Connection, batch: list[Named], first: int) -> int:
    """Puts places aside, those that GeoNames has not under the numbers from `first` on; gives the next free one."""
    rows: list[Row] = []
    names: list[tuple[str, int, int]] = []
    bones: list[tuple[str, str, int, str]] = []
    first = max(first, LOCAL)
    for entry, others in batch:
        row, its_names, its_bones = rows_of(first, entry, others)
        first += number(entry.id) is None
        rows.append(row)
        names += its_names
        bones += its_bones
    coming.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    coming.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    coming.executemany("INSERT INTO skeleton VALUES (?, ?, ?, ?)", bones)
    return first


def _merge(path: Path) -> None:
    """Writes the gazetteer anew with what was put aside, and puts it in the old one's place."""
    coming, new = _beside(path, "coming"), _beside(path, "new")
    new.unlink(missing_ok=True)
    if path.is_file():
        shutil.copyfile(path, new)
    connection = sqlite3.connect(new)
    if not path.is_file():
        create(connection, {"version": "own"})
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_CACHE}")
    connection.execute("ATTACH ? AS coming", (str(coming),))
    connection.executescript(f"BEGIN; {_MERGE} COMMIT;")
    crowd(connection)
    _stamp(connection)
    connection.commit()
    connection.close()
    new.replace(path)
    coming.unlink()


def _fingerprint(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:24]


def _stamp(connection: sqlite3.Connection) -> None:
    """The version names the files that went in, so that a record made with other places can be told apart; the layout is this one
    now, whatever it was."""
    marks = connection.execute("SELECT name, CAST(value AS TEXT) FROM meta WHERE name LIKE 'done %' ORDER BY name").fetchall()
    version = hashlib.sha256(repr(marks).encode()).hexdigest()[:12]
    meta = (("format", str(FORMAT)), ("version", version))
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
