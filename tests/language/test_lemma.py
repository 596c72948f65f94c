import pytest

from khaldun.language.lemma import lemma


@pytest.mark.parametrize(
    ("word", "pos", "base"),
    [
        ("overran", "VERB", "overrun"),
        ("seized", "VERB", "seize"),
        ("visited", "VERB", "visit"),
        ("stopped", "VERB", "stop"),
        ("shelling", "VERB", "shell"),
        ("retaken", "VERB", "retake"),
        ("fled", "VERB", "flee"),
        ("dying", "VERB", "die"),
        ("fled", "NOUN", "fled"),
        ("besieging", "VERB", "besiege"),
        ("carries", "VERB", "carry"),
        ("armies", "NOUN", "army"),
        ("policemen", "NOUN", "policeman"),
        ("Yemen", "PROPN", "yemen"),
        ("crises", "NOUN", "crisis"),
        ("highest", "ADJ", "high"),
        ("was", "AUX", "be"),
        ("would", "AUX", "would"),
    ],
)
def test_the_base_form_of_a_word(word: str, pos: str, base: str) -> None:
    assert lemma(word, pos) == base


def test_a_noun_with_a_hyphen_is_a_plural_whatever_the_tagger_says() -> None:
    assert lemma("counter-raids", "NOUN", "Number=Sing") == "counter-raid"


def test_an_unknown_verb_is_undone_by_its_spelling() -> None:
    assert lemma("blorping", "VERB") == "blorp"
    assert lemma("droneized", "VERB") == "droneize"
