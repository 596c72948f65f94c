"""Long rows of names of which a tagger knows some for places: "control of Qaysun, Ayyubiya, Kafr Rabiya, Um Jaran and Banan". What stands
among them is a place too, whatever the tag."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from khaldun.places.aimed import unlike
from khaldun.places.choose import Name
from khaldun.places.cues import Cues
from khaldun.places.keys import key

_NAME = r"(?:[Aa]l-|al\s)?[‘ʿ]?[A-ZÀ-Þ][\w’'‘-]*(?:\s(?:al-)?[‘ʿ]?[A-ZÀ-Þ][\w’'‘-]*){0,3}"
_KIND = r"(?:\s\([^()\n]{2,30}\))?(?:\s(?:areas?|villages?|towns?|districts?|quarters?|neighbou?rhoods?|suburbs?|hills?|farms|camp|base))?"
"""What may stand behind a name of a row: its other name, or the word for what it is."""
_ROW = re.compile(rf"{_NAME}(?:{_KIND}(?:,|\s?/)\s?(?:the\s)?{_NAME})+{_KIND},?\sand\s(?:the\s)?{_NAME}")
_WAY = re.compile(
    rf"\b(?:road|highway|motorway|route|railway|line|axis|corridor|pipeline)\s(?:between|from|linking|connecting|links|connects)\s(?:the\s)?{_NAME}"
    rf"(?:\s(?:and|to|with|towards?)\s(?:the\s)?)({_NAME})"
)
"""A way between two places of which the second was taken for a person: "the road between Rawa and Abu Hasan"."""
_TO = frozenset(("and", " to", "ith"))
"""The letters before the space before its second name."""
_PIECE = re.compile(_NAME)
_TOLD = re.compile(
    r"\b(?:villages|towns|cities|districts|neighbou?rhoods|suburbs|settlements|provinces|areas|quarters|hamlets)(?:\s(?:of|such\sas|including|like|around|called|named))?:?\s+(?:the\s)?[‘“\"]?$"
)
_KNOWN = 2
"""Names of a row that are places for others to be taken for places."""


def rowed(text: str, found: Sequence[Name], doubtful: Sequence[Name], cues: Cues) -> list[Name]:
    """The names to add to those found: of a row of three or more that is put as places are, and has some."""
    out: list[Name] = []
    last = 0
    starts: list[int] = []
    for name in doubtful:
        if text[name.start - 4 : name.start - 1] in _TO and _ends_way(text, name) and not unlike(text, name, cues):
            out.append(Name(name.start, name.end, name.text))
        if name.start < last or not _listed(text, name):
            continue
        start = text.rfind(". ", last, name.start) + 1
        starts = starts or sorted(n.start for n in (*found, *doubtful))
        for at in starts[bisect_left(starts, max(last, start)) :]:
            if at > name.start:
                break
            row = _ROW.match(text, at) if at >= last else None
            if row is not None:
                out += _of_row(text, row, found, cues)
                last = row.end()
    return out


def _ends_way(text: str, name: Name) -> bool:
    return any(m.start(1) == name.start for m in _WAY.finditer(text, max(0, name.start - 80), name.end))


def _listed(text: str, name: Name) -> bool:
    return text[name.end : name.end + 1] in (",", "/") or text[max(0, name.start - 4) : name.start].endswith(
        (", ", "and ", "the ", "/")
    )


def _of_row(text: str, row: re.Match[str], found: Sequence[Name], cues: Cues) -> Iterator[Name]:
    inside = [n for n in found if n.start < row.end() and row.start() < n.end]
    called = _TOLD.search(text, max(0, row.start() - 60), row.start())
    led = cues.leading(text, row.start())
    if not called and (len(inside) < _KNOWN or not any(w in cues.gains or w in cues.aims or w in cues.places for w in led)):
        return
    for piece in _PIECE.finditer(text, row.start(), row.end()):
        name = Name(piece.start(), piece.end(), piece[0])
        if any(n.start < name.end and name.start < n.end for n in inside) or unlike(text, name, cues):
            continue
        if name.text not in cues.demonyms and key(name.text) not in cues.never and not cues.generic(name.text):
            yield name
