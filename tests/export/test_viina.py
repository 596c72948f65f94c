"""Days of control after VIINA's files, with a column for each voice."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from khaldun.export import write
from khaldun.export.viina import COLUMNS
from khaldun.model import ControlSpell, Judgement
from tests.export.make import ARMY, DAY, MILITANTS, MINISTRY, MONITOR, PALMYRA, Made, claim, record

TOOK = claim("1", "control.gain", "The army took Palmyra.", speaker=MONITOR)
HELD = claim("2", "control.gain", "The militants took Palmyra.", actors=(MILITANTS,), targets=(ARMY,), speaker=MINISTRY)


def spell(start: date, stop: date | None, holder: str | None, status: str = "held") -> ControlSpell:
    return ControlSpell(f"ctl-{start}", PALMYRA, start, stop, holder, holder, status, 0.9, (), (TOOK.id,), (), (), DAY)  # type: ignore[arg-type]


def rows(tmp_path: Path, made: Made) -> dict[str, list[dict[str, str]]]:
    """The sheets by name."""
    with record(tmp_path / "r.sqlite", made) as store:
        files = write(store, "viina", tmp_path / "out")
    found = {}
    for path in files[:-1]:
        with path.open(encoding="utf-8", newline="") as file:
            found[path.name] = list(csv.DictReader(file))
    return found


def test_a_place_has_a_row_for_each_day_up_to_the_last_of_the_record(tmp_path: Path) -> None:
    spells = [
        spell(date(2015, 12, 31), date(2016, 3, 26), "islamic-state"),
        spell(date(2016, 3, 26), None, "syrian-government"),
    ]
    found = rows(tmp_path, Made((), [TOOK], (), spells))
    assert {name: len(sheet) for name, sheet in found.items()} == {"control_2015.csv": 1, "control_2016.csv": 87}
    last = found["control_2016.csv"][-1]
    assert (last["geonameid"], last["date"], last["status"], last["probability"]) == (
        "163960",
        "2016-03-27",
        "syrian-government",
        "0.9",
    )
    assert found["control_2016.csv"][84]["status"] == "islamic-state"


def test_each_voice_has_a_column_of_its_own_word(tmp_path: Path) -> None:
    found = rows(tmp_path, Made((), [TOOK, HELD], (), [spell(DAY, None, None, "contested")]))
    [row] = found["control_2016.csv"]
    assert tuple(row) == (*COLUMNS, "status_monitor", "status_russia", "vcontrol_version")
    assert (row["status"], row["status_monitor"], row["status_russia"]) == ("CONTESTED", "syrian-government", "islamic-state")


def test_a_siege_is_told_beside_the_holder(tmp_path: Path) -> None:
    [row] = rows(tmp_path, Made((), [TOOK], (), [spell(DAY, None, "islamic-state", "besieged")]))["control_2016.csv"]
    assert (row["status"], row["besieged"]) == ("islamic-state", "true")


def test_a_rejected_claim_speaks_for_nobody(tmp_path: Path) -> None:
    gone = Judgement("j-1", TOOK.id, "reject", "Ada", "2026-01-02T10:00:00+00:00")
    [row] = rows(tmp_path, Made((), [TOOK], [gone], [spell(DAY, None, None, "unknown")]))["control_2016.csv"]
    assert (row["status"], row["status_monitor"]) == ("", "")


def test_a_place_without_a_number_of_geonames_keeps_its_id(tmp_path: Path) -> None:
    own = replace(PALMYRA, id="local:the-square")
    made = Made((), [replace(TOOK, place=own)], (), [replace(spell(DAY, None, "islamic-state"), place=own)])
    [row] = rows(tmp_path, made)["control_2016.csv"]
    assert (row["geonameid"], row["place"]) == ("local:the-square", "Palmyra")
