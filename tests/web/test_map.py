"""The map in a real browser: the slider moves it, a click opens the evidence, nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browsing import NEEDS, WRITTEN, Watch

pytestmark = NEEDS


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
    assert evidence.get_by_role("link", name="a copy").first.get_attribute("href") == "/story/s-palmyra"
    assert "Samir Haddad (witness)" in evidence.get_by_role("region", name="Claims against").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Palmyra"
    page.keyboard.press("Escape")
    assert page.get_by_role("list", name="Places on this day").is_visible()
    assert watch.quiet()


def test_a_click_on_the_map_opens_the_place(watch: Watch) -> None:
    page = watch.page
    box = page.locator(".maplibregl-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#kh-evidence").wait_for()
    assert page.get_by_role("complementary", name="Palmyra").is_visible()
    page.locator("#kh-evidence article a").first.click()
    assert page.locator(".news h1").is_visible()
    assert watch.quiet()


def test_a_sign_under_the_mouse_says_who_holds_its_place(watch: Watch) -> None:
    page = watch.page
    overlay = page.locator(".kh-overlay")
    page.evaluate(WRITTEN)
    box = overlay.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => window.written.has('Palmyra: Syrian government, contested')")
    assert page.locator(".maplibregl-canvas").evaluate("(canvas) => canvas.style.cursor") == "pointer"
    assert watch.quiet()


def test_the_map_prints_with_its_places_and_without_its_buttons(watch: Watch) -> None:
    page = watch.page
    page.emulate_media(media="print")
    assert page.locator(".kh-overlay").is_visible()
    assert page.get_by_role("list", name="Places on this day").is_visible()
    assert page.locator(".kh-legend svg path").count() > 0
    assert not page.locator(".kh-time").is_visible()


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


def test_the_map_goes_by_one_speakers_word_and_says_so_in_its_address(watch: Watch) -> None:
    page = watch.page
    places = page.get_by_role("list", name="Places on this day")
    assert "Syrian government" in places.inner_text()
    page.locator(".kh-filters summary").click()
    page.get_by_label("By whose word").select_option("sohr")
    page.wait_for_url("**by=sohr*")
    places.get_by_text("Islamic State").wait_for()
    assert "Syrian government" not in places.inner_text()
    page.get_by_role("button", name="Palmyra").press("Enter")
    assert "seized" in page.locator("#kh-evidence").inner_text()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show everything").click()
    places.get_by_text("Syrian government").wait_for()
    assert watch.quiet()


def test_places_are_filtered_by_holder_and_state(browser: Any, address: str) -> None:
    watched = Watch(browser, address)
    for query, count in (
        ("holder=islamic-state", 1),
        ("holder=syrian-government", 0),
        ("state=contested", 0),
        ("state=held", 1),
    ):
        watched.page.goto(f"{address}/map?on=2015-06-01&{query}")
        watched.page.get_by_role("heading", name="1 June 2015").wait_for()
        assert watched.page.locator(".kh-places li").count() == count, query
    assert watched.quiet()
    watched.page.close()


def test_incidents_of_a_kind_lie_on_the_map_and_in_the_list(browser: Any, address: str) -> None:
    watched = Watch(browser, address)
    listed = watched.page.get_by_role("region", name="Incidents")
    watched.page.goto(f"{address}/map?on=2016-03-30&kind=control&days=7")
    listed.wait_for()
    assert "Palmyra, 27 March 2016" in listed.inner_text()
    for query in (
        "on=2016-03-30&kind=control&days=1",
        "on=2016-03-30&kind=airstrike",
        "on=2016-03-30&kind=&actor=islamic-state",
        "on=2016-03-26&kind=",
    ):
        watched.page.goto(f"{address}/map?{query}")
        watched.page.locator(".kh-filters").wait_for()
        watched.page.wait_for_timeout(300)
        assert listed.count() == 0, query
    watched.page.goto(f"{address}/map?on=2016-03-30&kind=&speaker=sana&actor=syrian-government")
    listed.get_by_role("link").click()
    watched.page.wait_for_url("**/incident/i-1")
    assert watched.quiet()
    watched.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/map?kind=", "/places", "/place/geonames:163808", "/article/a-palmyra", "/claim/c-0001", "/story/s-palmyra",
             "/incident/i-1", "/actors", "/actor/islamic-state", "/speaker/sohr", "/search?q=palmyra", "/set-aside", "/about"]
)  # fmt: skip
def test_no_page_has_a_serious_fault(path: str, scheme: str, browser: Any, address: str) -> None:
    watched = Watch(browser, address, color_scheme=scheme)
    watched.page.goto(address + path)
    watched.page.wait_for_load_state("networkidle")
    assert watched.faults() == []
    watched.page.close()


def test_an_address_brings_back_the_view(browser: Any, address: str) -> None:
    watched = Watch(browser, address)
    watched.page.goto(f"{address}/map?on=2015-06-01&place=geonames:163808")
    watched.page.locator("#kh-evidence").wait_for()
    assert "Islamic State" in watched.page.get_by_role("complementary", name="Palmyra").inner_text()
    assert watched.quiet()
    watched.page.close()


@pytest.mark.parametrize(
    "path", ["/", "/map", "/places", "/place/geonames:163808", "/article/a-palmyra", "/search?q=palmyra", "/review", "/about"]
)
def test_no_page_is_wider_than_a_phone_or_asks_elsewhere(path: str, browser: Any, address: str) -> None:
    watched = Watch(browser, address, viewport={"width": 360, "height": 740}, color_scheme="dark")
    watched.page.goto(address + path)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.quiet()
    watched.page.close()


def test_a_browser_that_draws_no_maps_says_so_and_lists_the_places(browser: Any, address: str) -> None:
    watched = Watch(browser, address)
    watched.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    watched.page.goto(f"{address}/map")
    watched.page.get_by_role("alert").wait_for()
    assert "WebGL" in watched.page.get_by_role("alert").inner_text()
    watched.page.get_by_role("slider", name="Day").press("Home")
    assert "Islamic State" in watched.page.get_by_role("list", name="Places on this day").inner_text()
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
