from dataclasses import replace

import pytest

from khaldun.actors.lexicon import lexicon
from khaldun.knowledge import load
from khaldun.model import Actor, Claim, Quantity
from khaldun.record import build
from tests.record.make import ARMY, BLUE_OFFICE, GUARD, MONITOR, REBELS, RED_MINISTRY, SECT, claim, place, record, story

DAY = "2016-03-27"
PROVINCE = place("Velm Province", kind="province")


def dead(low: float, high: float | None = None, text: str = "killed") -> list[Quantity]:
    return [Quantity(low, low if high is None else high, "civilian", "killed", text)]


def test_one_capture_told_by_two_stories_is_one_incident() -> None:
    found = record(
        claim("control.gain", "2016-03-27", ARMY, article="a"),
        claim("control.gain", "2016-03-27", GUARD, article="b"),
        stories=[story("a"), story("b")],
    )
    (incident,) = found.incidents
    assert (len(incident.claim_ids), len(incident.story_ids), len(incident.origins)) == (2, 2, 2)
    assert not incident.disputed


def test_copies_of_a_story_are_one_origin() -> None:
    found = record(*(claim("control.gain", "2016-03-27", ARMY, article=a) for a in ("a", "b")), stories=[story("a", "b")])
    assert len(found.incidents[0].origins) == 1


def test_a_loss_and_a_gain_of_one_day_are_one_happening() -> None:
    found = record(claim("control.loss", "2016-03-27", SECT), claim("control.gain", "2016-03-27", ARMY, of=[SECT]))
    assert [(i.kind, len(i.claim_ids)) for i in found.incidents] == [("control.gain", 2)]


def test_another_place_or_another_month_is_another_happening() -> None:
    found = record(
        claim("airstrike", "2016-03-27", ARMY),
        claim("airstrike", "2016-03-27", ARMY, at=place("Oskandi")),
        claim("airstrike", "2016-05-27", ARMY),
    )
    assert len(found.incidents) == 3


def test_a_strike_and_its_toll_are_one_happening() -> None:
    found = record(claim("airstrike", "2016-03-27", ARMY), claim("casualties", "2016-03-27", counts=dead(14)))
    assert [i.kind for i in found.incidents] == ["airstrike"]


def test_a_strike_and_a_car_bomb_are_two() -> None:
    found = record(claim("airstrike", "2016-03-27", ARMY), claim("bombing", "2016-03-27", SECT))
    assert len(found.incidents) == 2


def test_tolls_far_apart_are_two_happenings() -> None:
    found = record(
        claim("airstrike", "2016-03-27", ARMY, counts=dead(3), article="a"),
        claim("airstrike", "2016-03-27", ARMY, counts=dead(60), article="b"),
    )
    assert len(found.incidents) == 2


def test_tolls_that_differ_are_a_dispute() -> None:
    found = record(
        claim("airstrike", "2016-03-27", ARMY, counts=dead(14, text="14 dead"), article="a"),
        claim("airstrike", "2016-03-27", ARMY, counts=dead(20, text="20 dead"), article="b"),
    )
    (said,) = found.incidents[0].dispute
    assert said.startswith("killed: 14 dead (clm-")
    assert "20 dead" in said


def test_at_least_so_many_does_not_contradict_more() -> None:
    at_least = [Quantity(14, None, "civilian", "killed", "at least 14")]
    found = record(
        claim("airstrike", "2016-03-27", ARMY, counts=at_least, article="a"),
        claim("airstrike", "2016-03-27", ARMY, counts=dead(20), article="b"),
    )
    assert found.incidents[0].dispute == ()


def test_a_day_that_differs_is_a_dispute() -> None:
    found = record(
        claim("control.gain", "2016-03-26", ARMY, article="a"), claim("control.gain", "2016-03-27", ARMY, article="b")
    )
    assert found.incidents[0].dispute[0].startswith("date: 2016-03-26 (clm-")


def test_one_article_that_says_a_thing_twice_disputes_nothing() -> None:
    found = record(claim("control.gain", "2016-03-26", ARMY), claim("control.gain", "2016-03-27", ARMY))
    assert found.incidents[0].dispute == ()


def test_two_takers_on_one_day_are_a_dispute() -> None:
    found = record(
        claim("control.gain", "2016-03-26", ARMY, article="a"), claim("control.gain", "2016-03-26", REBELS, article="b")
    )
    assert [d.split(" (")[0] for d in found.incidents[0].dispute] == ["taker: blue"]


def test_a_denial_is_a_dispute_about_whether_it_happened() -> None:
    found = record(
        claim("control.gain", "2016-03-26", REBELS, says=MONITOR),
        claim("control.gain", "2016-03-26", REBELS, says=RED_MINISTRY, status="denied"),
    )
    (incident,) = found.incidents
    assert incident.dispute[0].startswith("whether it happened: told as a fact (clm-")
    assert incident.origins == ("the-watch",)


def test_what_is_only_planned_is_no_incident() -> None:
    assert record(claim("attack", "2016-03-26", ARMY, status="planned")).incidents == ()


def test_a_state_is_no_incident() -> None:
    assert record(claim("control.hold", "2016-03-26", ARMY)).incidents == ()


def test_without_a_place_only_one_story_is_joined() -> None:
    some = [claim("talks", "2016-03-26", ARMY, REBELS, nowhere=True, article=a) for a in ("a", "b", "c")]
    assert len(record(*some, stories=[story("a", "b"), story("c")]).incidents) == 2


def test_who_loses_a_place_is_the_target_of_its_capture() -> None:
    found = record(claim("control.loss", "2016-03-27", SECT), claim("control.gain", "2016-03-27", ARMY))
    (incident,) = found.incidents
    assert ([a.id for a in incident.actors], [a.id for a in incident.targets]) == (["red-army"], ["black-banner"])


def test_a_denial_of_nobody_in_particular_disputes_nothing() -> None:
    some = [
        claim("displacement", "2016-03-26", nowhere=True),
        claim("displacement", "2016-03-26", nowhere=True, status="denied"),
    ]
    assert [i.dispute for i in record(*some).incidents] == [(), ()]


def test_clashes_a_week_apart_are_two() -> None:
    some = [claim("clash", day, ARMY, of=[REBELS], article=where) for day, where in (("2016-03-01", "a"), ("2016-03-08", "b"))]
    assert [len(i.claim_ids) for i in record(*some).incidents] == [1, 1]


def test_a_denial_that_names_nobody_is_of_what_its_speaker_is_said_to_have_done() -> None:
    found = record(
        claim("airstrike", "2016-03-27", ARMY, article="a", says=MONITOR),
        claim("airstrike", "2016-03-27", article="b", says=RED_MINISTRY, status="denied"),
    )
    assert [len(i.claim_ids) for i in found.incidents] == [2]


def test_a_denial_by_somebody_else_is_of_something_else() -> None:
    found = record(
        claim("airstrike", "2016-03-27", ARMY, article="a", says=MONITOR),
        claim("airstrike", "2016-03-27", article="b", says=BLUE_OFFICE, status="denied"),
    )
    assert [len(i.claim_ids) for i in found.incidents] == [1, 1]


def test_a_militia_and_the_forces_it_is_a_member_of_are_one_party() -> None:
    known = lexicon(load()).actors
    some = [known[key] for key in ("peoples-protection-units", "syrian-democratic-forces")]
    told = [claim("control.gain", "2016-03-27", Actor(a.id, a.name, a.name, 0, 3, a.side, a.kind), article=a.id) for a in some]
    (incident,) = build([], [], told, knowledge=load()).incidents
    assert incident.dispute == ()


def wide(where: str, **more: object) -> Claim:
    """Violence told of the province."""
    return claim("airstrike", DAY, ARMY, at=replace(PROVINCE), article=where, **more)  # type: ignore[arg-type]


def near(where: str, name: str = "Velmar", **more: object) -> Claim:
    """Violence told of a town of the province."""
    return claim("airstrike", DAY, ARMY, at=replace(place(name), admin1=PROVINCE.id), article=where, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claims", "sizes"),
    [
        ([wide("a", says=MONITOR), near("b", says=MONITOR)], [2]),
        ([wide("a", counts=dead(14)), near("b", counts=dead(14))], [2]),
        ([wide("a", counts=dead(14), says=MONITOR), near("b", counts=dead(20), says=MONITOR)], [1, 1]),
        ([wide("a"), near("b")], [1, 1]),
        ([wide("a", says=MONITOR), near("b", says=MONITOR), near("c", "Oskandi", says=MONITOR)], [1, 1, 1]),
        ([wide("a", says=MONITOR), near("b", says=MONITOR), near("c", "Oskandi")], [1, 2]),
    ],
)
def test_what_is_told_of_a_province_is_of_the_one_place_that_can_be_meant(claims: list[Claim], sizes: list[int]) -> None:
    found = record(*claims)
    assert sorted(len(i.claim_ids) for i in found.incidents) == sizes
    joined = [i for i in found.incidents if len(i.claim_ids) == 2]
    assert all(i.place is not None and i.place.name == "Velmar" and not i.dispute for i in joined)


def test_that_a_province_is_taken_is_not_that_a_town_is() -> None:
    some = [
        claim("control.gain", DAY, ARMY, at=where, says=MONITOR, article=where.name)
        for where in (PROVINCE, replace(place(), admin1=PROVINCE.id))
    ]
    assert [len(i.claim_ids) for i in record(*some).incidents] == [1, 1]
