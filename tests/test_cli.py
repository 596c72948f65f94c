"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from khaldun import cli, run
from khaldun.commands import build as build_command
from khaldun.commands.terminal import Screen
from khaldun.store import Store, migrations
from tests.run.fake import recipe
from tests.store import make

COMMANDS = ("build", "holds", "timeline", "show", "export", "serve", "demo", "explain", "knowledge", "gazetteer", "evaluate")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record by the name of KHALDUN_RECORD."""
    make.record(tmp_path / "r.sqlite").close()
    monkeypatch.setenv("KHALDUN_RECORD", str(tmp_path / "r.sqlite"))
    return tmp_path / "r.sqlite"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """`build` with stages that cost nothing."""
    monkeypatch.setattr(build_command, "build", partial(run.build, recipe=recipe()))


def test_help_answers_at_once() -> None:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "khaldun", "--help"], capture_output=True, text=True, check=True
    )
    assert all(command in done.stdout for command in COMMANDS)
    assert not {"sqlalchemy", "numpy", "starlette", "yaml"} & {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines()
    }
    assert time.perf_counter() - began < 5  # the machine may be busy; what counts is what is not imported


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in {"knowledge", "gazetteer"}])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert f"usage: khaldun {command}" in capsys.readouterr().out


def test_without_a_command_it_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "first steps" in capsys.readouterr().out


@pytest.mark.usefixtures("cheap")
def test_build_prints_results_and_progress_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2016-04-08 Alpha took Kebir")
    assert cli.main(["build", str(tmp_path / "a.txt"), "--record", str(tmp_path / "r.sqlite")]) == 0
    said = capsys.readouterr()
    assert "1 article, 1 story, 1 claim" in said.out
    assert "inferring the record" in said.err


@pytest.mark.usefixtures("cheap")
def test_build_names_what_it_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("BAD FILE")
    assert cli.main(["build", str(tmp_path / "a.txt"), "--record", str(tmp_path / "r.sqlite")]) == 1
    assert "set aside: a.txt: no news in it" in capsys.readouterr().err


def test_holds_shows_the_holder_the_voice_and_the_sentence(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["holds", "palmyra", "--on", "2016-04-08"]) == 0
    out = capsys.readouterr().out
    for part in (
        "from 2016-03-27",
        "Syrian army",
        "0.89",
        "Omar Haddad (witness)",
        "“Army back in Palmyra”, The Courier",
        "[retook] Palmyra",
    ):
        assert part in out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 140


def test_holds_on_a_day_long_after_the_last_report_is_less_sure(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for on in ([], ["--on", "2019-04-08"]):
        cli.main(["holds", "Palmyra", "--json", *on])
        told.append(json.loads(capsys.readouterr().out)["control"][-1]["probability"])
    assert told[1] < 0.5 * told[0]


def test_holds_says_when_nothing_is_known(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["holds", "Palmyra", "--on", "2015-01-01"]) == 0
    assert "no report says who held it on 2015-01-01; what is known begins on 2016-03-27" in capsys.readouterr().out


def test_holds_speaks_json(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["holds", "Palmyra", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["place"]["id"], answer["control"][0]["holder_id"]) == ("geonames:163960", "syrian-army")
    assert [c["id"] for c in answer["claims"]] == ["claim-1", "claim-2"] or {c["id"] for c in answer["claims"]} == {
        "claim-1",
        "claim-2",
    }


def test_holds_by_one_voice(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["holds", "Palmyra", "--by", "omar-haddad", "--json"]) == 0
    assert {c["speaker"]["id"] for c in json.loads(capsys.readouterr().out)["claims"]} == {"omar-haddad"}


def test_a_timeline_is_in_order_with_sources(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["timeline", "Palmyra"]) == 0
    out = capsys.readouterr().out
    assert "2016-03-27  control.gain; Syrian army; at Palmyra" in out
    assert "The Courier" in out


def test_a_timeline_of_an_actor_within_days(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["timeline", "Islamic State", "--to", "2016-03-26", "--json"])
    assert [c["id"] for c in json.loads(capsys.readouterr().out)] == ["claim-2"]


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("article-1", "«The army retook Palmyra on Sunday, Omar Haddad, a baker, said.»[1]"),
        ("claim-1", "rule:        take, confidence 0.90"),
        ("story-1", "origin: The Courier"),
        ("incident-1", "disputed:    one differs"),
        ("control-1", "Palmyra, from 2016-03-27: Syrian army (held)"),
        ("figure-1", "fighters at Café Square: 40 or more fighter"),
    ],
)
def test_show_prints_what_stands_under_an_id(record: Path, capsys: pytest.CaptureFixture[str], wanted: str, part: str) -> None:
    assert cli.main(["show", wanted]) == 0
    assert part in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("article-1", "story_id"),
        ("claim-1", "trigger"),
        ("story-1", "article_ids"),
        ("incident-1", "grade_why"),
        ("control-1", "holder_id"),
        ("figure-1", "superseded_by"),
    ],
)
def test_show_speaks_json(record: Path, capsys: pytest.CaptureFixture[str], wanted: str, key: str) -> None:
    assert cli.main(["show", wanted, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == wanted
    assert key in row


@pytest.mark.parametrize(
    "call",
    [
        ["holds", "Palmyra"],
        ["holds", "Palmyra", "--without", "omar-haddad"],
        ["timeline", "Palmyra"],
        *(["show", i] for i in ("article-1", "claim-1", "story-1", "incident-1", "control-1", "figure-1")),
    ],
)
def test_answers_fit_a_terminal_of_80_columns(
    record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, call: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert cli.main(call) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_a_table_gives_way_where_it_is_widest(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    Screen().table(("days", "holder", "p"), [("2016-03-27 to 2016-12-10", "the forces of a very long name indeed", "0.93")])
    (_, row) = capsys.readouterr().out.splitlines()
    assert row == "2016-03-27 to 2016-12-10  the forces of a very long n…  0.93"


def test_a_name_like_that_of_a_speaker_is_told(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["holds", "Palmyra", "--by", "Omar Hadad"]) == 2
    assert "near it: Omar Haddad" in capsys.readouterr().err


def test_a_timeline_without_one_voice(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["timeline", "Palmyra", "--without", "Omar Haddad", "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_export_writes_and_names_its_files(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "jsonl", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "articles.jsonl" in said.err
    assert len((tmp_path / "out/claims.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (["holds", "Atlantis"], "speaks of no place named 'Atlantis'"),
        (["holds", "Palmyra", "--on", "yesterday"], "'yesterday' is not a day"),
        (["holds", "Palmyra", "--by", "nobody"], "no speaker or side named 'nobody'"),
        (["timeline", "Atlantis"], "no place and no actor named 'Atlantis'"),
        (["timeline", "Palmyra", "--from", "2016-02-01", "--to", "2016-01-01"], "is before"),
        (["show", "claim-9"], "nothing under 'claim-9'"),
        (["export", "shapefile"], "this version does not write 'shapefile'; it writes jsonl, csv, xlsx"),
        (["holds", "Palmyra", "--record", "nowhere.sqlite"], "there is no record at nowhere.sqlite"),
        (["build", "nowhere"], "there is no file or folder nowhere"),
        (["knowledge", "check", "nowhere"], "there is no folder nowhere"),
        (["explain", " "], "no sentence to explain"),
        (["build", ""], "nothing to build from"),
        (["serve", "--host", "192.0.2.1"], "cannot serve on"),
        (["serve", "--basemap", "nowhere.pmtiles"], "nowhere.pmtiles cannot be read: No such file"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    record: Path, capsys: pytest.CaptureFixture[str], call: list[str], sentence: str
) -> None:
    assert cli.main(call) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_what_is_no_record_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.sqlite").write_text("not a database at all")
    assert cli.main(["holds", "Palmyra", "--record", str(tmp_path / "r.sqlite")]) == 2
    assert "is not a record of khaldun's" in capsys.readouterr().err


def test_a_newer_record_is_told_so(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(record) as store:
        store.note(schema=str(migrations.SCHEMA + 1))
    assert cli.main(["holds", "Palmyra"]) == 2
    assert "newer khaldun" in capsys.readouterr().err


def test_jobs_are_at_least_one() -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["build", ".", "--jobs", "0"])
    assert stop.value.code == 2


def test_a_reader_that_has_seen_enough_is_no_error(record: Path) -> None:
    call = f"{sys.executable} -m khaldun timeline Palmyra --record {record} | head -n 0"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {call}"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http"])
def test_a_port_is_one_that_can_be_served_on(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["serve", f"--port={port}"])
    assert stop.value.code == 2
    assert "from 1 to 65535" in capsys.readouterr().err


def test_names_of_files_do_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "\x1b[31m\nset aside: b.txt").write_text("")
    cli.main(["build", str(tmp_path), "--record", str(tmp_path / "r.sqlite")])
    told = [line for line in capsys.readouterr().err.splitlines() if "set aside" in line]
    assert told == ["set aside: \ufffd[31m\ufffdset aside: b.txt: the file is empty"]


def test_jobs_that_are_no_number_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["build", ".", "--jobs", "abc"])
    assert "'abc' is not a whole number of at least 1" in capsys.readouterr().err
