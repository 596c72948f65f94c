"""The language of a text."""

from __future__ import annotations

import pytest

from khaldun.read.tongue import language


@pytest.mark.parametrize(
    "text",
    [
        "Fighters nearly captured Kobani in October.",
        "Boko Haram kills 15 soldiers near Diffa",
        "Houthi missile hits Marib",
    ],
)
def test_a_short_text_full_of_foreign_names_is_english(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Les rebelles ont pris la ville d'Idlib lundi.", "fr"), ("El ejercito tomo la ciudad de Palmira el domingo", "es")],
)
def test_a_short_text_in_another_language_is_told(text: str, code: str) -> None:
    assert language(text) == code
