"""`csv`: a sheet each table, for people who work in Excel, LibreOffice or R.

UTF-8 with a byte order mark (without it Excel takes the text for the system's own code page), lines ending in CRLF as RFC 4180
says. A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from khaldun.export.files import whole
from khaldun.export.sheets import COLUMNS, flat
from khaldun.export.tables import TABLES, Tables
from khaldun.store import Store


def write_csv(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `<table>.csv` for every table; gives the files."""
    tables, written = Tables(store, names=names), []
    for table in TABLES:
        path = folder / f"{table}.csv"
        with whole(path, encoding="utf-8-sig") as file:
            sheet = csv.writer(file, lineterminator="\r\n")
            sheet.writerow(COLUMNS[table])
            for row in tables.rows(table):
                cells = flat(table, row)
                sheet.writerow([cell(cells.get(column)) for column in COLUMNS[table]])
        written.append(path)
    return written


def cell(value: object) -> object:
    """What a cell holds: a number as it is, true and false in small letters, a text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value
