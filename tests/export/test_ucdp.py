"""The UCDP export: GED's columns and codes."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from khaldun.export import write
from khaldun.export.ucdp import COLUMNS, date_prec, priogrid, where_prec
from khaldun.model import Relation
from tests.export.make import ARMY, HOMS, MILITANTS, MONITOR, PALMYRA, PEOPLE, SYRIA, Made, claim, incident, killed, record


def rows(folder: Path, name: str = "ged") -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toll(key: str, low: float, high: float | None = None, unit: str = "fighter", **changes: Any) -> Any:
    text = f"In all, {low:g} died in Palmyra."
    return claim(key, "clash", text, quantities=(killed(low, high, unit, f"{low:g}", 8),), **changes)


def coded(tmp_path: Path, *claims: Any) -> dict[str, str]:
    with record(tmp_path / "r.sqlite", Made([incident("1", *claims)], claims)) as store:
        write(store, "ucdp", tmp_path / "out")
    [row] = rows(tmp_path / "out") or rows(tmp_path / "out", "left_out") or [{}]
    return row


def test_the_columns_are_those_of_ged(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12))
    assert (len(COLUMNS), tuple(row)) == (49, COLUMNS)
    assert float(row["latitude"]) == 34.55
    assert row["geom_wkt"] == "POINT (38.27 34.55)"


def test_best_low_and_high_come_from_what_is_told(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12), toll("2", 12, 15), toll("3", 5), toll("4", 40))
    assert (row["best"], row["low"], row["high"]) == ("12", "5", "40")


def test_the_dead_of_one_side_stand_at_that_side(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12))
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Syrian army", "Islamic State", "1")
    assert [row[f"deaths_{s}"] for s in ("a", "b", "civilians", "unknown")] == ["0", "12", "0", "0"]


def test_a_state_stands_first_and_its_dead_with_it(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12, actors=(MILITANTS,), targets=(ARMY,)))
    assert (row["side_a"], row["deaths_a"], row["deaths_b"]) == ("Syrian army", "12", "0")


def test_violence_against_people_is_one_sided(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12, unit="person", actors=(MILITANTS,), targets=(PEOPLE,)))
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == ("3", "Civilians", "12")


def test_who_gave_the_figure_is_its_original_source(tmp_path: Path) -> None:
    assert coded(tmp_path, toll("1", 12, speaker=MONITOR))["source_original"] == "The Watch"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"place": None}, "no place is told"),
        ({"actors": (), "targets": (PEOPLE,)}, "no armed party is named"),
    ],
)
def test_what_ged_cannot_tell_is_left_out_with_the_reason(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    assert coded(tmp_path, toll("1", 12, **changes))["why"] == why


@pytest.mark.parametrize("status", ["planned", "denied", "hypothetical"])
def test_no_dead_but_those_told_as_a_fact_make_an_event(tmp_path: Path, status: str) -> None:
    assert coded(tmp_path, toll("1", 12, status=status)) == {}


def test_an_incident_without_dead_is_no_event(tmp_path: Path) -> None:
    assert coded(tmp_path, claim("1", "clash", "They fought.")) == {}


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (PALMYRA, 1),
        (replace(PALMYRA, relation=Relation(0.0, 10.0, "x")), 2),
        (replace(PALMYRA, kind="district"), 3),
        (HOMS, 4),
        (replace(PALMYRA, relation=Relation(90.0, 70.0, "x")), 5),
        (replace(PALMYRA, kind="road", radius_km=80.0), 5),
        (SYRIA, 6),
    ],
)
def test_how_exactly_the_place_is_known(place: Any, code: int) -> None:
    assert where_prec(place) == code


@pytest.mark.parametrize(("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (31, 4), (60, 5)])
def test_how_exactly_the_day_is_known(days: int, code: int) -> None:
    assert date_prec(days) == code


def test_a_day_that_stands_in_is_not_exact() -> None:
    assert date_prec(1, exact=False) == 2


@pytest.mark.parametrize(("lat", "lon", "cell"), [(-90, -180, 1), (-90, -179.5, 2), (-89.5, -180, 721), (89.9, 179.9, 259200)])
def test_cells_of_the_grid_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell
