"""A record read row by row gives what it gives as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from khaldun.model import Claim, ControlSpell, Figure, Incident, Period
from khaldun.store import Derived, Store
from khaldun.store.streams import (
    each,
    each_article,
    each_story,
    holding,
    incidents_by_day,
    last_published,
    places_held,
    portions,
    stories_of,
)
from tests.store import make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make.record(tmp_path / "r.sqlite") as made:
        yield made


def test_every_value_comes_once_in_the_order_of_ids(store: Store) -> None:
    assert [c.id for c in each(store, Claim)] == ["claim-1", "claim-2"]
    assert list(each(store, Incident)) == store.incidents()
    assert list(each(store, ControlSpell)) == store.control()
    assert list(each(store, Figure)) == store.figures()
    assert list(each_story(store)) == store.stories()


def test_articles_come_with_their_texts_and_stories(store: Store) -> None:
    assert [(s.article.id, s.story_id, s.article.text == make.TEXT) for s in each_article(store)] == [
        ("article-1", "story-1", True), ("article-2", None, False),
    ]  # fmt: skip
    assert [s.article.id for s in each_article(store, kind="article")] == ["article-1"]


def test_incidents_of_one_day_come_together_and_those_without_one_last(store: Store) -> None:
    days = {"i-1": date(2016, 3, 28), "i-2": None, "i-3": date(2016, 3, 27), "i-4": date(2016, 3, 28)}
    made = [replace(make.incident(), id=i, when=Period(day, None, "unknown")) for i, day in days.items()]
    store.put_derived(Derived(made, [], []), versions={"program": "1"})
    assert [[i.id for i in found] for found in incidents_by_day(store)] == [["i-3"], ["i-1", "i-4"], ["i-2"]]


def test_what_belongs_to_some_ids_is_found(store: Store) -> None:
    assert stories_of(store, ["article-1", "article-2"]) == {"article-1": "story-1"}
    assert places_held(store) == [make.PALMYRA.id]
    assert last_published(store) == make.DAY
    assert [s.id for s in holding(store, "claim-1")] == ["control-1"]


def test_portions_leave_nothing_out() -> None:
    assert list(portions(iter(range(5)), 2)) == [[0, 1], [2, 3], [4]]
