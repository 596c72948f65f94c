"""A basemap of the user's own: its tiles, and what is no archive."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from starlette.testclient import TestClient

from khaldun.errors import UsageError
from khaldun.store import Store
from khaldun.web import app
from khaldun.web.basemap import Basemap
from khaldun.web.site import STATIC
from tests.web.browsing import CHROMIUM, WRITTEN, Watch, served
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


def towns(**points: tuple[int, int]) -> bytes:
    """A vector tile with the layer `places`: names with their points in 4096ths of the tile."""

    def field(number: int, value: int | bytes) -> bytes:
        if isinstance(value, int):
            return bytes([number << 3]) + varint(value)
        return bytes([number << 3 | 2]) + varint(len(value)) + value

    def varint(value: int) -> bytes:
        return bytes([value & 127 | 128]) + varint(value >> 7) if value > 127 else bytes([value])

    features, values = b"", b""
    for n, (name, (x, y)) in enumerate(points.items()):
        features += field(2, field(2, bytes([0, n])) + field(3, 1) + field(4, varint(9) + varint(2 * x) + varint(2 * y)))
        values += field(4, field(1, name.encode()))
    return field(3, field(15, 2) + field(1, b"places") + features + field(3, b"name") + values + field(5, 4096))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium")
@pytest.mark.skipif(not (STATIC / "app/manifest.json").exists(), reason="the map is not built: python frontend/build.py")
def test_the_map_names_the_towns_of_the_archive(
    tmp_path: Path, store: Store, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.web.test_basemap.TILE", towns(Sukhnah=(2490, 1620), Nowhere=(100, 100)))
    with served(store, basemap=archive(tmp_path / "a.pmtiles", layers=("places",))) as address:
        watched = Watch(browser, address, viewport={"width": 1200, "height": 800})
        watched.page.add_init_script(WRITTEN)
        watched.page.goto(f"{address}/map")
        watched.page.wait_for_function("() => window.written?.has('Sukhnah') && window.written.has('Palmyra')")
        assert not watched.page.evaluate("window.written.has('Nowhere')")
        assert watched.quiet()
        watched.page.close()
