from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.read import read_file
from tests.origin.make import article, sentence, stories, text, together

REPORT = text(*range(1, 13))
OTHER = text(*range(50, 62))
FOOTER = "\n\nSign up for our letter, follow us everywhere, read our terms of use and our policy on privacy. " * 4


def test_a_copy_with_broken_lines_is_one_story() -> None:
    columns = "-\n".join(REPORT[i : i + 31] for i in range(0, len(REPORT), 31))
    assert together(article("a", REPORT), article("b", columns)) == [{"a", "b"}]


def test_the_first_paragraphs_are_an_excerpt() -> None:
    (story,) = stories(article("a", REPORT), article("b", text(1, 2, 3)))
    (link,) = story.links
    assert (link.article_id, link.to, link.relation) == ("b", "a", "excerpt")
    assert link.score > 0.95


def test_a_page_that_holds_the_earlier_report_contains_it() -> None:
    first = article("a", REPORT, day=date(2016, 4, 8))
    page = article("b", REPORT + "\n\n" + OTHER + "\n\n" + text(*range(70, 76)), day=date(2016, 4, 9))
    (story,) = stories(first, page)
    assert [(k.article_id, k.to, k.relation) for k in story.links] == [("b", "a", "contains")]


def test_a_page_with_two_reports_does_not_make_them_one() -> None:
    page = article("page", REPORT + "\n\n" + OTHER)
    found = together(article("a1", REPORT), article("a2", REPORT + " "), article("c1", OTHER), article("c2", OTHER + " "), page)
    assert sorted(len(g) for g in found) == [2, 3]
    assert not any({"a1", "c1"} <= g for g in found)


def test_a_new_opening_leaves_the_story_what_it_was() -> None:
    assert together(article("a", REPORT), article("b", text(99, *range(2, 13)))) == [{"a", "b"}]


def test_a_follow_up_that_repeats_the_background_is_another_story() -> None:
    follow = text(*range(80, 86), 9, 10, 11, 12)
    assert together(article("a", REPORT), article("b", follow)) == []


def test_another_days_raid_in_the_same_words_is_another_story() -> None:
    def raid(place: str, n: int, m: int) -> str:
        return (
            f"Warplanes of the joint command struck what it called a workshop in the outskirts of {place} at night, and rescuers said "
            f"that {n} people had died there and {m} had been taken to the field hospital of the town. The command said in a short "
            f"note that it looks into all reports of harm to civilians and that it takes every care to avoid it in such operations."
        )

    one = article("a", raid("Velmar", 14, 30), day=date(2016, 5, 1))
    two = article("b", raid("Oskandi", 6, 11), day=date(2016, 7, 9))
    assert together(one, two) == []
    assert together(one, replace(one, id="c", text=one.text + " More soon.")) == [{"a", "c"}]


def test_one_outlets_footer_joins_nothing() -> None:
    pages = [article(f"p{n}", text(n, n + 100) + FOOTER, publisher="Courier") for n in range(200, 208)]
    assert together(*pages) == []


def test_a_much_printed_report_is_not_taken_for_boilerplate() -> None:
    prints = [article(f"p{n:02}", sentence(300 + n) + " " + REPORT, publisher="Courier") for n in range(9)]
    assert together(*prints) == [{p.id for p in prints}]


def test_three_hundred_prints_are_one_story() -> None:
    prints = [article(f"p{n:03}", REPORT + f" {n}", publisher=f"Paper {n}") for n in range(300)]
    assert [len(s.article_ids) for s in stories(*prints)] == [300]


def test_the_credited_agency_is_the_origin() -> None:
    first = article("a", REPORT, publisher="Courier", day=date(2016, 4, 8))
    second = article("b", REPORT, publisher="Herald", day=date(2016, 4, 9), agency=("Northern Wire",))
    assert stories(first, second)[0].origin == "Northern Wire"


def test_without_an_agency_the_earliest_publisher_is_the_origin() -> None:
    first = article("z", REPORT, publisher="Courier", day=date(2016, 4, 8))
    second = article("b", REPORT, publisher="Herald", day=date(2016, 4, 9))
    assert stories(first, second)[0].origin == "Courier"


def test_nobody_known_is_no_origin() -> None:
    assert stories(article("a", REPORT))[0].origin is None


def test_captions_and_items_set_aside_are_in_no_story() -> None:
    caption = replace(article("a", REPORT), kind="caption")
    assert stories(caption, replace(article("b", ""), set_aside="no text")) == []


def test_empty_articles_stay_alone() -> None:
    assert [s.article_ids for s in stories(article("a", ""), article("b", ""))] in ([("a",), ("b",)], [("b",), ("a",)])


POOL = [
    article("a1", REPORT, publisher="Wire"),
    article("a2", text(*range(1, 7)), publisher="Courier"),
    article("a3", text(99, *range(2, 13)), publisher="Herald"),
    article("c1", OTHER, publisher="Wire"),
    article("c2", OTHER + FOOTER, publisher="Courier"),
    article("page", REPORT + "\n\n" + OTHER),
    *(article(f"f{n}", text(n, n + 40) + FOOTER, publisher="Courier") for n in range(400, 406)),
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(POOL))
def test_the_order_of_articles_does_not_matter(order: list) -> None:  # type: ignore[type-arg]
    assert stories(*order) == stories(*POOL)


@pytest.mark.shared
def test_a_report_is_found_in_the_page_that_prints_it_with_another(shared: Path) -> None:
    articles = [a for name in ("000", "001") for path in (shared / "data/seeds").glob(f"{name}_*") for a in read_file(path)]
    (found,) = together(*articles)
    assert {Path(a.source.file).name[:3] for a in articles if a.id in found} == {"000", "001"}
    assert len(found) == 2
