"""The day of publication: on what basis, how narrow, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from khaldun.knowledge import load
from khaldun.model import Article, Dateline, Publication, Source
from khaldun.read import dating, evidence
from khaldun.read.files import read_file
from khaldun.read.printed import printed

K = load()
KNOWN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "dating.yaml").read_text(encoding="utf-8"))


def days(text: str) -> list[date]:
    return [d for item in printed(text) for d in item.readings]


def made(text: str = "Soldiers entered the town.", published: Publication | None = None, ident: str = "art-1") -> Article:
    return Article(ident, Source("a.txt", "0" * 64), text, published=published or Publication())


def on(day: date) -> Publication:
    return Publication(day, day + dating.DAY, "text", "the page prints it")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Friday 08/04/2016", date(2016, 4, 8)),
        ("Thursday 08/04/2016", date(2016, 8, 4)),
        ("Sun, Nov 05, 2017 - Page 3", date(2017, 11, 5)),
        ("8th April 2016", date(2016, 4, 8)),
        ("April 8th, 2016", date(2016, 4, 8)),
        ("2016-04-08T12:00:00Z", date(2016, 4, 8)),
        ("25.12.2015", date(2015, 12, 25)),
        ("Apr 152017", date(2017, 4, 15)),
    ],
)
def test_printed_dates(text: str, day: date) -> None:
    assert days(text) == [day]


def test_day_and_month_that_nothing_decides_are_both_kept() -> None:
    assert days("08/04/2016") == [date(2016, 4, 8), date(2016, 8, 4)]


@pytest.mark.parametrize("text", ["01262020", "30/30/2016", "route 66/12/11a", "1.2.3.4", "no date here", "2016/13/45"])
def test_what_is_no_date(text: str) -> None:
    assert days(text) == []


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_day_survives_being_printed(day: date) -> None:
    assert days(f"{day:%A %d %B %Y}") == [day]
    assert day in days(f"{day:%d/%m/%Y}")
    assert days(f"{day:%A %m/%d/%Y}") == [day] or date(day.year, day.day, day.month).weekday() == day.weekday()


@pytest.mark.parametrize(
    "line",
    [
        "Friday 08/04/2016",
        "Published: 8 April 2016, 10:15 GMT",
        "By Ann Karim | April 8, 2016",
        "Updated 2 May 2016 at 9.30 am",
    ],
)
def test_date_lines(line: str) -> None:
    assert dating.is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "The truce of 8 April 2016 was broken by both sides within a week.",
        "Tell Marda",
        "Since April 8, 2016 the road has been closed to aid.",
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    assert not dating.is_date_line(line)


def test_the_weekday_decides_and_the_reason_says_so() -> None:
    found = dating.stated(["Friday 08/04/2016"], "", K)
    assert found.day == date(2016, 4, 8)
    assert "weekday" in found.why


def test_the_first_issue_goes_before_the_update() -> None:
    assert dating.stated(["Updated 9 May 2016", "Published 2 May 2016"], "", K).day == date(2016, 5, 2)


def test_the_days_that_the_text_names_decide_between_day_and_month() -> None:
    found = dating.stated(["03/06/2016"], "The offensive was halted on March 2nd, a spokesman said.", K)
    assert found.day == date(2016, 3, 6)


def test_what_nothing_decides_is_an_interval() -> None:
    found = dating.stated(["03/06/2016"], "The offensive was halted.", K)
    assert (found.start, found.last) == (date(2016, 3, 6), date(2016, 6, 3))


def test_a_weeklys_issue_is_an_interval() -> None:
    found = dating.issue("Example Weekly 5 April 3 - 9, 2015 News")
    assert (found.start, found.last, found.basis) == (date(2015, 4, 3), date(2015, 4, 9), "text")


def test_a_text_that_begins_with_its_date() -> None:
    assert dating.leading("Published February 23 2015 Ten people were killed.", None).day == date(2015, 2, 23)
    assert dating.leading("Ten killed 6 October 2016 Aleppo - Shells fell.", "Ten killed").day == date(2016, 10, 6)
    assert dating.leading("On 6 October 2019, the army withdrew.", None).day is None
    assert dating.leading("6 October 2019 was a quiet day.", None).day is None


MARCH = Publication(date(2017, 2, 20), date(2017, 3, 20), "inferred", "it tells of the truce")


@pytest.mark.parametrize(
    ("dateline", "said", "day"),
    [
        ("ALEPPO, March 3, 2017 (AFP)", Publication(), date(2017, 3, 3)),
        ("(Geneva, 3 March 2017)", Publication(date(2014, 6, 29), None, "inferred"), date(2017, 3, 3)),
        ("ALEPPO, March 3 (Xinhua)", MARCH, date(2017, 3, 3)),
        ("ALEPPO, 3 March (Xinhua)", MARCH, date(2017, 3, 3)),
        ("ALEPPO, May 3 (Xinhua)", MARCH, None),
        ("ALEPPO, March 3 (Xinhua)", Publication(date(2014, 6, 29), None, "inferred"), None),
        ("ALEPPO, March 3 (Xinhua)", Publication(date(2014, 1, 1), date(2016, 1, 1), "inferred"), None),
        ("ALEPPO, March 3, 2017 (AFP)", Publication(date(2018, 1, 1), date(2018, 2, 1), "metadata"), None),
        ("ALEPPO", MARCH, None),
    ],
)
def test_the_day_of_a_dateline(dateline: str, said: Publication, day: date | None) -> None:
    assert dating.filed(Dateline(dateline, "ALEPPO"), said).day == day


@pytest.mark.parametrize("row", ["", '{"text": %s}'])
def test_a_text_without_a_date_of_its_own_has_that_of_its_dateline(tmp_path: Path, row: str) -> None:
    text = "HAMA, Syria, March 3, 2017 (AFP) - Rebels shelled the airport of the city on Friday, and its road was closed for hours, a driver said."
    path = tmp_path / "text"
    path.write_text(row % json.dumps(text) if row else text)
    (article,) = read_file(path)
    assert (article.published.day, article.published.basis) == (date(2017, 3, 3), "text")


def test_metadata() -> None:
    assert dating.of_metadata("2016-04-08T23:30:00-05:00", "meta date").day == date(2016, 4, 8)
    assert (found := dating.of_metadata("2016-04", "meta date")).last == date(2016, 4, 30)
    assert found.basis == "metadata"
    assert dating.of_metadata("soon", "meta date").start is None
    assert dating.of_metadata("2016-13-45", "meta date").start is None


def test_what_tells_nothing_is_unknown() -> None:
    assert evidence.infer("Soldiers entered the town.", None, K) == Publication()


def test_a_past_date_bounds_from_below_only() -> None:
    found = evidence.infer("The mayor was arrested on 3 May 2014, officials said.", None, K)
    assert (found.start, found.stop, found.basis) == (date(2014, 5, 3), None, "inferred")


def test_a_date_to_come_bounds_nothing() -> None:
    assert evidence.infer("The election will be held on 3 May 2014.", None, K) == Publication()


def test_an_event_told_as_news_on_its_weekday_dates_the_text() -> None:
    text = "Turkish-backed fighters captured Afrin on Sunday, a spokesman said. Residents fled to the south on Sunday evening."
    found = evidence.infer(text, None, K)
    assert found.start == date(2018, 3, 18)
    assert found.last is not None
    assert found.last <= date(2018, 3, 20)
    assert "Afrin" in found.why


def test_an_event_told_as_background_bounds_from_below_only() -> None:
    text = "Prices rose in the market on Monday, traders said. Turkey had captured Afrin in March 2018."
    found = evidence.infer(text, None, K)
    assert (found.start, found.stop) == (date(2018, 3, 18), None)


def test_a_war_counted_in_years_bounds_from_both_sides() -> None:
    found = evidence.infer("Syria's war has entered its fourth year, an envoy said in Damascus.", None, K)
    assert found.start is not None
    assert found.last is not None
    assert date(2014, 1, 1) < found.start < date(2014, 3, 15) < found.last < date(2015, 6, 1)


def test_a_day_without_its_year_gets_the_year_of_its_event() -> None:
    text = "The April 3rd fall of Al-Qaryatain opened a road, a colonel said. A convoy was shelled on April 7th."
    found = evidence.infer(text, None, K)
    assert (found.start, found.last) == (date(2016, 4, 7), date(2016, 4, 13))


def test_a_chronicle_is_not_news() -> None:
    text = (
        " ".join(f"On {d} March the army took the village number {d}." for d in range(1, 12))
        + " On 27 March 2016 Palmyra was recaptured, it said."
    )
    assert evidence.infer(text, None, K).stop is None


def test_a_day_of_its_own_stays() -> None:
    own = on(date(2016, 4, 8))
    assert dating.settle(made(published=own), [made(published=on(date(2016, 4, 9)), ident="art-2")], K) == own


def test_an_undated_article_is_dated_from_its_copy() -> None:
    found = dating.settle(made(), [made(published=on(date(2016, 4, 9)), ident="art-2")], K)
    assert (found.start, found.last, found.basis) == (date(2016, 4, 6), date(2016, 4, 12), "story")
    assert "copy" in found.why


def test_what_the_text_says_narrows_what_its_copy_says() -> None:
    article = made("A convoy was shelled on April 8th, a colonel said.")
    found = dating.settle(article, [made(published=on(date(2016, 4, 9)), ident="art-2")], K)
    assert (found.start, found.last) == (date(2016, 4, 8), date(2016, 4, 12))


def test_the_order_of_copies_does_not_matter() -> None:
    copies = [made(published=on(date(2016, 4, d)), ident=f"art-{d}") for d in (9, 11, 10)]
    assert dating.settle(made(), copies, K) == dating.settle(made(), copies[::-1], K)


def test_undated_copies_share_their_bounds() -> None:
    bound = Publication(date(2016, 4, 1), None, "inferred", "it names April 2016")
    found = dating.settle(made(), [replace(made(ident="art-2"), published=bound)], K)
    assert (found.start, found.basis) == (date(2016, 3, 29), "story")


@pytest.mark.parametrize("case", KNOWN, ids=lambda c: f"{c['day']} {c['title']}")
def test_texts_about_known_days(case: dict[str, Any]) -> None:
    found = evidence.infer(case["text"], case["title"], K)
    assert found.start is None or found.start <= case["day"], found.why
    assert found.stop is None or case["day"] < found.stop, found.why
    if "width" in case:
        assert found.start is not None
        assert found.stop is not None
        assert (found.stop - found.start).days <= case["width"]


def test_a_name_that_did_not_exist_before_bounds_from_below_and_says_so() -> None:
    found = evidence.infer("Jabhat Fateh al-Sham attacked the village, a monitor said.", None, K)
    assert (found.start, found.stop) == (date(2016, 7, 28), None)
    assert "Jabhat Fateh al-Sham" in found.why


def test_a_former_president_bounds_nothing_by_his_term() -> None:
    assert evidence.infer("Former President Barack Obama said he was sorry.", None, K) == Publication()


def test_a_weekday_beside_its_day_settles_the_year() -> None:
    text = "Shells fell on Monday, April 3, said the Syrian Democratic Forces, who met President Donald Trump."
    found = evidence.infer(text, None, K)
    assert found.start is not None
    assert found.start.year == 2017


def test_a_wish_for_a_fall_is_no_fall() -> None:
    assert evidence.infer("Protesters called for the overthrow of Muammar Gaddafi.", None, K).start is None


def test_an_event_of_every_pack_is_known_by_one_day() -> None:
    from khaldun.read.events import chronology

    known = chronology(K)
    assert len(known) > 400
    assert all(0 <= (event.last - event.first).days <= 40 for event in known)


def test_the_day_of_a_capture_bounds_from_above_and_is_no_day_of_publication() -> None:
    article = made(
        "The mayor was arrested on 3 May 2014, officials said.", Publication(date(2014, 5, 3), None, "inferred", "it names")
    )
    found = dating.captured(article, date(2015, 1, 10), K)
    assert (found.start, found.last, found.basis) == (date(2014, 5, 3), date(2015, 1, 10), "inferred")
    assert "captured on 10 January 2015" in found.why


def test_a_day_of_its_own_is_not_touched_by_a_capture() -> None:
    own = on(date(2016, 4, 8))
    assert dating.captured(made(published=own), date(2020, 1, 1), K) == own


@pytest.mark.parametrize(("publisher", "day"), [("The Washington Post", date(2016, 3, 6)), ("Dawn", date(2016, 6, 3))])
def test_an_outlets_country_decides_between_day_and_month_where_the_text_does_not(publisher: str, day: date) -> None:
    found = dating.stated(["03/06/2016"], "The offensive was halted.", K, publisher=publisher)
    assert found.day == day
    assert publisher in found.why


TWO = (
    "The capture of Deir ez-Zor ends a long campaign along the river, and the loss leaves the group with little. {filler}\n\n"
    "Across the border, troops hold both bridges, officers said. They claimed the far bank on {day} and, with the bank, most of Qaim."
)
FILLER = " ".join(["The road is long and dusty, and few people live beside it now."] * 60)


def test_two_events_of_one_week_date_a_text_though_only_one_has_its_weekday_and_far_below() -> None:
    found = evidence.infer(TWO.format(filler=FILLER, day="Friday"), None, K)
    assert found.start == date(2017, 11, 3)
    assert found.last is not None and (found.last - found.start).days <= 8


def test_two_events_of_one_week_on_another_weekday_date_nothing() -> None:
    found = evidence.infer(TWO.format(filler=FILLER, day="Tuesday"), None, K)
    assert found.start is None or found.stop is None or (found.stop - found.start).days > 300
