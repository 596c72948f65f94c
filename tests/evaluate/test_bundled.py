"""The gold that comes with the program holds: its marks stand in the bundled texts, its articles are there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import khaldun.sample
from khaldun.evaluate import find
from khaldun.evaluate.gold import load
from khaldun.evaluate.run import SCORERS
from khaldun.evaluate.terms import Terms
from khaldun.evaluate.told import Told
from khaldun.knowledge import load as load_knowledge
from khaldun.model import Article
from khaldun.run.stages import real
from tests.evaluate.rows import article

SETS = find([Path(khaldun.sample.__file__).parent / "gold"])


@cache
def read(folder: Path) -> Told:
    """What is read of a folder, with nothing recognised in it."""
    found = [a for path in sorted(folder.iterdir()) for a in real().read(path) if isinstance(a, Article)]
    rows = [article(a.id, a.source.ref, a.text, Path(a.source.file).name, kind=a.kind, set_aside=a.set_aside) for a in found]
    return Told({"articles": rows, **{t: [] for t in ("stories", "claims", "control", "mentions", "figures")}})


@pytest.mark.parametrize("each", SETS, ids=lambda s: s.name)
def test_a_bundled_set_fits_its_texts(each: object) -> None:
    path: Path = each.path  # type: ignore[attr-defined]
    gold, unread = load(path, "")
    told = read((path.parent / gold.input).resolve())
    SCORERS[gold.task or ""](gold, told, Terms.of(load_knowledge()))  # raises where a mark stands nowhere
    refs = {*gold.docs, *(f.doc for f in gold.facts), *(r for p in gold.pairs for r in (p.a, p.b)), *gold.aside}
    assert (refs - set(told.articles), unread) == (set(), set())


def test_every_task_but_those_of_single_words_is_there() -> None:
    assert {s.name.partition("/")[0] for s in SETS} == set(SCORERS) - {"entities", "eventplace"}
