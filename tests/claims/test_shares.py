"""Which number belongs to which place."""

import pytest

from tests.claims.test_events import told


def counted(text: str, kind: str) -> dict[str | None, list[float | None]]:
    return {c.place.name if c.place else None: [q.low for q in c.quantities] for c in told(text, kind)}


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("At least 30 people were killed in Aleppo and 12 in Idlib on Sunday.", "killing", {"Aleppo": [30], "Idlib": [12]}),
        (
            "Clashes killed 40 people in Nyala, 25 in El Fasher and 10 in Zalingei.",
            "killing",
            {"Nyala": [40], "El Fasher": [25], "Zalingei": [10]},
        ),
        ("Medics said 120 people were killed in Aleppo and Idlib.", "killing", {"Aleppo": [120], "Idlib": [120]}),
        ("Strikes killed 31 Palestinians in Gaza on Monday, 19 of them in Khan Younis.", "killing", {"Gaza Strip": [31]}),
        ("Strikes killed 31 Palestinians in Gaza on Monday, 19 of them in Khan Younis.", "casualties", {"Khan Younis": [19]}),
        (
            "About 12,000 people were displaced from Goma, 8,000 from Sake and 500 from Rutshuru.",
            "displacement",
            {"Goma": [12000], "Sake": [8000], "Rutshuru": [500]},
        ),
    ],
)
def test_each_place_has_its_own_number(text: str, kind: str, wanted: dict[str, list[float]]) -> None:
    assert counted(text, kind) == wanted
