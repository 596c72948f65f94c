"""Whose words a headline gives: by a colon behind the speaker, or by its end."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_HEADED = 4
"""Words before the colon of a headline that tells whose words it gives: `Local health officials: ...`."""


def headlines(sentence: Sentence, words: Speech) -> Iterator[tuple[Token, range, int]]:
    """The mark that gives the words, the tokens of what is said, and the head of who says it."""
    yield from _opening(sentence, words)
    yield from _credit(sentence, words)


def _opening(sentence: Sentence, words: Speech) -> Iterator[tuple[Token, range, int]]:
    """`Observatory: army takes the airport`, `Activists: twelve killed`, and `Haddad: "..."`."""
    colon = next((t for t in sentence.tokens[:8] if t.text == ":"), None)
    if colon is None or colon.index == 0 or len(sentence.tokens) - colon.index < 4:
        return
    before = sentence.tokens[colon.index - 1]
    short = colon.index <= _HEADED and all(t.pos in {"NOUN", "PROPN", "ADJ"} for t in sentence.tokens[: colon.index])
    if short and before.text.lower() in words.speakers and before.end == colon.start:
        yield colon, range(colon.index + 1, len(sentence.tokens)), before.index
        return
    for entity in sentence.entities:
        if entity.label in {"PER", "ORG"} and entity.stop == colon.index and entity.first <= 4:
            if any(t.pos in {"VERB", "AUX"} for t in sentence.tokens[: colon.index]):
                return
            yield colon, range(colon.index + 1, len(sentence.tokens)), entity.stop - 1


def _credit(sentence: Sentence, words: Speech) -> Iterator[tuple[Token, range, int]]:
    """`Air strike kills 20: monitor`, `Bomb kills 12 in Kabul - officials`: the end of a headline."""
    tokens = sentence.tokens
    last = tokens[-1]
    if last.pos not in {"NOUN", "PROPN"} or len(tokens) < 6:
        return
    cue = next((t for t in reversed(tokens[-6:-1]) if t.text in {":", "-", "–", "—"}), None)
    if cue is None or (cue.text != ":" and tokens[cue.index - 1].end == cue.start):
        return
    named = any(e.label in {"PER", "ORG"} and e.first == cue.index + 1 and e.stop == len(tokens) for e in sentence.entities)
    told = any(t.pos == "VERB" for t in tokens[: cue.index])
    if told and (named or last.text.lower() in words.speakers) and all(t.pos != "VERB" for t in tokens[cue.index :]):
        yield cue, range(cue.index), last.index
