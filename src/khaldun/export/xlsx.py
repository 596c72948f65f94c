"""`xlsx`: a workbook for people who work in Excel or LibreOffice: frozen heads, filters, real dates.

A sheet holds a million rows; what is more goes on in another (`Claims 2`). A cell holds 32,767 characters; a longer text is cut.
"""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from khaldun.errors import UsageError
from khaldun.export.about import TITLE, about
from khaldun.export.files import taking
from khaldun.export.parquet import kind_of
from khaldun.export.sheets import COLUMNS, flat
from khaldun.export.tables import Tables
from khaldun.store import Store

SHEETS = {
    "Control": ("control", COLUMNS["control"]),
    "Incidents": ("incidents", COLUMNS["incidents"]),
    "Claims": ("claims", COLUMNS["claims"]),
    "Articles": ("articles", tuple(c for c in COLUMNS["articles"] if c != "text")),
    "Figures": ("figures", COLUMNS["figures"]),
}
"""Each sheet's table and columns: those of `csv`, but for the articles' texts."""

ROWS = 1_000_000
CELL = 32_767
_CUT = " … (cut)"
_MADE = datetime(2000, 1, 1)
_WIDE = {"evidence": 80, "dispute": 60, "title": 50, "quantities": 30, "published_why": 40}
_NARROW = {"id": 24, "place_name": 22, "actors": 30, "targets": 30, "holder": 24, "speaker": 28}


def write(store: Store, out: Path, *, names: bool) -> list[Path]:
    """Write the workbook; gives the file."""
    import xlsxwriter

    tables = Tables(store, names=names)
    with taking(out, begins=b"PK\x03\x04") as part:
        if out.is_file() and not _ours(out):
            raise UsageError(f"{out} cannot be written: there is a file of that name, and it is no export of this format")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(str(part), options) as book:
            book.set_properties({"title": TITLE, "created": _MADE})
            _about(book, about(store, names=names))
            for name, (table, columns) in SHEETS.items():
                found = (flat(table, row) for row in tables.rows(table))
                _sheets(book, name, columns, found)
    return [out]


def _ours(path: Path) -> bool:
    """Whether a workbook is an earlier export."""
    try:
        with zipfile.ZipFile(path) as parts:
            return TITLE.encode() in parts.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def _about(book: Any, said: Mapping[str, str]) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 120)
    for n, row in enumerate(said.items()):
        for i, text in enumerate(row):
            sheet.write_string(n, i, text)


def _sheets(book: Any, name: str, columns: Sequence[str], found: Iterable[Mapping[str, Any]]) -> None:
    """A table as one sheet, or several."""
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for n, rows in enumerate(_parts(iter(found)), 1):
        sheet = book.add_worksheet(name if n == 1 else f"{name} {n}")
        sheet.freeze_panes(1, 1)
        for i, column in enumerate(columns):
            sheet.set_column(i, i, _WIDE.get(column) or _NARROW.get(column, 14))
            sheet.write_string(0, i, column, bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for i, column in enumerate(columns):
                _cell(sheet, last, i, column, row.get(column), day)
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _parts(left: Iterator[Mapping[str, Any]]) -> Iterator[Iterator[Mapping[str, Any]]]:
    """The rows of one sheet after the other; at least one sheet, be it empty."""
    first = True
    while True:
        head = next(left, None)
        if head is None:
            if first:
                yield iter(())
            return
        yield itertools.chain([head], itertools.islice(left, ROWS - 1))
        first = False


def _cell(sheet: Any, row: int, column: int, name: str, value: Any, day: Any) -> None:
    """A cell of its value's type. Excel knows no day before 1900: that stays a text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif str(kind_of(name)) == "date32[day]" and value >= "1900-03-01":
        sheet.write_datetime(row, column, date.fromisoformat(value), day)
    else:
        sheet.write_string(row, column, value if len(value) <= CELL else value[: CELL - len(_CUT)] + _CUT)
