"""How much of a place a claim speaks of, and who is meant: sentences read by the engine that comes along."""

from __future__ import annotations

import pytest

from tests.claims.test_sites import claims


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Rebels in Idlib have taken control of parts of the city.", "part"),
        ("The army captured the Jobar neighbourhood completely.", "whole"),
        ("The army recaptured the village of Sukhna from Islamic State.", "whole"),
        ("The army captured the towns of Sukhna and Palmyra.", "whole"),
        ("The army captured several neighbourhoods of Palmyra.", "part"),
    ],
)
def test_the_words_say_how_much_was_taken(text: str, extent: str) -> None:
    taken = [c for c in claims(text) if c.kind == "control.gain"]
    assert taken and {c.place.extent for c in taken if c.place} == {extent}


def test_whose_control_it_is_is_said_by_the_noun_before_it() -> None:
    (held,) = [
        c for c in claims("On 9 November 2012 the Syrian town of Sarmin was under rebel control.") if c.kind == "control.hold"
    ]
    assert [a.id for a in held.actors] == ["syrian-opposition"]
