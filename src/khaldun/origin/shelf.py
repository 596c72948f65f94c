"""Where the index of copies is kept, and what a step changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from khaldun.model import Article, Story
from khaldun.origin.candidates import Table
from khaldun.origin.fingerprint import Fingerprint
from khaldun.origin.windows import Hashes


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of an article; its number is its place among the entries. `joined` is the number of one article of its
    group, `story` that of one of its story, `digest` of its text (empty for none), `size` counts its sampled windows without noise, `day`
    is the first on which it can have been published (an ordinal, that of the last of all days where it is not known)."""

    article_id: str
    outlet: str
    digest: bytes
    day: int
    joined: int
    story: int
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a step changes: entries (new ones at the end of what is there), sets of noise by name, windows added, and the stories
    that were not there, which take the place of all those of their articles."""

    entries: Mapping[int, Entry]
    noise: Mapping[str, Hashes]
    added: Table
    stories: Sequence[Story]


class Shelf(Protocol):
    """Where the index is kept, and the articles that it is about."""

    def fresh(self, limit: int) -> list[str]:
        """Ids of articles proper that are not in the index yet."""
        ...

    def entries(self) -> list[Entry]: ...
    def noise(self) -> dict[str, Hashes]: ...

    def windows(self, parts: Sequence[int]) -> Iterable[tuple[int, Table]]:
        """The pieces (each a sorted table) of these parts, in their order."""
        ...

    def articles(self, ids: Sequence[str]) -> dict[str, Article]: ...

    def stories_of(self, ids: Sequence[str]) -> list[Story]:
        """The stories that these articles are in now, by id; those in none are left out."""
        ...

    def prints(self, ids: Sequence[str]) -> dict[str, Fingerprint]: ...
    def keep(self, change: Change) -> None: ...
