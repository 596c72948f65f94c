"""Everything of the packs that claims are read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from khaldun.claims.conditions import Condition, conditions
from khaldun.claims.confidence import Scale, scale
from khaldun.claims.hedges import Hedges, hedges
from khaldun.claims.nouns import Nouns, nouns
from khaldun.claims.patterns import Patterns, patterns
from khaldun.claims.siting import Siting, siting
from khaldun.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything read from the packs, once for all sentences."""

    patterns: Patterns
    hedges: Hedges
    nouns: Nouns
    conditions: dict[str, Condition]
    siting: Siting
    states: frozenset[str]
    subjects: dict[str, frozenset[str]]
    """By kind, the words one of which must stand in a text that is to be read for it (`about` of `kinds.yaml`)."""
    scale: Scale
    knowledge: Knowledge
    early: dict[str, tuple[Condition, ...]]
    """By pattern, the conditions that may be seen to fail before a frame is made."""


@lru_cache(maxsize=8)
def tools(knowledge: Knowledge) -> Tools:
    """The tools of the packs in force."""
    kinds = list(knowledge.entries("kinds"))
    known, found = conditions(knowledge), patterns(knowledge)
    return Tools(
        found,
        hedges(knowledge),
        nouns(knowledge),
        known,
        siting(knowledge),
        frozenset(str(e["id"]) for e in kinds if e.get("state")),
        {str(e["id"]): known[str(e["about"])].about for e in kinds if "about" in e},
        scale(knowledge),
        knowledge,
        {p.id: tuple(known[need] for need in p.conditions if not known[need].late) for p in found.all},
    )
