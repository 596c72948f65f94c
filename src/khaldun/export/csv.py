"""`csv`: a sheet each table, for people who work in Excel, LibreOffice or R.

UTF-8 with a byte order mark (without it Excel takes the text for the system's own code page), lines ending in CRLF as RFC 4180
says. A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from khaldun.export.about import write_about
from khaldun.export.files import whole
from khaldun.export.sheets import COLUMNS, flat
from khaldun.export.tables import TABLES, Tables
from khaldun.store import Store

MARK = "\ufeff"


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `<table>.csv` for every table; gives the files."""
    tables, written = Tables(store, names=names), []
    for table in TABLES:
        found = (flat(table, row) for row in tables.rows(table))
        written.append(write_sheet(folder / f"{table}.csv", COLUMNS[table], found, mark=MARK))
    return [*written, write_about(store, folder, names=names)]


def write_sheet(path: Path, columns: Sequence[str], found: Iterable[Mapping[str, Any]], *, mark: str = "") -> Path:
    """Write rows as a sheet with a head."""
    with sheet(path, columns, mark=mark) as add:
        for row in found:
            add(row)
    return path


@contextmanager
def sheet(
    path: Path, columns: Sequence[str], *, mark: str = "", under: Sequence[str] = ()
) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """A sheet to add rows to, by column; `under` is a line between the head and the rows. Programs of the field want no byte order
    `mark`, spreadsheets do."""
    with whole(path, begins=(mark + ",".join(columns[:2])).encode()) as file:
        file.write(mark)
        out = csv.writer(file, lineterminator="\r\n")
        out.writerows([columns, under] if under else [columns])
        yield lambda row: out.writerow([cell(row.get(column)) for column in columns])


def cell(value: object) -> object:
    """What a cell holds: a number as it is, true and false in small letters, a text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value
