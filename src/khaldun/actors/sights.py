"""Where an article names actors and persons, sentence by sentence: the names of the packs, the organisations and persons that the
engine sees, and phrases without a name. Whom they mean is told by `khaldun.actors`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from khaldun.actors.beside import apart
from khaldun.actors.context import Discourse, countries
from khaldun.actors.lexicon import Known, Lexicon, Named, lexicon
from khaldun.actors.named import bands, choose, name_like
from khaldun.actors.persons import person_words
from khaldun.actors.phrases import Phrase, phrases
from khaldun.actors.pronouns import PRONOUNS
from khaldun.actors.resolver import Resolver
from khaldun.actors.trie import Hit
from khaldun.actors.unnamed import OF_PEOPLE, Heard
from khaldun.actors.vocabulary import Vocabulary, vocabulary
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Mention

_PLACE = itemgetter(0, 1)
_NO_PERSON = frozenset({"actor", "people", "state", "seat"})
"""What a name is that a person's lies within."""
_BODIES = frozenset({"un", "ngo", "monitor"})
"""Kinds of actors of no land, whose names may end those of a land's own bodies."""
_OWN = ("'s ", "’s ")
_WHOLE = re.compile(r"U\.?N\b|United Nations|\S+$")
"""How names of bodies of the UN begin, or what they are, that no body of a land has: `Security Council` is another one of Russia."""


@lru_cache(maxsize=8)
def _watched(knowledge: Knowledge) -> frozenset[str]:
    """All plain words that a mention may begin with: of most sentences, these few are all that is asked about."""
    words, people = vocabulary(knowledge), person_words(knowledge)
    return frozenset({*words.heads, *words.bodies, *PRONOUNS, *people.alone, *people.written, *OF_PEOPLE})


class Sighted(NamedTuple):
    """What may be an actor in a sentence: names of the packs, organisations, phrases without a name, and all in the order of the text."""

    sentence: Sentence
    names: list[Named]
    others: list[Entity]
    plain: list[Phrase]
    items: list[tuple[int, int, Phrase | Named | Entity | Token]]


class Sights:
    """What one article names. `people` and `leaders` tell where persons stand, `led` whom those lead whom the packs know, `heard` the
    words of each sentence that any mention begins with."""

    def __init__(self, reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> None:
        self.reading, self.text, self.knowledge = reading, reading.article.text, knowledge
        self.known: Lexicon = lexicon(knowledge)
        self.vocabulary: Vocabulary = vocabulary(knowledge)
        self.hits = self.known.hits(self.text)
        self.told = {a.actor for h in self.hits if h.words > 1 for a in h.aliases}
        in_title = self.known.hits(reading.article.title or "")
        self.discourse = Discourse(
            countries(reading, places, self.hits, in_title, self.known, self.vocabulary), self.known.states
        )
        self.day: date | None = reading.article.published.start
        self.resolver = Resolver(self.known, self.vocabulary, self.discourse, self.text, self.day)
        self.bands = bands(knowledge)
        self.hints = self.bands.hints(self.text)
        self.places = sorted((m.start, m.end) for m in places if m.type == "place" and m.place is not None and not m.anaphor)
        self.reach = [*accumulate((end for _, end in self.places), max)]
        self.words = person_words(knowledge)
        watched = _watched(knowledge)
        self.heard: list[Heard] = [(s, watched.intersection(s.words)) for s in reading.sentences]
        self.people: list[tuple[Sentence, Entity]] = []
        self.leaders: list[tuple[int, int]] = []
        self.led: list[tuple[int, int, Known]] = []
        people = [e.text.split() for s in reading.sentences for e in s.entities if e.label == "PER"]
        self.surnames = {parts[-1] for parts in people if len(parts) > 1 and len(parts[-1]) > 3}
        self.sighted = self._all_sighted()

    def _all_sighted(self) -> list[Sighted]:
        found: list[Sighted] = []
        position = 0
        for sentence, cues in self.heard:
            here: list[Hit] = []
            while position < len(self.hits) and self.hits[position].start < sentence.end:
                if self.hits[position].start >= sentence.start:
                    here.append(self.hits[position])
                position += 1
            found.append(self._sighted(sentence, cues, here))
        return found

    def _sighted(self, sentence: Sentence, cues: Set[str], hits: list[Hit]) -> Sighted:
        hinted = bisect_left(self.hints, sentence.start) < bisect_left(self.hints, sentence.end)
        if not cues and not hits and not sentence.entities and not hinted:
            return Sighted(sentence, [], [], [], [])
        others, chosen = self._entities(sentence, self._chosen(sentence, hits)) if hits or sentence.entities else ([], [])
        if hinted:
            others += self._unseen(sentence, chosen)
        items: list[tuple[int, int, Phrase | Named | Entity | Token]] = [(h.start, 1, h) for h in chosen]
        items += [(e.start, 1, e) for e in others]
        plain: list[Phrase] = []
        if not self.vocabulary.heads.keys().isdisjoint(cues):
            named = self._named(chosen, others)
            plain = apart([*phrases(sentence, named, self.vocabulary, cues)], chosen, self.vocabulary)
            items += [(p.start, 0, p) for p in plain]
        if not self.vocabulary.bodies.isdisjoint(cues):
            covered = [*self._named(chosen, others), *((p.start, p.end) for p in plain)]
            covered += [(e.start, e.end) for e in sentence.entities]
            items += [
                (t.start, 2, t) for t in sentence.tokens if t.text in self.vocabulary.bodies and _body(sentence, t, covered)
            ]
        return Sighted(sentence, chosen, others, plain, sorted(items, key=_PLACE) if len(items) > 1 else items)

    def _chosen(self, sentence: Sentence, hits: Sequence[Hit]) -> list[Named]:
        """The names of packs in a sentence, each with the one alias that is meant."""
        chosen = []
        for hit in hits:
            if _dateline(self.text, sentence, hit.start, hit.end):
                continue
            alias = choose(hit, self.known, self.discourse.countries, sentence.index, self.day, self.told)
            if alias is None:
                continue
            actor = self.known.actors[alias.actor]
            if actor.kind == "un" and self._of_a_land(hit, hits):
                continue
            chosen.append(Named(hit.start, hit.end, alias.role, actor, self.resolver.backs(hit)))
            if alias.role == "leader":
                self.led.append((hit.start, hit.end, actor))
                self.leaders.append((hit.start, hit.end))
        return chosen

    def _of_a_land(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a name of a body of the UN is that of a land's own: `Russia's Security Council`, not `Russia's UN envoy`."""
        if _WHOLE.match(self.text[hit.start : hit.end]) or not self.text[: hit.start].endswith(_OWN):
            return False
        return any(a.role == "state" for h in hits if h.end == hit.start - 3 for a in h.aliases)

    def _named(self, chosen: Sequence[Named], others: Sequence[Entity]) -> list[tuple[int, int]]:
        """Where names of actors stand."""
        named = [(h.start, h.end) for h in chosen if h.role == "actor" and not h.backs]
        return [*named, *((e.start, e.end) for e in others)]

    def _entities(self, sentence: Sentence, chosen: list[Named]) -> tuple[list[Entity], list[Named]]:
        """Organisations that no name of a pack covers, and the names left when a longer entity swallows one."""
        others: list[Entity] = []
        chosen = [h for h in chosen if not self.bands.cut_short(self.text, h.start, h.end)]
        for entity in sentence.entities:
            if self.bands.opens(entity):
                entity = replace(entity, label="ORG")
            if entity.label == "PER":
                chosen = self._person(entity, sentence, chosen)
                continue
            if entity.label != "ORG" and entity.text not in self.surnames:
                continue
            over = [h for h in chosen if h.start < entity.end and entity.start < h.end]
            if (
                not over
                and entity.text in self.surnames
                and entity.label in {"ORG", "LOC"}
                and not self._place(entity, sentence)
            ):
                self.people.append((sentence, entity))
                continue
            if (
                entity.label != "ORG"
                or not name_like(entity.text, self.knowledge)
                or self._place(entity, sentence)
                or self._goes_on(entity)
                or _dateline(self.text, sentence, entity.start, entity.end)
            ):
                continue
            tail = entity.end - max((h.end for h in over), default=entity.start)
            if not over or (tail > 2 and all(h.role != "actor" for h in over)) or _longer(entity, over):
                others.append(entity)
                chosen = [h for h in chosen if h not in over]
        return others, chosen

    def _person(self, entity: Entity, sentence: Sentence, chosen: list[Named]) -> list[Named]:
        """Notes a person whom the engine sees; the names left that are no part of his."""
        if entity.end - entity.start < 3 or self._place(entity, sentence):
            return chosen
        over = [h for h in chosen if h.start < entity.end and entity.start < h.end]
        for hit in over:
            if hit.role in _NO_PERSON and hit.start <= entity.start and entity.end <= hit.end:
                return chosen
        self.people.append((sentence, entity))
        return [h for h in chosen if h not in over or h.role == "leader"] if over else chosen

    def _unseen(self, sentence: Sentence, chosen: Sequence[Named]) -> Iterator[Entity]:
        """Names of armed bodies that neither packs nor engine have seen."""
        at = sentence.start
        taken = [(e.start - at, e.end - at) for e in sentence.entities]
        taken += [(h.start - at, h.end - at) for h in chosen if h.role == "actor"]
        for start, end in self.bands.unseen(sentence.text, taken):
            first, stop = sentence.at(start + at, end + at)
            yield Entity("ORG", first, stop, start + at, end + at, sentence.text[start:end])

    def _place(self, entity: Entity, sentence: Sentence) -> bool:
        """Whether what the engine takes for a person or an organisation is a place that the gazetteer knows: no title stands before it."""
        before = bisect_left(self.places, (entity.start + 1, 0))
        if not before or self.reach[before - 1] < entity.end:
            return False
        said = sentence.words[entity.first - 1].rstrip(".") if entity.first else ""
        return said not in self.words.titles and said not in self.words.offices

    def _goes_on(self, entity: Entity) -> bool:
        """Whether the next word makes another thing of it: `the Syrian Civil` War."""
        behind = self.text[entity.end : entity.end + 12].split()
        return bool(behind) and behind[0][0].isupper() and behind[0].lower().strip(".,") in self.vocabulary.no_names


def _body(sentence: Sentence, token: Token, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether a word for a body stands alone: `the observatory`, `the ministry`, outside every name and phrase."""
    if token.index == 0 or token.relation == "compound" or sentence.words[token.index - 1] != "the":
        return False
    return not any(a <= token.start < b for a, b in covered)


def _dateline(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name in capitals opens the sentence as a dateline does: `KHARTOUM -`, `SANAA (Reuters)`."""
    if text[end - 1].islower() or text[sentence.start : start].strip():
        return False
    return text[start:end].isupper() and text[end : end + 3].lstrip()[:1] in {"-", "–", "—", "(", ","}


def _longer(entity: Entity, over: Sequence[Named]) -> bool:
    """Whether an entity is a longer name that merely holds one: `Islamic State University` is not Islamic State."""
    named = [h for h in over if h.role == "actor" and h.actor.kind in _BODIES]
    if len(named) == 1 and entity.start < named[0].start and entity.end == named[0].end and not named[0].actor.countries:
        return True  # `the Kurdish Regional Security Council` is none of the UN
    hit = over[0]
    outside = (hit.start - entity.start) + (entity.end - hit.end)
    tail = entity.text[max(0, hit.end - entity.start) :].strip()
    if tail.islower():
        return False
    return len(over) == 1 and hit.start >= entity.start and hit.end <= entity.end and outside > 3 and entity.end - hit.end > 3
