"""The page in one file: what is in it, and what Chromium makes of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khaldun.export import write
from khaldun.export.gpkg_style import COLOURS
from khaldun.export.outlines import _line, rings
from khaldun.model import ControlSpell
from khaldun.web.palette import MARKS, NAMES, STRIPES
from tests.export.make import ARMY, DAY, MILITANTS, MONITOR, PALMYRA, Made, claim, incident, record

CHROMIUM = Path("/usr/bin/chromium")
NASTY = "The army took Palmyra </script><script>alert(1)</script> {{STYLE}} & more."
TOOK = claim("1", "control.gain", NASTY, speaker=MONITOR)
DENIED = claim("2", "control.gain", "The militants did not take it.", status="denied", actors=(MILITANTS,), targets=(ARMY,))
PLANNED = claim("3", "attack", "They may attack.", status="planned")
SPELL = ControlSpell("ctl-1", PALMYRA, DAY, None, "syrian-government", "Syrian government", "held", 0.9, (), ("clm-1",), ("clm-2",), (), DAY)  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    before = replace(
        SPELL, id="ctl-0", start=DAY.replace(month=1), stop=DAY, holder_id="islamic-state", holder_name="Islamic State"
    )
    made = Made(
        [incident("1", TOOK), incident("2", DENIED), incident("3", PLANNED)], [TOOK, DENIED, PLANNED], (), [before, SPELL]
    )
    with record(tmp_path / "r.sqlite", made) as store:
        return write(store, "html", tmp_path / "r.html")[0]


def told(page: Path) -> dict[str, Any]:
    """What the page shows."""
    found = re.search(
        r'<script type="application/json" id="record">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_record_is_in_the_page_and_its_texts_are_no_markup(page: Path) -> None:
    data = told(page)
    assert data["claims"]["clm-1"]["text"] == NASTY
    assert page.read_text(encoding="utf-8").count("<script") == 2
    assert [s["holder"] for s in data["spells"]] == ["islamic-state", "syrian-government"]


def test_a_holder_looks_as_on_the_pages(page: Path) -> None:
    found = told(page)
    holder = found["holders"]["syrian-government"]
    assert (holder["colour"], holder["mark"]) == (COLOURS["vermilion"], MARKS[str(NAMES.index("vermilion"))])
    assert found["stripes"] == MARKS[STRIPES]


def test_a_claim_has_the_day_as_of_which_it_speaks(page: Path) -> None:
    assert told(page)["claims"]["clm-1"]["on"] == (DAY - date(1970, 1, 1)).days


def test_only_what_is_told_as_a_fact_is_an_incident(page: Path) -> None:
    assert [i["claims"] for i in told(page)["incidents"]] == [["clm-1"]]


def test_nothing_is_asked_for_from_elsewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    script = re.search(r"</script>\s*<script>(.*?)</script>", text, re.DOTALL)
    assert policy is not None and script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert re.findall(r"(?:src|href|url\()\s*=?\s*[\"']?(?:https?:)?//", text) == []


def test_borders_are_there_where_the_places_are() -> None:
    found = rings((30.0, 28.0, 45.0, 38.0))
    if not found:
        pytest.skip("the map's files are not built: python frontend/build.py")
    assert all(len(ring) % 2 == 0 and max(ring[1::2]) <= 84 for ring in found)
    assert len(found) < len(rings((-180.0, -90.0, 180.0, 90.0)))


def test_a_ring_joins_its_arcs_in_their_direction() -> None:
    arcs = [[(0.0, 0.0), (1.0, 0.0)], [(0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]]
    assert _line([0, ~1], arcs) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]


@pytest.fixture
def shown(page: Path) -> Iterator[Any]:
    """The page in a browser, with a list of what went wrong."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1000, "height": 700})
        opened.complaints = []
        opened.on("console", lambda m: opened.complaints.append(m.text))
        opened.on("pageerror", lambda e: opened.complaints.append(str(e)))
        opened.on("request", lambda r: None if r.url.startswith("file:") else opened.complaints.append(r.url))
        opened.goto(page.as_uri())
        yield opened
        assert opened.complaints == []
        browser.close()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt-get install chromium")
def test_the_map_works_from_a_folder_by_mouse_and_keys(shown: Any) -> None:
    assert shown.locator("#date").inner_text() == "27 March 2016"
    assert "held by Syrian government (90\u00a0%)" in shown.locator("#panel").inner_text()
    shown.locator("#earlier").click()
    assert shown.locator("#date").inner_text() == "27 January 2016"
    shown.locator("#day").focus()
    shown.keyboard.press("End")
    shown.get_by_role("button", name="Palmyra").press("Enter")
    said = shown.locator("#panel").inner_text()
    assert NASTY in said and "by the word of The Watch" in said and "denied" in said
    assert shown.url.endswith("#day=2016-03-27&place=geonames%3A163960")
    shown.reload()
    assert "Through time" in shown.locator("#panel").inner_text()
    row = shown.evaluate("(() => { const c = document.getElementById('map'); return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2 - 4, 5, 1).data] })()")  # fmt: skip
    mark, disc = row[:3], row[16:19]
    assert (disc, mark) == ([213, 94, 0], [255, 255, 255]), "a white cross on the colour of its holder, as on the pages"
