"""What the words around place names say of them: their kind, and which of them lie in which; and the countries a text speaks of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from khaldun.places.choose import Name
from khaldun.places.cues import ADJECTIVES, Cues

_REACH = 60
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’']*")
# "Hit, Anbar", "Hit in Anbar", "Hit in western Anbar", "Hit in Iraq's Anbar": the second holds the first.
_INSIDE = re.compile(rf"(?:,\s+|\s+\(|,?\s+in\s+|,?\s+of\s+)(?:the\s+)?(?:{ADJECTIVES})*(?:\w+\s+of\s+)?")
# "Iraq's Mosul", "Syria's northern city of Raqqa", "Anbar's provincial capital Ramadi": the first holds the second.
_OWNER = re.compile(r"['’]s?\s+(?:[a-z][\w-]*\s+){0,5}")


def link(text: str, names: Sequence[Name], cues: Cues) -> None:
    """Fills in the kind and the parents of names (in order of their start)."""
    for i, name in enumerate(names):
        if name.kind is None:
            name.kind = _kind(text, name, cues)
        found = []
        # The second and third next names, too: "Hit in Iraq's Anbar province" has two containers.
        for j in range(i + 1, min(i + 3, len(names))):
            gap = text[name.end : names[j].start]
            if len(gap) <= _REACH and "\n" not in gap and _INSIDE.fullmatch(_without_cue(gap, cues)):
                found.append(j)
                break
        if i and len(gap := text[names[i - 1].end : name.start]) <= _REACH and _OWNER.fullmatch(gap):
            found.append(i - 1)
        name.parents = tuple(found)


def _without_cue(gap: str, cues: Cues) -> str:
    match = cues.after.match(gap)
    return gap[match.end() :] if match else gap


def _kind(text: str, name: Name, cues: Cues) -> str | None:
    tail = cues.tail.search(name.text)
    if tail and tail[1][0].isupper() and tail.start():
        name.short = name.text[: tail.start()]
        return cues.kinds[f"after {tail[1].lower()}"]
    lead = cues.lead.match(name.text)
    if lead:
        name.short = name.text[lead.end() :]
        return cues.kinds[f"title {lead[1].lower()}"]
    after = cues.after.match(text, name.end)
    if after:
        return cues.kinds[f"after {' '.join(after[1].lower().split())}"]
    head = text[max(0, name.start - _REACH) : name.start]
    for what, pattern in (("before", cues.before), ("title", cues.title)):
        match = pattern.search(head)
        if match:
            return cues.kinds[f"{what} {match[1].lower()}"]
    return None


def play(text: str, cues: Cues) -> Counter[str]:
    """How much a text speaks of countries by the names of their peoples ("Syrian", "Iraqis"), in a weight that grows slowly."""
    counts: Counter[str] = Counter()
    last, end = "", -2
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if match.start() == end + 1 and f"{last} {word}" in cues.demonyms:
            counts[cues.demonyms[f"{last} {word}"]] += 1
        country = cues.demonyms.get(word) or cues.demonyms.get(word.removesuffix("s"))
        if country and not (word == "Korean" and last in ("North", "South")):
            counts[country] += 1
        last, end = word, match.end()
    return Counter({c: 0.7 * (1 + math.log2(n)) for c, n in counts.items()})
