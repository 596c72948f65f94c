"""`geojson` (RFC 7946): stretches of control and incidents as points, in one collection.

`layer` says which of the two a feature is. The days are called `start_date` and `end_date` (inclusive, null: unknown or until
further notice), names that QGIS takes for the time of a layer by itself. What has no point is left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from khaldun.export.about import compact
from khaldun.export.files import whole
from khaldun.export.rows import Row
from khaldun.export.sheets import flat
from khaldun.export.tables import Tables
from khaldun.store import Store

PROPERTIES = {
    "control": (
        "place_id", "place_name", "place_kind", "place_extent", "radius_km", "start_date", "end_date", "holder_id", "holder",
        "status", "probability", "claims_for", "claims_against", "origins",
    ),
    "incidents": (
        "kind", "place_id", "place_name", "place_kind", "place_extent", "radius_km", "start_date", "end_date", "date_precision",
        "actor_ids", "actors", "target_ids", "targets", "claims", "origins", "disputed", "dispute", "grade",
    ),
}  # fmt: skip
"""What a feature of each layer says."""

HEAD = '{"type":"FeatureCollection","about":'
"""How every collection of ours begins."""


def write(store: Store, out: Path, *, names: bool) -> list[Path]:
    """Write the collection to a file (`-`: standard output, and nothing is given back)."""
    found, head = features(store, names=names), HEAD + compact(store, names=names)
    if str(out) == "-":
        _write(sys.stdout, head, found)
        return []
    with whole(out, begins=HEAD.encode()) as file:
        _write(file, head, found)
    return [out]


def features(store: Store, *, names: bool) -> Iterator[Row]:
    """The features, stretches of control first, by id."""
    tables = Tables(store, names=names)
    for table in PROPERTIES:
        for row in tables.rows(table):
            place = row["place"]
            if place is not None and place["lat"] is not None and place["lon"] is not None:
                yield _feature(table, row)


def _feature(table: str, row: Row) -> Row:
    cells = flat(table, row)
    properties: dict[str, Any] = {"layer": "control" if table == "control" else "incident"}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [row["place"]["lon"], row["place"]["lat"]]},
        "properties": properties | {name: cells.get(name) for name in PROPERTIES[table]},
    }


def _write(file: TextIO, head: str, found: Iterator[Row]) -> None:
    file.write(head + ',"features":[')
    for i, feature in enumerate(found):
        file.write(("," if i else "") + "\n" + json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    file.write("\n]}\n")
