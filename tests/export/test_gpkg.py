"""The GeoPackage, read by GDAL where it is installed, and as the SQLite file that it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from khaldun.errors import UsageError
from khaldun.export import write
from khaldun.export.gpkg_style import COLOURS, OTHER, style
from khaldun.export.layers import LAYERS
from tests.store import make


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with make.record(tmp_path / "r.sqlite") as store:
        return write(store, "gpkg", tmp_path / "r.gpkg")[0]


def asked(package: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(package)) as db:
        return db.execute(question).fetchall()


def test_gdal_reads_the_layers_with_days_and_points(package: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason="pyogrio (GDAL) is not installed")
    assert {tuple(row) for row in pyogrio.list_layers(package)} == {
        *((layer, "Point") for layer in LAYERS), ("about", None), ("layer_styles", None),
    }  # fmt: skip
    for layer, columns in LAYERS.items():
        said = pyogrio.read_info(package, layer=layer)
        assert tuple(said["fields"]) == columns
        assert said["crs"] == "EPSG:4326"
        assert dict(zip(said["fields"], said["dtypes"], strict=True))["start_date"] == "datetime64[D]"


def test_gdal_finds_by_place_through_the_index(package: Path) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    found = geopandas.read_file(package, layer="control", bbox=(38, 34, 39, 35))
    assert [(p.x, p.y) for p in found.geometry] == [(38.27, 34.55)]
    assert len(geopandas.read_file(package, layer="control", bbox=(0, 0, 1, 1))) == 0


def test_it_is_a_geopackage_by_its_marks(package: Path) -> None:
    assert asked(package, "PRAGMA application_id") == [(0x47504B47,)]
    assert asked(package, "PRAGMA integrity_check") == [("ok",)]
    assert asked(package, "SELECT table_name, data_type, srs_id FROM gpkg_contents ORDER BY 1") == [
        ("about", "attributes", None), ("claims", "features", 4326), ("control", "features", 4326),
        ("incidents", "features", 4326), ("layer_styles", "attributes", None),
    ]  # fmt: skip
    assert asked(package, "SELECT substr(geom, 1, 2), length(geom) FROM control") == [(b"GP", 29)]


def test_times_are_half_open(package: Path) -> None:
    assert asked(package, "SELECT start_date, end_date FROM incidents") == [("2016-03-27", "2016-03-28")]
    assert asked(package, "SELECT start_date, end_date FROM control") == [("2016-03-27", None)]


def test_what_has_no_point_is_there_without_one(package: Path) -> None:
    assert asked(package, "SELECT id FROM claims WHERE geom IS NULL") == [("claim-2",)]


def test_every_layer_brings_a_style_that_knows_its_time(package: Path) -> None:
    styles = asked(package, "SELECT f_table_name, styleQML, useAsDefault FROM layer_styles ORDER BY 1")
    assert [(name, default) for name, _, default in styles] == [("claims", 1), ("control", 1), ("incidents", 1)]
    for _, text, _ in styles:
        temporal = ElementTree.fromstring(text.partition("\n")[2]).find("temporal")
        assert temporal is not None
        said = {k: temporal.get(k) for k in ("mode", "limitMode", "startField", "endField")}
        assert said == {"mode": "2", "limitMode": "0", "startField": "start_date", "endField": "end_date"}


def test_a_holder_has_his_usual_colour_and_no_two_have_one() -> None:
    holders = [("a", "A & <B>"), ("islamic-state", "IS"), *((str(n), str(n)) for n in range(12))]
    root = ElementTree.fromstring(style("control", holders, [], {"islamic-state": "ink"}).partition("\n")[2])
    colours = [o.get("value", "").rpartition(",")[0] for o in root.iter("Option") if o.get("name") == "color"]
    grey = ",".join(str(int(OTHER[i : i + 2], 16)) for i in (1, 3, 5))
    assert colours[1] == "58,63,70"
    assert len(set(colours)) == len(COLOURS) + 1
    assert colours[-1] == grey
    assert next(c.get("label") for c in root.iter("category")) == "A & <B>"


def test_a_record_is_not_written_over(tmp_path: Path) -> None:
    with make.record(tmp_path / "r.sqlite") as store:
        before = (tmp_path / "r.sqlite").read_bytes()
        with pytest.raises(UsageError, match="no export of this format"):
            write(store, "gpkg", tmp_path / "r.sqlite")
    assert (tmp_path / "r.sqlite").read_bytes() == before
