"""The words of saying, from `speech.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge


@dataclass(frozen=True)
class Speech:
    """The lists of `speech.yaml`, whose head says what each holds. `prepositions` of verbs that take what is spoken of with one,
    `charges` of those that judge only with one, `idle` of those that say nothing with such an object; `speakers`: head noun -> kind;
    `days`: the days of the week, of `dates.yaml`."""

    say: frozenset[str]
    news: frozenset[str]
    hold: frozenset[str]
    want: frozenset[str]
    judge: frozenset[str]
    show: frozenset[str]
    deny: frozenset[str]
    ask: frozenset[str]
    hear: frozenset[str]
    answer: frozenset[str]
    silent: frozenset[str]
    things: frozenset[str]
    check: frozenset[str]
    relay: frozenset[str]
    invert: frozenset[str]
    issue: frozenset[str]
    nouns: frozenset[str]
    of: frozenset[str]
    make: frozenset[str]
    made: frozenset[str]
    put: frozenset[str]
    tolls: frozenset[str]
    documents: frozenset[str]
    hearsay: frozenset[str]
    accounts: frozenset[str]
    sure: frozenset[str]
    see: frozenset[str]
    heads: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    nobody: frozenset[str]
    gone: frozenset[str]
    days: frozenset[str]
    prepositions: Mapping[str, frozenset[str]]
    charges: Mapping[str, frozenset[str]]
    idle: Mapping[str, frozenset[str]]
    speakers: Mapping[str, str]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """All verbs of saying, thinking, wanting or judging."""
        return frozenset().union(self.say, self.hold, self.want, self.judge, self.show, self.prepositions, self.charges)

    def known(self, lemma: str) -> bool:
        """Whether a verb is one of saying, thinking, wanting or judging."""
        return lemma in self.verbs


@lru_cache(maxsize=8)
def speech(knowledge: Knowledge) -> Speech:
    """The words of these packs; lists of several packs add up."""
    mappings: dict[str, dict[str, frozenset[str]]] = {"with": {}, "charge": {}, "idle": {}}
    lists: dict[str, set[str]] = {f.name: set() for f in fields(Speech) if f.type == "frozenset[str]"}
    speakers: dict[str, str] = {}
    for document in knowledge.documents("speech"):
        for key, value in document.items():
            if key in mappings:
                mappings[key].update({str(verb): frozenset(str(p) for p in words) for verb, words in value.items()})
            elif key == "speakers":
                speakers.update({str(word): str(kind) for kind, words in value.items() for word in words})
            elif key in lists:
                lists[key].update(str(v) for v in value)
            else:
                raise KnowledgeError(f"speech: no list is called {key}")
    lists["days"] = {
        str(n) for document in knowledge.documents("dates") for e in document.get("weekdays") or () for n in e["names"]
    }
    sets = {name: frozenset(words) for name, words in lists.items()}
    taken, charges, idle = mappings["with"], mappings["charge"], mappings["idle"]
    return Speech(**sets, prepositions=taken, charges=charges, idle=idle, speakers=speakers)
