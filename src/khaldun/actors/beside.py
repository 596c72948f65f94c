"""What stands beside a phrase: names coordinated with it, the one it is allied with, the one it is led by or mainly of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.actors.lexicon import Hit
from khaldun.actors.phrases import Phrase
from khaldun.actors.vocabulary import Vocabulary
from khaldun.language.sentence import Sentence

_AND = frozenset({"and", "or", ",", "&"})
_LED = frozenset({"led", "headed", "commanded", "spearheaded", "dominated"})


def apart(phrases: Sequence[Phrase], hits: Sequence[Hit], vocabulary: Vocabulary) -> list[Phrase]:
    """The phrases, without what is only coordinated with the name inside: `Ahrar al-Sham and Nusra Front fighters` speaks of the
    fighters of the second (the first is named beside them), `rebel and Nusra Front fighters` of rebels too, `Syrian and Russian forces`
    of the forces of both."""
    found = list(_split(phrases, hits, vocabulary))
    return [p for p in found if not any(o.start <= p.start and p.end < o.end for o in found)]


def _split(phrases: Sequence[Phrase], hits: Sequence[Hit], vocabulary: Vocabulary) -> Iterator[Phrase]:
    heads = {p.head for p in phrases}
    for phrase in phrases:
        first = _second(phrase, hits)
        if first is None:
            yield phrase
            continue
        tokens, left = phrase.sentence.tokens, first - 2
        named = any(h.aliases[0].role == "actor" and h.start <= tokens[left].start < h.end for h in hits)
        cls = vocabulary.heads.get(tokens[left].text.lower())
        if named or left in heads:
            pass
        elif cls is not None:
            yield replace(phrase, head=left, cls=cls)
        else:
            yield replace(phrase, last=left)
        yield replace(phrase, first=first)


def _second(phrase: Phrase, hits: Sequence[Hit]) -> int | None:
    """Where the second of two coordinated parts before the head starts, None where there is one part."""
    tokens = phrase.sentence.tokens
    whole = [h for h in hits if phrase.start < h.end <= phrase.end]
    for index in range(phrase.head - 1, phrase.first, -1):
        token = tokens[index]
        if token.text.lower() in _AND and not any(h.start <= token.start < h.end for h in whole):
            return index + 1
    return None


def behind(sentence: Sentence, head: int, vocabulary: Vocabulary) -> int | None:
    """Where the name of those stands of whom a body mainly is, or by whom it is led: `fighters, mainly from X`, `insurgents led by X`."""
    words = [t.text.lower() for t in sentence.tokens[head + 1 : head + 5]]
    at = head + 1
    if words[:1] == [","]:
        words, at = words[1:], at + 1
    if words[:1] and words[0] in vocabulary.chiefly:
        linked = len(words) > 1 and words[1] in {"from", "of", "by"}
        return at + 2 if linked else at + 1
    if words[:2] and words[0] in _LED and words[1:2] == ["by"]:
        return at + 2
    return None


def companion(phrase: Phrase, hits: Sequence[Hit], vocabulary: Vocabulary) -> Hit | None:
    """The one named right before an `allied`: `the YPG and allied forces`, `Syrian and allied forces`."""
    if not vocabulary.beside & set(phrase.words):
        return None
    before = [h for h in hits if h.end <= phrase.start and h.aliases[0].role in {"actor", "adjective"}]
    if not before:
        return None
    between = (
        phrase.sentence.text[before[-1].end - phrase.sentence.start : phrase.start - phrase.sentence.start].lower().split()
    )
    most = 4 if before[-1].aliases[0].role == "actor" else 1
    return before[-1] if between and between[-1].strip(",") in _AND and len(between) <= most else None
