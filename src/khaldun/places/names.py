"""What the words around place names say of them: their kind, and which of them lie in which; and the countries a text speaks of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from khaldun.places.choose import Name
from khaldun.places.cues import ADJECTIVES, Cues
from khaldun.places.keys import key
from khaldun.places.support import between

_REACH = 60
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’']*")
# "Hit, Anbar", "Hit in Anbar", "Hit in western Anbar", "Hit in Iraq's Anbar", "Hit, a small town in Anbar": the second holds the first.
_INSIDE = re.compile(
    r"(?:,\s+(?:an?|the)\s+(?:[a-z][\w-]*\s+){0,3}?(?:town|village|hamlet|city|suburb|district|port|capital|camp|island|resort)\s+(?:in|of)\s+"
    rf"|,\s+|\s+\(|,?\s+in\s+|,?\s+of\s+)(?:the\s+)?(?:{ADJECTIVES})*(?:\w+\s+of\s+)?"
)
# "Iraq's Mosul", "Syria's northern city of Raqqa", "Anbar's provincial capital Ramadi": the first holds the second.
_OWNER = re.compile(r"['’]s?\s+(?:[a-z][\w-]*\s+){0,5}")

# "The government's Hit pocket" lies in the town; "the northern Hama pocket" is land around it.
_HELD = frozenset({"pocket", "enclave"})
_OF_WHOLE = re.compile(
    r"(?:(?:North|South|East|West)(?:ern|-?[Ee]ast(?:ern)?|-?[Ww]est(?:ern)?)?|Central|Greater|Inner|Outer|Rural|Downtown)\s+(\S.*)"
)
"""A part of a place by its side: "South Khartoum"; "Northern Victoria" only where the text names Victoria."""
_SIDE = re.compile(r"(?i)\b(?:north|south|east|west)\S*\s+$")

# "On the Turkish border", "Turkish-backed rebels": the scene is another country.
_ELSEWHERE = re.compile(
    r" (?:border|frontier)s?\b(?! (?:town|city|village|post|crossing|guard|police|region|area|district|province|force|gate))|-(?:backed|supported|funded|allied)\b"
)


def link(text: str, names: Sequence[Name], cues: Cues) -> None:
    """Fills in the kind and the parents of names (in order of their start)."""
    for i, name in enumerate(names):
        if name.kind is None:
            name.kind = _kind(text, name, names, cues)
        found = []
        # The second and third next names, too: "Hit in Iraq's Anbar province" has two containers.
        for j in range(i + 1, min(i + 3, len(names))):
            if names[j].start - name.end > _REACH:
                break
            cue = cues.after(text, name.end)
            gap = text[cue.stop if cue and cue.stop <= names[j].start else name.end : names[j].start]
            if "\n" not in gap and _INSIDE.fullmatch(gap):
                found.append(j)
                break
        if i and len(gap := text[names[i - 1].end : name.start]) <= _REACH and _OWNER.fullmatch(gap):
            found.append(i - 1)
        name.parents = tuple(found)
    _share(text, names, cues)


def _share(text: str, names: Sequence[Name], cues: Cues) -> None:
    """The kind that is said once of a row of names, given to each: "the villages of Hit, Rawa and Qaim", "Hit and Rawa districts"."""
    kind: str | None = None
    for one, other in pairwise(names):
        before = cues.before(text, one.start)
        kind = before.kind if before and before.word.endswith("s") else kind
        kind = kind if between(text, one.end, other.start) else None
        other.kind = other.kind or kind
    for other, one in pairwise(reversed(names)):
        after, own = cues.after(text, other.end), cues.within(other.text) if other.text.endswith("s") else None
        kind = own[1] if own else after.kind if after and after.word.endswith("s") else kind
        kind = kind if between(text, one.end, other.start) else None
        one.kind = one.kind or kind


def _kind(text: str, name: Name, names: Sequence[Name], cues: Cues) -> str | None:
    own = cues.within(name.text)
    if own:
        name.short = own[0]
        if own[1] in ("facility", "crossing"):
            word = name.text[len(own[0]) :].strip()
            # Written small, even a hospital has the name of its town; "Washington Square" has not.
            name.works = cues.same.get(word.lower()) or ((word,) if word.islower() else ())
            town, _, last = own[0].rpartition(" ")
            name.short = town if town and last in cues.modifiers else own[0]
        return own[1]
    side = _OF_WHOLE.match(name.text)
    if side and (key(side[1]) not in cues.ordinary or any(n.text.startswith(side[1]) for n in names)):
        name.whole = side[1]
    cue = cues.after(text, name.end) or cues.before(text, name.start)
    if cue and cue.word in _HELD and not _SIDE.search(text[max(0, name.start - 16) : name.start]):
        return None
    return cue.kind if cue else None


def play(text: str, cues: Cues) -> dict[str, float]:
    """How much a text speaks of countries by the names of their peoples ("Syrian", "Iraqis"), in a weight that grows slowly."""
    counts: Counter[str] = Counter()
    demonyms, peoples, last, end = cues.demonyms, cues.peoples, "", -2
    for match in _CAPITALISED.finditer(text):
        word = match[0]
        if match.start() == end + 1 and f"{last} {word}" in demonyms:
            counts[demonyms[f"{last} {word}"]] += 1
        country = demonyms.get(word) or demonyms.get(word.removesuffix("s")) or peoples.get(word)
        if country and not (word == "Korean" and last in ("North", "South")) and not _ELSEWHERE.match(text, match.end()):
            counts[country] += 1
        last, end = word, match.end()
    return {c: 0.7 * (1 + math.log2(n)) for c, n in counts.items()}
