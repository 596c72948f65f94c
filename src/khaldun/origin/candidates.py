"""Which pairs of articles are worth comparing: those that share enough of their sampled windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khaldun.origin.windows import Hashes, mix, shared

Index = NDArray[np.int64]

CANDIDATE = 0.15
"""Share of the smaller text's sampled windows found in the other that makes a pair worth a full comparison. The lowest gold
copies share .47 of all windows; the margin is for sampling."""

BANDS = 6
CROWD = 80
"""A window in more texts than this (and no noise: so most of them print one story) makes no pairs within a group; its texts are
compared with a few that lead (`group`)."""

_ONE = np.array([[2 * band * 0x2545F491 + 3] for band in range(BANDS)], dtype=np.uint64)
_TWO = np.array([[(2 * band + 1) * 0x9E3779B1 * 2 + 5] for band in range(BANDS)], dtype=np.uint64)
_CHUNK = 2_000_000
"""Pairs, counted by window, that are held at a time."""
_TOGETHER = 100_000
"""Windows whose hashes for all bands are held at a time ..."""
_ROWS = 500
"""... and texts."""


@dataclass(frozen=True, slots=True)
class Table:
    """The sampled windows of some articles: `hashes[i]` stands in the article `owners[i]` (a number); sorted by hash, then owner."""

    hashes: Hashes
    owners: Index

    @classmethod
    def of(cls, prints: Sequence[Hashes], owners: Sequence[int] | None = None) -> Table:
        """The table of articles 0, 1, ..., or of those numbered."""
        numbers = np.arange(len(prints)) if owners is None else np.asarray(owners, dtype=np.int64)
        whose = np.repeat(numbers.astype(np.int64), [len(p) for p in prints])
        return cls(np.concatenate([*prints, np.empty(0, np.uint64)]), whose).sorted()

    @classmethod
    def joined(cls, tables: Sequence[Table]) -> Table:
        """The rows of several, one after the other."""
        return cls(np.concatenate([t.hashes for t in tables]), np.concatenate([t.owners for t in tables]))

    def sorted(self) -> Table:
        """The same rows in order."""
        order = np.lexsort((self.owners, self.hashes))
        return Table(self.hashes[order], self.owners[order])

    def runs(self) -> tuple[Index, Index]:
        """First row and length of each distinct hash."""
        new = np.ones(len(self.hashes), dtype=bool)
        new[1:] = self.hashes[1:] != self.hashes[:-1]
        first = np.flatnonzero(new)
        return first, np.diff(np.append(first, len(self.hashes)))

    def rows(self, keep: NDArray[np.bool_]) -> Table:
        """Only the rows marked."""
        return Table(self.hashes[keep], self.owners[keep])

    def without(self, noise: Hashes) -> Table:
        """Without the rows of these (sorted) windows."""
        return self.rows(~shared(self.hashes, noise))

    def across(self, of: Index) -> Table:
        """Only the rows of windows that stand in articles of several groups, which `of` numbers."""
        if not len(self.hashes):
            return self
        first, length = self.runs()
        groups = of[self.owners]
        several = np.minimum.reduceat(groups, first) < np.maximum.reduceat(groups, first)
        return self.rows(np.repeat(several, length))


def bands(prints: Sequence[Hashes]) -> Hashes:
    """Six hashes of each text's windows, each of the two smallest in an order of its own: two texts that share 80 % of their windows
    have one in common in .998 of cases, 60 % in .93, 15 % in .13. Zeros for a text without windows."""
    out = np.zeros((len(prints), BANDS), dtype=np.uint64)
    filled = [i for i, p in enumerate(prints) if len(p)]
    for at in range(0, len(filled), _ROWS):
        some = filled[at : at + _ROWS]
        out[some] = _bands([prints[i] for i in some])
    return out


def _bands(filled: Sequence[Hashes]) -> Hashes:
    """A row of bands for each of several texts, none of them empty."""
    everything = np.concatenate(filled)
    starts = np.cumsum([0, *(len(p) for p in filled[:-1])])
    together = BANDS if len(everything) <= _TOGETHER else 1
    out = np.empty((len(filled), BANDS), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for band in range(0, BANDS, together):
            rows = slice(band, band + together)
            one = np.minimum.reduceat(mix(_ONE[rows] * everything), starts, axis=1)
            two = np.minimum.reduceat(mix(_TWO[rows] * everything), starts, axis=1)
            out[:, rows] = mix(one * np.uint64(3) + two).T
    return out


def near_groups(prints: Sequence[Hashes]) -> Iterator[list[int]]:
    """Articles that may be nearly the same text: those that have one of their `bands` in common.

    Linear in the number of articles, however often a text was printed; those missed are found as pairs later.
    """
    filled = [i for i, p in enumerate(prints) if len(p)]
    if not filled:
        return
    found = bands([prints[i] for i in filled])
    for band in range(BANDS):
        buckets: dict[int, list[int]] = {}
        for i, value in zip(filled, found[:, band].tolist(), strict=True):
            buckets.setdefault(value, []).append(i)
        yield from (buckets[value] for value in sorted(buckets) if len(buckets[value]) > 1)


def overlap(these: Hashes, those: Hashes) -> tuple[float, float]:
    """The share of each set of hashes (sorted) that is found in the other; 0 for an empty one."""
    if not len(these) or not len(those):
        return 0.0, 0.0
    common = int(shared(these, those).sum())
    return common / len(these), common / len(those)


def pairs(table: Table, of: Index, dirty: NDArray[np.bool_]) -> Iterator[tuple[Index, Index, Index]]:
    """Pairs of articles, one of them `dirty` at least, with the number of windows that they share; each once, in portions.

    By article: `of` says which are known to be joined already (those of one number), whose pairs are left out.
    """
    table = table.across(of)
    groups = of[table.owners]
    order = np.lexsort((table.owners, groups, table.hashes))
    owners, groups = table.owners[order], groups[order]
    first, length = table.runs()
    run = np.repeat(np.arange(len(first)), length)
    new = np.ones(len(order), dtype=bool)
    new[1:] = (run[1:] != run[:-1]) | (groups[1:] != groups[:-1])
    low = np.flatnonzero(new)
    joined = np.repeat(np.arange(len(low)), np.diff(np.append(low, len(order))))
    high = np.append(low, len(order))[1:]
    rows = np.flatnonzero(dirty[owners] & (high[joined] - low[joined] < length[run]))
    rows = rows[np.argsort(owners[rows], kind="stable")]
    start, before = first[run[rows]], low[joined[rows]] - first[run[rows]]
    behind = high[joined[rows]]
    work = before + start + length[run[rows]] - behind
    done, cuts = np.cumsum(work), np.append(np.flatnonzero(np.diff(owners[rows])) + 1, len(rows))
    at = 0
    while at < len(rows):
        full = np.searchsorted(done, (done[at - 1] if at else 0) + _CHUNK, side="right")
        stop = int(cuts[max(0, np.searchsorted(cuts, full, side="right") - 1)])
        stop = stop if stop > at else int(cuts[np.searchsorted(cuts, at, side="right")])  # an article's rows stay together
        here = slice(at, stop)
        whose = np.repeat(np.arange(at, stop), work[here])
        place = np.arange(len(whose)) - np.repeat(np.cumsum(work[here]) - work[here], work[here])
        place += np.where(place < before[whose], start[whose], behind[whose] - before[whose])
        yield _counted(owners[rows[whose]], owners[place], dirty)
        at = stop


def _counted(ours: Index, others: Index, dirty: NDArray[np.bool_]) -> tuple[Index, Index, Index]:
    """Each pair once, with how often it is there; a pair of dirty ones is told by the lower."""
    once = ~dirty[others] | (others > ours)
    keys, count = np.unique(ours[once] * len(dirty) + others[once], return_counts=True)
    one, two = np.divmod(keys, max(1, len(dirty)))
    return one, two, count


def enough(found: Iterable[tuple[Index, Index, Index]], sizes: Index) -> Iterator[tuple[int, int, float]]:
    """The pairs that share enough of the smaller one's windows to be compared in full, with the share; `sizes` counts an article's
    windows without noise."""
    for one, two, count in found:
        share = count / np.maximum(1, np.minimum(sizes[one], sizes[two]))
        keep = share >= CANDIDATE
        yield from zip(one[keep].tolist(), two[keep].tolist(), share[keep].tolist(), strict=True)
