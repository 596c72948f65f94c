"""Conditions that patterns name under `needs` (`conditions.yaml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from khaldun.claims.clauses import Deed, Mood, deeds, doers, does, unless
from khaldun.claims.nouns import counted_by, counts
from khaldun.errors import KnowledgeError
from khaldun.knowledge import Knowledge, switch
from khaldun.language.frames import Argument, Frame
from khaldun.language.frames_tree import lexemes
from khaldun.language.sentence import Sentence

_MOODS: tuple[Mood, ...] = ("ahead", "refused", "must", "open")
_FIELDS = frozenset(
    {
        "id",
        "roles",
        "words",
        "classes",
        "but",
        "deep",
        "complement",
        "found",
        "verbs",
        "proper",
        "note",
        "unless",
        "person",
        "unsaid",
        "beside",
        "about",
        "about_too",
        "demonyms",
        "peoples",
        *_MOODS,
    }
)


_COMPLEMENTS = {False: (), True: ("ccomp", "xcomp"), "infinitive": ("xcomp",)}


@dataclass(frozen=True, slots=True)
class Condition:
    """One entry; see the head of `conditions.yaml`."""

    id: str
    roles: tuple[str, ...]
    words: frozenset[str]
    classes: frozenset[str]
    but: frozenset[str]
    deep: bool
    complement: tuple[str, ...]
    found: frozenset[str]
    verbs: frozenset[str]
    proper: bool = False
    deeds: tuple[tuple[Mood, frozenset[str]], ...] = ()
    unless: bool = False
    person: bool = True
    beside: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    unsaid: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        """Whether more than the words of a sentence decides: what arguments are, what else is found, which verb carries a noun."""
        return bool(self.found or self.classes or self.verbs or self.unsaid)


def _condition(entry: dict[str, Any]) -> Condition:
    if set(entry) - _FIELDS:
        raise KnowledgeError(f"conditions: {entry.get('id')}: unknown {', '.join(sorted(set(entry) - _FIELDS))}")

    def words(name: str) -> frozenset[str]:
        return frozenset(str(w) for w in entry.get(name) or ())

    return Condition(
        str(entry["id"]),
        tuple(str(r) for r in entry.get("roles") or ()),
        words("words"),
        words("classes"),
        words("but"),
        switch(entry, "deep"),
        _COMPLEMENTS[entry.get("complement", False)],
        words("found"),
        words("verbs"),
        switch(entry, "proper"),
        tuple((mood, words(mood)) for mood in _MOODS if mood in entry),
        switch(entry, "unless"),
        switch(entry, "person", True),
        words("beside"),
        words("about"),
        tuple(str(r) for r in entry.get("unsaid") or ()),
    )


@lru_cache(maxsize=8)
def conditions(knowledge: Knowledge) -> dict[str, Condition]:
    """The conditions of the packs in force, by id."""
    demonyms = {str(e["id"]): frozenset(map(str.lower, e.get("demonyms", ()))) for e in knowledge.entries("countries")}
    found = {str(e["id"]): _condition(e) for e in knowledge.entries("conditions")}
    peoples = {str(w).lower() for e in knowledge.entries("peoples") for w in e["words"]}
    peoples |= {form for those in demonyms.values() for d in those for form in (d, f"{d}s")}
    for entry in knowledge.entries("conditions"):
        one = found[str(entry["id"])]
        about = one.about
        if "about_too" in entry:  # the other stands before it, so that what that takes from a third is in it
            about |= found[str(entry["about_too"])].about
        if entry.get("demonyms"):
            about = about.union(*(demonyms.get(w, frozenset()) for w in about))
        peopled = one.words | peoples if switch(entry, "peoples") else one.words
        found[one.id] = replace(one, about=about, words=peopled)
    return found


@lru_cache(maxsize=256)
def shared(words: frozenset[str], about: frozenset[str]) -> int:
    """How many of some words a text has; the same few lists are asked of all its sentences."""
    return len(words & about)


def holds(
    condition: Condition,
    sentence: Sentence,
    frame: Frame,
    classes: Callable[[Argument], set[str]],
    found: frozenset[str],
    about: frozenset[str] = frozenset(),
) -> bool:
    """Whether a condition holds of a frame; `found` are the parts of the cast that are there, `about` the words of the whole text."""
    if condition.found & found or _unframed(condition, sentence, frame.head, about):
        return True
    if condition.verbs and frame.support is not None and sentence.tokens[frame.support].lemma in condition.verbs:
        return True
    if condition.unsaid and not frame.those(*condition.unsaid):
        return True
    return any(_is(condition, sentence, argument, classes) for argument in _standing(condition, sentence, frame))


def hopeless(condition: Condition, sentence: Sentence, head: int, about: frozenset[str]) -> bool:
    """Whether a condition that is not `late` cannot hold of any frame of a word. To ask this first costs less than to make the frame."""
    if condition.roles and not condition.words.isdisjoint(lexemes(sentence)):
        return False
    return not _unframed(condition, sentence, head, about)


def _unframed(condition: Condition, sentence: Sentence, head: int, about: frozenset[str]) -> bool:
    """Whether a condition holds of a word by the text, by the sentence or by the clauses that hang on the word."""
    if condition.about and shared(condition.about, about):
        return True
    if condition.beside and not condition.beside.isdisjoint(lexemes(sentence)):
        return True
    if condition.complement and sentence.children(head, *condition.complement):
        return True
    if condition.deep and any(c.lemma in condition.words for c in sentence.children(head, "xcomp", "ccomp", "advcl")):
        return True
    return bool(condition.deeds or condition.unless) and any(_told(condition, sentence, d) for d in deeds(sentence, head))


def _standing(condition: Condition, sentence: Sentence, frame: Frame) -> Iterator[Argument]:
    for role in condition.roles:
        yield from doers(sentence, frame.head) if role == "doer" else frame.those(role)


def _told(condition: Condition, sentence: Sentence, deed: Deed) -> bool:
    if condition.unless and deed.mood == "ahead" and unless(sentence, deed):
        return True
    return any(deed.mood == mood and does(sentence, deed, wanted) for mood, wanted in condition.deeds)


def _is(condition: Condition, sentence: Sentence, argument: Argument, classes: Callable[[Argument], set[str]]) -> bool:
    head = sentence.tokens[argument.head]
    if counts(sentence, argument) and not condition.found and (counted := counted_by(sentence, argument)) is not None:
        return _is(condition, sentence, counted, classes)
    if condition.proper and head.pos != "PROPN":
        return False
    if {head.lemma, head.text.lower()} & condition.but or (not condition.person and "person" in classes(argument)):
        return False
    if {head.lemma, head.text.lower()} & condition.words:
        return True
    if condition.deep and any(sentence.tokens[t].lemma in condition.words for t in argument.tokens):
        return True
    return bool(condition.classes and condition.classes & classes(argument))
