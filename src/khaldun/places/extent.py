"""How much of a place the words around its name speak of: all of it, most of it, or a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

# `_MOST`, `_PART`, `_CALLED` and `_ONE_OF` are for text in small letters.
_MOST = re.compile(
    r"\b(?:most|much|the\s+(?:bulk|majority|greater\s+part|vast\s+majority)|nearly\s+all|almost\s+all|(?:nearly|almost)\s+the\s+whole"
    r"|(?:[6-9]\d)(?:\.\d+)?\s*(?:%|percent|per\s+cent)|two[-\s]thirds|three[-\s]quarters)\s+(?:of\s+)?(?:the\s+)?(?:(?:old\s+)?(?:town|city|province|village)s?\s+of\s+)?$"
)
_PIECE_WORDS = frozenset(
    "part parts pocket pockets section sections half halves portion portions swathe swathes area areas corner corners district districts quarter quarters"
    " neighborhood neighborhoods neighbourhood neighbourhoods outskirts edge edges suburb suburbs countryside village villages towns fields oilfields foothold"
    " enclave enclaves street streets block blocks sector sectors third fringe fringes side sides bank banks stretch stretches centre center entrance entrances"
    " hills positions checkpoint checkpoints strip strips slice building buildings base bases headquarters compound compounds offices palace palaces barracks"
    " complex complexes".split()
)
_PIECES = rf"{'|'.join(sorted(_PIECE_WORDS))}|old\s+(?:city|town)|tribal\s+areas"
_PART = re.compile(
    rf"(?:\b(?:{_PIECES})\s+(?:of\s+(?:territory|land|ground)\s+)?(?:of|in|inside|around|near|within|surrounding|outside|along|on)\s+(?:the\s+)?(?:\w+\s+)?(?:(?:town|city|province|village|district)\s+of\s+)?"
    r"|\b[1-5]?\d(?:\.\d+)?\s*(?:%|percent|per\s+cent)\s+of\s+(?:the\s+)?(?:(?:town|city|province|village|district)\s+of\s+)?"
    r"|(?<!to )\bthe\s+(?:north|south|east|west|heart)(?:-?(?:east|west))?\s+of\s+(?:the\s+)?(?:(?:town|city|province)\s+of\s+)?"
    r"|\b(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?\s+|\b(?:outside|near|around|surrounding)\s+(?:the\s+(?:\w+\s+)?(?:town|city|village)\s+of\s+)?|\b(?:old|downtown|inner|outer|rural|suburban)\s+(?:city\s+of\s+)?)$"
)
_HINTS = _PIECE_WORDS | frozenset(
    "heart outside near around surrounding old downtown inner outer rural suburban percent cent %".split()
    + [
        f"{one}{two}{end}"
        for one in "north south east west central".split()
        for two in ("", "east", "west")
        for end in ("", "ern")
    ]
)
"""One of these words is in all that `_PART` finds, one of the pieces of words in `_MUCH` in all that `_MOST` does."""
_MUCH = ("most", "much", "bulk", "majority", "part", "nearly", "%", "cent", "thirds", "quarters")
_WORDS = re.compile(r"[a-z]+|%")
_CALLED = re.compile(
    r"\b(?:the|both|two|three|four|five|\d+|nearby|neighbou?ring|strategic)\s+(?:(?!of\b)[\w-]+\s+){0,2}(?:villages?|towns?|hamlets?|cities)\s+of\s+(?:the\s+)?$"
)
"""Words that only say what the name is the name of: "the villages of Foua and Kafraya" are those two, not some of theirs."""
_OWN = re.compile(r"(?i)\s+(?:village|district|neighbou?rhood|quarter)\b(?!s?\s+of\s+[A-Z])")
_ONE_OF = re.compile(r"\b(?:an?|one|another|some|each|every)\s+(?:[a-z-]+\s+)?$")
"""A kind set behind the name is that of what it names ("Hunaydi village"), unless it is one of several ("an Aleppo district")."""
_BESIDE = re.compile(
    r"(?i)\b(?:outside|near|around|surrounding|overlooking|close\s+to|between|towards?|leading\s+to|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+(?:of|from)"
    r"|(?:countryside|hinterland|surroundings|vicinity|approaches|outskirts)\s+(?:of|around))\s+(?:the\s+)?(?:\w+\s+of\s+)?$"
)
_BESIDE_AFTER = re.compile(
    r"(?i)(?:['’]s?)?\s+(?:(?:north|south|east|west)[\w-]*\s+)?(?:countryside|hinterland|surroundings|vicinity|approaches|outskirts)\b"
)
_LINKS = frozenset("of all whole in inside around near within surrounding outside along on".split())
_KINDS = ("village", "town", "hamlet", "city", "cities")
_BEFORE_NAME = _LINKS | {"the", "city", "town"}
_BACK = 10
"""Words at most from the one that tells of a part to the name."""
_SIDES = ("north", "south", "east", "west", "central", "old", "downtown", "inner", "outer", "rural", "suburban")
"""One of these words stands before a name in every pattern: where none does, none need be tried."""
_NEXT = re.compile(r"(?:['’]s?)?\s+([^\W\d_]+)")
_APART = frozenset(" '’")
_SIDES_BEHIND = (
    "north",
    "south",
    "east",
    "west",
    "central",
    "old",
    "main",
    "rural",
    "outer",
    "inner",
    "industrial",
    "right",
    "left",
    "tribal",
)
_PART_AFTER = re.compile(
    rf"(?i)(?:['’]s?)?\s+(?:(?:north|south|east|west|central|old|main|rural|outer|inner|industrial|right|left)[\w-]*\s+){{0,2}}(?:{_PIECES})\b(?!\s+of\s+[A-Z])"
)


def extent(text: str, start: int, end: int) -> Literal["whole", "most", "part"]:
    """What part of the place at [`start`, `end`) is meant: "most of Qaim" most, "a pocket in Homs", "eastern Aleppo", "outside Hit",
    "Raqqa's old city" part, else whole."""
    before = text[max(0, start - 70) : start].lower()
    words = before.split()
    if _called(words) and (called := _CALLED.search(before)):
        before = before[: called.start()]
        words = before.split()
    if words and (not _LINKS.isdisjoint(words[-6:]) or words[-1].startswith(_SIDES)):
        most, part = _pieces(words) if any(map(_tells, words[-_BACK:])) else (False, -1)
        if most and _MOST.search(before):
            return "most"
        if part >= 0 and _PART.search(before, len(before.rsplit(None, len(words) - part)[0]) if part else 0):
            return "part"
    if text[end : end + 1] not in _APART or not _may_go_on(text, end) or not _PART_AFTER.match(text, end):
        return "whole"
    return "whole" if _OWN.match(text, end) and not _ONE_OF.search(before) else "part"


def _called(words: Sequence[str]) -> bool:
    """Whether the words before a name may only say what it is the name of: "the villages of"."""
    links = 2 if words[-1:] == ["the"] else 1
    return len(words) > links and words[-links] == "of" and words[-links - 1].startswith(_KINDS)


def _pieces(words: Sequence[str]) -> tuple[bool, int]:
    """Whether one of the words before a name may tell of most of it; and the number of the word with which what tells of a part may
    begin, -1 where none does. The word for the part stands last, or before a link."""
    last, most, part = len(words) - 1, False, -1
    for i in range(max(0, last + 1 - _BACK), last + 1):
        told = _tells(words[i])
        most = most or "most" in told
        if part < 0 and "part" in told and (i == last or words[i + 1] in _BEFORE_NAME):
            part = max(0, i - 2)  # "20 per cent", "the north"
    return most, part


@lru_cache(maxsize=8192)
def _tells(word: str) -> tuple[str, ...]:
    """Whether a word may be one that tells of most of a place, or of a part."""
    part = ("part",) if not _HINTS.isdisjoint(_WORDS.findall(word)) else ()
    return ("most", *part) if any(w in word for w in _MUCH) else part


def _may_go_on(text: str, end: int) -> bool:
    """Whether the next word is one with which a part of the place may begin."""
    word = _NEXT.match(text, end)
    low = word[1].lower() if word else ""
    return low in _PIECE_WORDS or low.startswith(_SIDES_BEHIND)


def beside(text: str, start: int, end: int) -> bool:
    """Whether words speak of land beside the place at [`start`, `end`), and of nothing in it: "two villages south of Hit", "a hill near
    Hit", "Hit's countryside"."""
    return bool(_BESIDE.search(text[max(0, start - 50) : start]) or _BESIDE_AFTER.match(text, end))
