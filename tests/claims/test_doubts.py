"""What a text asks, speaks against or takes back is no fact: our own sentences, read with the engine that comes along."""

import pytest

from tests.claims.test_events import told


@pytest.mark.parametrize(
    ("kind", "status", "text"),
    [
        ("control.gain", "hypothetical", "Did the army retake Palmyra?"),
        ("control.loss", "hypothetical", "Has Islamic State lost control of Mosul?"),
        ("control.hold", "hypothetical", "Is Aleppo still held by the rebels?"),
        ("control.gain", "hypothetical", "Who captured Raqqa?"),
        ("control.gain", "happened", "Will the army, which seized Palmyra on Sunday, move on to Raqqa?"),
        ("control.gain", "happened", "The rebels captured Idlib, but who will govern the city?"),
        ("control.gain", "denied", "No one has captured Mosul."),
        ("control.gain", "denied", "None of the groups has captured Mosul."),
        ("control.gain", "denied", "Neither side has captured Mosul."),
        ("control.hold", "denied", "Neither the army nor the rebels control Aleppo."),
        ("accusation", "denied", "No group has claimed responsibility for the bombing in Baghdad."),
        ("killing", "happened", "No fewer than 20 people were killed in Aleppo."),
        ("control.loss", "denied", "The ministry denied reports that Palmyra had fallen."),
        ("control.gain", "denied", "Officials dismissed claims that Islamic State had seized Ramadi."),
        ("control.loss", "denied", "The government rejected reports of the fall of Ramadi."),
        ("control.loss", "hypothetical", "The army did not deny reports that Palmyra had fallen."),
        ("control.loss", "denied", "Reports of the fall of Ramadi are untrue."),
        ("control.gain", "denied", "Reports of the capture of Ramadi were false."),
        ("control.gain", "denied", "The claim to have captured Palmyra is false."),
        ("control.loss", "denied", "Contrary to reports of the fall of Aleppo, the rebels still hold the city."),
        ("control.loss", "denied", "Contrary to reports, Aleppo has not fallen."),
        ("control.gain", "denied", "Government forces have yet to retake Raqqa."),
        ("control.gain", "denied", "The army has still to retake Mosul."),
        ("control.gain", "denied", "The army is yet to capture Idlib."),
        ("control.gain", "denied", "State media falsely reported that the army had retaken Idlib."),
        ("control.gain", "hypothetical", "Few believe that the army has retaken Raqqa."),
        ("control.gain", "hypothetical", "Islamic State wants the world to believe that it has captured Ramadi."),
        ("control.gain", "hypothetical", "The regime would have the public believe that it has retaken Aleppo."),
        ("control.gain", "denied", "The rebels were unsuccessful in their attempts to capture Hama."),
        ("control.gain", "denied", "Government troops failed in their bid to retake Idlib."),
        ("control.gain", "denied", "Unsuccessful attempts to capture Hama cost the rebels dozens of men."),
        ("control.gain", "hypothetical", "A false claim that the army had captured Idlib spread online."),
        ("control.gain", "denied", "A report that rebels had captured Hama was denied by the army."),
        ("control.gain", "denied", "Rebel attempts to seize Hama failed."),
        ("control.gain", "denied", "The attempt to capture Idlib was unsuccessful."),
        ("bombing", "happened", "The government dismissed the report on the bombing of Idlib."),
        ("control.gain", "happened", "Activists believe the army has retaken Palmyra."),
    ],
)
def test_what_is_asked_or_spoken_against(kind, status, text):
    assert [c.status for c in told(text, kind)] == [status]


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2016, "The army has held Palmyra since March 2016."),
        (2015, "Rebels have controlled Idlib since 2015."),
    ],
)
def test_what_has_been_held_since_a_day_goes_on(year, text):
    (claim,) = told(text, "control.hold")
    assert (claim.status, claim.when.start.year) == ("ongoing", year)


@pytest.mark.parametrize(
    ("kept", "text"),
    [
        ("Russian forces", "Ukrainian forces prevented Russian troops from capturing Kharkiv."),
        ("Islamic State", "The army stopped Islamic State from seizing Palmyra."),
        ("Russian forces", "Russian troops were prevented from capturing Kharkiv."),
    ],
)
def test_who_is_kept_from_a_town_has_not_taken_it(kept, text):
    (claim,) = told(text, "control.gain")
    assert (claim.status, [a.name for a in claim.actors]) == ("denied", [kept])


def test_who_is_struck_kills_nobody():
    (claim,) = told("Houthi-held Hodeidah was hit by air strikes, killing 12 people.", "killing")
    assert claim.actors == ()


def test_an_accord_in_a_government_s_name_is_no_agreement():
    text = "The Government of National Accord captured Sirte."
    assert told(text, "agreement") == []
    assert [[a.name for a in c.actors] for c in told(text, "control.gain")] == [["Government of National Accord"]]


def test_a_command_that_is_seized_is_nobody_arrested():
    assert told("The junta's command in Lashio was seized.", "arrest") == []
