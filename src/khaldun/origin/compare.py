"""Two articles window by window and sentence by sentence: one text, or two that share some words?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from khaldun.model import Article
from khaldun.origin.windows import LENGTH, Hashes, normalise, sampled, shared, windows

Relation = Literal["copy", "edit", "excerpt"]

SAME = 0.45
"""Share of the smaller text's windows that must stand in the larger. Retold events, background paragraphs and an outlet's
formulas reach .40 of real pairs read by hand, copies and cuts start at .47."""

SURE = 0.65
"""From here on a shared opening is not asked for."""

COPY, EDIT = 0.9, 0.5
"""Share of both texts in a copy, and in an edit; what is held by a larger text with less of it shared is an excerpt."""

FAR_DAYS = 7
"""Articles whose dates lie further apart are copies only if their names and numbers agree too: an outlet words each raid alike."""

FAR_SAME, FAR_NAMES, LEAD_NAMES = 0.95, 0.6, 0.7

KIN = 0.2
"""Share of the smaller of two texts that lets them stand in one story when other members join them."""

LEAST = 60
"""Windows that must be left of a text without boilerplate before it can be called a copy (texts equal throughout aside)."""

_SENTENCE = re.compile(r"(?<=[.!?\"”’])\s+|\n+")
_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*|\b\d[\d,.]*\d\b|\b\d\b")
_OPENER = re.compile(r"(?:^|[.!?\"”]\s+|\n)[\"“]?[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`first_in_second` and the reverse: the share of each text's windows that is found in the other."""

    relation: Relation
    first_in_second: float
    second_in_first: float

    @property
    def strength(self) -> tuple[float, float]:
        """For ranking: what both share, then what the smaller shares. Equals join first, a page that holds two reports last."""
        return min(self.first_in_second, self.second_in_first), max(self.first_in_second, self.second_in_first)


@dataclass(frozen=True, slots=True)
class Content:
    """A text without boilerplate: its windows in order with what sentence each starts in, and the same sorted."""

    hashes: Hashes
    sentence: NDArray[np.int32]
    ordered: Hashes
    names: frozenset[str]


class Comparer:
    """Compares articles of one collection, given the windows of it that are boilerplate (sorted)."""

    def __init__(self, articles: list[Article], noise: Hashes) -> None:
        self._articles = articles
        self._noise = noise
        self.content = lru_cache(maxsize=4096)(self._content)

    def _content(self, index: int) -> Content:
        text = self._articles[index].text
        parts = [normalise(part) for part in _SENTENCE.split(text)]
        hashes = windows(b"".join(parts))
        which = np.repeat(np.arange(len(parts), dtype=np.int32), [len(p) for p in parts])[: len(hashes)]
        clean = ~stretches(hashes, self._noise)
        hashes, which = hashes[clean], which[clean]
        return Content(hashes, which, np.unique(hashes), names(text))

    def __call__(self, first: int, second: int) -> Verdict | None:
        """How two articles are one text, None where they are not."""
        one, two = self.content(first), self.content(second)
        if not len(one.hashes) or not len(two.hashes):
            return None
        in_two, in_one = shared(one.hashes, two.ordered), shared(two.hashes, one.ordered)
        a, b = float(in_two.mean()), float(in_one.mean())
        if max(a, b) < SAME or (min(len(one.hashes), len(two.hashes)) < LEAST and min(a, b) < COPY):
            return None
        small, held = (one, in_two) if a >= b else (two, in_one)
        agree = len(one.names & two.names) / max(1, len(small.names))
        if max(a, b) < SURE and agree < LEAD_NAMES and not opens(small, held):
            return None
        if min(a, b) < FAR_SAME and agree < FAR_NAMES and self._apart(first, second) > FAR_DAYS:
            return None
        relation: Relation = "copy" if min(a, b) >= COPY else "edit" if min(a, b) >= EDIT else "excerpt"
        return Verdict(relation, round(a, 4), round(b, 4))

    def kin(self, first: int, second: int) -> bool:
        """Whether two texts share a fair part of their windows, if less than copies do: two edits of one report."""
        one, two = self.content(first), self.content(second)
        small, large = (one, two) if len(one.ordered) <= len(two.ordered) else (two, one)
        return len(small.ordered) > 0 and float(shared(small.ordered, large.ordered).mean()) >= KIN

    def _apart(self, first: int, second: int) -> int:
        one, two = self._articles[first].published, self._articles[second].published
        if one.basis in ("story", "unknown") or two.basis in ("story", "unknown"):
            return 0
        return gap(one.start, one.last, two.start, two.last)


def gap(start: date | None, last: date | None, other_start: date | None, other_last: date | None) -> int:
    """Days between two stretches of days, 0 where they meet or an end is unknown."""
    if start is None or last is None or other_start is None or other_last is None:
        return 0
    return max(0, (other_start - last).days, (start - other_last).days)


def stretches(hashes: Hashes, noise: Hashes) -> NDArray[np.bool_]:
    """Which windows lie in boilerplate. Only sampled windows are known to be noise or not; those between two speak as they do,
    and where the two disagree the text is kept."""
    out = np.zeros(len(hashes), dtype=bool)
    if not len(noise):
        return out
    at = np.flatnonzero(sampled(hashes))
    if not len(at):
        return out
    bad = shared(hashes[at], noise)
    for here, there, this, that in zip(at[:-1], at[1:], bad[:-1], bad[1:], strict=True):
        if this and that:
            out[here : there + 1] = True
    if bad[0] and at[0] <= 4 * LENGTH:
        out[: at[0] + 1] = True
    if bad[-1] and len(hashes) - at[-1] <= 4 * LENGTH:
        out[at[-1] :] = True
    out[at[bad]] = True
    return out


def opens(small: Content, held: NDArray[np.bool_]) -> bool:
    """Whether one of the first two sentences of the smaller text stands in the larger: a follow-up opens with its own news."""
    lead = small.sentence <= small.sentence[0] + 1
    return bool(held[lead].mean() >= 0.3)


def names(text: str) -> frozenset[str]:
    """Capitalised words and numbers, without the words that are capitals only because a sentence opens with them."""
    inside = _OPENER.sub(" ", text)
    return frozenset(_NAME.findall(inside))
