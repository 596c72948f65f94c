"""Who only stands beside a deed: `with the help of X`, `the army, backed by X`, `X-held towns`. He neither does it nor suffers it."""

from __future__ import annotations

from khaldun.claims.hedges import Hedges
from khaldun.claims.view import Spot
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_tree import BASE
from khaldun.language.sentence import Sentence

HYPHENS = frozenset("-‐‑–")
_STEPS = 4
"""Links from a name up to the word that says it helps: `with the help of fighters of X`."""
_WITH = frozenset({"alongside", "together with", "along with"})
_UNDER = frozenset({"obl", "nmod", "conj", "appos", "compound", "amod", "flat"})
_NAMING = frozenset({"nmod", "conj", "appos", "compound", "amod", "flat"})


def beside(sentence: Sentence, spot: Spot, deed: int, words: Hedges, *, holders: bool = False) -> bool:
    """Whether an actor only helps those who do the deed at a token, or (unless `holders` count) only holds the ground on which they do."""
    return (not holders and _before_hyphen(sentence, spot)) or _helps(sentence, spot, deed, words)


def _before_hyphen(sentence: Sentence, spot: Spot) -> bool:
    """`the shelling of rebel-held towns`."""
    tokens, at = sentence.tokens, spot.stop
    return (
        at + 1 < len(tokens)
        and tokens[at].text in HYPHENS
        and tokens[at].start == tokens[at - 1].end
        and tokens[at + 1].pos in {"VERB", "ADJ"}
    )


def _helps(sentence: Sentence, spot: Spot, deed: int, words: Hedges) -> bool:
    node = spot.head
    if BASE[sentence.tokens[node].relation] not in _UNDER:
        return False
    for _ in range(_STEPS):
        token = sentence.tokens[node]
        if token.head < 0:
            return False
        above, mark = sentence.tokens[token.head], mark_of(sentence, node)
        if above.index == deed:
            return mark in _WITH
        if mark == "by":
            return above.pos in {"VERB", "ADJ"} and words.has("helping", above.lemma)
        if words.has("help-noun", above.lemma):
            return mark_of(sentence, above.index).split(" ")[0] in {"with", "under", "thanks", "without", "by", "from"}
        if token.relation.partition(":")[0] not in _NAMING:
            return False
        node = token.head
    return False


def helped(sentence: Sentence, head: int, words: Hedges) -> int | None:
    """Whom a helper helps: `the army, backed by militias, retook it`, where the parse makes the militias retake it."""
    token = sentence.tokens[head]
    verb = sentence.tokens[token.head] if token.head >= 0 else token
    told = mark_of(sentence, head) == "by" and words.has("helping", verb.lemma)
    return verb.head if told and verb.relation == "acl" and verb.head >= 0 else None
