"""The table of names that are known as places, with their borders (known.yaml), read by the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun.knowledge import Knowledge
from khaldun.language.sentence import Engine
from khaldun.model import Article, Source
from khaldun.places import Gazetteer, find
from khaldun.run.extract import read_sentences

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("known.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_known_places(row: dict[str, Any], engine: Engine, gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    text = row["text"]
    reading = read_sentences(Article("a", Source("a.txt", "0"), text), engine)
    told = [m.text for m in find(reading, gazetteer, knowledge)]
    missed = [n for n in row.get("names", ()) if n not in told]
    false = [t for t in told for n in row.get("never", ()) if n in t]
    assert (missed, false) == ([], []), told
