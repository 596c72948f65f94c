"""Actors by name: those of the packs, and organisations that only the text names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from khaldun.actors.lexicon import Known, Lexicon, best
from khaldun.actors.trie import Alias, Hit
from khaldun.actors.vocabulary import Vocabulary, vocabulary
from khaldun.knowledge import Knowledge
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import slug

ARMED = frozenset({"army", "forces", "police", "air_force", "navy", "rebels", "jihadists", "militia", "gunmen"})
"""Classes of those who bear arms."""
_IN_PLAY = 0.6
"""A name that bodies of several lands may have (`Republican Guard`) needs its land to be at least so much in play, beside the land
that is most in play. By reading, not by fitting."""


class Countries(Protocol):
    """The lands that an article speaks of."""

    def at(self, sentence: int, /) -> Mapping[str, float]:
        """How much each is in play at a sentence."""


def choose(
    hit: Hit, known: Lexicon, countries: Countries, sentence: int, day: date | None, told: Set[str] = frozenset()
) -> Alias | None:
    """The alias meant at a hit, None where it is a short name of an actor of a land the article does not speak of; `told`: the actors
    that it names in full."""
    one = len(hit.aliases) == 1
    alias = hit.aliases[0] if one else best(hit.aliases, known.actors, countries.at(sentence), day, told)
    actor = known.actors[alias.actor]
    if not actor.countries or not weak(hit, alias):
        return alias
    scores = countries.at(sentence)
    if alias.common:
        most = max(scores.values(), default=0.0)
        return alias if any(scores.get(c, 0.0) >= most * _IN_PLAY > 0 for c in actor.countries) else None
    if actor.kind == "media" or actor.everywhere:
        return alias
    return alias if any(scores.get(c, 0.0) > 0 for c in actor.countries) else None


def weak(hit: Hit, alias: Alias) -> bool:
    """Whether a name alone says little: up to four capitals (`AA`), plain words (`resistance forces`), words of any land's bodies."""
    if alias.role != "actor":
        return False
    short = hit.words == 1 and hit.end - hit.start <= 4 and alias.cases == "U"
    return short or alias.common or set(alias.cases) == {"a"}


def acts(sentence: Sentence, first: int, stop: int, vocabulary: Vocabulary, *, seat: bool) -> bool:
    """Whether the name at tokens [first, stop) does something only a government does: its country or capital stands for it.

    `seat`: the name is a capital's, which means the town unless the verb is one of acting.
    """
    tokens = sentence.tokens
    head = tokens[sentence.head_of(first, stop)]
    for _ in range(4):
        if head.relation.partition(":")[0] not in {"conj", "flat"} or head.head < 0:
            break
        head = tokens[head.head]
    if head.head < 0:
        return False
    above = tokens[head.head]
    if head.relation.startswith("nsubj"):
        return _subject_acts(sentence, head, above, vocabulary, seat=seat)
    if head.relation in {"obj", "iobj"}:
        return above.lemma in vocabulary.addressed and not (seat and above.lemma == "defend")
    if head.relation in {"nmod:poss", "compound"} and not seat:
        return above.lemma in vocabulary.deeds | vocabulary.air_deeds
    case = sentence.children(head.index, "case")
    preposition = case[0].text.lower() if case else ""
    if head.relation.startswith("obl") and preposition == "by":
        return above.pos == "VERB"
    if preposition == "with" and above.lemma in vocabulary.joint:
        return True
    return preposition == "between" and above.lemma in vocabulary.joint


def _subject_acts(sentence: Sentence, head: Token, above: Token, vocabulary: Vocabulary, *, seat: bool) -> bool:
    if head.relation == "nsubj:pass":
        return above.lemma in vocabulary.addressed or above.lemma in vocabulary.standing or above.lemma == "commit"
    if above.pos in {"NOUN", "ADJ"}:
        return above.lemma in vocabulary.standing
    if above.lemma in vocabulary.acting or _complement(sentence, above, vocabulary):
        return True
    return not seat and above.pos == "VERB" and above.lemma not in vocabulary.still


def _complement(sentence: Sentence, above: Token, vocabulary: Vocabulary) -> bool:
    """`Russia is backing`, `wants to back`: the verb below counts too."""
    return any(t.lemma in vocabulary.acting for t in sentence.children(above.index, "xcomp"))


@lru_cache(maxsize=1 << 14)
def name_like(text: str, knowledge: Knowledge) -> bool:
    """Whether an entity is a name: not `UN-backed`, not a plain phrase (`anti-Islamic State forces`, `the Army`), no weapon, no war."""
    words = vocabulary(knowledge)
    parts = [p for p in re.split(r"[\s-]", text.strip()) if p]
    if not parts or re.fullmatch(r"[A-Z]{0,3}-?\d*", text.strip()) and any(c.isdigit() for c in text) or len(text.strip()) < 2:
        return False
    last = parts[-1]
    if last.lower() in words.not_actor or text.lower() in words.no_names or last.lower() in words.no_names:
        return False
    if parts[0].lower() == "operation":
        return False
    said = parts[0].lower()
    plain = len(parts) == 1 and (said in words.heads or said in words.sides or said in words.armed_names)
    armed = len(parts) > 1 and words.heads.get(last.lower()) in ARMED
    plain = plain or (armed and all(p.lower() in words.common | words.beside for p in parts[:-1]))
    plain = plain or last in {"and", "or", "&"}
    return (
        not plain
        and not (last.islower() and last in words.heads)
        and text.lower() not in {"air force", "special forces", "armed forces"}
    )


def organisation(entity: Entity, text: str, vocabulary: Vocabulary) -> Known:
    """A local actor for an organisation that no pack knows; its kind by the words of its name."""
    name = " ".join(text[entity.start : entity.end].split())
    said = [w.lower() for w in re.findall(r"[^\W\d_]+", name)]
    kind = "unknown"
    if said and (said[-1] in vocabulary.armed_names or said[0] in vocabulary.armed_names):
        kind = "armed group"
    else:
        for word in reversed(said):
            if word in vocabulary.body_names:
                kind = vocabulary.body_names[word]
                break
    return Known(slug(name), name, kind)


def short_form(text: str, end: int) -> str | None:
    """The abbreviation in brackets right behind a name: `the Popular Front (PF)` -> `PF`."""
    found = re.match(r"\s?\(((?:[A-Z]\.?){2,8})\)", text[end : end + 14])
    return None if found is None else found.group(1)


_ITS_REST = re.compile(r"\s(?:al|ash|an|as|ad|ar|at|az)[- ][A-Z]")


@dataclass(frozen=True, slots=True)
class Bands:
    """How names of armed groups are told that neither packs nor engine have seen, by the words that end or open them (`band_endings`,
    `band_openings` of `actor_words.yaml`): `the Lions of the Valley Brigade`, `Liwaa al-Quds`."""

    words: tuple[str, ...]
    opening: re.Pattern[str]
    whole: re.Pattern[str]

    def opens(self, entity: Entity) -> bool:
        """Whether a name opens as those of armed groups do, though a tagger has it for that of a person or a place."""
        opening = self.opening.match(entity.text) if entity.label in {"PER", "LOC"} and " " in entity.text else None
        if opening is None or opening[0] == "Lashkar":  # Lashkar Gah is a town
            return False
        return entity.label == "PER" or _ITS_REST.match(entity.text, opening.end()) is not None

    def cut_short(self, text: str, start: int, end: int) -> bool:
        """Whether a name of the packs is but the first word of another group's: `Ahrar` in `Ahrar al-Jazira`."""
        goes_on = text[end + 1 : end + 2] == "a" and _ITS_REST.match(text, end) is not None
        return goes_on and self.opening.fullmatch(text, start, end) is not None

    def hints(self, text: str) -> list[int]:
        """Where a text holds words of such names, in order: a quick look that spares most sentences the pattern."""
        return sorted(found.start() for word in self.words if word in text for found in re.finditer(re.escape(word), text))

    def unseen(self, text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Such names in a text, but for those that overlap what is `taken`."""
        out: list[tuple[int, int]] = []
        for found in self.whole.finditer(text):
            start, end = found.span()
            if found.group().startswith("The "):
                start += 4
            if not any(a < end and start < b for a, b in taken):
                out.append((start, end))
        return out


@lru_cache(maxsize=8)
def bands(knowledge: Knowledge) -> Bands:
    """The names of armed groups by the packs in force."""
    words = vocabulary(knowledge)
    endings, openings = sorted(words.band_endings), sorted(words.band_openings, key=lambda w: (-len(w), w))
    ending, opening = ("|".join(map(re.escape, row)) or "(?!)" for row in (endings, openings))
    name = r"[A-Z][\w’'-]+|al-[A-Z][\w’'-]+"
    return Bands(
        (*endings, *openings),
        re.compile(rf"(?:{opening})\b"),
        re.compile(
            rf"\b(?:(?:{name}|al|of|the|for|wa) ){{0,4}}(?:{name}) (?:{ending})\b"
            rf"|\b(?:{opening})(?: (?:al|ul|ash|an|bin|ibn)| al-| )"
            r"[- ]?[A-Z][\w’'-]+(?:[ -](?:al-|ash-|an-)?[A-Z][\w’'-]+)?"
        ),
    )
