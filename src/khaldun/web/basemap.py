"""A basemap of the user's own: a PMTiles archive of vector tiles on this machine, served tile by tile under the record's map."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from khaldun.errors import NotFound, UsageError

LAYERS = {
    "water": ("water", "ocean"),
    "roads": ("roads", "transportation"),
    "places": ("places", "place"),
}
"""What is drawn of an archive, by the names that its layers have in the schemas of Protomaps and of OpenMapTiles."""
_DEEPEST = 22


class Basemap:
    """An archive, open. Raises UsageError where the file is none, or its tiles are not vectors."""

    def __init__(self, path: str | Path) -> None:
        from pmtiles.reader import MmapSource, Reader
        from pmtiles.tile import Compression, TileType

        try:
            with Path(path).open("rb") as file:
                reader: Any = Reader(MmapSource(file))  # type: ignore[no-untyped-call]
            header, told = reader.header(), reader.metadata()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
        except Exception as error:  # the library raises whatever its parts do
            raise UsageError(f"{path} is no PMTiles archive that can be read: {str(error) or type(error).__name__}") from None
        if header["tile_type"] != TileType.MVT:
            raise UsageError(f"{path} holds no vector tiles")
        if header["tile_compression"] not in (Compression.GZIP, Compression.NONE):
            raise UsageError(
                f"the tiles of {path} are packed by {header['tile_compression'].name.lower()}: gzip and none are read"
            )
        self._reader = reader
        self._packed = header["tile_compression"] == Compression.GZIP
        named = {str(layer.get("id")) for layer in told.get("vector_layers", ())}
        self.about: Mapping[str, Any] = {
            "minzoom": header["min_zoom"],
            "maxzoom": header["max_zoom"],
            "attribution": re.sub(r"<[^>]*>", "", str(told.get("attribution") or "")),
            "layers": {what: next((n for n in names if n in named), None) for what, names in LAYERS.items()},
        }
        self._tile = lru_cache(maxsize=512)(self._read)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """A tile, unpacked; None where the archive has none."""
        if not (0 <= z <= _DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
            return None
        return self._tile(z, x, y)

    def _read(self, z: int, x: int, y: int) -> bytes | None:
        found: bytes | None = self._reader.get(z, x, y)
        return gzip.decompress(found) if found and self._packed else found


def about(request: Request) -> Response:
    """What the archive has; null where none is served."""
    found: Basemap | None = request.app.state.site.basemap
    return JSONResponse(found and dict(found.about), headers={"Cache-Control": "no-cache"})


def tile(request: Request) -> Response:
    """One tile; an empty answer where the archive has none."""
    archive: Basemap | None = request.app.state.site.basemap
    if archive is None:
        raise NotFound("no basemap")
    z, x, y = (request.path_params[name] for name in ("z", "x", "y"))
    found = archive.tile(z, x, y)
    headers = {"Cache-Control": "max-age=3600"}
    return Response(found or b"", 200 if found else 204, media_type="application/vnd.mapbox-vector-tile", headers=headers)
