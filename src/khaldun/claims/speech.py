"""The words of saying, from `speech.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from khaldun.knowledge import Knowledge


@dataclass(frozen=True)
class Speech:
    """Lemmas by what they take; `deny`: those of `say` and `judge` that take back what is told; `prepositions` of verbs that take what is spoken of with one; `speakers`: head noun -> kind."""

    say: frozenset[str]
    hold: frozenset[str]
    want: frozenset[str]
    judge: frozenset[str]
    show: frozenset[str]
    prepositions: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    hearsay: frozenset[str]
    deny: frozenset[str]
    speakers: Mapping[str, str]

    def known(self, lemma: str) -> bool:
        """Whether a verb is one of saying, thinking, wanting or judging."""
        return any(lemma in words for words in (self.say, self.hold, self.want, self.judge, self.show, self.prepositions))


@lru_cache(maxsize=8)
def speech(knowledge: Knowledge) -> Speech:
    """The words of these packs; lists of several packs add up."""
    lists: dict[str, set[str]] = {}
    prepositions: dict[str, frozenset[str]] = {}
    speakers: dict[str, str] = {}
    for document in knowledge.documents("speech"):
        for key, value in document.items():
            if key == "with":
                prepositions.update({str(verb): frozenset(str(p) for p in words) for verb, words in value.items()})
            elif key == "speakers":
                speakers.update({str(word): str(kind) for kind, words in value.items() for word in words})
            else:
                lists.setdefault(key, set()).update(str(v) for v in value)
    sets = {k: frozenset(lists.get(k, ())) for k in ("say", "hold", "want", "judge", "show", "nouns", "hearsay", "deny")}
    return Speech(**sets, prepositions=prepositions, speakers=speakers)
