"""The words that take an event out of what is told as a fact (`hedges.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model.claim import Status

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hedges:
    """The word lists of `hedges.yaml`, as sets by their id, and the status that each modal gives."""

    lists: dict[str, frozenset[str]]
    modals: dict[str, Status]

    def has(self, name: str, word: str) -> bool:
        """Whether a word stands in a list."""
        return word in self.lists.get(name, _NONE)

    def lacks(self, name: str, words: Iterable[str]) -> bool:
        """Whether none of some words stands in a list."""
        return self.lists.get(name, _NONE).isdisjoint(words)


@lru_cache(maxsize=8)
def hedges(knowledge: Knowledge) -> Hedges:
    """The hedges of the packs in force."""
    lists: dict[str, frozenset[str]] = {}
    modals: dict[str, Status] = {}
    for entry in knowledge.entries("hedges"):
        words = entry["words"]
        if isinstance(words, dict):
            modals.update(words)
        else:
            lists[str(entry["id"])] = frozenset(str(w) for w in words)
    return Hedges(lists, modals)
