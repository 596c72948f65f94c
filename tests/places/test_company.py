"""A place that no gazetteer has is put near those named beside it, if these lie together; else it keeps no point."""

from khaldun.places.company import AROUND_KM
from khaldun.places.entry import distance


def _named(mentions, text, name):
    return next(m for m in mentions(text) if m.text == name)


def test_an_unknown_village_lies_near_the_towns_named_beside_it(mentions):
    text = "Syrian rebels entered [[Hayyan]] and [[Anadan]]. Jets then bombed the village of [[Qubbat Zarur]]."
    place = _named(mentions, text, "Qubbat Zarur").place
    assert place.id == "local:qubbat-zarur" and place.radius_km == AROUND_KM and place.country == "SY"
    assert distance(place.lat, place.lon, 36.30, 37.05) < 30


def test_where_the_places_beside_it_lie_far_apart_it_has_no_point(mentions):
    text = "Syrian jets bombed [[Palmyra]]. Later they flew over [[Qamishli]] and hit the village of [[Qubbat Zarur]]."
    assert _named(mentions, text, "Qubbat Zarur").place.lat is None


def test_where_most_of_the_text_speaks_of_elsewhere_it_has_no_point(mentions):
    text = (
        "Iraqi forces hold [[Ramadi]], [[Fallujah]], [[Hit]], [[Haditha]] and [[Mosul]]. Syrian rebels entered [[Hayyan]] and [[Anadan]]"
        " and the village of [[Qubbat Zarur]]."
    )
    assert _named(mentions, text, "Qubbat Zarur").place.lat is None


def test_one_place_beside_it_is_not_enough(mentions):
    assert (
        _named(mentions, "Syrian jets bombed [[Anadan]] and the village of [[Qubbat Zarur]].", "Qubbat Zarur").place.lat is None
    )


def test_what_the_text_puts_in_a_province_lies_there(mentions):
    text = "Rebels hold [[Hayyan]] and [[Anadan]]. Jets bombed [[Qubbat Zarur]], a village in [[Idlib]] province, Syria."
    place = _named(mentions, text, "Qubbat Zarur").place
    assert place.lat is None or distance(place.lat, place.lon, 35.8, 36.7) < 60


def test_a_river_is_not_put_near_the_towns_beside_it(mentions):
    text = "Syrian rebels entered [[Hayyan]] and [[Anadan]] and crossed the [[Zarur River]]."
    place = _named(mentions, text, "Zarur River").place
    assert place is None or place.lat is None
