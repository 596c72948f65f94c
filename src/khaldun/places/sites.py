"""Sites without a name to which a deed of war is done: "shelled the hospital", "a strike on the military airport", "the bridges were targeted".

Which one is meant the words do not tell, so that these mentions have no place. Where "the town" and the like go back to a name, that is
the work of `anaphora`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from khaldun.language.sentence import Sentence, Token
from khaldun.model import Mention
from khaldun.places.cues import Cues

_AT = frozenset("in at near inside on into from around outside within against".split())
_ON = frozenset("at on near against of".split())
"""After a noun, "in" tells where rather than what: "controls in shops"."""
_ROW = 8
"""Members of a row of sites that are followed back to its first."""
_WAR = 0.2
"""Share of sentences with a word of arms from which a text is about war."""
_NEAR = 4
"""Mentions that start before a word: one that covers it is among the last few."""
REASON = "a site without a name"


def sites(text: str, sentences: Sequence[Sentence], taken: Sequence[Mention], cues: Cues) -> list[Mention]:
    """The sites of a text that are not part of a mention already there."""
    spans = sorted((m.start, m.end) for m in taken)
    lemmas = [{t.lemma for t in s.tokens} for s in sentences]
    war = sum(not cues.arms.isdisjoint(words) for words in lemmas) >= _WAR * len(sentences) > 0
    out = []
    for sentence, words in zip(sentences, lemmas, strict=True):
        if cues.sites.isdisjoint(words):
            continue
        for token in sentence.tokens:
            if token.pos != "NOUN" or token.lemma not in cues.sites:
                continue
            below = sentence.children(token.index)
            if (_done_to(sentence, token, below, cues) or war and _definite(below)) and _nameless(sentence, below):
                start = _first(sentence, token)
                before = bisect_left(spans, (token.end, 0))
                if not any(start < end for _, end in spans[max(0, before - _NEAR) : before]):
                    out.append(Mention("place", start, token.end, text[start : token.end], anaphor=True, reason=REASON))
    return out


def _definite(below: Sequence[Token]) -> bool:
    return any(c.relation.startswith("det") and c.text.lower() in ("the", "this", "these") for c in below)


def _done_to(sentence: Sentence, token: Token, below: Sequence[Token], cues: Cues) -> bool:
    """Whether the tree puts a noun, or the first of its row, under a deed, as its object, or at or on it; or calls it after one ("liberated
    areas", "the rebel-held hospital", "a bridge bombed on Friday"). `below` are its dependents."""
    for child in below:
        if (
            child.pos == "VERB"
            and child.lemma in cues.deeds
            and child.relation.partition(":")[0] in ("amod", "acl")
            and not _does(sentence, child)
        ):
            return True
    first = token
    for _ in range(_ROW):
        if token.relation != "conj" or token.head < 0:
            break
        token = sentence.tokens[token.head]
    if token.head < 0:
        return False
    head = sentence.tokens[token.head]
    if head.lemma not in cues.deeds and (
        head.lemma not in _begun(cues.deeds)
        or not any(f"{head.lemma} {c.text}" in cues.deeds for c in sentence.children(head.index, "compound"))
    ):
        return False
    relation = token.relation.partition(":")[0]
    if token.relation == "nsubj:pass" or (relation == "obj" and head.pos == "VERB"):
        return True
    at = _AT if relation == "obl" else _ON if relation == "nmod" else frozenset()
    return bool(at) and any(
        c.text.lower() in at
        for c in (below if token is first else sentence.children(token.index))
        if c.relation.partition(":")[0] == "case"
    )


@lru_cache(maxsize=8)
def _begun(deeds: frozenset[str]) -> frozenset[str]:
    """The verbs of deeds that take two words: "blow up"."""
    return frozenset(d.partition(" ")[0] for d in deeds if " " in d)


def _does(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb at a noun tells what the noun does: "a base shelling the town"."""
    return verb.text.endswith("ing") or bool(sentence.children(verb.index, "obj"))


def _nameless(sentence: Sentence, below: Sequence[Token]) -> bool:
    """Whether no name belongs to a noun: not "the town of Hit", "the Nahda hospital"."""
    for child in below:
        if child.pos != "PROPN":
            continue
        relation = child.relation.partition(":")[0]
        if relation in ("compound", "flat", "appos", "amod"):
            return False
        if relation == "nmod" and any(c.text.lower() == "of" for c in sentence.children(child.index, "case")):
            return False
    return True


def _first(sentence: Sentence, token: Token) -> int:
    """Where the noun starts with the nouns before it that belong to it: "[military airport]", "[bus station]"."""
    at = token.index
    while at and sentence.tokens[at - 1].head == token.index and sentence.tokens[at - 1].relation == "compound":
        at -= 1
    return sentence.tokens[at].start
