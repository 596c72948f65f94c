import sqlite3
import time

import pytest

from khaldun.errors import KhaldunError
from khaldun.knowledge import load
from khaldun.places.entry import distance
from khaldun.places.gazetteer import Gazetteer


def best(gazetteer, name, country):
    hits = [h for h in (*gazetteer.named(name), *gazetteer.spelled(name, [country])) if h.entry.country == country]
    return max(hits, key=lambda h: (h.entry.kind == "settlement", h.entry.population)).entry


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Deir Ezzor", "SY", 35.34, 40.14), ("Deir al-Zour", "SY", 35.34, 40.14), ("al-Bukamal", "SY", 34.45, 40.92), ("Al-Qaryatain", "SY", 34.23, 37.24),
        ("al-Sukhna", "SY", 34.89, 38.87), ("Raqaa", "SY", 35.95, 39.01), ("Qudsaya", "SY", 33.53, 36.22), ("al-Salamiya", "SY", 35.01, 37.05),
        ("Kobane", "SY", 36.89, 38.35), ("Tell Rifaat", "SY", 36.47, 37.10), ("Ma'arat al-Numan", "SY", 35.64, 36.67), ("al-Mayadin", "SY", 35.02, 40.45),
        ("Heet", "IQ", 33.64, 42.83), ("Falluja", "IQ", 33.35, 43.78), ("Shingal", "IQ", 36.32, 41.88), ("Qaim", "IQ", 34.37, 41.09), ("Beiji", "IQ", 34.93, 43.49),
        ("Sabrata", "LY", 32.79, 12.49), ("Sert", "LY", 31.21, 16.59), ("Hodeida", "YE", 14.80, 42.95), ("Kiev", "UA", 50.45, 30.52), ("Severodonetsk", "UA", 48.95, 38.49),
    ],
)  # fmt: skip
def test_a_town_is_found_under_the_spellings_of_the_press(gazetteer, name, country, lat, lon):
    found = best(gazetteer, name, country)
    assert distance(found.lat, found.lon, lat, lon) < 5, found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Euphrates", "river"), ("Qalamoun", "mountain"), ("Wadi al-Ahmar", "area"), ("M20", "road"), ("Bab al-Hawa", "crossing"), ("T4", "facility"), ("Badia", "area"),
        ("Eastern Ghouta", "area"), ("Maghreb", "area"), ("Donbas", "area"), ("Gaza Strip", "area"), ("Golan Heights", "area"), ("Sambisa Forest", "area"),
    ],
)  # fmt: skip
def test_it_holds_what_tables_of_towns_lack(gazetteer, name, kind):
    assert kind in {h.entry.kind for h in gazetteer.named(name)}


def test_a_name_that_no_place_bears_finds_nothing(gazetteer):
    assert gazetteer.named("Hiri") == () and gazetteer.spelled("Hiri", ["SY", "IQ"]) == ()


def test_an_article_is_left_off_only_where_arabic_is_written(gazetteer):
    assert all(
        h.entry.country in {"IQ", "SY", "YE", "SA", "EG", "LY", "SD", ""} or h.grade < 2 for h in gazetteer.named("al-Qaim")
    )


def test_a_province_has_an_id_a_point_and_its_towns(gazetteer):
    town = best(gazetteer, "Hit", "IQ")
    assert town.admin1 is not None
    province = gazetteer.get(town.admin1)
    assert province is not None and province.kind == "province" and "Anbar" in province.name


def test_an_unknown_id_is_none(gazetteer):
    assert gazetteer.get("geonames:1") is None and gazetteer.get("local:nowhere") is None


def test_a_known_name_is_looked_up_in_less_than_a_tenth_of_a_millisecond(gazetteer):
    gazetteer.named("Aleppo")
    start = time.perf_counter()
    for _ in range(1000):
        gazetteer.named("Aleppo")
    assert time.perf_counter() - start < 0.1


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(KhaldunError, match="make it with"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_a_file_of_another_layout_is_refused(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (name TEXT, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('format', '0')")
    connection.close()
    with pytest.raises(KhaldunError, match="another version"):
        Gazetteer.open(path)


def test_what_is_no_database_is_refused(tmp_path):
    path = tmp_path / "text.sqlite"
    path.write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(KhaldunError, match="not a gazetteer"):
        Gazetteer.open(path)


def test_the_places_of_a_users_pack_count_too(gazetteer, tmp_path):
    (tmp_path / "places.yaml").write_text(
        "- {name: Tell Novel, at: [35.5, 40.0], country: SY}\n- {of: 'geonames:163808', also: [The Pearl]}\n"
    )
    mine = gazetteer.with_packs(load((tmp_path,)))
    assert [h.entry.id for h in mine.named("Tell Novel")] == ["local:tell-novel"]
    assert [h.entry.id for h in mine.named("The Pearl")] == ["geonames:163808"]
    assert gazetteer.named("Tell Novel") == () and mine.version != gazetteer.version


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("South Darfur", "SD"), ("North Darfur", "SD"), ("Jonglei", "SS"), ("Middle Shabelle", "SO"), ("Kongo Central", "CD"), ("Ghor", "AF"), ("Maidan Wardak", "AF"),
        ("Uruzgan", "AF"), ("Dhale", "YE"), ("Lahij", "YE"), ("Soum", "BF"), ("Sagaing", "MM"), ("Primorye", "RU"), ("Kabardino-Balkaria", "RU"), ("Orissa", "IN"),
        ("Beni Suef", "EG"), ("Ningxia", "CN"), ("Lazio", "IT"), ("Orientale", "CD"), ("Lombok", "ID"),
    ],
)  # fmt: skip
def test_a_province_is_found_under_the_name_that_news_gives_it(gazetteer, name, country):
    assert any(h.entry.country == country and h.entry.kind in ("province", "district", "area") for h in gazetteer.named(name))


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Chukotka", 66.5, 172.0), ("Heilongjiang", 47.9, 128.2), ("North Darfur", 15.8, 25.3), ("Xinjiang", 41.5, 85.0)],
)
def test_the_point_of_a_wide_province_is_its_middle_not_that_of_its_towns(gazetteer, name, lat, lon):
    found = max((h.entry for h in gazetteer.named(name) if h.entry.kind == "province"), key=lambda e: e.population)
    assert distance(found.lat, found.lon, lat, lon) < 60 and found.radius_km < 1500, found


@pytest.mark.parametrize(
    ("name", "kind", "lat", "lon"),
    [
        ("Mallorca", "area", 39.6, 3.0), ("Everest", "mountain", 27.99, 86.93), ("Galapagos", "area", -0.6, -90.6), ("Lake Michigan", "area", 44.0, -87.0),
        ("Yellow River", "river", 36.0, 109.0), ("Merapi", "mountain", -7.54, 110.45), ("Tahrir Square", "facility", 30.04, 31.24), ("Binh Phuoc", "province", 11.75, 106.9),
        ("Yatenga", "district", 13.6, -2.4), ("Fort Hood", "facility", 31.13, -97.78), ("Strait of Gibraltar", "area", 35.97, -5.6),
    ],
)  # fmt: skip
def test_islands_mountains_and_waters_of_the_world_are_found(gazetteer, name, kind, lat, lon):
    assert any(h.entry.kind == kind and distance(h.entry.lat, h.entry.lon, lat, lon) < 30 for h in gazetteer.named(name))
