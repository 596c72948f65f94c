"""Names that end with the word for what they name: "Youth Housing Complex", "T-4 Military Airport", "1070 Housing Project", "Hikmah Hill".

Taggers take them for bodies, cut their numbers off, or do not see them; the last word tells that they are places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from khaldun.language.sentence import Sentence
from khaldun.places.choose import Name
from khaldun.places.cues import Cues

_ARTICLE = r"(?:(?:[Aa][lrsdnz]|[Aa]sh|[Ee][lszdr]|[Ee]sh|[Aa]t)[-\s])"
_PART = r"[‘ʿ]?[A-ZÀ-Þ][\w’'‘ʿ]*(?<!['’]s)(?<!s['’])"
_WORD = rf"{_ARTICLE}?{_PART}(?:-(?:{_ARTICLE})?{_PART}|-(?:{_ARTICLE}){_PART}|-\d+)*"
_NOT_FIRST = frozenset(
    "the a an in at on near this that its their his her of and northern southern eastern western central".split()
)
_GARRISONS = frozenset("base camp barracks depot checkpoint airbase airfield".split())
"""Bodies have such, and what is theirs is a place: "the Brigade 47 Base"."""
_THE = re.compile(r"\b[Tt]he\s+(?:[a-z][\w-]*\s+){0,2}$")
_SHARES = re.compile(r"(?<![\w-])([A-ZÀ-Þ][\w’']+)\sand\s$")
CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’']*")
_AND = re.compile(r",?\sand\s(?:the\s)?|,\s(?:the\s)?")
_DONE_TO = re.compile(
    r"\s(?:was|were|has been|had been|is|being)\s(?:re)?(?:seized|captured|bombed|hit|shelled|stormed|taken|struck|targeted|attacked|destroyed)"
    r"|\s(?:fell\s(?:to|under)|came\sunder|remain(?:s|ed)\sunder|changed\shands)\b"
)


@lru_cache(maxsize=8)
def _pattern(heads: frozenset[str]) -> re.Pattern[str]:
    last = "|".join(sorted((w.title() for w in heads), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w-])(?:(?:\d{{2,4}}\s)?(?:{_WORD}\s){{1,4}}?(?:(?:\d{{2,4}}|{_WORD})\s)?|\d{{2,4}}\s)(?:{last})(?![\w’'-]|\s[A-Z])"
    )


@lru_cache(maxsize=8)
def _lasts(heads: frozenset[str]) -> frozenset[str]:
    """The last words as they stand in names."""
    return frozenset(CAPITALISED.findall(w.title())[-1] for w in heads)


def headed(text: str, sentences: Sequence[Sentence], words: Sequence[str], cues: Cues) -> Iterator[Name]:
    """The names of a text that end so; `words` are its capitalised words. Where the last word is one that bodies bear too (a hospital, a
    station), the words before must put it as a place or the article make it a known one."""
    told = sorted(_lasts(cues.heads).intersection(words))
    for sentence in sentences if told else ():
        if any(w in sentence.text for w in told):
            yield from _in_sentence(text, sentence, cues)


def _in_sentence(text: str, sentence: Sentence, cues: Cues) -> Iterator[Name]:
    last = -1
    for match in _pattern(cues.heads).finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        words = text[start:end].split()
        while len(words) > 1 and words[0].lower() in _NOT_FIRST:
            start += len(words[0]) + 1
            words = text[start:end].split()
        name = text[start:end]
        if len(words) < 2 or cues.generic(name) or all(w in cues.demonyms for w in words[:-1]):
            continue
        if words[-1].lower() in cues.buildings and (
            (cues.organised(name) and words[-1].lower() not in _GARRISONS)
            or not (
                stands(text, match.start(), match.end(), cues)
                or last >= 0
                and _AND.fullmatch(text, last, start)
                or any(e.label == "LOC" and e.start < end and start < e.end for e in sentence.entities)
            )
        ):
            continue
        last = end
        yield Name(start, end, name)


def sharing(text: str, found: Sequence[Name], cues: Cues) -> Iterator[Name]:
    """What shares the last word of a name: "Turkmen" in "the Turkmen and Kurdish Mountains"."""
    starts = {n.end for n in found}
    for name in found:
        last = name.text.rsplit(" ", 1)[-1]
        if not last.endswith("s") or last.lower() not in cues.heads or not (own := cues.within(name.text)):
            continue
        first = _SHARES.search(text, max(0, name.start - 40), name.start)
        if first and first.end(1) not in starts and (first[1] in cues.demonyms or own[0] in cues.demonyms):
            yield Name(first.start(1), first.end(1), first[1], kind=own[1], short=f"{first[1]} {last}")


def stands(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether a building's name stands as one: after "in the", after any "the", or before what is done to places ("was seized")."""
    return cues.put(text, start) or bool(_THE.search(text, max(0, start - 40), start)) or bool(_DONE_TO.match(text, end))
