"""The pages on exports and on the API name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import khaldun
from khaldun.export import FORMATS
from khaldun.export.geojson import PROPERTIES
from khaldun.export.sheets import COLUMNS

DOCS = Path(__file__).parents[1] / "docs"
PLACE = {"place_id", "place_name", "place_kind", "place_extent", "lat", "lon", "radius_km"}
TIME = {"start_date", "end_date", "date_precision", "date_text", "date_basis"}


def named(text: str) -> set[str]:
    """What stands in backquotes."""
    return set(re.findall(r"`([^`]+)`", text))


@pytest.fixture(scope="module")
def exports() -> str:
    return (DOCS / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_of_a_sheet_is_documented(exports: str, table: str) -> None:
    line = next(line for line in exports.splitlines() if line.startswith(f"| `{table}.csv`"))
    columns = set(COLUMNS[table])
    groups = [group for group, word in ((PLACE, ", place,"), (TIME, ", time,")) if word in line]
    assert named(line) - {f"{table}.csv"} == columns.difference(*groups)
    assert all(group <= columns or group == TIME for group in groups)


@pytest.mark.parametrize("layer", PROPERTIES)
def test_every_property_of_a_feature_is_documented(exports: str, layer: str) -> None:
    assert set(PROPERTIES[layer]) <= named(exports.partition("## geojson")[2])


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_documented(exports: str, format: str) -> None:
    assert f"| `{format}` |" in exports


def test_every_method_of_a_record_is_documented() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    methods = {n for n in vars(khaldun.Record) if not n.startswith("_")}
    assert {m for m in methods if f"record.{m}(" not in text and f"`{m}()`" not in text} == set()


def test_every_error_is_documented() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert {
        n
        for n in khaldun.__all__
        if n.endswith(("Error", "Record", "Found", "Aside")) and f"`{n}`" not in text and n != "Record"
    } - {"KhaldunError"} == set()
