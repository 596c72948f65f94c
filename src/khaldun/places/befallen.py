"""Towns taken for people: of a lone name that `fell`, `held out` or was `recaptured`, a town of that name is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.places.cues import Cues
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.keys import key
from khaldun.places.layout import MAIN

_PEOPLED = 5_000
"""Inhabitants of a town that such a name may mean, where no pack has it."""
_HELPERS = r"(?:(?:has|had|have|will|would|could|may|might|must|should|is|was|were|been|be|being|about|to|soon|finally|now|not|never|also|itself|again)\s+)*"


def befalls(text: str, end: int, cues: Cues) -> bool:
    """Whether what follows a name befalls towns."""
    return _patterns(cues.befall, cues.take)[0].match(text, end) is not None


def befallen(text: str, start: int, end: int, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether what is told of a lone name [start, end) befalls towns and hardly ever people."""
    span = text[start:end]
    if " " in span or key(span) in cues.ordinary:
        return False
    befalls, takes = _patterns(cues.befall, cues.take)
    if befalls.match(text, end) is None and takes.search(text, max(0, start - 40), start) is None:
        return False
    hits = (h.entry for h in gazetteer.named(span) if h.grade == MAIN)
    return any(e.kind == "settlement" and (e.id.startswith("local:") or e.population >= _PEOPLED) for e in hits)


@lru_cache(maxsize=8)
def _patterns(befall: frozenset[str], take: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    after, before = ("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) for words in (befall, take))
    return re.compile(rf"\s+{_HELPERS}(?:{after})(?!\w)"), re.compile(rf"\b(?:{before})\s$")
