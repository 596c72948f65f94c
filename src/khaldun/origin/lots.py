"""The pieces of work that a step of the index gives out, to be done in any process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from khaldun.model import Article, Link, Shared, Story
from khaldun.origin.background import Tie, first_links
from khaldun.origin.compare import Comparer
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.group import stories
from khaldun.origin.windows import Hashes


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of joined articles whose stories are to be computed, with the noise (sorted) that is among their windows and the passages
    that are known already."""

    groups: tuple[tuple[Article, ...], ...]
    prints: Mapping[str, Fingerprint]
    noise: Hashes
    known: Mapping[tuple[str, str], tuple[Shared, ...]]

    def stories(self) -> Iterator[list[Story]]:
        """Those of each group, without links to other stories' background."""
        for group in self.groups:
            yield stories(group, self.prints, self.noise, self.known)


@dataclass(frozen=True, slots=True)
class Borrowers:
    """Stories that may have passages of others: each with the ties by which, to places in `articles`, or what came of them; and the noise
    (sorted) that is among their windows."""

    told: tuple[tuple[Story, tuple[Tie | Link, ...]], ...]
    articles: tuple[Article, ...]
    noise: Hashes

    def stories(self) -> Iterator[list[Story]]:
        """The stories with the links that come of it."""
        compare = Comparer(self.articles, self.noise)
        for story, some in self.told:
            yield [replace(story, links=(*story.links, *first_links(compare, self.articles, some)))]


Lot = Groups | Borrowers

Share = Callable[[Iterable[Lot], int], Iterable[list[Story]]]
"""Gets the stories of lots, in any order; told how many articles there are in all."""


def alone(lots: Iterable[Lot], _count: int) -> Iterator[list[Story]]:
    """The stories of lots, computed here."""
    for lot in lots:
        yield from lot.stories()
