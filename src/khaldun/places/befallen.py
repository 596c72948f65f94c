"""Towns taken for people or bodies: of a lone name that `fell`, `held out` or was `recaptured`, was handed to an army or has a mayor, a town
of that name is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.places.cues import HELPERS, Cues
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.keys import bare, key
from khaldun.places.layout import MAIN

_PEOPLED = 5_000
"""Inhabitants of a town that such a name may mean, where no pack has it."""
_LED = re.compile(
    r"['’]s\b|\s(?:to|into|hostage|hostages|prisoner|captive|home|away|back|along|aside|off|out|up|by|for|as|and\s(?:his|her|their))\b"
)
"""Behind someone who is taken somewhere, or taken for something."""
_MARKS = ("'", "’")
_TO = re.compile(r"\s(?:back\s|over\s)?to\s(?:the\s|their\s|its\s)?")
_ARMED = re.compile(
    r"(?:[\w-]+\s){0,3}?(?:army|forces|troops|soldiers|military|rebels|fighters|insurgents|militants|militias?|[A-Z]{1,6}\d*(?<=[A-Z\d]{2}))(?![\w-])"
)
_NAMED = re.compile(r"[A-Z][\w-]+(?:\s[A-Z][\w-]+)?")
"""Behind a town that is given to those who can hold it; men are given to states, courts and the police."""
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
    has = text[end : end + 1] in _MARKS and _having(cues.owned).match(text, end) is not None
    if not (take or fall or has) or key(span) in cues.ordinary:
        return False
    _, takes, assails = _patterns(cues.befall, cues.take, cues.assail)
    before = text[max(0, start - 40) : start]
    if take and " " not in span and assails.search(before):
        return True
    if not (fall or has) and (takes.search(before) is None or _LED.match(text, end) and not _yielded(text, before, end, cues)):
        return False
    hits = (h.entry for h in gazetteer.named(span) if h.grade == MAIN)
    return any(e.kind == "settlement" and (e.id.startswith("local:") or e.population >= _PEOPLED) for e in hits)


def _yielded(text: str, before: str, end: int, cues: Cues) -> bool:
    """Whether a name is what is given up to those who can hold it: "handed Kidal to the army"."""
    given = _TO.match(text, end) if any(before.endswith(f" {w} ") for w in cues.yields) else None
    if given is None:
        return False
    named = _NAMED.match(text, given.end())
    return _ARMED.match(text, given.end()) is not None or named is not None and bare(key(named[0])) in cues.actors


@lru_cache(maxsize=8)
def _having(owned: frozenset[str]) -> re.Pattern[str]:
    """Behind the name of a town, what it has."""
    return re.compile(rf"['’]s\s(?:{'|'.join(sorted(owned))})(?!\w)")


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
