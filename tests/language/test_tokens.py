"""Tokens. The words are written for these tests."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.language.tokens import tokens


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokens(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ISIS-held", "ISIS - held"),
        ("U.S.-led", "U.S. - led"),
        ("Al-Qaryatain", "Al - Qaryatain"),
        ("20-km", "20 - km"),
        ("70km", "70 km"),
        ("10.5km", "10.5 km"),
        ("anti-terrorism", "anti-terrorism"),
        ("mid-May", "mid-May"),
        ("Shi‘ite", "Shi‘ite"),
        ("Syria’s", "Syria ’s"),
        ("didn’t", "did n’t"),
        ("cannot", "can not"),
        ("1,500", "1,500"),
        ("April 5th", "April 5th"),
        ("the 1990s", "the 1990s"),
        ("08/04/2016", "08/04/2016"),
        ("Gen. Hadi", "Gen. Hadi"),
        ("fled.", "fled ."),
        ("(SDF)", "( SDF )"),
    ],
)
def test_cuts(text: str, wanted: str) -> None:
    assert words(text) == wanted.split()


@given(st.text(max_size=60))
def test_tokens_hold_all_but_white_space(text: str) -> None:
    found = tokens(text)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))
    assert "".join(text[a:b] for a, b in found).split() == ["".join(text.split())][: bool(text.split())]
