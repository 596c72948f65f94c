"""Stories that have whole passages in common: where words were taken, without being one text.

Which may have is read off the sampled windows of whole stories, so that it takes as long however often each is printed; only the few
that share most are then compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from khaldun.model import Article, Link
from khaldun.origin.candidates import CANDIDATE, Index, Table, pairs
from khaldun.origin.compare import Comparer
from khaldun.origin.shelf import Entry
from khaldun.origin.windows import shared

LEAST = 150
"""Windows, boilerplate left out, that two stories share, and letters of the passages that hold them: a paragraph, or several
sentences."""

FEWEST = 7
"""Sampled windows that two stories share before they are looked at. Of 150 windows nine are in the sample, fewer than seven in one case
of six; of 250, in one of two hundred."""

AT_MOST = 8
"""Links that lead from one story to earlier ones, the first that hold of those that share most: an outlet that repeats itself each day
would fill pages otherwise."""


class Tie(NamedTuple):
    """Two articles, by number, of different stories, that may have passages in common."""

    later: int
    earlier: int


def beside(table: Table, story: Index, wanted: NDArray[np.bool_], sizes: Index) -> Iterator[tuple[int, int, int]]:
    """Pairs of stories that share windows enough for `ties`, and how many; one of them wanted at least, each once. `story` numbers those
    of the articles, `sizes` counts their windows without noise."""
    least = np.full(len(story), np.iinfo(np.int64).max)
    np.minimum.at(least, story, sizes)
    for one, two, count in pairs(_by_story(table, story), np.arange(len(story)), wanted):
        often = count >= np.maximum(FEWEST, CANDIDATE * np.minimum(least[one], least[two]))
        yield from zip(one[often].tolist(), two[often].tolist(), count[often].tolist(), strict=True)


def ties(table: Table, story: Index, wanted: NDArray[np.bool_], entries: Sequence[Entry], rank: Index) -> dict[int, list[Tie]]:
    """For each story wanted that may have passages of earlier ones, by its number, with which: those that share most first.

    `table` has all windows of the stories wanted that others have too, without noise, with all who have them; `rank` is the place of each article by id. Two
    stories are tied once: of each that article which has most of the windows that they share.
    """
    by_rank = np.lexsort((rank, story))
    starts = np.searchsorted(story[by_rank], np.arange(len(story)))
    place = np.empty(len(story), dtype=np.int64)
    place[by_rank] = np.arange(len(story)) - starts[story[by_rank]]
    whose = story[table.owners]
    order = np.lexsort((table.hashes, whose))
    hashes, places = table.hashes[order], place[table.owners[order]]
    cuts = np.searchsorted(whose[order], np.arange(len(story) + 1)).tolist()
    single = (np.bincount(story, minlength=len(story)) == 1).tolist()

    def fullest(s: int, other: int) -> tuple[int, int]:
        here, there = slice(*cuts[s : s + 2]), slice(*cuts[other : other + 2])
        count = np.bincount(places[here][shared(hashes[here], hashes[there])])
        return int(by_rank[starts[s] + count.argmax()]), int(count.max())

    found: dict[int, list[tuple[int, int, int, Tie]]] = {}
    for one, two, count in beside(table, story, wanted, np.asarray([e.size for e in entries])):
        a, most = (one, count) if single[one] else fullest(one, two)
        b, more = (two, count) if single[two] else fullest(two, one)
        common = min(most, more)
        if common < max(FEWEST, CANDIDATE * min(entries[a].size, entries[b].size)):
            continue
        earlier, later = sorted((a, b), key=lambda n: (entries[n].day, rank[n]))
        if wanted[story[later]]:
            key = -common, int(rank[later]), int(rank[earlier]), Tie(later, earlier)
            found.setdefault(int(story[later]), []).append(key)
    return {s: [tie for *_, tie in sorted(some)] for s, some in found.items()}


def first_links(compare: Comparer, articles: Sequence[Article], some: Iterable[Tie | Link]) -> list[Link]:
    """The first AT_MOST links that come of ties, or are known."""
    found = (x if isinstance(x, Link) else borrowed(compare, articles, x) for x in some)
    return list(islice((k for k in found if k is not None), AT_MOST))


def borrowed(compare: Comparer, articles: Sequence[Article], tie: Tie) -> Link | None:
    """The link from the later of two articles to the earlier, None where they are one text after all, or share too little."""
    common = compare.common(*tie)
    if common < LEAST or compare(*tie) is not None:
        return None
    passages = compare.passages(*tie, quiet=True)
    if sum(p.end - p.start for p in passages) < LEAST:
        return None
    score = round(common / len(compare.windows(tie.later)), 4)
    return Link(articles[tie.later].id, articles[tie.earlier].id, "background", score, passages)


def _by_story(table: Table, story: Index) -> Table:
    """Which stories have which window."""
    order = np.lexsort((story[table.owners], table.hashes))
    hashes, whose = table.hashes[order], story[table.owners][order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (whose[1:] != whose[:-1])
    return Table(hashes[new], whose[new])
