"""What a page loads of scripts, packed as servers pack them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest

from khaldun.web.site import STATIC

APP = STATIC / "app"

pytestmark = pytest.mark.skipif(not (APP / "manifest.json").exists(), reason="the map is not built: python frontend/build.py")


def loaded(entry: str) -> Iterator[str]:
    """The scripts of an entry and those they import; the map's worker besides."""
    manifest = json.loads((APP / "manifest.json").read_text(encoding="utf-8"))
    wanted = [f"src/{entry}"]
    while wanted:
        found = manifest[wanted.pop()]
        yield found["file"]
        wanted += found.get("imports", ())
        yield from (name for name in found.get("assets", ()) if name.endswith(".js"))


def packed(entry: str) -> int:
    return sum(len(gzip.compress((APP / name).read_bytes(), 9)) for name in set(loaded(entry)))


def test_the_map_loads_at_most_400_kb() -> None:
    assert any("worker" in name for name in loaded("main.tsx"))
    assert packed("main.tsx") < 400_000


def test_a_page_without_the_map_loads_at_most_40_kb() -> None:
    assert packed("bench/main.tsx") < 40_000
