"""Figures through time, drawn and listed; what sources contradict each other in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from khaldun.model import Figure, Period
from khaldun.store import Derived, Store
from khaldun.web import app
from khaldun.web.plot import TALL, plot
from khaldun.web.strip import WIDTH
from tests.web.conftest import HOME, LOCAL
from tests.web.records import place, small


def figure(key: str, low: float | None, high: float | None, day: date, **more: Any) -> Figure:
    given = {
        "place": place("Palmyra"),
        "group": "civilian",
        "unit": "civilian",
        "speaker": "sohr",
        "claim_id": "c-0005",
        **more,
    }
    return Figure(key, "displaced", low=low, high=high, as_of=Period.day(day), **given)


MAY = [
    figure("f-1", 100, 100, date(2015, 5, 20)),
    figure("f-2", 200, 250, date(2015, 5, 25), superseded_by="f-3"),
    figure("f-3", 400, None, date(2015, 6, 19), speaker=None),
]


def test_a_figure_stands_at_its_day_and_number() -> None:
    drawn = plot(MAY)
    assert drawn is not None and (drawn.first, drawn.last) == (date(2015, 5, 20), date(2015, 6, 19))
    first, second, third = drawn.marks
    assert first.x == 0 and 0 < second.x < third.x <= WIDTH
    assert first.low == first.high > second.low > second.high > third.low
    assert third.open_above and not second.open_above
    assert [level.number for level in drawn.levels] == [0, 100, 200, 300, 400] and drawn.levels[0].y == TALL


def test_numbers_far_apart_go_by_powers_of_ten() -> None:
    drawn = plot([figure("a", 3, 3, date(2015, 5, 1)), figure("b", 90_000, 90_000, date(2015, 5, 2))])
    assert drawn is not None and [level.number for level in drawn.levels] == [1, 10, 100, 1000, 10_000, 100_000]
    assert all(0 <= m.low <= TALL for m in drawn.marks)


def test_without_a_number_or_a_day_there_is_no_drawing() -> None:
    undated = replace(MAY[0], as_of=Period(None, None, "unknown"))
    assert plot([undated]) is None and plot([figure("a", None, None, date(2015, 5, 1))]) is None and plot([]) is None


def test_nobody_is_a_number_too() -> None:
    drawn = plot([figure("a", 0, 0, date(2015, 5, 1))])
    assert drawn is not None and drawn.marks[0].low == TALL


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with small(tmp_path / "r.sqlite") as store:
        yield from _client(store, MAY)


def _client(store: Store, figures: list[Figure], *, names: bool = True) -> Iterator[TestClient]:
    store.put_derived(Derived(store.incidents(), store.control(), figures), versions={"program": "0"})
    with TestClient(app(store, names=names), base_url=HOME, client=LOCAL, raise_server_exceptions=False) as found:
        yield found


def test_series_are_listed_with_their_last_figure(client: TestClient) -> None:
    page = client.get("/figures").text
    assert (
        "Palmyra" in page
        and "at least 400" in page
        and "measure=displaced&amp;place=geonames%3A163808&amp;group=civilian" in page
    )


def test_a_series_tells_who_said_how_many_and_what_was_replaced(client: TestClient) -> None:
    page = client.get("/figures?measure=displaced&place=geonames:163808&group=civilian").text
    assert page.count('<g class="fig') == 3 and page.count('class="fig past"') == 1
    assert "200–250" in page and 'href="#f-3">replaced</a>' in page
    assert "Syrian Observatory for Human Rights" in page and "the article’s own voice" in page and "<mark>seized</mark>" in page


def test_the_series_of_one_measure_are_listed(client: TestClient) -> None:
    assert "measure=displaced&amp;place=" in client.get("/figures?measure=displaced").text
    assert "No source gives a figure" in client.get("/figures?measure=besieged").text


def test_a_series_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/figures?measure=displaced&group=soldier").status_code == 404


def test_without_figures_the_page_says_so(open_client: TestClient) -> None:
    assert "No source gives a figure" in open_client.get("/figures").text


def test_a_private_person_who_gives_a_figure_is_masked(tmp_path: Path) -> None:
    told = figure("f-1", 3, 3, date(2016, 3, 27), speaker="samir-haddad", claim_id="c-0003", group="Samir Haddad")
    with small(tmp_path / "r.sqlite") as store:
        for client in _client(store, [told], names=False):
            page = client.get("/figures").text
    assert "█" in page and "haddad" not in page.lower()


def test_disputes_name_the_happening_and_what_is_differed_in(open_client: TestClient) -> None:
    page = open_client.get("/disputes").text
    assert 'href="/incident/i-1"' in page and "who left first" in page
