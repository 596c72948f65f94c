"""Places told in one list: what it goes on to, and where it ends."""

from __future__ import annotations

import pytest

from tests.claims.test_sites import places


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (
            "Gunners shelled the villages of Talbiseh and Rastan, the big town of Saraqib and a clinic in Palmyra.",
            "shelled",
            {"Talbiseh", "Rastan", "Saraqib", "Palmyra"},
        ),
        ("Jets bombed the town of Hit, in Anbar province, and the city of Mosul.", "bombed", {"Hit", "Mosul"}),
        ("Militants attacked a mosque in Raqqa and a school near Palmyra.", "attacked", {"Raqqa", "Palmyra"}),
        (
            "Gunners shelled the villages of Talbiseh (twice), Rastan (five times) and Saraqib.",
            "shelled",
            {"Talbiseh", "Rastan", "Saraqib"},
        ),
        (
            "Gunners shelled the villages of Talbiseh, Rastan, Saraqib and the old bridge.",
            "shelled",
            {"Talbiseh", "Rastan", "Saraqib"},
        ),
        # Another name in brackets is no item; a dash and a slash join two.
        (
            "Gunners shelled the villages of Talbiseh (Rabwa), Rastan and Saraqib.",
            "shelled",
            {"Talbiseh", "Rastan", "Saraqib"},
        ),
        ("Jets bombed Palmyra and the Saraqib-Rastan axis.", "bombed", {"Palmyra", "Saraqib", "Rastan"}),
        # The ends of a road are no two places of an event: the first says where.
        ("Gunmen killed two drivers on the Saraqib–Rastan highway.", "killed", {"Saraqib"}),
        ("Gunmen killed two drivers on the road Kabul–Kandahar.", "killed", {"Kabul"}),
        ("Bandits attacked the Lagos-Ibadan train.", "attacked", {"Lagos"}),
        # A country that says where the town before it lies is none of them.
        (
            "The attacks on the consulates in Lagos, Nigeria, and Douala, Cameroon, cost no lives.",
            "attacks",
            {"Lagos", "Douala"},
        ),
        # Who holds the first name, and whoever does something else, belong to no list.
        ("Jets bombed the mountains of Syria and Lebanon.", "bombed", {"Syria", "Lebanon"}),
        ("Police arrested a man in Mosul, and Baghdad said on Friday that he was a spy.", "arrested", {"Mosul"}),
    ],
)
def test_a_list_goes_on_as_long_as_it_names_places(text: str, trigger: str, wanted: set[str]) -> None:
    assert places(text, trigger) == wanted
