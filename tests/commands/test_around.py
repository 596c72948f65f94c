"""What is told of a province stands beside what is told of its towns, and says that it is not of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from khaldun import cli
from khaldun.store import Store
from khaldun.web import app
from tests.run.test_build import put, run
from tests.web.conftest import HOME, LOCAL


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town that was bombed, in a province that somebody took, says the Watch."""
    lines = {"a.txt": "2016-04-01 Beta shelled Kebir", "b.txt": "2016-04-08 Alpha took all of Province says Watch"}
    run([put(tmp_path / "in", lines)], tmp_path / "r.sqlite")
    monkeypatch.setenv("KHALDUN_RECORD", str(tmp_path / "r.sqlite"))
    return tmp_path / "r.sqlite"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(list(words)) == 0
    return capsys.readouterr().out


def test_holds_and_show_say_by_word_on_what(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "by word on Province" in " ".join(told(capsys, "holds", "Kebir").split())
    with Store.open(record) as store:
        (spell,) = store.control("local:kebir")
    assert "by word on Province" in " ".join(told(capsys, "show", spell.id).split())
    assert "by word on" not in told(capsys, "holds", "Province")


def test_holds_by_a_voice_heeds_its_words_on_the_province(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(told(capsys, "holds", "Kebir", "--json", "--without", "Watch"))["control"] == []
    (spell,) = json.loads(told(capsys, "holds", "Kebir", "--json"))["control"]
    assert spell["around"] == spell["for"]


def test_a_timeline_has_what_is_told_of_the_province_and_bears_on_the_town(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [c["place"]["name"] for c in json.loads(told(capsys, "timeline", "Kebir", "--json"))]
    assert names == ["Kebir", "Province"]


def test_holds_counts_the_towns_of_a_province(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "of 1 settlement in it" in told(capsys, "holds", "Province", "--on", "2016-04-09")
    assert json.loads(told(capsys, "holds", "Province", "--json", "--on", "2016-04-09"))["within"]["places"] == 1
    assert json.loads(told(capsys, "holds", "Kebir", "--json"))["within"] is None


def test_the_page_and_the_panel_say_by_word_on_what(record: Path) -> None:
    with Store.open(record) as store:
        client = TestClient(app(store, names=True), base_url=HOME, client=LOCAL)
        assert "by word on Province" in client.get("/place/local:kebir").text
        assert "of 1 settlement in it" in client.get("/place/local:province").text.lower()
        (spell,) = store.control("local:kebir")
        assert [c["around"] for c in client.get(f"/map/control/{spell.id}").json()["for"]] == ["Province"]
