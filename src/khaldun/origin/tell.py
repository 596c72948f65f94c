"""The stories of the articles that a step of the index changed: those of their groups, and the links of stories beside these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from khaldun.model import Link, Story
from khaldun.origin.background import AT_MOST, Tie, beside, ties
from khaldun.origin.candidates import Index, Table
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.group import lone
from khaldun.origin.join import Joined
from khaldun.origin.lookup import TOGETHER, Lookup, portions
from khaldun.origin.lots import Borrowers, Groups, Share
from khaldun.origin.shelf import Entry, Shelf
from khaldun.origin.windows import Hashes, distinct, shared

T = TypeVar("T")

Flags = NDArray[np.bool_]

Borrower = tuple[Story, list[Tie | Link]]
"""A story without links to others' background, and the ties that may give such, or what is known to come of them; the best first."""

_LOT = 400
"""Articles of groups whose stories are computed as one piece of work."""

_AT_ONCE = 2 * AT_MOST
"""Ties of a story that are looked at before more are."""

_TIES = 400
"""Ties between stories that are looked at as one piece of work."""


@dataclass(slots=True)
class Teller:
    """`entries` are the articles, of which the first `known` were there before; `story` numbers the story that each was in, new ones in
    their own, as `lone` tells it; `rank` is the place of each by id. `joined` numbers the groups as they were, and as they are; `sizes`
    counts windows without noise as they were."""

    shelf: Shelf
    look: Lookup
    entries: Sequence[Entry]
    known: int
    lone: Mapping[int, Story]
    rank: Index
    joined: tuple[Index, Index]
    sizes: Index
    noise: Hashes
    share: Share
    story: Index = field(init=False)
    altered: Flags = field(init=False)
    changed: Flags = field(init=False)
    number: dict[str, int] = field(init=False)
    old: dict[str, Story] = field(default_factory=dict)
    """Stories that were there before, by id, as far as they were asked for."""

    def __post_init__(self) -> None:
        self.story = np.asarray([e.story for e in self.entries], dtype=np.int64)
        self.number = {e.article_id: n for n, e in enumerate(self.entries)}

    def tell(self, dirty: Sequence[int], altered: Sequence[int]) -> list[Story]:
        """The stories that were not there before, by id; `story` then numbers those that there are. Groups with `dirty` articles are
        computed; `altered` are those whose windows, or the noise among them, changed."""
        before = self.story.copy()
        made: dict[int, Story] = {}
        for s in self._made(dirty):
            members = [self.number[i] for i in s.article_ids]
            self.story[members] = min(members)
            made[min(members)] = s
        self.altered = np.zeros(len(self.entries), dtype=bool)
        self.altered[list(altered)] = True
        self.changed = self._changes(before)
        concerned, table = self._concerned()
        found = [*self._borrowing(concerned, table, made)]
        found += [_linked(s, _background(self.old[s.id])) for n, s in made.items() if not concerned[n]]
        return sorted((s for s in map(_ordered, found) if self.old.get(s.id) != s), key=lambda s: s.id)

    # --- groups

    def _made(self, dirty: Sequence[int]) -> Iterator[Story]:
        """The stories of the groups with dirty articles, as far as they can have changed, without links to others' background."""
        was, roots = self.joined
        concerned = np.isin(roots, np.unique(roots[list(dirty)]))
        groups: dict[int, list[int]] = {}
        for n in np.flatnonzero(concerned).tolist():
            groups.setdefault(int(roots[n]), []).append(n)
        once = np.bincount(was[: self.known], minlength=len(was))
        single = [n for n, *more in groups.values() if not more]
        yield from (self.lone[n] for n in single if n >= self.known)
        for some in portions([n for n in single if n < self.known and once[was[n]] > 1], TOGETHER):
            self._remember(some)
            yield from map(lone, self.shelf.articles(self._ids(some)).values())
        several = [group for group in groups.values() if len(group) > 1]
        for stories in self.share(map(self._groups, _batches(several, len, _LOT)), sum(map(len, several))):
            yield from stories

    def _groups(self, groups: Sequence[Sequence[int]]) -> Groups:
        """Groups as they are computed."""
        every = [n for group in groups for n in group]
        ids = self._ids(every)
        articles, prints = self.shelf.articles(ids), self.shelf.prints(ids)
        links = [k for s in self._remember(every) for k in s.links if k.relation != "background"]
        return Groups(
            tuple(tuple(articles[i] for i in self._ids(group)) for group in groups),
            prints,
            self._noise_of(prints.values()),
            {(k.article_id, k.to): k.shared for k in links},
        )

    # --- background

    def _changes(self, before: Index) -> Flags:
        """By number, the stories with altered articles, and those that have not the articles that they had."""
        out = np.zeros(len(before), dtype=bool)
        moved = before != before[self.story]
        was, now = np.bincount(before[: self.known], minlength=len(out)), np.bincount(self.story, minlength=len(out))
        out[self.story[self.altered | moved | (was[before] != now[self.story])]] = True
        return out

    def _concerned(self) -> tuple[Flags, Table]:
        """By number, the stories that changed and those that share enough with them, or did before; and their windows."""
        out, table = self.changed.copy(), self._table(self.changed)
        sizes = np.asarray([e.size for e in self.entries])
        sizes[: self.known] = np.minimum(sizes[: self.known], self.sizes[: self.known])
        for one, two, _ in beside(table, self.story, self.changed, sizes):
            out[[one, two]] = True
        return out, table if np.array_equal(out, self.changed) else self._table(out)

    def _table(self, wanted: Flags) -> Table:
        """The windows of stories that others have too, without noise, with all who have them."""
        return self.look.shared(np.flatnonzero(wanted[self.story]).tolist()).without(self.noise).across(self.story)

    def _borrowing(self, wanted: Flags, table: Table, made: Mapping[int, Story]) -> Iterator[Story]:
        """Stories with their links to others' background: of those `made`, and of those that are there."""
        numbers = np.flatnonzero(wanted).tolist()
        for some in portions([n for n in numbers if n not in made], TOGETHER):
            self._remember(some)
        there = {int(self.story[self.number[s.article_ids[0]]]): s for s in self.old.values()}
        links = {Tie(self.number[k.article_id], self.number[k.to]): k for s in self.old.values() for k in _background(s)}
        found = ties(table, self.story, wanted, self.entries, self.rank)
        todo: list[Borrower] = []
        for n in numbers:
            full = n in there and len(_background(there[n])) == AT_MOST
            told: list[Tie | Link] = []
            for tie in found.get(n, ()):
                if tie in links and not (self.altered[tie.later] or self.altered[tie.earlier]):
                    told.append(links[tie])
                elif full or not self._as_before(tie):  # else it was looked at before, and nothing came of it
                    told.append(tie)
            todo.append((_linked(made.get(n) or there[n], []), told))
        while todo:
            again = []
            for story, rest in self._round(todo):
                if rest and len(_background(story)) < AT_MOST:
                    again.append((_linked(story, []), [*_background(story), *rest]))
                else:
                    yield story
            todo = again

    def _as_before(self, tie: Tie) -> bool:
        """Whether two articles and their stories are what they were."""
        return not any(self.altered[n] or self.changed[self.story[n]] for n in tie)

    def _round(self, todo: Sequence[Borrower]) -> Iterator[tuple[Story, list[Tie | Link]]]:
        """Stories with the links that come of the first of their ties, and the ties that are left."""
        open_: list[Borrower] = []
        rest = {}
        for story, told in todo:
            if any(isinstance(x, Tie) for x in told[:AT_MOST]):
                open_.append((story, told[:_AT_ONCE]))
                rest[story.id] = told[_AT_ONCE:]
            else:
                yield _linked(story, [x for x in told[:AT_MOST] if isinstance(x, Link)]), []
        lots = map(self._borrowers, _batches(self._near(open_), lambda item: len(item[1]), _TIES))
        for stories in self.share(lots, sum(len(told) for _, told in open_)):
            yield from ((s, rest[s.id]) for s in stories)

    def _near(self, some: list[Borrower]) -> list[Borrower]:
        """In an order in which those tied to the same articles are near one another."""
        tied = Joined(range(len(self.entries)))
        first = {story.id: self.number[story.article_ids[0]] for story, _ in some}
        for story, told in some:
            for x in told:
                if isinstance(x, Tie):
                    tied.unite(first[story.id], x.earlier)
        return sorted(some, key=lambda item: (tied.root(first[item[0].id]), first[item[0].id]))

    def _borrowers(self, told: Sequence[Borrower]) -> Borrowers:
        """Stories as their ties are looked at."""
        numbers = sorted({n for _, some in told for x in some if isinstance(x, Tie) for n in x})
        ids, place = self._ids(numbers), {n: i for i, n in enumerate(numbers)}
        articles, prints = self.shelf.articles(ids), self.shelf.prints(ids)
        local = ((s, tuple(Tie(*(place[n] for n in x)) if isinstance(x, Tie) else x for x in some)) for s, some in told)
        return Borrowers(tuple(local), tuple(articles[i] for i in ids), self._noise_of(prints.values()))

    # --- both

    def _ids(self, numbers: Iterable[int]) -> list[str]:
        return [self.entries[n].article_id for n in numbers]

    def _remember(self, numbers: Sequence[int]) -> list[Story]:
        """The stories that articles were in before; new ones were in none."""
        found = self.shelf.stories_of(self._ids(n for n in numbers if n < self.known))
        self.old.update((s.id, _ordered(s)) for s in found)
        return found

    def _noise_of(self, prints: Iterable[Fingerprint]) -> Hashes:
        """The noise that is among the windows of articles."""
        return self.noise[shared(self.noise, distinct(np.concatenate([p.hashes for p in prints])))]


def _background(story: Story) -> list[Link]:
    """The story's links to others' background."""
    return [k for k in story.links if k.relation == "background"]


def _linked(story: Story, background: Sequence[Link]) -> Story:
    """The story with these links to others' background and none else."""
    return replace(story, links=(*(k for k in story.links if k.relation != "background"), *background))


def _ordered(story: Story) -> Story:
    """The story with its links in one order, whatever order they were made or kept in."""
    return replace(story, links=tuple(sorted(story.links, key=lambda k: (k.article_id, k.to, k.relation))))


def _batches(items: Iterable[T], weight: Callable[[T], int], size: int) -> Iterator[list[T]]:
    """Items together, up to about so much weight."""
    batch: list[T] = []
    full = 0
    for item in items:
        batch.append(item)
        full += weight(item)
        if full >= size:
            yield batch
            batch, full = [], 0
    if batch:
        yield batch
