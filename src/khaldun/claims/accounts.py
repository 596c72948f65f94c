"""Whose account it is without a verb of saying: `per X`, `in the words of X`, `as X put it`, `X is convinced that`, `a witness saw`,
`X put the toll at 12`, `X raised concerns about`."""

from __future__ import annotations

from khaldun.claims.contents import around, span
from khaldun.claims.orders import speaks
from khaldun.claims.speech import Speech
from khaldun.language.sentence import Sentence, Token

_BY = frozenset({"in", "by", "to", "on"})
_OF = frozenset({"of", "about", "over", "for", "at", "against", "that"})
_AT = frozenset({"about", "by", "over", "at", "of", "with"})
_OBSERVERS = frozenset({"witness", "media", "monitor"})


def account(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """What is said, who says it and whether he says it aloud, by the word of an account; None where the word tells of none."""
    if token.pos == "ADP":
        return _per(sentence, token, words) if token.text.lower() == "per" else None
    if token.pos == "NOUN":
        return _in_the_words(sentence, token) if token.lemma in words.accounts else None
    if token.pos == "VERB" and (token.lemma in words.put or token.lemma in words.make):
        return _as_put(sentence, token) or _made_known(sentence, token, words)
    if token.pos in {"ADJ", "VERB"} and token.lemma in words.sure:
        return _sure(sentence, token, words)
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


def _sure(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """`The governor is convinced that ...`, `The UN is alarmed by the siege`: a belief or a feeling, no word of theirs."""
    who = next(iter(sentence.children(token.index, "nsubj", "nsubj:pass")), None)
    if who is None or not sentence.children(token.index, "cop", "aux"):
        return None
    clauses = [t for t in sentence.children(token.index, "ccomp") if t.index > token.index]
    if not clauses and (who.pos == "PRON" or speaks(sentence, who, words)):
        below = [t for t in sentence.children(token.index, "obl", "advcl") if t.index > token.index]
        clauses = [t for t in below if {c.text.lower() for c in sentence.children(t.index, "case", "mark")} & _AT]
    return (span(sentence, clauses[:1]), who.index, False) if clauses else None


def _seen(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """`A witness saw soldiers attack the village`."""
    who = [t for t in sentence.children(token.index, "nsubj") if words.speakers.get(t.text.lower()) in _OBSERVERS]
    seen = sentence.children(token.index, "ccomp", "xcomp") or sentence.children(token.index, "obj")
    return (span(sentence, seen[:1]), who[0].index, True) if who and seen else None


def _made_known(sentence: Sentence, token: Token, words: Speech) -> tuple[list[int], int, bool] | None:
    """`The ministry put the toll at 12`, `The mayor raised concerns about the shelling`, by one who speaks: a blast raises a toll too."""
    who = next(iter(sentence.children(token.index, "nsubj")), None)
    plain = next(
        (t for t in sentence.children(token.index, "xcomp", "obj") if t.lemma in words.made and t.index > token.index), None
    )
    clauses = [
        t for t in sentence.children(token.index, "ccomp", "acl", "advcl") if plain is not None and t.index > plain.index
    ]
    if (
        plain is not None
        and who is not None
        and clauses
        and any(c.text == "that" for c in sentence.children(clauses[0].index, "mark"))
    ):
        return span(sentence, clauses[:1]), who.index, True
    thing = next(iter(sentence.children(token.index, "obj")), None)
    if thing is not None and any(t.text.lower() in {"no", "little"} for t in sentence.children(thing.index, "det", "amod")):
        return None
    if who is None or thing is None or not (who.pos == "PRON" or speaks(sentence, who, words)):
        return None
    below = [*sentence.children(thing.index, "nmod", "acl"), *sentence.children(token.index, "obl", "advcl", "acl")]
    marks = {
        t.index: {c.text.lower() for c in sentence.children(t.index, "case", "mark")} for t in below if t.index > thing.index
    }
    counted = [t for t in below if {c.text.lower() for c in sentence.children(t.index, "case")} & {"at", "to"}]
    if token.lemma in words.put and thing.lemma in words.tolls and counted:
        return span(sentence, [thing, counted[0]]), who.index, True
    told = [t for t in below if marks.get(t.index, set()) & _OF]
    if token.lemma in words.make and thing.lemma in words.made | words.of and told:
        return [i for i in span(sentence, told[:1]) if i > thing.index + 1], who.index, thing.lemma in words.of
    return None
