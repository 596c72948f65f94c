"""Stories that share passages are linked, once, and stay apart."""

from collections.abc import Sequence
from datetime import date

import pytest

from khaldun.model import Article, Link
from khaldun.origin import background, lots, tell
from khaldun.origin.background import Tie
from khaldun.origin.compare import Comparer
from tests.origin.make import article, stories, text

SHARED = text(9, 10, 11, 12)
FIRST = text(*range(1, 9)) + "\n\n" + SHARED
LATER = text(*range(40, 48)) + "\n\n" + SHARED
FOOTER = "\n\n" + text(200, 201, 202, 203)


def borrowed(*articles: object) -> list[Link]:
    """The links between stories."""
    return [k for s in stories(*articles) for k in s.links if k.relation == "background"]  # type: ignore[arg-type]


def test_a_later_story_is_linked_to_the_one_whose_paragraphs_it_shares() -> None:
    one, two = article("b", FIRST, day=date(2016, 4, 1)), article("a", LATER, day=date(2016, 4, 3))
    assert len(stories(one, two)) == 2
    (link,) = borrowed(one, two)
    assert (link.article_id, link.to) == ("a", "b")
    (passage,) = link.shared
    assert LATER[passage.start : passage.end] == FIRST[passage.to_start : passage.to_end] == SHARED


def test_the_link_stands_in_the_later_story() -> None:
    one, two = article("b", FIRST, day=date(2016, 4, 1)), article("a", LATER, day=date(2016, 4, 3))
    assert {s.article_ids: len(s.links) for s in stories(one, two)} == {("a",): 1, ("b",): 0}


def test_two_stories_are_linked_once_however_often_they_are_printed() -> None:
    prints = [article(f"b{n}", FIRST + f" {n}", day=date(2016, 4, 1)) for n in range(3)]
    later = [article(f"a{n}", LATER + f" {n}", day=date(2016, 4, 3)) for n in range(3)]
    assert len(borrowed(*prints, *later)) == 1


def test_an_outlets_footer_is_nothing_borrowed() -> None:
    pages = [article(f"p{n}", text(*range(300 + 9 * n, 308 + 9 * n)) + FOOTER, publisher="Courier") for n in range(8)]
    assert borrowed(*pages) == []


def test_a_sentence_in_common_is_nothing_borrowed() -> None:
    assert borrowed(article("a", text(*range(1, 12))), article("b", text(*range(40, 50), 1))) == []


def test_a_page_with_two_reports_is_told_by_its_excerpts() -> None:
    page = article("page", FIRST + "\n\n" + text(*range(60, 72)))
    assert borrowed(article("a", FIRST), article("c", text(*range(60, 72))), page) == []


def test_the_print_that_has_the_passage_is_linked() -> None:
    report = text(*range(40, 52))
    plain, longer = article("a0", report, day=date(2016, 4, 3)), article("a1", report + "\n\n" + SHARED, day=date(2016, 4, 4))
    (link,) = borrowed(article("b", FIRST, day=date(2016, 4, 1)), plain, longer)
    assert (link.article_id, link.to) == ("a1", "b")


def reports(count: int) -> list[Article]:
    """Reports of so many days that all hold one passage."""
    return [
        article(f"d{n}", text(*range(100 + 20 * n, 108 + 20 * n)) + "\n\n" + SHARED, day=date(2016, 4, n + 1))
        for n in range(count)
    ]


def test_a_story_tells_no_more_links_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_MOST", 2)
    found = [k.article_id for k in borrowed(*reports(4))]
    assert [found.count(f"d{n}") for n in range(4)] == [0, 1, 2, 2]


def test_what_does_not_hold_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_MOST", 2)
    monkeypatch.setattr(tell, "AT_MOST", 2)
    monkeypatch.setattr(tell, "_AT_ONCE", 2)
    hold = lots.first_links

    def some(compare: Comparer, articles: Sequence[Article], told: Sequence[Tie | Link]) -> list[Link]:
        return [k for k in hold(compare, articles, told) if k.to != "d0"]

    monkeypatch.setattr(lots, "first_links", some)
    assert sorted(k.to for k in borrowed(*reports(4)) if k.article_id == "d3") == ["d1", "d2"]
