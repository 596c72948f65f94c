"""Who has which windows: those of the index, and of the articles that are being added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from khaldun.model import Article
from khaldun.origin.candidates import Table
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.shelf import Entry, Shelf
from khaldun.origin.windows import Hashes, distinct

T = TypeVar("T")

PARTS = 1024
"""Parts of the index, by the first ten bits of a window's hash."""

TOGETHER = 2000
"""Articles whose texts are held at a time."""

_EDGES = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(54)


class Lookup:
    """The windows of articles by number, and the articles of windows. Articles of the index are `entries`; those that are `added` come
    after them, and are not on the shelf yet."""

    def __init__(self, shelf: Shelf, entries: Sequence[Entry]) -> None:
        self._shelf, self._entries = shelf, entries
        self._prints: dict[int, Fingerprint] = {}
        self.added = Table.of([])

    def add(self, prints: dict[int, Fingerprint]) -> None:
        """Articles that come to those of the index."""
        self._prints |= prints
        numbers = sorted(prints)
        self.added = Table.of([prints[n].hashes for n in numbers], numbers)

    def prints(self, numbers: Iterable[int]) -> list[Fingerprint]:
        """The fingerprints of articles, which are kept at hand."""
        numbers = list(numbers)
        missing = [n for n in numbers if n not in self._prints]
        for some in portions(missing, TOGETHER):
            got = self._shelf.prints([self._entries[n].article_id for n in some])
            self._prints |= {n: got[self._entries[n].article_id] for n in some}
        return [self._prints[n] for n in numbers]

    def shared(self, numbers: Sequence[int]) -> Table:
        """The windows of articles that others have too, with all who have them."""
        wanted = np.concatenate([*(p.hashes for p in self.prints(numbers)), np.empty(0, np.uint64)])
        return self.owners(distinct(wanted), least=2)

    def owners(self, wanted: Hashes, *, least: int = 1) -> Table:
        """Who has these windows (sorted), as far as at least so many have one."""
        cuts = [0, *np.searchsorted(wanted, _EDGES).tolist(), len(wanted)]
        mine = [0, *np.searchsorted(self.added.hashes, _EDGES).tolist(), len(self.added.hashes)]
        parts = [p for p in range(PARTS) if cuts[p] < cuts[p + 1]]
        stored = _by_part(self._shelf.windows(parts))
        out = [Table.of([])]
        for part in parts:
            here = wanted[cuts[part] : cuts[part + 1]]
            own = slice(mine[part], mine[part + 1])
            pieces = [Table(self.added.hashes[own], self.added.owners[own]), *stored(part)]
            table = Table.joined([_select(piece, here) for piece in pieces]).sorted()
            _, length = table.runs()
            out.append(table.rows(np.repeat(length >= least, length)))
        return Table.joined(out)


class Texts:
    """Articles by number, as many as are at hand of those fetched lately."""

    def __init__(self, shelf: Shelf, entries: Sequence[Entry]) -> None:
        self._shelf, self._entries = shelf, entries
        self._held: dict[int, Article] = {}

    def fetch(self, numbers: set[int]) -> None:
        """Have these at hand."""
        if len(self._held) + len(numbers) > 4 * TOGETHER:
            self._held = {n: a for n, a in self._held.items() if n in numbers}
        missing = sorted(numbers - set(self._held))
        got = self._shelf.articles([self._entries[n].article_id for n in missing])
        self._held |= {n: got[self._entries[n].article_id] for n in missing}

    def __getitem__(self, n: int) -> Article:
        return self._held[n]


def portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """So many at a time."""
    for i in range(0, len(items), size):
        yield items[i : i + size]


def _select(piece: Table, wanted: Hashes) -> Table:
    """The rows of a sorted table that have one of these hashes (sorted)."""
    low = np.searchsorted(piece.hashes, wanted, side="left")
    lens = np.searchsorted(piece.hashes, wanted, side="right") - low
    rows = np.repeat(low, lens) + np.arange(int(lens.sum())) - np.repeat(np.cumsum(lens) - lens, lens)
    return Table(piece.hashes[rows], piece.owners[rows])


def _by_part(pieces: Iterable[tuple[int, Table]]) -> Callable[[int], list[Table]]:
    """A function that gives the pieces of one part, asked for in order."""
    source = iter(pieces)
    ahead: list[tuple[int, Table]] = []

    def of(part: int) -> list[Table]:
        out: list[Table] = []
        while True:
            if not ahead:
                item = next(source, None)
                if item is None:
                    return out
                ahead.append(item)
            if ahead[0][0] != part:
                return out
            out.append(ahead.pop()[1])

    return of
