"""Clients of the page over a small record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from khaldun.store import Store
from khaldun.web import app
from tests.web.browsing import ARGUMENTS, CHROMIUM, served
from tests.web.records import small

HOME = "http://127.0.0.1:8765"
LOCAL = ("127.0.0.1", 50000)


@pytest.fixture(autouse=True)
def _looked_at_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changes is seen at once."""
    monkeypatch.setattr("khaldun.web.site.FRESH", 0.0)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("web") / "small.sqlite"
    with small(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_client(store: Store) -> Iterator[TestClient]:
    """With names shown."""
    with TestClient(app(store, names=True), base_url=HOME, client=LOCAL, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def masked_client(store: Store) -> Iterator[TestClient]:
    """With names masked."""
    with TestClient(app(store), base_url=HOME, client=LOCAL, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """Where the small record is served."""
    with served(store) as found:
        yield found
