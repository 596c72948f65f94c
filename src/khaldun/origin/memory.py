"""The stories of articles at hand: an index that is made for them and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from khaldun.model import Article, Story
from khaldun.origin.candidates import Table
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.index import regroup
from khaldun.origin.shelf import Change, Entry
from khaldun.origin.windows import Hashes


def group(articles: Sequence[Article], prints: Mapping[str, Fingerprint]) -> list[Story]:
    """The stories of all articles proper (of kind `article`, not set aside), each article in one; sorted by id.

    `prints` are the articles' fingerprints by id. The result depends on the set of articles alone, not on their order.
    """
    shelf = Memory()
    shelf.add(articles, prints)
    regroup(shelf)
    return shelf.stories()


class Memory:
    """A shelf (`index.Shelf`) in memory."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._prints: dict[str, Fingerprint] = {}
        self._fresh: list[str] = []
        self._entries: list[Entry] = []
        self._noise: dict[str, Hashes] = {}
        self._pieces: list[Table] = []
        self._stories: dict[str, Story] = {}

    def add(self, articles: Iterable[Article], prints: Mapping[str, Fingerprint]) -> None:
        """Articles to be grouped."""
        for article in articles:
            if article.kind == "article" and article.set_aside is None and article.id not in self._articles:
                self._articles[article.id] = article
                self._prints[article.id] = prints[article.id]
                self._fresh.append(article.id)

    def stories(self) -> list[Story]:
        """The stories as they are, by id."""
        return sorted(set(self._stories.values()), key=lambda s: s.id)

    def fresh(self, limit: int) -> list[str]:
        return self._fresh[:limit]

    def entries(self) -> list[Entry]:
        return list(self._entries)

    def noise(self) -> dict[str, Hashes]:
        return dict(self._noise)

    def windows(self, parts: Sequence[int]) -> Iterable[tuple[int, Table]]:
        for part in parts:
            low, high = np.uint64(part) << np.uint64(54), (np.uint64(part) << np.uint64(54)) | np.uint64((1 << 54) - 1)
            for piece in self._pieces:
                cut = slice(*np.searchsorted(piece.hashes, [low, high]).tolist())
                yield part, Table(piece.hashes[cut], piece.owners[cut])

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        return {i: self._articles[i] for i in ids}

    def stories_of(self, ids: Sequence[str]) -> list[Story]:
        return sorted({self._stories[i] for i in ids if i in self._stories}, key=lambda s: s.id)

    def prints(self, ids: Sequence[str]) -> dict[str, Fingerprint]:
        return {i: self._prints[i] for i in ids}

    def keep(self, change: Change) -> None:
        for n, entry in sorted(change.entries.items()):
            self._entries[n : n + 1] = [entry]
        self._noise |= change.noise
        self._pieces.append(change.added)
        self._fresh = self._fresh[sum(e.article_id not in self._stories for e in change.entries.values()) :]
        self._stories |= {a: s for s in change.stories for a in s.article_ids}
