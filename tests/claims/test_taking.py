"""Words of taking that say something else."""

import pytest

from khaldun.model import DONE
from tests.claims.test_events import told


@pytest.mark.parametrize(
    "text",
    [
        "Students stormed the university in Khartoum.",
        "Protesters broke into the party's headquarters in Kirkuk.",
        "Biden became president after winning Pennsylvania.",
        "Obama took Florida and Ohio.",
        "The Democrats took the lead in Ohio.",
        "The party took a seat in Basra.",
        "Rioters gained entrance to the governor's palace in Basra.",
        "The minister spoke of an invasion of Somalia.",
        "Police in Homs crushed the protesters.",
    ],
)
def test_no_place_is_taken(text):
    assert not {c.status for kind in ("control.gain", "control.loss") for c in told(text, kind)} & DONE


@pytest.mark.parametrize(
    "text",
    [
        "The army stormed the rebel-held town of Jisr al-Shughour.",
        "The army secured the town of Palmyra.",
        "The army won a major victory by controlling the whole of Daraa province.",
        "Government forces pushed back the rebels from two villages near Hama.",
        "The killings took place when the militants attacked and took over the town of Barawe.",
        "The district of Tal Afar was cleared of Islamic State.",
    ],
)
def test_a_place_is_taken(text):
    assert {c.status for c in told(text, "control.gain")} == {"happened"}
