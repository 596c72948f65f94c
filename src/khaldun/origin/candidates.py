"""Which pairs of articles are worth comparing: sampled windows in one sorted table, boilerplate left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khaldun.origin.windows import Hashes, mix, shared

Index = NDArray[np.int64]

SITE_ARTICLES, SITE_SHARE = 5, 0.15
"""A window in at least so many distinct texts of one outlet, and in so large a share of them, is that outlet's boilerplate."""

STORY_SHARE = 0.65
"""... unless the texts that have it share so much of themselves with others (median) that it is a much-copied story instead."""

TOO_COMMON = 80
"""A window in more distinct texts than this is a formula and tells nothing."""

CANDIDATE = 0.15
"""Share of the smaller text's sampled windows found in the other that makes a pair worth a full comparison. The lowest gold
copies share .47 of all windows; the margin is for sampling."""

_BANDS = 6
_CHUNK = 8_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The sampled windows of some articles: `hashes[i]` stands in the article `owners[i]` (an index); sorted by hash, then owner."""

    hashes: Hashes
    owners: Index
    articles: int

    @classmethod
    def of(cls, prints: Sequence[Hashes]) -> Table:
        """The table of articles 0, 1, ..."""
        owners = np.repeat(np.arange(len(prints), dtype=np.int64), [len(p) for p in prints])
        hashes = np.concatenate([*prints, np.empty(0, np.uint64)])
        order = np.lexsort((owners, hashes))
        return cls(hashes[order], owners[order], len(prints))

    def runs(self) -> tuple[Index, Index]:
        """First row and length of each distinct hash."""
        new = np.ones(len(self.hashes), dtype=bool)
        new[1:] = self.hashes[1:] != self.hashes[:-1]
        first = np.flatnonzero(new)
        return first, np.diff(np.append(first, len(self.hashes)))

    def rows(self, keep: NDArray[np.bool_]) -> Table:
        """Only the rows marked."""
        return Table(self.hashes[keep], self.owners[keep], self.articles)


def near_groups(prints: Sequence[Hashes]) -> Iterator[list[int]]:
    """Articles that may be nearly the same text: equal in the two smallest of their windows in one of six orders.

    Linear in the number of articles, however often a text was printed. Two texts that share 80 % of their windows fall
    together in .998 of cases, 60 % in .93; those missed are found as pairs later.
    """
    filled = [i for i, p in enumerate(prints) if len(p)]
    if not filled:
        return
    all_hashes = np.concatenate([prints[i] for i in filled])
    starts = np.cumsum([0, *(len(prints[i]) for i in filled[:-1])])
    for band in range(_BANDS):
        with np.errstate(over="ignore"):
            one = np.minimum.reduceat(mix(all_hashes * np.uint64(2 * band * 0x2545F491 + 3)), starts)
            two = np.minimum.reduceat(mix(all_hashes * np.uint64((2 * band + 1) * 0x9E3779B1 * 2 + 5)), starts)
        order = np.lexsort((two, one))
        new = np.ones(len(order), dtype=bool)
        new[1:] = (one[order][1:] != one[order][:-1]) | (two[order][1:] != two[order][:-1])
        for bucket in np.split(order, np.flatnonzero(new)[1:]):
            if len(bucket) > 1:
                yield sorted(filled[i] for i in bucket.tolist())


def overlap(these: Hashes, those: Hashes) -> tuple[float, float]:
    """The share of each set of hashes (sorted) that is found in the other; 0 for an empty one."""
    if not len(these) or not len(those):
        return 0.0, 0.0
    common = int(shared(these, those).sum())
    return common / len(these), common / len(those)


def boilerplate(table: Table, outlets: Sequence[int]) -> Hashes:
    """The windows (sorted) that say nothing about whose text an article is: one outlet's furniture, and formulas.

    `outlets[i]` numbers the outlet of article i. Articles must be distinct texts: a story printed a hundred times counts once.
    """
    first, length = table.runs()
    often = length >= SITE_ARTICLES
    if not often.any():
        return np.empty(0, np.uint64)
    whose = np.repeat(np.arange(len(first)), length)
    repeated = np.bincount(table.owners[(length >= 2)[whose]], minlength=table.articles)
    share = repeated / np.maximum(1, np.bincount(table.owners, minlength=table.articles))
    number = np.asarray(outlets, dtype=np.int64)
    per_outlet = np.bincount(number)
    found = []
    for at, n in zip(first[often].tolist(), length[often].tolist(), strict=True):
        owners = table.owners[at : at + n]
        seen = np.bincount(number[owners])
        of_site = bool(((seen >= SITE_ARTICLES) & (seen >= SITE_SHARE * per_outlet[: len(seen)])).any())
        if n > TOO_COMMON or (of_site and float(np.median(share[owners])) < STORY_SHARE):
            found.append(table.hashes[at])
    return np.asarray(found, dtype=np.uint64)


def pairs(table: Table) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share enough sampled windows to be compared in full, in order, each once."""
    first, length = table.runs()
    sizes = np.bincount(table.owners, minlength=table.articles)
    counts: dict[str, NDArray[np.int64]] = {"keys": np.empty(0, np.int64), "n": np.empty(0, np.int64)}
    pending: list[Index] = []
    waiting = 0
    for df in range(2, TOO_COMMON + 1):
        starts = first[length == df]
        left, right = np.triu_indices(df, 1)
        step = max(1, _CHUNK // len(left))
        for at in range(0, len(starts), step):
            block = table.owners[starts[at : at + step, None] + np.arange(df)]
            pending.append((block[:, left] * table.articles + block[:, right]).ravel())
            waiting += pending[-1].size
            if waiting >= _CHUNK:
                counts, pending, waiting = _tally(counts, pending), [], 0
    counts = _tally(counts, pending)
    one, two = np.divmod(counts["keys"], max(1, table.articles))
    keep = counts["n"] >= CANDIDATE * np.minimum(sizes[one], sizes[two])
    yield from zip(one[keep].tolist(), two[keep].tolist(), strict=True)


def _tally(counts: dict[str, Index], pending: list[Index]) -> dict[str, Index]:
    keys, n = np.unique(np.concatenate([*pending, np.empty(0, np.int64)]), return_counts=True)
    together = np.concatenate([counts["keys"], keys])
    merged, inverse = np.unique(together, return_inverse=True)
    total = np.bincount(inverse, weights=np.concatenate([counts["n"], n]), minlength=len(merged)).astype(np.int64)
    return {"keys": merged, "n": total}
