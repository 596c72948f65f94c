"""At which place of its sentence an event is put, and at none."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.claims.siting import Siting, siting
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from tests.claims.test_sites import claims, places


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # Told of another deed of the same blow.
        ("Four people were killed and nine wounded as gunmen raided a market in the city of Mosul.", "killed", {"Mosul"}),
        ("Gunmen opened fire on guards and killed two of them near the town of Hit.", "opened fire", {"Hit"}),
        # What a protest is about is not where it is.
        ("Hundreds marched in Cairo against the war in Iraq.", "marched", {"Cairo"}),
        ("A smuggler from Basra was arrested in Mosul.", "arrested", {"Mosul"}),
        # A land is told as plainly as a town.
        ("They were captured during a night raid in northern Mali.", "captured", {"Mali"}),
        ("The two men were arrested last month with other fighters in Yemen.", "arrested", {"Yemen"}),
        (
            "A soldier was killed when his truck struck a mine on patrol in Iraq's southern Maysan province.",
            "killed",
            {"Maysan"},
        ),
    ],
)
def test_an_event_is_put_at_the_likeliest_place(text: str, trigger: str, wanted: set[str]) -> None:
    assert places(text, trigger) == wanted


def test_no_place_is_likelier_than_an_unlikely_one() -> None:
    told = [c for c in claims("Students protested against the visit of the minister of France.") if c.kind == "protest"]
    assert told and all(c.place is None for c in told)


def test_signs_without_a_weight_count_nothing() -> None:
    assert Siting({"in": 1.5, "far": -0.5}).total([("in", 1.0), ("far", 2.0), ("new", 7.0)]) == 0.5


def test_a_weight_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "siting.yaml").write_text("- {id: told, weight: much}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="siting: told"):
        siting(Knowledge((tmp_path,)))


@pytest.mark.parametrize(
    ("text", "trigger", "unwanted"),
    [
        # Those who rule somewhere, and what bears a town's name.
        ("Britain asked Moscow to end the attacks.", "attacks", "Moscow"),
        ("Two officers of the Bab Military Council were injured in a raid.", "injured", "Bab"),
        ("Six people were injured at dawn, the Saba news agency said.", "injured", "Saba"),
        ("Fighters guard the strip to ward off attacks from Damascus.", "attacks", "Damascus"),
        # Each of a row of lands that sent something, or that another's border is with, and each town of a row where a unit is at home.
        ("Warplanes of France and Britain have shelled granaries in the southern province of Muthanna.", "shelled", "Britain"),
        ("Gunmen attacked posts on Niger's borders with Mali and Burkina Faso.", "attacked", "Burkina Faso"),
        ("The charges were detonated by a brigade based in the towns of Rawa and Anah.", "detonated", "Anah"),
        # Where they only wanted to go, and where they live.
        ("Her uncle died when the raft overturned on its way to reach Lesbos.", "died", "Lesbos"),
        ("Harun, 41, of the 300 block of North Cedar Street, is charged with murder.", "murder", "North Cedar Street"),
    ],
)
def test_what_is_no_place_of_an_event(text: str, trigger: str, unwanted: str) -> None:
    told = [c for c in claims(text) if c.trigger.text == trigger]
    assert told and all(c.place is None or c.place.text != unwanted for c in told)


def test_those_who_left_a_row_of_towns_left_each() -> None:
    assert places("Thousands of evacuees from Rawa and Anah were stuck at a crossing.", "evacuees") == {"Rawa", "Anah"}


def test_a_post_on_a_land_s_borders_is_in_that_land() -> None:
    assert places("Militants attacked villages near Kenya's border with Somalia and Ethiopia.", "attacked") == {"Kenya"}


def test_what_is_taken_does_not_lie_in_a_land_that_it_borders() -> None:
    told = [c for c in claims("Rebels seized the capital of a province bordering Saudi Arabia.") if c.trigger.text == "seized"]
    assert told and all(c.place is None for c in told)


def test_a_fight_by_a_land_s_parliament_is_in_that_land() -> None:
    assert places("Police fired tear gas at protesters near Egypt's parliament.", "tear gas") == {"Egypt"}
