"""What the words around place names say of them: their kind, and which of them lie in which; and the countries a text speaks of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from khaldun.places.choose import Name
from khaldun.places.cues import ADJECTIVES, Cues
from khaldun.places.keys import key
from khaldun.places.support import between

_REACH = 60
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
        if kind is None:
            continue
        kind = kind if between(text, one.end, other.start) else None
        other.kind = other.kind or kind
    for other, one in pairwise(reversed(names)):
        after, own = cues.after(text, other.end), cues.within(other.text) if other.text.endswith("s") else None
        kind = own[1] if own else after.kind if after and after.word.endswith("s") else kind
        if kind is None:
            continue
        kind = kind if between(text, one.end, other.start) else None
        one.kind = one.kind or kind


def _kind(text: str, name: Name, names: Sequence[Name], cues: Cues) -> str | None:
    own, name.short, name.works, side = _own(name.text, cues)
    if own:
        return own
    if side and (key(side) not in cues.ordinary or any(n.text.startswith(side) for n in names)):
        name.whole = side
    cue = cues.after(text, name.end) or cues.before(text, name.start)
    if cue and cue.word in _HELD and not _SIDE.search(text[max(0, name.start - 16) : name.start]):
        return None
    return cue.kind if cue else None


@lru_cache(maxsize=16_384)
def _own(name: str, cues: Cues) -> tuple[str | None, str | None, tuple[str, ...], str | None]:
    """What a name tells by its own words: its kind, the rest of it, the words for the same works, and what it is a side of."""
    own = cues.within(name)
    if own is None:
        side = _OF_WHOLE.match(name)
        return None, None, (), side[1] if side else None
    short, kind = own
    if kind not in ("facility", "crossing"):
        return kind, short, (), None
    word = name[len(short) :].strip()
    town, _, last = short.rpartition(" ")
    # Written small, even a hospital has the name of its town; "Washington Square" has not.
    works = cues.same.get(word.lower()) or ((word,) if word.islower() else ())
    return kind, town if town and last in cues.modifiers else short, works, None


def play(text: str, words: Sequence[str], cues: Cues) -> dict[str, float]:
    """How much a text speaks of countries by the names of their peoples ("Syrian", "Iraqis"), in a weight that grows slowly; `words` are
    its capitalised words."""
    counts: dict[str, int] = {}
    lands, ends, last, end = cues.lands, cues.ends, "", 0
    for word in words:
        start = text.find(word, end)
        if word in ends and start == end + 1 and (country := cues.demonyms.get(f"{last} {word}")):
            counts[country] = counts.get(country, 0) + 1
        if (
            (country := lands.get(word))
            and not (word == "Korean" and last in ("North", "South"))
            and not _ELSEWHERE.match(text, start + len(word))
        ):
            counts[country] = counts.get(country, 0) + 1
        last, end = word, start + len(word)
    return {c: 0.7 * (1 + math.log2(n)) for c, n in counts.items()}
