"""The running text of pages: chunks, hidden notices, links to other articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.read import body, html
from tests.read.make import SIEGE
from tests.read.test_html import BODY, document, one

PARAGRAPHS = [
    f"On day {n} of the siege the governor said that {n * 10} trucks of flour had reached the warehouses at the edge of the town, "
    "and that the bakers would open their doors again before noon."
    for n in ("two", "three", "four", "five", "six", "seven", "eight", "nine")
]
TEXT = "\n\n".join(SIEGE)


def paragraphs(several: list[str]) -> str:
    return "".join(f"<p>{p}</p>" for p in several)


def chunk(several: list[str], beside: str = "") -> str:
    return f"<div class='row'><div class='story-chunk body'>{paragraphs(several)}</div>{beside}</div>"


def test_a_text_cut_into_chunks_is_read_whole_and_in_order(tmp_path: Path) -> None:
    whole = (
        "<div class='chunks'>"
        + chunk(PARAGRAPHS[:3], "<aside>Advertisement</aside>")
        + chunk(PARAGRAPHS[3:6])
        + chunk(PARAGRAPHS[6:])
        + "</div>"
    )
    assert one(tmp_path, document(body=whole)).text == "\n\n".join(PARAGRAPHS)


def test_a_chunk_with_a_headline_of_its_own_is_another_article() -> None:
    other = chunk(PARAGRAPHS[4:]).replace("<p>", "<h2><a href='/x'>Bakers strike</a></h2><p>", 1)
    tree = html._tree(f"<html><body><div><div class='chunks'>{chunk(PARAGRAPHS[:4])}{other}</div></div></body></html>")
    assert body.continued(PARAGRAPHS[:4], tree) == PARAGRAPHS[:4]


def test_little_more_is_no_continuation() -> None:
    tree = html._tree(
        f"<html><body><div><div class='chunks'>{chunk(PARAGRAPHS[:7])}{chunk(PARAGRAPHS[7:])}</div></div></body></html>"
    )
    assert body.continued(PARAGRAPHS[:7], tree) == PARAGRAPHS[:7]


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href='/a'>Bakers of Tell Marda strike for a third day</a></li><li><a href='/b'>Bridge at Qasr reopened to trucks</a></li></ul>",
        "<p>Read more: <a href='/a'>Bakers of Tell Marda strike for a third day</a></p>",
        "<p>Lea también: <a href='/a'>Los panaderos de Tell Marda siguen en huelga</a></p>",
        "<div><a href='/a'><h3>Bakers of Tell Marda strike for a third day</h3></a><a href='/b'><h3>Bridge at Qasr reopened to trucks</h3></a></div>",
    ],
)
def test_links_to_other_articles_are_no_text(tmp_path: Path, links: str) -> None:
    assert one(tmp_path, document(body=BODY + links)).text == TEXT


def test_a_link_within_a_sentence_stays(tmp_path: Path) -> None:
    linked = BODY.replace("The army said", "The <a href='/army'>army</a> said", 1)
    assert one(tmp_path, document(body=linked)).text == TEXT


def test_what_readers_do_not_see_is_no_text(tmp_path: Path) -> None:
    notice = (
        BODY
        + "<div class='mail hide'><p>This article has been sent to your friend, thank you for sharing it with others.</p></div>"
    )
    assert one(tmp_path, document(body=notice)).text == TEXT


def test_a_text_hidden_behind_a_wall_stays(tmp_path: Path) -> None:
    assert PARAGRAPHS[-1] in one(tmp_path, document(body=f"<div class='hide'>{paragraphs(PARAGRAPHS * 2)}</div>")).text
