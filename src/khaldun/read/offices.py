"""Offices and names that bound the day of a text: `President X said` was written in X's time; who says `Jabhat Fateh al-Sham`
writes after July 2016."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.read.marks import BACKGROUND
from khaldun.read.window import DAY, FRESH, Window

_PAST = re.compile(
    r"(?:\b(?:former|ex|then|late|future|vice|deputy|ousted|deposed|toppled|fallen|shadow|mock|as)[ -]|\bex-|\b[Vv]ice[ -])$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"^(?:['’]s (?:government|administration|spokes\w+|office|regime|forces|army|troops|decision|order|visit))?,? (?:\w+ )?(?:said|says|told|has|is|vowed|announced|ordered|warned|called|will|urged|met|arrived|declared|was|had|announces|vows|orders)\b|^['’]s (?:government|administration|regime|forces|army|troops|decision|order|office|visit)\b"
)


@dataclass(frozen=True, slots=True)
class Office:
    """One entry of `offices.yaml`: the words, the days of each term, the last open where it runs on, and whether it is a mere name, which
    bounds whoever uses it."""

    who: re.Pattern[str]
    terms: tuple[tuple[date, date | None], ...]
    name: bool


@lru_cache(maxsize=8)
def offices(knowledge: Knowledge) -> tuple[Office, ...]:
    """The offices and names of all packs."""
    return tuple(
        Office(re.compile(e["who"]), tuple((t[0], t[1] if len(t) > 1 else None) for t in e["terms"]), e.get("name", False))
        for e in knowledge.entries("offices")
    )


def bound(window: Window, said: Sequence[tuple[str, bool]], knowledge: Knowledge) -> None:
    """Narrows a window by who held which office, and by which names were in use."""
    text = "\n".join(s for s, _ in said)
    present = [o for o in offices(knowledge) if o.who.search(text)]
    for sentence, lead in said if present else ():
        for office in present:
            match = office.who.search(sentence)
            if match is None or _PAST.search(sentence[: match.start()]):
                continue
            acts = _SPEAKS.match(sentence[match.end() :]) is not None
            if acts or office.name:  # "a President X would ..." is no president yet
                _since(window, office, match[0])
            if acts and lead and not BACKGROUND.search(sentence):
                _until(window, office, match[0])


def _since(window: Window, office: Office, words: str) -> None:
    """Not before the first day of the first term that the window admits."""
    fits = [t for t in office.terms if window.admits(*t)]
    if fits:
        window.floor(fits[0][0], f"it names {words}")


def _until(window: Window, office: Office, words: str) -> None:
    fits = [t for t in office.terms if window.admits(*t)]
    if fits and fits[-1][1] is not None:
        window.roof(fits[-1][1] + FRESH * DAY, f"{words} acts in it")
