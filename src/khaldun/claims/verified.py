"""What a text tells only to say that nobody could establish it: `could not confirm that`, `no confirmation that`, `unconfirmed reports`,
`few believe that`."""

from __future__ import annotations

from khaldun.claims.doubts import nobody
from khaldun.claims.hedges import Hedges
from khaldun.language.frames_scope import group_of
from khaldun.language.sentence import Sentence

_UP = 3
"""Verbs over `confirm` that may take it back (`was not able to`, `declined to`, `has yet to`)."""


def unverified(sentence: Sentence, index: int, words: Hedges) -> bool:
    """Whether the predicate at `index` is a verb of saying or checking that did not come about."""
    token = sentence.tokens[index]
    if token.pos not in {"VERB", "ADJ", "AUX"} or not (words.has("saying", token.lemma) or words.has("verifying", token.lemma)):
        return False
    if any(_hardly_any(sentence, c.index) for c in sentence.children(index, "nsubj")) or _made_to(sentence, index, words):
        return True
    node = index
    for _ in range(_UP):
        token = sentence.tokens[node]
        if group_of(sentence, node).negated or (node != index and words.has("failure", token.lemma)):
            return True
        if node != index and any(c.text.lower() == "yet" for c in sentence.children(node, "advmod")):
            return True
        if token.relation not in {"xcomp", "advcl", "ccomp"} or token.head < 0 or not _infinitive(sentence, node):
            return False
        node = token.head
    return False


def _hardly_any(sentence: Sentence, subject: int) -> bool:
    """`few believe`, `hardly anyone says`, `nobody knows`."""
    token = sentence.tokens[subject]
    if token.text.lower() == "few" and not sentence.children(subject, "det"):
        return True
    few = any(c.text.lower() == "few" for c in sentence.children(subject, "amod", "nummod"))
    return (few and not sentence.children(subject, "det")) or nobody(sentence, subject)


def _made_to(sentence: Sentence, index: int, words: Hedges) -> bool:
    """`wants the world to believe that`, `would have us think that`: a belief that is wished for."""
    if not words.has("believing", sentence.tokens[index].lemma):
        return False
    node = index
    for _ in range(_UP):
        group, token = group_of(sentence, node), sentence.tokens[node]
        if group.modal is not None or (node != index and words.has("making-believe", token.lemma)):
            return True
        if token.relation not in {"xcomp", "ccomp", "advcl"} or token.head < 0 or group.tense is not None:
            return False
        node = token.head
    return False


def _infinitive(sentence: Sentence, index: int) -> bool:
    return any(c.text.lower() == "to" for c in sentence.children(index, "mark"))


def unfounded(sentence: Sentence, noun: int, words: Hedges) -> bool:
    """Whether a noun of telling is said to be missing or unproved: `no confirmation`, `unconfirmed reports`, `could not verify the
    claim`, `the claim could not be verified`."""
    for child in sentence.children(noun, "det", "amod", "compound", "neg"):
        if words.has("unconfirmed", child.lemma):
            return True
        if child.text.lower() in {"no", "neither", "little"} and words.has("report-noun", sentence.tokens[noun].lemma):
            return True
    token = sentence.tokens[noun]
    if token.relation.partition(":")[0] not in {"obj", "nsubj", "obl", "ccomp"} or token.head < 0:
        return False
    above = sentence.tokens[token.head]
    if any(c.text.lower() == "without" for c in sentence.children(noun, "case")):
        return True
    return words.has("verifying", above.lemma) and unverified(sentence, above.index, words)
