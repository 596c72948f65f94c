"""Claims that suit their speaker's side, and claims that tell against it."""

from __future__ import annotations

import pytest

from khaldun.model import Actor, Speaker, interest
from tests.record.make import ARMY, BLUE_OFFICE, GUARD, MONITOR, REBELS, RED_MINISTRY, claim


@pytest.mark.parametrize(
    ("kind", "actor", "target", "speaker", "suits"),
    [
        ("control.gain", ARMY, None, RED_MINISTRY, "own"),
        ("control.gain", GUARD, REBELS, RED_MINISTRY, "own"),
        ("control.gain", REBELS, ARMY, RED_MINISTRY, "against"),
        ("control.gain", REBELS, None, RED_MINISTRY, None),
        ("control.loss", ARMY, None, RED_MINISTRY, "against"),
        ("control.loss", REBELS, ARMY, RED_MINISTRY, "own"),
        ("withdrawal", REBELS, None, BLUE_OFFICE, "against"),
        ("siege", REBELS, ARMY, BLUE_OFFICE, "own"),
        ("siege", REBELS, ARMY, RED_MINISTRY, "against"),
        ("control.hold", REBELS, None, BLUE_OFFICE, "own"),
        ("control.gain", ARMY, REBELS, MONITOR, None),
        ("control.gain", ARMY, REBELS, None, None),
        ("shelling", ARMY, REBELS, RED_MINISTRY, None),
    ],
)
def test_whom_a_claim_suits(kind: str, actor: Actor, target: Actor | None, speaker: Speaker | None, suits: str | None) -> None:
    made = claim(kind, "2016-03-27", actor, of=() if target is None else (target,), says=speaker)
    assert interest(made) == suits


def test_what_is_denied_suits_nobody() -> None:
    assert interest(claim("control.loss", "2016-03-27", ARMY, says=RED_MINISTRY, status="denied")) is None
