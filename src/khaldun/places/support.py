"""What lets a name that no gazetteer has be believed a place: the words before, within and behind it, or the row that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from khaldun.places.aimed import unlike
from khaldun.places.befallen import befalls
from khaldun.places.choose import Name
from khaldun.places.cues import Cues

IN_ROW = re.compile(r"[’”\"]?(?:,?\s+(?:and|or)|,[”\"]?)\s+(?:the\s+)?[‘“\"]?")
PARTS = re.compile(r"\s(?:area|suburb|neighbou?rhood|quarter|district|axis|countryside|hill|farm|region)s?\b")
_KIND = re.compile(
    r"\s+(?:areas?|villages?|towns?|city|districts?|neighbou?rhoods?|suburbs?|regions?|provinces?|camp|base|crossing|airbase|airport|roundabout|farms)(?=,|\s+(?:and|or)\b)"
)
"""A word of kind between a name of a row and the next: "the Hayy area, Lubna and the Suk district"."""
_VOICE = re.compile(r"\b[Aa]ccording to\s$")
_GOES_ON = re.compile(r"(?:,|\b(?:and|or))\s+(?:the\s+)?$")
_OF = re.compile(r"\b([A-Za-z][a-z-]+)(\sof|,)\s(?:the\s)?$")
_TITLE = re.compile(r"\b(?:Sheikh|Shaykh|Umm|Abu)\s$")
_TITLES = frozenset("sheikh shaykh umm abu".split())
_LAST = re.compile(r"\band\s+(?:the\s+)?$")
_FURTHER = re.compile(r",?\s+and\s|,\s+(?:[Aa]l-)?[A-ZÀ-Þ]")
_LINK = 16
_SEVERAL = re.compile(
    r"\b(?:villages|towns|cities|districts|neighbou?rhoods|suburbs|settlements|provinces|areas|quarters|hamlets)(?:\s+(?:of|such as|including|like|around|called|named)|:)\s+(?:[A-Z‘][\w’'‘-]*(?:\s[A-Z][\w’'-]*)?,\s+)*$"
)
_ALIAS = re.compile(r"\s\((?:also\s|or\s|the\s)?")


def supported(text: str, names: Sequence[Name], index: int, cues: Cues) -> bool:
    """Whether a name that no gazetteer has is put as a place by the words around it, is one by its own words, or stands in a row with
    another place or in brackets behind one."""
    name = names[index]
    if len(name.text.strip(".")) < 2 or _VOICE.search(text, max(0, name.start - 16), name.start):
        return False
    if name.kind or name.parents or cues.put(text, name.start) or PARTS.match(text, name.end):
        return True
    if name.tagged and (
        _of_ground(name.text, cues)
        or _SEVERAL.search(text[max(0, name.start - 60) : name.start])
        or _noun_of(text, name, cues)
        or cues.besides(text, name.end)
        or befalls(text, name.end, cues)
        or (any(w in cues.aims for w in cues.leading(text, name.start)) and not unlike(text, name, cues))
    ):
        return True
    if any(0 <= j < len(names) and in_row(text, min(index, j), max(index, j), names) for j in (index - 1, index + 1)):
        return True
    return index > 0 and bool(_ALIAS.fullmatch(text, names[index - 1].end, name.start)) and text[name.end : name.end + 1] == ")"


def _noun_of(text: str, name: Name, cues: Cues) -> bool:
    """Whether a noun for a place stands before a name: "the slopes of X", "a main thoroughfare, X,"."""
    found = _OF.search(text, max(0, name.start - _LINK * 2), name.start)
    if found is None or found[2] == "," and text[name.end : name.end + 1] not in (",", "."):
        return False
    noun = found[1].lower()
    return noun in cues.grounded or noun.removesuffix("s") in cues.grounded or noun.removesuffix("es") in cues.grounded


def in_rows(text: str, found: Sequence[Name], doubtful: Sequence[Name], cues: Cues) -> list[Name]:
    """Names taken for bodies or people that stand in a row of places: "the villages of A and B", "A, B and C" where A and C are places,
    "A, the Missile Battalion and Bayat Camp" where the last is one by its own words."""
    going: list[Name] = []
    for name in doubtful:
        if cues.lead(text, name.start).word in _TITLES and (
            title := _TITLE.search(text, max(0, name.start - _LINK), name.start)
        ):
            name = replace(name, start=title.start(), text=text[title.start() : name.end])
        if cues.lead(text, name.start).goes_on and _GOES_ON.search(text, max(0, name.start - _LINK), name.start):
            going.append(name)
    if not going:
        return []
    grounded = [n for n in doubtful if n.text.rsplit(" ", 1)[-1].lower() in cues.heads and " " in n.text]
    places = sorted(found, key=lambda n: n.start)
    ahead = sorted([*found, *grounded], key=lambda n: n.start)
    out: list[Name] = []
    for name in sorted(going, key=lambda n: n.start):
        left = next((p for p in reversed(places) if p.end <= name.start), None)
        if left is None or any(p.start < name.end and name.start < p.end for p in places):
            continue
        if not between(text, left.end, name.start):
            continue
        right = next((p for p in ahead if p.start >= name.end), None)
        closed = right is not None and between(text, name.end, right.start)
        if (
            closed
            or name in grounded
            or _SEVERAL.search(text[max(0, left.start - 60) : left.start])
            or _joins(text, places, left, name, cues)
        ):
            out.append(replace(name, tagged=True, told=True))
            places = sorted([*places, name], key=lambda n: n.start)
    return out


def _joins(text: str, places: Sequence[Name], left: Name, name: Name, cues: Cues) -> bool:
    """Whether a name goes on with a row of places, `left` its last, to which something is done: "hit A, B and C"."""
    if unlike(text, name, cues):
        return False
    several, at = False, places.index(left)
    while at and between(text, places[at - 1].end, places[at].start):
        several, at = True, at - 1
    led = cues.leading(text, places[at].start)
    done = any(w in cues.gains or w in cues.aims for w in led)
    return (done or several and any(w in cues.places for w in led)) and (
        _LAST.search(text, max(0, name.start - _LINK), name.start) is not None or _FURTHER.match(text, name.end) is not None
    )


def surely(text: str, names: Sequence[Name], index: int, cues: Cues) -> bool:
    """Whether the words before a name, or before the first of its row, put it as a place beyond doubt."""
    while index and names[index].start > names[index - 1].end >= 0 and in_row(text, index - 1, index, names):
        index -= 1
    return cues.put(text, names[index].start, surely=True) or any(
        w in cues.gains for w in cues.leading(text, names[index].start)
    )


def in_row(text: str, left: int, right: int, names: Sequence[Name]) -> bool:
    """Whether two names stand in a row with nothing between them but a word of kind."""
    return between(text, names[left].end, names[right].start)


def between(text: str, start: int, end: int) -> bool:
    """Whether the words of [start, end) make one row of what stands before and behind them."""
    kind = _KIND.match(text, start, end)
    return bool(IN_ROW.fullmatch(text, kind.end() if kind else start, end))


def _of_ground(name: str, cues: Cues) -> bool:
    """Whether the first or last word of a name makes it one of a street, a hill, a spring ... ("Mill Lane", "Tell Zubdan", "Hill 420")."""
    first, *_, last = words if len(words := name.split()) > 1 else ("", "")
    return first in cues.terrain or last.lower().rstrip(".") in cues.grounds or (last[:1].isdigit() and first in cues.numbered)


def kind_alone(name: str, cues: Cues) -> str:
    """The kind that a name tells of what it names: a mountain of "Hill 420", an area of "Mill Lane", else a settlement."""
    first, *_, last = words if len(words := name.split()) > 1 else ("", "")
    if last[:1].isdigit() and first in cues.numbered:
        return cues.alone.get(first.lower(), "area")
    return "area" if last.lower().rstrip(".") in cues.grounds else "settlement"
