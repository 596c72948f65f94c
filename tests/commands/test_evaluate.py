"""`khaldun evaluate`: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from khaldun import cli
from khaldun.commands import evaluate as command
from khaldun.evaluate import evaluate
from tests.evaluate.test_run import GOLD, LINES, made
from tests.run.fake import recipe

GUIDE = Path(__file__).parents[2] / "docs/evaluate.md"


def called(*words: str | Path) -> int:
    """The exit status of a call, in one process."""
    return cli.main(["evaluate", *map(str, words), "--jobs", "1"])


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds with stages that cost nothing."""
    monkeypatch.setattr(command, "evaluate", partial(evaluate, recipe=recipe()))


@pytest.mark.usefixtures("cheap")
def test_a_table_of_headlines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path)
    assert called(tmp_path) == 0
    said = capsys.readouterr()
    head, first, *more = said.out.splitlines()
    assert head.split() == ["set", "articles", "a", "second", "metric", "value", "of"]
    assert re.fullmatch(r"kinds/june +2 +[\d.]+ +accuracy +0\.500 +1 of 2", first)
    assert [line.split()[0] for line in more] == ["any", "weighted-f1"]
    assert "kinds/june: inferring the record" in said.err


@pytest.mark.usefixtures("cheap")
def test_verbose_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path)
    called(tmp_path, "--verbose")
    assert "1 0-20 otherwise: killing, told as shelling (shelling): “Alpha shelled Saghir”" in capsys.readouterr().out


@pytest.mark.usefixtures("cheap")
def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path)
    made(tmp_path, "kinds/july", "{")
    made(tmp_path, "control/june", {"places": {"Kebir": {"names": ["Kebir"], "lat": 39, "lon": 38}},
        "questions": [{"place": "Kebir", "on": "2016-04-09", "holder": ["alpha"]}]})  # fmt: skip
    assert called(tmp_path, "--json") == 1
    control, july, june = json.loads(capsys.readouterr().out)["sets"]
    assert set(june) == {"set", "failed", "articles", "seconds", "metrics", "notes", "set_aside", "doubts"}
    assert june["metrics"]["accuracy"] == {"value": 0.5, "good": 1, "total": 2}
    assert {k: june["notes"][0][k] for k in ("what", "ref", "start", "end")} == {
        "what": "differs",
        "ref": "1",
        "start": 0,
        "end": 20,
    }
    assert (july["failed"].startswith("gold.json cannot be read as JSON"), july["metrics"]) == (True, {})
    assert (control["metrics"]["days"]["value"], control["metrics"]["claim-all"]["value"]) == (1.0, None)


@pytest.mark.usefixtures("cheap")
def test_where_there_was_nothing_to_count_the_value_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path, gold={"docs": {"0": {"type": "earthquake"}}})
    made(tmp_path, "reading/june", {"docs": {"7": {"body": ""}}})
    assert called(tmp_path, "--json") == 0
    kinds, reading = (s["metrics"] for s in json.loads(capsys.readouterr().out)["sets"])
    assert {n: m["value"] for n, m in reading.items()} == {"body-p": None, "body-r": None, "body-f1": None}
    assert (kinds["weighted-f1"]["value"], kinds["accuracy"]["value"], kinds["type-not-mapped"]["value"]) == (None, None, 1)
    called(tmp_path)
    assert re.findall(r"^(\S+) .*nothing to count", capsys.readouterr().out, re.MULTILINE) == ["kinds/june", "reading/june"]


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"gold": {}}, "kinds/june: failed: its gold is empty"),
        ({"lines": LINES + "\n2016-04-09 EMPTY"}, "kinds/june: set aside: lines.txt, 2: no text"),
    ],
)
def test_what_went_wrong_is_named_and_the_status_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: dict[str, Any], said: str
) -> None:
    made(tmp_path, **broken)
    assert called(tmp_path) == 1
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("cheap")
def test_doubts_are_told_and_the_status_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path, gold={**GOLD, "sceme": "khaldun"})
    assert called(tmp_path) == 0
    assert "kinds/june: keys of its gold that nothing reads: sceme" in capsys.readouterr().err


@pytest.mark.parametrize("call", [["nowhere"], ["."], [".", "--knowledge", "nowhere"]])
def test_a_wrong_call_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(*call) == 2
    said = capsys.readouterr()
    assert (said.out, "Traceback" in said.err, said.err.count("\n")) == ("", False, 1)


def test_without_a_set_it_measures_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "evaluate", lambda sets, **_: iter(()))
    monkeypatch.setattr(command, "failing", lambda wanted, *_: ["a line"])
    assert called("--verbose") == 0
    out = capsys.readouterr().out
    assert re.search(r"knowledge/sentences +hold +0\.99\d +(\d+) of (\d+)", out)
    assert "packs otherwise: a line" in out
    assert "most were in view when its rules were written" in " ".join(out.split())


def test_the_guides_own_set_is_read_as_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines, gold, *_ = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    home = tmp_path / "my-gold/places/june"
    (home / "input").mkdir(parents=True)
    (home / "input/articles.jsonl").write_text(lines)
    (home / "gold.json").write_text(gold)
    assert called(tmp_path / "my-gold") == 0
    out = " ".join(capsys.readouterr().out.split())
    for part in ("recognition-f1 1.000 P 3 of 3, R 3 of 3", "acc25 1.000 3 of 3", "end-to-end161 1.000 3 of 3"):
        assert part in out


def test_the_guides_control_gold_is_gold(tmp_path: Path) -> None:
    from khaldun.evaluate.gold import load

    (tmp_path / "gold.json").write_text(re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[2])
    gold, unread = load(tmp_path / "gold.json", "control")
    assert (len(gold.facts), len(gold.questions), unread) == (1, 1, set())


def test_the_guide_names_every_headline() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert {name for name in command.HEADLINES if f"`{name}`" not in text} == set()
