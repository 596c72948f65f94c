from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from khaldun.model import ControlSpell
from khaldun.web.strip import SHORTEST, WIDTH, Strip
from khaldun.web.strip import strip as draw
from tests.web.records import place


def spell(start: date, stop: date | None, reported: date | None = None, key: str = "k") -> ControlSpell:
    return ControlSpell(f"{key}-{start}", place("Palmyra"), start, stop, "x", "X", "held", 0.9, (), (), (), (), reported)


def strip(spells: list[ControlSpell]) -> Strip:
    drawn = draw(spells, {}, reports={s.id: [s.reported] for s in spells if s.reported}, names={"y": "Y"})
    assert drawn is not None
    return drawn


def test_no_spell_no_strip() -> None:
    assert draw([], {}, reports={}, names={}) is None


def test_bars_follow_each_other_in_one_lane() -> None:
    drawn = strip([spell(date(2015, 1, 1), date(2016, 1, 1)), spell(date(2016, 1, 1), date(2017, 1, 1))])
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
    drawn = strip([spell(date(2015, 1, 1), None), spell(date(2015, 6, 1), date(2016, 1, 1))])
    assert [b.lane for b in drawn.bars] == [0, 1]


def test_one_day_can_be_seen() -> None:
    drawn = strip([spell(date(2015, 1, 1), date(2015, 1, 2)), spell(date(2015, 1, 2), date(2025, 1, 1))])
    assert drawn.bars[0].width == SHORTEST


def test_a_bar_pales_with_the_age_of_the_last_report() -> None:
    (bar,) = strip([spell(date(2015, 1, 1), date(2016, 1, 1), date(2015, 3, 2))]).bars
    assert [s.level for s in bar.shades] == [3, 0, 1, 2, 3]
    assert abs(sum(s.width for s in bar.shades) - WIDTH) < 1
    days = [s.width / WIDTH * 365 for s in bar.shades]
    assert [round(d) for d in days] == [60, 30, 60, 90, 125]


def test_a_report_before_the_first_day_counts_with_its_age() -> None:
    (bar,) = strip([spell(date(2015, 4, 1), date(2015, 5, 1), date(2015, 1, 25))]).bars
    assert [s.level for s in bar.shades] == [1, 2]


def test_where_none_holds_the_likeliest_is_named_with_a_doubt() -> None:
    one = spell(date(2015, 1, 1), None)
    open_one = replace(one, holder_id=None, holder_name=None, status="contested", others=(("y", 0.4),))
    assert strip([open_one]).bars[0].name == "Y?"
    assert strip([replace(open_one, others=())]).bars[0].name == "not known"


def test_ticks_are_few_and_in_order_on_any_axis() -> None:
    for years in (0, 1, 3, 8, 40, 400):
        drawn = strip([spell(date(1600, 3, 1), date(1600 + years, 9, 1))])
        assert len(drawn.ticks) <= 13
        assert all(a.x < b.x for a, b in pairwise(drawn.ticks))
