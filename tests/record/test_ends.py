from khaldun.record import Record
from tests.record.make import ARMY, REBELS, SECT, claim, record, spell


def _ends(found: Record, on: str) -> list[str | None]:
    one = spell(found, on)
    assert one is not None
    return [d and d.isoformat() for d in (one.earliest_start, one.latest_start, one.earliest_stop, one.latest_stop)]


def test_a_change_told_of_a_day_has_no_width() -> None:
    found = record(claim("control.gain", "2015-05-20", SECT), claim("control.gain", "2016-03-27", ARMY))
    assert _ends(found, "2015-06-01") == ["2015-05-20", "2015-05-20", "2016-03-27", "2016-03-27"]
    assert _ends(found, "2016-06-01") == ["2016-03-27", "2016-03-27", None, None]


def test_a_change_told_of_a_month_is_as_wide_as_the_month() -> None:
    assert _ends(record(claim("control.gain", "2016-03", ARMY)), "2016-04-01") == ["2016-03-01", "2016-03-31", None, None]


def test_a_change_that_is_not_told_lies_between_the_reports() -> None:
    found = record(claim("control.hold", "2014-01-01", REBELS), claim("control.hold", "2016-01-01", ARMY))
    assert _ends(found, "2014-02-01") == [None, "2014-01-01", "2014-01-01", "2016-01-01"]
    assert _ends(found, "2016-02-01") == ["2014-01-01", "2016-01-01", None, None]
