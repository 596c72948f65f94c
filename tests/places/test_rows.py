"""Long rows of names of which some are known for places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khaldun.model import Mention

Finder = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The army took control of <<Qaysun>>, [[Ayn Rabiya]], [[Kafr Rabiya]], Zeytan, <<Um Jaran>>, {{Hafrat al-Hamr}} and {{Abu Ghazala}}.",
            ["Qaysun", "Zeytan", "Um Jaran", "Hafrat al-Hamr", "Abu Ghazala"],
        ),
        ("They took these villages: {{Ameer}}, [[Nawfaliya]], <<Tulan>> and {{Nuh}}.", ["Ameer", "Tulan", "Nuh"]),
        ("They freed the villages of [[Tal Shaer]]/{{Yusuf al-Ali}}, {{al-Akla}} and [[Rasm]].", ["Yusuf al-Ali", "al-Akla"]),
        (
            "They shelled the villages of [[Tulan]] (Umm Tina), {{Nuh Bey}} district, and {{Hasan Agha}}.",
            ["Nuh Bey", "Hasan Agha"],
        ),
        ("They mined the road between [[Tulan]] and {{Abu Ghazala}}.", ["Abu Ghazala"]),
    ],
)
def test_what_stands_in_a_row_of_places_is_one(text: str, names: list[str], mentions: Finder) -> None:
    told = [m.text for m in mentions(text)]
    assert [n for n in names if n not in told] == []


@pytest.mark.parametrize(
    "text",
    [
        "The talks brought <<Alpha Group>>, {{Brandt}} and {{Carver}} together.",
        "Leaders of [[Iraq]], [[Syria]], <<OPEC>> and <<Hezbollah>> met.",
        "Raids on [[Baghdad]], [[Mosul]], <<Hezbollah>> and <<UNTAG>> went on.",
        "The talks between [[Baghdad]] and {{Carver}} went on.",
    ],
)
def test_bodies_and_people_in_a_row_stay_what_they_are(text: str, mentions: Finder) -> None:
    assert not {"Alpha Group", "Brandt", "Carver", "OPEC", "Hezbollah", "UNTAG"} & {m.text for m in mentions(text)}
