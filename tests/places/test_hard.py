"""The table of hard expressions of place (hard.yaml), read by the engine and resolved with the bundled gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun.knowledge import Knowledge
from khaldun.language.sentence import Engine
from khaldun.model import Article, Mention, Place, Source
from khaldun.places import Gazetteer, find
from khaldun.places.entry import distance
from khaldun.places.relative import relative
from khaldun.run.extract import read_sentences

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hard.yaml").read_text(encoding="utf-8"))


def off(place: Place, lat: str, lon: str) -> float:
    """Kilometres from where the place is said to be."""
    if place.lat is None or place.lon is None:
        return 9999.0
    return distance(place.lat, place.lon, float(lat), float(lon))


def at(words: str, text: str, mentions: Sequence[Mention]) -> Place | None:
    """The place of the mention on words of the text, where there is one with a point."""
    start = text.index(words)
    end = start + len(words)
    found = [m.place for m in mentions if m.place is not None and m.place.lat is not None and m.start < end and start < m.end]
    return min(found, key=lambda p: abs(p.start - start) + abs(p.end - end), default=None)


def misplaced(words: str, told: str, place: Place | None, km: float) -> Iterator[str]:
    """What is wrong with the place of a name."""
    lat, lon, *more = told.split()
    if place is None:
        yield f"{words}: not placed"
        return
    if off(place, lat, lon) > km:
        yield f"{words}: {place.name} {place.country} lies {off(place, lat, lon):.0f} km off"
    for word in more:
        if word not in (place.country, place.kind, place.extent):
            yield f"{words}: {word}, not {place.country} {place.kind} {place.extent}"


def astray(words: str, told: str, place: Place | None, km: float) -> Iterator[str]:
    """What is wrong with a place told by its way from another."""
    bearing, far, lat, lon = told.split()
    if place is None or place.relation is None:
        yield f"{words}: no way"
        return
    if bearing != "any" and place.relation.bearing != float(bearing):
        yield f"{words}: bearing {place.relation.bearing}"
    if far != "any" and abs((place.relation.km or 0) - float(far)) > 0.1:
        yield f"{words}: {place.relation.km} km"
    if off(place, lat, lon) > km:
        yield f"{words}: lies {off(place, lat, lon):.0f} km off, at {place.lat}, {place.lon}"
    if place.radius_km is None or place.radius_km < (float(far) if bearing == "any" and far != "any" else 1):
        yield f"{words}: radius {place.radius_km}"


def faults(row: dict[str, Any], engine: Engine, gazetteer: Gazetteer, knowledge: Knowledge) -> Iterator[str]:
    """All that is wrong with a row."""
    text, km = row["text"], float(row.get("km", 20))
    reading = read_sentences(Article("a", Source("a.txt", "0"), text, title=row.get("title")), engine)
    mentions = find(reading, gazetteer, knowledge)
    ways = relative(reading, mentions)
    for words, told in row.get("places", {}).items():
        yield from misplaced(words, told, at(words, text, mentions), km)
    for words, told in row.get("ways", {}).items():
        yield from astray(words, told, at(words, text, ways), km)
    for words in row.get("none", ()):
        found = at(words, text, mentions)
        if found is not None:
            yield f"{words}: put to {found.name} {found.country}"


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_hard_places(row: dict[str, Any], engine: Engine, gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    assert list(faults(row, engine, gazetteer, knowledge)) == []


def test_the_table_is_long_enough() -> None:
    assert sum(len(row.get("places", ())) + len(row.get("ways", ())) + len(row.get("none", ())) for row in ROWS) >= 60
