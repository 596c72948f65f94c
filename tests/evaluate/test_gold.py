"""Gold files: what they may say, and what is said of one that says something else."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path
from typing import Any

import pytest

from khaldun.errors import GoldError
from khaldun.evaluate.gold import Doc, Gold, Mark, load
from khaldun.evaluate.shape import read

FACT = {"doc": "a", "place": "Kebir", "kind": "state", "first": "2016-04-08", "last": "2016-04-08", "evidence": "held"}


@pytest.mark.parametrize("mark", ["Kebir", {"text": "Kebir", "nth": 1}])
def test_a_mark_may_be_its_text(mark: Any) -> None:
    assert read(Mark, mark) == Mark("Kebir")


@pytest.mark.parametrize("mark", [[3, 8], {"start": 3, "end": 8}])
def test_a_mark_may_be_two_numbers(mark: Any) -> None:
    assert read(Mark, mark) == Mark(start=3, end=8)


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ({"docs": {"a": {"places": "Kebir"}}}, "docs › a › places is 'Kebir': a list is wanted"),
        ({"docs": {"a": {"places": [7]}}}, "docs › a › places › 0 is '7': an object is wanted"),
        (
            {"docs": {"a": {"places": [{"start": "3", "end": 8}]}}},
            "docs › a › places › 0 › start is '3': a whole number is wanted",
        ),
        ({"docs": {"a": {"places": [{"start": True, "end": 8}]}}}, "a whole number is wanted"),
        ({"docs": {"a": {"places": [{"start": 8, "end": 3}]}}}, "docs › a › places › 0: a mark has 0 <= start < end"),
        ({"docs": {"a": {"places": [{"name": "Kebir"}]}}}, "docs › a › places › 0: a mark is its `text`"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": "north"}]}}}, "lat is 'north': a number is wanted"),
        ({"docs": {"a": {}}}, "docs › a has no `places`"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": 91, "lon": 38}]}}}, "docs › a › places › 0: `lat` lies between"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": 34, "lon": -181}]}}}, "docs › a › places › 0: `lat` lies between"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": 34}]}}}, "docs › a › places › 0: a point is `lat` and `lon`"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lon": 38}]}}}, "docs › a › places › 0: a point is `lat` and `lon`"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": math.inf, "lon": 38}]}}}, "0 › lat is 'inf': a finite number"),
        ({"docs": {"a": {"places": [{"text": "Kebir", "lat": math.nan, "lon": 38}]}}}, "0 › lat is 'nan': a finite number"),
        (
            {"task": "displacement", "docs": {"a": {"figure": 10**400}}},
            "docs › a › figure is '10+…': a smaller number is wanted",
        ),
        ({"task": "displacement", "docs": {"a": {"figure": 5, "box": [32, 35, 37]}}}, "docs › a: `box` is four numbers"),
        ({"task": "displacement", "docs": {"a": {"figure": 5, "box": []}}}, "docs › a: `box` is four numbers"),
        ({"task": "displacement", "docs": {"a": {"figure": 5, "box": [32, 35, 37, -math.inf]}}}, "box › 3 is '-inf': a finite"),
        ({"task": "kinds", "docs": {"a": "shelling"}}, "docs › a is 'shelling': an object is wanted"),
        ({"input": "in\0put", "docs": {"a": {"places": ["Kebir"]}}}, "^`input` is a path"),
        ({"docs": ["a"]}, "docs is .*: an object is wanted"),
        ({"docs": {}}, "its gold is empty"),
        ({}, "its gold is empty"),
        ([], "it is .*: an object is wanted"),
        ({"task": "maps", "docs": {"a": {}}}, "there is no task 'maps'; there are places, dates"),
        (
            {"task": "dates", "docs": {"a": {"dates": [{"text": "x", "interval": ["Monday", "Friday"]}]}}},
            "a day such as 2016-04-08 is wanted",
        ),
        ({"task": "dates", "docs": {"a": {"dates": [{"text": "x", "interval": ["2016-04-08"]}]}}}, "a first and a last day"),
        ({"task": "entities", "docs": {"a": {"entities": [{"text": "x", "type": "town"}]}}}, "actor, person, place"),
        ({"task": "stories", "pairs": [{"a": "1", "b": "2", "label": "twin"}]}, "pairs › 0: a label is"),
        ({"task": "stories", "pairs": [{"a": "1", "label": "same"}]}, "pairs › 0 has no `b`"),
        ({"task": "stories", "docs": {"a": {}}}, "its gold is empty"),
        ({"task": "reading", "measure": "looks", "docs": {"a": {}}}, "the measure is"),
        ({"task": "control", "questions": [{"place": "Kebir", "on": "2016-04-08", "holder": ["IS"]}]}, "`places` lacks Kebir"),
        ({"task": "control", "questions": [{"place": "Kebir", "on": "0001-01-01", "holder": ["IS"]}]}, "questions › 0: .*1900"),
        ({"task": "control", "facts": [{**FACT, "last": "9999-12-31"}]}, "facts › 0: days lie between 1900 and 2200"),
        ({"task": "control", "facts": [{**FACT, "first": "0001-01-01"}]}, "facts › 0: days lie between 1900 and 2200"),
        ({"task": "control", "places": {"Kebir": {"names": ["Kebir"], "lat": 34, "lon": 381}}}, "places › Kebir: `lat` lies"),
    ],
)
def test_what_is_no_gold_is_told_with_its_place(tmp_path: Path, gold: Any, said: str) -> None:
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    with pytest.raises(GoldError, match=said):
        load(tmp_path / "gold.json", "places")


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ({"docs": {"a": {"figure": 5, "place": "Ke\ud800bir"}}}, r"docs › a › place is 'Ke\\ud800bir': "),
        ({"docs": {"a\udfff": {"figure": 5}}}, r"docs › a\\udfff is 'a\\udfff': "),
        ({"docs": {"a": {"figure": 5, "\udc80": 1}}}, r"docs › a › \\udc80 is '\\udc80': "),
        ({"docs": {"a": {"figure": 5}}, "aside": ["b", "\ud800"]}, r"aside › 1 is '\\ud800': "),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_place(tmp_path: Path, gold: Any, said: str) -> None:
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    with pytest.raises(GoldError, match=said + "text that can be written is wanted") as error:
        load(tmp_path / "gold.json", "displacement")
    assert str(error.value).encode()


def test_characters_beyond_the_first_plane_are_text(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(json.dumps({"docs": {"a": {"figure": 5, "place": "\U00010330"}}}))
    assert load(tmp_path / "gold.json", "displacement")[0].docs["a"].place == "\U00010330"


def test_days_of_old_may_stand_in_texts() -> None:
    read(Doc, {"dates": [{"text": "the war of 1898", "interval": ["1898-01-01", "1898-12-31"]}]})


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"docs": NaN'])
def test_what_is_no_json_is_told_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "gold.json").write_bytes(data)
    with pytest.raises(GoldError, match=r"gold\.json cannot be read as JSON"):
        load(tmp_path / "gold.json", "places")


def test_gold_may_be_gzipped_and_a_broken_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.json.gz"
    whole = gzip.compress(json.dumps({"docs": {"a": {"places": ["Kebir"]}}}).encode())
    path.write_bytes(whole)
    assert list(load(path, "places")[0].docs) == ["a"]
    for broken in (whole[:-9], whole[:12], b"PK" + whole):
        path.write_bytes(broken)
        with pytest.raises(GoldError, match="as JSON"):
            load(path, "places")


def test_keys_that_nothing_reads_are_told(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text(
        json.dumps({"docs": {"a": {"places": [{"text": "Kebir", "optinal": True}], "who": "me"}}})
    )
    assert load(tmp_path / "gold.json", "places")[1] == {"optinal", "who"}


def test_phrases_are_under_with(tmp_path: Path) -> None:
    gold: Gold = read(Gold, {"docs": {"a": {"with": ["x"], "without": ["y"]}}})
    assert (gold.docs["a"].with_, gold.docs["a"].without) == (("x",), ("y",))
