"""`geoparquet` (GeoParquet 1.1): stretches of control, incidents and claims as points, for geopandas, DuckDB, QGIS and kepler.gl."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from khaldun.export.about import compact, write_about
from khaldun.export.layers import LAYERS, half_open, point
from khaldun.export.parquet import write_table
from khaldun.export.tables import Tables
from khaldun.store import Store

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""What GeoParquet wants to know of the file; without `crs` a point is longitude and latitude of WGS 84 (OGC:CRS84)."""


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `<layer>.parquet` for every layer; gives the files."""
    tables = Tables(store, names=names)
    metadata = {"geo": json.dumps(GEO, separators=(",", ":")), "khaldun": compact(store, names=names)}
    noted = write_about(store, folder, names=names, over=("*.parquet",))
    written = []
    for layer, columns in LAYERS.items():
        found = (half_open(layer, row) for row in tables.rows(layer))
        made = write_table(folder / f"{layer}.parquet", columns, found, metadata, {"geometry": (pa.binary(), _geometry)})
        written.append(made)
    return [*written, noted]


def _geometry(row: Mapping[str, Any]) -> bytes | None:
    return point(row.get("lon"), row.get("lat"))
