"""The words around names, compiled from `place_cues.yaml`, `countries.yaml` and `states.yaml`-like packs into patterns and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khaldun.knowledge import Knowledge
from khaldun.model.place import PlaceKind
from khaldun.places.keys import key

ADJECTIVES = (
    r"(?:(?:north|south|east|west|central|mid|far|upper|lower|greater|inner|outer|old|nearby|neighbou?ring|war-torn|rural|coastal|modern-day)"
    r"(?:[-\s]?(?:east|west|central))?(?:ern|erly)?[-\s]+)"
)


@dataclass(frozen=True)
class Cues:
    """`before`, `after` and `title` find what the words beside a name call it; `kinds` tells the kind of each such word."""

    before: re.Pattern[str]
    title: re.Pattern[str]
    after: re.Pattern[str]
    tail: re.Pattern[str]
    lead: re.Pattern[str]
    kinds: dict[str, PlaceKind]
    alone: dict[str, PlaceKind]
    ordinary: frozenset[str]
    demonyms: dict[str, str]
    never: frozenset[str]
    buildings: frozenset[str]


def _either(words: set[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"


@lru_cache(maxsize=8)
def cues(knowledge: Knowledge) -> Cues:
    """The cues of some packs, compiled once."""
    lists: dict[str, dict[str, set[str]]] = {"before": {}, "title": {}, "after": {}, "alone": {}, "words": {}}
    for document in knowledge.documents("place_cues"):
        for entry in document:
            for what, found in lists.items():
                found.setdefault(entry["id"], set()).update(str(w) for w in entry.get(what, ()))
    kinds: dict[str, Any] = {}
    for what in ("before", "title", "after"):
        for kind, words in lists[what].items():
            for word in words:
                kinds[f"{what} {word.lower()}"] = kind

    def words_of(what: str) -> set[str]:
        return {w for words in lists[what].values() for w in words}

    before, title, after = (_either(words_of(w)) for w in ("before", "title", "after"))
    return Cues(
        before=re.compile(rf"(?i:\b({before})\s+(?:of|such\s+as|like|called|named|known\s+as|at|around)\s+(?:the\s+)?(?:{ADJECTIVES})?)$"),
        title=re.compile(rf"\b({title})\s+$"),
        after=re.compile(rf"(?i:['’]?\s+(?:{ADJECTIVES})?({after})\b)"),
        tail=re.compile(rf"(?i:\s+({after})$)"),
        lead=re.compile(rf"({title})\s+(?=[A-Z])"),
        kinds=kinds,
        alone={w: kind for kind, words in lists["alone"].items() for w in words},  # type: ignore[misc]
        ordinary=frozenset(key(w) for w in lists["words"].get("ordinary", ())),
        demonyms=_demonyms(knowledge),
        never=frozenset(key(w) for w in lists["words"].get("never", ())),
        buildings=frozenset(w.lower() for w in lists["words"].get("building", ())),
    )


def _demonyms(knowledge: Knowledge) -> dict[str, str]:
    return {str(d): str(e["id"]) for e in knowledge.entries("countries") for d in e.get("demonyms", ())}
