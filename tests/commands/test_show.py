"""`khaldun show` tells how articles hang together."""

from argparse import Namespace
from pathlib import Path

import pytest

from khaldun.commands import show
from khaldun.commands.terminal import PLAIN, UNDERLINE, printable, shortened
from tests.web.records import small


def shown(path: Path, wanted: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `khaldun show` prints of an id."""
    assert show.run(Namespace(record=str(path), id=wanted, raw=False, json=False)) == 0
    return capsys.readouterr().out


def test_an_article_tells_what_it_shares_with_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.sqlite"
    small(path).close()
    out = shown(path, "a-palmyra", capsys)
    assert "a-palmyra-copy, “Palmyra retaken”, Coast Courier, 2016-03-28, is an excerpt of this (98% of its text)" in out
    assert "this shares passages with a-fall, “Palmyra falls”" in out
    assert "0–32, there 0–32: “" in out


def test_a_story_tells_how_its_articles_hang_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.sqlite"
    small(path).close()
    assert "a-palmyra-copy is an excerpt of a-palmyra (98% of its text)" in shown(path, "s-palmyra", capsys)


def test_a_claim_names_its_incident_in_the_column_of_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.sqlite"
    with small(path) as store:
        (incident, *_) = store.incidents()
    said = shown(path, incident.claim_ids[0], capsys).splitlines()
    assert f"incident:    {incident.id}" in said
    assert {line.index(line.split()[1]) for line in said if line.startswith(("incident:", "rule:", "when:"))} == {13}


def test_what_a_terminal_obeys_is_shown_and_not_sent() -> None:
    assert printable("a\x1b]0;b\x07c\x9bd\te\nf\x7f") == "a\ufffd]0;b\ufffdc\ufffdd\te\nf\ufffd"
    assert printable(f"{UNDERLINE}a{PLAIN}") == f"{UNDERLINE}a{PLAIN}"


def test_a_long_passage_is_told_by_its_ends() -> None:
    assert shortened("Short words.") == "Short words."
    assert shortened("one two three\nfour five six seven eight nine ten", 30) == "one two three … eight nine ten"
