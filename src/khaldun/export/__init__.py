"""A record as files for other programs: one module a format."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khaldun.errors import UsageError

if TYPE_CHECKING:
    from khaldun.store import Store

FORMATS = {
    "jsonl": "every table, one object a line: the whole record, names of private persons included",
    "csv": "every table as a sheet that Excel, LibreOffice and R open",
    "xlsx": "one workbook with a sheet for control, incidents, claims, articles and figures",
    "parquet": "every table with typed columns, for pandas, R's arrow and DuckDB",
    "acled": "incidents as events in ACLED's 31 columns, with what was left out and what is gone",
    "ucdp": "incidents with dead in the columns of UCDP GED: sides, best, low and high",
    "hxl": "the events of acled under HXL hashtags",
    "plover": "incidents as PLOVER records, one JSON object a line",
    "viina": "who holds each place on each day, and by whose word, after VIINA's files",
    "html": "one page with a map, a slider and the sentences behind, that opens without a server",
    "geojson": "stretches of control and incidents as points, for QGIS and web maps",
    "gpkg": "a GeoPackage with styled layers in time, for QGIS",
    "geoparquet": "the same layers as GeoParquet, for geopandas and DuckDB",
    "prov": "where one claim comes from, as W3C PROV-JSON (with --claim ID)",
}
"""The formats that this version writes."""

FILES = {"xlsx": ".xlsx", "html": ".html", "geojson": ".geojson", "gpkg": ".gpkg", "prov": ".json"}
"""The formats that are one file, and how its name ends; the others are a folder."""

PIPED = frozenset({"geojson", "prov"})
"""Those of them that go to standard output (`-`) where no file is named."""


def check(format: str) -> None:
    """Raises UsageError for a format that this version does not write."""
    if format not in FORMATS:
        raise UsageError(f"this version does not write {format!r}; it writes {', '.join(FORMATS)}")


def place_for(format: str, record: str) -> str:
    """Where an export of a record goes if nobody says where."""
    if format in PIPED:
        return "-"
    stem = Path(record).stem
    return f"{stem}{FILES[format]}" if format in FILES else f"{stem}-{format}"


def write(store: Store, format: str, out: str | Path, names: bool = False, claim: str | None = None) -> list[Path]:
    """Write a record in a format to `out` (a folder, or for a format of FILES a file; `-`: standard output for those of PIPED);
    gives the files written. Private persons are masked unless `names`, except in `jsonl`, the owner's working copy. `claim`: the
    id of the one that `prov` tells of.

    Raises UsageError where the format is none, or `out` cannot be written or holds files that are no such export.
    """
    check(format)
    if (claim is None) == (format == "prov"):
        raise UsageError(
            "prov tells where one claim comes from: name it by --claim ID" if claim is None else f"{format} takes no claim"
        )
    more: dict[str, Any] = {} if claim is None else {"claim": claim}
    try:
        module = importlib.import_module(f"khaldun.export.{format}")
        written: list[Path] = module.write(store, Path(out), names=names, **more)
    except (OSError, sqlite3.OperationalError) as error:  # a folder in the way, no right to write, a full disk
        if isinstance(error, BrokenPipeError):
            raise
        raise UsageError(f"{out} cannot be written: {getattr(error, 'strerror', None) or error}") from error
    return written
