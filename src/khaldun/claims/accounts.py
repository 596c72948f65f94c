"""Whose account it is without a verb of saying: `per X`, `in the words of X`, `as X put it`, `X is convinced that`, `a witness saw`."""

from __future__ import annotations

from khaldun.claims.contents import around, span
from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_BY = frozenset({"in", "by", "to", "on"})
_OBSERVERS = frozenset({"witness", "media", "monitor"})


def account(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """What is said, who says it and whether he says it aloud, by the word of an account; None where the word tells of none."""
    if token.text.lower() == "per" and token.pos == "ADP":
        return _per(sentence, token, words)
    if token.pos == "NOUN" and token.lemma in words.accounts:
        return _in_the_words(sentence, token)
    if token.pos == "VERB" and token.lemma == "put":
        return _as_put(sentence, token)
    if token.pos in {"ADJ", "VERB"} and token.lemma in words.sure:
        return _sure(sentence, token)
    if token.pos == "VERB" and token.lemma in words.see:
        return _seen(sentence, token, words)
    return None


def _rest(sentence: Sentence, own: set[int]) -> list[int]:
    """The sentence without a phrase at its end or its start."""
    before = [t.index for t in sentence.tokens if t.index < min(own)]
    after = [t.index for t in sentence.tokens if t.index > max(own)]
    return before if sum(sentence.tokens[i].pos != "PUNCT" for i in before) > 2 else after


def _per(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """`..., per the ministry`: set off by a comma, and by one who speaks (`per day` is a rate)."""
    name = sentence.tokens[token.head]
    apart = token.index == 0 or sentence.tokens[token.index - 1].text == ","
    if not apart or not (name.pos == "PROPN" or name.text.lower() in words.speakers or name.lemma in words.documents):
        return None
    content = _rest(sentence, {token.index, *sentence.subtree(name.index)})
    return (content, name.index, True) if content else None


def _in_the_words(sentence: Sentence, token: Token) -> tuple[list[int], int, bool] | None:
    """`In the governor's words, ...`, `..., in the view of the governor`, `by the ministry's account`."""
    case = sentence.children(token.index, "case")
    if not case or case[0].text.lower() not in _BY or token.relation.partition(":")[0] not in {"obl", "nmod"}:
        return None
    for child in sentence.children(token.index, "nmod"):
        marks = {t.text.lower() for t in sentence.children(child.index, "case")}
        if child.relation == "nmod:poss" or "of" in marks:
            own = [i for i in sentence.subtree(token.index) if sentence.tokens[i].pos != "PUNCT"]
            content = _rest(sentence, set(own))
            apart = own[0] == 0 or sentence.tokens[own[0] - 1].text == ","
            return (content, child.index, True) if content and apart else None
    return None


def _as_put(sentence: Sentence, token: Token) -> tuple[list[int], int, bool] | None:
    """`..., as the ministry put it`."""
    marks = {t.text.lower() for t in sentence.children(token.index, "mark")}
    it = any(t.text.lower() == "it" for t in sentence.children(token.index, "obj"))
    who = sentence.children(token.index, "nsubj")
    content = around(sentence, token) if it and who and "as" in marks else []
    return (content, who[0].index, True) if content else None


def _sure(sentence: Sentence, token: Token) -> tuple[list[int], int, bool] | None:
    """`The governor is convinced that ...`: a belief, no word of his."""
    who = sentence.children(token.index, "nsubj", "nsubj:pass")
    clauses = sentence.children(token.index, "ccomp")
    linked = sentence.children(token.index, "cop", "aux")
    return (span(sentence, clauses[:1]), who[0].index, False) if who and clauses and linked else None


def _seen(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """`A witness saw soldiers attack the village`."""
    who = [t for t in sentence.children(token.index, "nsubj") if words.speakers.get(t.text.lower()) in _OBSERVERS]
    seen = sentence.children(token.index, "ccomp", "xcomp") or sentence.children(token.index, "obj")
    return (span(sentence, seen[:1]), who[0].index, True) if who and seen else None
