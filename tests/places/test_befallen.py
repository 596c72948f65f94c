"""A lone name to which happens what happens to towns is a town's, whatever the tagger takes it for."""

import pytest

from tests.claims.test_events import told


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Goma will fall, the rebels said.", "control.loss", "Goma"),
        ("Lyman fell to Ukrainian troops on Saturday.", "control.gain", "Lyman"),
        ("Reports that Mosul had fallen turned out to be false.", "control.loss", "Mosul"),
        ("Ukrainian forces recaptured Lyman on Saturday.", "control.gain", "Lyman"),
    ],
)
def test_it_is_a_town(text, kind, place):
    assert [c.place.name for c in told(text, kind)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Lyman was ill. Lyman fell after the operation.",
        "Police arrested Lyman on Friday.",
        "Hussein fell in love.",
        "Police captured Hassan in the mountains.",
    ],
)
def test_a_person_stays_a_person(text):
    assert told(text, "control.loss") == told(text, "control.gain") == []
