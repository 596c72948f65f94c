"""The map with 20,000 places: a step through time draws them all, and leaves the library's map as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import median
from typing import Any

import pytest

from khaldun.web.palette import MARKS
from tests.web.browsing import NEEDS, Watch

pytestmark = NEEDS

PLACES = 20_000
FIRST = date(2012, 1, 1)
COUNT_DRAWING = """for (const name of ['drawElements', 'drawArrays']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) { window.drawn = (window.drawn ?? 0) + 1; return draw.apply(this, given); };
}"""
STEPS = """async (count) => {
    const slider = document.querySelector('#kh-slider');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const [first, last, taken] = [Number(slider.min), Number(slider.max), []];
    for (let i = 0; i < count; i++) {
        const begun = performance.now();
        set.call(slider, Math.round(first + (last - first) * (0.3 + 0.5 * i / count)));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
        taken.push(performance.now() - begun);
    }
    return taken;
}"""
SLOW = 1000.0
"""Milliseconds to a step. On an idle machine it takes about a tenth of that, in software; where each step lays out all places anew, more."""


def made() -> str:
    """Control of made places, one after another held, contested, besieged, not known, as `/map/control` tells it."""
    random = Random(1)
    holders = [{"id": f"h{n}", "name": f"Holder {n}", "colour": str(n)} for n in range(10)]
    places, spells = [], []
    for n in range(PLACES):
        places.append({"id": f"p{n}", "name": f"Place {n}", "lat": 30 + 7 * random.random(), "lon": 36 + 11 * random.random(),
                       "radius_km": 30.0 if n % 100 == 0 else None, "kind": "settlement"})  # fmt: skip
        days = sorted(FIRST + timedelta(random.randrange(1800)) for _ in range(4))
        for k, (start, end) in enumerate(pairwise(days)):
            status = ("held", "contested", "besieged", "unknown")[(n + k) % 4]
            spells.append({"id": f"s{n}-{k}", "place": f"p{n}", "start": str(start), "end": None if k == 2 else str(end), "status": status,
                           "holder": None if status == "unknown" else f"h{random.randrange(10)}", "probability": 0.8,
                           "others": [{"holder": "h1", "probability": 0.1}] if status == "contested" else [], "reports": [str(start)]})  # fmt: skip
    return json.dumps({"holders": holders, "places": places, "spells": spells, "voices": [], "marks": MARKS})


@pytest.fixture
def crowd(browser: Any, address: str) -> Iterator[Watch]:
    body = made()
    watched = Watch(browser, address, viewport={"width": 1280, "height": 860})
    watched.page.add_init_script(COUNT_DRAWING)
    watched.page.route("**/map/control", lambda route: route.fulfill(body=body, content_type="application/json"))
    watched.page.goto(f"{address}/map")
    watched.page.wait_for_selector(".kh-map[data-ready]", timeout=120_000)
    yield watched
    watched.page.close()


def test_a_step_draws_twenty_thousand_places_within_a_frame_that_one_can_wait_for(crowd: Watch) -> None:
    drawn = crowd.page.evaluate("window.drawn")
    before = crowd.page.locator(".kh-overlay").screenshot()
    assert median(crowd.page.evaluate(STEPS, 9)) < SLOW
    assert crowd.page.locator(".kh-overlay").screenshot() != before
    assert drawn > 0
    assert crowd.page.evaluate("window.drawn") == drawn, "a step had the library draw its map again"
    assert crowd.quiet()
