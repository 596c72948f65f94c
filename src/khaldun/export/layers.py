"""What the map formats have in common: their layers, days as maps with time want them, points."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from khaldun.export.rows import Row
from khaldun.export.sheets import COLUMNS, flat

LAYERS = {layer: COLUMNS[layer] for layer in ("control", "incidents", "claims")}
"""The columns of each layer: those of its sheet in `csv`."""


def half_open(layer: str, row: Row) -> Mapping[str, Any]:
    """The cells of a row; its `end_date` is the day after the last, as a map with a time slider takes it."""
    cells = flat(layer, row)
    last = cells.get("end_date")
    return cells if last is None else {**cells, "end_date": (date.fromisoformat(last) + timedelta(1)).isoformat()}


def point(lon: float | None, lat: float | None) -> bytes | None:
    """A point as well-known binary, little-endian; None where there is none."""
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)
