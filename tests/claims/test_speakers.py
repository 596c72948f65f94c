"""Who says what, in the sentences of `speakers.yaml`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from khaldun.language.sentence import Engine
from tests.claims.test_voices import heard

ROWS = yaml.safe_load(Path(__file__).with_name("speakers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[r["text"][:90] for r in ROWS])
def test_who_says_it(engine: Engine, row: dict[str, str | None]) -> None:
    text = str(row["text"])
    start = text.index("*")
    word = re.match(r"[\w-]+", text[start + 1 :])
    assert word is not None
    said = heard(engine, text.replace("*", "")).speaker(start, start + word.end())
    assert row["by"] in ({None} if said is None else {said.name, said.text})
