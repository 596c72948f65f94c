"""`khaldun knowledge check` runs the sentences of a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun import cli

PATTERN = """\
- id: example.bag
  kind: control.gain
  verbs: [bag]
  object: [place]
  place: [patient]
  needs: [place]
  fires: ["The army bagged Palmyra on Sunday."]
  silent: ["The army {verb} Palmyra on Sunday."]
"""


@pytest.mark.parametrize(("verb", "status", "said"), [("shelled", 0, "2 hold, 0 do not"), ("bagged", 1, "1 hold, 1 do not")])
def test_a_pack_is_tested_by_its_own_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, status: int, said: str
) -> None:
    (tmp_path / "events.yaml").write_text(PATTERN.replace("{verb}", verb))
    assert cli.main(["knowledge", "check", str(tmp_path)]) == status
    assert f"2 sentences of 1 pattern: {said}" in capsys.readouterr().out


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "actors.yaml").write_text("- id: [")
    assert cli.main(["knowledge", "check", str(tmp_path)]) == 2
    assert "actors.yaml" in capsys.readouterr().err


def test_a_folder_without_a_pack_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "events.yml").write_text(PATTERN)
    assert cli.main(["knowledge", "check", str(tmp_path)]) == 2
    assert "no file that ends in .yaml" in capsys.readouterr().err
