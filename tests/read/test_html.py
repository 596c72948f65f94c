"""HTML pages: text, head, day; and bombs."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from khaldun.model import Article
from khaldun.read.html import lines
from tests.read.make import SIEGE, articles, read_bytes, reason

BODY = "".join(f"<p>{p}</p>" for p in SIEGE)


def document(head: str = "", body: str = BODY, headline: str = "Army enters Tell Marda after forty days") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{headline} - Example Post</title>{head}</head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav><article><h1>{headline}</h1>{body}</article>"
        "<footer>© 2016 Example Post</footer></body></html>"
    ).encode()


def one(folder: Path, data: bytes) -> Article:
    (article,) = articles(read_bytes(folder, "page.html", data))
    return article


@pytest.mark.parametrize("what", ["<" + " " * 200_000, "<script>" * 20_000, "<p " * 60_000, "<!--" * 50_000])
def test_fragments_of_markup_without_ends_take_no_time(what: str) -> None:
    start = time.process_time()
    assert lines(f"<p>first</p>{what}")[0] == "first"
    assert time.process_time() - start < 2


def test_what_a_fragment_does_not_show_is_left_out() -> None:
    assert lines("<p>a<!-- <b>x</b> --> b</p><Script>y</SCRIPT ><p>c</p><style>z") == ["a b", "c", "z"]


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
"headline": "Army enters Tell Marda after forty days", "datePublished": "%s", "author": [{"@type": "Person", "name": "By Ann Karim"}],
"publisher": {"@type": "Organization", "name": "Example Post"}}]}</script>"""


def test_text_without_menu_and_footer(tmp_path: Path) -> None:
    assert one(tmp_path, document()).text == "\n\n".join(SIEGE)


def test_linked_data_credits_and_dates_the_page(tmp_path: Path) -> None:
    article = one(tmp_path, document(LINKED % "2016-04-11T09:00:00+02:00"))
    assert (article.title, article.byline, article.publisher) == (
        "Army enters Tell Marda after forty days",
        ("Ann Karim",),
        "Example Post",
    )
    assert (article.published.day, article.published.basis) == (date(2016, 4, 11), "metadata")
    assert "datePublished" in article.published.why


def test_an_agency_that_signs_is_no_person(tmp_path: Path) -> None:
    article = one(tmp_path, document((LINKED % "2016-04-11").replace("By Ann Karim", "Agence France-Presse")))
    assert (article.byline, article.agency) == ((), ("Agence France-Presse",))


def test_meta_elements_date_the_page(tmp_path: Path) -> None:
    article = one(tmp_path, document('<meta property="article:published_time" content="2016-04-11T09:00:00Z">'))
    assert article.published.day == date(2016, 4, 11)


def test_an_instant_in_utc_is_told_by_the_pages_own_day(tmp_path: Path) -> None:
    head = LINKED % "2016-04-12T02:18:00Z" + '<link rel="canonical" href="https://post.example/2016/04/11/marda">'
    article = one(tmp_path, document(head))
    assert article.published.day == date(2016, 4, 11)
    assert "shows" in article.published.why


def test_the_address_dates_a_page_that_nothing_else_dates(tmp_path: Path) -> None:
    article = one(tmp_path, document('<link rel="canonical" href="https://post.example/2016/04/11/marda">'))
    assert article.published.day == date(2016, 4, 11)


def test_a_dateline_leaves_the_text(tmp_path: Path) -> None:
    article = one(tmp_path, document(body=BODY.replace("The army said", "BEIRUT (AP) — The army said", 1)))
    assert article.text == "\n\n".join(SIEGE)
    assert article.agency == ("Associated Press",)


def test_broken_linked_data_does_no_harm(tmp_path: Path) -> None:
    for bad in ("{", "[" * 100_000, '{"@type": "NewsArticle", "author": [[["x"]]], "datePublished": 7}'):
        assert one(tmp_path, document(f'<script type="application/ld+json">{bad}</script>')).text == "\n\n".join(SIEGE)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    head = (
        '<link rel="amphtml" href="https://post.example/amp"><meta http-equiv="refresh" content="0;url=https://post.example/">'
    )
    assert one(tmp_path, document(head)).text == "\n\n".join(SIEGE)


@pytest.mark.parametrize(
    "bomb",
    [
        b"<div>" * 200_000,
        b"<b>" * 100_000 + b"x",
        b"<table><tr><td>" * 50_000,
        b"<!--" + b"<a>" * 200_000,
        b"<p>&" + b"a" * 5_000_000,
        b"<" * 3_000_000,
    ],
)
def test_bombs_are_set_aside_quickly(tmp_path: Path, bomb: bytes) -> None:
    path = tmp_path / "bomb.html"
    path.write_bytes(b"<html><body>" + bomb)
    began = time.process_time()
    try:
        why = reason(path)
    except AssertionError as error:
        why = str(error)
    assert "bomb" in why or "set_aside" in why or "HTML" in why
    assert time.process_time() - began < 10


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_bytes(b"<html><body>" + b"<p>The army entered the town.</p>" * 500_000)
    assert "large" in reason(path)


def test_an_encoding_that_the_page_declares(tmp_path: Path) -> None:
    body = BODY.replace("The army said", "The mayor said “no” – the army said", 1)
    data = document(body=body).decode().replace("charset='utf-8'", "charset='windows-1252'").encode("cp1252")
    assert one(tmp_path, data).text.startswith("The mayor said “no” – the army")


def test_a_page_without_text_is_set_aside_with_its_day(tmp_path: Path) -> None:
    (nothing,) = read_bytes(tmp_path, "page.html", document(LINKED % "2016-04-11", body=""))
    assert nothing.set_aside
    assert nothing.published.day == date(2016, 4, 11)
