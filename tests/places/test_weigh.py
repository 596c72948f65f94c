from khaldun.places.entry import Entry
from khaldun.places.gazetteer import Hit
from khaldun.places.weigh import Case, Context, nearest


def town(ident, lat, lon, country, population=10_000):
    return Entry(ident, ident, "settlement", lat, lon, country, None, population, 2.0)


HERE, ABROAD = town("local:here", 34.0, 42.0, "IQ"), town("local:abroad", 50.0, 8.0, "DE", 20_000)


def weighed(context, *hits, kind=None, parents=()):
    case = Case.of("rawa", kind, tuple(Hit(h, 0) for h in hits), parents, frozenset())
    case.weigh(context, sum(context.countries.values()))
    return case.scored(5)


def test_of_two_towns_the_larger_one_is_best_where_the_article_says_nothing():
    assert [s.hit.entry for s in weighed(Context(), HERE, ABROAD)] == [ABROAD, HERE]


def test_a_country_that_the_text_speaks_of_weighs_more_and_says_so():
    best, other = weighed(Context({"IQ": 1.0}), HERE, ABROAD)
    assert best.hit.entry == HERE
    assert "the text speaks of IQ" in best.reasons
    assert other.reasons == ("population 20000",)


def test_a_name_does_not_speak_for_itself():
    (found,) = weighed(Context({"IQ": 1.0}, own={"rawa": ("IQ", 1.0)}), HERE)
    assert found.reasons == ("population 10000",)


def test_reasons_are_given_for_those_that_are_shown():
    case = Case.of("rawa", None, (Hit(HERE, 0), Hit(ABROAD, 0)), (), frozenset())
    case.weigh(Context(), 0.0)
    assert [bool(s.reasons) for s in case.scored(1)] == [True, False]


def test_the_next_place_is_found_whatever_lies_farther_off():
    near, far = town("local:near", 34.5, 42.0, "IQ"), town("local:far", 34.0, 45.0, "IQ")
    points = [(e.id, e.id, e.lat, e.lon, e) for e in (far, near, ABROAD)]
    assert 55 < nearest(HERE, "rawa", points) < 56
    assert nearest(HERE, "local:near", points) > 200
    assert nearest(ABROAD, "rawa", points[:2]) == float("inf")


def test_across_the_date_line_the_next_place_is_near():
    east, west = town("local:east", -17.0, 179.9, "FJ"), town("local:west", -17.0, -179.9, "FJ")
    assert nearest(east, "rawa", [("x", west.id, west.lat, west.lon, west)]) < 25
