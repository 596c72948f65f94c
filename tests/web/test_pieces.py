from __future__ import annotations

from datetime import date

import pytest

from khaldun.model import Actor, Article, Claim, Period, Place, Publication, Source, Span, Speaker
from khaldun.web import palette, pieces
from khaldun.web.reader import ClaimView

ARMY = Actor("army", "The <Army>", "army", 0, 4)
TOWN = Place("geonames:1", "Tadmur", "Tadmur", 0, 6, None, None, None, "settlement")


def claim(speaker: Speaker | None = None) -> Claim:
    said = Span(0, 9, "took <it>")
    when = Period.day(date(2016, 3, 27))
    return Claim("clm-1", "a", "control.gain", "denied", (ARMY,), (), TOWN, when, (), speaker, said, said, "r", 0.5)


@pytest.mark.parametrize(("key", "path"), [
    ("geonames:163808", "/place/geonames:163808"), ("a/b", "/place/a%2Fb"), ("تدمر", "/place/%D8%AA%D8%AF%D9%85%D8%B1"), ("a b", "/place/a%20b"),
])  # fmt: skip
def test_an_id_stays_one_part_of_the_path(key: str, path: str) -> None:
    assert pieces.url("place", key) == path


def test_what_is_asked_stands_behind_the_path() -> None:
    assert pieces.url("map", "x", on="2016-04-08", by="", place=None) == "/map/x?on=2016-04-08"


def test_no_word_of_a_source_is_markup() -> None:
    article = Article("a", Source("f", "0"), "t", title="<b>", publisher="A&B", published=Publication(None, None, "none", ""))
    card = pieces.card(ClaimView(claim(), article, "", "took <it>", ""))
    assert "<it>" not in card
    assert "&lt;it&gt;" in card
    assert "The &lt;Army&gt;" in card
    assert ">&lt;b&gt;</a>, A&amp;B, undated" in card


def test_a_masked_person_has_no_link() -> None:
    hidden = Speaker("██", "████", "witness", "he", via="an agency")
    assert pieces.speaker(claim(hidden)) == '████ <span class="dim">(witness, via an agency)</span>'


def test_evidence_from_around_is_told_as_such() -> None:
    view = ClaimView(claim(), None, "", "took <it>", "")
    assert "by word on Tadmur" in pieces.card(view, True)
    assert "by word on" not in pieces.card(view)


def test_nobody_s_place_has_a_plain_sign() -> None:
    assert "<path" not in pieces.sign("none", "besieged")
    assert palette.MARKS[palette.STRIPES] in pieces.sign("1", "contested", "2")
