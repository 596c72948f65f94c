"""What events are made of: told claims, and each of the dead counted once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from khaldun.export.events import Event, events, share_tolls
from khaldun.export.tables import Tables
from khaldun.model import Period, Quantity
from tests.export.make import DAY, PALMYRA, Made, claim, incident, killed, record

TEXT = "The battle for Palmyra left 40 militants and 12 soldiers dead."
BOTH = (killed(40, 40, "fighter", "40 militants", 28), killed(12, 12, "soldier", "12 soldiers", 45))


def found(tmp_path: Path, made: Made) -> list[Event]:
    with record(tmp_path / "r.sqlite", made) as store:
        return [event for day in events(Tables(store, names=True)) for event in day]


def toll(tmp_path: Path, text: str, *quantities: Quantity, **changes: Any) -> tuple[int, int] | None:
    told = claim("1", "clash", text, quantities=quantities, **changes)
    [event] = found(tmp_path, Made([incident("1", told)], [told]))
    return (event.tolls[0].low, event.tolls[0].high) if event.tolls else None


def test_the_dead_of_a_list_are_added_up(tmp_path: Path) -> None:
    assert toll(tmp_path, TEXT, *BOTH) == (52, 52)


def test_of_figures_that_may_count_the_same_people_the_largest_stands(tmp_path: Path) -> None:
    text = "It killed 20 people, among them 5 children."
    assert toll(tmp_path, text, killed(20, 20, "person", "20 people", 10), killed(5, 5, "child", "5 children", 32)) == (20, 20)


@pytest.mark.parametrize(("low", "high", "ends"), [(50, None, (50, 50)), (20, 30, (20, 30)), (200, 999, (200, 200))])
def test_a_vague_word_gives_no_greatest_number(tmp_path: Path, low: float, high: float | None, ends: tuple[int, int]) -> None:
    assert toll(tmp_path, "It killed many in Palmyra.", killed(low, high, "person", "many", 10)) == ends


def test_a_total_over_months_is_no_toll_of_an_event(tmp_path: Path) -> None:
    long = Period(DAY.replace(month=1), DAY, "season")
    assert toll(tmp_path, TEXT, *BOTH, when=long) is None


def test_a_sentence_read_as_a_clash_and_a_killing_is_one_event(tmp_path: Path) -> None:
    clash = claim("1", "clash", TEXT, quantities=BOTH, article_id="art")
    killing = claim("2", "killing", TEXT, quantities=BOTH, article_id="art")
    kept, same = share_tolls(found(tmp_path, Made([incident("1", clash), incident("2", killing)], [clash, killing])))
    assert [(e.incident.kind, e.tolls[0].low) for e in kept] == [("clash", 52)]
    assert same == {"inc-2": "inc-1"}


def test_a_killing_elsewhere_stays_an_event_of_its_own(tmp_path: Path) -> None:
    clash = claim("1", "clash", TEXT, quantities=BOTH, article_id="art")
    killing = claim(
        "2", "killing", TEXT, quantities=BOTH, article_id="art", place=replace(PALMYRA, id="geonames:1", name="Tadmur")
    )
    kept, same = share_tolls(found(tmp_path, Made([incident("1", clash), incident("2", killing)], [clash, killing])))
    assert ([len(e.tolls) for e in kept], same) == ([1, 0], {})


def test_copies_of_a_sentence_are_one_sentence(tmp_path: Path) -> None:
    claims = [claim(str(n), "clash", text) for n, text in enumerate(("They fought.", "They  FOUGHT", "They fought on."))]
    [event] = found(tmp_path, Made([incident("1", *claims)], claims))
    assert len(event.sentences) == 2


def test_events_come_by_day_and_those_without_one_last(tmp_path: Path) -> None:
    days = [None, DAY, DAY.replace(day=1)]
    claims = [claim(str(n), "clash", f"They fought {n}.", when=Period(d, None, "unknown")) for n, d in enumerate(days)]
    order = [e.incident.id for e in found(tmp_path, Made([incident(c.id, c) for c in claims], claims))]
    assert order == ["inc-clm-2", "inc-clm-1", "inc-clm-0"]
