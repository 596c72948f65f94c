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


def apart(phrases: Sequence[Phrase], hits: Sequence[Hit], vocabulary: Vocabulary) -> Iterator[Phrase]:
    """The phrases, without what is only coordinated with the name inside: `Ahrar al-Sham and Nusra Front fighters` speaks of the
    fighters of the second (the first is named beside them), `rebel and Nusra Front fighters` of rebels too."""
    heads = {p.head for p in phrases}
    for phrase in phrases:
        tokens = phrase.sentence.tokens
        inside = [h for h in hits if phrase.start < h.end <= phrase.end and h.aliases[0].role == "actor"]
        if not inside:
            yield phrase
            continue
        first, _ = phrase.sentence.at(inside[-1].start, inside[-1].end)
        if first <= phrase.first or tokens[first - 1].text.lower() not in _AND:
            yield phrase
            continue
        left = first - 2
        cls = vocabulary.heads.get(tokens[left].text.lower()) if left >= phrase.first else None
        if cls is not None and left not in heads and not any(h.start <= tokens[left].start < h.end for h in inside):
            yield replace(phrase, head=left, cls=cls)
        yield replace(phrase, first=first)


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
    """The one named right before an `allied`: `the YPG and allied forces`."""
    if not vocabulary.beside & set(phrase.words):
        return None
    before = [h for h in hits if h.end <= phrase.start and h.aliases[0].role == "actor"]
    if not before:
        return None
    between = (
        phrase.sentence.text[before[-1].end - phrase.sentence.start : phrase.start - phrase.sentence.start].lower().split()
    )
    return before[-1] if between and between[-1].strip(",") in _AND and len(between) <= 4 else None
