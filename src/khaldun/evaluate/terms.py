"""The words of the packs that gold sets are laid beside claims by: types of event, sides, terms of displacement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khaldun.errors import GoldError
from khaldun.evaluate.compare import plain
from khaldun.knowledge import Knowledge

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Scheme:
    """Types of event by kind of claim, in the order in which claims stand to be the main one of their text. For a kind that depends on who
    acts, the two types are in `by_state` (a state's force, another)."""

    types: Mapping[str, tuple[str, ...]]
    by_state: Mapping[str, tuple[str, str]]

    @property
    def known(self) -> frozenset[str]:
        """The types that some kind of claim gives."""
        return frozenset(t for some in (*self.types.values(), *self.by_state.values()) for t in some)


@dataclass(frozen=True)
class Terms:
    """Those words, of the packs in force."""

    entries: Mapping[str, Row]
    sided: Sequence[tuple[frozenset[str], re.Pattern[str]]]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Terms:
        """The words of `evaluation.yaml` and `gold_sides.yaml`."""
        sides = [(frozenset(e["sides"]), _words(e["words"])) for e in knowledge.entries("gold_sides")]
        return cls({e["id"]: e for e in knowledge.entries("evaluation")}, sides)

    def scheme(self, name: str) -> Scheme:
        """A scheme of types. Raises GoldError for one that is not known."""
        schemes = [key for key, entry in self.entries.items() if "kinds" in entry]
        if name not in schemes:
            raise GoldError(f"there is no scheme {name!r}; there are {', '.join(sorted(schemes))}")
        kinds = self.entries[name]["kinds"]
        by_state = {k: (t["state"], t["others"]) for k, t in kinds.items() if isinstance(t, dict)}
        return Scheme({k: () if k in by_state else tuple(t) for k, t in kinds.items()}, by_state)

    def of_state(self, actor: Row) -> bool:
        """Whether an actor is a state's force; nobody is taken for one."""
        said = _said(actor.get("id"), actor.get("name"), actor.get("text"))
        forces = self.entries["state forces"]
        return not said or (not _words(forces["others"]).search(said) and bool(_words(forces["words"]).search(said)))

    def sides(self, *names: str | None) -> frozenset[str]:
        """The sides that an actor's id and name are of; OTHER where they are of none, nothing where there are none."""
        said = _said(*names)
        found = next((sides for sides, pattern in self.sided if pattern.search(said)), frozenset({"OTHER"}))
        return found if said else frozenset()

    @property
    def side_names(self) -> frozenset[str]:
        """All sides by which a gold set may name holders."""
        return frozenset({"OTHER"}).union(*(sides for sides, _ in self.sided))

    def kinds(self, term: str) -> Sequence[str]:
        """The kinds of claim that say what a term of displacement says."""
        entry = self.entries["displacement"]
        kinds: Sequence[str] = entry["terms"].get(term, entry["others"])
        return kinds

    def households(self, unit: str | None) -> bool:
        """Whether a unit counts households or their houses."""
        return bool(_words(self.entries["displacement"]["households"]).search(_said(unit)))

    @property
    def small(self) -> frozenset[str]:
        """Words that say nothing of who speaks."""
        return frozenset(self.entries["speakers"]["small"])


def _said(*names: str | None) -> str:
    return " ; ".join(said for name in names if (said := plain(name)))


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return _compiled(tuple(words))


@lru_cache(maxsize=64)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")\b")
