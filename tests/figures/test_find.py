import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.figures import kind_of
from tests.dates.make import tree
from tests.figures.make import KNOWLEDGE, only, quantities


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("At least 30 people were killed.", 30, None),
        ("More than 15,000 soldiers came.", 15_000, None),
        ("Up to 20 fighters hid there.", None, 20),
        ("As many as 700 families fled.", None, 700),
        ("Fewer than 40 houses stood.", None, 40),
        ("Between 20 and 30 rebels died.", 20, 30),
        ("Some 20-30 rebels died.", 20, 30),
        ("From 2 to 3 million people fled.", 2_000_000, 3_000_000),
        ("Around 1,500 militants remained.", 1500, 1500),
        ("The militia, numbering between 80,000 and 100,000, came.", 80_000, 100_000),
        ("An estimated 350,000 people fled.", 350_000, 350_000),
        ("Tens of thousands of civilians fled.", 20_000, 99_999),
        ("This brings to 4,300 the number of people displaced.", 4300, 4300),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Some 2,500 families fled.", "family"),
        ("About 900 households were displaced.", "household"),
        ("Floods destroyed 3,000 houses.", "house"),
        ("They sent two army brigades.", "brigade"),
        ("They left on 17 green buses.", "bus"),
        ("It lies 70km to the north.", "km"),
        ("They hold 40 percent of it.", "%"),
        ("Police found 11 bodies.", "person"),
        ("Airstrikes killed 12 Afghans.", "person"),
        ("They took nine Islamic State fighters.", "fighter"),
        ("They held 12 of the original 17 tanks.", "tank"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert quantities(text)[0].unit == unit


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("At least 30 were killed.", "killed"),
        ("A shell killed three children.", "killed"),
        ("The raid left 14 soldiers dead.", "killed"),
        ("The raid caused the deaths of 14 soldiers.", "killed"),
        ("Another 19 were wounded.", "wounded"),
        ("Some 4,000 people were displaced.", "displaced"),
        ("Some 4,000 people have fled.", "displaced"),
        ("Nearly 900 families returned home.", "returned"),
        ("Buses evacuated 300 civilians.", "evacuated"),
        ("The army besieged 93,000 civilians.", "besieged"),
        ("Some 500 civilians trapped there ate grass.", "trapped"),
        ("Police detained 20 men.", "detained"),
        ("The army captured 20 villages.", "captured"),
        ("Shelling destroyed 80 homes.", "destroyed"),
        ("Its population dwindled to 90,000.", "population"),
        ("It lies 70 km away.", "distance"),
        ("Some 500 people are living in four camps.", "sheltered"),
        ("Some 70 IDPs arrived.", "displaced"),
        ("There are 600 fighters left.", "fighters"),
    ],
)
def test_roles_without_a_parse(text: str, role: str) -> None:
    assert quantities(text)[0].role == role


def test_the_kind_of_a_unit_is_told_by_its_name() -> None:
    assert [kind_of(unit, KNOWLEDGE) for unit in ("civilian", "family", "km", "pocket", None)] == [
        "people",
        "household",
        "length",
        None,
        None,
    ]


def test_the_parse_finds_the_verb_far_from_its_object() -> None:
    sentence = tree("""
    Nine     nine     NUM   _ 2 nummod
    villagers villager NOUN Number=Plur 8 nsubj:pass
    from     from     ADP   _ 5 case
    the      the      DET   _ 5 det
    hills    hill     NOUN  Number=Plur 2 nmod
    were     be       AUX   _ 8 aux:pass
    later    later    ADV   _ 8 advmod
    detained detain   VERB  VerbForm=Part 0 root
    `.       .        PUNCT _ 8 punct
    """)
    (quantity,) = quantities(sentence.text, sentence)
    assert (quantity.unit, quantity.role) == ("resident", "detained")


def test_the_words_run_from_the_bound_to_the_noun() -> None:
    assert (
        only("Reports spoke of at least two hundred unarmed civilians there.").text == "at least two hundred unarmed civilians"
    )


@pytest.mark.parametrize(
    "text",
    [
        "It fell on 12 May.",
        "In 2014 the war went on.",
        "She fled, said Mona Ali, 33, in a park.",
        "The 14-year-old boy slept.",
        "Division 17 was attacked.",
        "They met at 10 a.m. there.",
        "It cost $12 million.",
        "One of them spoke.",
        "The two sides met.",
        "Two-thirds of it burned.",
        "He paid 300 euros.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert quantities(text) == []


@given(st.text(alphabet=st.sampled_from("0123456789,.- aendozthusfilmyp%km\n"), max_size=80))
def test_any_text_gives_quantities_with_their_own_words(text: str) -> None:
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    quantities(text)


def test_a_long_row_of_digits_is_no_number() -> None:
    assert quantities("It bore the number " + "7" * 5000 + ".") == []
