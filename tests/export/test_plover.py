"""The PLOVER export."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from khaldun.export import write
from khaldun.export.plover import QUAD
from khaldun.knowledge import load
from tests.export.make import ARMY, MILITANTS, Made, claim, incident, killed, record

MODES = {
    "CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence", "SANCTION": "convict expel withdraw discontinue",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons"
    " crowd-control unconventional",
}  # fmt: skip
"""The modes that PLOVER's manual has for its events."""

STRUCK = claim("1", "airstrike", "Jets struck Palmyra.", quantities=(killed(3, 3, "fighter", "three", 5),))


def coded(tmp_path: Path, *claims: Any, **changes: Any) -> list[dict[str, Any]]:
    with record(tmp_path / "r.sqlite", Made([incident("1", *claims, **changes)], claims)) as store:
        write(store, "plover", tmp_path / "out")
    return [json.loads(line) for line in (tmp_path / "out/plover.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_record_has_what_the_format_requires(tmp_path: Path) -> None:
    [row] = coded(tmp_path, STRUCK)
    assert {k: row[k] for k in ("id", "date", "event", "mode", "quad_code", "size")} == {
        "id": "inc-1", "date": "2016-03-27", "event": ["ASSAULT"], "mode": ["aerial"], "quad_code": 4, "size": {"dead": 3},
    }  # fmt: skip
    assert row["actor"] == [{"code": "SYR", "sector": "MIL", "entity_text": "Syrian army", "raw_text": "The army"}]
    assert row["recipient"][0]["sector"] == "REB"
    assert (row["text"], row["link"]) == ("Jets struck Palmyra.", ["clm-1"])


def test_the_place_is_geonames_own(tmp_path: Path) -> None:
    where = coded(tmp_path, STRUCK)[0]["event_loc"]
    assert (where["geonameid"], where["city"], where["country_code"], where["resolution"]) == (163960, "Palmyra", "SYR", 4)


def test_every_kind_is_coded_as_an_event_and_mode_of_plovers() -> None:
    for line in load().entries("plover"):
        assert line["event"] in QUAD
        assert line.get("mode", "") in {"", *MODES.get(line["event"], "").split()}, line["id"]


@pytest.mark.parametrize("status", ["planned", "expected", "hypothetical", "denied"])
def test_what_nobody_tells_as_a_fact_is_no_record(tmp_path: Path, status: str) -> None:
    assert coded(tmp_path, replace(STRUCK, status=status)) == []


def test_an_unnamed_actor_is_told_as_unknown(tmp_path: Path) -> None:
    [row] = coded(tmp_path, replace(STRUCK, actors=(), targets=(MILITANTS,)))
    assert row["actor"] == [{"code": "UNK", "sector": "UNK"}]


def test_an_incident_in_which_nobody_is_named_is_no_record(tmp_path: Path) -> None:
    assert coded(tmp_path, replace(STRUCK, actors=(), targets=())) == []


def test_a_dispute_is_told(tmp_path: Path) -> None:
    assert (
        coded(tmp_path, replace(STRUCK, actors=(ARMY,)), dispute=("date: two are told",))[0]["comment"] == "date: two are told"
    )
