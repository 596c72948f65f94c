"""What joins articles, and that a window which everybody has does not make this take long."""

from datetime import date

import numpy as np
import pytest

from khaldun.model import Article
from khaldun.origin import fingerprint, join, regroup
from khaldun.origin.candidates import Table, overlap
from khaldun.origin.join import Joined
from khaldun.origin.lookup import Lookup
from khaldun.origin.memory import Memory
from tests.origin.make import article, text
from tests.origin.test_rewrite import FERRY, FERRY_AGAIN

PASSAGE = text(9, 10, 11, 12)


def joined(*articles: Article) -> list[int]:
    """The group of each."""
    shelf = Memory()
    shelf.add(articles, {a.id: fingerprint(a) for a in articles})
    regroup(shelf)
    return [e.joined for e in shelf.entries()]


def test_the_same_background_joins_nothing() -> None:
    assert joined(article("a", text(*range(20, 28)) + PASSAGE), article("b", text(*range(40, 48)) + PASSAGE)) == [0, 1]


def test_half_of_the_smaller_joins() -> None:
    assert joined(article("a", text(*range(20, 28)) + PASSAGE), article("b", PASSAGE + text(40, 41))) == [0, 0]


def test_a_rewrite_of_the_same_day_is_joined() -> None:
    frame = text(20, 21)
    one, two = (article(name, frame + body, day=date(2016, 5, 1)) for name, body in (("a", FERRY), ("b", FERRY_AGAIN)))
    assert joined(one, two) == [0, 0]


def test_joined_articles_are_known_by_the_lowest_and_can_be_parted() -> None:
    of = Joined(range(5))
    of.unite(4, 3)
    of.unite(1, 4)
    assert of.roots().tolist() == [0, 1, 2, 1, 1]
    of.part([1, 3, 4])
    assert of.roots().tolist() == [0, 1, 2, 3, 4]


def test_groups_that_share_many_windows_are_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text(*range(12), 100 + n, 400 + n, *range(1000 + 30 * n, 1030 + 30 * n)) for n in range(90)]
    articles = [article(f"a{n:02}", body) for n, body in enumerate(texts)]
    prints = {n: fingerprint(a) for n, a in enumerate(articles)}
    look = Lookup(Memory(), [])
    look.add(prints)
    tried = []
    monkeypatch.setattr(join, "overlap", lambda *pair: tried.append(pair) or overlap(*pair))
    table = Table.of([p.hashes for p in prints.values()])
    _, length = table.runs()
    assert (length > 80).sum() > 50
    join._crowds(Joined(range(90)), table, np.ones(90, bool), look, np.empty(0, np.uint64))
    assert len(tried) == 89
