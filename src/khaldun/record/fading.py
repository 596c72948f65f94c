"""How sure a spell is on a later day: what was last reported long ago fades."""

from __future__ import annotations

import math
from datetime import date

from khaldun.model import ControlSpell
from khaldun.record import parameters as par


def probability_on(spell: ControlSpell, day: date) -> float:
    """The spell's probability on a day within it. A spell that goes on until further notice fades from its last report; one that
    ends at a later report is as sure in its middle as at its ends; that nobody is known does not fade."""
    if spell.status == "unknown" or spell.stop is not None or spell.reported is None or day <= spell.reported:
        return spell.probability
    return spell.probability * math.exp(-(day - spell.reported).days / par.NOW.silence)
