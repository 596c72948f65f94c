"""Claims of our own sentences, read with the engine that comes along: what a pattern's own sentences cannot say."""

from dataclasses import replace
from functools import cache

import pytest

from khaldun.commands.knowledge import DAY, article_of
from khaldun.knowledge import load
from khaldun.model import Claim
from khaldun.run.extract import Tools, extract


@cache
def tools() -> Tools:
    return Tools.load(load())


def told(text: str, kind: str) -> list[Claim]:
    return [c for c in extract(article_of(text, DAY), tools()).claims if c.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi forces recaptured the last district of Ramadi held by Islamic State on Sunday.",
        "Government troops retook the last rebel pocket in Homs on Monday.",
        "Iraqi troops cleared the last militants from Ramadi.",
    ],
)
def test_with_the_last_of_a_town_all_of_it_is_taken(text):
    assert [c.place.extent for c in told(text, "control.gain")] == ["whole"]


def test_one_of_the_last_districts_is_a_part():
    (claim,) = told("Syrian troops captured one of the last rebel districts in Homs on Monday.", "control.gain")
    assert claim.place.extent == "part"


def test_it_is_who_says_so():
    (claim,) = told("The Iraqi army announced that it had regained full control of Ramadi.", "control.gain")
    assert [a.name for a in claim.actors] == ["Iraqi army"]


def test_a_district_held_until_it_was_taken_is_held_no_longer():
    (claim,) = told("Iraqi forces recaptured the last district of Ramadi held by Islamic State on Sunday.", "control.hold")
    assert claim.status == "ended"


def test_a_headquarters_is_a_part_of_its_province():
    text = "Iraqi soldiers recaptured the headquarters of Salahuddin province, which the militants had captured in June."
    assert {c.place.extent for c in told(text, "control.gain")} == {"part"}


def test_a_pocket_named_after_a_town_lies_in_it():
    (claim,) = told("Syrian aid was dropped on the government's Deir al-Zor pocket.", "control.hold")
    assert (claim.place.name, claim.place.extent) == ("Deir ez-Zor", "part")


def test_who_rose_up_cuts_the_town_off():
    (claim,) = told("Syrian Homs has been cut off since 2012, after rebel groups rose up in its suburbs.", "siege")
    assert [a.name for a in claim.actors] == ["Syrian opposition"]


def test_a_state_holds_on_the_day_of_the_report():
    (claim,) = told("Officials said that Kurdish forces controlled Kobani.", "control.hold")
    assert claim.when.days == 1


def test_a_text_about_one_town_speaks_of_it_where_no_place_is_named():
    article = replace(
        article_of("On 5 May 2014 came under control of the Free Syrian Army.", DAY), title="Azaz (Aleppo Governorate)"
    )
    (claim,) = extract(article, tools()).claims
    assert (claim.kind, claim.place.name) == ("control.gain", "Azaz")


def test_whoever_manages_to_control_a_town_gains_it():
    text = "Iraqi rebels attacked Ramadi on 3 May 2014 and managed to completely control the town."
    assert [c.place.name for c in told(text, "control.gain")] == ["Ramadi"]


def test_a_control_reduced_is_of_a_part():
    (claim,) = told("Islamic State control of Mosul was reduced to 10 percent.", "control.hold")
    assert claim.place.extent == "part"
