"""Whole stage: text in, resolved places out. The engine's work is marked by hand in the text."""

from itertools import pairwise

import pytest

# (marked text, the name, id of the place it means)
MEANT = [
    # a city and the province of its name
    ("Shells fell on [[Homs]] overnight, as Syrian troops massed.", "Homs", "geonames:169577"),
    ("Clashes spread across [[Homs]] province as Syrian troops massed.", "Homs", "geonames:169575"),
    ("Syrian rebels withdrew from the province of [[Idlib]].", "Idlib", "geonames:169387"),
    ("Talks were held in [[Idlib]] city between Syrian factions.", "Idlib", "geonames:169389"),
    ("Oil fields in [[Deir ez-Zor]] province of Syria changed hands.", "Deir ez-Zor", "geonames:170792"),
    # spellings
    ("The road from [[Raqaa]] to Mosul was cut, the Iraqi and Syrian armies said.", "Raqaa", "geonames:172955"),
    ("Syrian soldiers entered [[al-Bukamal]].", "al-Bukamal", "geonames:174448"),
    ("Syrian soldiers are close to [[Deir Ezzor]].", "Deir Ezzor", "geonames:170794"),
    # names of several countries: the text, a container or a neighbour decides
    ("Libyan militias left [[Tripoli]] on Monday.", "Tripoli", "geonames:2210247"),
    ("The Lebanese army patrolled [[Tripoli]] and [[Beirut]].", "Tripoli", "geonames:266826"),
    ("A shop in [[Paris]], [[Texas]], was robbed.", "Paris", "geonames:4717560"),
    ("The president returned to [[Paris]] from [[Berlin]].", "Paris", "geonames:2988507"),
    ("Government forces held [[Rawa]], [[Iraq]], until dusk.", "Rawa", "geonames:92004"),
    ("[[Iraq]]'s [[Mosul]] lies in ruins.", "Mosul", "geonames:99072"),
    ("Talks in [[Geneva]] between the Syrian government and the US failed.", "Geneva", "geonames:2660646"),
    # countries and their abbreviations
    ("Officials in the [[U.S.]] declined to comment.", "U.S.", "geonames:6252001"),
    ("The [[UK]] sent jets.", "UK", "geonames:2635167"),
    ("A storm hit [[Albuquerque]], [[N.M.]], on Friday.", "N.M.", "geonames:5481136"),
    ("Lawmakers in [[Washington]], [[D.C.]], voted.", "D.C.", "geonames:4140963"),
    # a capital speaks for its government and stays a place
    ("[[Damascus]] said it would not negotiate.", "Damascus", "geonames:170654"),
    # rivers, roads, ranges, seas
    ("Syrian farmers fish in the muddy [[Euphrates]] River.", "Euphrates", "local:euphrates"),
    ("The convoy took the [[M20]] highway across Syria.", "M20", "local:m20"),
    ("Rebels hold the eastern [[Qalamoun]] mountains of Syria.", "Qalamoun", "local:qalamoun-mountains"),
]


@pytest.mark.parametrize(("marked", "name", "ident"), MEANT)
def test_a_name_means_the_place_that_the_text_speaks_of(mentions, marked, name, ident):
    found = {m.text: m for m in mentions(marked)}
    assert found[name].place is not None, found[name]
    assert found[name].place.id == ident, (found[name].place, found[name].candidates)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Troops entered the town of Hit in western [[Iraq]].", "Hit"),
        ("Troops entered <<Hit>>, a town of western [[Iraq]], after the town of Hit was shelled.", "Hit"),
        ("Fighting reached Anbar province, officials in [[Baghdad]] said.", "Anbar"),
        ("The Syrian army advanced towards Palmyra.", "Palmyra"),
        ("Iraqi jets bombed Fallujah again.", "Fallujah"),
        ("WASHINGTON (AP) — The senate voted.", "WASHINGTON"),
        ("US President Joe Bloggs spoke.", "US"),
        ("The <<EU>> imposed sanctions.", "EU"),
        ("The Damascus-based group spoke of Syrian losses.", "Damascus"),
    ],
)
def test_a_name_that_the_tagger_missed_is_found_by_the_words_around_it(mentions, marked, name):
    assert name in {m.text for m in mentions(marked) if not m.anaphor}


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("They hit the car on Friday. Hit again, it burned in [[Syria]].", "Hit"),
        ("The <<Bank of England>> kept its rate.", "England"),
        ("The <<Syrian Observatory for Human Rights>> reported it.", "Syrian"),
        ("Syrian and Iraqi officers met.", "Syrian"),
        ("The <<UN>> warned of famine in [[Yemen]].", "UN"),
        ("{{Jordan Smith}} spoke to reporters.", "Jordan"),
        ("{{Woody Marsh}} sang, and [[Marsh]] was applauded.", "Marsh"),
        ("[[Kurds]] in [[Syria]] protested.", "Kurds"),
        ("[[Zorbatron]] said it would sell more phones.", "Zorbatron"),
        ("The capital of the <<Islamic State>> fell.", "Islamic State"),
    ],
)
def test_what_is_no_place_is_not_told_as_one(mentions, marked, text):
    assert text not in {m.text for m in mentions(marked)}


@pytest.mark.parametrize(
    ("marked", "exact"),
    [
        ("Fighters left [[Anbar province]] for [[Syria]].", "Anbar"),
        ("They reached [[the Euphrates river]] in [[Syria]].", "Euphrates"),
        ("[[Syria’s]] war went on.", "Syria"),
        ("Soldiers stormed al-[[Qaim]] in [[Iraq]].", "al-Qaim"),
        ("Villages near [[Deir al-Zor]] in [[Syria]] burned.", "Deir al-Zor"),
        ("Shells hit Eastern [[Ghouta]] in [[Syria]].", "Eastern Ghouta"),
        ("A meeting in [[Montgomery County]], [[Iowa]].", "Montgomery County"),
    ],
)
def test_a_span_is_the_name_alone(mentions, marked, exact):
    assert exact in {m.text for m in mentions(marked)}


def test_a_name_of_no_gazetteer_is_a_place_by_name_where_it_is_put_as_one(mentions):
    found = [m for m in mentions("Syrian troops in [[Abu Kamal]] captured [[Hiri]]. [[Hiri]] was shelled.") if m.text == "Hiri"]
    assert [(m.place.id, m.place.lat) for m in found] == [("local:hiri", None)] * 2


def test_a_name_of_no_gazetteer_that_may_be_a_person_has_no_place(mentions):
    found = [m for m in mentions("Syrian troops in [[Abu Kamal]] wrote to [[Zorbatron]].") if m.text == "Zorbatron"]
    assert [m.place for m in found] == [None]


def test_a_small_namesake_in_a_country_of_which_nothing_is_said_is_not_believed(mentions):
    found = {
        m.text: m for m in mentions("Syrian rebels fought in [[Aleppo]], [[Idlib]] and [[Homs]]; the [[Oildale]] was hit.")
    }
    assert found["Oildale"].place is None and found["Oildale"].candidates


def test_half_a_name_is_made_whole(mentions):
    assert "Tell Shughayb" in {m.text for m in mentions("Syrian troops took [[Tell]] Shughayb near [[Aleppo]].")}
    assert "Bir Said" in {m.text for m in mentions("Syrian troops took Bir [[Said]] near [[Aleppo]].")}


def test_a_town_of_no_gazetteer_is_a_place_of_the_text_within_its_province(mentions):
    (found,) = [
        m
        for m in mentions("Rebels shelled the village of [[Qarnaz Tahtani]] in [[Idlib]] province, Syrian state media said.")
        if m.text.startswith("Qarnaz")
    ]
    assert found.place is not None and found.place.id == "local:qarnaz-tahtani"
    assert found.place.country == "SY" and found.place.radius_km is not None and found.place.radius_km > 20


def test_a_building_is_put_where_the_town_of_its_name_lies(mentions):
    found = {m.text: m.place for m in mentions("A bomb went off at the [[Manila Cathedral]] in [[Manila]].")}
    assert found["Manila Cathedral"].kind == "facility"
    assert abs(found["Manila Cathedral"].lat - found["Manila"].lat) < 0.1


def test_one_name_means_one_place_throughout_an_article(mentions):
    text = "[[Tripoli]] was calm. Libyan officials spoke of elections in [[Benghazi]]. In [[Tripoli]], shops opened."
    assert {m.place.id for m in mentions(text) if m.text == "Tripoli"} == {"geonames:2210247"}


def test_the_province_and_its_city_can_stand_in_one_article(mentions):
    text = "[[Homs]] was shelled. The governor of [[Homs]] province fled, Syrian television said."
    assert [m.place.kind for m in mentions(text) if m.text == "Homs"] == ["settlement", "province"]


def test_the_reasons_of_a_choice_can_be_read(mentions):
    (found,) = [m for m in mentions("[[Iraq]]'s [[Mosul]] was shelled.") if m.text == "Mosul"]
    assert "said to be in Iraq" in (found.reason or "")
    assert found.candidates[0].id == found.place.id and found.candidates[0].score >= found.candidates[-1].score


def test_mentions_are_in_order_and_do_not_overlap(mentions):
    found = [m for m in mentions("[[Homs]], [[Hama]] and [[Aleppo]] in [[Syria]]; the city of Aleppo fell.") if not m.anaphor]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_text_without_places_gives_none(mentions):
    assert mentions("Nothing happened.") == []
    assert mentions("") == []


def test_two_names_tagged_as_one_are_two_places(mentions):
    found = {m.text: m.place.id for m in mentions("Soldiers died in [[Ramadi and Fallujah]], the Iraqi army said.") if m.place}
    assert set(found) == {"Ramadi", "Fallujah"} and len(set(found.values())) == 2


def test_what_an_and_joins_stays_one_name_where_the_gazetteer_has_it(mentions):
    assert [m.text for m in mentions("Troops crossed [[Bosnia and Herzegovina]].")] == ["Bosnia and Herzegovina"]


def test_an_apposition_says_in_what_a_place_lies(mentions):
    found = {m.text: m.place for m in mentions("A bomb went off in [[Tripoli]], a port city in northern [[Lebanon]].")}
    assert found["Tripoli"].country == "LB"


def test_a_side_of_a_town_of_a_common_name_is_a_part_of_it_where_the_text_names_the_town(mentions):
    found = {m.text: m.place for m in mentions("Fires reached [[Western Sydney]], and [[Sydney]] was covered in smoke.")}
    assert found["Western Sydney"].within == found["Sydney"].id


def test_a_pair_that_has_a_land_s_name_in_it_is_left_as_it_is(mentions):
    assert "Palestine" not in {
        m.text for m in mentions("Iraqi police took the [[Domiz and Palestine]] districts of [[Mosul]].")
    }
