"""`jsonl`: every table, one object a line, in the order of ids: two records of the same content give the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from khaldun.export.files import whole
from khaldun.export.tables import TABLES, Tables
from khaldun.store import Store


def write_jsonl(store: Store, folder: Path) -> list[Path]:
    """Write `<table>.jsonl` for every table; gives the files."""
    tables, written = Tables(store, names=True), []
    for table in TABLES:
        path = folder / f"{table}.jsonl"
        with whole(path) as file:
            for row in tables.rows(table):
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
                file.write("\n")
        written.append(path)
    return written
