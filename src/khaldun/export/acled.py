"""`acled`: incidents as events in ACLED's 31 columns, in its order and codes, for programs made for ACLED's files.

What ACLED's columns cannot tell (an event of an unknown day or place, a kind that ACLED does not code) stands in `left_out.csv`.
`deleted.csv` names the events of earlier exports into the same folder that are none any more.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.export.about import write_about
from khaldun.export.acled_notes import notes
from khaldun.export.coding import ARMED_KINDS, STATE_KINDS, Coder, Country, middle, named, number_of, publishers, vague
from khaldun.export.csv import sheet, write_sheet
from khaldun.export.events import LONGEST, Event, events, share_tolls, untold
from khaldun.export.tables import Tables
from khaldun.model import Actor
from khaldun.store import Store

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
    "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
LEFT_OUT = ("incident_id", "kind", "start_date", "end_date", "place", "why")
DELETED = ("event_id_cnty", "deleted_timestamp")

STATE, REBELS, MILITIA, RIOTERS, PROTESTERS, CIVILIANS, OTHERS = 1, 2, 3, 5, 6, 7, 8
_DISORDER = {"Protests": "Demonstrations", "Strategic developments": "Strategic developments"}
_DISORDER_BY_SUB = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Violent demonstration": "Demonstrations",
}


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What an earlier export into the folder says: of each event a digest of its row and its timestamp, and which are gone since when."""

    rows: dict[str, tuple[bytes, int]]
    deleted: dict[str, int]


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `acled.csv`, `left_out.csv`, `deleted.csv` and `about.txt`; gives the files."""
    said = write_about(store, folder, names=names, over=("acled.csv", "left_out.csv", "deleted.csv"))
    earlier = _read(folder)
    seen: dict[str, int] = {}
    left, main = folder / "left_out.csv", folder / "acled.csv"
    with sheet(left, LEFT_OUT) as leave:
        write_sheet(main, COLUMNS, _stamped(Coded(store, names=names, leave=leave).rows(), earlier, seen))
    gone = sorted((set(earlier.rows) | set(earlier.deleted)) - set(seen))
    now = max([*seen.values(), *(t for _, t in earlier.rows.values())], default=0)
    rows = ({"event_id_cnty": i, "deleted_timestamp": earlier.deleted.get(i, now)} for i in gone)
    deleted = write_sheet(folder / "deleted.csv", DELETED, rows)
    return [main, left, deleted, said]


class Coded:
    """The events of a record in ACLED's columns. `leave` is told, as a row of LEFT_OUT, each that they cannot tell, and why."""

    def __init__(self, store: Store, *, names: bool, leave: Callable[[dict[str, Any]], None]) -> None:
        self._tables = Tables(store, names=names)
        self._coder = Coder(store)
        self._lines = self._coder.lines("acled")
        self._out = leave

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each event, by day."""
        for day in events(self._tables):
            fit = []
            for event in day:
                why = self._unfit(event)
                if why is None:
                    fit.append(event)
                else:
                    self._leave(event, why)
            kept, same = share_tolls(fit)
            for event in fit:
                if event.incident.id in same:
                    self._leave(event, f"its dead are counted in {same[event.incident.id]}, of which it is a part")
            yield from sorted(map(self._row, kept), key=lambda r: (r["event_date"], r["event_id_cnty"]))

    def _unfit(self, event: Event) -> str | None:
        """Why an event cannot be told in ACLED's columns."""
        incident, lines = event.incident, self._lines.get(event.incident.kind, [])
        if (why := untold(event)) is not None:
            return why
        if not lines or "why" in lines[0]:
            return lines[0]["why"] if lines else "no event of ACLED's"
        if incident.place is None or incident.place.lat is None or incident.place.lon is None:
            return "no place is told" if incident.place is None else "its place has no point"
        if incident.place.kind == "country" or self._coder.country(incident.place) is None:
            return "only the country is told" if incident.place.kind == "country" else "its country is unknown"
        if incident.when.days is None or incident.when.days > LONGEST:
            return "its day is unknown" if incident.when.days is None else "its day is known to no less than a month"
        if incident.kind == "control.gain" and all(a.kind in {"unknown", "people"} for a in incident.actors):
            return "who took the place is not told"
        if lines[0]["event"] in {"Battles", "Strategic developments"} and not (incident.actors or incident.targets):
            return "nobody is named"
        return None

    def _leave(self, event: Event, why: str) -> None:
        self._out(left_out(event, why))

    def _row(self, event: Event) -> dict[str, Any]:
        incident, place = event.incident, event.incident.place
        country, line = self._coder.country(place), self._coder.fitting(self._lines[incident.kind], event)
        day = middle(incident.when)
        if place is None or country is None or line is None or day is None:
            raise ValueError(f"{incident.id} does not fit ACLED's columns")
        one, other = self._sides(event, line, country)
        inters = sorted(i for i in (one.inter, other.inter) if i)
        return {
            "event_id_cnty": f"{country.iso3}{number_of(event, 15):015d}",
            "event_date": day.isoformat(),
            "year": day.year,
            "time_precision": time_precision(event),
            "disorder_type": _DISORDER_BY_SUB.get(line["sub"]) or _DISORDER.get(line["event"], "Political violence"),
            "event_type": line["event"],
            "sub_event_type": line["sub"],
            "actor1": one.name, "assoc_actor_1": one.others, "inter1": one.inter,
            "actor2": other.name, "assoc_actor_2": other.others, "inter2": other.inter,
            "interaction": inters[0] * 10 + (inters[1] if len(inters) > 1 else 0),
            "civilian_targeting": "Civilian targeting" if other.inter == CIVILIANS and _violent(line) else "",
            "iso": country.number, "region": country.region, "country": country.name,
            "admin1": self._coder.province(place), "admin2": place.name if place.kind == "district" else "", "admin3": "",
            "location": place.name, "latitude": place.lat, "longitude": place.lon, "geo_precision": vague(place),
            "source": "; ".join(publishers(event)), "source_scale": "Other",
            "notes": notes(event, place),
            "fatalities": min((t.low for t in event.tolls), default=0),
            "tags": f"khaldun={incident.id}; grade={incident.grade}; claims={len(event.claims)}; origins={len(incident.origins)}",
            "timestamp": event.changed,
        }  # fmt: skip

    def _sides(self, event: Event, line: dict[str, Any], country: Country) -> tuple[_Side, _Side]:
        """Who stands as the first and the second actor; ACLED's order tells no direction."""
        acting = event.incident.actors
        hurt = tuple(a for a in event.incident.targets if a.id not in {b.id for b in acting})
        if line["event"] in {"Protests", "Riots"}:
            crowd, code = ("Protesters", PROTESTERS) if line["event"] == "Protests" else ("Rioters", RIOTERS)
            return _Side(f"{crowd} ({country.name})", _proper(acting), code), self._side(_armed(hurt), country)
        own = line.get("by") == "state"  # then those first who make it so
        one = self._side(sorted(acting, key=lambda a: own and not self._coder.own_state(a, country)), country)
        if not acting and _violent(line):
            one = _Side(f"Unidentified Armed Group ({country.name})", "", MILITIA)
        if line["event"] == "Violence against civilians" or (hurt and all(a.kind == "people" for a in hurt)):
            return one, _Side(f"Civilians ({country.name})", _proper(hurt), CIVILIANS)
        other = self._side(hurt, country)
        return (one, other) if one.name else (other, _Side("", "", 0))

    def _side(self, actors: Sequence[Actor], country: Country) -> _Side:
        """Several actors as one and its associates: armed ones before peoples and agencies, else in their order."""
        order = sorted(actors, key=lambda a: a.kind not in ARMED_KINDS)
        if not order:
            return _Side("", "", 0)
        return _Side(order[0].name, "; ".join(named(order[1:])), self.inter(order[0], country))

    def inter(self, actor: Actor, country: Country) -> int:
        """ACLED's number for what an actor is in a land; who is not known to be of any other sort counts as a militia."""
        if actor.kind in STATE_KINDS:
            return STATE if self._coder.own_state(actor, country) else OTHERS
        sorts = {"armed group": REBELS, "militia": MILITIA, "people": CIVILIANS, "unknown": MILITIA}
        return sorts.get(actor.kind, OTHERS)


def left_out(event: Event, why: str) -> dict[str, Any]:
    """A row of LEFT_OUT."""
    incident = event.incident
    place = None if incident.place is None else incident.place.name
    found = (incident.id, incident.kind, incident.when.start, incident.when.last, place, why)
    return dict(zip(LEFT_OUT, found, strict=True))


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two actors: name, associates, ACLED's number (0: none)."""

    name: str
    others: str
    inter: int


def time_precision(event: Event) -> int:
    """1: the day is told; 2: it lies in a week, or the article's own day stands in for it; 3: in a month."""
    days = event.incident.when.days or 0
    if days == 1:
        return 2 if event.incident.when.basis == "article" else 1
    return 2 if days <= 10 else 3


def _violent(line: dict[str, Any]) -> bool:
    return line["event"] in {"Battles", "Explosions/Remote violence", "Violence against civilians"}


def _proper(actors: tuple[Actor, ...]) -> str:
    """The actors with a name of their own; `people` and `residents` say no more than `Civilians` does."""
    return "; ".join(n for n in named(actors) if any(c.isupper() for c in n))


def _armed(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(a for a in actors if a.kind in ARMED_KINDS)


def _stamped(rows: Iterator[dict[str, Any]], earlier: _Earlier, seen: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The rows with timestamps that never go back: one that reads as in the earlier export keeps its own, another has a later one."""
    for row in rows:
        digest, stamp = earlier.rows.get(row["event_id_cnty"], (b"", 0))
        if digest:
            row["timestamp"] = stamp if digest == _digest(row) else max(row["timestamp"], stamp + 1)
        seen[row["event_id_cnty"]] = row["timestamp"]
        yield row


def _digest(row: dict[str, Any]) -> bytes:
    return hashlib.blake2b("\0".join(str(row[c]) for c in COLUMNS[:-1]).encode(), digest_size=12).digest()


def _read(folder: Path) -> _Earlier:
    """The earlier export in a folder, where there is one."""
    rows: dict[str, tuple[bytes, int]] = {}
    for row in _table(folder / "acled.csv", COLUMNS):
        rows[row["event_id_cnty"]] = (_digest(row), int(row["timestamp"]))
    deleted = {r["event_id_cnty"]: int(r["deleted_timestamp"]) for r in _table(folder / "deleted.csv", DELETED)}
    return _Earlier(rows, deleted)


def _table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a sheet of an earlier export; none where it is not one."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) == columns:
            yield from rows
