"""`hxl`: the events of `acled` with a line of HXL hashtags under the head, for the tools of humanitarian data (HDX, libhxl)."""

from __future__ import annotations

from pathlib import Path

from khaldun.export.about import write_about
from khaldun.export.acled import COLUMNS, LEFT_OUT, Coded
from khaldun.export.csv import sheet
from khaldun.store import Store

TAGS = {
    "event_id_cnty": "#event+id",
    "event_date": "#date+occurred",
    "year": "#date+occurred+year",
    "time_precision": "#date+precision",
    "disorder_type": "#event+disorder+type",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "actor1": "#group+name+first",
    "assoc_actor_1": "#group+name+associated+first",
    "inter1": "#group+code+first",
    "actor2": "#group+name+second",
    "assoc_actor_2": "#group+name+associated+second",
    "inter2": "#group+code+second",
    "interaction": "#event+code+interaction",
    "civilian_targeting": "#event+targeting",
    "iso": "#country+code+num",
    "region": "#region+name",
    "country": "#country+name",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "admin3": "#adm3+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "geo_precision": "#geo+precision",
    "source": "#meta+source",
    "source_scale": "#meta+source+scale",
    "notes": "#description",
    "fatalities": "#affected+killed",
    "tags": "#meta+tags",
    "timestamp": "#date+updated+timestamp",
}
"""The hashtag of each column."""


def write(store: Store, folder: Path, *, names: bool) -> list[Path]:
    """Write `hxl.csv`, `left_out.csv` and `about.txt`; gives the files."""
    said = write_about(store, folder, names=names, over=("hxl.csv", "left_out.csv"))
    left, main = folder / "left_out.csv", folder / "hxl.csv"
    with sheet(left, LEFT_OUT) as leave, sheet(main, COLUMNS, under=[TAGS[c] for c in COLUMNS]) as add:
        for row in Coded(store, names=names, leave=leave).rows():
            add(row)
    return [main, left, said]
