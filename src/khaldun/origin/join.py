"""Which articles are joined: those that may be of one story, directly or through others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from khaldun.origin.candidates import CROWD, Index, Table, enough, near_groups, overlap, pairs
from khaldun.origin.compare import Comparer
from khaldun.origin.lookup import TOGETHER, Lookup, Texts
from khaldun.origin.shelf import Entry
from khaldun.origin.windows import Hashes, shared

PLAIN = 0.5
"""Share of the smaller text's sampled windows from which two articles are joined without a look at their texts."""


class Joined:
    """Articles by number, each with the lowest of those that it is joined with."""

    def __init__(self, of: Sequence[int]) -> None:
        self._of = list(of)

    def root(self, n: int) -> int:
        """The lowest of those that an article is joined with."""
        of = self._of
        while of[n] != n:
            of[n] = of[of[n]]
            n = of[n]
        return n

    def unite(self, one: int, two: int) -> None:
        """Join two articles, and those joined with them."""
        low, high = sorted((self.root(one), self.root(two)))
        self._of[high] = low

    def part(self, numbers: Sequence[int]) -> None:
        """These are joined with none; all that were joined with them must be among them."""
        for n in numbers:
            self._of[n] = n

    def roots(self) -> Index:
        """The lowest for each article."""
        out = np.asarray(self._of, dtype=np.int64)
        while not np.array_equal(out, out[out]):
            out = out[out]
        self._of = out.tolist()
        return out


def join(
    joined: Joined, dirty: Sequence[int], entries: Sequence[Entry], table: Table, look: Lookup, texts: Texts, noise: Hashes
) -> None:
    """Join the dirty articles with one another and with the others. `table` has the windows of the dirty ones without noise, with all
    who have them.

    Two are joined where they have one text, share half of the sampled windows of the smaller, or may be one text on a closer look
    (`Comparer.may_be_one`). That depends on the two and on the noise alone. All else here only spares comparing what is joined.
    """
    marked = np.zeros(len(entries), dtype=bool)
    marked[list(dirty)] = True
    first: dict[bytes, int] = {}
    for n, entry in enumerate(entries):
        if entry.digest:
            first.setdefault(entry.digest, n)
    for n in dirty:
        if entries[n].digest:
            joined.unite(n, first[entries[n].digest])
    _near(joined, dirty, look, noise)
    _crowds(joined, table, marked, look, noise)
    sizes = np.asarray([e.size for e in entries], dtype=np.int64)
    compare = Comparer(texts, noise)  # type: ignore[arg-type]
    found = enough(pairs(table, joined.roots(), marked), sizes)
    while some := list(islice(found, TOGETHER)):
        for one, two, share in some:
            if share >= PLAIN:
                joined.unite(one, two)
        apart = [(one, two, share) for one, two, share in some if joined.root(one) != joined.root(two)]
        texts.fetch({n for one, two, _ in apart for n in (one, two)})
        for one, two, share in apart:
            size = min(entries[one].size, entries[two].size)
            if joined.root(one) != joined.root(two) and compare.may_be_one(one, two, share, size):
                joined.unite(one, two)


def _near(joined: Joined, dirty: Sequence[int], look: Lookup, noise: Hashes) -> None:
    """Join near copies among the dirty ones first: the many prints of one story are then not compared with one another."""
    clean = [p.hashes[~shared(p.hashes, noise)] for p in look.prints(dirty)]
    for bucket in near_groups(clean):
        for other in bucket[1:]:
            if max(overlap(clean[bucket[0]], clean[other])) >= PLAIN:
                joined.unite(dirty[bucket[0]], dirty[other])


def _crowds(joined: Joined, table: Table, dirty: NDArray[np.bool_], look: Lookup, noise: Hashes) -> None:
    """Join groups with the largest of those that have a much-printed window, where one article of each shows them to be one. Two groups
    are tried once, so that this costs no more than there are groups."""
    first, length = table.runs()
    tried: set[tuple[int, int]] = set()
    for at, n in zip(first[length > CROWD].tolist(), length[length > CROWD].tolist(), strict=True):
        groups: dict[int, list[int]] = {}
        for owner in table.owners[at : at + n].tolist():
            groups.setdefault(joined.root(owner), []).append(owner)
        most = max(groups, key=lambda root: (len(groups[root]), -root))
        by = {root: next((i for i in some if dirty[i]), some[0]) for root, some in groups.items()}
        todo = {(most, root) for root in by if root != most and (dirty[by[root]] or dirty[by[most]])} - tried
        tried |= todo
        look.prints({by[root] for pair in todo for root in pair})
        for pair in sorted(todo):
            one, two = (p.hashes[~shared(p.hashes, noise)] for p in look.prints(by[root] for root in pair))
            if max(overlap(one, two)) >= PLAIN:
                joined.unite(*pair)
