import sqlite3
import zipfile

import pytest

from bench import gazetteer as gazetteer_bench
from khaldun.errors import KhaldunError, UsageError
from khaldun.places import add as module
from khaldun.places.add import add
from khaldun.places.gazetteer import BUNDLED, Gazetteer
from khaldun.places.layout import CROWDED, FORMAT

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
    before = own.stat().st_ino
    assert add(file, own).places == 0
    assert len(opened(own).named("Tell Probe")) == 1
    assert own.stat().st_ino == before, "nothing is written anew"
    assert [p.name for p in own.parent.iterdir()] == [own.name]


def test_a_corrected_file_replaces_the_place(tmp_path, own):
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "\n")
    add(file, own)
    file.write_text(DUMP.replace("35.5", "35.9") + "\n")
    add(file, own)
    assert [h.entry.lat for h in opened(own).named("Tell Probe")] == [35.9]


def test_a_gazetteer_of_the_layout_before_is_read_and_added_to(tmp_path, own):
    file, many = tmp_path / "SY.txt", range(9000001, 9000001 + CROWDED)
    file.write_text("".join(DUMP.replace("9000001", str(n)) + "\n" for n in many))
    add(file, own)
    with sqlite3.connect(own) as connection:
        connection.executescript("DROP TABLE crowd; UPDATE meta SET value = '2' WHERE name = 'format'")
    connection.close()
    assert len(opened(own).named("Tell Probe")) == CROWDED
    file.write_text(DUMP.replace("35.5", "35.9") + "\n")
    add(file, own)
    found = opened(own).named("Tell Probe")
    assert len(found) == CROWDED and [h.entry.id for h in found if h.entry.lat == 35.9] == ["geonames:9000001"]
    with sqlite3.connect(own) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() == (str(FORMAT),)
    connection.close()


def test_a_broken_run_goes_on_where_it_stopped(tmp_path, own, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon\n" + "".join(f"Village {i},10.{i},20\n" for i in range(6)))
    calls = []
    store = module._store

    def failing(coming, batch, first):
        calls.append(len(batch))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return store(coming, batch, first)

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


def test_a_run_killed_as_the_new_file_is_written_leaves_the_old_one(tmp_path, own, monkeypatch):
    file, more = tmp_path / "mine.csv", tmp_path / "more.csv"
    file.write_text("name,lat,lon\nWell Nine,34.1,39.2\n")
    more.write_text("name,lat,lon\nWell Ten,34.1,39.3\n")
    add(file, own)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_stamp", lambda connection: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add(more, own)
    assert opened(own).named("Well Nine") and not opened(own).named("Well Ten")
    assert add(more, own).places == 0
    assert opened(own).named("Well Nine") and opened(own).named("Well Ten")


def test_two_runs_do_not_add_at_once(tmp_path, own):
    file = tmp_path / "mine.csv"
    file.write_text("name,lat,lon\nWell Nine,34.1,39.2\n")
    other = module._coming(own)
    with pytest.raises(KhaldunError, match="another run"):
        add(file, own)
    other.close()
    assert add(file, own).places == 1


def test_the_later_of_two_lines_of_one_id_counts(tmp_path, own):
    file = tmp_path / "mine.csv"
    file.write_text("id,name,lat,lon\nw9,Well Nine,34.1,39.2\nw9,Ninth Well,34.2,39.2\n")
    add(file, own)
    assert not opened(own).named("Well Nine")
    assert [h.entry.lat for h in opened(own).named("Ninth Well")] == [34.2]


@pytest.mark.parametrize(
    "table",
    [
        "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,LATITUDE,LONGITUDE\n"
        "Syrian Arab Republic,SY,Deir-ez-Zor,SY09,Example Town,مثال,SY0901,35.1,40.2\n",
        "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_pcode,adm0_name,adm0_pcode,area_sqkm,center_lat,center_lon\n"
        "Example Town,مثال,SY0901,Deir-ez-Zor,SY09,Syria,SYR,1256.6,35.1,40.2\n",
        "admin1Name_en;admin1Pcode;admin2Name_en;admin2Pcode;admin0Name_en;POINT_X;POINT_Y\n"
        "Deir-ez-Zor;SY09;Example Town;SY0901;Syria;40.2;35.1\n",
    ],
)
def test_a_table_of_p_codes_is_known_by_its_columns(tmp_path, own, table):
    file = tmp_path / "syr_adm2.csv"
    file.write_text(table)
    assert add(file, own).places == 1
    ((entry,),) = [[h.entry for h in opened(own).named("Example Town")]]
    assert (entry.id, entry.kind, entry.country, entry.lat, entry.lon) == ("local:sy0901", "district", "SY", 35.1, 40.2)
    assert entry.radius_km == (20.0 if "area" in table else 15.0)
    if BUNDLED.is_file():
        assert entry.admin1 == "geonames:170792"


def test_a_province_of_p_codes_keeps_its_id(tmp_path, own):
    file = tmp_path / "syr_adm1.csv"
    file.write_text("ADM0_PCODE,ADM1_EN,ADM1_PCODE,LAT,LON\nSY,Deir-ez-Zor,SY09,35.0,40.5\n")
    add(file, own)
    wanted = "geonames:170792" if BUNDLED.is_file() else "local:sy09"
    assert [(h.entry.id, h.entry.kind) for h in opened(own).named("Deir-ez-Zor")] == [(wanted, "province")]


def test_an_archive_with_its_readme_is_read(tmp_path, own):
    file = tmp_path / "SY.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP + "\n")
    assert add(file, own).places == 1
    broken = tmp_path / "IQ.zip"
    broken.write_bytes(b"no archive")
    with pytest.raises(UsageError, match="zip"):
        add(broken, own)


def test_progress_is_told(tmp_path, own):
    file, told = tmp_path / "SY.txt", []
    file.write_text(DUMP + "\n")
    add(file, own, progress=lambda stage, done, total: told.append(stage))
    assert told[0] == "reading SY.txt (MB)" and told[-1] == "sorting the names"


def test_a_made_up_dump_killed_in_the_middle_is_gone_on_with(tmp_path):
    dump, whole, broken = (tmp_path / name for name in ("XX.txt", "whole.sqlite", "broken.sqlite"))
    dump.write_text("".join(f"{line}\n" for line in gazetteer_bench.rows(1_000)))
    gazetteer_bench.added(dump, whole)
    gazetteer_bench.added(dump, broken, kill_after=0.2)
    gazetteer_bench.added(dump, broken)
    assert gazetteer_bench.content(whole) == gazetteer_bench.content(broken)
    assert gazetteer_bench.content(whole)[0] == 1_000
