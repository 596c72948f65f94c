"""Places, actors and speakers are found by what people call them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from khaldun.errors import NotFound, UsageError
from khaldun.model import Mention, Place, Speaker
from khaldun.store import Derived, ExtractionRows, Store
from khaldun.store.lookup import find_actor, find_place, find_voice
from khaldun.store.rows import claim_row, mention_rows
from tests.store import make


def place(place_id: str, name: str, text: str, kind: str = "settlement") -> Place:
    return Place(place_id, name, text, 0, len(text), 35.0, 40.0, 5.0, kind)  # type: ignore[arg-type]


NAMED = [
    place("geonames:1", "Dayr az Zawr", "Deir ez-Zor"),
    place("geonames:2", "Ar Raqqah", "Raqqa"),
    place("geonames:3", "Raqqa Governorate", "Raqqa", "province"),
    place("geonames:4", "Husayba", "Husaybah"),
    place("geonames:5", "Husayba", "Husayba"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make.record(tmp_path / "r.sqlite") as made:
        more = [Mention("place", p.start, p.end, p.text, place=p) for p in NAMED]
        rows = mention_rows("article-9", more)
        made.put_extractions([ExtractionRows("article-9", "key", None, rows)])
        claims = [replace(make.spell(), id="control-2", place=NAMED[1])]
        made.put_derived(Derived([], claims, []), versions={"program": "1"})
        yield made


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Palmyra", "geonames:163960"),
        ("palmyra", "geonames:163960"),
        ("geonames:163960", "geonames:163960"),
        ("cafe square", "local:cafe-square"),
        ("Deir ez-Zor", "geonames:1"),
        ("deir ezzor", "geonames:1"),
        ("Dair al-Zour", "geonames:1"),
        ("Raqqa", "geonames:2"),
        ("Raqqah", "geonames:2"),
        ("geonames:5", "geonames:5"),
    ],
)
def test_a_place_is_found(store: Store, name: str, found: str) -> None:
    assert find_place(store, name).found.id == found


def test_what_else_bears_the_name_is_told(store: Store) -> None:
    assert [p.id for p in find_place(store, "Raqqa").others] == ["geonames:3"]


def test_towns_of_one_name_are_listed(store: Store) -> None:
    with pytest.raises(UsageError, match=r"geonames:4(?s:.)*geonames:5"):
        find_place(store, "Husayba")


def test_an_unknown_place_is_answered_with_the_nearest_names(store: Store) -> None:
    with pytest.raises(NotFound, match="near it: Palmyra"):
        find_place(store, "Palmyras")


@pytest.mark.parametrize(
    ("name", "found"), [("Syrian Army", "syrian-army"), ("the army", "syrian-army"), ("islamic-state", "islamic-state")]
)
def test_an_actor_is_found(store: Store, name: str, found: str) -> None:
    assert find_actor(store, name).found.id == found


@pytest.mark.parametrize("name", ["omar-haddad", "Omar Haddad", "omar haddad"])
def test_a_speaker_is_found(store: Store, name: str) -> None:
    assert find_voice(store, name) == "omar-haddad"


def test_a_speaker_for_a_body_is_found_by_every_name_that_answers_print(tmp_path: Path) -> None:
    head = Speaker("front-line-watch", "Basim Nuri, Front Line Watch", "monitor", "its head Basim Nuri")
    claims = [
        replace(make.gain(), id=f"claim-{n}", speaker=s)
        for n, s in enumerate([replace(head, name="Front Line Watch", text="the Watch"), head], 8)
    ]
    with make.record(tmp_path / "r.sqlite") as store:
        store.put_extractions([ExtractionRows("article-9", "key", None, claims=[claim_row(c) for c in claims])])
        for name in ("Basim Nuri", "Basim Nuri, Front Line Watch", "its head Basim Nuri", "Front Line Watch"):
            assert find_voice(store, name, thorough=True) == "front-line-watch"
        with pytest.raises(NotFound):
            find_voice(store, "Basim Nuri")


def test_nobody_speaks_by_an_unknown_name(store: Store) -> None:
    with pytest.raises(NotFound):
        find_voice(store, "nobody")
