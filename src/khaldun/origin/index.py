"""The index of copies: grows as articles come, and gives the same stories whatever the order.

Two articles are joined where they may be of one story (`join`). That depends on the two and on the noise among their windows alone, so new
articles only join those that they share windows with. Where noise changes, the groups that have such windows are taken apart and joined
anew. The stories of a group of joined articles depend on the group (`group.stories`): only those of groups that changed are computed. The
links to other stories' background depend on the stories that share windows with it: only those beside a story that changed are computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from khaldun.model import Story
from khaldun.origin.candidates import Index, Table, bands
from khaldun.origin.group import lone, outlet
from khaldun.origin.join import Joined, join
from khaldun.origin.lookup import TOGETHER, Lookup, Texts, portions
from khaldun.origin.lots import Share, alone
from khaldun.origin.noise import FORMULA_SAMPLE, SITE_ARTICLES, SITE_SAMPLE, TOO_COMMON, furniture, is_formula
from khaldun.origin.shelf import Change, Entry, Shelf
from khaldun.origin.tell import Teller
from khaldun.origin.windows import Hashes, distinct, shared

STEP = 100_000
"""Articles that are added at a time, so that a first build holds no more of them than that."""

FORMULA = "formula"


def regroup(shelf: Shelf, *, step: int = STEP, share: Share = alone) -> int:
    """Bring the index and the stories up to date with the articles that there are; gives how many were added. `share` has the stories
    computed, which may be done in several processes.

    What is kept after a step is whole: a later call goes on from there.
    """
    done = 0
    while fresh := shelf.fresh(step):
        shelf.keep(_Step(shelf).run(fresh, share))
        done += len(fresh)
        if len(fresh) < step:
            break
    return done


class _Step:
    """The articles of the index (`entries`), to which some are added."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.entries = shelf.entries()
        self.noise = shelf.noise()
        self.look = Lookup(shelf, self.entries)
        self.lone: dict[int, Story] = {}

    def run(self, fresh: Sequence[str], share: Share) -> Change:
        """Add articles, and tell what that changes."""
        before = list(self.entries)
        self._enter(fresh)
        new = range(len(before), len(self.entries))
        rank = np.empty(len(self.entries), dtype=np.int64)
        rank[sorted(range(len(rank)), key=lambda n: self.entries[n].article_id)] = np.arange(len(rank))
        table = self.look.shared(new)
        old_noise = _all(self.noise)
        changed = {**self._furniture(new), **self._formulas(table, rank)}
        changed = {k: v for k, v in changed.items() if not np.array_equal(v, self.noise.get(k, v[:0]))}
        self.noise |= changed
        noise = _all(self.noise)
        joined = Joined([e.joined for e in self.entries])
        was, sizes = joined.roots(), np.asarray([e.size for e in self.entries])
        altered, dirty = self._dirty(new, joined, np.setxor1d(old_noise, noise))
        if len(dirty) > len(new):
            del table
            table = self.look.shared(dirty)
        table = table.without(noise)
        self._measure(dirty, noise)
        join(joined, dirty, self.entries, table, self.look, Texts(self.shelf, self.entries), noise)
        del table
        roots = joined.roots()
        teller = Teller(self.shelf, self.look, self.entries, len(before), self.lone, rank, (was, roots), sizes, noise, share)
        stories = teller.tell(dirty, altered)
        self._set(roots, teller.story)
        entries = {n: e for n, e in enumerate(self.entries) if n >= len(before) or before[n] is not e}
        return Change(entries, changed, self.look.added, stories)

    def _enter(self, fresh: Sequence[str]) -> None:
        """Number the new articles, and put their windows into a table."""
        prints = {}
        for some in portions(fresh, TOGETHER):
            articles, made = self.shelf.articles(some), self.shelf.prints(some)
            for i in some:
                n, article = len(self.entries), articles[i]
                prints[n] = made[i]
                self.lone[n] = lone(article)
                day = (article.published.start or date.max).toordinal()
                self.entries.append(Entry(i, outlet(article), made[i].text if made[i].size else b"", day, n, n, 0))
        self.look.add(prints)

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
                out[f"outlet {name}"] = furniture([p.hashes for p in self.look.prints(sample)])
        return out

    def _formulas(self, touched: Table, rank: Index) -> dict[str, Hashes]:
        """The formulas, after windows have got more owners."""
        first, length = touched.runs()
        common = length > TOO_COMMON
        order = np.argsort(rank)
        samples = []
        for at, n in zip(first[common].tolist(), length[common].tolist(), strict=True):
            ranks = rank[touched.owners[at : at + n]]
            samples.append(np.sort(ranks)[:FORMULA_SAMPLE])
        needed = np.unique(np.concatenate([*samples, np.empty(0, np.int64)]))
        rows = bands([p.hashes for p in self.look.prints(order[needed].tolist())])
        found = [
            touched.hashes[at]
            for at, n, sample in zip(first[common].tolist(), length[common].tolist(), samples, strict=True)
            if is_formula(n, rows[np.searchsorted(needed, sample)])
        ]
        old = self.noise.get(FORMULA, np.empty(0, np.uint64))
        kept = old[~shared(old, touched.hashes[first])]
        return {FORMULA: np.union1d(kept, np.asarray(found, dtype=np.uint64))}

    def _dirty(self, new: Sequence[int], joined: Joined, changed: Hashes) -> tuple[list[int], list[int]]:
        """The new articles and those that have windows which became noise or are no more; and these with all of their groups, which are
        taken apart."""
        if not len(changed):
            return list(new), list(new)
        having, roots = np.unique(self.look.owners(changed).owners), joined.roots()
        apart = np.flatnonzero(np.isin(roots, roots[having])).tolist()
        joined.part(apart)
        return sorted({*new, *having.tolist()}), sorted({*new, *apart})

    def _measure(self, numbers: Sequence[int], noise: Hashes) -> None:
        """Count windows without noise."""
        for n, made in zip(numbers, self.look.prints(numbers), strict=True):
            size = int((~shared(made.hashes, noise)).sum())
            if size != self.entries[n].size:
                self.entries[n] = replace(self.entries[n], size=size)

    def _set(self, joined: Index, story: Index) -> None:
        """The groups and stories that the articles are in now."""
        for n, (entry, *now) in enumerate(zip(self.entries, joined.tolist(), story.tolist(), strict=True)):
            if [entry.joined, entry.story] != now:
                self.entries[n] = replace(entry, joined=now[0], story=now[1])


def _all(noise: Mapping[str, Hashes]) -> Hashes:
    """All noise in one, sorted."""
    return distinct(np.concatenate([*noise.values(), np.empty(0, np.uint64)]))
