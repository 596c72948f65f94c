"""Which pairs of articles are worth comparing: those that share enough of their sampled windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
"""A window in more texts than this (and no noise: so most of them print one story) joins only those that are apart still."""

_ONE = np.array([[2 * band * 0x2545F491 + 3] for band in range(BANDS)], dtype=np.uint64)
_TWO = np.array([[(2 * band + 1) * 0x9E3779B1 * 2 + 5] for band in range(BANDS)], dtype=np.uint64)
_CHUNK = 12_000_000
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


def pairs(table: Table, sizes: Index, of: Index, dirty: NDArray[np.bool_]) -> Iterator[tuple[int, int, float]]:
    """Pairs of articles, one of them `dirty` at least, that share enough windows to be compared in full, and the share of the smaller
    text's; each once.

    By article: `sizes` counts its windows without noise, `of` says which are known to be joined already (those of one number),
    whose pairs may be left out.
    """
    first, length = table.runs()
    run_of = np.repeat(np.arange(len(first)), length)
    rows = np.flatnonzero(dirty[table.owners] & (length[run_of] <= CROWD))
    rows = rows[np.argsort(table.owners[rows], kind="stable")]
    crowd_one, crowd_two = _crowds(table, first[length > CROWD], length[length > CROWD], of, dirty)
    total = len(dirty)
    work = np.cumsum(length[run_of[rows]])
    at = 0
    while at < len(rows):
        stop = int(np.searchsorted(work, (work[at - 1] if at else 0) + _CHUNK, side="right"))
        stop = max(stop, at + 1)
        last = table.owners[rows[stop - 1]]  # all rows of an article fall into one chunk
        stop = int(np.searchsorted(table.owners[rows], last, side="right"))
        here = rows[at:stop]
        lens = length[run_of[here]]
        offsets = np.arange(int(lens.sum())) - np.repeat(np.cumsum(lens) - lens, lens)
        others = table.owners[np.repeat(first[run_of[here]], lens) + offsets]
        ours = np.repeat(table.owners[here], lens)
        low, high = (0 if not at else int(table.owners[here[0]])), (int(last) if stop < len(rows) else total)
        more = (crowd_one >= low) & (crowd_one <= high)
        ours, others = np.concatenate([ours, crowd_one[more]]), np.concatenate([others, crowd_two[more]])
        crowd_one, crowd_two = crowd_one[~more], crowd_two[~more]
        yield from _enough(ours, others, sizes, dirty, total)
        at = stop
    yield from _enough(crowd_one, crowd_two, sizes, dirty, total)


def _enough(ours: Index, others: Index, sizes: Index, dirty: NDArray[np.bool_], total: int) -> Iterator[tuple[int, int, float]]:
    once = (ours != others) & (~dirty[others] | (others > ours))
    keys, n = np.unique(ours[once] * total + others[once], return_counts=True)
    one, two = np.divmod(keys, max(1, total))
    share = n / np.maximum(1, np.minimum(sizes[one], sizes[two]))
    keep = share >= CANDIDATE
    yield from zip(one[keep].tolist(), two[keep].tolist(), share[keep].tolist(), strict=True)


def _crowds(table: Table, first: Index, length: Index, of: Index, dirty: NDArray[np.bool_]) -> tuple[Index, Index]:
    """The pairs that much-printed windows make, without those that are joined already; ordered by the first."""
    ones, twos = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for at, n in zip(first.tolist(), length.tolist(), strict=True):
        owners = table.owners[at : at + n]
        group, counts = np.unique(of[owners], return_counts=True)
        if len(group) == 1:
            continue
        fewer = of[owners] != group[np.argmax(counts)]
        few = owners[fewer]
        one, two, both = np.repeat(few, n), np.tile(owners, len(few)), np.tile(fewer, len(few))
        apart = (of[one] != of[two]) & (~both | (one < two)) & (dirty[one] | dirty[two])
        one, two = one[apart], two[apart]
        flip = ~dirty[one] | (dirty[two] & (two < one))
        ones.append(np.where(flip, two, one))
        twos.append(np.where(flip, one, two))
    one, two = np.concatenate(ones), np.concatenate(twos)
    order = np.argsort(one, kind="stable")
    return one[order], two[order]
