from __future__ import annotations

from datetime import date

import pytest

from khaldun.model import Article, Claim, Period, Publication, Quantity, Source, Span
from khaldun.model.claim import Status
from khaldun.model.period import Precision
from khaldun.web import words


@pytest.mark.parametrize(("start", "last", "said"), [
    (date(2016, 3, 27), date(2016, 3, 27), "27 March 2016"),
    (date(2016, 3, 3), date(2016, 3, 27), "3–27 March 2016"),
    (date(2016, 3, 1), date(2016, 3, 31), "March 2016"),
    (date(2016, 1, 1), date(2016, 12, 31), "2016"),
    (date(2016, 3, 3), date(2016, 4, 2), "3 March – 2 April 2016"),
    (date(2015, 3, 3), date(2016, 4, 2), "3 March 2015 – 2 April 2016"),
    (date(2015, 3, 3), None, "since 3 March 2015"),
    (None, date(2015, 3, 3), "until 3 March 2015"),
    (None, None, "an unknown date"),
])  # fmt: skip
def test_days_are_said_in_as_few_words_as_are_clear(start: date | None, last: date | None, said: str) -> None:
    assert words.days(start, last) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.824, "82 %"), (0.999, "> 99 %"), (1.0, "100 %"), (0.001, "< 1 %"), (0.0, "0 %")]
)
def test_nothing_uncertain_is_called_certain(value: float, said: str) -> None:
    assert words.percent(value) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (12000, 12000, "12,000 civilian"),
        (200, 250, "200–250 civilian"),
        (30, None, "at least 30 civilian"),
        (None, 40, "up to 40 civilian"),
    ],
)
def test_a_quantity_keeps_its_bounds(low: float | None, high: float | None, said: str) -> None:
    assert words.quantity(Quantity(low, high, "civilian", None, "x")) == said


@pytest.mark.parametrize(
    ("status", "precision", "day"), [("happened", "month", 1), ("happened", "day", 31), ("ongoing", "month", 31)]
)
def test_a_vague_time_is_no_report_of_its_last_day(status: Status, precision: Precision, day: int) -> None:
    when = Period(date(2016, 12, 1), date(2017, 1, 1), precision)
    nowhere = Span(0, 0, "")
    claim = Claim("c", "a", "clash", status, (), (), None, when, (), None, nowhere, nowhere, "hand", 0.5)
    assert words.said_on(claim) == date(2016, 12, day)


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    source = Source("a.txt", "0" * 64)
    assert words.headline(Article("a", source, "one " * 20)) == "one " * 11 + "one…"
    assert words.headline(Article("a", source, "")) == "An article without text"


def test_claims_that_differ_are_linked_and_numbered() -> None:
    said = words.with_claims("date: <b> (clm-0a, clm-1b); 2 May (clm-0a)")
    assert said == (
        'date: &lt;b&gt; (<a href="/claim/clm-0a">claim 1</a>, <a href="/claim/clm-1b">claim 2</a>); 2 May (<a href="/claim/clm-0a">claim 1</a>)'
    )


def test_an_article_that_only_one_side_dates_is_said_to_be_no_earlier_or_no_later() -> None:
    assert words.published(Publication(date(2017, 11, 17), None, "named")) == "not before 17 November 2017"
    assert words.published(Publication(None, date(2017, 11, 18), "inferred")) == "not after 17 November 2017"
    assert words.published(Publication()) == "undated"
