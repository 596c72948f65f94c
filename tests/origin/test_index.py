"""The index grows in any portions and any order, and the stories are those of all articles at once."""

import random
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Article, Story
from khaldun.origin import background, fingerprint, group, index, noise, regroup
from khaldun.origin.memory import Memory
from tests.origin.make import article, sentence, text

FOOTER = "\n\nSign up for our letter, follow us everywhere, read our terms of use and our policy on privacy. " * 4
SECTION = "\n\nMore of our coverage of the harbour, the railway and the mills is on the pages that follow this one. " * 3


def collection(seed: int, count: int = 40) -> list[Article]:
    """Articles of a few outlets: reports of their own, copies with another opening, cuts, pages of two, furniture, formulas."""
    chance = random.Random(seed)
    reports = [list(range(40 * n, 40 * n + chance.randrange(4, 14))) for n in range(count // 3)]
    out = []
    for n in range(count):
        said = list(chance.choice(reports))
        kind = chance.randrange(6)
        if kind == 0:
            said = said[: max(2, len(said) // 2)]
        elif kind == 1:
            said = [5000 + n, *said[1:]]
        elif kind == 2:
            said += chance.choice(reports)
        elif kind == 3:
            said = [6000 + 10 * n + i for i in range(6)]
        elif kind == 4:
            said = [6000 + 10 * n + i for i in range(4)] + said[-3:]
        body = text(*said)
        name = chance.choice(["Courier", "Herald", "Wire", ""])
        if name == "Courier" or chance.random() < 0.1:
            body += FOOTER
        if name == "Herald" and chance.random() < 0.4:
            body += SECTION
        if chance.random() < 0.3:
            body += " " + sentence(9999)
        out.append(article(f"a{chance.randrange(10**9):09}", body, publisher=name or None))
    return out


def grown(portions: list[list[Article]], step: int = index.STEP) -> list[Story]:
    """The stories after these have come one after the other."""
    shelf = Memory()
    for portion in portions:
        shelf.add(portion, {a.id: fingerprint(a) for a in portion})
        regroup(shelf, step=step)
    return shelf.stories()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples and thresholds so low that forty articles reach them."""
    monkeypatch.setattr(sys.modules["khaldun.origin.join"], "CROWD", 4)
    monkeypatch.setattr(sys.modules["khaldun.origin.group"], "CROWD", 4)
    monkeypatch.setattr(index, "TOO_COMMON", 8)
    monkeypatch.setattr(noise, "TOO_COMMON", 8)
    monkeypatch.setattr(index, "FORMULA_SAMPLE", 5)
    monkeypatch.setattr(background, "AT_MOST", 1)
    monkeypatch.setattr(index, "SITE_SAMPLE", 7)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False), st.integers(1, 5))
def test_portions_and_order_do_not_matter(seed: int, chance: random.Random, count: int) -> None:
    articles = collection(seed)
    whole = group(articles, {a.id: fingerprint(a) for a in articles})
    chance.shuffle(articles)
    cuts = sorted(chance.sample(range(1, len(articles)), count))
    portions = [articles[a:b] for a, b in zip([0, *cuts], [*cuts, len(articles)], strict=True)]
    assert grown(portions) == whole


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    articles = collection(3, 30)
    assert grown([[a] for a in articles]) == grown([articles]) == grown([articles], step=7)


def test_the_collection_has_what_it_should() -> None:
    shelf = Memory()
    articles = collection(3)
    shelf.add(articles, {a.id: fingerprint(a) for a in articles})
    regroup(shelf)
    assert {k for k, v in shelf.noise().items() if len(v)} >= {"formula", "outlet courier"}
    assert any(len(s.article_ids) > 2 for s in shelf.stories())


def test_many_prints_that_all_differ_are_one_story() -> None:
    chance = random.Random(5)
    prints = [text(*sorted({0, *chance.sample(range(1, 14), 9)}), 7000 + n) for n in range(30)]
    articles = [article(f"a{n:02}", body) for n, body in enumerate(prints)]
    (story,) = grown([articles])
    assert len(story.article_ids) == 30


def test_no_number_of_prints_makes_a_formula_of_one_text() -> None:
    same = np.ones((32, 6), dtype=np.uint64)
    assert not noise.is_formula(100_000, same)
    assert noise.is_formula(81, np.arange(192, dtype=np.uint64).reshape(32, 6))


def test_only_what_is_concerned_is_computed() -> None:
    shelf = Memory()
    articles = [article(f"a{n:02}", text(*range(20 * n, 20 * n + 8)), publisher="Wire") for n in range(20)]
    shelf.add(articles, {a.id: fingerprint(a) for a in articles})
    regroup(shelf)
    copy = article("copy", articles[7].text + " " + sentence(7000))
    shelf.add([copy], {"copy": fingerprint(copy)})
    seen = []
    keep = shelf.keep
    shelf.keep = lambda change: (seen.append(change), keep(change))[1]  # type: ignore[assignment,method-assign,func-returns-value]
    regroup(shelf)
    assert [s.article_ids for s in seen[0].stories] == [("a07", "copy")]
