"""The workbook, read by openpyxl."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from khaldun.export import write, xlsx
from khaldun.store import Store
from tests.export.make import Made, claim, incident, record
from tests.store import make


@pytest.fixture
def book(tmp_path: Path) -> Any:
    with make.record(tmp_path / "r.sqlite") as store:
        write(store, "xlsx", tmp_path / "r.xlsx")
    return openpyxl.load_workbook(tmp_path / "r.xlsx")


def test_there_is_a_sheet_for_each_table_under_a_frozen_head_with_filters(book: Any) -> None:
    assert book.sheetnames == ["About", *xlsx.SHEETS]
    for name, (_, columns) in xlsx.SHEETS.items():
        sheet = book[name]
        assert [c.value for c in sheet[1]] == list(columns)
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_days_are_days_and_numbers_numbers(book: Any) -> None:
    row = dict(zip((c.value for c in book["Control"][1]), (c.value for c in book["Control"][2]), strict=True))
    assert (row["start_date"], row["end_date"], row["probability"], row["place_name"]) == (
        datetime(2016, 3, 27),
        None,
        0.9,
        "Palmyra",
    )
    assert book["Control"]["I2"].number_format == "yyyy-mm-dd"


def filled(tmp_path: Path, text: str) -> Any:
    told = claim("1", "clash", text)
    with record(tmp_path / "r.sqlite", Made([incident("1", told)], [told])) as store:
        write(store, "xlsx", tmp_path / "r.xlsx")
    return openpyxl.load_workbook(tmp_path / "r.xlsx")["Claims"]


def evidence(sheet: Any) -> Any:
    return dict(zip((c.value for c in sheet[1]), sheet[2], strict=True))["evidence"]


def test_a_text_is_never_run_as_a_formula(tmp_path: Path) -> None:
    found = evidence(filled(tmp_path, '=HYPERLINK("http://a.example")'))
    assert (found.data_type, found.value) == ("s", '=HYPERLINK("http://a.example")')


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    found = evidence(filled(tmp_path, "x" * 40_000)).value
    assert (len(found), found[-5:]) == (xlsx.CELL, "(cut)")


def test_what_one_sheet_cannot_hold_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 1)
    store: Store
    with make.record(tmp_path / "r.sqlite") as store:
        write(store, "xlsx", tmp_path / "r.xlsx")
    found = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert [(n, found[n].max_row) for n in found.sheetnames if n.startswith("Claims")] == [("Claims", 2), ("Claims 2", 2)]
