"""Where an event is put: sentences read by the engine that comes along, and the words of the place that its claim names."""

from __future__ import annotations

import pytest

from khaldun.claims import read, voices
from khaldun.knowledge import load
from khaldun.model import Article, Claim, Source
from khaldun.run.extract import Tools, mentions_of, read_sentences

TOOLS = Tools.load(load())


def claims(text: str) -> list[Claim]:
    reading = read_sentences(Article("a", Source("a.txt", "0"), text), TOOLS.engine)
    mentions = mentions_of(reading, TOOLS)
    return list(read(reading, mentions, voices.find(reading, mentions, TOOLS.knowledge), TOOLS.knowledge))


def places(text: str, trigger: str) -> set[str]:
    return {c.place.text for c in claims(text) if c.trigger.text == trigger and c.place is not None}


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # The most closely told place of a chain.
        ("Two guards were killed in the town of Rawa, in the desert province of Anbar.", "killed", {"Rawa"}),
        ("Gunmen shot dead a judge in Iraq's northern city of Mosul.", "shot dead", {"Mosul"}),
        ("Rebels launched an offensive in the Hanano district of Aleppo.", "offensive", {"Hanano"}),
        ("Gunmen shot a teacher in the northern Baghdad neighbourhood of Adhamiya.", "shot", {"Adhamiya"}),
        ("Rebels attacked the Rasafa district near the airport of Damascus.", "attacked", {"Rasafa"}),
        (
            "He was arrested in the village of Qasr, some 35 kilometres (22 miles) outside the eastern city of Benghazi.",
            "arrested",
            {"Qasr"},
        ),
        ("The army will enter Rawa once the old town of Anah is free.", "enter", {"Rawa"}),
        # Where who governs sits, and where a bus or a plane goes, nothing is done.
        ("Thousands marched in Barcelona against plans by the government in Madrid.", "marched", {"Barcelona"}),
        ("Hijackers seized a plane to Nairobi over Juba.", "seized", {"Juba"}),
        ("Militants attacked a convoy to Goma.", "attacked", set()),
        ("Israel shot down a drone launched from Gaza.", "shot down", set()),
        ("Gunmen attacked envoys of the government in Tripoli near Gharyan.", "attacked", {"Gharyan"}),
        ("Rebels ambushed soldiers of the junta in Bamako near Kidal.", "ambushed", {"Kidal"}),
        # The place on a way goes before its ends, which are told where they stand alone.
        ("Villagers blocked the Abuja-Kaduna highway near Rijana.", "blocked", {"Rijana"}),
        ("Bandits ambushed traders along the Gusau-Funtua road near Tsafe.", "ambushed", {"Tsafe"}),
        ("Rebels attacked a convoy on the road between Homs and Hama near Rastan.", "attacked", {"Rastan"}),
        ("Police clashed with gunmen on the road from Homs to Hama near Rastan.", "clashed", {"Rastan"}),
        ("Rebels attacked a convoy on the road between Homs and Hama.", "attacked", {"Homs", "Hama"}),
        ("Rebels shelled the town of Rawa near Anah.", "shelled", {"Rawa"}),
        # Where those are at home whom something befalls elsewhere.
        ("Supporters of the party in Quetta were attacked in Mastung.", "attacked", {"Mastung"}),
        ("Students of the university in Garissa were attacked in Nairobi.", "attacked", {"Nairobi"}),
        ("Villagers of a hamlet in Rawa were attacked near Anah.", "attacked", {"Anah"}),
        ("Supporters of the party in Quetta were attacked on Monday.", "attacked", {"Quetta"}),
        ("Members of a family in Rawa were attacked in Anbar province.", "attacked", {"Rawa"}),
        # From house to house is no way to anywhere.
        ("The rebels went door to door in Kobani, shooting civilians.", "shooting", {"Kobani"}),
        ("Soldiers went house to house in Bentiu, executing men who hid.", "executing", {"Bentiu"}),
        ("Police moved from house to house in Bor, arresting residents.", "arresting", {"Bor"}),
        ("Troops marched from Hit to Rawa, burning crops.", "burning", {"Rawa"}),
        # A community has the name of its place, unless its people are meant.
        ("Gunmen killed four people in Mararaba community of Zamfara.", "killed", {"Mararaba"}),
        ("Bandits attacked Zurmi community in Zamfara state.", "attacked", {"Zurmi"}),
        ("Members of the Sudanese community protested in Cairo.", "protested", {"Cairo"}),
        # What is to be done elsewhere is only protested against.
        ("Farmers protested against a treaty that is due to take place in Paris.", "protested", set()),
        ("Protesters rallied against a summit to be held in Geneva.", "rallied", set()),
        ("Miners protested in Lima against a law that was passed in Cusco.", "protested", {"Lima"}),
        ("Miners protested against low wages in Lima.", "protested", {"Lima"}),
        # What bears a land's name does not lie there.
        ("Jets struck the Islamic State of Iraq near Raqqa.", "struck", {"Raqqa"}),
        # From the clause of the purpose, and for the outcome from the clause of the deed.
        ("The army launched an assault to recapture the town of Sukhna.", "assault", {"Sukhna"}),
        ("Jets bombed the city of Idlib, killing nine people.", "killing", {"Idlib"}),
        ("Three soldiers were killed when their truck hit a mine near Palmyra.", "killed", {"Palmyra"}),
        # Neither whose, nor who tells, nor who does it.
        ("According to a reporter in Damascus, gunmen killed two teachers in Homs.", "killed", {"Homs"}),
        ("Russia launched an operation in Syria.", "operation", {"Syria"}),
        ("Four men were killed in a US airstrike in Yemen.", "killed", {"Yemen"}),
        (
            "Rescuers dug through the rubble after the bombings of two embassies in Nairobi and Lagos.",
            "bombings",
            {"Nairobi", "Lagos"},
        ),
        ("Petty Officer Martin Hale, 42, of Woodbridge, died on Thursday in northern Syria.", "died", {"Syria"}),
        ("The pair were found in Salisbury after an attack that London has blamed on Russia.", "attack", {"Salisbury"}),
        ("Fighters spoke of the campaign by Turkey to seize the town of Afrin.", "campaign", {"Afrin"}),
        ("Warplanes of France and Canada bombed a depot in the Iraqi province of Muthanna.", "bombed", {"Muthanna"}),
        ("Rebels shelled the town of Juba on Sunday, killing nine, relief officials in Nairobi said.", "killing", {"Juba"}),
        # What is answered is another deed.
        ("In retaliation for the raid on Hit, fighters attacked a checkpoint in Rawa.", "attacked", {"Rawa"}),
        ("A man was arrested in connection with last year's blasts in Kenya and Tanzania.", "arrested", set()),
        # An owner holds what it owns; a district may be a part of a town.
        ("The soldiers were patrolling Yala's Raman district when they were ambushed.", "patrolling", {"Raman"}),
        (
            "Rebel groups shelled Aleppo's district of Salah al-Din and the village of Bayada.",
            "shelled",
            {"Salah al-Din", "Bayada"},
        ),
        ("The army launched an offensive to seize the Bani Zaid district of Aleppo.", "offensive", {"Bani Zaid"}),
        # Of what a verb shares with another and its own words, its own.
        ("On Monday in eastern Homs, the army began an offensive to retake the town of Palmyra.", "offensive", {"Palmyra"}),
        ("Jets struck northern Hama on Sunday, targeting posts near the town of Kafr Zita.", "targeting", {"Kafr Zita"}),
        ("A commander of ISIS in Raqqa province was killed by an air strike near the town of Tabqa.", "killed", {"Tabqa"}),
        # The owner of a province is passed over; a sea's coast is no nearer than the province on it; villages lie in their district.
        (
            "A shepherd was killed when a shell burst near the town of Sinuni in Iraq's Nineveh province.",
            "killed",
            {"Sinuni"},
        ),
        ("A mine went off in Tunisia's Kasserine province near the border, wounding three.", "wounding", {"Kasserine"}),
        ("Two men were killed in the Kajaki district villages of Sangin and Musa Qala.", "killed", {"Sangin", "Musa Qala"}),
        # Where men or shells come from is another place.
        ("Three men from Hit district were killed in Rawa on Friday.", "killed", {"Rawa"}),
        ("Nine people were killed by shells from Hit near the town of Rawa.", "killed", {"Rawa"}),
        ("Thousands marched near Pakistan's parliament in Islamabad.", "marched", {"Islamabad"}),
        # By a site that no gazetteer knows, in the town that it is in.
        ("Some 400 workers protested outside the Golden Gate Roundabout in Baquba.", "protested", {"Baquba"}),
    ],
)
def test_an_event_is_put_where_its_sentence_says(text: str, trigger: str, wanted: set[str]) -> None:
    assert places(text, trigger) == wanted


def test_a_way_from_a_town_keeps_its_bearing() -> None:
    (place,) = [c.place for c in claims("Police arrested the smugglers on a road east of Raqqa.") if c.kind == "arrest"]
    assert place is not None and place.relation is not None
    assert (place.text, place.relation.bearing) == ("Raqqa", 90.0)


def test_what_is_taken_is_not_the_town_that_it_lies_by() -> None:
    told = claims("The army captured three villages east of Raqqa.")
    assert not any(c.kind == "control.gain" and c.place is not None and c.place.name == "Raqqa" for c in told)


def test_a_dateline_of_town_and_country_is_no_place_of_an_event() -> None:
    assert places("Qamishli, Syria    Gunmen killed two people.", "killed") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Japan captured the two islands from Korea.",
        "The high ground was seized by Israel from Syria.",
        "The area was taken from Lebanon in the 1967 Middle East war.",
        "The troops captured the base on Friday, and the rebels retreated to Saraqib.",
    ],
)
def test_who_takes_or_loses_it_or_what_comes_after_is_not_what_is_taken(text: str) -> None:
    assert not [c for c in claims(text) if c.kind == "control.gain" and c.place is not None]


def test_wide_land_lies_in_no_country_of_an_ally() -> None:
    text = "War goes on in Syria. Aided by Iran and militias, including Lebanon's Hezbollah, the army captured swathes of the desert."
    assert {c.place.name for c in claims(text) if c.kind == "control.gain" and c.place is not None} == {"Syria"}
