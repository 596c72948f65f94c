"""A basemap of the user's own: its tiles, and what is no archive."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from starlette.testclient import TestClient

from khaldun.errors import UsageError
from khaldun.store import Store
from khaldun.web import app
from khaldun.web.basemap import Basemap
from tests.web.conftest import HOME, LOCAL

TILE = b"\x1a\x0bnot decoded"


def archive(
    path: Path,
    *,
    kind: TileType = TileType.MVT,
    packed: Compression = Compression.GZIP,
    layers: tuple[str, ...] = ("water", "roads"),
) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), gzip.compress(TILE) if packed is Compression.GZIP else TILE)
        header = {"tile_type": kind, "tile_compression": packed, "min_zoom": 0, "max_zoom": 3, "min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 1, "max_lat_e7": 1, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}  # fmt: skip
        writer.finalize(header, {"attribution": "<a href='x'>A map</a>", "vector_layers": [{"id": name} for name in layers]})
    return path


@pytest.mark.parametrize("packed", [Compression.GZIP, Compression.NONE])
def test_a_tile_comes_unpacked_and_one_that_is_not_there_is_empty(tmp_path: Path, store: Store, packed: Compression) -> None:
    with TestClient(app(store, basemap=archive(tmp_path / "a.pmtiles", packed=packed)), base_url=HOME, client=LOCAL) as client:
        assert client.get("/map/basemap/0/0/0").content == TILE
        assert client.get("/map/basemap/3/0/0").status_code == client.get("/map/basemap/1/9/9").status_code == 204


def test_layers_are_known_by_the_names_of_either_schema(tmp_path: Path) -> None:
    told = Basemap(archive(tmp_path / "a.pmtiles", layers=("water", "transportation"))).about
    assert told["layers"] == {"water": "water", "roads": "transportation", "places": None}
    assert (told["minzoom"], told["maxzoom"], told["attribution"]) == (0, 0, "A map")


def test_without_one_the_map_is_told_so(store: Store) -> None:
    with TestClient(app(store), base_url=HOME, client=LOCAL) as client:
        assert client.get("/map/basemap").json() is None and client.get("/map/basemap/0/0/0").status_code == 404


@pytest.mark.parametrize("what", ["empty", "text", "cut", "pictures"])
def test_what_is_no_archive_of_vectors_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.pmtiles"
    whole = archive(path, kind=TileType.PNG if what == "pictures" else TileType.MVT).read_bytes()
    path.write_bytes({"empty": b"", "text": b"no map" * 40, "cut": whole[:130], "pictures": whole}[what])
    with pytest.raises(UsageError, match=r"a\.pmtiles"):
        Basemap(path)


def test_an_archive_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.pmtiles"):
        Basemap(tmp_path / "none.pmtiles")
