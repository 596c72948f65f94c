"""Works and buildings that bear the name of a town: "Mosul dam", "the Taftanaz air base", "Qaim border crossing". Who holds the dam does
not hold the town.

The word for the work, though written small, belongs to the name. The place is the work where the gazetteer has it under this word or
another for the same ("Deir ez-Zor military airport" is Deir ez-Zor air base), else a place of the text's own that stands in the town.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.headed import stands
from khaldun.places.keys import key
from khaldun.places.layout import MAIN

_ONE_OF = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Ee]very|[Ee]ach)\s+(?:[a-z-]+\s+)?$")
_NAME = re.compile(
    r"(?<![\w’'‘-])(?:(?:[Aa][lrsdnzt]|[Aa]sh|[Ee][lszdr]|[Ee]sh)[-\s])?[A-ZÀ-Þ][\w’'‘-]*(?:\s(?:al-)?[A-ZÀ-Þ][\w’'‘-]*){0,3}$"
)
_OWNER = re.compile(r"['’]s?(?:\s|$)")
_ENDS = re.compile(
    r"\W*$|[^\w\s]|\s(?:and|or|in|on|at|near|by|is|was|were|has|had|to|of|from|with|after|before|when|while|where|which|that|as)\b"
)
"""What may stand behind the word for a building: not the school board, the hospital director."""
_NO_NAME = frozenset(("The", "A", "An", "This", "That", "His", "Her", "Their"))
_BACK = 50
"""Characters before the word for a work in which its name stands."""


@lru_cache(maxsize=8)
def _pattern(words: frozenset[str], modifiers: frozenset[str]) -> re.Pattern[str]:
    def either(found: Iterable[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(found, key=lambda w: (-len(w), w)))

    return re.compile(rf"\s(?:(?:{either(modifiers)})\s)?(?:{either(words)})(?![\w’'-]|\s(?:road|highway)\b)")


@lru_cache(maxsize=8)
def _behind(words: frozenset[str], modifiers: frozenset[str]) -> re.Pattern[str]:
    """A capitalised word behind which one for a work stands."""
    return re.compile(rf"[A-ZÀ-Þ][\w’'‘-]*+(?={_pattern(words, modifiers).pattern})")


def _beside(text: str, names: Sequence[Name], cues: Cues) -> list[re.Match[str]]:
    """The words for works behind names and other capitalised words, in order."""
    pattern = _pattern(cues.works, cues.modifiers)
    ends = {m.end() for m in _behind(cues.works, cues.modifiers).finditer(text)}
    ends.update([n.end for n in names if cues.next(text, n.end).work])
    return [found for end in sorted(ends) if (found := pattern.match(text, end))]


def works(text: str, names: Sequence[Name], gazetteer: Gazetteer, cues: Cues) -> list[Name]:
    """Names in order, those of towns before a word for a work lengthened by it, and names of works of the gazetteer that were no names
    before. "A Baghdad hospital" is one of several, and the prisons of a province or a country bear other names."""
    out, last = list(names), 0
    for name in names:
        if cues.next(text, name.end).word in cues.venues:
            _hall(text, name, gazetteer, cues)
    for found in _beside(text, names, cues):
        while last < len(names) and names[last].end < found.start():
            last += 1
        if last < len(names) and names[last].end == found.start():
            name = names[last]
            if _borne(text, name.start, name.text, gazetteer):
                name.end, name.text = found.end(), text[name.start : found.end()]
        elif bare := _NAME.search(text, max(0, found.start() - _BACK), found.start()):
            start = bare.start() + 4 * bare[0].startswith("The ")
            free = not any(n.start < found.end() and start < n.end for n in names[max(0, last - 1) : last + 1])
            known = any(h.grade == MAIN and h.entry.kind != "settlement" for h in gazetteer.named(text[start : found.end()]))
            if free and not _OWNER.search(bare[0]) and (known or _untold(text, start, found, cues)):
                out.append(Name(start, found.end(), text[start : found.end()]))
    return sorted(out, key=lambda n: n.start)


def _hall(text: str, name: Name, gazetteer: Gazetteer, cues: Cues) -> None:
    """Lengthens a name by the words for a hall or centre behind it, if the gazetteer has one so called: the "Ouagadougou hall" of Sirte."""
    end = name.end
    while (word := cues.next(text, end).word) in cues.venues:
        end += 1 + len(word)
    if gazetteer.named(text[name.start : end]):
        name.end, name.text = end, text[name.start : end]


def _untold(text: str, start: int, found: re.Match[str], cues: Cues) -> bool:
    """Whether a name that nobody tagged is that of a hospital, a mosque ... by where it stands: "fled the Al Nahda hospital"."""
    words = text[start : found.start()].split()
    if found.group().rsplit(None, 1)[-1] not in cues.houses or all(w in cues.demonyms or key(w) in cues.never for w in words):
        return False
    return words[0] not in _NO_NAME and stands(text, start, found.end(), cues) and _ENDS.match(text, found.end()) is not None


def built(text: str, end: int, cues: Cues) -> int:
    """Where a name that ends at `end` ends with the word for a building behind it, which is written small: "the Ibn Sina hospital"."""
    found = _pattern(cues.works | cues.named, cues.modifiers).match(text, end)
    return found.end() if found and _ENDS.match(text, found.end()) else end


def _borne(text: str, start: int, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a work may bear the name that stands before the word for it."""
    if _ONE_OF.search(text, max(0, start - 12), start):
        return False
    kinds = {h.entry.kind for h in gazetteer.named(name) if h.grade == MAIN}
    return "country" not in kinds and not (kinds and kinds <= {"province", "area"})
