"""A real browser for the tests of the page: Chromium without a network, and a watch on what it asks for and complains of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from khaldun.store import Store
from khaldun.web import app
from khaldun.web.site import STATIC

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--no-first-run",
]
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TOKEN = "a-token-of-this-test"
WRITTEN = """(() => {
    window.written = new Set();
    const fill = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) { window.written.add(text); return fill.call(this, text, ...where); };
})()"""
"""Keeps what the map writes on its canvas."""

NEEDS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.skipif(not (STATIC / "app/manifest.json").exists(), reason="the map is not built: python frontend/build.py"),
]


@contextmanager
def served(store: Store, basemap: Path | None = None) -> Iterator[str]:
    """The address of a server of a record, with names shown."""
    application = app(store, names=True, token=TOKEN, basemap=basemap)
    server = uvicorn.Server(uvicorn.Config(application, host="127.0.0.1", port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Watch:
    """A page with everything that it asked for and complained of."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.page = browser.new_page(**options)
        self.away: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: None if r.url.startswith((address, "blob:", "data:")) else self.away.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def quiet(self) -> bool:
        assert self.away == []
        assert self.complaints == []
        return True

    def faults(self) -> list[str]:
        """What axe-core holds to be a serious or critical fault of the page as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => (await axe.run()).violations")
        return [
            f"{f['id']}: {node['html'][:160]}" for f in found if f["impact"] in ("serious", "critical") for node in f["nodes"]
        ]
