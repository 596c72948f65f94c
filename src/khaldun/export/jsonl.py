"""`jsonl`: every table, one object a line, in the order of ids: two records of the same content give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from khaldun.export.about import write_about
from khaldun.export.files import whole
from khaldun.export.tables import TABLES, Tables
from khaldun.store import Store


def write(store: Store, folder: Path, *, names: bool = True) -> list[Path]:
    """Write `<table>.jsonl` for every table, names and all; gives the files."""
    tables = Tables(store, names=True)
    written = [write_lines(folder / f"{table}.jsonl", tables.rows(table)) for table in TABLES]
    return [*written, write_about(store, folder, names=True)]


def write_lines(path: Path, found: Iterable[dict[str, Any]]) -> Path:
    """Write objects, one a line."""
    with whole(path, begins=b"{") as file:
        for row in found:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            file.write("\n")
    return path
