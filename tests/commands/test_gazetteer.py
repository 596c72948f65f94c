"""`khaldun gazetteer add` tells what it added and what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun import cli


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHALDUN_GAZETTEER", str(tmp_path / "own.sqlite"))


@pytest.mark.parametrize(("lines", "status", "said"), [("", 0, "1 place added"), ("Nowhere,,\n", 1, "1 line left out")])
def test_what_was_added_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, status: int, said: str) -> None:
    (tmp_path / "mine.csv").write_text(f"name,lat,lon,country\nTell Example,35.1,38.2,SY\n{lines}")
    assert cli.main(["gazetteer", "add", str(tmp_path / "mine.csv")]) == status
    assert said in capsys.readouterr().out


def test_a_file_that_is_none_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", "add", str(tmp_path / "none.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
