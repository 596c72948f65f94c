"""Floors on real input: the seeds scored against their gold, the engine on its held-out files. Skipped without the shared data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from khaldun.language.embedded import WEIGHTS, EmbeddedEngine
from training.evaluate import entity_f1, parse_scores

pytestmark = pytest.mark.shared

FLOORS = (
    "article date=0.75",
    "stories=1",
    "hopes not told as facts=1",
    "core claims found=0.75",
    "core claims right=0.75",
    "control on a day=0.80",
    "overall=0.85",
)


def khaldun(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "khaldun", *words], capture_output=True, text=True, check=False)


def test_the_seeds_reach_their_floors(shared: Path, tmp_path: Path) -> None:
    record, out = tmp_path / "seeds.sqlite", tmp_path / "export"
    built = khaldun("build", str(shared / "data/seeds"), "--record", str(record))
    assert built.returncode == 0, built.stderr
    assert khaldun("export", "jsonl", "--record", str(record), "--out", str(out)).returncode == 0
    floors = [word for floor in FLOORS for word in ("--min", floor)]
    call = [sys.executable, str(shared / "score/record.py"), str(shared / "score/gold/seeds_dev.json"), str(out), *floors]
    scored = subprocess.run(call, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout


@pytest.mark.parametrize(("name", "floor"), [("ewt-test", 0.88), ("pud-test", 0.86)])
def test_parses_reach_their_floor(shared: Path, engine: EmbeddedEngine, name: str, floor: float) -> None:
    assert parse_scores(engine, shared / f"data/engine/{name}.conllu").labelled >= floor


def test_entities_reach_their_floor(shared: Path, engine: EmbeddedEngine) -> None:
    assert entity_f1(engine, shared / "data/engine/ner-re3d-check.iob")["all"] >= 0.82


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 30_000_000
