"""The gazetteer as it is read: names to places, fast and without holding much of it in memory."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from khaldun.errors import KhaldunError
from khaldun.knowledge import HERE, Knowledge
from khaldun.places import sources
from khaldun.places.entry import Entry
from khaldun.places.keys import bare, key, skeleton
from khaldun.places.layout import ARABIC, ENTRY, OTHER, READABLE, STRIPPED, number, unpacked, write

BUNDLED = Path(__file__).with_name("gazetteer.sqlite")
SPELLED = 3
"""Grade of a name that agrees in its consonants only."""

_KEPT = 200_000
_NOT_BY_EAR = ("facility", "crossing", "road")
_PLACE = f"SELECT {ENTRY} FROM place WHERE n = ?"
_SPELLED = "SELECT n, key FROM skeleton WHERE skeleton = ? AND country = ?"
_NAMED = f"SELECT {ENTRY}, grade FROM name JOIN place ON place.n = name.n WHERE key = ?"


class Hit(NamedTuple):
    """A place that a name may mean: the grade of the name (`build.MAIN`, `OTHER`, `STRIPPED`, `SPELLED`), and for a name
    found by its consonants how much the spellings agree (Jaro-Winkler, 0 to 1)."""

    entry: Entry
    grade: int
    likeness: float = 1.0


def own_file() -> Path:
    """Where the places that a user adds are kept: `KHALDUN_GAZETTEER`, else beside his other data."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get("KHALDUN_GAZETTEER") or Path(home) / "khaldun" / "places.sqlite")


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection. Raises KhaldunError where there is no gazetteer of this layout.

    A gazetteer is only ever replaced by another file, never written in place, so no look-up need lock it (half of its time).
    """
    if not path.is_file():
        raise KhaldunError(f"{path}: no gazetteer there; make it with: python -m khaldun.places.build {path}")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise KhaldunError(f"{path}: not a gazetteer ({error})") from error
    if found is None or found[0] not in READABLE:
        raise KhaldunError(f"{path}: a gazetteer of another version; make it anew with: python -m khaldun.places.build {path}")
    return connection


class Gazetteer:
    """Read-only; safe to use from several threads. What a later file says of an id goes before what an earlier one says."""

    def __init__(self, connections: Sequence[sqlite3.Connection]) -> None:
        self._connections = tuple(connections)
        self._crowded = tuple(
            bool(c.execute("SELECT 1 FROM sqlite_master WHERE name = 'crowd'").fetchone()) for c in connections
        )
        self._lock = threading.Lock()
        self._named: dict[str, tuple[Hit, ...]] = {}
        self._spelled: dict[tuple[str, frozenset[str]], tuple[Hit, ...]] = {}
        self._entries: dict[str, Entry | None] = {}
        found = self._rows("SELECT value FROM meta WHERE name = 'capitals'", (), self._connections[0])
        self.capitals = frozenset(found[0][0].split()) if found else frozenset()
        self.version = "+".join(
            str(self._rows("SELECT value FROM meta WHERE name = 'version'", (), c)[0][0]) for c in self._connections
        )

    @classmethod
    def open(cls, path: Path | str | None = None, *, own: Path | None = None) -> Gazetteer:
        """The gazetteer at `path` (None: the one that comes with the program), with the user's own places where there are any.

        Raises KhaldunError where the file is missing, no gazetteer, or of another layout.
        """
        mine = own if own is not None else own_file()
        return cls([connect(Path(path) if path is not None else BUNDLED), *([connect(mine)] if mine.is_file() else [])])

    def with_packs(self, knowledge: Knowledge) -> Gazetteer:
        """This gazetteer with the places of packs that are not the program's own; itself where there are none."""
        folders = _others(knowledge)
        return _with_packs(self, folders) if folders else self

    def named(self, name: str) -> tuple[Hit, ...]:
        """The places that bear a name, as written or without its Arabic article; in no particular order."""
        plain = key(name)
        if plain not in self._named:
            if len(self._named) > _KEPT:
                self._named.clear()
            self._named[plain] = self._look(plain) if plain else ()
        return self._named[plain]

    def _look(self, plain: str) -> tuple[Hit, ...]:
        found = self._by_key(plain)
        short = bare(plain)
        if short != plain:
            known = {h.entry.id for h in found}
            # "al-Qaim" is no "Qaim" of Sweden: only a name of the Arabic-speaking world loses an article.
            found += tuple(
                h._replace(grade=max(h.grade, STRIPPED))
                for h in self._by_key(short)
                if h.entry.id not in known and (h.entry.country in ARABIC or not h.entry.country)
            )
        return found

    def _by_key(self, plain: str) -> tuple[Hit, ...]:
        found: dict[str, Hit] = {}
        for connection, crowded in zip(self._connections, self._crowded, strict=True):
            packed = self._rows("SELECT texts, numbers FROM crowd WHERE key = ?", (plain,), connection) if crowded else ()
            if packed:
                found.update({entry.id: Hit(entry, grade) for entry, grade in unpacked(*packed[0])})
                continue
            for row in self._rows(_NAMED, (plain,), connection):
                found[row[0]] = Hit(Entry._make(row[:-1]), row[-1])
        return tuple(found.values())

    def spelled(self, name: str, countries: Iterable[str]) -> tuple[Hit, ...]:
        """The places of some countries whose names have the consonants of `name` and are otherwise like it."""
        within = frozenset(countries) & ARABIC
        plain = bare(key(name))
        at = plain, within
        if at not in self._spelled:
            if len(self._spelled) > _KEPT:
                self._spelled.clear()
            self._spelled[at] = self._by_skeleton(plain, within)
        return self._spelled[at]

    def _by_skeleton(self, plain: str, within: frozenset[str]) -> tuple[Hit, ...]:
        # Not needed to make a gazetteer, where this module is imported too.
        from rapidfuzz.distance import JaroWinkler

        bones = skeleton(plain)
        # Two consonants agree by chance too often: there the vowels must be nearly the same.
        least = 0.78 if len(bones) > 2 else 0.88
        found: dict[str, Hit] = {}
        for country in sorted(within) if bones else ():
            for connection in self._connections:
                for n, other in self._rows(_SPELLED, (bones, country), connection):
                    likeness = JaroWinkler.similarity(plain, other)
                    if " " in plain or " " in other:
                        likeness = max(likeness, JaroWinkler.similarity(plain.replace(" ", ""), other.replace(" ", "")))
                    if not (likeness >= least and plain[0] == other[0] or likeness >= 0.9):
                        continue
                    entry = Entry._make(self._rows(_PLACE, (n,), connection)[0])
                    known = found.get(entry.id)
                    # A base or a crossing is not spelled by ear; and a person's name is soon like one of so many.
                    if entry.kind not in _NOT_BY_EAR and (known is None or known.likeness < likeness):
                        found[entry.id] = Hit(entry, SPELLED, round(likeness, 3))
        return tuple(found.values())

    def get(self, ident: str) -> Entry | None:
        """The place with this id."""
        if ident not in self._entries:
            found = None
            for connection in self._connections:
                column, value = ("n", number(ident)) if number(ident) else ("id", ident)
                for row in self._rows(f"SELECT {ENTRY} FROM place WHERE {column} = ?", (value,), connection):
                    found = Entry(*row)
            self._entries[ident] = found
        return self._entries[ident]

    def _rows(self, sql: str, values: tuple[object, ...], connection: sqlite3.Connection) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return connection.execute(sql, values).fetchall()


@lru_cache(maxsize=8)
def _others(knowledge: Knowledge) -> tuple[Path, ...]:
    """The folders of packs that are not the program's own."""
    return tuple(f for f in knowledge.folders if HERE not in f.parents)


@lru_cache(maxsize=8)
def _with_packs(gazetteer: Gazetteer, folders: tuple[Path, ...]) -> Gazetteer:
    packs = Knowledge(folders)
    documents = [d for d in packs.documents("places") if d]
    rows = [(entry, (), names) for entry, names in sources.curated(documents)]
    for ident, more in sorted(sources.additions(documents).items()):
        known = gazetteer.get(ident)
        if known is not None:
            rows.append((sources.improved(known, more), (), more.names))
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    write(memory, rows, {"version": packs.version})
    return Gazetteer((*gazetteer._connections, memory))


__all__ = ["BUNDLED", "OTHER", "SPELLED", "STRIPPED", "Gazetteer", "Hit", "own_file"]
