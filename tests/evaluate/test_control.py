"""Who held what, beside the gold: days, changes of hands, claims."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.evaluate.control import control
from khaldun.evaluate.gold import Gold
from khaldun.evaluate.report import Report
from khaldun.evaluate.shape import read
from khaldun.evaluate.terms import Terms
from khaldun.knowledge import load
from tests.evaluate.rows import claim, held, told

TERMS = Terms.of(load())
GROUNDS = {"Kebir": {"names": ["Kebir", "al-Kebir"], "lat": 34.5, "lon": 38.2}}
FACT = {
    "doc": "doc", "place": "Kebir", "kind": "transfer", "first": "2016-04-03", "last": "2016-04-03", "holder": ["GOV"], "previous": ["IS"],
    "evidence": "The army took Kebir on Sunday",
}  # fmt: skip
IS, ARMY = "Islamic State", "Syrian army"


def asked(*spells: Any, on: str = "2016-04-04", holder: tuple[str, ...] = ("GOV",)) -> Report:
    gold = {"places": GROUNDS, "questions": [{"place": "Kebir", "on": on, "holder": list(holder)}]}
    return control(read(Gold, gold), told(control=list(spells)), TERMS)


@pytest.mark.parametrize(
    ("spell", "days", "answered"),
    [
        (held("Kebir", "2016-04-03", None, ARMY), 1, 1),
        (held("al-Kebir", "2016-04-03", "2016-04-04", ARMY), 1, 1),
        (held("Kebir", "2016-04-03", None, IS), 0, 1),
        (held("Kebir", "2016-04-05", None, ARMY), 0, 0),
        (held("Kebir", "2016-04-01", "2016-04-03", ARMY), 0, 0),
        (held("Kebir", "2016-04-03", None, ARMY, "unknown"), 0, 0),
        (held("Kebir", "2016-04-03", None, None, "contested"), 0, 1),
        (held("Saghir", "2016-04-03", None, ARMY), 0, 0),
    ],
)
def test_a_day(spell: Any, days: float, answered: float) -> None:
    report = asked(spell)
    assert (report["days"], report["answered"]) == (days, answered)


def test_a_place_of_another_name_answers_when_it_is_very_near() -> None:
    near, far = held("Station", "2016-04-03", None, ARMY), held("Farm", "2016-04-03", None, IS)
    near["place"] |= {"lat": 34.52, "lon": 38.2}
    far["place"] |= {"lat": 34.6, "lon": 38.2}
    assert asked(near, far)["days"] == 1
    assert asked(far)["answered"] == 0


def test_contested_is_an_answer() -> None:
    for spell in (held("Kebir", "2016-04-03", None, None, "contested"), held("Kebir", "2016-04-03", None, IS, "contested")):
        assert asked(spell, holder=("contested",))["days"] == 1


def test_holders_may_be_named_as_actors() -> None:
    assert asked(held("Kebir", "2016-04-03", None, "Libyan National Army"), holder=("libyan-national-army",))["days"] == 1
    assert (
        asked(held("Kebir", "2016-04-03", None, "Government of National Accord"), holder=("libyan-national-army",))["days"] == 0
    )


def of_facts(*facts: Any, spells: tuple[Any, ...] = (), claims: tuple[Any, ...] = ()) -> Report:
    gold = {"places": GROUNDS, "facts": [{**FACT, **fact} for fact in facts]}
    return control(read(Gold, gold), told(control=list(spells), claims=list(claims)), TERMS)


@pytest.mark.parametrize(
    ("fact", "start", "holder", "found"),
    [
        ({}, "2016-04-06", ARMY, 1),
        ({}, "2016-04-07", ARMY, 0),
        ({}, "2016-04-03", IS, 0),
        ({"first": "2016-04-01", "last": "2016-04-30", "precision": "month"}, "2016-04-30", ARMY, 1),
        ({"first": "2016-04-01", "last": "2016-04-30", "precision": "month"}, "2016-05-01", ARMY, 0),
        ({"precision": "by"}, "2016-03-03", ARMY, 1),
        ({"precision": "by"}, "2016-03-02", ARMY, 0),
    ],
)
def test_a_transfer_is_a_change_in_time(fact: Any, start: str, holder: str, found: float) -> None:
    assert of_facts(fact, spells=(held("Kebir", start, None, holder),))["transfers-r"] == found


def test_one_hand_after_itself_is_no_change() -> None:
    later = {"first": "2016-06-01", "last": "2016-06-01", "evidence": "shelled Saghir"}
    spells = held("Kebir", "2016-04-03", "2016-05-31", ARMY), held("Kebir", "2016-06-01", None, "Syrian government")
    assert of_facts({}, later, spells=spells)["transfers-r"] == 0.5


def test_a_change_while_the_gold_knows_who_held_it_is_wrong() -> None:
    state = {"kind": "state", "previous": [], "first": "2016-08-01", "last": "2016-08-01", "evidence": "shelled Saghir"}
    spells = held("Kebir", "2016-04-03", "2016-06-30", ARMY), held("Kebir", "2016-07-01", "2016-07-09", IS)
    report = of_facts({}, state, spells=spells)
    assert (report["transfers-p"], [n.what for n in report.notes if n.ref == "Kebir"]) == (0.5, ["beyond"])
    assert of_facts({}, spells=spells)["transfers-p"] == 1  # nobody knows


def parts(report: Report) -> list[float]:
    return [report[f"claim-{part}"] for part in ("found", "place", "holder", "date", "all")]


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (claim("control.gain", "took", at="Kebir", by=(ARMY,)), [1, 1, 1, 1, 1]),
        (claim("control.loss", "took", at="Kebir", by=(IS,)), [1, 1, 1, 1, 1]),
        (claim("control.gain", "took", at="Saghir", by=(ARMY,)), [1, 0, 1, 1, 0]),
        (claim("control.gain", "took", at="Kebir", by=(IS,)), [1, 1, 0, 1, 0]),
        (
            claim("control.gain", "took", at="Kebir", by=(ARMY,), when={"start": "2016-05-01", "end": "2016-05-01"}),
            [1, 1, 1, 0, 0],
        ),
        (claim("control.gain", "took", at="Kebir", by=(ARMY,), when={"start": None, "end": None}), [1, 1, 1, 0, 0]),
        (claim("shelling", "took", at="Kebir", by=(ARMY,)), [0, 0, 0, 0, 0]),
        (claim("control.gain", "took", at="Kebir", by=(ARMY,), evidence={"start": 50, "end": 60, "text": ""}), [0, 0, 0, 0, 0]),
    ],
)
def test_a_claim_says_a_fact_part_by_part(said: Any, right: list[float]) -> None:
    assert parts(of_facts({}, claims=(said,))) == right


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [("2016-03-04", "2016-04-01", 1), ("2016-02-01", "2016-02-20", 0), ("2015-01-01", "2016-04-03", 0)],
)
def test_a_state_is_seen_in_the_month_before(start: str, end: str, right: float) -> None:
    said = claim("control.hold", "took", at="Kebir", by=(ARMY,), when={"start": start, "end": end})
    assert of_facts({"kind": "state", "precision": "asof"}, claims=(said,))["claim-date"] == right
