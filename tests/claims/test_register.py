"""Words that tell of war in one text and of sport, trade or local news in another."""

import pytest

from khaldun.model import DONE
from tests.claims.test_events import told

FORCE = ("control.gain", "control.loss", "control.hold", "siege", "advance", "withdrawal", "surrender", "clash", "attack", "airstrike",
         "shelling", "bombing", "killing", "arrest", "displacement", "return", "mobilization")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The council of Decatur took control of the town of Avondale after a vote.",
        "Both teams clashed in the final in Leeds.",
        "The company pushed back the deadline for the tower in Leeds.",
        "The department store in Leeds set off an uproar with its prices.",
        "Democrats blasted the plan in Denver.",
        "Sirens went off in Denver.",
        "Heavy rain pounded Manila on Friday.",
        "The striker shot to fame in Leeds.",
        "The bowler captured 170 wickets for Pakistan.",
        "The party captured an absolute majority in Scotland.",
        "The family moved to Leeds in May.",
        "We went to the market in Leeds.",
        "Four fishermen went missing off Brighton.",
        "Thousands of people live in Leeds.",
        "Populations fell in Kent.",
        "The guests have given up smoking in Leeds.",
        "The contract was executed in Leeds.",
        "The club in Leeds fired its coach.",
        "The trip to Leeds went off without a hitch.",
        "The band bombed in Leeds.",
        "Tourists invaded Brighton.",
        "The hotel in Leeds charged the guests a fee.",
    ],
)
def test_peaceful_texts_tell_of_no_war(text):
    assert [(c.kind, c.trigger.text) for kind in FORCE for c in told(text, kind) if c.status in DONE] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Doctor Smith met the owner of the hotel in Leeds.", "talks"),
        ("The hotel agreed to lower the price.", "agreement"),
        ("The owner asked the guests to leave.", "demand"),
        ("The farmer fed the chickens in Leeds.", "aid"),
        ("Four guests stayed in the hotel in Leeds.", "figure"),
    ],
)
def test_people_who_meet_agree_and_ask_far_from_politics_tell_nothing(text, kind):
    assert not told(text, kind)
    assert told("The foreign ministers of Syria and Turkey met in Leeds.", "talks")


@pytest.mark.parametrize("day", ["Thursday", "Friday"])
def test_who_strikes_on_a_day_is_on_no_strike(day):
    assert not told(f"Warplanes flew over Idlib on {day}, striking two bridges.", "protest")
    assert told(f"Bakers in Lyon were on strike on {day}.", "protest")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels took control of the town of Hama after a battle.", "control.gain"),
        ("The army pushed back the rebels from two villages near Hama.", "control.gain"),
        ("Militants set off a bomb in Hama.", "bombing"),
        ("Artillery pounded Hama on Friday.", "shelling"),
        ("Gunmen shot two men in Hama.", "killing"),
        ("Thousands of people fled Hama and went to camps near Idlib.", "displacement"),
        ("The rebels gave up their weapons in Hama.", "surrender"),
    ],
)
def test_the_same_words_tell_of_war_in_a_text_about_it(text, kind):
    assert {c.status for c in told(text, kind)} & DONE


def test_marching_is_an_advance_only_on_something():
    assert told("Militants marched on Baghdad.", "advance")
    assert not told("Militants marched in Baghdad on Friday.", "advance")


def test_what_is_not_lost_is_no_loss():
    assert {c.status for c in told("The government has not lost control of Idlib.", "control.loss")} == {"denied"}


def test_ground_is_lost_in_a_part_of_a_place():
    (claim,) = told("Rebels lost ground in Aleppo.", "control.loss")
    assert claim.place is not None
    assert claim.place.extent == "part"


def test_rivals_in_an_election_attack_and_beat_each_other_with_words_and_votes():
    race = "The candidate led the polls before the Republican primary. Voters liked the debate."
    assert not told(f"{race} Smith attacked Jones in Ohio on Monday.", "attack")
    assert not told(f"{race} Smith held a rally in Ohio.", "protest")
    assert told(f"{race} Gunmen attacked a rally in Ohio, killing two people.", "attack")
