import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.figures.numbers import numbers, value
from tests.figures.make import KNOWLEDGE

KNOWN = numbers(KNOWLEDGE)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("seven", 7, 7),
        ("twenty-five", 25, 25),
        ("three hundred and twelve", 312, 312),
        ("two hundred and fifty thousand", 250_000, 250_000),
        ("1,500", 1500, 1500),
        ("1.5 million", 1_500_000, 1_500_000),
        ("two and a half", 2.5, 2.5),
        ("half a million", 500_000, 500_000),
        ("a quarter of a million", 250_000, 250_000),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("dozens", 24, None),
        ("hundreds", 200, 999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("several hundred", 300, 999),
        ("a couple", 2, 2),
        ("20k", 20_000, 20_000),
    ],
)
def test_what_a_number_says(words: str, low: float, high: float | None) -> None:
    (match,) = KNOWN.find(f"about {words} of them")
    assert match["low"] == words
    assert value(words, KNOWN) == (low, high)


@given(st.integers(0, 99_999_999))
def test_a_number_with_commas_is_read_back(number: int) -> None:
    assert value(f"{number:,}", KNOWN) == (number, number)


@pytest.mark.parametrize("text", ["The T-72 and the F-16.", "$400 was paid.", "A 3rd man."])
def test_digits_in_names_sums_and_ordinals_are_no_numbers(text: str) -> None:
    assert [m[0] for m in KNOWN.find(text)] == []
