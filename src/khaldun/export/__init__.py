"""A record as files for other programs: one module a format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.errors import UsageError

if TYPE_CHECKING:
    from khaldun.store import Store

FORMATS = {
    "jsonl": "every table, one object a line: the whole record, names of private persons included",
    "csv": "every table as a sheet that Excel, LibreOffice and R open",
    "geojson": "stretches of control and incidents as points, for QGIS and web maps",
}
"""The formats that this version writes."""


def check(format: str) -> None:
    """Raises UsageError for a format that this version does not write."""
    if format not in FORMATS:
        raise UsageError(f"this version does not write {format!r}; it writes {', '.join(FORMATS)}")


def write(store: Store, format: str, out: str | Path, names: bool = False) -> list[Path]:
    """Write a record in a format to `out` (a folder for `jsonl` and `csv`, a file for `geojson`, `-` for standard output);
    gives the files written. Private persons are masked unless `names`, except in `jsonl`, the owner's working copy.

    Raises UsageError where the format is none, or `out` cannot be written.
    """
    check(format)
    try:
        if format == "jsonl":
            from khaldun.export.jsonl import write_jsonl

            return write_jsonl(store, Path(out))
        if format == "csv":
            from khaldun.export.csv import write_csv

            return write_csv(store, Path(out), names=names)
        from khaldun.export.geojson import write_geojson

        return write_geojson(store, Path(out), names=names)
    except OSError as error:  # a folder in the way, no right to write, a full disk
        if isinstance(error, BrokenPipeError):
            raise
        raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error
