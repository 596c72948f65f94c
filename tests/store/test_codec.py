"""Every value of the model comes back from JSON as it went in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import (
    Article,
    Claim,
    ControlSpell,
    Dateline,
    Figure,
    Incident,
    Judgement,
    Mention,
    Period,
    Place,
    Publication,
    Quantity,
)
from khaldun.store import codec

VALUES = (Article, Claim, ControlSpell, Dateline, Figure, Incident, Judgement, Mention, Period, Place, Publication, Quantity)

st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("cls", VALUES)
def test_a_value_comes_back_as_it_was(cls: type[Any]) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.from_type(cls))
    def comes_back(value: Any) -> None:
        assert codec.load(cls, codec.dump(value)) == value

    comes_back()


def test_defaults_are_left_out() -> None:
    assert codec.plain(Period.day(date(2016, 4, 8))) == {"start": "2016-04-08", "stop": "2016-04-09"}


def test_a_field_of_a_later_version_is_passed_over() -> None:
    assert codec.read(Dateline, {"text": "BEIRUT", "place": None, "later": 1}) == Dateline("BEIRUT", None)
