"""What an argument is: the classes of `nouns.yaml`, and what the mentions on it say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from khaldun.claims.patterns import Pattern
from khaldun.claims.speech import speech
from khaldun.claims.view import View
from khaldun.knowledge import Knowledge
from khaldun.language.frames import Argument, Frame
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Nouns:
    """The classes of `nouns.yaml`; `words`: these, the lists of `where.yaml` and `saying`, the plain verbs of it."""

    classes: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def nouns(knowledge: Knowledge) -> Nouns:
    """The noun classes of the packs in force."""
    classes = _lists(knowledge, "nouns")
    counted = frozenset(str(w).lower() for entry in knowledge.entries("peoples") for w in entry["words"])
    classes["people"] = classes.get("people", frozenset()) | counted
    return Nouns(classes, _lists(knowledge, "where") | classes | {"saying": speech(knowledge).news})


def _lists(knowledge: Knowledge, name: str) -> dict[str, frozenset[str]]:
    """The lists of a file; those of one `id` in several packs add up."""
    found: dict[str, frozenset[str]] = {}
    for entry in (e for document in knowledge.documents(name) for e in document):
        found[str(entry["id"])] = found.get(str(entry["id"]), frozenset()) | frozenset(map(str, entry["words"]))
    return found


SHARES = frozenset(
    "tenth fifth most half part all much majority rest some one many number portion third quarter any remainder dozen hundred thousand score ten million group batch busload column another several both two three four five six seven eight nine load wave".split()
)
"""Words that are what their `of` says: `most of the town` is a place, `most of those held` are people."""


_CARRIERS = frozenset("bus coach convoy truck lorry vehicle ambulance train minibus".split())
_CARRY = frozenset({"carry", "transport", "take", "bring", "evacuate", "ferry"})
_PERCENT = frozenset({"%", "percent"})


def counted_by(sentence: Sentence, argument: Argument) -> Argument | None:
    """What a share or a number is of: `fighters` in `hundreds of fighters`."""
    for child in sentence.children(argument.head, "nmod"):
        if mark_of(sentence, child.index) in {"of", "out of"}:
            return Argument(argument.role, child.index, argument.tokens, argument.preposition)
    cargo = carried(sentence, argument.head) if argument.role != "patient" else None
    return None if cargo is None else Argument(argument.role, cargo, argument.tokens, argument.preposition)


def counts(sentence: Sentence, argument: Argument) -> bool:
    """Whether a word stands for what it counts or carries. A truck that is hit is a truck, whoever rides in it."""
    rides = argument.role != "patient" and carried(sentence, argument.head) is not None
    return sentence.tokens[argument.head].lemma in SHARES or rides


def carried(sentence: Sentence, index: int) -> int | None:
    """Who leaves and comes where vehicles do that carry them: `buses carrying fighters left the town`."""
    if sentence.tokens[index].lemma not in _CARRIERS:
        return None
    loads = (o for c in sentence.children(index, "acl") if c.lemma in _CARRY for o in sentence.children(c.index, "obj"))
    return next((o.index for o in loads), None)


def classes_of(view: View, argument: Argument, words: Nouns) -> set[str]:
    """What an argument is: place, people, forces, housing, weapons, actor, person, quantity, as far as its head or a mention says."""
    known = view.classes.get(argument.head)
    if known is None:
        known = view.classes[argument.head] = _classes(view, argument, words)
    return known


def _classes(view: View, argument: Argument, words: Nouns) -> set[str]:
    lemma = view.sentence.tokens[argument.head].lemma
    if counts(view.sentence, argument) and view.on("place", argument.head) is None:
        counted = counted_by(view.sentence, argument)
        if counted is not None:
            return classes_of(view, counted, words)
    out = {name for name, members in words.classes.items() if lemma in members}
    for kind in ("place", "actor", "person", "quantity"):
        spot = view.on(kind, argument.head)
        if spot is not None:
            out.add(kind)
            if kind == "actor" and spot.mention.actor is not None and spot.mention.actor.kind == "people":
                out.add("people")
            elif kind == "actor":
                out.add("forces")
            elif kind == "person" or (
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
        things = [a for a in frame.those("patient") if view.on("date", a.head) is None]  # `demonstrated Sunday`
        if not things:
            return "none" in pattern.objects
    if pattern.kind == "control.hold":  # `controls 85% of the province`; what share is taken changes no holder
        shares = (a if view.sentence.tokens[a.head].lemma in _PERCENT else None for a in things)
        things = [*things, *(of for a in shares if a is not None and (of := counted_by(view.sentence, a)) is not None)]
    return any(pattern.objects & classes_of(view, a, words) for a in things)
