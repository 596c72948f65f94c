"""`gpkg`: a GeoPackage (OGC, 1.3) for QGIS: stretches of control, incidents and claims as layers of points that know their time.

`start_date` and `end_date` are half-open, as the time slider of QGIS takes them; each layer brings its style. Written as the SQLite file
that it is, so that no GDAL is needed.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from khaldun.errors import UsageError
from khaldun.export.about import ATTRIBUTION, about
from khaldun.export.coding import Coder
from khaldun.export.files import taking
from khaldun.export.gpkg_style import style
from khaldun.export.layers import LAYERS, half_open, point
from khaldun.export.parquet import kind_of
from khaldun.export.tables import Tables
from khaldun.store import Store
from khaldun.store.streams import portions

_CHANGED = "2000-01-01T00:00:00.000Z"
"""A fixed time, so that the same record gives the same bytes."""

_TYPES = {"date32[day]": "DATE", "double": "DOUBLE", "int32": "MEDIUMINT", "bool": "BOOLEAN", "string": "TEXT"}
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"),
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE about (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT, said TEXT);
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""
_INDEX = """
CREATE TRIGGER "rtree_{t}_geom_insert" AFTER INSERT ON "{t}" WHEN (new.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW.fid, {box}); END;
CREATE TRIGGER "rtree_{t}_geom_update1" AFTER UPDATE OF geom ON "{t}" WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW.fid, {box}); END;
CREATE TRIGGER "rtree_{t}_geom_update2" AFTER UPDATE OF geom ON "{t}" WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_{t}_geom_update3" AFTER UPDATE ON "{t}" WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW.fid, {box}); END;
CREATE TRIGGER "rtree_{t}_geom_update4" AFTER UPDATE ON "{t}" WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN DELETE FROM "rtree_{t}_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_{t}_geom_delete" AFTER DELETE ON "{t}" WHEN old.geom NOT NULL
BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = OLD.fid; END;
"""
_BOX = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
_RTREE = ("gpkg_rtree_index", "http://www.geopackage.org/spec120/#extension_rtree", "write-only")


def write(store: Store, out: Path, *, names: bool) -> list[Path]:
    """Write the GeoPackage; gives the file."""
    tables = Tables(store, names=names)
    with taking(out, begins=b"SQLite format 3\0") as part:
        if out.is_file() and not _ours(out):
            raise UsageError(f"{out} cannot be written: there is a database of that name, and it is no export of this format")
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.executescript(
                "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300; PRAGMA synchronous = OFF; BEGIN;" + _TABLES
            )
            db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
            for layer, columns in LAYERS.items():
                _layer(db, layer, columns, (half_open(layer, row) for row in tables.rows(layer)))
            _plain(db, "about", "What this file is made from")
            db.executemany("INSERT INTO about (name, said) VALUES (?, ?)", about(store, names=names).items())
            _plain(db, "layer_styles", "Styles for QGIS")
            _styles(db, Coder(store))
            db.execute("COMMIT")
    return [out]


def _ours(path: Path) -> bool:
    """Whether a database is an earlier export: so that neither a record nor a package of the user's own is written over."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("SELECT count(*) FROM about WHERE name = 'made by' AND said LIKE 'khaldun %'").fetchone()[0])
    except sqlite3.DatabaseError:
        return False


def _layer(db: sqlite3.Connection, layer: str, columns: tuple[str, ...], found: Iterable[Mapping[str, Any]]) -> None:
    cells = ", ".join(f'"{c}" {_TYPES[str(kind_of(c))]}' for c in columns)
    db.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {cells})')
    db.execute(f'CREATE VIRTUAL TABLE "rtree_{layer}_geom" USING rtree(id, minx, maxx, miny, maxy)')
    marks = ", ".join("?" * (len(columns) + 2))
    box: tuple[float, float, float, float] | None = None
    fid = 0
    for rows in portions(iter(found), 2000):
        values, boxes = [], []
        for row in rows:
            fid += 1
            lon, lat = row.get("lon"), row.get("lat")
            wkb = point(lon, lat)
            values.append((fid, None if wkb is None else _HEAD + wkb, *(row.get(c) for c in columns)))
            if lon is not None and lat is not None:
                boxes.append((fid, lon, lon, lat, lat))
                w, s, e, n = box or (lon, lat, lon, lat)
                box = min(w, lon), min(s, lat), max(e, lon), max(n, lat)
        db.executemany(f'INSERT INTO "{layer}" VALUES ({marks})', values)
        db.executemany(f'INSERT INTO "rtree_{layer}_geom" VALUES (?, ?, ?, ?, ?)', boxes)
    said = f"{layer} of a Khaldun record. {ATTRIBUTION}"
    contents = (layer, "features", layer, said, _CHANGED, *(box or (None,) * 4), 4326)
    db.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", contents)
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (layer,))
    db.execute("INSERT INTO gpkg_extensions VALUES (?, 'geom', ?, ?, ?)", (layer, *_RTREE))
    for trigger in _INDEX.format(t=layer, box=_BOX).split("CREATE TRIGGER ")[1:]:
        db.execute(f"CREATE TRIGGER {trigger}")


_HEAD = struct.pack("<2sBBi", b"GP", 0, 1, 4326)
"""What a GeoPackage wants before a point: little-endian, no envelope, WGS 84."""


def _plain(db: sqlite3.Connection, table: str, said: str) -> None:
    """Make a table without points known to the package."""
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES (?, 'attributes', ?, ?, ?)",
        (table, table, said, _CHANGED),
    )


def _styles(db: sqlite3.Connection, coder: Coder) -> None:
    holders = db.execute(
        "SELECT holder_id, max(holder), count(*) FROM control WHERE holder_id IS NOT NULL GROUP BY holder_id ORDER BY 3 DESC, 1"
    ).fetchall()
    kinds = [row[0] for row in db.execute("SELECT kind FROM incidents GROUP BY kind ORDER BY count(*) DESC, kind")]
    wishes = {e["id"]: e["colour"] for e in coder.knowledge.entries("colours")}
    for layer in LAYERS:
        qml = style(layer, [(h, name) for h, name, _ in holders], kinds, wishes)
        db.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD,"
            " useAsDefault, description, owner, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', ?)",
            (layer, f"khaldun {layer}", qml, _CHANGED),
        )
