"""`khaldun explain` shows every step from the words to the claim."""

from __future__ import annotations

import pytest

from khaldun import cli


def explained(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert cli.main(["explain", *call]) == 0
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def sentence() -> str:
    return "Government forces captured Palmyra from Islamic State on Sunday, state television said."


def test_each_step_is_shown(capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    out = explained(capsys, sentence, "--published", "2016-03-28")
    for part in (
        "captured",
        "VERB",
        "patient: Palmyra",
        "place “Palmyra”",
        "2016-03-27",
        "control.gain",
        "said by state television",
    ):
        assert part in out


def test_a_sentence_without_a_trigger_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, "The weather was fine.")
    assert "no word of the sentence is a trigger" in out
    assert "claims\n  none" in out


def test_why_a_status_is_told_and_another_pattern_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    out = explained(capsys, "Rebels captured Idlib, the army denied.")
    assert "claims; denied: spoken against" in out
    assert "nothing: “take” goes first" in out


def test_what_a_pattern_lacks_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing: its object is none of: place" in explained(capsys, "The army lost ten men in Aleppo.")
    assert "nothing: the condition “refused” does not hold" in explained(capsys, "Rebels captured Idlib, the army denied.")
