"""Days of pages whose head gives none: what counts, what doesn't, and what stays open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khaldun.knowledge import load
from khaldun.read.abroad import abroad, solar_hijri
from khaldun.read.day_mark import LINE, MACHINE, PICTURE, Mark, exact
from khaldun.read.days import published, weighed
from tests.read.test_html import BODY, document, one

FIRST, LATER = date(2016, 4, 11), date(2016, 4, 14)


def test_kinds_that_agree_are_added_up() -> None:
    ranked = weighed([Mark(LATER, MACHINE, 5, "x"), Mark(FIRST, MACHINE, 4, "y"), Mark(FIRST, LINE, 3, "z")])
    assert (ranked[0].day, ranked[0].weight) == (FIRST, 7)


def test_of_one_kind_the_heaviest_counts() -> None:
    assert weighed([Mark(FIRST, LINE, 3, "x"), Mark(FIRST, LINE, 2, "y")])[0].weight == 3


def test_of_days_that_weigh_nearly_the_same_the_earlier_is_the_first_issue() -> None:
    assert weighed([Mark(LATER, LINE, 4, "x"), Mark(FIRST, LINE, 3.5, "y")])[0].day == FIRST


def test_a_picture_goes_before_no_other_mark() -> None:
    assert weighed([Mark(LATER, LINE, 2, "x"), Mark(FIRST, PICTURE, 1.9, "y")])[0].day == LATER


def test_too_little_is_no_answer() -> None:
    assert published(weighed([Mark(FIRST, LINE, 1, "x")])).start is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<p>Published: 11 April 2016, 9:40 pm</p>", "text"),
        ("<div class='entry-meta'>11.04.2016 | 21:40</div>", "text"),
        ("<span class='post-date'>Apr 11, 2016</span><span class='post-date'>Updated: Apr 14, 2016</span>", "text"),
        ("<time datetime='2016-04-11T09:00:00+02:00'>Monday morning</time>", "metadata"),
        ("<abbr class='published' title='2016-04-11'>Monday</abbr>", "metadata"),
        ("<span itemprop='datePublished' content='2016-04-11'>on Monday</span>", "metadata"),
        ("<span class='stamp' data-timestamp='1460365200'>4 years ago</span>", "metadata"),
        ("<p class='fecha'>Publicado el 11 de abril de 2016</p>", "text"),
        ("<p>Опубликовано 11 апреля 2016 г.</p>", "text"),
        ("<p>نشر في ١١ نيسان/أبريل ٢٠١٦</p>", "text"),
        ("<p>۲۳ فروردین ۱۳۹۵</p>", "text"),
        ("<p>2016年4月11日</p>", "text"),
    ],
)
def test_marks_below_the_headline(tmp_path: Path, line: str, kind: str) -> None:
    article = one(tmp_path, document(body=line + BODY))
    assert (article.published.day, article.published.basis) == (FIRST, kind)


ELSEWHERE = (
    "<aside><time datetime='2016-05-02'>2 May 2016</time></aside>"
    "<div class='comments'><p>Reader, 14 April 2016</p><p>Other, 15 April 2016</p><p>Third, 16 April 2016</p></div>"
    "<p>© 2011-2016</p>"
)


def test_comments_and_other_articles_date_nothing(tmp_path: Path) -> None:
    assert one(tmp_path, document(body=BODY + ELSEWHERE)).published.basis != "metadata"
    assert one(tmp_path, document(body=BODY + ELSEWHERE)).published.day is None
    assert one(tmp_path, document(body="<p>11 April 2016</p>" + BODY + ELSEWHERE)).published.day == FIRST


def test_the_day_of_the_visit_above_the_page_dates_nothing(tmp_path: Path) -> None:
    page = document(body="<p>11 April 2016</p>" + BODY).decode()
    page = page.replace("<body>", "<body><div class='topbar'>Tuesday, 8 December 2020</div>")
    assert one(tmp_path, page.encode()).published.day == FIRST


def test_figures_that_may_be_two_days_stay_open(tmp_path: Path) -> None:
    article = one(tmp_path, document(body="<p class='date'>04/11/2016</p>" + BODY))
    assert (article.published.start, article.published.last) == (date(2016, 4, 11), date(2016, 11, 4))
    assert "nothing decides" in article.published.why


def test_the_address_decides_between_two_readings(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://post.example/2016/04/11/marda">'
    assert one(tmp_path, document(head, body="<p class='date'>04/11/2016</p>" + BODY)).published.day == FIRST


def test_the_language_of_the_page_orders_figures(tmp_path: Path) -> None:
    page = document(body="<p class='date'>11/04/2016</p>" + BODY).decode()
    assert one(tmp_path, page.replace("lang='en'", "lang='fr'").encode()).published.day == FIRST
    assert one(tmp_path, page.replace("lang='en'", "lang='en-US'").encode()).published.day == date(2016, 11, 4)


def test_a_script_that_lists_many_days_says_little(tmp_path: Path) -> None:
    single = "<script>var page = {publishDate: '2016-04-11', updated: '2016-04-14'};</script>"
    several = "<script>var more = [{date: '2016-01-01'}, {date: '2016-02-02'}, {date: '2016-03-03'}];</script>"
    assert one(tmp_path, document(single)).published.day == FIRST
    assert one(tmp_path, document(several)).published.day is None


def test_linked_data_that_is_no_json_still_dates_the_page(tmp_path: Path) -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "He said "no"", "datePublished": "2016-04-11T10:00"</script>'
    assert one(tmp_path, document(broken)).published.day == FIRST


def test_the_id_of_a_post_counts_the_time() -> None:
    from khaldun.read.day_beside import marks
    from khaldun.read.html import _tree

    (mark,) = marks(_tree("<html><body><p>x</p></body></html>"), ["https://twitter.com/someone/status/719403104247902208"])
    assert mark.day == FIRST


def test_hours_in_utc_at_which_the_day_is_one_everywhere(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2016-04-12T10:04:00Z">'
        '<link rel="canonical" href="https://post.example/2016/04/11/marda">'
    )
    assert one(tmp_path, document(head)).published.day == date(2016, 4, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06 Dicembre 2020", date(2020, 12, 6)),
        ("5 de março de 2020", date(2020, 3, 5)),
        ("2020. május 5.", date(2020, 5, 5)),
        ("2020 m. gegužės 5 d.", date(2020, 5, 5)),
        ("12 สิงหาคม 2563", date(2020, 8, 12)),
        ("3 tháng 5, 2020", date(2020, 5, 3)),
        ("4 كانون الثاني / يناير 2020", date(2020, 1, 4)),
        ("2020년 5월 3일", date(2020, 5, 3)),
        ("mayo 5, 2020", date(2020, 5, 5)),
        ("13 янв. 2020 г.", date(2020, 1, 13)),
    ],
)
def test_dates_in_other_languages(text: str, day: date) -> None:
    assert list(abroad(text)) == [day]


def test_a_name_that_two_languages_give_to_two_months_needs_the_language() -> None:
    assert list(abroad("5 listopada 2020")) == []
    assert list(abroad("5 listopada 2020", "pl")) == [date(2020, 11, 5)]
    assert list(abroad("5 listopada 2020", "hr")) == [date(2020, 10, 5)]


def test_every_language_has_twelve_months() -> None:
    assert [e["id"] for e in load().entries("months") if len(e["names"]) != 12] == []


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1304, date(1925, 3, 21)),
        (1358, date(1979, 3, 21)),
        (1375, date(1996, 3, 20)),
        (1399, date(2020, 3, 20)),
        (1404, date(2025, 3, 21)),
    ],
)
def test_new_year_of_the_solar_calendar(year: int, day: date) -> None:
    assert list(solar_hijri(year, 1, 1)) == [day]


def test_values_for_machines() -> None:
    assert (
        exact("20160411T093000Z")
        == exact("1460365200")
        == exact("1460365200000")
        == exact("Mon, 11 Apr 2016 09:00:00 GMT")
        == FIRST
    )
    assert exact("04/11/2016") is exact("soon") is None


def test_a_wiki_page_is_of_the_revision_that_it_shows(tmp_path: Path) -> None:
    linked = '{"@type":"Article","headline":"Battle of the river","datePublished":"2005-02-03","dateModified":"2016-04-11T08:00:00Z"}'
    plain = f'<script type="application/ld+json">{linked}</script>'
    wiki = '<meta name="generator" content="MediaWiki 1.36.0">' + plain
    assert one(tmp_path, document(wiki)).published.day == FIRST
    assert one(tmp_path, document(plain)).published.day == date(2005, 2, 3)
    assert one(tmp_path, document(wiki, "<p>Published: 3 February 2005</p>" + BODY)).published.day == date(2005, 2, 3)


def test_a_wiki_says_in_its_last_line_when_it_was_changed(tmp_path: Path) -> None:
    line = '<ul><li id="footer-info-lastmod">This page was last edited on 11 April 2016, at 09:30.</li></ul>'
    wiki = '<meta name="generator" content="MediaWiki 1.36.0">'
    assert one(tmp_path, document(wiki, BODY + line)).published.day == FIRST
