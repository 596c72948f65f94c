"""The table of speakers, their kinds and sides (sides.yaml), read by the engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from khaldun.language.sentence import Engine
from tests.claims.test_voices import speaker

ROWS: list[tuple[str, str, str, str, str | None]] = [
    tuple(row) for row in yaml.safe_load(Path(__file__).with_name("sides.yaml").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("text", "word", "key", "kind", "side"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_whose_word_it_is(engine: Engine, text: str, word: str, key: str, kind: str, side: str | None) -> None:
    said = speaker(engine, text, word)
    assert said is not None
    assert (said.id, said.kind, said.side) == (key, kind, side)
