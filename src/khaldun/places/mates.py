"""Names of towns that the engine took for people or bodies, or left out, where the company they keep says that they are places: in a row
of places ("Axum and Adigrat", "Hit, Rawa and Qaim"), before a word of kind ("the T4 airbase"), or, for names of several words, in a text that
speaks of their country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from khaldun.language.sentence import Sentence
from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.facts import facts
from khaldun.places.gazetteer import Gazetteer
from khaldun.places.layout import ARABIC, OTHER

_ARTICLE = r"(?:(?:[Aa][lrsdnzt]|[Aa]sh|[Ee][lszdr]|[Ee]sh)-|(?:A[lr]|a[lr]|Ash|El)\s)"
_PART = r"[A-ZÀ-Þ][\w’'‘ʿ]*(?<!['’]s)"
# The first letter comes first, and what may stand before it is asked then: a search for a letter is many times faster.
_FIRST = (
    rf"[A-ZÀ-Þae](?<![\w-].)(?:(?:(?<=[Aa])(?:(?:[lrsdnzt]|sh)-|[lr]\s)|(?<=[Ee])(?:[lszdr]|sh)-|(?<=A)sh\s|(?<=E)l\s){_PART}"
    r"|(?<![ae])[\w’'‘ʿ]*(?<!['’]s))"
)
_RUN = re.compile(rf"{_FIRST}(?:(?:-|\s(?:(?:of|d[aeio]s?|del)\s)?(?:the\s)?){_ARTICLE}?{_PART})*(?:(?=['’]?\s+([^\W\d_]+))|)")
_ROW = re.compile(r",?\s+(?:and|or)\s+|,\s+")
_GOES_ON = re.compile(r",?\s+(?:and|or)\b|,\s[A-ZÀ-Þ]")
_SPEECH = re.compile(
    r"(?:,?\s+(?:who|whose|himself|said|says|told|added|tells)\b|['’]s?\s+(?:wife|father|mother|son|brother)\b|,\s+\d)"
)
_OF = re.compile(r"\b(?:said|says|told|by|named|called|Mr|Mrs|Ms|Dr|aged?)\.?\s+$")
_PLACES = frozenset({"settlement", "district", "province", "facility"})
_ALIKE = 0.9
"""How much alike the spelling of a name must be to that of a place in a country in play."""
_TOWN = 5_000
"""Inhabitants from which a town is met by its name alone."""
_GAP = 8
"""Characters that two names of a row are apart at most: ", and "."""
_MOST_LANDS = 3
"""Countries, the most spoken of, whose places a doubtful name may be."""


def mates(
    text: str, sentences: Sequence[Sentence], found: Sequence[Name], words: Sequence[str], gazetteer: Gazetteer, cues: Cues
) -> list[Name]:
    """The names to add to those found; `words` are the capitalised words of the text."""
    places = sorted(found, key=attrgetter("start"))
    starts = [p.start for p in places]
    runs = _runs(text, sentences, places, cues)
    tried: dict[int, bool] = {}
    lands: frozenset[str] | None = None
    out: list[Name] = []
    for i, (start, end, cue) in enumerate([*runs, *runs]):
        if i == len(runs) and not out:
            break  # Twice: the first of a row may lean on one behind it that was added.
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] == start:
            continue
        left, right = places[at - 1] if at else None, places[at] if at < len(places) else None
        near = (right is not None and right.start - end < _GAP) or (left is not None and start - left.end < _GAP)
        row = near and _in_row(text, start, end, left, right)
        if tried.get(start) == row:
            continue
        tried[start] = row
        if cue and _works(text, start, end, gazetteer, cues):
            known = True
        elif (row or _borne(text[start:end], gazetteer, cues)) and not _SPEECH.match(text, end):
            lands = _lands(words, found, gazetteer, cues) if lands is None else lands
            known = _known(text, start, end, lands, gazetteer, cues, row=row)
        else:
            known = False
        if known:
            name = Name(start, end, text[start:end])
            out.append(name)
            places.insert(at, name)
            starts.insert(at, start)
    return out


def _borne(span: str, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether a name has several words and a place bears it."""
    return " " in span and bool(facts(span, gazetteer, cues).hits)


def _lands(words: Sequence[str], found: Sequence[Name], gazetteer: Gazetteer, cues: Cues) -> frozenset[str]:
    """The countries that most names of the text put in play: of each name its largest place's, of a people its own."""
    lands = Counter([land for w in words for land in cues.peoples_in(w)])
    lands.update([land for n in found if (land := facts(n.text, gazetteer, cues).country)])
    return frozenset(c for c, _ in sorted(lands.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LANDS])


def _runs(text: str, sentences: Sequence[Sentence], places: Sequence[Name], cues: Cues) -> list[tuple[int, int, bool]]:
    """Runs of capitalised words that no name covers, and whether the word behind each may be one of kind."""
    out: list[tuple[int, int, bool]] = []
    none = len(text) + 1
    ends, starts, position = [*(p.end for p in places), none], [*(p.start for p in places), none], 0
    for match in _within(text, sentences):
        start, end = match.span()
        while ends[position] <= start:
            position += 1
        if starts[position] >= end:
            word = match[1] or cues.next(text, end).word
            out.append((start, end, word != "" and cues.next_of(word).cue))
    return out


def _within(text: str, sentences: Sequence[Sentence]) -> list[re.Match[str]]:
    """The runs of capitalised words in sentences."""
    found, i, none = [], 0, len(text) + 1
    spans = [*((s.start, s.end) for s in sentences), (none, none)]
    for match in _RUN.finditer(text):
        start, end = match.span()
        while spans[i][1] <= start:
            i += 1
        if start < spans[i][0] or end > spans[i][1]:
            # A run that goes on behind a sentence is one of each.
            return [m for s in sentences for m in _RUN.finditer(text, s.start, s.end)]
        found.append(match)
    return found


def _in_row(text: str, start: int, end: int, left: Name | None, right: Name | None) -> bool:
    """Whether a name stands in a row with the place before or behind it."""
    if right is not None and right.tagged and right.start - end < _GAP and _ROW.fullmatch(text[end : right.start]):
        return True
    if left is None or not left.tagged or start - left.end >= _GAP:
        return False
    between = _ROW.fullmatch(text[left.end : start])
    # "In Israel, Haddad spoke": a comma alone makes a row only where it goes on.
    return between is not None and (between.group().strip() != "," or _GOES_ON.match(text, end) is not None)


def _works(text: str, start: int, end: int, gazetteer: Gazetteer, cues: Cues) -> bool:
    """Whether a base, a dam or the like bears the name and the next word calls it one."""
    cue = cues.after(text, end)
    if cue is None or cue.kind not in ("facility", "crossing"):
        return False
    return any(h.entry.kind == cue.kind for h in gazetteer.named(text[start:end]))


def _known(text: str, start: int, end: int, lands: frozenset[str], gazetteer: Gazetteer, cues: Cues, *, row: bool) -> bool:
    """Whether a place of these lands bears the name: in a row, or spelled nearly so; alone, a town whose name is out of the Arabic
    script and stands as no person's does ("Notre Dame" and "Santa Claus" are towns too)."""
    span = text[start:end]
    if not row:
        lands &= ARABIC
    told = facts(span, gazetteer, cues)
    if not lands or told.key in cues.never or told.goods or span in cues.demonyms or told.generic:
        return False
    hits = told.hits
    if not hits and row:
        hits = tuple(h for h in gazetteer.spelled(span, lands) if h.likeness >= _ALIKE)
    fits = [h.entry for h in hits if h.entry.country in lands and h.entry.kind in _PLACES and h.grade != OTHER]
    if row:
        return bool(fits)
    return any(e.population >= _TOWN for e in fits) and not _OF.search(text, max(0, start - 12), start)
