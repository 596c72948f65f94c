"""Patterns of events, as `events*.yaml` tell them, compiled for look-up by the lemma of their trigger.

A pattern says which words tell a kind of claim, what their object must be, and where actor, target and place stand:

    - id: take                     unique; a later pack replaces it
      kind: control.gain
      verbs: [seize, take over]    a verb, with its particle
      nouns: [seizure, car bomb]   an event noun, with a word before it
      phrases: [take control, under control, come under control]   [verb] [preposition] noun
      compounds: [held]            a participle after a hyphen: ISIS-held
      sequences: [km away]         lemmas in this order, few words between, whatever the parse
      object: [place]              what the verb's object, or the noun's `of`, must be: place, people, forces, housing, actor, none, any
      actor: [agent, poss]         roles and prepositions, in order; the first that names an actor wins
      target: [from]
      place: [patient, in]         `context` as the last: else the place spoken of just before
      needs: [place]               what must be there for the claim to be told: place, actor, target, quantity, or a condition's id
      reach: nested                how far off a place may be looked for: parse, nested, above, context (the default),
                                   sentence: any place named in it, or just before
      extent: part                 what it takes or loses is never the whole of the place
      given: true                  a noun that takes the state for granted (`the rebel stronghold`), whatever the sentence hopes
      attributive: true            its verbs count before a noun too (`the besieged town`)
      without: [talk, central bank]  lemmas that must not stand among its arguments, or with the word before them
      loose: {war: [hit, push]}    triggers, by their first word (a phrase's noun), that count only where a condition holds
      fires: ["..."]               told as a fact by this pattern; {planned: "..."} as planned, ...
      silent: ["..."]              not told as a fact by this pattern
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge, switch
from khaldun.language.lemma import lemma

Shape = Literal["verb", "noun", "phrase", "compound", "sequence"]

REACHES = ("parse", "nested", "above", "context", "sentence")
PREPOSITIONS = frozenset("under in on at to into from out of off over against with by for within back".split())
_FIELDS = frozenset(
    "id kind verbs nouns phrases compounds sequences object actor target place needs fires silent note also reach without given attributive loose extent".split()
)
_ACTOR = ("agent", "by", "poss", "support", "modifier")
_TARGET = ("patient", "on", "against", "from", "with", "at", "of")
_PLACE = ("patient", "of", "in", "at", "on", "near", "inside", "outside", "around", "across", "where")
_CLASSES = frozenset({"place", "people", "forces", "housing", "weapons", "actor", "none", "any", "person", "quantity"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry; see the head of this file. `reach`: how far off the place may be looked for (parse, nested, above, context; see
    roles.py). `without`: lemmas that must not stand among the frame's arguments or modifiers."""

    id: str
    kind: str
    objects: frozenset[str]
    actor: tuple[str, ...]
    target: tuple[str, ...]
    place: tuple[str, ...]
    needs: frozenset[str]
    fires: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]
    also: bool = False
    given: bool = False
    attributive: bool = False
    reach: str = "context"
    without: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    """The last words of `without`: where a sentence has none of them, nothing bars."""
    loose: tuple[tuple[str, frozenset[str]], ...] = ()
    part: bool = False
    conditions: tuple[str, ...] = ()
    """What it needs that is a condition, in order."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One trigger, with the patterns that have it, in the order of the packs. `words` are lemmas; the anchor is the last word of a noun
    or phrase, the first of a verb; `others` must stand in the sentence too."""

    shape: Shape
    words: tuple[str, ...]
    others: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns, and their triggers by anchor lemma, longest first."""

    all: tuple[Pattern, ...]
    anchors: dict[str, tuple[Spec, ...]]


def _names(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise KnowledgeError(f"{where}: a word or a list of words is wanted, not {value!r}")


def _fires(value: Any, where: str) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for one in value or ():
        if isinstance(one, str):
            out.append(("told", one))
        elif isinstance(one, dict):
            out.extend((str(status), text) for status, texts in one.items() for text in _names(texts, where))
        else:
            raise KnowledgeError(f"{where}: a sentence is wanted, not {one!r}")
    return tuple(out)


def _pattern(entry: dict[str, Any], conditions: Set[str]) -> Pattern:
    where = f"events: {entry.get('id')}"
    unknown = set(entry) - _FIELDS
    if unknown or not entry.get("kind") or not entry.get("id"):
        raise KnowledgeError(f"{where}: {'unknown ' + ', '.join(sorted(unknown)) if unknown else 'id and kind are wanted'}")
    objects = frozenset(_names(entry.get("object", "any"), where))
    if objects - _CLASSES:
        raise KnowledgeError(f"{where}: object is one of {', '.join(sorted(_CLASSES))}")
    if entry.get("reach", "context") not in REACHES:
        raise KnowledgeError(f"{where}: reach is one of {', '.join(REACHES)}")
    needs = frozenset(_names(entry.get("needs"), where))
    return Pattern(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        objects=objects,
        actor=_names(entry.get("actor"), where) if "actor" in entry else _ACTOR,
        target=_names(entry.get("target"), where) if "target" in entry else _TARGET,
        place=_names(entry.get("place"), where) if "place" in entry else _PLACE,
        needs=needs,
        fires=_fires(entry.get("fires"), where),
        silent=_names(entry.get("silent"), where),
        also=switch(entry, "also"),
        given=switch(entry, "given"),
        attributive=switch(entry, "attributive"),
        reach=str(entry.get("reach", "context")),
        without=frozenset(_names(entry.get("without"), where)),
        bars=frozenset(name.rpartition(" ")[2] for name in _names(entry.get("without"), where)),
        part=entry.get("extent") == "part",
        loose=tuple((str(need), frozenset(_names(words, where))) for need, words in (entry.get("loose") or {}).items()),
        conditions=tuple(sorted(needs & conditions)),
    )


def _specs(entry: dict[str, Any], pattern: Pattern) -> list[tuple[str, Spec]]:
    out = []
    shapes: tuple[tuple[str, Shape], ...] = (("verbs", "verb"), ("nouns", "noun"), ("phrases", "phrase"), ("compounds", "compound"),
                                             ("sequences", "sequence"))  # fmt: skip
    for field, shape in shapes:
        for trigger in _names(entry.get(field), f"events: {pattern.id}"):
            words = tuple(trigger.lower().split())
            if shape == "compound":
                words = (lemma(words[0], "VERB"),)
            elif shape in {"noun", "phrase"}:
                words = (*words[:-1], lemma(words[-1], "NOUN"))
            ahead = shape in {"verb", "compound", "sequence"}
            anchor, others = (words[0], words[1:]) if ahead else (words[-1], words[:-1])
            out.append((anchor, Spec(shape, words, others, (pattern,))))
    return out


@lru_cache(maxsize=8)
def patterns(knowledge: Knowledge) -> Patterns:
    """The patterns of the packs in force. Raises KnowledgeError where an entry does not hold."""
    entries: dict[str, dict[str, Any]] = {}
    for folder in knowledge.folders:
        pack = Knowledge((folder,))
        for path in sorted(folder.glob("events*.yaml")):
            for entry in pack.entries(path.stem):
                entries[str(entry.get("id"))] = entry
    anchors: dict[str, dict[tuple[Shape, tuple[str, ...]], Spec]] = defaultdict(dict)
    compiled = []
    conditions = {str(e["id"]) for e in knowledge.entries("conditions")}
    for entry in entries.values():
        pattern = _pattern(entry, conditions)
        if unknown := {need for need, _ in pattern.loose} - conditions:
            raise KnowledgeError(f"events: {pattern.id}: no condition is called {', '.join(sorted(unknown))}")
        compiled.append(pattern)
        for anchor, spec in _specs(entry, pattern):
            same = anchors[anchor].setdefault((spec.shape, spec.words), spec)
            if same is not spec:
                anchors[anchor][spec.shape, spec.words] = replace(spec, patterns=(*same.patterns, pattern))
    found = {a: tuple(sorted(specs.values(), key=lambda s: -len(s.words))) for a, specs in anchors.items()}
    return Patterns(tuple(compiled), found)
