import pytest

from khaldun.places import relative
from khaldun.places.entry import distance
from khaldun.places.relative import way


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [
        ("an ambush 70km east of Palmyra", 90, 70), ("about 30 km from Palmyra", None, 30), ("some 20 miles north-west of Palmyra", 315, 32.2),
        ("10 km (6 to 7 miles) south of Palmyra", 180, 10), ("northwest of Palmyra", 315, None), ("just to the south of the city of Palmyra", 180, None),
        ("outside Palmyra", None, None), ("on the northern outskirts of Palmyra", None, None), ("near the desert town of Palmyra", None, None),
        ("two kilometres from Palmyra", None, 2), ("500 metres west of Palmyra", 270, 0.5), ("10-15 km west of Palmyra", 270, 12.5), ("15 kilometers to the northeast of Palmyra", 45, 15),
        ("outside the IS-held Euphrates river town of Palmyra", None, None),
    ],
)  # fmt: skip
def test_a_way_is_read_before_a_name(text, bearing, km):
    told = way(text, text.index("Palmyra"))
    assert told is not None and (told.bearing, told.km) == (bearing, km)


@pytest.mark.parametrize(
    "text", ["They took Palmyra", "close to relieving the city of Palmyra", "the fall of Palmyra", "to the west, Palmyra"]
)
def test_other_words_before_a_name_are_no_way(text):
    assert way(text, text.index("Palmyra")) is None


def derived(mentions, read, text):
    return relative(read(text), mentions(text))


def test_the_point_is_reckoned_from_the_named_place(mentions, read):
    text = "Syrian troops were ambushed 70km east of [[Palmyra]]."
    (found,) = derived(mentions, read, text)
    assert found.text == "70km east of Palmyra" and found.place.relation.of == "geonames:163808"
    assert distance(found.place.lat, found.place.lon, 34.562, 38.284) == pytest.approx(70, abs=1)
    assert found.place.lon > 39 and found.place.radius_km < 25 and found.place.id == "local:70km-east-of-palmyra"


def test_without_a_bearing_the_distance_is_the_radius(mentions, read):
    (found,) = derived(mentions, read, "Syrian troops are about 30km from [[Abu Kamal]].")
    assert found.place.radius_km >= 30 and found.place.lat == pytest.approx(34.452, abs=0.01)


def test_between_two_towns_is_half_way(mentions, read):
    (found,) = derived(mentions, read, "Syrian rebels cut the road between [[Homs]] and [[Hama]].")
    assert found.text == "between Homs and Hama" and 34.7 < found.place.lat < 35.15


def test_a_way_that_tells_where_another_name_lies_is_no_place_of_its_own(mentions, read):
    assert derived(mentions, read, "Syrian troops took [[Al-Sukhna]], 70km east of [[Palmyra]].") == []


def test_a_way_from_a_country_says_too_little(mentions, read):
    assert derived(mentions, read, "Ships sailed north of [[Libya]].") == []


def test_an_unknown_name_is_put_where_the_text_says_it_lies(mentions):
    text = "Syrian troops reached [[Hiri]], 10km south of [[Abu Kamal]]. [[Hiri]] was empty."
    places = [m.place for m in mentions(text) if m.text == "Hiri"]
    assert len(places) == 2 and {p.id for p in places} == {"local:hiri"}
    assert distance(places[0].lat, places[0].lon, 34.452, 40.919) == pytest.approx(10, abs=1)
