"""The index of copies: grows as articles come, and gives the same stories whatever the order.

Two articles are joined where they have one text or share so much that one might be a copy of the other, or print the same
background (`related`). That depends on the two and on the noise among their windows alone, so new articles only join those that they
share windows with. Where noise changes, the groups that have such windows are taken apart and joined anew. The stories of a group of
joined articles depend on the group (`group.stories`): only those of groups that changed are computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

import numpy as np

from khaldun.model import Article, Story
from khaldun.origin.background import LEAST
from khaldun.origin.candidates import CROWD, Index, Table, bands, near_groups, overlap, pairs
from khaldun.origin.compare import SAME, Comparer
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.group import outlet
from khaldun.origin.noise import FORMULA_SAMPLE, SITE_ARTICLES, SITE_SAMPLE, TOO_COMMON, furniture, is_formula
from khaldun.origin.shelf import Change, Entry, Lot, Share, Shelf, alone
from khaldun.origin.windows import Hashes, shared

T = TypeVar("T")

STEP = 50_000
"""Articles that are added at a time, so that a first build holds no more of them than that."""

PARTS = 1024
"""Parts of the index, by the first ten bits of a window's hash."""

PLAIN = 0.5
"""Share of the smaller text's sampled windows from which two articles are joined without a look at their texts."""

FORMULA = "formula"
_TOGETHER = 2000
"""Articles whose texts are held at a time."""
_LOT = 400
"""Articles of groups whose stories are computed as one piece of work."""


def regroup(shelf: Shelf, *, step: int = STEP, share: Share = alone) -> int:
    """Bring the index and the stories up to date with the articles that there are; gives how many were added. `share` has the stories
    computed, which may be done in several processes.

    What is kept after a step is whole: a later call goes on from there.
    """
    done = 0
    while fresh := shelf.fresh(step):
        shelf.keep(_Step(shelf, share).run(fresh))
        done += len(fresh)
    return done


@dataclass(slots=True)
class _Step:
    shelf: Shelf
    share: Share
    entries: list[Entry] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    prints: dict[int, Fingerprint] = field(default_factory=dict)
    added: Table = field(default_factory=lambda: Table.of([]))
    noise: dict[str, Hashes] = field(default_factory=dict)

    def run(self, fresh: Sequence[str]) -> Change:
        """Add articles, and tell what that changes."""
        self.entries = self.shelf.entries()
        before, self.noise = list(self.entries), self.shelf.noise()
        self._enter(fresh)
        new = list(range(len(before), len(self.entries)))
        touched = self._table(new)
        old_noise = _all(self.noise)
        changed = {**self._furniture(new), **self._formulas(touched)}
        changed = {k: v for k, v in changed.items() if not np.array_equal(v, self.noise.get(k, v[:0]))}
        self.noise |= changed
        noise = _all(self.noise)
        dirty = self._dirty(new, np.setxor1d(old_noise, noise))
        if len(dirty) > len(new):
            touched = self._table(dirty)
        self._measure(dirty, noise)
        self._join(touched.without(noise), dirty, noise)
        del touched
        found = self._stories(dirty, before, noise)
        for n, root in enumerate(self.joined):
            if self.entries[n].joined != root:
                self.entries[n] = _with(self.entries[n], joined=root)
        entries = {n: e for n, e in enumerate(self.entries) if n >= len(before) or before[n] != e}
        return Change(entries, changed, self.added, found)

    def _enter(self, fresh: Sequence[str]) -> None:
        """Number the new articles, and put their windows into a table."""
        self.joined = [e.joined for e in self.entries]
        for some in _portions(fresh, _TOGETHER):
            articles, prints = self.shelf.articles(some), self.shelf.prints(some)
            for i in some:
                n, made = len(self.entries), prints[i]
                self.prints[n] = made
                self.joined.append(n)
                self.entries.append(Entry(i, outlet(articles[i]), made.text if made.size else b"", n, 0))
        numbers = sorted(self.prints)
        self.added = Table.of([self.prints[n].hashes for n in numbers], numbers)

    def _print(self, numbers: Iterable[int]) -> list[Fingerprint]:
        """The fingerprints of articles."""
        numbers = list(numbers)
        missing = [n for n in numbers if n not in self.prints]
        for some in _portions(missing, _TOGETHER):
            got = self.shelf.prints([self.entries[n].article_id for n in some])
            self.prints |= {n: got[self.entries[n].article_id] for n in some}
        return [self.prints[n] for n in numbers]

    def _table(self, numbers: Sequence[int]) -> Table:
        """The windows of articles that others have too, with all who have them."""
        wanted = np.concatenate([*(p.hashes for p in self._print(numbers)), np.empty(0, np.uint64)])
        return self._look_up(np.unique(wanted), least=2)

    def _look_up(self, wanted: Hashes, *, least: int = 1) -> Table:
        """Who has these windows (sorted), as far as at least so many have one."""
        edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(54)
        cuts = [0, *np.searchsorted(wanted, edges).tolist(), len(wanted)]
        mine = [0, *np.searchsorted(self.added.hashes, edges).tolist(), len(self.added.hashes)]
        parts = [p for p in range(PARTS) if cuts[p] < cuts[p + 1]]
        stored = _by_part(self.shelf.windows(parts))
        out = []
        for part in parts:
            here = wanted[cuts[part] : cuts[part + 1]]
            own = slice(mine[part], mine[part + 1])
            pieces = [Table(self.added.hashes[own], self.added.owners[own]), *stored(part)]
            found = [_select(piece, here) for piece in pieces]
            table = Table(np.concatenate([t.hashes for t in found]), np.concatenate([t.owners for t in found])).sorted()
            _, length = table.runs()
            out.append(table.rows(np.repeat(length >= least, length)))
        empty = Table.of([])
        return Table(
            np.concatenate([*(t.hashes for t in out), empty.hashes]), np.concatenate([*(t.owners for t in out), empty.owners])
        )

    def _furniture(self, new: Sequence[int]) -> dict[str, Hashes]:
        """The boilerplate of outlets whose sample the new articles change."""
        concerned = {self.entries[n].outlet for n in new}
        members: dict[str, list[int]] = {}
        for n, entry in enumerate(self.entries):
            if entry.outlet in concerned:
                members.setdefault(entry.outlet, []).append(n)
        out = {}
        for name, numbers in sorted(members.items()):
            sample = sorted(numbers, key=lambda n: self.entries[n].article_id)[:SITE_SAMPLE]
            if len(numbers) >= SITE_ARTICLES and max(sample) >= new[0]:
                out[f"outlet {name}"] = furniture([p.hashes for p in self._print(sample)])
        return out

    def _formulas(self, touched: Table) -> dict[str, Hashes]:
        """The formulas, after windows have got more owners."""
        first, length = touched.runs()
        common = length > TOO_COMMON
        order = sorted(range(len(self.entries)), key=lambda n: self.entries[n].article_id)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        samples = []
        for at, n in zip(first[common].tolist(), length[common].tolist(), strict=True):
            ranks = rank[touched.owners[at : at + n]]
            samples.append(np.sort(ranks)[:FORMULA_SAMPLE])
        needed = np.unique(np.concatenate([*samples, np.empty(0, np.int64)]))
        rows = bands([p.hashes for p in self._print(order[r] for r in needed.tolist())])
        found = [
            touched.hashes[at]
            for at, n, sample in zip(first[common].tolist(), length[common].tolist(), samples, strict=True)
            if is_formula(n, rows[np.searchsorted(needed, sample)])
        ]
        old = self.noise.get(FORMULA, np.empty(0, np.uint64))
        kept = old[~shared(old, touched.hashes[first])]
        return {FORMULA: np.union1d(kept, np.asarray(found, dtype=np.uint64))}

    def _dirty(self, new: Sequence[int], changed: Hashes) -> list[int]:
        """The new articles, and the groups that have windows which became noise or are no more: these are taken apart."""
        if not len(changed):
            return list(new)
        having = np.unique(self._look_up(changed).owners)
        roots = np.asarray(self.joined, dtype=np.int64)
        apart = np.flatnonzero(np.isin(roots, roots[having])).tolist()
        for n in apart:
            self.joined[n] = n
        return sorted({*new, *apart})

    def _measure(self, numbers: Sequence[int], noise: Hashes) -> None:
        """Count windows without noise."""
        for n, made in zip(numbers, self._print(numbers), strict=True):
            self.entries[n] = _with(self.entries[n], size=int((~shared(made.hashes, noise)).sum()))

    # --- joining

    def _join(self, table: Table, dirty: Sequence[int], noise: Hashes) -> None:
        """Join the dirty articles with one another and with the others."""
        first: dict[bytes, int] = {}
        for n, entry in enumerate(self.entries):
            if entry.digest:
                first.setdefault(entry.digest, n)
        for n in dirty:
            if self.entries[n].digest:
                self._unite(n, first[self.entries[n].digest])
        texts = _Texts(self.shelf, self.entries)
        compare = Comparer(texts, noise)  # type: ignore[arg-type]
        self._near(dirty, noise)
        self._crowds(table, noise)
        marked = np.zeros(len(self.entries), dtype=bool)
        marked[list(dirty)] = True
        sizes = np.asarray([e.size for e in self.entries], dtype=np.int64)
        found = pairs(table, sizes, self._roots(), marked)
        while some := list(islice(found, _TOGETHER)):
            for one, two, share in some:
                if share >= PLAIN:
                    self._unite(one, two)
            self._compare([(one, two) for one, two, share in some if share < PLAIN], texts, compare)

    def _near(self, dirty: Sequence[int], noise: Hashes) -> None:
        """Join near copies among the dirty ones first: the many prints of one story are then not compared with one another."""
        clean = [p.hashes[~shared(p.hashes, noise)] for p in self._print(dirty)]
        for bucket in near_groups(clean):
            for other in bucket[1:]:
                if max(overlap(clean[bucket[0]], clean[other])) >= PLAIN:
                    self._unite(dirty[bucket[0]], dirty[other])

    def _crowds(self, table: Table, noise: Hashes) -> None:
        """Join the groups that a much-printed window shows to be one, so that few pairs are left for `pairs` to make of it."""
        first, length = table.runs()
        tried: set[tuple[int, int]] = set()
        for at, n in zip(first[length > CROWD].tolist(), length[length > CROWD].tolist(), strict=True):
            owners = table.owners[at : at + n].tolist()
            groups: dict[int, list[int]] = {}
            for owner in owners:
                groups.setdefault(self._root(owner), []).append(owner)
            most = max(groups.values(), key=len)[0]
            todo = {(most, some[0]) for some in groups.values()} - tried - {(most, most)}
            tried |= todo
            for pair in sorted(todo):
                one, two = (p.hashes[~shared(p.hashes, noise)] for p in self._print(pair))
                if max(overlap(one, two)) >= PLAIN:
                    self._unite(*pair)

    def _compare(self, some: Sequence[tuple[int, int]], texts: _Texts, compare: Comparer) -> None:
        apart = [(one, two) for one, two in some if self._root(one) != self._root(two)]
        texts.fetch({n for pair in apart for n in pair})
        for one, two in apart:
            if self._root(one) != self._root(two) and related(compare, one, two):
                self._unite(one, two)

    def _root(self, n: int) -> int:
        joined = self.joined
        while joined[n] != n:
            joined[n] = joined[joined[n]]
            n = joined[n]
        return n

    def _unite(self, one: int, two: int) -> None:
        low, high = sorted((self._root(one), self._root(two)))
        self.joined[high] = low

    def _roots(self) -> Index:
        self.joined = [self._root(n) for n in range(len(self.joined))]
        return np.asarray(self.joined, dtype=np.int64)

    # --- stories

    def _stories(self, dirty: Sequence[int], before: Sequence[Entry], noise: Hashes) -> list[Story]:
        """The stories of the groups with dirty articles that were not there before, by id."""
        roots = self._roots()
        concerned = np.isin(roots, np.unique(roots[list(dirty)]))
        groups: dict[int, list[int]] = {}
        for n in np.flatnonzero(concerned).tolist():
            groups.setdefault(int(roots[n]), []).append(n)
        once = Counter(e.joined for e in before)
        todo = [g for g in groups.values() if len(g) > 1 or g[0] >= len(before) or once[before[g[0]].joined] > 1]
        there: set[Story] = set()
        lots = (self._lot(some, there, len(before), noise) for some in _batches(todo, _LOT))
        found = [s for some in self.share(lots, sum(map(len, todo))) for s in some]
        return sorted((s for s in found if _ordered(s) not in there), key=lambda s: s.id)

    def _lot(self, groups: Sequence[Sequence[int]], there: set[Story], known: int, noise: Hashes) -> Lot:
        """Groups as they are computed; the stories that their articles (those below `known` have some) are in now are put with those
        that are there."""
        ids = [[self.entries[n].article_id for n in group] for group in groups]
        every = [i for group in ids for i in group]
        articles, prints = self.shelf.articles(every), self.shelf.prints(every)
        old = self.shelf.stories_of([self.entries[n].article_id for group in groups for n in group if n < known])
        there.update(map(_ordered, old))
        links = [k for s in old for k in s.links if k.relation != "background"]
        mine = np.unique(np.concatenate([p.hashes for p in prints.values()]))
        return Lot(
            tuple(tuple(articles[i] for i in group) for group in ids),
            prints,
            noise[shared(noise, mine)],
            {(k.article_id, k.to): k.shared for k in links},
        )


def related(compare: Comparer, one: int, two: int) -> bool:
    """Whether two articles can be of one story, or print the same background: what `compare` and `background` ask for at least."""
    common = compare.common(one, two)
    return common >= LEAST or common >= SAME * max(1, min(len(compare.windows(one)), len(compare.windows(two))))


class _Texts:
    """Articles by number, as many as are at hand of those fetched lately."""

    def __init__(self, shelf: Shelf, entries: Sequence[Entry]) -> None:
        self._shelf, self._entries = shelf, entries
        self._held: dict[int, Article] = {}

    def fetch(self, numbers: set[int]) -> None:
        """Have these at hand."""
        if len(self._held) + len(numbers) > 4 * _TOGETHER:
            self._held = {n: a for n, a in self._held.items() if n in numbers}
        missing = sorted(numbers - set(self._held))
        got = self._shelf.articles([self._entries[n].article_id for n in missing])
        self._held |= {n: got[self._entries[n].article_id] for n in missing}

    def __getitem__(self, n: int) -> Article:
        return self._held[n]


def _ordered(story: Story) -> Story:
    """The story with its links in one order, whatever order they were made or kept in."""
    return replace(story, links=tuple(sorted(story.links, key=lambda k: (k.article_id, k.to, k.relation))))


def _with(entry: Entry, *, joined: int | None = None, size: int | None = None) -> Entry:
    return Entry(
        entry.article_id,
        entry.outlet,
        entry.digest,
        entry.joined if joined is None else joined,
        entry.size if size is None else size,
    )


def _all(noise: Mapping[str, Hashes]) -> Hashes:
    """All noise in one, sorted."""
    return np.unique(np.concatenate([*noise.values(), np.empty(0, np.uint64)]))


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


def _portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for i in range(0, len(items), size):
        yield items[i : i + size]


def _batches(groups: Iterable[list[int]], size: int) -> Iterator[list[list[int]]]:
    """Groups together, up to about so many members."""
    batch: list[list[int]] = []
    count = 0
    for group in groups:
        batch.append(group)
        count += len(group)
        if count >= size:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch
