"""Actors and people in an article: `find` gives their mentions, `holder` under whom an actor holds land."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khaldun.actors.beside import apart
from khaldun.actors.context import Discourse, countries
from khaldun.actors.lexicon import Alias, Hit, Known, Lexicon, holder, lexicon, name
from khaldun.actors.named import acts, band, choose, cut_short, hinted, organisation, short_form, unseen
from khaldun.actors.persons import Seen, person_words, persons
from khaldun.actors.phrases import Phrase, phrases
from khaldun.actors.pronouns import pronouns
from khaldun.actors.resolver import NAMELESS, Resolver
from khaldun.actors.unnamed import own_side
from khaldun.actors.vocabulary import Vocabulary, vocabulary
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Entity, Sentence, Token
from khaldun.model import Actor, Mention

__all__ = ["find", "holder", "name"]

_ARMED = frozenset({"army", "forces", "police", "air_force", "navy", "rebels", "jihadists", "militia", "gunmen"})
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
    seen = Seen(tuple(finder.people), tuple(finder.leaders), tuple(sorted(elsewhere)), reading.article.byline)
    people = persons(reading.sentences, seen, reading.article.text, person_words(knowledge))
    return sorted(
        [*actors, *people, *own_side(reading.sentences, reading.article.text)], key=lambda m: (m.start, -m.end, m.type)
    )


_FOLLOWERS = frozenset({"forces", "rebels", "militia", "jihadists", "gunmen"})
"""Classes of those whom the name of their group before the noun tells: not `the X government`."""


class _Finder:
    """One pass over one article, sentence by sentence, so that what was named before is known."""

    def __init__(self, reading: Reading, places: Sequence[Mention], knowledge: Knowledge) -> None:
        self.reading, self.text = reading, reading.article.text
        self.known: Lexicon = lexicon(knowledge)
        self.vocabulary: Vocabulary = vocabulary(knowledge)
        self.hits = self.known.hits(self.text)
        self.told = {a.actor for h in self.hits if h.stop - h.first > 1 for a in h.aliases}
        title = reading.article.title or ""
        in_title = self.known.hits(title)
        self.discourse = Discourse(countries(reading, places, self.hits, in_title, self.known))
        self.day: date | None = reading.article.published.start
        self.resolver = Resolver(self.known, self.vocabulary, self.discourse, self.text, self.day)
        self.hinted = hinted(self.text)
        self.places = {(m.start, m.end) for m in places if m.type == "place" and m.place is not None and not m.anaphor}
        self.words = person_words(knowledge)
        self.local: dict[str, Known] = {}
        self.people: list[tuple[Sentence, Entity]] = []
        self.leaders: list[tuple[int, int]] = []
        self.led: list[tuple[int, int, Known]] = []
        people = [e.text.split() for s in reading.sentences for e in s.entities if e.label == "PER"]
        self.surnames = {parts[-1] for parts in people if len(parts) > 1 and len(parts[-1]) > 3}

    def actors(self) -> list[Mention]:
        """All actor mentions."""
        out: list[Mention] = []
        position = 0
        for sentence in self.reading.sentences:
            here: list[Hit] = []
            while position < len(self.hits) and self.hits[position].start < sentence.end:
                if self.hits[position].start >= sentence.start:
                    here.append(self.hits[position])
                position += 1
            out.extend(self._sentence(sentence, here))
        told = pronouns(self.reading.sentences, out, self.vocabulary)
        return [*self._possessed(out, told), *told]

    def _possessed(self, mentions: Sequence[Mention], told: Sequence[Mention]) -> list[Mention]:
        """The mentions, where `its units` and `their fighters` are those of the one whom the pronoun means."""
        owners = {m.end: m.actor for m in told if m.text.lower() in {"its", "their"}}
        out = []
        for mention in mentions:
            mention = self._his(mention)
            owner = owners.get(mention.start - 1) if mention.reason == NAMELESS else None
            if owner is not None and self.vocabulary.heads.get(mention.text.split()[-1].lower()) in _ARMED:
                mine = replace(owner, text=mention.text, start=mention.start, end=mention.end)
                mention = replace(mention, actor=mine, reason=f"of {owner.name}")
            out.append(mention)
        return out

    def _his(self, mention: Mention) -> Mention:
        """The mention, where `his fighters`, `his men` are those of a leader whom the packs know, the last person named before."""
        if mention.actor is None or not self.text[max(0, mention.start - 5) : mention.start].lower().endswith(
            ("his ", " her ")
        ):
            return mention
        said = mention.text.split()
        cls = self.vocabulary.heads.get(said[-1].lower())
        if cls not in _ARMED or not all(w[0].islower() for w in said):
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

    def _sentence(self, sentence: Sentence, hits: list[Hit]) -> list[Mention]:
        heads, bodies = self.vocabulary.heads.keys(), self.vocabulary.bodies
        nobody = heads.isdisjoint(sentence.words) and bodies.isdisjoint(sentence.words)
        if nobody and not hits and not sentence.entities and not self.hinted:
            return []
        scores = self.discourse.countries.at(sentence.index) if hits else {}
        chosen: list[tuple[Hit, Alias]] = []
        for hit in hits:
            if _dateline(self.text, sentence, hit.start, hit.end):
                continue
            alias = choose(hit, self.known, scores, self.day, self.told)
            if alias is not None:
                chosen.append((Hit(hit.first, hit.stop, hit.start, hit.end, (alias,)), alias))
        self.led += [(h.start, h.end, self.known.actors[a.actor]) for h, a in chosen if a.role == "leader"]
        self.leaders += [(h.start, h.end) for h, a in chosen if a.role == "leader"]
        others, chosen = self._entities(sentence, chosen)
        if nobody and not others and not chosen:
            return []
        names = [(h.start, h.end) for h, a in chosen if a.role == "actor" and not self.resolver.backs(h)] + [
            (e.start, e.end) for e in others
        ]
        kept = [h for h, _ in chosen]
        plain = apart(tuple(phrases(sentence, names, self.vocabulary)), kept, self.vocabulary)
        covered = [*names, *((p.start, p.end) for p in plain), *((e.start, e.end) for e in sentence.entities)]
        items: list[tuple[int, int, object]] = [(h.start, 1, (h, a)) for h, a in chosen]
        if not self.vocabulary.bodies.isdisjoint(sentence.words):
            items += [
                (t.start, 2, t)
                for t in sentence.tokens
                if t.text in self.vocabulary.bodies and self._body(sentence, t, covered)
            ]
        items += [(e.start, 1, e) for e in others]
        items += [(p.start, 0, p) for p in plain]
        out: list[Mention] = []
        for _, _, item in sorted(items, key=lambda i: (i[0], i[1])):
            if isinstance(item, Phrase):
                out.append(self._phrase(item, kept, others))
            elif isinstance(item, Entity):
                out.append(self._organisation(item, sentence))
            elif isinstance(item, Token):
                named = self._with_word(item.text.lower(), sentence)
                out += [] if named is None else [self._mention(named, item.start, item.end, "last named with that word")]
            elif isinstance(item, tuple):
                mention = self._name(sentence, item[0], item[1], plain)
                if mention is not None:
                    out.append(mention)
        return out

    def _entities(self, sentence: Sentence, chosen: list[tuple[Hit, Alias]]) -> tuple[list[Entity], list[tuple[Hit, Alias]]]:
        """Organisations that no name of a pack covers, and the names left when a longer entity swallows one."""
        others: list[Entity] = []
        chosen = [(h, a) for h, a in chosen if not cut_short(self.text, h.start, h.end)]
        for entity in sentence.entities:
            if band(entity):
                entity = replace(entity, label="ORG")
            over = [(h, a) for h, a in chosen if h.start < entity.end and entity.start < h.end]
            if entity.label == "PER" and (self._place(entity, sentence) or entity.end - entity.start < 3):
                continue
            if entity.label == "PER":
                whole = [
                    h
                    for h, a in over
                    if a.role in {"actor", "people", "state", "seat"} and h.start <= entity.start and entity.end <= h.end
                ]
                if not whole:
                    self.people.append((sentence, entity))
                    chosen = [(h, a) for h, a in chosen if (h, a) not in over or a.role == "leader"]
                continue
            told = entity.label in {"ORG", "LOC"} and not over and entity.text in self.surnames
            if told and not self._place(entity, sentence):
                self.people.append((sentence, entity))
                continue
            if (
                entity.label != "ORG"
                or self._place(entity, sentence)
                or self._goes_on(entity)
                or _dateline(self.text, sentence, entity.start, entity.end)
                or not _name_like(entity.text, self.vocabulary)
            ):
                continue
            tail = entity.end - max((h.end for h, _ in over), default=entity.start)
            if not over or (tail > 2 and all(a.role != "actor" for _, a in over)) or _longer(entity, over):
                others.append(entity)
                chosen = [(h, a) for h, a in chosen if (h, a) not in over]
        if not self.hinted:
            return others, chosen
        taken = [(e.start, e.end) for e in sentence.entities] + [(h.start, h.end) for h, a in chosen if a.role == "actor"]
        for start, end in unseen(sentence.text, [(a - sentence.start, b - sentence.start) for a, b in taken]):
            first, stop = sentence.at(start + sentence.start, end + sentence.start)
            others.append(Entity("ORG", first, stop, start + sentence.start, end + sentence.start, sentence.text[start:end]))
        return others, chosen

    def _place(self, entity: Entity, sentence: Sentence) -> bool:
        """Whether what the engine takes for a person or an organisation is a place that the gazetteer knows: no title stands before it."""
        if not any(a <= entity.start and entity.end <= b for a, b in self.places):
            return False
        before = sentence.tokens[entity.first - 1].text.lower().rstrip(".") if entity.first else ""
        return before not in self.words.titles | self.words.offices

    def _goes_on(self, entity: Entity) -> bool:
        """Whether the next word makes another thing of it: `the Syrian Civil` War."""
        behind = self.text[entity.end : entity.end + 12].split()
        return bool(behind) and behind[0][0].isupper() and behind[0].lower().strip(".,") in self.vocabulary.no_names

    def _mention(self, actor: Known, start: int, end: int, reason: str, *, anaphor: bool = False) -> Mention:
        text = self.text[start:end]
        found = Actor(actor.id, actor.name, text, start, end, actor.side, actor.kind)
        return Mention("actor", start, end, text, actor=found, anaphor=anaphor, reason=reason)

    def _phrase(self, phrase: Phrase, hits: Sequence[Hit], others: Sequence[Entity]) -> Mention:
        actor, reason = self.resolver.resolve(phrase, hits)
        named = next((e for e in others if e.start == phrase.start and e.end < phrase.end), None)
        if reason == NAMELESS and named is not None and phrase.cls in _FOLLOWERS:  # "Fursan al-Haqq fighters" are Fursan al-Haqq
            made = organisation(named, self.text, self.vocabulary)
            actor, reason = self.local.setdefault(made.name, made), f"named by {named.text}"
        start = min([phrase.start, *(h.start for h in hits if h.start < phrase.start < h.end)])
        if reason != NAMELESS and phrase.cls != "people":
            self.discourse.name(actor, phrase.start, phrase.sentence.index)
        return self._mention(actor, start, phrase.end, reason, anaphor=phrase.modifier)

    def _body(self, sentence: Sentence, token: Token, covered: Sequence[tuple[int, int]]) -> bool:
        """Whether a word for a body stands alone: `the observatory`, `the ministry`, outside every name and phrase."""
        if token.index == 0 or token.relation == "compound":
            return False
        free = not any(a <= token.start < b for a, b in covered)
        return free and sentence.tokens[token.index - 1].text.lower() == "the"

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

    def _name(self, sentence: Sentence, hit: Hit, alias: Alias, plain: Sequence[Phrase]) -> Mention | None:
        """The mention of a name, None where it is no actor there (`US-backed`, a country that does nothing) or a phrase has it."""
        actor = self.known.actors[alias.actor]
        if self.resolver.backs(hit):
            return None
        if any(p.start < hit.end and hit.end <= p.end for p in plain):
            if alias.role in {"actor", "leader"}:
                self.discourse.name(actor, hit.start, sentence.index)
            return None
        first, stop = sentence.at(hit.start, hit.end)
        if alias.role == "actor":
            self.discourse.name(actor, hit.start, sentence.index)
            return self._mention(actor, hit.start, hit.end, "a name of the packs")
        if alias.role == "people":
            noun = stop > first and sentence.tokens[stop - 1].pos in {"NOUN", "PROPN"}
            return self._mention(actor, hit.start, hit.end, "a people") if noun else None
        if alias.role == "leader":
            return self._mention(actor, hit.start, hit.end, LEADER, anaphor=True)
        if stop == first:
            return None
        deed = self._deed(sentence, stop, actor) if alias.role in {"adjective", "state"} else None
        if deed is not None:
            return self._mention(deed, hit.start, hit.end, "a state's deed")
        if alias.role in {"state", "seat"} and acts(sentence, first, stop, self.vocabulary, seat=alias.role == "seat"):
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
        return self.known.of_state(state.countries[0], "forces" if cls == "army" else cls) if cls in _ARMED else None


def _dateline(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name in capitals opens the sentence as a dateline does: `KHARTOUM -`, `SANAA (Reuters)`."""
    opens = text[sentence.start : start].strip() == "" and text[start:end].isupper()
    return opens and text[end : end + 3].lstrip()[:1] in {"-", "–", "—", "(", ","}


def _name_like(text: str, vocabulary: Vocabulary) -> bool:
    """Whether an entity is a name: not `UN-backed`, not a plain phrase (`anti-Islamic State forces`, `the Army`), no weapon, no war."""
    parts = [p for p in re.split(r"[\s-]", text.strip()) if p]
    if not parts or re.fullmatch(r"[A-Z]{0,3}-?\d*", text.strip()) and any(c.isdigit() for c in text) or len(text.strip()) < 2:
        return False
    last = parts[-1]
    if last.lower() in vocabulary.not_actor or text.lower() in vocabulary.no_names or last.lower() in vocabulary.no_names:
        return False
    if parts[0].lower() == "operation":
        return False
    said = parts[0].lower()
    plain = len(parts) == 1 and (said in vocabulary.heads or said in vocabulary.sides or said in vocabulary.armed_names)
    armed = len(parts) > 1 and vocabulary.heads.get(last.lower()) in _ARMED
    plain = plain or (armed and all(p.lower() in vocabulary.common | vocabulary.beside for p in parts[:-1]))
    plain = plain or last in {"and", "or", "&"}
    return (
        not plain
        and not (last.islower() and last in vocabulary.heads)
        and text.lower() not in {"air force", "special forces", "armed forces"}
    )


def _longer(entity: Entity, over: Sequence[tuple[Hit, Alias]]) -> bool:
    """Whether an entity is a longer name that merely holds one: `Islamic State University` is not Islamic State."""
    hit = over[0][0]
    outside = (hit.start - entity.start) + (entity.end - hit.end)
    tail = entity.text[max(0, hit.end - entity.start) :].strip()
    if tail.islower():
        return False
    return len(over) == 1 and hit.start >= entity.start and hit.end <= entity.end and outside > 3 and entity.end - hit.end > 3
