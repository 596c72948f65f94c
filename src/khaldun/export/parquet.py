"""`parquet`: the tables of `csv` with typed columns, for pandas, R's arrow, DuckDB and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khaldun.export.about import ATTRIBUTION, compact, write_about
from khaldun.export.files import taking
from khaldun.export.sheets import COLUMNS, flat
from khaldun.export.tables import TABLES, Tables
from khaldun.store import Store
from khaldun.store.streams import portions

PORTION = 5_000
"""Rows of a row group, which are in memory together."""

_TYPES: tuple[tuple[str, pa.DataType], ...] = (
    (r"(start|end)_date|published_(start|end)", pa.date32()),
    (r"lat|lon|radius_km|low|high|probability|confidence", pa.float64()),
    (r"start|end|evidence_(start|end)|articles|claims|claims_for|claims_against|origins", pa.int32()),
    (r"disputed", pa.bool_()),
)


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `<table>.parquet` for every table; gives the files."""
    tables, said = Tables(store, names=names), compact(store, names=names)
    noted = write_about(store, folder, names=names, over=("*.parquet",))
    written = []
    for table in TABLES:
        found = (flat(table, row) for row in tables.rows(table))
        written.append(write_table(folder / f"{table}.parquet", COLUMNS[table], found, {"khaldun": said}))
    return [*written, noted]


def write_table(
    path: Path,
    columns: Sequence[str],
    found: Iterable[Mapping[str, Any]],
    metadata: Mapping[str, str],
    more: Mapping[str, tuple[pa.DataType, Callable[[Mapping[str, Any]], Any]]] | None = None,
) -> Path:
    """Write rows as a Parquet file; `more` columns have a type and what makes their values from a row."""
    extra = more or {}
    types = [kind_of(c) for c in columns] + [kind for kind, _ in extra.values()]
    schema = pa.schema(list(zip([*columns, *extra], types, strict=True)), metadata={"attribution": ATTRIBUTION, **metadata})
    with taking(path, begins=b"PAR1") as part, pq.ParquetWriter(part, schema, compression="zstd") as out:
        for rows in portions(iter(found), PORTION):
            values = [[_value(r.get(c), kind_of(c)) for r in rows] for c in columns]
            values += [[make(r) for r in rows] for _, make in extra.values()]
            arrays = [pa.array(v, type=t) for v, t in zip(values, types, strict=True)]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return path


def kind_of(column: str) -> pa.DataType:
    """The type of a column by its name."""
    return next((kind for names, kind in _TYPES if re.fullmatch(names, column)), pa.string())


def _value(value: Any, kind: pa.DataType) -> Any:
    return date.fromisoformat(value) if value is not None and pa.types.is_date(kind) else value
