"""The triggers of patterns in a sentence, each with its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from khaldun.claims.patterns import PREPOSITIONS, Pattern, Patterns, Shape, Spec
from khaldun.language.frames import Frame, frame_at
from khaldun.language.frames_nouns import compound_holder, support_of
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_tree import lexemes
from khaldun.language.frames_verbs import spread
from khaldun.language.lemma import lemma
from khaldun.language.sentence import Sentence, Token

_PREFIXES = frozenset({"re", "co", "counter", "air", "over", "out", "un", "self", "pre"})
"""What may stand before a hyphen in a verb: other words make it a compound (`rebel-held`)."""
_RENAMED = frozenset({"ADJ", "NOUN", "PROPN", "ADV"})
_REACH = 5
"""Words that may stand between a verb and its noun where the parse does not join them (`took full and lasting control`)."""


class Trigger(NamedTuple):
    """Tokens that the patterns of one shape fit, in the order of the packs, and the one of them that makes the frame."""

    tokens: tuple[int, ...]
    anchor: int
    shape: Shape
    patterns: list[Pattern]


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger with its frame."""

    frame: Frame
    tokens: tuple[int, ...]

    @classmethod
    def of(cls, sentence: Sentence, trigger: Trigger) -> Match:
        """With the frame that the sentence gives the trigger."""
        return cls(_frame(sentence, trigger.anchor, trigger.tokens, trigger.shape), trigger.tokens)


def triggers(sentence: Sentence, patterns: Patterns) -> list[Trigger]:
    """The triggers of a sentence; a token serves one trigger only, the longest that fits it."""
    found: list[tuple[Spec, tuple[int, ...], int]] = []
    there = lexemes(sentence)
    for token in sentence.tokens:
        names = _lemmas(token.text.lower(), token.lemma, token.pos) if token.pos in _RENAMED else (token.lemma,)
        for name in names:
            for spec in patterns.anchors.get(name, ()):
                hit = _fits(sentence, token, spec) if there.issuperset(spec.others) else None
                if hit is not None:
                    found.append((spec, hit, token.index))
    if not found:
        return []
    taken: set[int] = set()
    groups: dict[tuple[tuple[int, ...], int, Shape], list[Pattern]] = {}
    for spec, tokens, anchor in sorted(found, key=lambda f: (-len(f[1]), f[0].shape != "noun", f[1])):
        key = (tokens, anchor, spec.shape)
        if key in groups:
            groups[key] += spec.patterns
        elif taken.isdisjoint(tokens):
            groups[key] = [*spec.patterns]
            taken.update(tokens)
    return [Trigger(*key, fitting) for key, fitting in sorted(groups.items(), key=lambda g: g[0][0])]


def _lemmas(word: str, tagged: str, pos: str) -> tuple[str, ...]:
    """The lemmas to look up of words that are `_RENAMED`: as tagged, and as a verb where a participle is tagged otherwise."""
    if word.endswith(("ed", "en", "ing", "un", "ld")):
        verb = lemma(word, "VERB")
        return (tagged,) if verb == tagged else (tagged, verb)
    return (lemma(word, "NOUN"),) if pos == "PROPN" else (tagged,)


def _fits(sentence: Sentence, token: Token, spec: Spec) -> tuple[int, ...] | None:
    if spec.shape == "verb":
        return _verb(sentence, token, spec.words)
    if spec.shape == "noun":
        return _noun(sentence, token, spec.words)
    if spec.shape == "sequence":
        return _sequence(sentence, token, spec.words)
    if spec.shape == "compound":
        held = compound_holder(sentence, token.index) is not None or _bare_compound(sentence, token)
        return (token.index,) if held and token.pos != "NOUN" else None
    return _phrase(sentence, token, spec.words)


def _bare_compound(sentence: Sentence, token: Token) -> bool:
    """`Army held village`, `(SAA) controlled town`: the hyphen left out before a noun."""
    if (
        token.index == 0
        or token.index + 1 >= len(sentence.tokens)
        or token.relation not in {"amod", "acl"}
        or token.head < token.index
    ):
        return False
    before = sentence.tokens[token.index - 1]
    return before.pos in {"PROPN", "NOUN"} or before.text == ")"


def _verb(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    if token.pos not in {"VERB", "AUX", "ADJ"} or token.relation.partition(":")[0] in {"aux", "cop", "case", "mark"}:
        return None
    if token.pos == "ADJ" and not token.text.lower().endswith(("ed", "en", "un", "ld", "ing")):
        return None
    last = compound_holder(sentence, token.index)
    if last is not None and sentence.tokens[last].text.lower() not in _PREFIXES:
        return None
    if len(words) == 1:
        return (token.index,)
    out = [token.index]
    for word in words[1:]:
        near = [t for t in sentence.tokens[out[-1] + 1 : token.index + 2 + _REACH] if word in {t.text.lower(), t.lemma}]
        hit = next((t for t in near if t.head == token.index or t.index == out[-1] + 1), None)
        if hit is None:
            return None
        out.append(hit.index)
    return tuple(out)


def _noun(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    if token.pos not in {"NOUN", "PROPN"} and not (
        token.pos == "VERB" and token.text.lower().endswith("ing") and _nominal(sentence, token)
    ):
        return None
    out = [token.index]
    for word in reversed(words[:-1]):
        before = out[0] - 1
        while before >= 0 and sentence.tokens[before].text in {"-", "‑", "–"}:
            before -= 1
        if before < 0 or word not in {sentence.tokens[before].lemma, sentence.tokens[before].text.lower()}:
            return None
        out.insert(0, before)
    return tuple(out)


def _nominal(sentence: Sentence, token: Token) -> bool:
    """A gerund used as a noun: `the shelling of`, `heavy fighting`."""
    return bool(sentence.children(token.index, "det", "amod", "nmod:poss", "nmod"))


def _phrase(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    if words[0] in PREPOSITIONS:
        case = next((c for c in sentence.children(token.index, "case") if c.text.lower() == words[0]), None)
        before = [t for t in sentence.tokens[max(0, token.index - 4) : token.index] if t.text.lower() == words[0]]
        hit = case or (before[-1] if before and (len(words) == 2 or words[0] == "back") else None)
        if (
            hit is not None
            and case is None
            and any(t.pos in {"VERB", "SCONJ"} or t.text == "," for t in sentence.tokens[hit.index : token.index + 1])
        ):
            return None
        if hit is None or len(words) > 2 and not all(w in _between(sentence, hit.index, token.index) for w in words[1:-1]):
            return None
        return (hit.index, token.index)
    verb = support_of(sentence, token.index)
    if verb is None or sentence.tokens[verb].lemma != words[0]:
        low = max(0, token.index - _REACH - 1)
        near = [t for t in sentence.tokens[low : token.index] if t.lemma == words[0] and t.pos in {"VERB", "AUX"}]
        if not near or any(t.pos in {"PUNCT", "VERB", "SCONJ"} for t in sentence.tokens[near[-1].index + 1 : token.index]):
            return None
        verb = near[-1].index
    if sentence.tokens[verb].relation.startswith("aux") and sentence.tokens[verb].head == token.index:
        return None
    middle = words[1:-1]
    if middle and not all(
        w in mark_of(sentence, token.index).split() or w in _between(sentence, verb, token.index) for w in middle
    ):
        return None
    if not middle and mark_of(sentence, token.index) and verb < token.index:
        return None
    return tuple(sorted((verb, token.index)))


def _sequence(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    out = [token.index]
    for word in words[1:]:
        window = sentence.tokens[out[-1] + 1 : out[-1] + 2 + _REACH + 3]
        hit = next((t.index for t in window if word in {t.lemma, t.text.lower()}), None)
        if hit is None:
            return None
        out.append(hit)
    return tuple(out)


def _between(sentence: Sentence, low: int, high: int) -> set[str]:
    return {t.text.lower() for t in sentence.tokens[low + 1 : high]} | {t.lemma for t in sentence.tokens[low + 1 : high]}


def _frame(sentence: Sentence, anchor: int, tokens: tuple[int, ...], shape: str) -> Frame:
    frame = frame_at(sentence, anchor)
    if shape == "phrase" and frame.support is None and sentence.tokens[tokens[0]].pos in {"VERB", "AUX"} and len(tokens) > 1:
        frame = replace(frame, support=tokens[0] if tokens[0] != anchor else tokens[-1])
    if shape == "verb" and len(tokens) > 1:
        frame = _with_particle(sentence, frame, sentence.tokens[tokens[-1]])
    trigger = tuple(sorted({*frame.trigger, *tokens}))
    return frame if trigger == frame.trigger else replace(frame, trigger=trigger)


def _with_particle(sentence: Sentence, frame: Frame, token: Token) -> Frame:
    """`handed over the town`: where the parse takes the particle for a preposition, its phrase is the object; what it hangs on the
    particle (`handed the town over to X`) belongs to the verb."""
    particle = token.text.lower()
    if particle == "out":  # `pulled out of Kidal`
        places = (replace(a, preposition="out of") if a.preposition == "of" else a for a in frame.arguments)
        frame = replace(frame, arguments=tuple(places))
    for below in sentence.children(token.index, "obl", "nmod"):
        if mark := mark_of(sentence, below.index):
            frame = replace(frame, arguments=(*frame.arguments, *spread(sentence, "oblique", below.index, mark)))
    if any(a.role == "patient" for a in frame.arguments):
        return _with_subject(sentence, frame, particle)
    taken = (
        replace(a, role="patient", preposition="")
        if a.role == "oblique" and (a.preposition == particle or (not a.preposition and min(a.tokens) == token.index + 1))
        else a
        for a in frame.arguments
    )
    return replace(frame, arguments=tuple(taken))


def _with_subject(sentence: Sentence, frame: Frame, particle: str) -> Frame:
    """`US troops handed over the base`, where the parse reads `troops (that were) handed`: who is handed over is no `over`."""
    named = [a for a in frame.arguments if a.role == "oblique" and a.preposition == particle and min(a.tokens) > frame.head]
    if not named or sentence.children(frame.head, "aux:pass") or not sentence.children(frame.head, "nsubj", "nsubj:pass"):
        return frame
    roles = (
        replace(a, role="agent") if a.role == "patient" else replace(a, role="patient", preposition="") if a in named else a
        for a in frame.arguments
    )
    return replace(frame, arguments=tuple(roles))
