"""The table of hard numbers (hard.yaml), read by the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from khaldun import figures
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from khaldun.model import Quantity
from tests.actors.make import reading

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hard.yaml").read_text(encoding="utf-8"))
PEOPLE = {"people", "household", "kin"}


def told(engine: Engine, text: str) -> list[Quantity]:
    found = [m.quantity for m in figures.find(reading(engine, text), load()) if m.quantity is not None]
    return [q for q in found if figures.kind_of(q.unit, load()) in PEOPLE or (q.unit is None and q.role == "remaining")]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_numbers_of_people(engine: Engine, row: dict[str, Any]) -> None:
    found = told(engine, row["text"])
    assert len(found) == len(row["people"]), found
    for low, high, role in row["people"]:
        assert any(q.low == low and q.high == high and (role is None or q.role in role.split("/")) for q in found), found
