"""What one says and another denies is told twice: as the one's claim, and denied by the other."""

import pytest

from tests.claims.test_events import told

SAID = ("happened", "M23")
ARMY = ("denied", "Armed Forces of the Democratic Republic of the Congo")


@pytest.mark.parametrize(
    "text",
    [
        "The M23 rebels said they had taken Goma, but the Congolese army denied it.",
        "The M23 rebels said they had taken Goma, but the Congolese army rejected the claim.",
        "The M23 rebels said they had taken Goma, which the Congolese army denied.",
        "The M23 rebels claimed to have taken the town of Goma, a claim the Congolese army denies.",
        "The M23 rebels claimed to have taken the town of Goma; the Congolese army denied that.",
        "The M23 rebels said they had taken Goma. The Congolese army denied the report.",
        "The M23 rebels said they had taken Goma. The Congolese army said this was untrue.",
    ],
)
def test_both_words_are_told(text):
    assert {(c.status, c.speaker.name) for c in told(text, "control.gain")} == {SAID, ARMY}


def test_the_denial_stands_on_its_own_words():
    (said, denied) = told("The militia said it had captured Sirte. The government denied it.", "control.gain")
    assert (denied.trigger.text, denied.evidence.text) == ("denied", "The government denied it.")
    assert said.id != denied.id


@pytest.mark.parametrize(
    "text",
    [
        "The rebels said they had taken Goma, but the army did not deny it.",
        "The rebels said they had taken Goma, and the army denied that civilians had died.",
        "The rebels said they had taken Goma. The army refused to comment.",
    ],
)
def test_nothing_else_is_a_denial_of_it(text):
    assert "denied" not in {c.status for c in told(text, "control.gain")}


def test_a_denial_that_names_whose_claim_it_is_belongs_to_who_denies():
    (claim,) = told("Kyiv denied the claim by Moscow that its troops had taken the town of Lyman.", "control.gain")
    assert (claim.status, claim.speaker.name) == ("denied", "Ukraine")


def test_what_the_article_tells_itself_stays_told_beside_the_denial():
    found = told("Rebels captured the town of Kidal, but the Malian army denied it.", "control.gain")
    assert {(c.status, c.speaker and c.speaker.id) for c in found} == {("happened", None), ("denied", "malian-forces")}
