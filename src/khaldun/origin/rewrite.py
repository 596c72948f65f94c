"""Whether one text is the other in other words: the same names and numbers, said sentence by sentence in the same order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from khaldun.language.split import sentences
from khaldun.language.vectors import sentence_vectors
from khaldun.origin.differ import Named, agreement

SENTENCES, LETTERS = 4, 25
"""Sentences of at least so many characters that each text must have: little can be told of less."""

LONGEST = 80
"""Sentences of the longest text that is looked at; a sentence costs three milliseconds."""

NAMES = 0.8
"""Share of the names and numbers of each text that the other has. Twelve made rewrites have .83 and more on both sides; of real pairs
that tell of one event or share background none has over .74 on both, but outlets' pages with long footers reach .80. None of 973 real
pairs of different stories passes this and what follows."""

NEAR, PARTNERED, ORDERED = 0.5, 0.75, 0.9
"""Cosine that makes two sentences partners; share of the shorter text's characters in sentences with a partner; share of these that
stand in the same order. Of the made rewrites .80 and more is partnered, of real pairs whose names agree (above) .43 at most."""


def rewritten(one: Named, two: Named) -> bool:
    """Whether two texts say the same in other words. The encoder is only asked where names and numbers agree."""
    if min(agreement(one, two), agreement(two, one)) < NAMES:
        return False
    parts = [[t.text[a:b] for a, b, _ in sentences(t.text) if b - a >= LETTERS] for t in (one, two)]
    short, long = sorted(parts, key=lambda p: (len(p), p))
    if len(short) < SENTENCES or len(long) > LONGEST:
        return False
    near = _cosines(short, long)
    best, partner = near.max(axis=1), near.argmax(axis=1)
    sizes = np.array([len(s) for s in short])
    paired = best >= NEAR
    return bool(sizes[paired].sum() >= PARTNERED * sizes.sum()) and _in_order(partner[paired].tolist()) >= ORDERED


def _cosines(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """How near each of some sentences is to each of others, from the mean of them all; to three places, so that no machine differs."""
    vector = sentence_vectors()
    vectors = np.array([vector(s) for s in (*some, *others)])
    vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.round(vectors[: len(some)] @ vectors[len(some) :].T, 3), dtype=np.float64)


def _in_order(places: Sequence[int]) -> float:
    """The share of places that the longest run that never goes back has."""
    ends: list[int] = []
    for place in places:
        at = bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends) / len(places) if places else 0.0
