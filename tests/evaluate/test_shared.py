"""The figures are those of the scorers that stand beside the shared data, on the same exports. Skipped without the shared data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from khaldun.evaluate import HEADLINES
from khaldun.evaluate.gold import load
from khaldun.evaluate.run import SCORERS
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Told
from khaldun.export import write
from khaldun.knowledge import load as load_knowledge
from khaldun.run import build
from khaldun.store import Store

pytestmark = pytest.mark.shared
SMALL = ("dates/meantime-check", "displacement/check", "kinds/plover-check", "control/histories-dev")


@pytest.mark.parametrize("name", SMALL)
def test_headlines_are_those_of_the_other_scorers(shared: Path, tmp_path: Path, name: str) -> None:
    task, folder = name.partition("/")[0], shared / "data" / name
    build([folder / "input"], record=tmp_path / "r.sqlite", jobs=1)
    with Store.open(tmp_path / "r.sqlite") as store:
        write(store, "jsonl", tmp_path / "export")
        told = Told.of(store)
    gold, _ = load(folder / "gold.json.gz", task)
    mine = {m.name: m.value for m in SCORERS[task](gold, told, Terms.of(load_knowledge())).metrics}
    call = [sys.executable, str(shared / f"score/{task}.py"), str(folder / "gold.json"), str(tmp_path / "export")]
    said = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    theirs = {m[1]: float(m[2]) for m in re.finditer(r"^(\S+) +([\d.]+)", said, re.MULTILINE)}
    both = {name for name in mine if name in theirs}
    assert both >= set(HEADLINES) & set(theirs)
    assert {name: mine[name] for name in both} == {name: pytest.approx(theirs[name], abs=0.0006) for name in both}
