"""Who, to whom, where, how many: a frame's arguments joined to the mentions that stand in them.

A place or an actor is looked for in the arguments that the pattern names; where the parse gives none, further off, in fixed
order, and `how` says how far one had to go: parse, nested (deeper in another argument), above (in the clause that carries this
one), nearest (by position alone), context (the sentence before). Confidence falls in that order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, Protocol

from khaldun.claims.conditions import Condition, holds
from khaldun.claims.patterns import REACHES, Pattern
from khaldun.claims.status import Hedges
from khaldun.claims.triggers import Match
from khaldun.claims.view import Spot, View
from khaldun.knowledge import Knowledge
from khaldun.language.frames import Argument, Frame
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_verbs import phrase
from khaldun.model import CORE_KINDS, Actor, Place, Quantity, slug
from khaldun.model.place import Extent

How = Literal["parse", "nested", "above", "nearest", "context"]
_SETTLED = frozenset(
    "city town village hamlet settlement municipality capital province governorate district county island port region country suburb".split()
)
_LOCATING = frozenset(
    "in at on near inside outside around across throughout along within into through over of between where to against towards toward amid".split()
)
_LARGE = frozenset({"country", "river", "road"})
_CAMPAIGNS = frozenset(
    "offensive push campaign operation attack assault advance thrust counteroffensive counterattack drive raid battle move manoeuvre maneuver".split()
)
_WIDE = frozenset("swathe swath desert tract".split())
_VAGUE = frozenset(
    "enclave pocket hill hilltop position post outpost garrison base airbase checkpoint district neighbourhood neighborhood suburb quarter area part half "
    "section outskirts side field oilfield centre center airport barracks citadel camp crossing bridge dam hospital building town city village stronghold".split()
)
_HEADED = re.compile(r"(?:^|\s)(?:near|outside|close to|around|next to|beside|towards?|against)$")


class Words(Protocol):
    """The word lists that a cast is made with."""

    @property
    def nouns(self) -> Nouns: ...
    @property
    def hedges(self) -> Hedges: ...
    @property
    def conditions(self) -> dict[str, Condition]: ...


@dataclass(frozen=True, slots=True)
class Where:
    """A place that a claim is about; None as `place`: the words name a place that no mention resolves."""

    place: Place
    how: How


@dataclass(frozen=True, slots=True)
class Cast:
    """What a match names: for each place one claim."""

    wheres: tuple[Where, ...]
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    quantities: tuple[Quantity, ...]
    how_actor: How | None


@dataclass(frozen=True, slots=True)
class Nouns:
    """The classes of `nouns.yaml`."""

    classes: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def nouns(knowledge: Knowledge) -> Nouns:
    """The noun classes of the packs in force."""
    found: dict[str, frozenset[str]] = {}
    for entry in knowledge.entries("nouns"):
        name = str(entry["id"])
        found[name] = found.get(name, frozenset()) | frozenset(str(w) for w in entry["words"])
    return Nouns(found)


def classes_of(view: View, argument: Argument, words: Nouns) -> set[str]:
    """What an argument is: place, people, forces, housing, weapons, actor, person, quantity, as far as its head or a mention says."""
    lemma = view.sentence.tokens[argument.head].lemma
    out = {name for name, members in words.classes.items() if lemma in members}
    for kind in ("place", "actor", "person", "quantity"):
        spot = view.on(kind, argument.head)
        if spot is not None:
            out.add(kind)
            if kind == "actor" and spot.mention.actor is not None and spot.mention.actor.kind == "people":
                out.add("people")
            elif kind == "actor":
                out.add("forces")
            elif kind == "person":
                out.add("people")
            elif (
                kind == "quantity"
                and spot.mention.quantity is not None
                and spot.mention.quantity.unit in words.classes["people"]
            ):
                out.add("people")
    entity = next((e for e in view.sentence.entities if e.first <= argument.head < e.stop), None)
    if entity is not None:
        out |= {"PER": {"people", "person"}, "ORG": {"actor"}, "LOC": {"place"}, "NORP": {"people"}}.get(entity.label, set())
    if "actor" in out and "place" in out and view.on("place", argument.head) is None:
        out.discard("place")
    if view.on("place", argument.head) is not None and view.on("actor", argument.head) is None:
        out -= {"people", "person", "actor", "forces"}
    return out


def object_fits(view: View, frame: Frame, pattern: Pattern, words: Nouns) -> bool:
    """Whether the frame's object is what the pattern wants."""
    if "any" in pattern.objects:
        return True
    if frame.kind == "noun":
        things = [a for a in frame.arguments if a.role == "oblique" and a.preposition == "of"]
        if not things:
            return True
    else:
        things = list(frame.those("patient"))
        if not things:
            return "none" in pattern.objects
    return any(pattern.objects & classes_of(view, a, words) for a in things)


def cast(
    view: View, match: Match, pattern: Pattern, kit: Words, before: Sequence[View], recent: tuple[Actor, ...] = ()
) -> Cast | None:
    """The cast of a match under a pattern; None where something that the pattern needs is not there. `recent`: who last attacked,
    for `those offensives` that take a town.
    """
    frame = match.frame
    if frame.kind == "verb" and frame.scope[0].relation == "amod" and not pattern.attributive:
        return None
    if not object_fits(view, frame, pattern, kit.nouns) or _barred(view, frame, pattern):
        return None
    wheres = find_places(view, match, pattern, kit.nouns, kit.hedges, before)
    actors, how = find_actors(view, match, pattern)
    if not actors and recent and (_campaigns(view, frame, pattern) or _taken(frame, pattern)):
        actors, how = recent, "context"
    targets = _targets(view, frame, pattern, actors)
    quantities = _quantities(view, frame)
    parts = {"place": wheres, "actor": actors, "target": targets, "quantity": quantities}
    found = frozenset(name for name, part in parts.items() if part)
    for need in sorted(pattern.needs - found):
        if need in parts or need not in kit.conditions:
            return None
        if not holds(kit.conditions[need], view.sentence, frame, lambda a: classes_of(view, a, kit.nouns), found):
            return None
    return Cast(tuple(wheres), actors, targets, quantities, how)


def _barred(view: View, frame: Frame, pattern: Pattern) -> bool:
    if not pattern.without:
        return False
    tokens = view.sentence.tokens
    near = {a.head for a in frame.arguments if a.role != "support"} | {c.index for c in view.sentence.children(frame.head)}
    if frame.support is not None:
        near.add(frame.support)
    if any(a.preposition in pattern.without for a in frame.arguments if a.preposition and view.on("date", a.head) is None):
        return True
    return any(tokens[i].lemma in pattern.without or tokens[i].text.lower() in pattern.without for i in near)


# --- places


def find_places(
    view: View, match: Match, pattern: Pattern, words: Nouns, hedges: Hedges, before: Sequence[View]
) -> list[Where]:
    """The places of a claim, whole or in part, in the order of the text."""
    frame = match.frame
    if not pattern.place:
        return []
    vague = False
    for role in pattern.place:
        arguments = frame.those(role)
        found: dict[int, Where] = {}
        for argument in arguments:
            if role in {"agent", "support"} and view.on("actor", argument.head) is not None:
                continue
            for spot in view.named_by("place", argument):
                if spot.first not in found and not view.is_reference(spot) and _may_be(spot, pattern):
                    found[spot.first] = Where(
                        _sized(view, spot, argument, hedges), "parse" if argument.source != "nearby" else "nested"
                    )
            vague = vague or (
                role in {"patient", "of", "host", "over"}
                and view.sentence.tokens[argument.head].lemma in words.classes["place"]
            )
        if found:
            return [found[k] for k in sorted(found)]
    if frame.kind == "noun" and (spot := _after_noun(view, frame, pattern)) is not None:
        return [Where(s.mention.place, "nested") for s in view.joined("place", spot) if s.mention.place is not None]
    return _farther(view, match, pattern, vague, before)


def _after_noun(view: View, frame: Frame, pattern: Pattern) -> Spot | None:
    """`control of the capital Sanaa`: the place right behind the noun's preposition, wherever the parse hangs it."""
    tokens = view.sentence.tokens
    at = frame.head + 1
    if at >= len(tokens) or tokens[at].text.lower() not in pattern.place:
        return None
    for ahead in range(at + 1, min(at + 5, len(tokens))):
        spot = view.on("place", ahead)
        if spot is not None:
            return spot if _may_be(spot, pattern) and not view.is_reference(spot) else None
        if tokens[ahead].pos not in {"DET", "ADJ", "NOUN", "PROPN"}:
            return None
    return None


def _may_be(spot: Spot, pattern: Pattern) -> bool:
    """Whether a place may be what a pattern's claim is about: nobody holds a river or a road as such."""
    place = spot.mention.place
    return place is not None and not (pattern.kind in CORE_KINDS and place.kind in {"river", "road"})


def _farther(view: View, match: Match, pattern: Pattern, vague: bool, before: Sequence[View]) -> list[Where]:
    frame = match.frame
    reach = REACHES.index(pattern.reach)
    if reach < 1:
        return []
    for argument in frame.arguments:
        if argument.role == "support" or (argument.role == "oblique" and argument.preposition not in _LOCATING):
            continue
        for spot in view.within("place", argument.tokens):
            if _locates(view, spot) and not view.is_reference(spot):
                return [Where(_part(spot.mention.place, vague), "nested")] if spot.mention.place else []
    if "place" in pattern.needs and not vague and frame.kind == "verb":
        spot = _nearest(view, match)
        return [Where(spot.mention.place, "nearest")] if spot is not None and spot.mention.place is not None else []
    if reach < 2:
        return []
    spot = _above(view, frame)
    if spot is not None and spot.mention.place is not None:
        return [Where(_part(spot.mention.place, vague), "above")]
    return _from_context(view, frame, pattern, before) if (vague or "context" in pattern.place) and reach > 2 else []


def _from_context(view: View, frame: Frame, pattern: Pattern, before: Sequence[View]) -> list[Where]:
    """Where `the enclave`, `a nearby hill` lie: at the place spoken of in the sentence, else at the first named before; wide
    land (`swathes of desert`) in the country last named."""
    objects = {view.sentence.tokens[a.head].lemma for a in frame.those(*pattern.place)}
    if objects & _WIDE:
        row = [
            s
            for other in (*before, view)
            for s in other.spots.get("place", [])
            if s.mention.place is not None and s.mention.place.kind == "country"
        ]
        row = [s for s in row if s.mention.start < view.sentence.tokens[frame.head].start] or row
        return [Where(_part(row[-1].mention.place, True), "context")] if row else []
    it = "it" in objects and pattern.kind in CORE_KINDS
    if not objects & _VAGUE and not it and "context" not in pattern.place:
        return []
    for other in (view, *reversed(before[-2:])):
        row = [
            s
            for s in other.spots.get("place", [])
            if _may_hold(other, s) and not (it and other is view and s.head > frame.head)
        ]
        if row:
            best = _topic(other, row) if other is not view else min(row, key=lambda s: abs(s.head - frame.head))
            return [Where(_part(best.mention.place, bool(objects & _VAGUE)), "nearest" if other is view else "context")]
    return []


def _may_hold(view: View, spot: Spot) -> bool:
    """Whether a place may be the one that a vaguer word lies in: no country, no river, not the seat that stands for a government."""
    place = spot.mention.place
    return (
        place is not None and place.kind not in _LARGE and not view.is_reference(spot) and view.on("actor", spot.head) is None
    )


def _topic(view: View, row: Sequence[Spot]) -> Spot:
    """The place that a sentence was about: its subject, else the last one named."""
    return next((s for s in row if view.sentence.tokens[s.head].relation.startswith("nsubj")), row[-1])


def _locates(view: View, spot: Spot) -> bool:
    """Whether a place stands in a phrase that says where (`the army in Hama`), or is one's owner (`Iraq's Mosul`)."""
    marks = mark_of(view.sentence, spot.head).split()
    return bool(marks) and marks[-1] in _LOCATING


def _nearest(view: View, match: Match) -> Spot | None:
    """The place next to the trigger in its clause: after an active verb or a noun, before a passive one."""
    frame, tokens = match.frame, view.sentence.tokens
    passive = frame.group.voice == "passive" and frame.kind == "verb"
    best: Spot | None = None
    for spot in view.spots.get("place", []):
        after = spot.first > frame.head
        low, high = (frame.head + 1, spot.first) if after else (spot.stop, frame.head)
        if high - low > 8 or (after == passive and high - low > 2):
            continue
        if any(t.pos in {"VERB", "SCONJ"} or t.text in {";", ":", "“", "”"} for t in tokens[low:high]) or view.is_reference(
            spot
        ):
            continue
        if best is None or abs(spot.head - frame.head) < abs(best.head - frame.head):
            best = spot
    return best


def _above(view: View, frame: Frame) -> Spot | None:
    """A place in the clauses that carry this one: their obliques, or objects that are places."""
    node = frame.head
    sentence = view.sentence
    for _ in range(5):
        token = sentence.tokens[node]
        if token.head < 0 or token.relation in {"ccomp", "parataxis", "acl:relcl"}:
            return None
        node = token.head
        for child in sentence.children(node, "obl", "nmod", "obj", "nsubj"):
            if child.index == frame.head or frame.head in sentence.subtree(child.index):
                continue
            spot = view.on("place", child.index)
            if child.relation.startswith("obl") or child.relation.startswith("nmod"):
                named = view.named_by("place", Argument("oblique", child.index, phrase(sentence, child.index)))
                nested = spot if spot is not None else named[0] if named else None
                if (
                    nested is not None
                    and not view.is_reference(nested)
                    and (set(mark_of(sentence, child.index).split()) & _LOCATING)
                ):
                    return nested
            elif spot is None:
                below = view.within("place", sentence.subtree(child.index, without=frozenset({"acl", "advcl", "conj"})))
                located = next((s for s in below if _locates(view, s) and not view.is_reference(s)), None)
                if located is not None:
                    return located
            elif child.relation.startswith("obj"):
                return spot
    return None


def _part(place: Place | None, vague: bool) -> Place:
    assert place is not None
    return replace(place, extent="part") if vague and place.extent == "whole" else place


def _sized(view: View, spot: Spot, argument: Argument, hedges: Hedges) -> Place:
    """The mention's place with the extent that the phrase around it gives: most of it, a part, the whole."""
    place = spot.mention.place
    assert place is not None
    if place.extent != "whole":
        return place
    tokens = view.sentence.tokens
    extent: Extent = "whole"
    if argument.head not in range(spot.first, spot.stop):
        lemma = tokens[argument.head].lemma
        if hedges.has("extent-most", lemma) or hedges.has("extent-most", tokens[argument.head].text.lower()):
            extent = "most"
        elif lemma not in _SETTLED and lemma not in {"control", "rest", "whole", "all", "entirety"}:
            extent = "part"
    first = min(argument.tokens, default=spot.first)
    lead = " ".join(t.text.lower() for t in tokens[max(0, first - 1) : spot.first])
    if extent == "whole" and re.search(r"\b(most|much|majority|bulk|nearly all|almost all|all but)\b", lead):
        extent = "most"
    elif extent == "whole" and re.search(
        r"\b(parts?|half|sections?|outskirts|edges?|some|several (?:districts|neighbou?rhoods)|portions?|swat(?:he|h)s?) (?:of )?",
        lead,
    ):
        extent = "part"
    if extent == "whole" and _HEADED.search(lead):
        extent = "part"
    return replace(place, extent=extent) if extent != "whole" else place


# --- actors


def _actors_in(view: View, argument: Argument) -> list[Actor]:
    found = view.on("actor", argument.head) or view.on("person", argument.head)
    spots = view.joined(found.mention.type, found) if found is not None else view.named_by("actor", argument)
    actors = [s.mention.actor for s in spots if s.mention.actor is not None]
    if not actors and argument.role in {"agent", "support", "poss"}:
        state = view.on("place", argument.head)
        if state is not None and state.mention.place is not None and state.mention.place.kind == "country":
            return [_state(state.mention.place)]
    return actors


def _state(place: Place) -> Actor:
    """A country that acts: its state."""
    return Actor(slug(place.name), place.name, place.text, place.start, place.end, kind="state")


def find_actors(view: View, match: Match, pattern: Pattern) -> tuple[tuple[Actor, ...], How | None]:
    """Who acts, and how it was found."""
    frame = match.frame
    said = False
    if frame.kind == "noun" and "poss" in pattern.actor:
        owner = _owner_before(view, match.tokens[0] if match.frame.support not in match.tokens else frame.head)
        if owner is not None and owner.mention.actor is not None:
            return (owner.mention.actor,), "parse"
    for role in pattern.actor:
        out: list[Actor] = []
        for argument in frame.those(role):
            out.extend(_actors_in(view, argument))
            said = said or role in {"agent", "poss"}
        if out:
            return _once(out), "parse"
    if frame.kind == "compound":
        before = [s for s in view.spots.get("actor", []) if s.stop <= frame.head and s.stop >= frame.head - 2]
        return _once([s.mention.actor for s in before[-1:] if s.mention.actor is not None]), "parse"
    if not said and frame.kind == "noun" and pattern.kind == "control.loss":
        return _sufferer(view, frame)
    if said or "agent" not in pattern.actor:
        return (), None
    spot = _actor_before(view, match)
    if spot is not None and spot.mention.actor is not None:
        return (spot.mention.actor,), "nearest"
    return (), None


def _campaigns(view: View, frame: Frame, pattern: Pattern) -> bool:
    """Whether the subject is an operation told before (`those offensives`, `the push`)."""
    heads = [view.sentence.tokens[a.head] for a in frame.those("agent") if "agent" in pattern.actor]
    return any(
        h.lemma in _CAMPAIGNS
        and any(c.text.lower() in {"the", "this", "that", "those", "these"} for c in view.sentence.children(h.index, "det"))
        for h in heads
    )


def _taken(frame: Frame, pattern: Pattern) -> bool:
    """`The town was captured the next day`: by whom the sentence before said that he attacked."""
    return (
        pattern.kind == "control.gain" and frame.kind == "verb" and frame.group.voice == "passive" and not frame.those("agent")
    )


def _owner_before(view: View, index: int) -> Spot | None:
    """`X's [long] siege`: the actor whose possessive stands before a noun, wherever the parse hangs it."""
    tokens = view.sentence.tokens
    for at in range(index - 1, max(-1, index - 6), -1):
        if tokens[at].text in {"'s", "’s", "'", "’"} and at > 0:
            return view.on("actor", at - 1)
        if tokens[at].pos not in {"ADJ", "NOUN", "ADV", "NUM", "PROPN", "X"} and tokens[at].text != "-":
            return None
    return None


def _sufferer(view: View, frame: Frame) -> tuple[tuple[Actor, ...], How | None]:
    """`The loss of Hit weakens X`, `the fall of Hit was a blow to X`: the loser is whom the loss strikes."""
    if frame.scope[0].relation != "nsubj" or len(frame.scope) < 2:
        return (), None
    above = frame.scope[1].index
    for child in view.sentence.children(above, "obj", "iobj", "obl", "nmod"):
        if child.relation in {"obj", "iobj"} or mark_of(view.sentence, child.index) in {"to", "for"}:
            below = view.within("actor", view.sentence.subtree(child.index, without=frozenset({"acl", "advcl"})))
            if below and below[0].mention.actor is not None:
                return (below[0].mention.actor,), "nested"
    return (), None


def _actor_before(view: View, match: Match) -> Spot | None:
    """For an active verb without a subject in the parse: the actor that stands before it in its clause."""
    frame = match.frame
    if frame.kind != "verb" or frame.group.voice == "passive" or frame.group.form in {"infinitive"}:
        return None
    row = [s for s in view.spots.get("actor", []) if s.stop <= frame.head]
    if not row or frame.head - row[-1].stop > 6:
        return None
    between = view.sentence.tokens[row[-1].stop : frame.head]
    if any(t.text in {";", ":", "“", "”", ",", "."} or t.pos in {"VERB", "SCONJ", "ADP"} for t in between):
        return None
    return row[-1]


def _once(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for actor in actors:
        found.setdefault(actor.id, actor)
    return tuple(found.values())


def _targets(view: View, frame: Frame, pattern: Pattern, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    acting = {a.id for a in actors}
    for role in pattern.target:
        out = [a for argument in frame.those(role) for a in _actors_in(view, argument) if a.id not in acting]
        if out:
            return _once(out)
    return ()


# --- quantities


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
