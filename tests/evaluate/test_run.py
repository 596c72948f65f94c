"""Sets found, built and scored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khaldun.errors import UsageError
from khaldun.evaluate import Result, evaluate, find
from tests.run.fake import recipe

LINES = "2016-04-08 Alpha took Kebir\n2016-04-09 Alpha shelled Saghir"
GOLD = {"docs": {"0": {"type": "control.gain"}, "1": {"type": "killing"}}}


def made(home: Path, name: str = "kinds/june", gold: Any = GOLD, lines: str | None = LINES) -> Path:
    """A set, with a source that is not there where `lines` is None."""
    folder = home / name
    folder.mkdir(parents=True)
    (folder / "gold.json").write_text(gold if isinstance(gold, str) else json.dumps(gold))
    if lines is not None:
        (folder / "input").mkdir()
        (folder / "input/lines.txt").write_text(lines)
    return folder


def ran(home: Path, **more: Any) -> list[Result]:
    work = home / "work"
    work.mkdir()
    return list(evaluate(find([home]), work=work, recipe=recipe(), jobs=1, **more))


@pytest.mark.parametrize("named", ["data", "data/kinds", "data/kinds/june"])
def test_a_set_is_found_by_itself_in_its_task_and_among_tasks(tmp_path: Path, named: str) -> None:
    made(tmp_path / "data")
    assert [s.name for s in find([tmp_path / named])] == ["kinds/june"]


def test_a_set_named_twice_is_one(tmp_path: Path) -> None:
    folder = made(tmp_path)
    assert len(find([tmp_path, folder, folder.parent])) == 1


@pytest.mark.parametrize("named", ["nowhere", "empty", "file"])
def test_where_there_is_no_gold_the_call_is_wrong(tmp_path: Path, named: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("{}")
    with pytest.raises(UsageError, match=named):
        find([tmp_path / named])


def test_a_set_is_built_and_scored(tmp_path: Path) -> None:
    made(tmp_path)
    (result,) = ran(tmp_path)
    assert (result.name, result.failed, result.articles, result.aside, result.doubts) == ("kinds/june", None, 2, (), ())
    assert result.report is not None
    assert result.report["accuracy"] == 0.5
    assert [(n.what, n.ref) for n in result.report.notes] == [("differs", "1")]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"gold": "{"}, "gold.json cannot be read as JSON"),
        ({"gold": {}}, "its gold is empty"),
        ({"gold": {**GOLD, "task": "maps"}}, "there is no task 'maps'"),
        ({"name": "maps/june"}, "there is no task 'maps'"),
        ({"lines": None}, "there is no input beside its gold.json"),
        ({"gold": {**GOLD, "scheme": "cameo"}}, "there is no scheme 'cameo'"),
        ({"name": "displacement/june", "gold": {"docs": {"0": {"figure": 10**400}}}}, "docs › 0 › figure is"),
        ({"name": "displacement/june", "gold": {"docs": {"\ud800": {"figure": 1}}}}, "docs › \\ud800 is"),
        ({"name": "places/june", "gold": {"docs": {"0": {"places": ["Homs"]}}}}, "'Homs' does not stand in the text of 0"),
    ],
)
def test_a_set_that_fails_is_told_and_the_rest_goes_on(tmp_path: Path, broken: dict[str, Any], said: str) -> None:
    made(tmp_path, **{"name": "kinds/broken", **broken})
    made(tmp_path, "kinds/whole")
    results = {r.name.partition("/")[2]: r for r in ran(tmp_path)}
    assert [r.failed for name, r in results.items() if name == "whole"] == [None]
    (failed,) = [r.failed for name, r in results.items() if name != "whole"]
    assert failed is not None
    assert said in failed


def test_an_input_that_sets_share_is_built_once(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, "places/june", {"input": "../../kinds/june/input", "docs": {"0": {"places": ["Kebir"]}}}, lines=None)
    told: list[str] = []
    results = ran(tmp_path, progress=lambda stage, _done, _total: told.append(stage))
    assert [r.report is not None for r in results] == [True, True]
    assert {stage.partition(":")[0] for stage in told} == {"kinds/june"}


def test_what_is_set_aside_is_told_unless_the_gold_expects_it(tmp_path: Path) -> None:
    made(tmp_path, lines=LINES + "\n2016-04-09 EMPTY")
    made(tmp_path, "kinds/may", {**GOLD, "aside": ["2"]}, lines=LINES + "\n2016-04-09 EMPTY")
    assert [[a.ref for a in r.aside] for r in ran(tmp_path)] == [["2"], []]


def test_what_may_be_meant_otherwise_is_told(tmp_path: Path) -> None:
    made(tmp_path, gold={"docs": {"0": {"type": "control.gain", "why": 1}, "7": {"type": "killing"}}})
    (result,) = ran(tmp_path)
    assert result.doubts == (
        "keys of its gold that nothing reads: why",
        "no article came of 7: all that its gold says counts as missed",
    )
