"""Two articles window by window and sentence by sentence: one text, or two that share some words?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from khaldun.model import Article, Shared
from khaldun.origin.align import Lettered, align
from khaldun.origin.differ import Named, other_event, own_news
from khaldun.origin.rewrite import rewritten
from khaldun.origin.windows import LENGTH, Hashes, distinct, normalise, sampled, shared, windows

Relation = Literal["copy", "edit", "excerpt"]

SAME = 0.45
"""Share of the smaller text's windows that must stand in the larger. Retold events, background paragraphs and an outlet's
formulas reach .40 of real pairs read by hand, copies and cuts start at .47."""

CHANCE = 3
"""Standard deviations by which the share of sampled windows may lie under that of all: more in one case of seven hundred."""

SURE = 0.65
"""From here on a shared opening is not asked for."""

COPY, EDIT = 0.9, 0.5
"""Share of both texts in a copy, and in an edit; what is held by a larger text with less of it shared is an excerpt."""

FAR_DAYS = 7
"""Articles whose dates lie further apart are copies only if their names and numbers agree too: an outlet words each raid alike."""

FAR_SAME, FAR_NAMES = 0.95, 0.6
"""... and this share of the smaller text's names is found in the larger, unless both texts share nearly all."""

LEAD, LEAD_NAMES = 0.3, 0.7
"""Under SURE, so much of the smaller text's first two sentences must stand in the larger, or so many of its names and numbers."""

KIN = 0.2
"""Share of the smaller of two texts that lets them stand in one story when other members join them."""

LEAST = 60
"""Windows that must be left of a text without boilerplate before it can be called a copy (texts equal throughout aside)."""

SURE_NAMES = 0.9
"""Where so many names and numbers of the smaller text stand in the larger, and its opening too, it is not asked whether the two tell
of two events."""

NEW_LEAD = 0.85
"""Copies that share more than this may open with news of their own: an editor's lead on an agency's text."""

REWRITE_DAYS, REWRITE_NAMES = 2, 0.6
"""Under SAME, articles that lie so close and have so many names and numbers in common are looked at as rewrites."""

SPEAKS = 0.5
"""Share of a passage's windows that are no boilerplate, for it to be told."""

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


Aligned = Mapping[tuple[str, str], tuple[Shared, ...]]
"""What pairs of articles, by their ids, are known to have in common: it depends on their texts alone."""


class Comparer:
    """Compares articles of one collection, given the windows of it that are boilerplate (sorted)."""

    def __init__(self, articles: Sequence[Article], noise: Hashes, known: Aligned | None = None) -> None:
        self._articles = articles
        self._noise = noise
        self._known = known or {}
        self.windows = lru_cache(maxsize=4096)(self._windows)
        self.names = lru_cache(maxsize=4096)(self._names)
        self._lettered = lru_cache(maxsize=1024)(self._letters)
        self._named = lru_cache(maxsize=1024)(self._naming)
        self._aligned = lru_cache(maxsize=1024)(self._align)

    def _windows(self, index: int) -> Hashes:
        """The windows of a text without its boilerplate, sorted and distinct."""
        hashes = windows(normalise(self._articles[index].text))
        return distinct(hashes[~stretches(hashes, self._noise)])

    def _names(self, index: int) -> frozenset[str]:
        return names(self._articles[index].text)

    def _letters(self, index: int) -> Lettered:
        return Lettered.of(self._articles[index].text)

    def _naming(self, index: int) -> Named:
        return Named(self._articles[index].text)

    def _align(self, first: int, second: int) -> tuple[Shared, ...]:
        known = self._known.get((self._articles[first].id, self._articles[second].id))
        return align(self._lettered(first), self._lettered(second)) if known is None else known

    def passages(self, first: int, second: int, *, quiet: bool = False) -> tuple[Shared, ...]:
        """What two articles have in common; `quiet` leaves out passages that are mostly boilerplate."""
        found = self._aligned(first, second)
        if not quiet:
            return found
        text, speaking = self._articles[first].text, self.windows(first)
        return tuple(p for p in found if shared(windows(normalise(text[p.start : p.end])), speaking).mean() >= SPEAKS)

    def common(self, first: int, second: int) -> int:
        """How many windows stand in both, boilerplate left out."""
        one, two = self.windows(first), self.windows(second)
        return int(shared(one, two).sum() if len(one) <= len(two) else shared(two, one).sum())

    def __call__(self, first: int, second: int) -> Verdict | None:
        """How two articles are one text, None where they are not."""
        one, two = self.windows(first), self.windows(second)
        if not len(one) or not len(two):
            return None
        common = self.common(first, second)
        a, b = common / len(one), common / len(two)
        if min(len(one), len(two)) < LEAST and min(a, b) < COPY:
            return None
        if max(a, b) < SAME:
            reworded = self._near(first, second) and rewritten(self._named(first), self._named(second))
            return Verdict("edit", round(a, 4), round(b, 4)) if reworded else None
        small, large = (first, second) if a >= b else (second, first)
        if max(a, b) < SURE and self._agree(small, large) < LEAD_NAMES and not self._opens(small, large):
            return None
        if min(a, b) < FAR_SAME and self._apart(first, second) > FAR_DAYS and self._agree(small, large) < FAR_NAMES:
            return None
        if min(a, b) < FAR_SAME and self._differ(small, large, max(a, b)):
            return None
        relation: Relation = "copy" if min(a, b) >= COPY else "edit" if min(a, b) >= EDIT else "excerpt"
        return Verdict(relation, round(a, 4), round(b, 4))

    def _agree(self, small: int, large: int) -> float:
        """The share of the smaller text's names and numbers that the larger has too."""
        return len(self.names(small) & self.names(large)) / max(1, len(self.names(small)))

    def _differ(self, small: int, large: int, share: float) -> bool:
        """Whether two texts with so much in common tell of two events after all."""
        if not self.names(small):
            return False
        if self._agree(small, large) >= SURE_NAMES and self._opens(small, large):
            return False
        passages = self.passages(small, large)
        one, two = self._named(small), self._named(large)
        return bool(passages) and (other_event(one, two, passages) or (share < NEW_LEAD and own_news(one, two, passages)))

    def may_be_one(self, first: int, second: int, share: float, size: int) -> bool:
        """Whether two articles can be of one story: what a call asks for at least. Where the `share` of the smaller text's sampled
        windows, `size` in number, is too little for it by any chance, the others are not looked at."""
        if self._near(first, second):
            return True
        if share < SAME - CHANCE * sqrt(SAME * (1 - SAME) / max(1, size)):
            return False
        return self.common(first, second) >= SAME * max(1, min(len(self.windows(first)), len(self.windows(second))))

    def _near(self, first: int, second: int) -> bool:
        """Whether two texts of the same days name the same, so that one may say what the other says in other words."""
        return (
            self._apart(first, second) <= REWRITE_DAYS
            and min(self._agree(first, second), self._agree(second, first)) >= REWRITE_NAMES
        )

    def _opens(self, small: int, large: int) -> bool:
        """Whether the first two sentences of the smaller text stand in the larger: a follow-up opens with its own news."""
        parts = [p for p in map(normalise, _SENTENCE.split(self._articles[small].text)) if p]
        lead = windows(b"".join(parts[:2]))
        return len(lead) > 0 and float(shared(lead, self.windows(large)).mean()) >= LEAD

    def kin(self, first: int, second: int) -> bool:
        """Whether two texts share a fair part of their windows, if less than copies do: two edits of one report."""
        one, two = self.windows(first), self.windows(second)
        small, large = (one, two) if len(one) <= len(two) else (two, one)
        return len(small) > 0 and float(shared(small, large).mean()) >= KIN

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


def names(text: str) -> frozenset[str]:
    """Capitalised words and numbers, without the words that are capitals only because a sentence opens with them."""
    inside = _OPENER.sub(" ", text)
    return frozenset(_NAME.findall(inside))
