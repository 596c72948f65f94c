from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from khaldun.web.palette import NAMES, OTHER, assign
from khaldun.web.site import STATIC, wishes


def test_a_known_holder_keeps_its_usual_colour() -> None:
    assert assign([("islamic-state", 1), ("x", 90)], {"islamic-state": "ink"})["islamic-state"] == "0"


def test_of_two_that_want_one_colour_the_heavier_has_it() -> None:
    slots = assign([("a", 1), ("b", 5)], {"a": "blue", "b": "blue"})
    assert slots["b"] == "1"
    assert slots["a"] != "1"


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.integers(1, 9))))
def test_no_two_holders_share_a_colour_but_the_last_one(holders: list[tuple[str, int]]) -> None:
    slots = assign(holders, {"a": "ink"})
    used = [s for s in slots.values() if s != OTHER]
    assert len(used) == len(set(used)) == min(len(slots), len(NAMES))
    assert assign(sorted(holders, reverse=True), {"a": "ink"}) == slots


def test_every_wish_names_a_colour_and_every_colour_is_styled() -> None:
    assert set(wishes().values()) <= set(NAMES)
    style = (STATIC / "khaldun.css").read_text(encoding="utf-8")
    light, dark = re.findall(r"--holder-0:.*?--holder-none", style, re.DOTALL)
    for part in (light, dark):
        assert all(f"--holder-{n}:" in part for n in (*range(len(NAMES)), OTHER))
