from khaldun.knowledge import load
from khaldun.places.cues import cues
from khaldun.places.facts import facts


def told(span, gazetteer):
    return facts(span, gazetteer, cues(load()))


def test_a_country_is_known_and_plain_whoever_bears_its_name(gazetteer):
    found = told("Iraq", gazetteer)
    assert found.known and found.nation and found.plain_person and found.plain_body and found.country == "IQ"


def test_a_large_town_is_plain_for_a_body_and_not_for_a_person(gazetteer):
    found = told("Mosul", gazetteer)
    assert found.plain_body and not found.plain_person and found.settled


def test_a_people_is_no_place(gazetteer):
    assert told("Iraqis", gazetteer).never
    assert not told("Philippines", gazetteer).never


def test_first_halves_of_names_and_words_that_numbers_follow_are_not_settled(gazetteer):
    assert not told("Tell", gazetteer).settled
    assert not told("Hill", gazetteer).settled


def test_words_of_kind_alone_are_generic(gazetteer):
    assert told("International Airport", gazetteer).generic
    assert not told("Rawa Airport", gazetteer).generic
