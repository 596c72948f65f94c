"""What passes without a fight is a loss to its taker; what is fought for is a capture."""

import pytest

from tests.claims.test_events import told


@pytest.mark.parametrize(
    ("text", "left", "taker"),
    [
        ("Rebels entered the town of Tessalit without a fight after the army withdrew.", ["malian-forces"], "mnla"),
        ("Al-Shabaab took over the town of Leego hours after Somali troops pulled out.", ["somali-forces"], "al-shabaab"),
        ("Al-Shabaab fighters have peacefully captured the town of Wajid.", [], "al-shabaab"),
        ("Houthi fighters captured the town of Amran, meeting no resistance.", [], "houthis"),
        ("Islamic State fighters seized the deserted town of Sukhna.", [], "islamic-state"),
        ("Islamic State seized a well placed but abandoned base near Palmyra.", [], "islamic-state"),
        (
            "Azerbaijani troops moved into the Kelbajar district after Armenian forces left.",
            ["armenian-forces"],
            "azerbaijani-forces",
        ),
        ("Al-Shabaab seized the town of Wajid, and no fighting was reported.", [], "al-shabaab"),
        ("Houthi fighters took control of the town of Amran under a surrender deal.", [], "houthis"),
        ("Houthi fighters took over the town of Amran after the army agreed to leave.", [], "houthis"),
        ("US troops handed over the base in Mosul to Iraqi forces.", ["american-forces"], "iraqi-forces"),
        ("Armenian forces returned the district of Kelbajar to Azerbaijan.", ["armenian-forces"], "azerbaijan"),
        ("Control of the town of Wajid passed to Al-Shabaab.", [], "al-shabaab"),
        ("The Syrian army took over the town of Tel Tamer under a deal with Kurdish forces.", [], "syrian-army"),
        ("Somali troops took over the base in Bulo Marer from African Union troops.", ["amisom"], "somali-forces"),
    ],
)
def test_a_place_that_is_left_to_another_is_lost_to_him(text, left, taker):
    assert told(text, "control.gain") == []
    (claim,) = told(text, "control.loss")
    assert ([a.id for a in claim.actors], [a.id for a in claim.targets], claim.status) == (left, [taker], "happened")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized the town of Kidal after heavy fighting with the army, which fled.",
        "Rebels seized the town of Kidal, forcing the army to withdraw.",
        "Al-Shabaab attacked the town of Leego and captured it after Somali troops withdrew.",
        "The Syrian army captured the town of Sukhna. Islamic State fighters withdrew to the desert near Sukhna.",
        "Iraqi forces captured the town of Rawa after they withdrew their tanks.",
    ],
)
def test_what_is_fought_for_is_captured(text):
    assert told(text, "control.gain")
    assert not [c for c in told(text, "control.loss") if c.targets]


def test_the_leaving_may_be_told_in_the_sentence_before():
    text = "Ethiopian troops withdrew from the town of Hudur. Al-Shabaab fighters took over the town of Hudur."
    (claim,) = told(text, "control.loss")
    assert ([a.id for a in claim.actors], [a.id for a in claim.targets]) == (["ethiopian-forces"], ["al-shabaab"])


def test_all_captures_of_the_place_in_a_text_are_one_handover():
    text = "Al-Shabaab seized the town of Leego. A resident said al-Shabaab took over Leego after Somali troops withdrew."
    assert told(text, "control.gain") == []
    assert len(told(text, "control.loss")) == 2


def test_a_plan_stays_what_it_is():
    (claim,) = told("The Taliban plan to capture the town of Ghazni without a fight.", "control.gain")
    assert claim.status == "planned"


def test_fighting_anywhere_in_a_text_keeps_its_other_captures():
    text = (
        "Islamic State attacked Palmyra on Monday. The garrison was small. The night was quiet. Nobody slept. "
        "Islamic State captured Palmyra. Its men took the town after Syrian troops withdrew."
    )
    assert any(c.actors for c in told(text, "control.gain"))
