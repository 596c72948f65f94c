"""The table of private and public persons (private.yaml), read by the engine and masked as an export masks them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from khaldun import actors
from khaldun.export.masking import mask_of
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from tests.actors.make import reading

TABLE = yaml.safe_load(Path(__file__).with_name("private.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["private", "public"])
def test_who_is_masked(engine: Engine, kind: str) -> None:
    wrong = []
    for name, text in TABLE[kind]:
        shown = name in mask_of(actors.find(reading(engine, text), (), load())).body(text)
        if shown != (kind == "public"):
            wrong.append(text)
    assert len(TABLE[kind]) >= 45
    assert not wrong
