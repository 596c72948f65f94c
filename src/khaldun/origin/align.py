"""Which passages two texts have in common, sentence by sentence, through other line breaks, hyphens, small edits, cuts and moved paragraphs.

Runs of equal letters (windows of twelve) are found first; a sentence counts as shared where they cover half of it; runs that follow one
another in both texts, with no foreign sentence between, make a passage. So a report cut into two, printed in another order or with a
paragraph between is told as the pieces that it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from khaldun.language.split import sentences
from khaldun.model import Shared
from khaldun.origin.windows import Hashes, letters, windows

Index = NDArray[np.int64]

WINDOW = 12
"""Letters that must be equal in a row. Shorter than the windows that find copies: both texts are at hand, and edits are small."""

RUN = 18
"""Letters of the shortest run that speaks: about three words."""

COVERED = 0.5
"""Share of a sentence's letters that makes it a shared one."""

PHRASE = 60
"""Letters in a row that are told though it is less than half of its sentence in both texts: a long quotation."""

PASSAGE = 30
"""Letters that a passage shares at least: less is a set phrase."""

GAP = 30
"""Letters of a foreign sentence that does not part a passage: a crosshead, a credit."""


@dataclass(frozen=True)
class Lettered:
    """A text as its letters: `at[i]` is the code point of letter i, `bounds` the letters at which sentences start and, last, the
    number of letters; `spans` the sentences in code points."""

    text: str
    at: Index
    hashes: Hashes
    bounds: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Lettered:
        """The letters of a text; sentences without a letter are left out."""
        plain, at = letters(text)
        found = [(start, end) for start, end, _ in sentences(text)]
        low, high = np.searchsorted(at, np.array(found, np.int64).reshape(-1, 2)).T
        starts = low[low < high].tolist()
        spans = tuple(span for span, some in zip(found, (low < high).tolist(), strict=True) if some)
        return cls(text, at, windows(plain, WINDOW), (*starts, len(at)), spans)

    @cached_property
    def ranked(self) -> tuple[Index, Hashes]:
        """The windows' places in the order of their hashes, and the hashes in that order. Many texts are compared with one."""
        order = np.argsort(self.hashes, kind="stable")
        return order, self.hashes[order]

    def sentence(self, letter: int) -> int:
        """The sentence that a letter stands in."""
        return max(0, bisect_right(self.bounds, letter, 0, len(self.bounds) - 1) - 1)

    def size(self, sentence: int) -> int:
        """The letters of a sentence."""
        return self.bounds[sentence + 1] - self.bounds[sentence]


@dataclass(slots=True)
class _Passage:
    """Letters [a0, a1) of the one text, [b0, b1) of the other; `size` counts those that are equal."""

    a0: int
    a1: int
    b0: int
    b1: int
    size: int


def align(one: Lettered, two: Lettered) -> tuple[Shared, ...]:
    """The passages that two texts share, in the order of the first. No code point of the first is in two passages."""
    if one.spans and two.spans and np.array_equal(one.hashes, two.hashes):
        return (Shared(one.spans[0][0], one.spans[-1][1], two.spans[0][0], two.spans[-1][1]),)
    if not one.spans or not two.spans:
        return ()
    runs = [r for r in _runs(one, two) if r.size >= min(RUN, len(one.at), len(two.at))]
    kept = _speaking([piece for r in runs for piece in _cut(r, one, two)], one, two)
    out: list[Shared] = []
    least = min(PASSAGE, len(one.at), len(two.at))
    for p in sorted((p for p in _chained(kept, one, two) if p.size >= least), key=lambda p: (p.a0, p.b0)):
        start, end = _words(one, p.a0, p.a1)
        to_start, to_end = _words(two, p.b0, p.b1)
        if out and start < out[-1].end:
            start = _printed(one.text, out[-1].end)
            to_start = _printed(two.text, out[-1].to_end) if to_start < out[-1].to_end < to_end else to_start
        if start < end and to_start < to_end:
            out.append(Shared(start, end, to_start, to_end))
    return tuple(out)


def _runs(one: Lettered, two: Lettered) -> Iterator[_Passage]:
    """Stretches of letters that are equal, longest possible, in the order of the first text. Where the second has some words twice,
    the place that goes on from the letter before (or to the letter after) is meant, else the first."""
    if not len(one.hashes) or not len(two.hashes):
        return
    order, ranked = two.ranked
    at = np.minimum(np.searchsorted(ranked, one.hashes), len(ranked) - 1)
    found = ranked[at] == one.hashes
    to = np.where(found, order[at], -1)
    several = np.flatnonzero(found & np.append(ranked[1:] == ranked[:-1], False)[at]).tolist()
    for step, among in ((1, several), (-1, several[::-1])):
        for i in among:
            if 0 <= i - step < len(to) and to[i - step] >= 0:
                near = to[i - step] + step
                if 0 <= near < len(two.hashes) and two.hashes[near] == one.hashes[i]:
                    to[i] = near
    width = min(WINDOW, len(one.at), len(two.at))
    breaks = np.flatnonzero((to[1:] != to[:-1] + 1) | (to[:-1] < 0)) + 1
    for start, stop in zip([0, *breaks.tolist()], [*breaks.tolist(), len(to)], strict=True):
        if to[start] >= 0:
            size = stop - start + width - 1
            yield _Passage(start, start + size, int(to[start]), int(to[start]) + size, size)


def _cut(run: _Passage, one: Lettered, two: Lettered) -> Iterator[_Passage]:
    """A run in pieces that lie in one sentence of each text."""
    shift = run.b0 - run.a0
    ends = {*_between(one.bounds, run.a0, run.a1), *(x - shift for x in _between(two.bounds, run.b0, run.b1))}
    cuts = [run.a0, *sorted(ends), run.a1]
    for start, stop in pairwise(cuts):
        yield _Passage(start, stop, start + shift, stop + shift, stop - start)


def _between(bounds: tuple[int, ...], low: int, high: int) -> tuple[int, ...]:
    """Those of some sorted numbers that lie between two, without these."""
    return bounds[bisect_right(bounds, low) : bisect_left(bounds, high)]


def _speaking(pieces: list[_Passage], one: Lettered, two: Lettered) -> list[_Passage]:
    """The pieces of sentences that are half in one sentence of the other text, or in two that follow one another (each half of the
    shorter): words found here and there are no shared sentence. Long ones speak anyhow."""
    where = [(one.sentence(p.a0), two.sentence(p.b0)) for p in pieces]
    shared: dict[tuple[int, int], int] = {}
    for pair, piece in zip(where, pieces, strict=True):
        shared[pair] = shared.get(pair, 0) + piece.size

    def holds(a: int, b: int) -> bool:
        here = shared.get((a, b), 0)
        beside = max(shared.get((a, b - 1), 0), shared.get((a, b + 1), 0))
        facing = max(shared.get((a - 1, b), 0), shared.get((a + 1, b), 0))
        if here < COVERED * min(one.size(a), two.size(b)):
            return False
        return here + beside >= COVERED * one.size(a) or here + facing >= COVERED * two.size(b)

    return [p for (a, b), p in zip(where, pieces, strict=True) if p.size >= PHRASE or holds(a, b)]


def _chained(runs: list[_Passage], one: Lettered, two: Lettered) -> list[_Passage]:
    """Pieces joined where the next goes on in both texts; a stray one between two does not part them."""
    out: list[_Passage] = []
    for r in runs:
        for p in out[-1:-4:-1]:
            if _goes_on(one, p.a1, r.a0) and _goes_on(two, p.b1, r.b0):
                p.size += r.size - max(0, p.a1 - r.a0, p.b1 - r.b0)
                p.a1, p.b1 = max(p.a1, r.a1), max(p.b1, r.b1)
                break
        else:
            out.append(_Passage(r.a0, r.a1, r.b0, r.b1, r.size))
    return out


def _goes_on(text: Lettered, end: int, start: int) -> bool:
    """Whether what starts at one letter follows what ended at another, with no whole sentence between."""
    if start < end - WINDOW:
        return False
    return start - end <= GAP or text.sentence(start) - text.sentence(end - 1) <= 1


def _printed(text: str, at: int) -> int:
    """The first code point from there on that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _words(text: Lettered, first: int, stop: int) -> tuple[int, int]:
    """Code points of letters [first, stop): whole sentences at both ends where most of the sentence is shared, else whole words."""
    low, high = text.sentence(first), text.sentence(stop - 1)
    (a, b), (c, d) = text.bounds[low : low + 2], text.bounds[high : high + 2]
    if min(b, stop) - first >= COVERED * (b - a):
        start = text.spans[low][0]
    else:
        start = int(text.at[first])
        if start and text.text[start - 1].isalnum():
            while start < len(text.text) and not text.text[start].isspace():
                start += 1
            start += 1
    if stop - max(c, first) >= COVERED * (d - c):
        return start, text.spans[high][1]
    end = int(text.at[stop - 1]) + 1
    if end < len(text.text) and text.text[end].isalnum():
        while end > start and not text.text[end - 1].isspace():
            end -= 1
        end -= 1
    return start, end
