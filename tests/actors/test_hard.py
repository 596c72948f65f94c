"""The table of hard expressions of who (hard.yaml), read by the engine, with the places that the gazetteer finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun import actors, places
from khaldun.knowledge import Knowledge, load
from khaldun.language.sentence import Engine
from khaldun.model import Mention
from khaldun.places.gazetteer import BUNDLED, Gazetteer
from khaldun.run.extract import read_sentences
from tests.dates.make import article

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hard.yaml").read_text(encoding="utf-8"))
KNOWN = {row["id"] for document in load().documents("actors") for row in document}


@pytest.fixture(scope="module")
def bundled() -> Gazetteer:
    """The gazetteer that comes with the program."""
    if not BUNDLED.is_file():
        pytest.skip("the gazetteer is not built in this checkout")
    return Gazetteer.open(own=Path("/nonexistent"))


def on(words: str, text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions on the last place of words in the text, the nearest first."""
    start = text.rindex(words)
    end = start + len(words)
    found = [m for m in mentions if m.start < end and start < m.end]
    return sorted(found, key=lambda m: abs(m.start - start) + abs(m.end - end))


def faults(row: dict[str, Any], engine: Engine, gazetteer: Gazetteer, knowledge: Knowledge) -> Iterator[str]:
    """All that is wrong with a row."""
    text = row["text"]
    reading = read_sentences(article(text, row["day"]), engine)
    found = actors.find(reading, places.find(reading, gazetteer, knowledge), knowledge)
    named = [m for m in found if m.type == "actor" and m.actor is not None]
    for words, told in row.get("actors", {}).items():
        here = [m.actor.id for m in on(words, text, named) if m.actor is not None]
        if told == "(x)" and (not here or here[0] in KNOWN):
            yield f"{words}: {here}, where no pack knows who it is"
        elif told != "(x)" and here[:1] != [told]:
            yield f"{words}: {told}, not {here}"
    for words in row.get("none", ()):
        here = [f"{m.text} {m.actor.id}" for m in on(words, text, named) if m.actor is not None and m.text == words]
        if here:
            yield f"{words}: told {here}"
    for name, office in row.get("persons", {}).items():
        here = on(name, text, [m for m in found if m.type == "person"])
        if not here:
            yield f"{name}: no person"
        elif office == "private" and not here[0].private:
            yield f"{name}: not private"
        elif office != "private" and (here[0].private or office not in (here[0].role or "").lower()):
            yield f"{name}: office {here[0].role}, private {here[0].private}"


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_hard_actors(row: dict[str, Any], engine: Engine, bundled: Gazetteer) -> None:
    assert list(faults(row, engine, bundled, load())) == []


def test_the_table_is_long_enough() -> None:
    assert sum(len(row.get("actors", ())) + len(row.get("none", ())) + len(row.get("persons", ())) for row in ROWS) >= 30
