"""To whom land may pass, and what only leads to it."""

import pytest

from tests.claims.test_events import told


@pytest.mark.parametrize(
    "text",
    [
        "Syrian forces lost the road between Hama and Aleppo.",
        "Islamic State lost the highway to Palmyra.",
        "The rebels lost the bridge to Lebanon.",
        "The army ceded the road to Sarmada.",
    ],
)
def test_a_way_lost_is_no_loss_of_the_places_it_leads_to(text):
    assert [(c.place, c.targets) for c in told(text, "control.loss") if c.place is not None or c.targets] == []


@pytest.mark.parametrize(("taker", "holds"), [("the Kurds", True), ("Arab tribes", True), ("local fighters", True), ("UN troops", True),
                                              ("residents", False), ("the Red Cross", False), ("the UN refugee agency", False)])  # fmt: skip
def test_who_can_hold_land_is_told_as_its_taker(taker, holds):
    claims = told(f"The Syrian army handed over the town of Manbij to {taker}.", "control.loss")
    assert bool(claims) == holds and all(c.targets for c in claims)
