"""Which words of a sentence name whoever speaks."""

from __future__ import annotations

from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_ASIDE = frozenset({"acl:relcl", "appos", "parataxis", "advcl", "ccomp", "dep", "discourse"})
_MARKS = frozenset({"“", "”", '"', "''", "``", ":", ";"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


def phrase(sentence: Sentence, head: int) -> list[int]:
    """The tokens of a noun phrase in one stretch, without relative clauses and appositions set off by a comma, and without what stands
    between quotation marks."""
    inside = set(sentence.subtree(head, without=_ASIDE))
    for index in sorted(inside):
        for child in sentence.children(index, "appos"):
            below = sentence.subtree(child.index, without=_ASIDE)
            if below[0] > 0 and below[0] - 1 in inside and sentence.tokens[below[0] - 1].pos != "PUNCT":
                inside.update(below)
    first = last = head
    while first - 1 in inside and head - first < 20 and sentence.tokens[first - 1].text not in _MARKS:
        first -= 1
    while (
        last + 1 in inside
        and last - head < 24
        and sentence.tokens[last + 1].text not in _MARKS
        and not _aside(sentence, last + 1)
    ):
        last += 1
    while last > head and sentence.tokens[last].pos == "PUNCT":
        last -= 1
    while last > head and last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].pos == "PROPN":
        last += 1
    while (
        last + 2 < len(sentence.tokens)
        and sentence.tokens[last + 1].text == "-"
        and (sentence.tokens[last].end == sentence.tokens[last + 1].start)
    ):
        last += 2
    tokens = list(range(first, last + 1))
    while tokens and tokens[-1] != head and sentence.tokens[tokens[-1]].pos in {"PUNCT", "PART"}:
        tokens.pop()
    while tokens and tokens[0] != head and sentence.tokens[tokens[0]].pos in {"PUNCT", "ADP", "ADV", "CCONJ", "SCONJ", "AUX"}:
        tokens.pop(0)
    return tokens


def _aside(sentence: Sentence, index: int) -> bool:
    """Whether a comma here opens an aside: `, a Kurdish alliance`, `, who`, `, citing`, `, seen by`, `, 50`."""
    behind = sentence.tokens[index + 1 : index + 2]
    return (
        sentence.tokens[index].text == ","
        and bool(behind)
        and (behind[0].pos in {"DET", "SCONJ", "NUM"} or behind[0].text.lower() in RELATIVES or behind[0].relation == "acl")
    )


def issuer(sentence: Sentence, head: int, words: Speech) -> Token | None:
    """Who put out the words that a sentence lets speak: the owner of `the army's statement`, `a statement by the army`, `a Pentagon
    statement`, `a video released by the group`; None where another thing speaks."""
    if sentence.tokens[head].lemma not in words.documents:
        return None
    for child in sentence.children(head, "nmod", "acl"):
        marks = {t.text.lower() for t in sentence.children(child.index, "case")}
        if child.relation == "nmod:poss" or (child.relation == "nmod" and marks & {"by", "from"}):
            return child
        if child.relation == "acl" and child.lemma in words.issue:
            for agent in sentence.children(child.index, "obl"):
                if any(t.text.lower() == "by" for t in sentence.children(agent.index, "case")):
                    return agent
    return next(
        (c for c in sentence.children(head, "compound", "amod") if c.pos == "PROPN" or c.lemma in {"army", "military"}), None
    )
