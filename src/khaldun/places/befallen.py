"""Towns taken for people or bodies: of a lone name that `fell`, `held out` or was `recaptured`, a town of that name is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.places.cues import HELPERS, Cues
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.keys import key
from khaldun.places.layout import MAIN

_PEOPLED = 5_000
"""Inhabitants of a town that such a name may mean, where no pack has it."""
_LED = re.compile(
    r"['’]s\b|\s(?:to|into|hostage|hostages|prisoner|captive|home|away|back|along|aside|off|out|up|by|for|as|and\s(?:his|her|their))\b"
)
"""Behind someone who is taken somewhere, or taken for something."""
_HELPED = rf"(?:(?:{'|'.join(sorted(HELPERS))})\s+)*"


def befalls(text: str, end: int, cues: Cues) -> bool:
    """Whether what follows a name befalls towns."""
    if not cues.next(text, end).befall and text[end : end + 1] != ",":
        return False
    return _patterns(cues.befall, cues.take, cues.assail)[0].match(text, end) is not None


def befallen(text: str, start: int, end: int, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether what is told of a lone name [start, end) befalls towns and hardly ever people or bodies; a name that no gazetteer has is
    believed only where a thing is done to it that is done to places alone."""
    span, take, fall = text[start:end], cues.lead(text, start).take, befalls(text, end, cues)
    if not (take or fall) or key(span) in cues.ordinary:
        return False
    _, takes, assails = _patterns(cues.befall, cues.take, cues.assail)
    before = text[max(0, start - 40) : start]
    if take and " " not in span and assails.search(before):
        return True
    if not fall and (takes.search(before) is None or _LED.match(text, end)):
        return False
    hits = (h.entry for h in gazetteer.named(span) if h.grade == MAIN)
    return any(e.kind == "settlement" and (e.id.startswith("local:") or e.population >= _PEOPLED) for e in hits)


@lru_cache(maxsize=8)
def _patterns(befall: frozenset[str], take: frozenset[str], assail: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    after, before, surely = (
        "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"
        for words in (befall, take | assail, assail)
    )
    return (
        re.compile(rf",?\s+{_HELPED}(?:{after})(?!\w)"),
        re.compile(rf"\b(?:{before})\s$"),
        re.compile(rf"\b(?:{surely})\s$"),
    )
