"""What stands beside a phrase: names coordinated with it, the one it is allied with, the one it is led by or mainly of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khaldun.actors.lexicon import Named
from khaldun.actors.phrases import Phrase, phrase_of
from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.sentence import Sentence

_AND = frozenset({"and", "or", ",", "&"})


def apart(phrases: Sequence[Phrase], hits: Sequence[Named], vocabulary: Vocabulary) -> list[Phrase]:
    """The phrases, without what is only coordinated with the name inside: `Ahrar al-Sham and Nusra Front fighters` speaks of the
    fighters of the second (the first is named beside them), `rebel and Nusra Front fighters` of rebels too, `Syrian and Russian forces`
    of the forces of both."""
    found = list(_split(phrases, hits, vocabulary))
    if len(found) < 2:
        return found
    return [p for p in found if not any(o.start <= p.start and p.end < o.end for o in found)]


def _split(phrases: Sequence[Phrase], hits: Sequence[Named], vocabulary: Vocabulary) -> Iterator[Phrase]:
    heads = {p.head for p in phrases}
    for phrase in phrases:
        first = _second(phrase, hits)
        if first is None:
            yield phrase
            continue
        tokens, left = phrase.sentence.tokens, first - 2
        named = any(h.role == "actor" and h.start <= tokens[left].start < h.end for h in hits)
        cls = vocabulary.heads.get(tokens[left].text.lower())
        if named or left in heads:
            pass
        elif cls is not None:
            yield _part(phrase, phrase.first, left, cls)
        else:
            yield _part(phrase, phrase.first, phrase.head, phrase.cls, last=left)
        yield _part(phrase, first, phrase.head, phrase.cls)


def _part(phrase: Phrase, first: int, head: int, cls: str, *, last: int | None = None) -> Phrase:
    """A phrase that is no more than a part of another."""
    return phrase_of(phrase.sentence, first, head, cls, definite=phrase.definite, modifier=phrase.modifier, last=last)


def _second(phrase: Phrase, hits: Sequence[Named]) -> int | None:
    """Where the second of two coordinated parts before the head starts, None where there is one part."""
    words = phrase.sentence.words
    for index in range(phrase.head - 1, phrase.first, -1):
        if words[index] in _AND:
            at = phrase.sentence.tokens[index].start
            if not any(h.start <= at < h.end for h in hits if phrase.start < h.end <= phrase.end):
                return index + 1
    return None


def behind(sentence: Sentence, head: int, vocabulary: Vocabulary) -> int | None:
    """Where the name of those stands of whom a body mainly is, or by whom it is led: `fighters, mainly from X`, `insurgents led by X`."""
    at = head + 2 if sentence.words[head + 1 : head + 2] == (",",) else head + 1
    words = sentence.words[at : at + 2]
    if words and words[0] in vocabulary.chiefly:
        linked = len(words) > 1 and words[1] in {"from", "of", "by"}
        return at + 2 if linked else at + 1
    if words and words[0] in vocabulary.leading and words[1:] == ("by",):
        return at + 2
    return None


def companion(phrase: Phrase, hits: Sequence[Named], vocabulary: Vocabulary) -> Named | None:
    """The one named right before an `allied`: `the YPG and allied forces`, `Syrian and allied forces`."""
    if vocabulary.beside.isdisjoint(phrase.words):
        return None
    before = [h for h in hits if h.end <= phrase.start and h.role in {"actor", "adjective"}]
    if not before:
        return None
    between = (
        phrase.sentence.text[before[-1].end - phrase.sentence.start : phrase.start - phrase.sentence.start].lower().split()
    )
    most = 4 if before[-1].role == "actor" else 1
    return before[-1] if between and between[-1].strip(",") in _AND and len(between) <= most else None
