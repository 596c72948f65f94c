"""How gold and what is told are laid side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.model import Span
from khaldun.places.entry import distance
from khaldun.places.keys import bare, key


@dataclass(frozen=True, slots=True)
class Matched:
    """`pairs`: index of a gold stretch to that of the told one paired with it; `beyond`: told ones that are not in the gold."""

    pairs: dict[int, int]
    beyond: list[int]


def matched(wanted: Sequence[Span], optional: Sequence[Span], told: Sequence[Span]) -> Matched:
    """Stretches paired one to one where they overlap, the widest overlaps first, of equals those that begin nearest to one another.
    What is told on an optional stretch, and paired with nothing, is not judged."""
    links = sorted(
        (-overlap(g, t), abs(g.start - t.start), i, j)
        for i, g in enumerate(wanted)
        for j, t in enumerate(told)
        if g.overlaps(t)
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in links:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return Matched(pairs, [j for j, t in enumerate(told) if j not in used and not any(t.overlaps(o) for o in optional)])


def overlap(one: Span, other: Span) -> int:
    """Code points that two stretches share; none, or less than none, where they do not."""
    return min(one.end, other.end) - max(one.start, other.start)


def words(text: str | None) -> list[str]:
    """The words of a text, in small letters."""
    return re.findall(r"\w+", (text or "").lower())


def plain(name: str | None) -> str:
    """A name without case, accents, punctuation and articles."""
    return bare(key(name or "")).removeprefix("the ")


def km(place: Any, lat: float | None, lon: float | None) -> float:
    """Kilometres from a told place to a point; infinite where either has none."""
    if not place or place["lat"] is None or lat is None or lon is None:
        return math.inf
    return distance(place["lat"], place["lon"], lat, lon)
