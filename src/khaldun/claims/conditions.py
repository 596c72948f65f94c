"""Conditions that patterns name under `needs` (`conditions.yaml`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge
from khaldun.language.frames import Argument, Frame
from khaldun.language.sentence import Sentence

_FIELDS = frozenset({"id", "roles", "words", "classes", "but", "deep", "complement", "found", "verbs", "proper", "note"})


@dataclass(frozen=True, slots=True)
class Condition:
    """One entry; see the head of `conditions.yaml`."""

    id: str
    roles: tuple[str, ...]
    words: frozenset[str]
    classes: frozenset[str]
    but: frozenset[str]
    deep: bool
    complement: bool
    found: frozenset[str]
    verbs: frozenset[str]
    proper: bool = False


def _condition(entry: dict[str, Any]) -> Condition:
    if set(entry) - _FIELDS:
        raise KnowledgeError(f"conditions: {entry.get('id')}: unknown {', '.join(sorted(set(entry) - _FIELDS))}")

    def words(name: str) -> frozenset[str]:
        return frozenset(str(w) for w in entry.get(name) or ())

    return Condition(
        str(entry["id"]),
        tuple(str(r) for r in entry.get("roles") or ()),
        words("words"),
        words("classes"),
        words("but"),
        bool(entry.get("deep")),
        bool(entry.get("complement")),
        words("found"),
        words("verbs"),
        bool(entry.get("proper")),
    )


@lru_cache(maxsize=8)
def conditions(knowledge: Knowledge) -> dict[str, Condition]:
    """The conditions of the packs in force, by id."""
    return {str(e["id"]): _condition(e) for e in knowledge.entries("conditions")}


def holds(
    condition: Condition, sentence: Sentence, frame: Frame, classes: Callable[[Argument], set[str]], found: frozenset[str]
) -> bool:
    """Whether a condition holds of a frame; `found` are the parts of the cast that are there."""
    if condition.found & found:
        return True
    if condition.verbs and frame.support is not None and sentence.tokens[frame.support].lemma in condition.verbs:
        return True
    if condition.complement and sentence.children(frame.head, "ccomp", "xcomp"):
        return True
    if condition.deep and any(c.lemma in condition.words for c in sentence.children(frame.head, "xcomp", "ccomp", "advcl")):
        return True
    return any(_is(condition, sentence, argument, classes) for role in condition.roles for argument in frame.those(role))


def _is(condition: Condition, sentence: Sentence, argument: Argument, classes: Callable[[Argument], set[str]]) -> bool:
    head = sentence.tokens[argument.head]
    if condition.proper and head.pos != "PROPN":
        return False
    if {head.lemma, head.text.lower()} & condition.but:
        return False
    if {head.lemma, head.text.lower()} & condition.words:
        return True
    if condition.deep and any(sentence.tokens[t].lemma in condition.words for t in argument.tokens):
        return True
    return bool(condition.classes and condition.classes & classes(argument))
