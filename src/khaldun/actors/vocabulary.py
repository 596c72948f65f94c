"""The plain words of `actor_words.yaml`, ready to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from khaldun.knowledge import Knowledge


@dataclass(frozen=True)
class Vocabulary:
    """`heads`: noun -> class; `sides`: modifier -> side; `body_names`: last word of a name -> kind; the rest are sets of words."""

    heads: Mapping[str, str]
    sides: Mapping[str, str]
    body_names: Mapping[str, str]
    not_actor: frozenset[str]
    by: frozenset[str]
    against: frozenset[str]
    armed_names: frozenset[str]
    band_endings: frozenset[str]
    band_openings: frozenset[str]
    bodies: frozenset[str]
    acting: frozenset[str]
    addressed: frozenset[str]
    of_places: frozenset[str]
    no_names: frozenset[str]
    still: frozenset[str]
    standing: frozenset[str]
    deeds: frozenset[str]
    assaults: frozenset[str]
    air_deeds: frozenset[str]
    common: frozenset[str]
    beside: frozenset[str]
    chiefly: frozenset[str]
    unarmed: frozenset[str]
    civil: frozenset[str]
    others: frozenset[str]
    abroad: frozenset[str]
    elders: frozenset[str]
    strangers: frozenset[str]
    voices: frozenset[str]
    joint: frozenset[str]
    leading: frozenset[str]
    holding: frozenset[str]
    saying: frozenset[str]


@lru_cache(maxsize=8)
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    """The vocabulary of these packs; lists of several packs add up."""
    lists: dict[str, set[str]] = {}
    maps: dict[str, dict[str, str]] = {"heads": {}, "sides": {}, "body_names": {}}
    for document in knowledge.documents("actor_words"):
        for key, value in document.items():
            if key in maps:
                maps[key].update(_turned(value))
            elif isinstance(value, list):
                lists.setdefault(key, set()).update(str(v) for v in value)
    lists.setdefault("no_names", set()).update(str(w).lower() for entry in knowledge.entries("peoples") for w in entry["words"])
    lists["saying"] = set(knowledge.words("speech", "news"))
    lists["armed_names"] |= {w.lower() for w in lists["band_endings"] | lists["band_openings"]}
    plain = [f.name for f in fields(Vocabulary) if f.name not in maps]
    parts = {k: frozenset(lists.get(k, ())) for k in plain}
    return Vocabulary(maps["heads"], maps["sides"], maps["body_names"], **parts)


def _turned(classes: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, members in classes.items():
        for member in members:
            found.setdefault(str(member), name)
    return found
