"""Who, to whom, where, how many: a frame's arguments joined to the mentions that stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from khaldun.claims.conditions import Condition, holds, shared
from khaldun.claims.doers import campaigns, find_actors, find_targets, risen, taken
from khaldun.claims.hedges import Hedges
from khaldun.claims.nouns import Nouns, classes_of, object_fits
from khaldun.claims.patterns import Pattern
from khaldun.claims.siting import Siting
from khaldun.claims.takers import to_no_side
from khaldun.claims.triggers import Match
from khaldun.claims.view import View
from khaldun.claims.whereabouts import How, Where, find_places
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_tree import lexemes
from khaldun.language.sentence import Token
from khaldun.model import CORE_KINDS, Actor, Place, Quantity


class Words(Protocol):
    """The word lists that a cast is made with."""

    @property
    def nouns(self) -> Nouns: ...
    @property
    def hedges(self) -> Hedges: ...
    @property
    def conditions(self) -> dict[str, Condition]: ...
    @property
    def siting(self) -> Siting: ...


@dataclass(frozen=True, slots=True)
class Cast:
    """What a match names: for each place one claim."""

    wheres: tuple[Where, ...]
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    quantities: tuple[Quantity, ...]
    how_actor: How | None


def cast(
    view: View,
    match: Match,
    pattern: Pattern,
    kit: Words,
    before: Sequence[View],
    recent: tuple[Actor, ...] = (),
    topic: Place | None = None,
) -> Cast | str:
    """The cast of a match under a pattern; where something that the pattern needs is not there, a word on what. `recent`: who last
    attacked, for `those offensives` that take a town.
    """
    frame = match.frame
    if (why := _unfit(view, frame, pattern, kit)) is not None:
        return why
    wheres = _wheres(view, match, pattern, kit, before, topic)
    if not wheres and "place" in pattern.needs and pattern.kind != "mobilization":
        return "no place is found"
    actors, harmed, how = _doers(view, match, pattern, kit, recent)
    if actors and pattern.kind in _LEAVING and all(a.kind == "people" for a in actors):
        return "those who leave are no side"
    if not wheres and pattern.kind == "mobilization":
        wheres = _own_land(actors, before)
    targets = find_targets(view, frame, pattern, actors, kit.hedges)
    if pattern.kind == "control.gain" and actors and not targets and all(_at_home(a, kit.hedges) for a in actors):
        return "those who take are no side"
    if harmed and not targets and pattern.kind == "killing":
        targets = harmed
    quantities = () if pattern.given else _lots(view, frame, pattern)
    parts = {"place": wheres, "actor": actors, "target": targets, "quantity": quantities}
    found = frozenset(name for name, part in parts.items() if part)
    if missing := sorted(need for need in pattern.needs - found if need in parts or need not in kit.conditions):
        return f"no {missing[0]} is found"
    if (why := _unmet(view, frame, pattern, kit, found, late=True)) is not None:
        return why
    return Cast(tuple(wheres), actors, targets, quantities, how)


def _unfit(view: View, frame: Frame, pattern: Pattern, kit: Words) -> str | None:
    """Why a frame is none of a pattern's whatever its cast, None where it may be."""
    if frame.kind == "verb" and frame.scope[0].relation == "amod" and not pattern.attributive:
        return "it only describes a noun"
    if pattern.kind in CORE_KINDS and any(_private(view, a.head, pattern.kind) for a in frame.those("agent")):
        return "the doer is a person who stands for no side"
    if pattern.kind == "withdrawal" and _leaves_behind(view, frame, kit.hedges):
        return "it tells in what state something is left"
    if pattern.kind in _PLAYED and _of_play(view, kit):
        return "the text is of a match, a game or a film"
    if pattern.kind in _CONTESTED and _of_polls(view, frame, kit):
        return "the text is of an election"
    if frame.kind == "noun" and pattern.kind in {"statement", "aid"} and _helps(view, frame, kit.hedges):
        return "it tells with whose help another deed is done"
    if pattern.kind == "control.loss" and to_no_side(view, frame):
        return "those to whom it goes are no side"
    if not object_fits(view, frame, pattern, kit.nouns):
        return f"its object is none of: {', '.join(sorted(pattern.objects))}"
    if (bar := _barred(view, frame, pattern)) is not None:
        return f"it stands with “{bar}”"
    for need, words in pattern.loose:
        if _words_of(view, frame) & words and not _holds(kit.conditions[need], view, frame, kit, frozenset()):
            return f"the condition “{need}” does not hold"
    return _unmet(view, frame, pattern, kit, frozenset(), late=False)


def _unmet(view: View, frame: Frame, pattern: Pattern, kit: Words, found: frozenset[str], *, late: bool) -> str | None:
    """The condition that does not hold; those that no part of the cast can meet are asked first, for they cost least."""
    for need in pattern.conditions:
        condition = kit.conditions[need]
        if bool(condition.found) is late and not _holds(condition, view, frame, kit, found):
            return f"the condition “{need}” does not hold"
    return None


def _wheres(view: View, match: Match, pattern: Pattern, kit: Words, before: Sequence[View], topic: Place | None) -> list[Where]:
    """Where it happened, as the pattern has it; what is told of no place, of that of the text."""
    frame = match.frame
    wheres = find_places(view, match, pattern, kit.nouns, kit.hedges, kit.siting, before)
    wheres = _within(view, wheres)
    if not wheres and topic is not None and pattern.kind in _OF_TOPIC and _unsaid(view, frame, pattern):
        wheres = [Where(topic, "context")]
    if pattern.part or (frame.kind == "noun" and len(frame.scope) > 1 and kit.hedges.has("shrinking", frame.scope[1].lemma)):
        wheres = [replace(w, place=replace(w.place, extent="part")) for w in wheres]
    return wheres


def _doers(
    view: View, match: Match, pattern: Pattern, kit: Words, recent: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...], How | None]:
    """Who did it, to whom it was done though the words have them do it, and how the first were found."""
    frame = match.frame
    actors, how = find_actors(view, match, pattern, kit.hedges)
    if pattern.kind in _ARMED_DEEDS:  # `told The Associated Press that fighters came and took the town`
        actors = tuple(a for a in actors if a.kind != "media")
    if pattern.kind in {"airstrike", "shelling"}:  # `residents accused the army of shelling`
        actors = tuple(a for a in actors if not kit.hedges.has("unarmed", a.text.rsplit(" ", 1)[-1].lower()))
    harmed = tuple(a for a in actors if pattern.kind in _HARMFUL | {"presence"} and _harmless(a, kit.hedges))
    actors = tuple(a for a in actors if a not in harmed and not (pattern.kind in CORE_KINDS and a.kind in _TELLERS))
    if not actors and not harmed and recent and (campaigns(view, frame, pattern) or taken(frame, pattern)):
        actors, how = recent, "context"
    if not actors and pattern.kind == "siege" and frame.kind == "verb":
        actors = risen(view, frame)
        how = "above" if actors else how
    return actors, harmed, how


def _lots(view: View, frame: Frame, pattern: Pattern) -> tuple[Quantity, ...]:
    """How many it befell, without those of another lot."""
    others = frozenset({"killed"}) if frame.lemma in _HURTING else _OTHER_LOTS.get(pattern.kind, frozenset())
    return tuple(q for q in _quantities(view, frame) if q.role not in others)


_ELSEWHEN = frozenset({"after", "where", "when", "while", "as", "before", "because"})
_FAR = 14
"""Words behind `left` among which that state is told."""


def _leaves_behind(view: View, frame: Frame, words: Hedges) -> bool:
    """`left 12 soldiers dead`, `leaving the districts surrounded`: nobody went anywhere."""
    tokens = view.sentence.tokens
    if frame.lemma != "leave" or frame.kind != "verb":
        return False
    for token in tokens[frame.head + 1 : frame.head + _FAR]:
        if (token.pos == "PUNCT" and token.text not in {"-", "’", "'"}) or token.pos in {"AUX", "SCONJ"}:
            return False
        if token.text.lower() in _ELSEWHEN:
            return False
        following = tokens[token.index + 1].pos if token.index + 1 < len(tokens) else "PUNCT"
        if words.has("left-so", token.text.lower()) and following not in {"NOUN", "PROPN", "ADJ"}:
            return True
    return False


def _holds(condition: Condition, view: View, frame: Frame, kit: Words, found: frozenset[str]) -> bool:
    return holds(condition, view.sentence, frame, lambda a: classes_of(view, a, kit.nouns), found, view.about)


def _words_of(view: View, frame: Frame) -> set[str]:
    """The first word of a trigger, as its own lemma and as the frame's."""
    return {view.sentence.tokens[frame.head].lemma, frame.lemma.partition(" ")[0]}


_ARMED_DEEDS = CORE_KINDS | {
    "killing",
    "attack",
    "airstrike",
    "shelling",
    "bombing",
    "clash",
    "arrest",
    "destruction",
    "mobilization",
}
"""What no outlet does."""


_WIDE = frozenset({"province", "district", "country", "area"})
_HOLDING = re.compile(r"[\s,)]*(?:(?:both|all)\s+)?in\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?$")


def _within(view: View, wheres: list[Where]) -> list[Where]:
    """The places without the land that a list of them lies in: `two villages, A and B, in Kano State`."""
    towns = [w.place.end for w in wheres if w.place.kind not in _WIDE]
    if not towns or len(towns) == len(wheres):
        return wheres
    last = max(towns)
    return [
        w
        for w in wheres
        if w.place.kind not in _WIDE or w.place.start < last or not _HOLDING.fullmatch(view.text, last, w.place.start)
    ]


def _helps(view: View, frame: Frame, words: Hedges) -> bool:
    """`with the support of jets`, `with the aid of heavy rain`."""
    return (
        words.has("help-noun", frame.lemma) and mark_of(view.sentence, frame.head) == "with" and bool(frame.those("of", "from"))
    )


_LEAVING = frozenset({"control.loss", "withdrawal"})
"""What only those do who hold a place: its residents flee it."""
_MOVED = frozenset({"displaced", "evacuated", "returned", "sheltered"})
"""What befalls people by other deeds than those they are driven out by."""
_OTHER_LOTS = {
    **dict.fromkeys(("attack", "airstrike", "shelling", "bombing", "clash"), _MOVED),
    "killing": frozenset({"wounded"}),
    "displacement": frozenset({"killed", "wounded"}),
}
"""By kind, what its quantities are not: `displaced 900 people due to the clashes`, `six were killed and 26 wounded`."""
_HURTING = frozenset({"wound", "injure", "hurt", "maim"})
_HARMFUL = CORE_KINDS | {"killing", "attack", "airstrike", "shelling", "bombing", "clash"}


_TELLERS = frozenset({"media", "monitor"})
"""Kinds of actors that only tell of land."""


def _harmless(actor: Actor, words: Hedges) -> bool:
    """Whether an actor is told of as people to whom war is done: `57 civilians killed`, `children and women`."""
    return words.has("harmless", actor.text.rsplit(" ", 1)[-1].lower())


def _at_home(actor: Actor, words: Hedges) -> bool:
    """Whether an actor is no more than those who live somewhere: `residents regained control of their village`."""
    return actor.kind == "people" and words.has("unarmed", actor.text.rsplit(" ", 1)[-1].lower())


_PLAYED = CORE_KINDS | {
    "clash",
    "attack",
    "airstrike",
    "shelling",
    "bombing",
    "advance",
    "withdrawal",
    "surrender",
    "mobilization",
}


def _of_play(view: View, kit: Words) -> bool:
    """Whether a text speaks of play, with two words or more, and with more than of war: teams attack, capture and retreat too."""
    play = shared(kit.conditions["play"].about, view.about)
    return play > max(1, shared(kit.conditions["war"].about, view.about))


_CONTESTED = frozenset({"attack", "clash", "bombing", "killing", "protest", "mobilization"})
_ARMED = frozenset({"military", "armed group", "militia"})
_ELECTORAL = 4
"""Words of an election that make a text one about it: news of war speaks of a vote too."""


def _of_polls(view: View, frame: Frame, kit: Words) -> bool:
    """Whether a trigger is one of the words that rivals in an election share with armies, in a sentence without violence."""
    polls = kit.conditions["polls"]
    return (
        bool(_words_of(view, frame) & polls.words)
        and shared(polls.about, view.about) >= _ELECTORAL
        and polls.beside.isdisjoint(lexemes(view.sentence))
        and not any(s.mention.actor is not None and s.mention.actor.kind in _ARMED for s in view.spots.get("actor", []))
    )


_CIRCUMSTANCES = frozenset({"under", "after", "following", "since", "before", "amid", "despite", "during"})
"""Prepositions of what only goes with a deed: `left under a deal`, `deployed after talks`."""
_OF_TOPIC = frozenset({"control.gain", "control.hold", "control.loss"})
_GENERIC = frozenset("town city village place it control hand".split())


def _own_land(actors: Sequence[Actor], before: Sequence[View]) -> list[Where]:
    """Where `soldiers` gather who are called no more than that: in the country whose doings the sentence before tells."""
    if not before or not actors or not (actors[0].kind == "military" and actors[0].text.islower()):
        return []
    last = before[-1]
    for spot in last.spots.get("place", []):
        place, token = spot.mention.place, last.sentence.tokens[spot.head]
        above = last.sentence.tokens[token.head] if token.head >= 0 else token
        if place is not None and place.kind == "country" and token.relation == "nsubj" and above.relation == "root":
            return [Where(place, "context")]
    return []


def _unsaid(view: View, frame: Frame, pattern: Pattern) -> bool:
    """Whether a frame leaves its place unsaid, or says it by no more than `the town`."""
    said = {a.head for a in frame.those(*pattern.place) if a.role in {"patient", "host"} or a.preposition in {"of", "over"}}
    heads = [view.sentence.tokens[i] for i in said if view.on("actor", i) is None]
    return all(t.lemma in _GENERIC or t.pos == "VERB" for t in heads)


def _private(view: View, head: int, kind: str) -> bool:
    """Whether a word names a person who stands for no armed side: nobody takes a town alone, but `the governor` may hand it over."""
    if kind == "control.loss" and view.sentence.tokens[head].pos == "NOUN":
        return False
    person = view.on("person", head)
    return person is not None and person.mention.actor is None and view.on("actor", head) is None


def _barred(view: View, frame: Frame, pattern: Pattern) -> str | None:
    """The word among a frame's arguments that its pattern must not have; None where there is none."""
    if pattern.bars.isdisjoint(lexemes(view.sentence)):
        return None
    tokens = view.sentence.tokens
    beside = {a.head for a in frame.arguments if a.preposition in _CIRCUMSTANCES}
    near = {a.head for a in frame.arguments if a.role != "support"}
    near |= {c.index for c in view.sentence.children(frame.head) if c.relation != "mark"}
    if pattern.part:  # `gave up its positions in the cabinet`
        near |= {c.index for a in frame.those("patient") for c in view.sentence.children(a.head, "nmod")}
    near -= beside | set(frame.trigger)
    if frame.support is not None:
        near.add(frame.support)
    if tokens[frame.head].relation == "compound":  # `a missile system`, `the annexation plan`
        near.add(tokens[frame.head].head)
    for argument in frame.arguments:
        if argument.preposition and argument.preposition in pattern.without and view.on("date", argument.head) is None:
            return argument.preposition
    # A verb counts by its lemma alone: `entered the city, meeting no resistance`.
    forms = {i: _forms(tokens, i) for i in sorted(near)}
    barred = (tokens[i].text for i, words in forms.items() if words & pattern.without)
    return next(barred, None)


def _forms(tokens: Sequence[Token], index: int) -> set[str]:
    """A word as `without` may name it: its lemma, the word itself, or it with the word before."""
    token = tokens[index]
    pair = f"{tokens[index - 1].text.lower()} {token.lemma}" if index else ""
    return {token.lemma, token.text.lower() if token.pos != "VERB" else "", pair}


def _quantities(view: View, frame: Frame) -> tuple[Quantity, ...]:
    """The quantities in the frame's own arguments, its objects and subjects first."""
    rank = {"patient": 0, "agent": 1, "recipient": 1, "host": 2}
    found: dict[tuple[int, int], Quantity] = {}
    for argument in sorted(frame.arguments, key=lambda a: rank.get(a.role, 3)):
        for spot in view.within("quantity", argument.tokens):
            if spot.mention.quantity is not None:
                found.setdefault((spot.first, spot.stop), spot.mention.quantity)
    own = view.on("quantity", frame.head)
    if own is not None and own.mention.quantity is not None:
        found.setdefault((own.first, own.stop), own.mention.quantity)
    return tuple(found.values())
