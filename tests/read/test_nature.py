"""Pages that are no article, and pages that are several."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.read.make import SIEGE, articles, read_bytes
from tests.read.test_html import BODY, document, one

FIRST = "The mayor opened the bridge at Qasr to trucks on Monday morning. Engineers had worked on it for two weeks, he said, and the pillars will hold."
SECOND = "Bakers in Tell Marda ended their strike on Tuesday evening. Flour had come with the convoy of that day, and the ovens were lit before midnight."
LEAD = "Follow what happens in the province this week, as the roads to the coast open again one after the other and the people return."


def linked(*entries: dict[str, object], kind: str = "LiveBlogPosting", key: str = "liveBlogUpdate") -> str:
    whole = {"@type": kind, "headline": "The week in the province", "publisher": {"name": "Example Post"}, key: list(entries)}
    return f'<script type="application/ld+json">{json.dumps(whole)}</script>'


def update(headline: str, body: str, day: str) -> dict[str, object]:
    return {
        "@type": "BlogPosting",
        "headline": headline,
        "articleBody": body,
        "datePublished": day,
        "author": {"name": "Ann Karim"},
    }


BRIDGE, BAKERS = update("Bridge reopened", FIRST, "2016-04-11T09:00:00"), update("Bakers back", SECOND, "2016-04-12T21:00:00")


def test_a_page_with_the_bodies_of_several_articles_is_several(tmp_path: Path) -> None:
    page = document(
        linked(BRIDGE, BAKERS), f"<p>{LEAD}</p><h2>Bakers back</h2><p>{SECOND}</p><h2>Bridge reopened</h2><p>{FIRST}</p>"
    )
    found = articles(read_bytes(tmp_path, "live.html", page))
    assert {(a.title, a.text, a.published.day) for a in found[:2]} == {
        ("Bridge reopened", FIRST, date(2016, 4, 11)),
        ("Bakers back", SECOND, date(2016, 4, 12)),
    }
    assert [(a.title, a.text) for a in found[2:]] == [("Army enters Tell Marda after forty days", LEAD)]
    assert {a.publisher for a in found} == {"Example Post"}


def test_bodies_that_the_page_does_not_show_split_nothing(tmp_path: Path) -> None:
    assert one(tmp_path, document(linked(BRIDGE, BAKERS))).text == "\n\n".join(SIEGE)


def test_one_body_given_twice_is_one_article(tmp_path: Path) -> None:
    page = document(linked(BRIDGE, {**BRIDGE, "headline": "Bridge at Qasr reopened"}), BODY + f"<p>{FIRST}</p>")
    assert len(articles(read_bytes(tmp_path, "live.html", page))) == 1


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("404 - Page not found", "not there"),
        ("Page introuvable", "not there"),
        ("Just a moment...", "check for visitors"),
        ("Access Denied", "check for visitors"),
        ("Before you continue to the site", "consent"),
        ("Sign in to read on", "sign in"),
    ],
)
def test_pages_that_are_no_article_are_set_aside(tmp_path: Path, headline: str, words: str) -> None:
    page = document(
        body="<p>Try the search above, or go back to the front page of the site. We are sorry for this.</p>", headline=headline
    )
    (nothing,) = read_bytes(tmp_path, "page.html", page)
    assert words in (nothing.set_aside or "")
    assert nothing.published.start is None


def test_a_long_article_may_have_such_a_headline(tmp_path: Path) -> None:
    assert one(tmp_path, document(body=BODY * 3, headline="Access denied: aid stopped at the bridge")).text


TEASERS = "".join(
    f"<div class='item'><h2><a href='/{n}'>Report number {n} from the province</a></h2><p>{p}</p></div>"
    for n, p in enumerate(SIEGE * 2)
)


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://post.example/">',
        '<link rel="canonical" href="https://post.example/tag/marda">',
        '<script type="application/ld+json">{"@type": "CollectionPage", "name": "Marda"}</script>',
    ],
)
def test_a_list_of_articles_is_a_listing(tmp_path: Path, head: str) -> None:
    assert {a.kind for a in read_bytes(tmp_path, "page.html", document(head, TEASERS))} == {"listing"}


def test_an_article_with_links_below_it_is_no_listing(tmp_path: Path) -> None:
    head = '<meta property="og:type" content="article"><link rel="canonical" href="https://post.example/">'
    assert one(tmp_path, document(head, BODY + TEASERS)).kind == "article"
    assert (
        one(tmp_path, document('<link rel="canonical" href="https://post.example/marda-falls">', BODY + TEASERS)).kind
        == "article"
    )


def test_a_front_page_is_of_the_day_at_its_head_and_an_article_is_not(tmp_path: Path) -> None:
    day = "<body><div id='date'>Monday, 11 April 2016</div>" + "<p>menu of the site</p>" * 40
    head = '<link rel="canonical" href="https://post.example/">'
    front = document(head, TEASERS).decode().replace("<body>", day).encode()
    assert {a.published.day for a in read_bytes(tmp_path, "front.html", front)} == {date(2016, 4, 11)}
    assert one(tmp_path, document().decode().replace("<body>", day).encode()).published.basis not in {"text", "metadata"}
