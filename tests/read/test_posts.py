"""A page that shows several posts whole is several articles; a page of teasers is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.read.make import articles, read_bytes

PARAGRAPHS = (
    "Fighters of the local council entered {town} on Monday after two weeks of shelling, residents said by telephone. "
    "The market stayed shut and the bakery gave out bread by lamp light.",
    "A doctor at the clinic counted eleven wounded, most of them hurt by broken glass. He asked that the road to the river be "
    "opened for ambulances before nightfall.",
    "The army said nothing of the town in its evening bulletin.",
)
TOWNS = ("Qarah", "Deir Umm")


def text(town: str) -> list[str]:
    return [line.format(town=town) for line in PARAGRAPHS]


def whole(town: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text(town))


def page(*posts: str, head: str = "") -> bytes:
    title = "Harbour notes"
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{''.join(posts)}</body></html>".encode()


def timed(town: str, day: int, tail: str = "") -> str:
    heading = f"<h2><a href='http://notes.example/{day}'>{town} changes hands</a></h2>"
    return f"<article><header>{heading}<time datetime='2016-04-0{day}'>{day} April 2016</time></header>{whole(town)}{tail}</article>"


def headed(town: str, line: str) -> str:
    """As programs of blogs print it: the posts of one day stand under a heading with the day."""
    return (
        f"<div class='day'><h2 class='date-header'>{line}</h2><div class='post hentry'><h3>{town} changes hands</h3>"
        f"<div class='post-body'>{whole(town)}</div></div></div>"
    )


@pytest.mark.parametrize(
    "posts",
    [
        (timed("Qarah", 4), timed("Deir Umm", 5)),
        (headed("Qarah", "Monday, April 4, 2016"), headed("Deir Umm", "Tuesday, April 5, 2016")),
    ],
)
def test_each_post_is_an_article_with_its_headline_and_day(tmp_path: Path, posts: tuple[str, ...]) -> None:
    found = articles(read_bytes(tmp_path, "blog.html", page(*posts)))
    assert [(a.title, a.published.day, a.text.split("\n\n")) for a in found] == [
        (f"{town} changes hands", date(2016, 4, day), text(town)) for town, day in zip(TOWNS, (4, 5), strict=True)
    ]


def test_a_post_keeps_its_own_address(tmp_path: Path) -> None:
    found = articles(read_bytes(tmp_path, "blog.html", page(timed("Qarah", 4), timed("Deir Umm", 5))))
    assert [a.url for a in found] == ["http://notes.example/4", "http://notes.example/5"]


def test_a_post_that_ends_in_a_link_to_its_rest_makes_the_page_a_list(tmp_path: Path) -> None:
    cut = timed("Deir Umm", 5, "<p><a href='/more'>Continue reading</a></p>")
    assert len(articles(read_bytes(tmp_path, "blog.html", page(timed("Qarah", 4), cut)))) == 1


def test_comments_are_no_posts(tmp_path: Path) -> None:
    comments = "<article class='comment'><p>Well said.</p></article>" * 3
    found = articles(read_bytes(tmp_path, "blog.html", page(timed("Qarah", 4, comments))))
    assert [a.text.split("\n\n")[:3] for a in found] == [text("Qarah")]


def test_a_page_that_says_it_is_one_article_is_one(tmp_path: Path) -> None:
    head = "<meta property='og:type' content='article'>"
    assert len(articles(read_bytes(tmp_path, "blog.html", page(timed("Qarah", 4), timed("Deir Umm", 5), head=head)))) == 1


def test_parts_of_one_article_without_day_or_address_are_one(tmp_path: Path) -> None:
    parts = [f"<article><h2>{n}. The road to {town}</h2>{whole(town)}</article>" for n, town in enumerate(TOWNS, 1)]
    assert len(articles(read_bytes(tmp_path, "blog.html", page(*parts)))) == 1
