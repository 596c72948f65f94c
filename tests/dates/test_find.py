from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun import dates, knowledge
from khaldun.language.reading import Reading
from tests.dates.make import article, days, found, span


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("The bridge fell on 12 May 2016.", "12 May 2016", "2016-05-12", "2016-05-12"),
        ("The bridge fell on May 12th, 2016.", "May 12th, 2016", "2016-05-12", "2016-05-12"),
        ("Filed 2016-05-12 in Amman.", "2016-05-12", "2016-05-12", "2016-05-12"),
        ("The road was cut in June 2014.", "June 2014", "2014-06-01", "2014-06-30"),
        ("Fighting raged in 2013.", "2013", "2013-01-01", "2013-12-31"),
        ("It was quiet in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("They met in summer 2015.", "summer 2015", "2015-06-01", "2015-08-31"),
        ("Prices rose in the third quarter of 2016.", "the third quarter of 2016", "2016-07-01", "2016-09-30"),
        ("It lasted from 10-12 May 2016.", "10-12 May 2016", "2016-05-10", "2016-05-12"),
        ("The talks of 2014-15 failed.", "2014-15", "2014-01-01", "2015-12-31"),
        ("In the week ending 5 May 2016 ten were killed.", "the week ending 5 May 2016", "2016-04-29", "2016-05-05"),
        ("In the month ended 30 June 2016 ten were killed.", "the month ended 30 June 2016", "2016-06-01", "2016-06-30"),
        ("The month ended on 30 June 2016.", "30 June 2016", "2016-06-30", "2016-06-30"),
        ("A quiet day ended on 30 June 2016.", "30 June 2016", "2016-06-30", "2016-06-30"),
        ("The fort fell on 27 Rajab 1435.", "27 Rajab 1435", "2014-05-26", "2014-05-28"),
        ("The fort fell on 12 Ramadan, 1444.", "12 Ramadan, 1444", "2023-04-02", "2023-04-04"),
        ("They left in the first week of March 2016.", "the first week of March 2016", "2016-02-29", "2016-03-06"),
    ],
)
def test_dates_that_stand_by_themselves(text: str, expression: str, first: str, last: str) -> None:
    assert days(text)[expression] == (first, last)


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        # The day of the moon may be the day after the article, and lies ahead where nothing says that it is past.
        ("The fort fell on 10 Ramadan.", "10 Ramadan", "2016-06-15", "2016-06-17"),
        ("The truce starts on 20 Ramadan.", "20 Ramadan", "2016-06-25", "2016-06-27"),
        ("The charity gave out 10 Ramadan baskets.", "Ramadan", "2016-06-06", "2016-07-05"),
    ],
)
def test_days_of_ramadan_lie_by_the_article(text: str, expression: str, first: str, last: str) -> None:
    assert days(text, date(2016, 6, 15)) == {expression: (first, last)}


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("Shells fell on Friday.", "Friday", "2017-09-01", "2017-09-01"),
        ("The convoy arrived on Monday.", "Monday", "2017-09-04", "2017-09-04"),
        ("The convoy will arrive on Friday.", "Friday", "2017-09-08", "2017-09-08"),
        ("He expected them to reach the town by Wednesday night.", "Wednesday night", "2017-09-06", "2017-09-06"),
        ("It was taken yesterday.", "yesterday", "2017-09-03", "2017-09-03"),
        ("They took the hill last week.", "last week", "2017-08-28", "2017-09-03"),
        ("They took the hill last month.", "last month", "2017-08-01", "2017-08-31"),
        ("The village fell last December.", "last December", "2016-12-01", "2016-12-31"),
        ("The village fell in December.", "December", "2016-12-01", "2016-12-31"),
        ("The vote will be held in December.", "December", "2017-12-01", "2017-12-31"),
        ("It fell on August 30.", "August 30", "2017-08-30", "2017-08-30"),
        ("It fell three years ago.", "three years ago", "2014-01-01", "2014-12-31"),
        ("It fell 11 days ago.", "11 days ago", "2017-08-24", "2017-08-24"),
        ("Many left in the past two days.", "the past two days", "2017-09-02", "2017-09-04"),
        ("It was bombed over the weekend.", "the weekend", "2017-09-02", "2017-09-03"),
        ("Clashes broke out earlier this year.", "earlier this year", "2017-01-01", "2017-12-31"),
        ("Clashes broke out during Ramadan.", "Ramadan", "2017-05-27", "2017-06-24"),
        ("It is now under siege.", "now", "2017-09-04", "2017-09-04"),
        ("Shelling hit the suburb at 6 a.m. Friday.", "6 a.m. Friday", "2017-09-01", "2017-09-01"),
    ],
)
def test_relative_dates_lean_on_the_day_of_publication(text: str, expression: str, first: str, last: str) -> None:
    assert days(text)[expression] == (first, last)


def test_the_weekday_decides_between_day_and_month() -> None:
    assert days("Friday 08/04/2016\n\nThe army advanced.", date(2016, 4, 9))["Friday 08/04/2016"] == (
        "2016-04-08",
        "2016-04-08",
    )


def test_an_ambiguous_numeric_date_far_from_publication_stays_open() -> None:
    assert days("The permit is dated 08/04/2011.") == {"08/04/2011": None}


def test_the_following_month_counts_from_the_last_date() -> None:
    text = "The fort was lost in June 2014 and a truce was signed the following month."
    assert days(text)["the following month"] == ("2014-07-01", "2014-07-31")


def test_the_next_year_of_a_story_counts_from_the_story() -> None:
    assert days("The town was lost in 2012 but retaken the next year.")["the next year"] == ("2013-01-01", "2013-12-31")


def test_a_bare_day_is_of_the_month_told_before() -> None:
    assert days("On 10 March 2016 it fell. On the 12th, it was retaken.")["the 12th"] == ("2016-03-12", "2016-03-12")


def test_a_word_that_yaml_takes_for_a_truth_value_is_a_word_here(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text("in: [on, no]\nhome: {norway: NO, set: true}")
    assert knowledge.load((tmp_path,)).documents("dates")[-1] == {"in": ["on", "no"], "home": {"norway": "NO", "set": True}}


def test_a_pack_may_add_words(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text("holidays: [{names: [Army Day], rule: fixed, month: 8, day: 1}]")
    (mention,) = dates.find(Reading(article("It fell on Army Day."), ()), knowledge.load((tmp_path,)))
    assert span(mention.when) == ("2017-08-01", "2017-08-01")


def test_a_chronicle_takes_its_year_from_its_title_and_goes_on_over_new_year() -> None:
    text = "On 28 December, rebels took the ridge. Two days later they lost it.\n\nOn 3 January, the army entered the village."
    told = days(text, None, title="Battle of the Ridge (2013)")
    assert told["28 December"] == ("2013-12-28", "2013-12-28")
    assert told["Two days later"] == ("2013-12-30", "2013-12-30")
    assert told["3 January"] == ("2014-01-03", "2014-01-03")


def test_a_flashback_does_not_carry_a_chronicle_away() -> None:
    text = "On 7 August 2014, the base fell. It had been shelled on 25 November 2012 too. On 14 August, the army left."
    assert days(text, None)["14 August"] == ("2014-08-14", "2014-08-14")


def test_without_publication_and_thread_relative_dates_stay_open() -> None:
    assert [m.when for m in found("Shells fell on Friday, and last week too.", None)] == [None]


def test_a_publication_in_doubt_widens_what_it_blurs() -> None:
    assert days("Shells fell yesterday.", date(2017, 9, 4), date(2017, 9, 6))["yesterday"] == ("2017-09-03", "2017-09-05")


def test_a_publication_in_doubt_leaves_what_both_ends_agree_on() -> None:
    assert days("The village fell last December.", date(2017, 9, 1), date(2017, 11, 30))["last December"] == (
        "2016-12-01",
        "2016-12-31",
    )


def test_too_much_doubt_about_publication_tells_no_days() -> None:
    assert days("Shells fell on Friday.", date(2017, 1, 1), date(2017, 6, 1)) == {"Friday": None}


def test_the_ends_of_a_range_share_their_year() -> None:
    told = days("Between 20 December and 3 January 2017, nine bridges were blown.")
    assert told == {"20 December": ("2016-12-20", "2016-12-20"), "3 January 2017": ("2017-01-03", "2017-01-03")}


def test_two_years_of_siege_end_on_the_day_of_publication() -> None:
    (mention,) = found("The quarter has been besieged for two years.")
    assert mention.text == "two years"
    assert mention.when is not None
    assert (mention.when.start, mention.when.last) == (date(2015, 9, 4), date(2017, 9, 4))


def test_since_leaves_the_end_open() -> None:
    (mention,) = found("The road has been shut since May 2016.")
    assert mention.when is not None
    assert mention.when.open_end


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "The fall of the city was near.",
        "Some 2000 people fled.",
        "Division 17 held the second hill.",
        "A 14-year-old boy ran every day.",
        "He was in his 30s.",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet=st.sampled_from("May 0123456789-/.,\n Fridaylstwekof'()"), max_size=120))
def test_any_text_gives_ordered_mentions_with_their_own_words(text: str) -> None:
    mentions = found(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.when is None or m.when.start is None or m.when.stop is None or m.when.start < m.when.stop for m in mentions)


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%Y-%m-%d"]))
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    (mention,) = found(f"It fell on {day.strftime(form)}.")
    assert mention.when is not None
    assert (mention.when.start, mention.when.last) == (day, day)


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    found(text)


def test_a_long_row_of_digits_is_no_number() -> None:
    assert found("It bore the number " + "7" * 5000 + ".") == []
