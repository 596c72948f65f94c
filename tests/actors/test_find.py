from __future__ import annotations

from datetime import date

import pytest

from khaldun import actors
from khaldun.knowledge import load
from khaldun.language.sentence import Engine
from tests.actors.make import place, reading, told


def test_a_name_and_what_is_said_of_it_later(engine: Engine) -> None:
    text = "Islamic State attacked the town on Friday. The militants burned two houses. The group left at night."
    assert told(engine, text) == [
        ("Islamic State", "islamic-state"),
        ("militants", "islamic-state"),
        ("group", "islamic-state"),
    ]


def test_the_army_is_the_one_of_the_land_in_play(engine: Engine) -> None:
    text = "The army entered Tikrit on Monday."
    assert ("army", "iraqi-army") in told(engine, text, places=[place(text, "Tikrit", "IQ")])
    assert ("army", "syrian-army") in told(engine, text, places=[place(text, "Tikrit", "SY")])


def test_the_army_is_nobody_s_where_no_land_is_in_play(engine: Engine) -> None:
    assert told(engine, "The army entered the village on Monday.") == [("army", "army")]


def test_rebels_are_the_opposition_of_the_land(engine: Engine) -> None:
    text = "Rebels shelled Aleppo while regime forces advanced."
    found = told(engine, text, places=[place(text, "Aleppo", "SY")])
    assert found == [("Rebels", "syrian-opposition"), ("regime forces", "syrian-forces")]


def test_a_leader_s_army_is_his_state_s(engine: Engine) -> None:
    assert ("Assad's army", "syrian-army") in told(engine, "Assad's army took the hill.")


def test_the_one_who_backs_is_not_the_actor(engine: Engine) -> None:
    found = told(engine, "US-backed rebels seized a village near Aleppo.")
    assert "united-states" not in {i for _, i in found}


def test_the_one_who_holds_is_the_actor(engine: Engine) -> None:
    assert ("ISIS", "islamic-state") in told(engine, "Troops shelled the ISIS-held town of Hit.")


def test_a_capital_that_speaks_is_its_government(engine: Engine) -> None:
    assert ("Damascus", "syria") in told(engine, "Damascus accused the rebels of a breach.")


def test_a_capital_that_is_only_a_place_is_none(engine: Engine) -> None:
    assert "syria" not in {i for _, i in told(engine, "The convoy drove to Damascus.")}


def test_a_name_beside_the_phrase_says_who_is_meant(engine: Engine) -> None:
    found = told(engine, "The government's ally Hezbollah sent men from Lebanon to Syria.")
    assert {i for t, i in found if "ally" in t} == {"hezbollah"}


def test_an_unknown_brigade_becomes_a_local_actor(engine: Engine) -> None:
    assert ("Green Valley Brigade", "green-valley-brigade") in told(
        engine, "Fighters of the Green Valley Brigade left the village."
    )


def test_an_abbreviation_of_another_land_is_not_taken(engine: Engine) -> None:
    text = "The AA meeting was held in Stockholm."
    assert "arakan-army" not in {i for _, i in told(engine, text)}


def test_they_are_those_who_were_the_subject(engine: Engine) -> None:
    text = "Islamic State fighters stormed the hill before the army could arrive. They burned the fields."
    found = actors.find(reading(engine, text, day=date(2015, 5, 1)), [place(text, "hill", "SY")], load())
    they = next(m for m in found if m.text == "They")
    assert they.anaphor
    assert they.actor is not None
    assert they.actor.id == "islamic-state"


@pytest.mark.parametrize(
    ("text", "person", "private"),
    [
        ("“We fled at night,” said Layla Haddad, 31, in a shelter near the border.", "Layla Haddad", True),
        ("The governor, Omar Haddad, said the road was open.", "Omar Haddad", False),
        ("Colonel Omar Haddad said the road was open.", "Colonel Omar Haddad", False),
        ("Omar Haddad, spokesman of the army, said the road was open.", "Omar Haddad", False),
    ],
)
def test_who_is_a_private_person(engine: Engine, text: str, person: str, private: bool) -> None:
    found = actors.find(reading(engine, text), (), load())
    assert [m.private for m in found if m.type == "person" and m.text == person] == [private]


def test_a_place_that_the_engine_takes_for_a_person_is_none(engine: Engine) -> None:
    text = "Deir al-Zor\n\nDeir al-Zor fell in November."
    places = [place(text, "Deir al-Zor", "SY")]
    found = actors.find(reading(engine, text), places, load())
    assert not [m for m in found if m.type == "person" and m.start == 0]


def test_mentions_stand_where_they_say(engine: Engine) -> None:
    text = "Turkish warplanes struck the town. The Syrian Observatory for Human Rights said they killed six civilians."
    for mention in actors.find(reading(engine, text), (), load()):
        assert text[mention.start : mention.end] == mention.text


def test_what_a_state_does_is_done_by_its_forces(engine: Engine) -> None:
    found = told(engine, "Russian airstrikes destroyed a bakery. Turkish shelling went on at night.")
    assert found[0] == ("Russian", "russian-air-force")
    assert ("Turkish", "turkish-forces") in found


def test_a_country_that_only_lies_there_is_no_actor(engine: Engine) -> None:
    assert "turkey" not in {i for _, i in told(engine, "Turkey borders the province.")}


def test_a_dateline_is_no_actor(engine: Engine) -> None:
    assert told(engine, "KHARTOUM - Gunmen attacked a convoy.")[0] == ("Gunmen", "gunmen")


def test_fighters_of_a_country_are_not_its_army(engine: Engine) -> None:
    assert ("Syrian fighters", "syrian-fighters") in told(engine, "Turkey sent Syrian fighters to the front.")


def test_a_last_name_again_is_the_same_person(engine: Engine) -> None:
    text = "Governor Omar Haddad spoke on Monday. Haddad said the road was open."
    found = [m for m in actors.find(reading(engine, text), (), load()) if m.type == "person"]
    assert [(m.text, m.role) for m in found] == [("Governor Omar Haddad", "Governor"), ("Haddad", "Governor")]


def test_an_office_of_one_does_not_make_another_of_that_name_public(engine: Engine) -> None:
    text = "Governor Omar Haddad spoke. “We fled,” said Layla Haddad, 31, in a shelter."
    found = {m.text: m.private for m in actors.find(reading(engine, text), (), load()) if m.type == "person"}
    assert found == {"Governor Omar Haddad": False, "Layla Haddad": True}


def test_plain_words_of_another_war_mean_nobody_there(engine: Engine) -> None:
    text = "Resistance fighters left Aleppo on Monday."
    assert "peoples-defence-force" not in {i for _, i in told(engine, text, places=[place(text, "Aleppo", "SY")])}


def test_the_army_in_capitals_is_no_name(engine: Engine) -> None:
    text = "The Army retreated to Aleppo."
    assert ("Army", "syrian-army") in told(engine, text, places=[place(text, "Aleppo", "SY")])


def test_the_observatory_is_the_one_named_before(engine: Engine) -> None:
    text = "The Syrian Observatory for Human Rights said ten men died. Later the observatory said it was twelve."
    assert ("observatory", "syrian-observatory-for-human-rights") in told(engine, text)


def test_names_coordinated_before_a_phrase_stand_by_themselves(engine: Engine) -> None:
    found = told(engine, "Ahrar al-Sham and Nusra Front fighters stormed the hill.")
    assert found == [("Ahrar al-Sham", "ahrar-al-sham"), ("Nusra Front fighters", "nusra-front")]


def test_plain_words_with_capitals_are_nobody_s_name(engine: Engine) -> None:
    read = reading(engine, "The Army entered the village on Monday. The Allied Forces withdrew.")
    names = [m.actor.name for m in actors.find(read, (), load()) if m.actor is not None and not m.anaphor]
    assert names == ["army", "allied forces"]


def test_those_allied_with_the_one_just_named_are_on_his_side(engine: Engine) -> None:
    text = "The YPG and allied forces captured Sarrin."
    assert ("allied forces", "peoples-protection-units") in told(engine, text, places=[place(text, "Sarrin", "SY")])


def test_an_alliance_is_the_one_whose_members_it_has(engine: Engine) -> None:
    text = "An alliance of Islamist rebels captured Ariha."
    assert ("alliance", "syrian-opposition") in told(engine, text, places=[place(text, "Ariha", "SY")])


def test_a_body_is_the_one_it_is_mainly_of_or_led_by(engine: Engine) -> None:
    found = told(engine, "Resistance fighters, mainly from the Islamic Front, took the hill.")
    assert ("Resistance fighters", "islamic-front") in found
    assert ("Insurgents", "islamic-state") in told(engine, "Insurgents led by Islamic State overran the base.")


def test_a_name_that_many_lands_have_needs_its_land(engine: Engine) -> None:
    text = "The Republican Guard held the base near Dhamar."
    assert "syrian-republican-guard" not in {i for _, i in told(engine, text, places=[place(text, "Dhamar", "YE")])}
    assert "syrian-republican-guard" in {i for _, i in told(engine, text, places=[place(text, "Dhamar", "SY")])}


def test_insurgents_in_iraq_go_by_their_days(engine: Engine) -> None:
    text = "Insurgents overran Baiji."
    where = [place(text, "Baiji", "IQ")]
    assert told(engine, text, places=where, day=date(2014, 6, 12)) == [("Insurgents", "islamic-state-led-insurgents")]
    assert told(engine, text, places=where, day=date(2006, 6, 12)) == [("Insurgents", "iraqi-insurgents")]


def test_two_adjectives_before_one_body_are_two_bodies(engine: Engine) -> None:
    found = told(engine, "Turkish and rebel forces captured Qabasin.", places=())
    assert ("Turkish", "turkish-forces") in found
    assert ("Syrian", "syrian-forces") in told(engine, "Syrian and Russian forces took Yabroud.")
    text = "Iraqi and Kurdish forces entered Bashiqa."
    found = told(engine, text, places=[place(text, "Bashiqa", "IQ")])
    assert found == [("Iraqi", "iraqi-forces"), ("Kurdish forces", "peshmerga")]


def test_its_units_are_those_of_the_one_meant(engine: Engine) -> None:
    text = "The SDF entered Tabqa and its units captured the dam."
    found = told(engine, text, places=[place(text, "Tabqa", "SY")])
    assert ("units", "syrian-democratic-forces") in found


def test_the_troops_of_who_speaks_are_his_wherever_they_stand(engine: Engine) -> None:
    text = "Moscow said its troops had left Izmivka."
    assert ("troops", "russian-forces") in told(engine, text, places=[place(text, "Izmivka", "UA")])


def test_a_town_in_an_actor_s_name_puts_no_land_in_play(engine: Engine) -> None:
    text = "Sana news agency said the army entered Morek."
    found = told(engine, text, places=[place(text, "Sana", "YE"), place(text, "Morek", "SY")])
    assert ("army", "syrian-army") in found


def test_a_unit_of_a_hospital_is_no_force(engine: Engine) -> None:
    assert told(engine, "The kidney transplant unit was moved to the basement.") == []


def test_a_spokesman_of_a_body_with_a_hyphen_is_a_person(engine: Engine) -> None:
    found = actors.find(reading(engine, "The CJTF-OIR spokesman said the strike hit a depot."), (), load())
    assert "CJTF-OIR spokesman" in {m.text for m in found if m.type == "person"}


def test_who_is_backed_by_others_is_the_actor(engine: Engine) -> None:
    found = told(engine, "Iraqi forces backed by Shia militias entered Baiji.")
    assert ("Iraqi forces", "iraqi-forces") in found


def test_a_land_across_the_border_is_not_in_play(engine: Engine) -> None:
    text = "Militants denied that the army had entered Azaouar near the Norwegian border."
    assert ("army", "army") in told(engine, text)
    text = "The army entered Azaouar near the border with Algeria."
    assert ("army", "malian-forces") in told(engine, text, places=[place(text, "Azaouar", "ML")])


def test_the_land_of_an_onlooker_is_not_in_play(engine: Engine) -> None:
    assert ("Rebels", "rebels") in told(engine, "Rebels entered the town on Monday, a Norwegian diplomat said.")
    text = "A Norwegian diplomat said rebels had entered Sebha."
    assert ("rebels", "libyan-rebels") in told(engine, text, places=[place(text, "Sebha", "LY")])


def test_his_fighters_are_those_of_the_leader_named_before(engine: Engine) -> None:
    assert ("fighters", "libyan-national-army") in told(engine, "General Haftar said his fighters had entered Sebha.")
    assert ("troops", "hezbollah") in told(engine, "Hassan Nasrallah spoke on Friday. His troops left the hills at night.")


def test_his_fighters_are_nobody_s_where_another_may_be_meant(engine: Engine) -> None:
    found = told(engine, "Hassan Nasrallah spoke on Friday. A commander said his fighters had left the hills.")
    assert ("fighters", "fighters") in found


def test_who_speaks_behind_a_comma_names_no_allies(engine: Engine) -> None:
    found = told(engine, "Sarmin was taken by the Nusra Front and its allies, the Syrian Observatory said.")
    assert ("allies", "allies") in found


def masked(engine: Engine, text: str) -> set[str]:
    found = actors.find(reading(engine, text), (), load())
    return {m.text for m in found if m.type == "person" and m.private}


def test_a_word_makes_private_whom_it_stands_nearest_to(engine: Engine) -> None:
    assert masked(engine, "Hosna Jabr, a mother of four, met Karim Tahan in Oslo.") == {"Hosna Jabr"}
    assert masked(engine, "Layla Haddad, wife of commander Omar Saleh, left.") == {"Layla Haddad"}


def test_a_single_name_is_private_by_an_aside_or_an_age(engine: Engine) -> None:
    assert masked(engine, "Layla, a farmer, left the village.") == {"Layla"}
    assert masked(engine, '"They shot at us," said Karim, 31.') == {"Karim"}


def test_a_people_is_no_private_person(engine: Engine) -> None:
    assert masked(engine, "Chechens fled the valley. Chechens were killed there.") == set()


def test_a_known_leader_is_not_masked(engine: Engine) -> None:
    assert masked(engine, "Izzat Ibrahim al-Douri, 72, was killed near Tikrit.") == set()


def test_who_runs_a_shelter_stays_private(engine: Engine) -> None:
    assert masked(engine, "Maryam Yusuf, who runs a shelter, said families had fled.") == {"Maryam Yusuf"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Iran's Security Council condemned the raid.", None),
        ("Thursday's United Nations Security Council session condemned the raid.", "un-security-council"),
        ("The town's UNICEF office condemned the raid.", "unicef"),
        ("Syria's White Helmets condemned the raid.", "white-helmets"),
    ],
)
def test_a_land_has_a_security_council_of_its_own(engine: Engine, text: str, name: str | None) -> None:
    known = {i for _, i in told(engine, text)}
    assert name in known if name else "un-security-council" not in known
