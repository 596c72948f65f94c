import pytest

from khaldun.errors import KhaldunError, UsageError
from khaldun.places import add as module
from khaldun.places.add import add
from khaldun.places.gazetteer import BUNDLED, Gazetteer

DUMP = "\t".join(
    [
        "9000001",
        "Tell Probe",
        "Tell Probe",
        "Tal Prub,TPR",
        "35.5",
        "40.1",
        "P",
        "PPL",
        "SY",
        "",
        "07",
        "",
        "",
        "",
        "1200",
        "",
        "300",
        "Asia/Damascus",
        "2020-01-01",
    ]
)


@pytest.fixture
def own(tmp_path):
    return tmp_path / "own" / "places.sqlite"


def opened(own):
    return Gazetteer.open(own, own=own.with_name("none"))


def test_a_dump_of_geonames_is_added(tmp_path, own):
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "\n")
    assert add(file, own).places == 1
    (hit,) = opened(own).named("Tal Prub")
    assert (hit.entry.id, hit.entry.kind, hit.entry.admin1, hit.entry.population) == (
        "geonames:9000001",
        "settlement",
        "geonames:170792",
        1200,
    )


def test_a_table_of_ones_own_is_added_and_bad_lines_are_named(tmp_path, own):
    file = tmp_path / "mine.csv"
    file.write_text(
        "name,lat,lon,kind,country,also\nWell Nine,34.1,39.2,facility,sy,W-9|Ninth Well\nLost,,1,,,\nMoon,120,0,,,\nOdd,1,1,planet,,\n"
    )
    told = add(file, own)
    assert (told.places, told.left_out) == (1, 3)
    assert "line 3" in told.why[0] and "Moon" in told.why[1] and "planet" in told.why[2]
    assert [h.entry.country for h in opened(own).named("W-9")] == ["SY"]


def test_adding_a_file_again_adds_nothing(tmp_path, own):
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "\n")
    add(file, own)
    assert add(file, own).places == 0
    assert len(opened(own).named("Tell Probe")) == 1


def test_a_corrected_file_replaces_the_place(tmp_path, own):
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "\n")
    add(file, own)
    file.write_text(DUMP.replace("35.5", "35.9") + "\n")
    add(file, own)
    assert [h.entry.lat for h in opened(own).named("Tell Probe")] == [35.9]


def test_a_broken_run_goes_on_where_it_stopped(tmp_path, own, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon\n" + "".join(f"Village {i},10.{i},20\n" for i in range(6)))
    calls = []
    store = module._store

    def failing(connection, places):
        calls.append(len(places))
        if len(calls) == 2:
            raise KeyboardInterrupt
        store(connection, places)

    monkeypatch.setattr(module, "_store", failing)
    with pytest.raises(KeyboardInterrupt):
        add(file, own)
    assert add(file, own).places == 4
    assert all(len(opened(own).named(f"Village {i}")) == 1 for i in range(6))


def test_what_is_no_table_of_places_is_refused(tmp_path, own):
    file = tmp_path / "prose.txt"
    file.write_text("There is no table here.\n")
    with pytest.raises(UsageError, match="columns name, lat and lon"):
        add(file, own)
    with pytest.raises(UsageError, match="no such file"):
        add(tmp_path / "none.csv", own)


def test_what_is_no_gazetteer_is_not_written_to(tmp_path):
    file, into = tmp_path / "a.csv", tmp_path / "b.sqlite"
    file.write_text("name,lat,lon\nA,1,1\n")
    into.write_text("something else, and long enough to be looked at as a database" * 20)
    with pytest.raises(KhaldunError, match="not a gazetteer"):
        add(file, into)
    assert into.read_text().startswith("something else")


def test_ones_own_places_are_read_beside_the_bundled(tmp_path, own, gazetteer):
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon,country\nWell Nine,34.1,39.2,SY\n")
    add(file, own)
    if BUNDLED.is_file():
        both = Gazetteer.open(own=own)
        assert both.named("Well Nine") and both.named("Palmyra")
        assert both.version != gazetteer.version
