import sqlite3

import pytest

from khaldun.errors import KnowledgeError
from khaldun.knowledge import HERE, Knowledge, load
from khaldun.model import slug
from khaldun.places import sources
from khaldun.places.build import merged
from khaldun.places.entry import Entry
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.layout import CROWDED, ENTRY, LOCAL, MAIN, OTHER, STRIPPED, keys_of, number, write

PACKS = sorted(p.name for p in HERE.iterdir() if (p / "places.yaml").is_file())


def town(name, lat=35.0, lon=40.0, ident="geonames:7", country="SY", people=1000):
    return Entry(ident, name, "settlement", lat, lon, country, "geonames:170792", people, 2.0)


@pytest.mark.parametrize("pack", PACKS)
def test_every_place_of_a_pack_has_a_name_a_kind_and_a_point(pack):
    documents = Knowledge((HERE / pack,)).documents("places")
    assert all(entry.name for entry, _ in sources.curated(documents))


def test_no_two_places_of_the_packs_share_an_id():
    rows = [row for d in load().documents("places") for row in d if "of" not in row]
    ids = [row.get("place") or row.get("id") or slug(row["name"]) for row in rows]
    assert len(ids) == len(set(ids))


def test_a_place_without_a_point_is_refused_by_name():
    with pytest.raises(KnowledgeError, match="Nowhere"):
        list(sources.curated([[{"name": "Nowhere"}]]))
    with pytest.raises(KnowledgeError, match="no place"):
        list(sources.curated([[{"name": "Nowhere", "at": [95, 0]}]]))


def test_what_packs_add_is_added_to_a_place_that_there_is(gazetteer):
    added = sources.additions([d for d in load().documents("places") if d])
    assert [i for i in sorted(added) if gazetteer.get(i) is None] == []


def test_the_middle_of_a_province_that_crosses_the_date_line_lies_in_it():
    inside = [(town("One", 66.0, 177.0, "geonames:1"), (), "RU.15"), (town("Two", 66.0, -171.0, "geonames:2"), (), "RU.15")]
    ((entry, _),) = list(sources.provinces(inside))
    assert (entry.lat, entry.lon) == (66.0, -177.0) and entry.radius_km < 300


def test_own_other_and_stripped_names_are_graded():
    found = keys_of(town("Al Qa’im"), ["Husaybah"], ["Qaem"])
    assert found == {"al qaim": MAIN, "qaim": STRIPPED, "qaem": MAIN, "husaybah": OTHER}


def test_outside_the_arabic_speaking_world_no_article_is_left_off():
    assert "paso" not in keys_of(town("El Paso", country="US"), [])


def test_a_town_of_a_pack_takes_the_id_of_the_tables_where_they_have_it():
    curated = Entry("local:tadmor", "Tadmor", "settlement", 35.01, 40.01, "SY", None, 5000, 2.0)
    ((entry, names),) = merged([(curated, ())], [(town("Tadmur"), ("Palmira",), "SY.07")])
    assert entry.id == "geonames:7" and entry.admin1 == "geonames:170792" and {"Tadmur", "Palmira"} <= set(names)


def test_a_place_of_a_pack_far_from_its_namesake_stays_its_own():
    curated = Entry("local:tadmor", "Tadmor", "settlement", 36.0, 40.0, "SY", None, 5000, 2.0)
    ((entry, _),) = merged([(curated, ())], [(town("Tadmur"), (), "SY.07")])
    assert entry.id == "local:tadmor" and entry.admin1 == "geonames:170792"


def test_places_come_back_as_they_went_in():
    connection = sqlite3.connect(":memory:")
    places = [town("Hit"), Entry("local:m20", "M20", "road", 35.1, 39.0, "SY", None, 30000, 110.0)]
    write(connection, [(e, (), ()) for e in places], {"version": "1"})
    rows = connection.execute(f"SELECT {ENTRY} FROM place ORDER BY n").fetchall()
    connection.close()
    assert [Entry(*row) for row in rows] == places


def test_the_places_of_a_name_that_many_bear_are_the_same_read_one_by_one_or_all_at_once():
    places = [town("Ain", 35 + n / 7, 40 - n / 3, f"geonames:{50 - n}", people=n) for n in range(CROWDED)]
    places.append(Entry("local:ain", "Ain\tNew\n", "area", 1.5, -2.25, "", None, 7, 3.5))
    connection = sqlite3.connect(":memory:")
    write(connection, [(e, ("Ain",), ("Mine",) if e.population % 2 else ()) for e in places], {"version": "1"})
    together = Gazetteer([connection]).named("Ain")
    connection.execute("DELETE FROM crowd")
    assert Gazetteer([connection]).named("Ain") == together and {h.entry for h in together} == set(places)
    connection.close()


def test_numbers_are_those_of_geonames():
    assert number("geonames:163808") == 163808 < LOCAL
    assert number("local:m20") is None and number(None) is None
