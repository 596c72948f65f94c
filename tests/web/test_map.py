"""The map in a real browser: the slider moves it, a click opens the evidence, nothing leaves the machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
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

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.skipif(not (STATIC / "app/manifest.json").exists(), reason="the map is not built: python frontend/build.py"),
]


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app(store, names=True), host="127.0.0.1", port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


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


@pytest.fixture
def watch(browser: Any, address: str) -> Iterator[Watch]:
    watched = Watch(browser, address, viewport={"width": 1200, "height": 800})
    watched.page.goto(f"{address}/map")
    watched.page.wait_for_selector(".kh-map[data-ready]", timeout=60_000)
    yield watched
    watched.page.close()


def test_the_slider_moves_the_record_through_time(watch: Watch) -> None:
    page = watch.page
    places = page.get_by_role("list", name="Places on this day")
    assert "Syrian government, contested" in places.inner_text()
    slider = page.get_by_role("slider", name="Day")
    slider.press("Home")
    assert slider.get_attribute("aria-valuetext") == "20 May 2015"
    assert "Islamic State" in places.inner_text()
    page.wait_for_url("**/map?on=2015-05-20")
    page.get_by_role("button", name="Next change").click()
    assert slider.get_attribute("aria-valuetext") == "27 March 2016"
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "26 March 2016"
    assert watch.quiet()


def test_a_place_opens_its_evidence_by_keys(watch: Watch) -> None:
    page = watch.page
    page.get_by_role("button", name="Palmyra").press("Enter")
    evidence = page.locator("#kh-evidence")
    evidence.wait_for()
    assert "took" in evidence.get_by_role("region", name="Claims for").inner_text()
    assert "Samir Haddad (witness)" in evidence.get_by_role("region", name="Claims against").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Palmyra"
    page.keyboard.press("Escape")
    assert page.get_by_role("list", name="Places on this day").is_visible()
    assert watch.quiet()


def test_a_click_on_the_map_opens_the_place(watch: Watch) -> None:
    page = watch.page
    box = page.locator(".kh-map canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#kh-evidence").wait_for()
    assert page.get_by_role("complementary", name="Palmyra").is_visible()
    page.locator("#kh-evidence article a").first.click()
    assert page.locator(".news h1").is_visible()
    assert watch.quiet()


def test_play_goes_to_the_end_and_stops(watch: Watch) -> None:
    page = watch.page
    slider = page.get_by_role("slider", name="Day")
    slider.press("End")
    slider.press("PageDown")
    before = slider.get_attribute("aria-valuetext")
    slider.press("Space")
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for()
    assert slider.get_attribute("aria-valuetext") != before
    assert watch.quiet()


def test_an_address_brings_back_the_view(browser: Any, address: str) -> None:
    watched = Watch(browser, address)
    watched.page.goto(f"{address}/map?on=2015-06-01&place=geonames:163808")
    watched.page.locator("#kh-evidence").wait_for()
    assert "Islamic State" in watched.page.get_by_role("complementary", name="Palmyra").inner_text()
    assert watched.quiet()
    watched.page.close()


@pytest.mark.parametrize(
    "path", ["/", "/map", "/places", "/place/geonames:163808", "/article/a-palmyra", "/search?q=palmyra", "/about"]
)
def test_no_page_is_wider_than_a_phone_or_asks_elsewhere(path: str, browser: Any, address: str) -> None:
    watched = Watch(browser, address, viewport={"width": 360, "height": 740}, color_scheme="dark")
    watched.page.goto(address + path)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.quiet()
    watched.page.close()


def test_pages_work_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Search sentences and articles").fill("palmyra")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="control gain").first.click()
    assert page.locator("blockquote mark").inner_text() in {"took", "seized"}
    context.close()
