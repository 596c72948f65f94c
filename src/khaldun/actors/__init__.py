"""Actors and people in an article: `find` gives their mentions, `holder` under whom an actor holds land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.actors.lexicon import Known, Named, holder, name
from khaldun.actors.named import ARMED, acts, organisation, short_form
from khaldun.actors.persons import Seen, persons
from khaldun.actors.phrases import Phrase
from khaldun.actors.pronouns import pronouns
from khaldun.actors.resolver import IN_PLAY, NAMELESS
from khaldun.actors.sights import Sighted, Sights
from khaldun.actors.unnamed import own_side
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Actor, Mention

__all__ = ["find", "holder", "name", "recognise", "resolve"]

_FOLLOWERS = frozenset({"forces", "rebels", "militia", "jihadists", "gunmen"})
"""Classes of those whom the name of their group before the noun tells: not `the X government`."""
_HIS = frozenset({"is ", "er "})
LEADER = "its leader's name stands for it"
"""The reason of an actor mention that is a person's name."""


def find(reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """Mentions of actors and persons, in order of their start.

    Names come from the packs and from the engine's entities; `regime forces`, `the jihadists`, `the group` are resolved within the
    article, by the land in play (`places`, demonyms) and by who was named before. An actor that no pack knows becomes a local one
    with the slug of its name as id. Pronouns, and words that only modify (`rebel positions`), are marked `anaphor`.
    """
    return resolve(recognise(reading, places, knowledge))


def recognise(reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> Sights:
    """Where an article names actors and persons: the first half of `find`."""
    return Sights(reading, places, knowledge)


def resolve(sights: Sights) -> list[Mention]:
    """Whom the names and phrases of an article mean: the second half of `find`."""
    actors = _Finder(sights).actors()
    elsewhere = [*sights.places, *[(m.start, m.end) for m in actors if m.reason != LEADER]]
    seen = Seen(tuple(sights.people), tuple(sights.leaders), tuple(elsewhere), sights.reading.article.byline)
    found = [*actors, *persons(sights.heard, seen, sights.text, sights.words), *own_side(sights.heard, sights.text)]
    return sorted(found, key=lambda m: (m.start, -m.end, m.type))


class _Finder:
    """One pass over what an article names, sentence by sentence, so that what was named before is known."""

    def __init__(self, sights: Sights) -> None:
        self.sights, self.reading, self.text = sights, sights.reading, sights.text
        self.known, self.vocabulary, self.discourse = sights.known, sights.vocabulary, sights.discourse
        self.resolver, self.words = sights.resolver, sights.words
        self.local: dict[str, Known] = {}

    def actors(self) -> list[Mention]:
        """All actor mentions."""
        found = [self._meant(sighted) for sighted in self.sights.sighted]
        told = pronouns(self.sights.heard, found, self.vocabulary)
        return [*self._possessed([m for mentions in found for m in mentions], told), *told]

    def _possessed(self, mentions: Sequence[Mention], told: Sequence[Mention]) -> list[Mention]:
        """The mentions, where `its units` and `their fighters` are those of the one whom the pronoun means."""
        owners = {m.end: m.actor for m in told if m.text.lower() in {"its", "their"}}
        out = []
        for mention in mentions:
            if self.text[mention.start - 3 : mention.start].lower() in _HIS:
                mention = self._his(mention)
            bare = " " not in mention.text and (mention.reason or "").endswith(IN_PLAY)
            owner = owners.get(mention.start - 1) if bare or mention.reason == NAMELESS else None
            cls = "" if owner is None else self.vocabulary.heads.get(mention.text.split()[-1].lower(), "")
            out.append(mention if owner is None or cls not in ARMED else self._owned(mention, owner, cls))
        return out

    def _owned(self, mention: Mention, owner: Actor, cls: str) -> Mention:
        """The mention as its owner's: `its troops` are a state's forces, and a group's are the group."""
        known = self.known.actors.get(owner.id)
        state = known is not None and known.kind in {"state", "government"} and known.countries
        forces = self.known.of_state(known.countries[0], cls) if known is not None and state else None
        if forces is not None:
            return self._mention(forces, mention.start, mention.end, f"of {owner.name}")
        if mention.reason != NAMELESS and (known is None or known.kind not in {"state", "armed group", "militia"}):
            return mention
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
        named = [(e.start, e.end) for _, e in self.sights.people if before <= e.start and e.end <= at]
        named += [(a, b) for a, b, _ in self.sights.led if before <= a and b <= at]
        inside = [n for n in named if n[0] >= here.start]
        others = any(t.end <= at and t.pos == "NOUN" and t.text.lower() in self.words.alone for t in here.tokens)
        if not inside and others:
            return None
        led = [next((k for s, e, k in self.sights.led if s < b and a < e), None) for a, b in inside or named]
        return led[0] if led and all(k is not None and k.id == (led[0] and led[0].id) for k in led) else None

    def _meant(self, sighted: Sighted) -> list[Mention]:
        """The mentions of a sentence."""
        sentence, names, others, plain, items = sighted
        out: list[Mention] = []
        for _, _, item in items:
            mention = self._phrase(item, names, others) if isinstance(item, Phrase) else self._told(item, sentence, plain)
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
