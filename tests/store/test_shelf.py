"""The index of copies in a record: what comes out is what an index in memory gives, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from khaldun.model import Article, Publication, Story
from khaldun.origin import fingerprint, group, regroup
from khaldun.store import Store, schema, shelf
from khaldun.store.shelf import Shelf
from tests.origin.test_index import collection


@pytest.fixture
def store(address: str | Path) -> Iterator[Store]:
    """An empty record, in each kind of database."""
    with Store.open(address, create=True) as made:
        yield made


def put(store: Store, sha256: str, articles: list[Article]) -> None:
    """Articles as one source file."""
    store.start_source(sha256, f"{sha256}.jsonl", 1, "1")
    found = [replace(a, source=replace(a.source, sha256=sha256)) for a in articles]
    store.add_articles([(a, fingerprint(a).to_bytes()) for a in found], sha256=sha256, last=True)


ARTICLES = collection(5, 45)


def ordered(stories: list[Story]) -> list[Story]:
    """With their links in one order."""
    return [replace(s, links=tuple(sorted(s.links, key=repr))) for s in stories]


WHOLE = ordered(group(ARTICLES, {a.id: fingerprint(a) for a in ARTICLES}))


def test_three_files_one_after_the_other_give_the_stories_of_all(store: Store) -> None:
    for n in range(3):
        put(store, f"file{n}", ARTICLES[n::3])
        assert regroup(Shelf(store)) == 15
    assert ordered(store.stories()) == WHOLE
    assert regroup(Shelf(store)) == 0


def test_many_pieces_become_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "PIECES", 2)
    for n in range(5):
        put(store, f"file{n}", ARTICLES[n::5])
        regroup(Shelf(store))
    assert ordered(store.stories()) == WHOLE
    with store._read() as c:
        assert max(c.execute(select(schema.index_windows.c.n)).scalars()) == 1


def test_a_file_read_again_is_grouped_again(store: Store) -> None:
    put(store, "one", ARTICLES[:20])
    put(store, "two", [replace(a, publisher="Nobody") for a in ARTICLES[20:]])
    regroup(Shelf(store))
    put(store, "two", ARTICLES[20:])
    assert len(Shelf(store).fresh(100)) == len(ARTICLES)
    regroup(Shelf(store))
    assert ordered(store.stories()) == WHOLE


def test_a_source_taken_out_leaves_no_story(store: Store) -> None:
    put(store, "one", ARTICLES)
    regroup(Shelf(store))
    store.forget_source("one")
    assert store.stories() == []


def test_only_stories_that_changed_are_dated_again(store: Store) -> None:
    put(store, "one", ARTICLES[:-1])
    regroup(Shelf(store))
    store.put_dates({i: Publication() for ids in store.unsettled() for i in ids})
    assert store.unsettled() == []
    put(store, "two", ARTICLES[-1:])
    regroup(Shelf(store))
    (mine,) = [s for s in store.stories() if ARTICLES[-1].id in s.article_ids]
    assert mine.article_ids in store.unsettled()
    assert len(store.unsettled()) < len(WHOLE)


def test_another_name_of_a_file_dates_the_copies_of_its_articles_anew(store: Store) -> None:
    put(store, "one", ARTICLES)
    regroup(Shelf(store))
    store.put_dates({i: Publication() for ids in store.unsettled() for i in ids})
    store.rename_source("one", "a.jsonl")
    assert len(store.unsettled()) == len(WHOLE)
