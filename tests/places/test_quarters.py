import pytest

from khaldun.places.choose import Name
from khaldun.places.quarters import quarter


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        ("The army holds the Nahda and Wahda districts in the west of the city.", "Nahda", True),
        ("The army holds the Nahda and Wahda districts in the west of the city.", "Wahda", True),
        ("Militants held the northern district of Nahda.", "Nahda", True),
        ("Militants held the Nahda neighbourhood.", "Nahda", True),
        ("Militants held the city's Nahda district.", "Nahda", True),
        ("Militants held Nahda district.", "Nahda", False),
        ("Militants held Nahda in the west of the city.", "Nahda", False),
    ],
)
def test_a_part_of_a_city_is_told_by_the_words_around_it(text, name, part):
    start = text.index(name)
    assert quarter(text, Name(start, start + len(name), name)) is part


def test_a_namesake_far_away_is_not_the_district_of_the_city(mentions):
    marked = "Iraqi troops entered [[Tikrit]]. Militants held the northern district of [[Qadisiya]]."
    tikrit, found = [m.place for m in mentions(marked) if not m.anaphor]
    assert (found.name, found.lat, found.lon) == ("Qadisiya", tikrit.lat, tikrit.lon)


def test_a_side_of_a_town_in_its_name_is_a_part_of_the_town(mentions):
    found = {m.text: m for m in mentions("Bombs fell on [[South Khartoum]] again, Sudanese doctors said.")}
    place = found["South Khartoum"].place
    assert place is not None
    assert (place.id, place.kind, place.country) == ("local:south-khartoum", "district", "SD")
    assert place.lat == pytest.approx(15.55, abs=0.1)


def test_a_side_of_nothing_is_no_part_of_a_namesake(mentions):
    (found,) = [m for m in mentions("It was quiet in the [[South Side]] of the city.") if not m.anaphor]
    assert found.place.lat is None
