"""Who takes, loses, hands over, leaves and regains which place: the sentences of `territory.yaml`, read with the engine that comes along."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.claims.test_events import told
from tests.claims.test_hard import wrongs

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "territory.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['kind']} {r['status']}: {r['text']}" for r in ROWS])
def test_land_is_told_as_it_passes(row):
    assert list(wrongs(row, told(row["text"], row["kind"]))) == []


def test_one_handing_over_is_told_once():
    text = "Azerbaijan regained Kalbajar as Armenia handed over the district under a truce."
    (claim,) = told(text, "control.loss")
    assert ([a.id for a in claim.actors], [a.id for a in claim.targets]) == (["armenia"], ["azerbaijan"])
