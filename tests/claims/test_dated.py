"""Lists of places with dates of their own."""

import pytest

from tests.claims.test_events import told


def days(text: str, kind: str) -> dict[str | None, str]:
    return {c.place.name if c.place else None: f"{c.when.start}..{c.when.last}" for c in told(text, kind)}


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (
            "Assad's forces lost Raqqa in 2013, Tabqa in 2014 and Palmyra in 2015.",
            "control.loss",
            {"Raqqa": "2013-01-01..2013-12-31", "Tabqa": "2014-01-01..2014-12-31", "Palmyra": "2015-01-01..2015-12-31"},
        ),
        (
            "Islamic State seized Fallujah in January 2014, Mosul in June and Ramadi in May 2015.",
            "control.gain",
            {"Fallujah": "2014-01-01..2014-01-31", "Mosul": "2014-06-01..2014-06-30", "Ramadi": "2015-05-01..2015-05-31"},
        ),
        (
            "Rebels took Idlib, Jisr al-Shughur and Ariha in March, April and May 2015 respectively.",
            "control.gain",
            {"Idlib": "2015-03-01..2015-03-31", "Jisr al-Shughur": "2015-04-01..2015-04-30", "Ariha": "2015-05-01..2015-05-31"},
        ),
        (
            "Raqqa fell to Islamic State in January 2014 and Palmyra in May 2015.",
            "control.gain",
            {"Raqqa": "2014-01-01..2014-01-31", "Palmyra": "2015-05-01..2015-05-31"},
        ),
        (
            "Rebels captured Idlib in March 2015 and the army retook Palmyra in March 2016.",
            "control.gain",
            {"Idlib": "2015-03-01..2015-03-31", "Palmyra": "2016-03-01..2016-03-31"},
        ),
    ],
)
def test_each_place_has_its_own_days(text: str, kind: str, wanted: dict[str, str]) -> None:
    assert days(text, kind) == wanted
