"""Parquet and GeoParquet, read by pandas and geopandas."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet
import pytest

from khaldun.export import parquet, write
from khaldun.export.layers import LAYERS
from khaldun.export.sheets import COLUMNS
from tests.store import make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both formats of the small record, in folders of their names."""
    with make.record(tmp_path / "r.sqlite") as store:
        for format in ("parquet", "geoparquet"):
            write(store, format, tmp_path / format)
    return tmp_path


@pytest.mark.parametrize("table", COLUMNS)
def test_pandas_reads_every_table_with_the_columns_of_its_sheet(folder: Path, table: str) -> None:
    found = pandas.read_parquet(folder / f"parquet/{table}.parquet")
    assert tuple(found.columns) == COLUMNS[table]
    assert len(found)


def test_days_numbers_and_truths_have_their_types(folder: Path) -> None:
    found = pandas.read_parquet(folder / "parquet/incidents.parquet").iloc[0]
    assert (found["start_date"], found["lat"], found["claims"], bool(found["disputed"])) == (date(2016, 3, 27), 34.55, 1, True)


def test_the_end_of_a_stretch_of_control_is_not_in_it(folder: Path) -> None:
    layer = pandas.read_parquet(folder / "geoparquet/claims.parquet")
    table = pandas.read_parquet(folder / "parquet/claims.parquet")
    assert set(table["end_date"]) == {date(2016, 3, 27), date(2016, 3, 26)}
    assert set(layer["end_date"]) == {date(2016, 3, 28), date(2016, 3, 27)}


@pytest.mark.parametrize("layer", LAYERS)
def test_geopandas_reads_the_layers_as_points(folder: Path, layer: str) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is not installed")
    found = geopandas.read_parquet(folder / f"geoparquet/{layer}.parquet")
    assert found.crs.to_epsg() in {4326, None}
    assert [(p.x, p.y) for p in found.geometry if p is not None] == [(38.27, 34.55)]


def test_a_file_says_what_geoparquet_wants_to_know(folder: Path) -> None:
    said: dict[str, Any] = json.loads(pyarrow.parquet.read_schema(folder / "geoparquet/control.parquet").metadata[b"geo"])
    assert (said["version"], said["primary_column"]) == ("1.1.0", "geometry")
    assert said["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}


def test_rows_are_written_in_portions(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "PORTION", 1)
    path = parquet.write_table(tmp_path / "t.parquet", ("id",), ({"id": str(n)} for n in range(3)), {})
    assert pyarrow.parquet.ParquetFile(path).num_row_groups == 3


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    path = parquet.write_table(tmp_path / "t.parquet", COLUMNS["control"], iter(()), {})
    assert tuple(pandas.read_parquet(path).columns) == COLUMNS["control"]
