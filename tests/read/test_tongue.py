"""The language of a text."""

from __future__ import annotations

import pytest

from khaldun.read.tongue import language, settled


@pytest.mark.parametrize(
    "text",
    [
        "Fighters nearly captured Kobani in October.",
        "Boko Haram kills 15 soldiers near Diffa",
        "Houthi missile hits Marib",
        "Rebels seized Brega and Ras Lanuf.",
        "Rebels took Al Qaryatayn on Monday.",
        "Militants seized Sukhnah in mid-2014.",
        "Boko Haram burned Kirchinga, Shuwa and Michika towns.",
        "Boko Haram attacked Bama.",
        "Al-Shabaab seized Xudur.",
        "Ansar al-Sharia captured Zinjibar, Jaar and Shuqra.",
    ],
)
def test_a_short_text_full_of_foreign_names_is_english(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les rebelles ont pris la ville d'Idlib lundi.", "fr"),
        ("El ejercito tomo la ciudad de Palmira el domingo", "es"),
        ("Rebellen nahmen Palmyra ein", "de"),
    ],
)
def test_a_short_text_in_another_language_is_told(text: str, code: str) -> None:
    assert language(text) == code


ENGLISH = "The army said on Monday that its troops had entered the town and that the road to the south was open again. "
FRENCH = "L'armée a dit lundi que ses soldats étaient entrés dans la ville et que la route du sud était de nouveau ouverte. "


def test_what_a_pages_template_says_of_its_language_does_not_outweigh_its_words() -> None:
    assert settled(ENGLISH * 5, "ar") == "en"
    assert settled(FRENCH * 5, "en") == "fr"


def test_a_line_too_short_to_tell_is_in_the_language_of_its_page() -> None:
    assert settled("Homs", "fr") == "fr"


def test_a_paragraph_in_another_tongue_does_not_speak_for_a_text() -> None:
    assert language(FRENCH * 9 + ENGLISH * 60) == "en"
    assert language(ENGLISH * 5 + FRENCH * 80) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "Raids israéliens sur Gaza",
        "Les sources du Nil",
        "Tanks rollen door Charkov",
        "Meeting der NATO in Brüssel",
        "Ny bombing av Gaza by",
        "Boko Haram a attaqué Bama.",
        "Al-Shabaab waxay qabsatay Xudur.",
        "Boko Haram sun kai hari Bama.",
    ],
)
def test_one_word_that_english_has_too_makes_no_english_line(text: str) -> None:
    assert language(text) != "en"
