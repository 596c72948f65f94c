"""What the pages ask of a record says the same as the general questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from khaldun.model import ControlSpell
from khaldun.store import Derived, Store, shown
from tests.store import make

PALMYRA = make.PALMYRA.id


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:
    """The record made by hand, in each kind of database."""
    with make.record(address) as made:
        yield made


def spell(key: str, start: date, stop: date | None, others: tuple[tuple[str, float], ...] = ()) -> ControlSpell:
    return replace(make.spell(), id=key, start=start, stop=stop, others=others)


def compute(store: Store, *spells: ControlSpell) -> None:
    store.put_derived(Derived((make.incident(), replace(make.incident(), id="incident-2")), spells, ()), versions={})


def test_a_head_names_an_article_by_its_beginning(store: Store) -> None:
    (head,) = shown.heads(store, ["article-1", "article-1", "nothing"])
    whole = make.article()
    assert (head.id, head.title, head.publisher, head.published) == (whole.id, whole.title, whole.publisher, whole.published)
    assert whole.text.startswith(head.text)


def test_articles_proper_are_listed(store: Store) -> None:
    assert shown.listed(store, limit=9, offset=0) == [a.article.id for a in store.articles(kind="article")] == ["article-1"]
    assert shown.listed(store, limit=9, offset=1) == []


def test_an_article_s_story_and_who_is_in_it_too(store: Store) -> None:
    assert shown.story_of(store, "article-1") == ("story-1", [])
    assert shown.story_of(store, "article-2") == (None, [])


def test_claims_at_a_place_stand_in_the_order_of_their_days(store: Store) -> None:
    for place in (PALMYRA, make.SQUARE.id):
        assert shown.claims_at(store, place) == [c.id for c in store.claims(place_id=place)] != []


def test_a_claim_bears_on_what_it_speaks_for_or_against(store: Store) -> None:
    assert [s.id for s in shown.bearing(store, PALMYRA, "claim-2")] == ["control-1"]
    assert shown.bearing(store, PALMYRA, "claim") == []


def test_the_latest_incidents_and_how_many_there_are(store: Store) -> None:
    compute(store)
    found, number = shown.happened(store, PALMYRA, most=1)
    assert ([i.id for i in found], number) == (["incident-2"], 2)


def test_who_holds_and_who_only_contends(store: Store) -> None:
    compute(store, spell("a", date(2015, 5, 20), date(2016, 3, 27), (("rebels", 0.2),)), spell("b", date(2016, 3, 27), None))
    assert shown.holders(store) == [(make.ARMY.id, 2), ("rebels", 0)]


def test_the_stretch_that_begins_last_is_how_a_place_is_held(store: Store) -> None:
    compute(store, spell("b", date(2016, 3, 27), None), spell("a", date(2015, 5, 20), date(2016, 3, 27)))
    assert {key: s.id for key, s in shown.latest(store).items()} == {PALMYRA: "b"}
    assert [(p.id, s.id) for p, s in shown.held_places(store, limit=5)] == [(PALMYRA, "b")]


def test_all_of_a_snapshot_is_of_one_state(tmp_path: Path) -> None:
    with make.record(tmp_path / "r.sqlite") as store:
        store.writing(ahead=True)
        with store.snapshot():
            before = store.meta()
            with Store.open(tmp_path / "r.sqlite") as other:
                other.note(state="stale")
            assert store.meta() == before
            with store.snapshot():
                assert store.meta()["state"] == "stale"
        assert store.meta()["state"] == "stale"
