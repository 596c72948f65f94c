"""What every export says of itself: by what it was made, from which record, and whose data is in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from khaldun.errors import UsageError
from khaldun.export.files import whole
from khaldun.store import Store
from khaldun.version import __version__

ATTRIBUTION = "Names and points of places: GeoNames (https://www.geonames.org), CC BY 4.0; changed where the record says so."
TITLE = "Khaldun export"
VERSIONS = ("program", "engine", "knowledge", "gazetteer", "schema")
"""The versions that a record keeps of what made it (`Store.meta`)."""

_HIDDEN = "Names of private persons are hidden: a █ stands for each character."
_SHOWN = "Names of private persons are shown: keep it to those who may see them."
WARNING = (
    "Read by a program from reports: a row is what is claimed, by whose word it says itself. Claims of what is planned, expected, "
    "supposed or denied are no events here."
)


def about(store: Store, *, names: bool) -> dict[str, str]:
    """What is to be said of an export, by a short name of each point, the versions of the record last."""
    meta = store.meta()
    versions = {f"record {name}": meta[name] for name in VERSIONS if name in meta}
    return {
        "made by": f"khaldun {__version__}",
        "places": ATTRIBUTION,
        "persons": _SHOWN if names else _HIDDEN,
        "claims": WARNING,
        **versions,
    }


def write_about(store: Store, folder: Path, *, names: bool, over: Sequence[str] = ()) -> Path:
    """Write `about.txt` into the folder of an export; gives the file.

    `over`: the names (or patterns of them) of the files that will be written beside it. Raises UsageError where one of them is
    there and no `about.txt` of ours: then it may be somebody's own.
    """
    path = folder / "about.txt"
    if not path.is_file():
        for found in sorted(file for pattern in over for file in folder.glob(pattern)):
            raise UsageError(f"{found} cannot be written: there is a file of that name, and it is no export of this format")
    with whole(path, begins=TITLE.encode()) as file:
        file.write(f"{TITLE}\n\n")
        file.writelines(f"{name}: {said}\n" for name, said in about(store, names=names).items())
    return path


def compact(store: Store, *, names: bool) -> str:
    """The same as one line of JSON, for formats that keep such a text within themselves."""
    return json.dumps(about(store, names=names), ensure_ascii=False, separators=(",", ":"))
