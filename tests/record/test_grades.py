"""How well an incident is told: by how many, on whose side, against whose interest."""

from dataclasses import replace

import pytest

from khaldun.knowledge import load
from khaldun.model import Claim, Incident, Quantity
from khaldun.record import build
from tests.record.make import (
    ARMY,
    BLUE_OFFICE,
    MONITOR,
    REBELS,
    RED_MINISTRY,
    SOMEBODY,
    article,
    claim,
    record,
    story,
)

DAY = "2016-03-27"


def incident(*claims: Claim) -> Incident:
    """The one incident that claims of articles a to e tell of; c and d print one story."""
    stories = [story("a"), story("b"), story("c", "d"), story("e")]
    days = {"a": "2016-03-29", "b": "2016-03-28", "c": "2016-03-30", "d": "2016-03-27", "e": "2016-04-02"}
    (found,) = record(*claims, stories=stories, articles=[article(i, day) for i, day in days.items()]).incidents
    return found


def strike(where: str, **more: object) -> Claim:
    return claim("airstrike", DAY, ARMY, of=[REBELS], article=where, **more)  # type: ignore[arg-type]


def dead(unit: str) -> list[Quantity]:
    return [Quantity(5, 5, unit, "killed", "five")]


@pytest.mark.parametrize(
    ("claims", "grade", "why"),
    [
        ([strike("a")], "weak", "one story"),
        ([strike("a"), strike("b")], "fair", "two stories, neither by a party to it"),
        ([strike("a"), strike("b"), strike("e")], "fair", "three stories, none by a party to it"),
        ([strike("c"), strike("d")], "weak", "one story"),
        ([strike("a", says=MONITOR), strike("b", says=MONITOR)], "weak", "one story"),
        ([strike("a", says=MONITOR), strike("a")], "weak", "one story"),
        ([strike("a", says=SOMEBODY), strike("b", says=SOMEBODY)], "fair", "two stories, neither by a party to it"),
        ([strike("a", says=RED_MINISTRY)], "weak", "told by parties to it alone"),
        ([strike("a", says=BLUE_OFFICE), strike("b")], "weak", "two stories, all but one by parties to it"),
        (
            [strike("a", says=RED_MINISTRY, counts=dead("civilian"))],
            "fair",
            "one story, of a party to it against its own interest",
        ),
        (
            [strike("a", says=BLUE_OFFICE, counts=dead("fighter")), strike("b", says=MONITOR)],
            "confirmed",
            "two stories, one of them of a party to it against its own interest",
        ),
        (
            [strike("a", says=MONITOR), strike("b", says=RED_MINISTRY, status="denied")],
            "contested",
            "told by one story, denied by one source",
        ),
        (
            [strike("a", says=BLUE_OFFICE), strike("b", says=MONITOR, status="denied")],
            "discounted",
            "told by a party to it alone, denied by who is none",
        ),
    ],
)
def test_the_grade_follows_from_who_says_it(claims: list[Claim], grade: str, why: str) -> None:
    found = incident(*claims)
    assert (found.grade, found.grade_why) == (grade, why)


def test_who_loses_a_town_and_says_so_confirms_it() -> None:
    found = incident(
        claim("control.gain", DAY, REBELS, article="a"), claim("withdrawal", DAY, ARMY, says=RED_MINISTRY, article="b")
    )
    assert found.grade == "confirmed"
    assert len(found.against_interest) == 1


def test_two_takers_of_one_town_are_contested() -> None:
    found = incident(claim("control.gain", DAY, ARMY, article="a"), claim("control.gain", DAY, REBELS, article="b"))
    assert (found.grade, found.grade_why) == ("contested", "two stories, which differ in who took it")


def test_what_is_only_denied_has_no_grade() -> None:
    assert incident(strike("a", status="denied", says=RED_MINISTRY)).grade is None


def test_sides_are_those_of_the_origins() -> None:
    found = incident(strike("a", says=BLUE_OFFICE), strike("b"), strike("e", says=MONITOR))
    assert found.sides == (("blue-office", "blue"),)


def test_the_earliest_is_of_the_article_published_first_and_the_fullest_says_most() -> None:
    bare, full = claim("airstrike", DAY, ARMY, article="b"), strike("a", counts=dead("civilian"))
    found = incident(bare, full)
    assert (found.earliest, found.fullest) == (bare.id, full.id)


def test_a_mouthpiece_that_speaks_in_its_own_voice_is_a_party() -> None:
    ministry = load()
    printed = replace(article("a"), publisher="SANA")
    told = claim("airstrike", DAY, replace(ARMY, id="syrian-army", side="syrian-government"), article="a")
    (found,) = build([printed], [], [told], knowledge=ministry).incidents
    assert found.grade_why == "told by parties to it alone"
