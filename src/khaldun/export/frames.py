"""Values of the model as a data frame, with the columns of the CSV export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from khaldun.errors import UsageError
from khaldun.export import rows
from khaldun.export.sheets import COLUMNS, flat
from khaldun.model import Article, Claim, ControlSpell, Figure, Incident, Mention, Story
from khaldun.store import StoredArticle

_TABLES: dict[type, tuple[str, Callable[[Any], rows.Row]]] = {
    Article: ("articles", lambda a: rows.article(StoredArticle(a, None))),
    Story: ("stories", rows.story),
    Claim: ("claims", rows.claim),
    Incident: ("incidents", rows.incident),
    ControlSpell: ("control", rows.control),
    Mention: ("mentions", lambda m: rows.mention("", m)),
    Figure: ("figures", rows.figure),
}


_UNTOLD = {"mentions": {"article_id"}, "articles": {"story_id"}}
"""Columns of a sheet of which the values themselves say nothing."""


def frame(values: Sequence[Any], kind: type | None = None) -> Any:
    """A pandas DataFrame of values of one type (`kind`, or that of the first), days as datetime64; a GeoDataFrame where they have places
    and geopandas is there. The columns are those of the type, whatever the values and however few."""
    try:
        import pandas
    except ModuleNotFoundError:
        raise UsageError("data frames need pandas: pip install 'khaldun[frames]'") from None
    if kind is None and not values:
        return pandas.DataFrame()
    table, make = _TABLES[kind or type(values[0])]
    found = [flat(table, make(v)) for v in values]
    columns = [c for c in COLUMNS[table] if c not in _UNTOLD.get(table, ())]
    made = pandas.DataFrame([{c: f.get(c) for c in columns} for f in found], columns=columns)
    for column in columns:
        if column.endswith(("start_date", "end_date", "published_start", "published_end", "said_on")):
            made[column] = pandas.to_datetime(made[column])
    return _with_points(made) if "lat" in columns else made


def _with_points(made: Any) -> Any:
    """The frame with a geometry, if geopandas is installed."""
    try:
        import geopandas
    except ModuleNotFoundError:
        return made
    return geopandas.GeoDataFrame(made, geometry=geopandas.points_from_xy(made["lon"], made["lat"]), crs="EPSG:4326")
