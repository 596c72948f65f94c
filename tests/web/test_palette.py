from __future__ import annotations

import re
from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.web.palette import MARKS, NAMES, OTHER, STRIPES, assign
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


def test_every_colour_has_a_mark_of_its_own() -> None:
    slots = [*(str(n) for n in range(len(NAMES))), OTHER]
    assert set(MARKS) == {*slots, STRIPES}
    assert len(set(MARKS.values())) == len(MARKS)


SEEN = {
    "deuteranopia": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "tritanopia": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
"""What of linear red, green and blue is seen (Machado, Oliveira and Fernandes 2009)."""


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_of_holders_are_told_apart_by_all_eyes(scheme: int, eyes: str) -> None:
    style = (STATIC / "khaldun.css").read_text(encoding="utf-8")
    part = re.findall(r"--holder-0:.*?--holder-none", style, re.DOTALL)[scheme]
    seen = {slot: _lab(value, SEEN[eyes]) for slot, value in re.findall(r"--holder-(\w+): #(\w{6})", part)}
    assert len(seen) == len(NAMES) + 1
    for a, b in combinations(seen, 2):
        assert dist(seen[a], seen[b]) > 10, (a, b)


def _lab(value: str, eyes: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of `rrggbb` as those eyes see it; differences above about 10 are plain."""
    linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in (n / 255 for n in bytes.fromhex(value))]
    red, green, blue = (max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))) for row in eyes)
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
