"""Actors and people in an article: `find` gives their mentions, `holder` under whom an actor holds land."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from khaldun.actors.beside import apart
from khaldun.actors.context import Discourse, countries
from khaldun.actors.lexicon import Known, Lexicon, Named, holder, lexicon, name
from khaldun.actors.named import ARMED, acts, bands, choose, name_like, organisation, short_form
from khaldun.actors.persons import Seen, person_words, persons
from khaldun.actors.phrases import Phrase, phrases
from khaldun.actors.pronouns import PRONOUNS, pronouns
from khaldun.actors.resolver import IN_PLAY, NAMELESS, Resolver
from khaldun.actors.trie import Hit
from khaldun.actors.unnamed import OF_PEOPLE, Heard, own_side
from khaldun.actors.vocabulary import Vocabulary, vocabulary
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Actor, Mention

__all__ = ["find", "holder", "name"]

_PLACE = itemgetter(0, 1)
_NO_PERSON = frozenset({"actor", "people", "state", "seat"})
"""What a name is that a person's lies within."""
_FOLLOWERS = frozenset({"forces", "rebels", "militia", "jihadists", "gunmen"})
"""Classes of those whom the name of their group before the noun tells: not `the X government`."""
_BODIES = frozenset({"un", "ngo", "monitor"})
"""Kinds of actors of no land, whose names may end those of a land's own bodies."""
_OWNED = tuple(f"{letter}{mark}s " for letter in "abcdefghijklmnopqrstuvwxyz" for mark in "'’")
"""How the words before a name end that say whose it is: a land, but not the `UN's`."""
_HIS = frozenset({"is ", "er "})
LEADER = "its leader's name stands for it"
"""The reason of an actor mention that is a person's name."""


def find(reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """Mentions of actors and persons, in order of their start.

    Names come from the packs and from the engine's entities; `regime forces`, `the jihadists`, `the group` are resolved within the
    article, by the land in play (`places`, demonyms) and by who was named before. An actor that no pack knows becomes a local one
    with the slug of its name as id. Pronouns, and words that only modify (`rebel positions`), are marked `anaphor`.
    """
    finder = _Finder(reading, places, knowledge)
    actors = finder.actors()
    elsewhere = [*finder.places, *[(m.start, m.end) for m in actors if m.reason != LEADER]]
    seen = Seen(tuple(finder.people), tuple(finder.leaders), tuple(elsewhere), reading.article.byline)
    text = reading.article.text
    found = [*actors, *persons(finder.heard, seen, text, finder.words), *own_side(finder.heard, text)]
    return sorted(found, key=lambda m: (m.start, -m.end, m.type))


@lru_cache(maxsize=8)
def _watched(knowledge: Knowledge) -> frozenset[str]:
    """All plain words that a mention may begin with: of most sentences, these few are all that is asked about."""
    words, people = vocabulary(knowledge), person_words(knowledge)
    return frozenset({*words.heads, *words.bodies, *PRONOUNS, *people.alone, *people.written, *OF_PEOPLE})


class _Finder:
    """One pass over one article, sentence by sentence, so that what was named before is known."""

    def __init__(self, reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> None:
        self.reading, self.text, self.knowledge = reading, reading.article.text, knowledge
        self.known: Lexicon = lexicon(knowledge)
        self.vocabulary: Vocabulary = vocabulary(knowledge)
        self.hits = self.known.hits(self.text)
        self.told = {a.actor for h in self.hits if h.words > 1 for a in h.aliases}
        in_title = self.known.hits(reading.article.title or "")
        self.discourse = Discourse(countries(reading, places, self.hits, in_title, self.known), self.known.states)
        self.day: date | None = reading.article.published.start
        self.resolver = Resolver(self.known, self.vocabulary, self.discourse, self.text, self.day)
        self.bands = bands(knowledge)
        self.hints = self.bands.hints(self.text)
        self.places = sorted((m.start, m.end) for m in places if m.type == "place" and m.place is not None and not m.anaphor)
        self.reach = [*accumulate((end for _, end in self.places), max)]
        self.words = person_words(knowledge)
        watched = _watched(knowledge)
        self.heard: list[Heard] = [(s, watched.intersection(s.words)) for s in reading.sentences]
        self.local: dict[str, Known] = {}
        self.people: list[tuple[Sentence, Entity]] = []
        self.leaders: list[tuple[int, int]] = []
        self.led: list[tuple[int, int, Known]] = []
        people = [e.text.split() for s in reading.sentences for e in s.entities if e.label == "PER"]
        self.surnames = {parts[-1] for parts in people if len(parts) > 1 and len(parts[-1]) > 3}

    def actors(self) -> list[Mention]:
        """All actor mentions."""
        found: list[list[Mention]] = []
        position = 0
        for sentence, cues in self.heard:
            here: list[Hit] = []
            while position < len(self.hits) and self.hits[position].start < sentence.end:
                if self.hits[position].start >= sentence.start:
                    here.append(self.hits[position])
                position += 1
            found.append(self._sentence(sentence, cues, here))
        told = pronouns(self.heard, found, self.vocabulary)
        return [*self._possessed([m for mentions in found for m in mentions], told), *told]

    def _possessed(self, mentions: Sequence[Mention], told: Sequence[Mention]) -> list[Mention]:
        """The mentions, where `its units` and `their fighters` are those of the one whom the pronoun means."""
        owners = {m.end: m.actor for m in told if m.text.lower() in {"its", "their"}}
        out = []
        for mention in mentions:
            if self.text[mention.start - 3 : mention.start].lower() in _HIS:
                mention = self._his(mention)
            owner = owners.get(mention.start - 1) if (mention.reason or "").endswith((NAMELESS, IN_PLAY)) else None
            cls = self.vocabulary.heads.get(mention.text.split()[-1].lower(), "")
            out.append(mention if owner is None or cls not in ARMED else self._owned(mention, owner, cls))
        return out

    def _owned(self, mention: Mention, owner: Actor, cls: str) -> Mention:
        """The mention as its owner's: `its troops` are a state's forces, and a group's are the group."""
        known = self.known.actors.get(owner.id)
        state = known is not None and known.kind in {"state", "government"} and known.countries
        forces = self.known.of_state(known.countries[0], cls) if known is not None and state else None
        if forces is not None:
            return self._mention(forces, mention.start, mention.end, f"of {owner.name}")
        mine = replace(owner, text=mention.text, start=mention.start, end=mention.end)
        return replace(mention, actor=mine, reason=f"of {owner.name}")

    def _his(self, mention: Mention) -> Mention:
        """The mention, where `his fighters`, `his men` are those of a leader whom the packs know, the last person named before."""
        if not self.text[max(0, mention.start - 5) : mention.start].lower().endswith(("his ", " her ")):
            return mention
        said = mention.text.split()
        cls = self.vocabulary.heads.get(said[-1].lower())
        if cls not in ARMED or not all(w[0].islower() for w in said):
            return mention
        leader = self._leader(mention.start)
        if leader is None:
            return mention
        actor = self.resolver.of(leader, cls or "forces")
        return self._mention(actor, mention.start, mention.end, f"of {actor.name}")

    def _leader(self, at: int) -> Known | None:
        """Who is led by the only person named before a point in its sentence, else in the sentence before, where nobody else is told of."""
        here = next((s for s in self.reading.sentences if s.start <= at < s.end), None)
        if here is None:
            return None
        before = self.reading.sentences[here.index - 1].start if here.index else here.start
        named = [(e.start, e.end) for _, e in self.people if before <= e.start and e.end <= at]
        named += [(a, b) for a, b, _ in self.led if before <= a and b <= at]
        inside = [n for n in named if n[0] >= here.start]
        others = any(t.end <= at and t.pos == "NOUN" and t.text.lower() in self.words.alone for t in here.tokens)
        if not inside and others:
            return None
        led = [next((k for s, e, k in self.led if s < b and a < e), None) for a, b in inside or named]
        return led[0] if led and all(k is not None and k.id == (led[0] and led[0].id) for k in led) else None

    def _sentence(self, sentence: Sentence, cues: Set[str], hits: list[Hit]) -> list[Mention]:
        hinted = bisect_left(self.hints, sentence.start) < bisect_left(self.hints, sentence.end)
        if not cues and not hits and not sentence.entities and not hinted:
            return []
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
        out: list[Mention] = []
        for _, _, item in sorted(items, key=_PLACE) if len(items) > 1 else items:
            mention = self._phrase(item, chosen, others) if isinstance(item, Phrase) else self._told(item, sentence, plain)
            if mention is not None:
                out.append(mention)
        return out

    def _told(self, item: Named | Entity | Token, sentence: Sentence, plain: Sequence[Phrase]) -> Mention | None:
        """The mention of what was found in a sentence, None where it is no actor after all."""
        if isinstance(item, Named):
            return self._name(sentence, item, plain)
        if isinstance(item, Entity):
            return self._organisation(item, sentence)
        named = self._with_word(item.text.lower(), sentence)
        return None if named is None else self._mention(named, item.start, item.end, "last named with that word")

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
            if actor.kind in _BODIES and not actor.countries and self.text[hit.start - 5 : hit.start].endswith(_OWNED):
                continue  # `Russia's Security Council`
            chosen.append(Named(hit.start, hit.end, alias.role, actor, self.resolver.backs(hit)))
            if alias.role == "leader":
                self.led.append((hit.start, hit.end, actor))
                self.leaders.append((hit.start, hit.end))
        return chosen

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

    def _mention(self, actor: Known, start: int, end: int, reason: str, *, anaphor: bool = False) -> Mention:
        text = self.text[start:end]
        found = Actor(actor.id, actor.name, text, start, end, actor.side, actor.kind)
        return Mention("actor", start, end, text, actor=found, anaphor=anaphor, reason=reason)

    def _phrase(self, phrase: Phrase, hits: Sequence[Named], others: Sequence[Entity]) -> Mention:
        actor, reason = self.resolver.resolve(phrase, hits)
        if reason == NAMELESS and others and phrase.cls in _FOLLOWERS:  # "Fursan al-Haqq fighters" are Fursan al-Haqq
            named = next((e for e in others if e.start == phrase.start and e.end < phrase.end), None)
            if named is not None:
                made = organisation(named, self.text, self.vocabulary)
                actor, reason = self.local.setdefault(made.name, made), f"named by {named.text}"
        start = phrase.start
        for hit in hits:
            if hit.start < phrase.start < hit.end:
                start = min(start, hit.start)
        if reason != NAMELESS and phrase.cls != "people":
            self.discourse.name(actor, phrase.start, phrase.sentence.index)
        return self._mention(actor, start, phrase.end, reason, anaphor=phrase.modifier)

    def _with_word(self, word: str, sentence: Sentence) -> Known | None:
        """The last named actor with the word in its name."""
        return self.discourse.last(lambda a: word in a.name.lower().split(), sentence.index)

    def _organisation(self, entity: Entity, sentence: Sentence) -> Mention:
        if entity.text.lower() in self.vocabulary.bodies:
            named = self._with_word(entity.text.lower(), sentence)
            if named is not None:
                return self._mention(named, entity.start, entity.end, "last named with that word")
        made = organisation(entity, self.text, self.vocabulary)
        actor = self.local.get(made.name) or self.local.setdefault(made.name, made)
        abbreviation = short_form(self.text, entity.end)
        if abbreviation is not None:
            self.local.setdefault(abbreviation, actor)
        self.discourse.name(actor, entity.start, sentence.index)
        return self._mention(actor, entity.start, entity.end, "an organisation named in the text")

    def _name(self, sentence: Sentence, hit: Named, plain: Sequence[Phrase]) -> Mention | None:
        """The mention of a name, None where it is no actor there (`US-backed`, a country that does nothing) or a phrase has it."""
        actor, role = hit.actor, hit.role
        if hit.backs:
            return None
        if any(p.start < hit.end <= p.end for p in plain):
            if role in {"actor", "leader"}:
                self.discourse.name(actor, hit.start, sentence.index)
            return None
        if role == "actor":
            self.discourse.name(actor, hit.start, sentence.index)
            return self._mention(actor, hit.start, hit.end, "a name of the packs")
        if role == "leader":
            return self._mention(actor, hit.start, hit.end, LEADER, anaphor=True)
        first, stop = sentence.at(hit.start, hit.end)
        if role == "people":
            noun = stop > first and sentence.tokens[stop - 1].pos in {"NOUN", "PROPN"}
            return self._mention(actor, hit.start, hit.end, "a people") if noun else None
        if stop == first:
            return None
        deed = self._deed(sentence, stop, actor) if role in {"adjective", "state"} else None
        if deed is not None:
            return self._mention(deed, hit.start, hit.end, "a state's deed")
        if role in {"state", "seat"} and acts(sentence, first, stop, self.vocabulary, seat=role == "seat"):
            return self._mention(actor, hit.start, hit.end, "a state acts")
        return None

    def _deed(self, sentence: Sentence, stop: int, state: Known) -> Known | None:
        """Who does it, in `Russian airstrikes` and `U.S. support`: the air force, the forces, the state."""
        tokens = sentence.tokens
        shared = self._shared(sentence, stop, state)
        if shared is not None:
            return shared
        noun = next((t for t in tokens[stop : stop + 4] if t.pos not in {"ADJ", "PUNCT"} and not t.text.endswith("’s")), None)
        if noun is None or noun.pos not in {"NOUN", "PROPN"} or not state.countries:
            return None
        if noun.lemma == "air" and noun.index + 1 < len(tokens):
            noun = tokens[noun.index + 1]
            air = noun.lemma in self.vocabulary.deeds
        else:
            air = noun.lemma in self.vocabulary.air_deeds
        if not air and noun.lemma not in self.vocabulary.deeds:
            return None
        if air:
            return self.known.of_state(state.countries[0], "air_force") or state
        armed = noun.lemma in self.vocabulary.assaults
        return (self.known.of_state(state.countries[0], "forces") if armed else None) or state

    def _shared(self, sentence: Sentence, stop: int, state: Known) -> Known | None:
        """Whose body it is, in `Syrian and Russian forces`, of the state named first."""
        beyond = sentence.tokens[stop : stop + 3]
        if len(beyond) < 3 or beyond[0].text.lower() != "and" or beyond[1].pos not in {"ADJ", "PROPN"} or not state.countries:
            return None
        cls = self.vocabulary.heads.get(beyond[2].text.lower())
        return self.known.of_state(state.countries[0], "forces" if cls == "army" else cls) if cls in ARMED else None


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
