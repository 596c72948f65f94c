from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun import knowledge
from khaldun.dates import calendar as cal

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["day", "week", "fortnight", "month", "year", "decade", "century"]))
def test_a_unit_holds_its_day(day: date, unit: str) -> None:
    start, stop = cal.unit_days(unit, day)
    assert start <= day < stop


@given(DAYS, st.sampled_from(["day", "week", "month", "year"]), st.integers(-20, 20))
def test_units_lie_end_to_end(day: date, unit: str, by: int) -> None:
    assert cal.unit_days(unit, day, by)[1] == cal.unit_days(unit, day, by + 1)[0]


@given(DAYS)
def test_a_month_before_the_31st_is_a_day_of_the_month_before(day: date) -> None:
    found = cal.before(day, "month", 1)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == 1


@pytest.mark.parametrize(
    ("year", "western", "orthodox"), [(2016, date(2016, 3, 27), date(2016, 5, 1)), (2017, date(2017, 4, 16), date(2017, 4, 16))]
)
def test_easter(year: int, western: date, orthodox: date) -> None:
    assert (cal.easter(year), cal.orthodox_easter(year)) == (western, orthodox)


@given(st.integers(2011, 2025))
def test_the_tabular_islamic_calendar_lies_within_two_days_of_the_kept_feasts(year: int) -> None:
    (section,) = (d for d in knowledge.load().documents("dates") if "holidays" in d)
    for rule in section["holidays"]:
        if "known" in rule:
            reckoned = [start for start, _ in cal.holiday({**rule, "known": {}}, year)]
            assert min(abs(start - rule["known"][year]) for start in reckoned) <= timedelta(2)


def test_the_fourth_thursday_and_the_last_monday() -> None:
    assert cal.holiday({"rule": "nth", "month": 11, "weekday": 3, "nth": 4}, 2017)[0][0] == date(2017, 11, 23)
    assert cal.holiday({"rule": "nth", "month": 5, "weekday": 0, "nth": -1}, 2017)[0][0] == date(2017, 5, 29)
