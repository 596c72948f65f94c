"""The ACLED export: its columns as the R package acledR wants them, and what an ACLED coder would find right."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khaldun.export import write
from khaldun.export.acled import COLUMNS
from khaldun.knowledge import load
from khaldun.model import Incident, Judgement, Period, Quantity, Relation
from tests.export.make import (
    ARMY,
    DAY,
    HOMS,
    JETS,
    MILITANTS,
    MONITOR,
    PALMYRA,
    PEOPLE,
    SOMEBODY,
    SYRIA,
    Made,
    claim,
    incident,
    killed,
    record,
)

PAIRS = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
"""The sub-events that ACLED's codebook allows under each event."""

NUMBERS = {"year", "time_precision", "inter1", "inter2", "interaction", "iso", "geo_precision", "fatalities", "timestamp"}
TOOK = claim("took", "control.gain", "The army took Palmyra on Sunday.")


def rows(folder: Path, name: str = "acled") -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coded(tmp_path: Path, *claims: Any, found: Incident | None = None, **changes: Any) -> dict[str, str]:
    """The row of one incident."""
    made = Made([found or incident("1", *claims, **changes)], claims)
    with record(tmp_path / "r.sqlite", made) as store:
        write(store, "acled", tmp_path / "out")
    left = rows(tmp_path / "out", "left_out")
    [row] = rows(tmp_path / "out") or [{"why": left[0]["why"]}]
    return row


def test_the_columns_are_acleds_in_its_order_and_of_its_types(tmp_path: Path) -> None:
    row = coded(tmp_path, TOOK)
    assert (len(COLUMNS), tuple(row)) == (31, COLUMNS)
    assert all(row[c].lstrip("-").isdecimal() for c in NUMBERS)
    assert re.fullmatch(r"[A-Z]{3}\d+", row["event_id_cnty"])
    assert date.fromisoformat(row["event_date"]).year == int(row["year"])
    assert all(-180 <= float(row[c]) <= 180 for c in ("latitude", "longitude"))
    assert 0 <= int(row["inter2"]) <= 8 < int(row["interaction"]) <= 88


def test_every_kind_is_coded_as_a_pair_that_acled_allows() -> None:
    lines = [line for line in load().entries("acled") if "why" not in line]
    assert [line["id"] for line in lines if line["sub"] not in PAIRS[line["event"]]] == []


def test_every_country_has_a_region_of_acleds() -> None:
    countries = load().entries("iso")
    assert len({c["region"] for c in countries}) == 17
    assert len({c["iso3"] for c in countries}) == len(countries) == 250
    assert len({c["number"] for c in countries if c["id"] != "XK"}) == 249


def test_an_event_is_told_as_acled_tells_it(tmp_path: Path) -> None:
    row = coded(tmp_path, TOOK, grade="weak", grade_why="one story")
    said = {c: row[c] for c in COLUMNS[1:28] if row[c]}
    assert {k: said.pop(k) for k in ("notes", "latitude", "longitude", "event_date")}["event_date"] == "2016-03-27"
    assert said == {
        "year": "2016", "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
        "sub_event_type": "Government regains territory", "actor1": "Syrian army", "inter1": "1", "actor2": "Islamic State",
        "inter2": "2", "interaction": "12", "iso": "760", "region": "Middle East", "country": "Syria", "admin1": "Homs Governorate",
        "location": "Palmyra", "geo_precision": "1", "source": "The Courier", "source_scale": "Other",
    }  # fmt: skip
    assert row["tags"] == "khaldun=inc-1; grade=weak; claims=1; origins=1"


def test_the_note_tells_the_sentence_its_source_and_whose_word_it_is(tmp_path: Path) -> None:
    note = coded(
        tmp_path,
        replace(TOOK, speaker=MONITOR),
        dispute=("whether it happened: told and denied",),
        grade="weak",
        grade_why="one story",
    )["notes"]
    assert "“The army took Palmyra on Sunday.” (The Courier, 2016-03-27; by the word of The Watch, monitor)." in note
    assert note.startswith("On 2016-03-27, control gain at Palmyra (within 2.3 km): Syrian army; other party: Islamic State.")
    assert note.endswith("Grade: weak (one story). Disputed: whether it happened: told and denied.")


@pytest.mark.parametrize("status", ["planned", "expected", "hypothetical", "denied"])
def test_what_nobody_tells_as_a_fact_is_no_event(tmp_path: Path, status: str) -> None:
    assert coded(tmp_path, replace(TOOK, status=status)) == {"why": "nobody tells it as a fact"}


def test_what_a_party_alone_tells_and_others_deny_is_no_event(tmp_path: Path) -> None:
    assert coded(tmp_path, TOOK, grade="discounted", grade_why="denied by who is none") == {"why": "denied by who is none"}


def test_a_rejected_claim_makes_no_event_and_a_corrected_one_another(tmp_path: Path) -> None:
    other = claim("other", "clash", "The army fought in Palmyra.")
    value = '[{"id": "islamic-state", "name": "IS", "kind": "armed group"}]'
    judged = [
        Judgement("j-1", "clm-took", "reject", "Ada", "2026-01-02T10:00:00+00:00"),
        Judgement("j-2", "clm-other", "correct", "Ada", "2026-01-02T11:00:00+00:00", "actors", value),
    ]
    made = Made([incident("1", TOOK), incident("2", other)], [TOOK, other], judged)
    with record(tmp_path / "r.sqlite", made) as store:
        write(store, "acled", tmp_path / "out")
    [row] = rows(tmp_path / "out")
    assert (row["sub_event_type"], row["timestamp"]) == ("Armed clash", "1767351600")
    assert rows(tmp_path / "out", "left_out")[0]["why"] == "nobody tells it as a fact"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"place": None}, "no place is told"),
        ({"place": replace(PALMYRA, lat=None, lon=None)}, "its place has no point"),
        ({"place": SYRIA}, "only the country is told"),
        ({"place": replace(PALMYRA, country=None)}, "its country is unknown"),
        ({"when": Period(None, DAY, "unknown")}, "its day is unknown"),
        ({"when": Period(date(2016, 1, 1), date(2016, 3, 1), "season")}, "its day is known to no less than a month"),
        ({"actors": (SOMEBODY,)}, "who took the place is not told"),
        ({"kind": "displacement"}, "ACLED codes no displacement"),
        ({"kind": "talks"}, "no event of ACLED's"),
    ],
)
def test_what_the_columns_cannot_tell_is_left_out_with_the_reason(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    assert coded(tmp_path, replace(TOOK, **changes)) == {"why": why}


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [
        (Period.day(DAY), "2016-03-27", "1"),
        (Period.day(DAY, None, "article"), "2016-03-27", "2"),
        (Period(date(2016, 3, 21), date(2016, 3, 28), "week"), "2016-03-24", "2"),
        (Period(date(2016, 3, 1), date(2016, 4, 1), "month"), "2016-03-16", "3"),
    ],
)
def test_how_exactly_the_day_is_known_is_told(tmp_path: Path, when: Period, day: str, precision: str) -> None:
    row = coded(tmp_path, replace(TOOK, when=when))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        (PALMYRA, "1"),
        (replace(PALMYRA, kind="facility"), "1"),
        (replace(PALMYRA, relation=Relation(90.0, 10.0, PALMYRA.id)), "2"),
        (replace(PALMYRA, kind="district", radius_km=20.0), "2"),
        (replace(PALMYRA, kind="area", radius_km=60.0), "3"),
        (HOMS, "3"),
    ],
)
def test_how_exactly_the_place_is_known_is_told(tmp_path: Path, place: Any, precision: str) -> None:
    assert coded(tmp_path, replace(TOOK, place=place))["geo_precision"] == precision


@pytest.mark.parametrize(
    ("kind", "changes", "text", "sub"),
    [
        ("control.gain", {"actors": (MILITANTS,)}, "They took it.", "Non-state actor overtakes territory"),
        ("control.gain", {"actors": (JETS,)}, "They took it.", "Non-state actor overtakes territory"),
        ("withdrawal", {}, "They left it.", "Non-violent transfer of territory"),
        ("bombing", {}, "A suicide bomber struck.", "Suicide bomb"),
        ("bombing", {}, "A mine went off.", "Remote explosive/landmine/IED"),
        ("airstrike", {}, "Jets dropped chlorine on it.", "Chemical weapon"),
        ("attack", {"targets": (PEOPLE,)}, "They fired on residents.", "Attack"),
        ("attack", {}, "They fired on the militants.", "Armed clash"),
        ("killing", {"targets": ()}, "They shot a man.", "Attack"),
        ("killing", {}, "They shot a militant.", "Armed clash"),
        ("protest", {"targets": ()}, "People marched.", "Peaceful protest"),
        ("protest", {"targets": ()}, "Police fired tear gas at the march.", "Protest with intervention"),
        ("protest", {"targets": ()}, "A crowd rioted.", "Violent demonstration"),
    ],
)
def test_the_sub_event_follows_the_kind_the_actors_and_the_words(
    tmp_path: Path, kind: str, changes: dict[str, Any], text: str, sub: str
) -> None:
    row = coded(tmp_path, claim("1", kind, text, **changes))
    assert row["sub_event_type"] == sub
    assert row["sub_event_type"] in PAIRS[row["event_type"]]


def test_civilians_and_unnamed_groups_stand_as_acled_names_them(tmp_path: Path) -> None:
    row = coded(tmp_path, claim("1", "attack", "They fired on residents.", actors=(), targets=(PEOPLE,)))
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Syria)", "3")
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("Civilians (Syria)", "7", "37")
    assert row["civilian_targeting"] == "Civilian targeting"


def test_foreign_forces_are_no_state_forces_of_the_land(tmp_path: Path) -> None:
    row = coded(tmp_path, claim("1", "airstrike", "Jets struck it.", actors=(JETS,), targets=(MILITANTS,)))
    assert (row["inter1"], row["interaction"]) == ("8", "28")


def toll(key: str, low: float, **changes: Any) -> Any:
    text = f"In all, {low:g} people died in Palmyra."
    return claim(key, "clash", text, quantities=(killed(low, low, "person", f"{low:g} people", 8),), **changes)


def test_of_several_tolls_the_lowest_counts(tmp_path: Path) -> None:
    row = coded(tmp_path, toll("1", 12), toll("2", 5), toll("3", 30))
    assert row["fatalities"] == "5"
    assert "Killed: 5 (“5 people”), the lowest of 5, 12, 30 that are told." in row["notes"]


def test_only_the_dead_are_fatalities(tmp_path: Path) -> None:
    others = [Quantity(9, 9, "person", role, "9") for role in ("wounded", "fighters", "displaced")]
    assert coded(tmp_path, claim("1", "clash", "Nine were hurt.", quantities=tuple(others)))["fatalities"] == "0"


def test_a_planned_claim_lends_an_event_no_dead(tmp_path: Path) -> None:
    assert coded(tmp_path, toll("1", 12), toll("2", 5, status="hypothetical"))["fatalities"] == "12"


def test_an_event_keeps_its_id_when_claims_join_it(tmp_path: Path) -> None:
    for name in ("0", "1"):
        (tmp_path / name).mkdir()
    one = coded(tmp_path / "0", TOOK)
    two = coded(tmp_path / "1", TOOK, claim("x", "control.gain", "The army took it."))
    assert one["event_id_cnty"] == two["event_id_cnty"]
    assert one["notes"] != two["notes"]


def again(tmp_path: Path, name: str, *incidents: Incident, claims: Any) -> None:
    with record(tmp_path / f"{name}.sqlite", Made(incidents, claims)) as store:
        write(store, "acled", tmp_path / "out")


def test_a_later_export_names_what_is_gone(tmp_path: Path) -> None:
    other = claim("other", "clash", "The army fought in Palmyra.")
    again(tmp_path, "one", incident("1", TOOK), incident("2", other), claims=[TOOK, other])
    before = {r["event_id_cnty"] for r in rows(tmp_path / "out")}
    assert rows(tmp_path / "out", "deleted") == []
    again(tmp_path, "two", incident("1", TOOK), claims=[TOOK])
    [gone] = rows(tmp_path / "out", "deleted")
    assert {gone["event_id_cnty"]} == before - {r["event_id_cnty"] for r in rows(tmp_path / "out")}
    again(tmp_path, "two-again", incident("1", TOOK), claims=[TOOK])
    assert rows(tmp_path / "out", "deleted") == [gone]
    again(tmp_path, "three", incident("1", TOOK), incident("2", other), claims=[TOOK, other])
    assert rows(tmp_path / "out", "deleted") == []


def test_an_event_that_reads_otherwise_has_a_later_timestamp(tmp_path: Path) -> None:
    other = claim("other", "clash", "The army fought in Palmyra.")
    again(tmp_path, "one", incident("1", TOOK), incident("2", other), claims=[TOOK, other])
    before = {r["event_id_cnty"]: int(r["timestamp"]) for r in rows(tmp_path / "out")}
    again(tmp_path, "two", incident("1", TOOK, dispute=("the day",)), incident("2", other), claims=[TOOK, other])
    after = {r["event_id_cnty"]: int(r["timestamp"]) for r in rows(tmp_path / "out")}
    assert sorted(after[k] - before[k] for k in before) == [0, 1]


def test_the_army_of_the_land_makes_it_a_government_that_regains(tmp_path: Path) -> None:
    row = coded(tmp_path, replace(TOOK, actors=(JETS, ARMY)))
    assert (row["sub_event_type"], row["actor1"], row["assoc_actor_1"]) == (
        "Government regains territory",
        "Syrian army",
        "Russian air force",
    )
