"""Which place a claim takes from one that it hangs together with."""

from __future__ import annotations

import pytest

from tests.claims.test_sites import claims, places


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # What a deed came to, from the deed.
        ("Gunmen broke into an army base in Basra, killing eleven soldiers and wounding nine others.", "wounding", {"Basra"}),
        (
            "The army repelled an attack by militants from many lands on the town of Rawa, killing nine of them.",
            "killing",
            {"Rawa"},
        ),
        ("Nine people died and many others fell ill when gas was dropped on a quarter of the town of Rawa.", "died", {"Rawa"}),
        ("A clinic bombing in Birmingham killed a guard and wounded a nurse.", "killed", {"Birmingham"}),
        # What befell people, from the clause of its time and from what befell others.
        ("Four people were killed and nine hurt when bombers struck a market in the city of Kirkuk.", "killed", {"Kirkuk"}),
        (
            "Nine villagers were killed and twenty went missing after militants attacked the town of Sinjar.",
            "killed",
            {"Sinjar"},
        ),
        # A verb that only carries its noun out, a deed in the words of who claims it, and what a deed left.
        ("Two men opened fire and wounded three nurses who served a charity in the town of Hit.", "opened fire", {"Hit"}),
        ("Gunmen stormed an inn in Basra at dusk in a raid claimed by a new group, killing nine.", "killing", {"Basra"}),
        ("Clashes on the edge of Deraa left two rebels and six soldiers killed.", "killed", {"Deraa"}),
    ],
)
def test_a_claim_takes_the_place_of_what_it_hangs_together_with(text: str, trigger: str, wanted: set[str]) -> None:
    assert places(text, trigger) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Thousands of students protested on Saturday against the killing of a singer in Malta.",
        "Hundreds demonstrated against their government's support for the bombing of Iraq.",
        "Hundreds protested on Monday against the minister's visit to Beirut.",
        "Hundreds protested against fresh sanctions on Iran.",
    ],
)
def test_a_protest_is_not_where_the_deed_is_that_it_is_about(text: str) -> None:
    told = [c for c in claims(text) if c.kind == "protest"]
    assert told and all(c.place is None for c in told)
