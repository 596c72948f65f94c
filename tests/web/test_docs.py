"""docs/page.md names every page and parameter that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.web.asgi import ROUTES

DOCS = (Path(__file__).parents[2] / "docs/page.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path, _ in ROUTES])
def test_every_address_is_documented(path: str) -> None:
    assert f"`{path}".replace("{id}", "ID") in DOCS or f"{path}`".replace("{id}", "ID") in DOCS
