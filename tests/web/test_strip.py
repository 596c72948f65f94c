from __future__ import annotations

from datetime import date
from itertools import pairwise

from khaldun.model import ControlSpell
from khaldun.web.strip import SHORTEST, WIDTH, strip
from tests.web.records import place


def spell(start: date, stop: date | None, reported: date | None = None, key: str = "k") -> ControlSpell:
    return ControlSpell(f"{key}-{start}", place("Palmyra"), start, stop, "x", "X", "held", 0.9, (), (), (), (), reported)


def test_no_spell_no_strip() -> None:
    assert strip([], {}) is None


def test_bars_follow_each_other_in_one_lane() -> None:
    drawn = strip([spell(date(2015, 1, 1), date(2016, 1, 1)), spell(date(2016, 1, 1), date(2017, 1, 1))], {})
    assert drawn is not None
    first, second = drawn.bars
    assert (first.x, drawn.lanes) == (0, 1)
    assert abs(first.x + first.width - second.x) < 0.2
    assert abs(second.x + second.width - WIDTH) < 0.2
    assert [t.label for t in drawn.ticks] == [
        "2015",
        "Apr 2015",
        "Jul 2015",
        "Oct 2015",
        "2016",
        "Apr 2016",
        "Jul 2016",
        "Oct 2016",
    ]


def test_spells_of_one_time_get_lanes_of_their_own() -> None:
    drawn = strip([spell(date(2015, 1, 1), None), spell(date(2015, 6, 1), date(2016, 1, 1))], {})
    assert drawn is not None
    assert [b.lane for b in drawn.bars] == [0, 1]


def test_one_day_can_be_seen_and_what_is_not_reported_is_not_sure() -> None:
    drawn = strip([spell(date(2015, 1, 1), date(2015, 1, 2)), spell(date(2015, 1, 2), date(2025, 1, 1), date(2015, 3, 1))], {})
    assert drawn is not None
    assert drawn.bars[0].width == SHORTEST
    assert drawn.bars[1].sure < drawn.bars[1].width / 20


def test_ticks_are_few_and_in_order_on_any_axis() -> None:
    for years in (0, 1, 3, 8, 40, 400):
        drawn = strip([spell(date(1600, 3, 1), date(1600 + years, 9, 1))], {})
        assert drawn is not None
        assert len(drawn.ticks) <= 13
        assert all(a.x < b.x for a, b in pairwise(drawn.ticks))
