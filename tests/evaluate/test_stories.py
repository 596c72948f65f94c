"""Pairs of inputs that print one text, or do not."""

from __future__ import annotations

import pytest

from khaldun.evaluate.gold import Pair
from khaldun.evaluate.report import Report
from khaldun.evaluate.stories import stories
from khaldun.evaluate.told import Told
from tests.evaluate.rows import article


def of(label: str, *, joined: bool, far: bool = False, b: str = "two") -> Report:
    rows = [article("a1", "one", story_id="s1"), article("a2", "two", story_id="s1" if joined else "s2")]
    tables = {"articles": rows, "stories": [{"id": "s1", "article_ids": ["a1"]}], "claims": [], "mentions": []}
    return stories([Pair("one", b, label, "copy", far)], Told(tables))


@pytest.mark.parametrize(
    ("label", "joined", "p", "r"), [("same", True, 1, 1), ("same", False, 0, 0), ("different", True, 0, 0)]
)
def test_pairs(label: str, joined: bool, p: float, r: float) -> None:
    report = of(label, joined=joined)
    assert (report["pairs-p"], report["pairs-r"]) == (p, r)
    assert len(report.notes) == (joined != (label == "same"))


def test_what_is_kept_apart_is_read() -> None:
    assert [of("different", joined=False, far=True, b=b)["far-kept-apart"] for b in ("two", "gone")] == [1, 0]


def test_recall_is_told_by_relation() -> None:
    assert of("same", joined=True)["recall-copy"] == 1
