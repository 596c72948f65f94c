"""What is said: the clause, infinitive, object or surrounding sentence that a word of saying, thinking or judging takes."""

from __future__ import annotations

from collections.abc import Iterable

from khaldun.claims.sources import RELATIVES
from khaldun.claims.speech import Speech
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Sentence, Token

BACK = frozenset({"it", "this", "that", "so", "them", "these", "those"})
"""What stands for words told before: `X took the town; the army denied that`."""
_COMPLEMENT = frozenset({"of", "for", "as", "with", "to", "over", "about", "that", "including", "in", "from", "against"})


def infinitive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands with `to`."""
    return any(t.text.lower() == "to" for t in sentence.children(verb.index, "mark"))


_AGAINST = frozenset({"while", "whereas", "although", "though"})


def content_of(sentence: Sentence, verb: Token, words: Speech, *, passive: bool) -> list[int]:
    """What is said: a clause, an infinitive, the sentence around an inserted `he said`, or an object."""
    lemma = verb.lemma
    if lemma in words.deny and any(told_before(sentence, t) for t in sentence.children(verb.index, "obj")):
        return []
    clauses = sentence.children(verb.index, "ccomp")
    if clauses and (
        lemma in words.say or lemma in words.hold or lemma in words.show or lemma in words.judge or lemma in words.want
    ):
        sides = [c for c in clauses if (c.index < verb.index) == (clauses[0].index < verb.index)]
        more = (
            [c for c in sentence.children(verb.index, "conj") if _still_said(sentence, c, words)] if lemma in words.say else []
        )
        told = [
            t
            for t in sentence.children(verb.index, "obj")
            if lemma in words.judge - words.hear and not _that(sentence, sides[0])
        ]
        more += [t for t in sentence.children(verb.index, "advcl") if t.index > sides[0].index and _unparted(sentence, t)]
        whole = span(sentence, [*told[:1], *sides, *more] if sides[0].index > verb.index else sides)
        whole = _without_others(sentence, whole, words)
        if sides[0].index < verb.index:
            return [i for i in whole if i < verb.index]
        return _to_the_end(sentence, [*range(whole[0]), *whole] if _parenthesis(sentence, verb) else whole)
    infinitives = sentence.children(verb.index, "xcomp")
    claimed = lemma in words.say and bool(infinitives) and _perfect(sentence, infinitives[0])
    if not claimed and (lemma in words.say or lemma in words.hold or _shown(sentence, verb, words)):
        whole = around(sentence, verb)
        if whole:
            return whole
        stated = _stated(sentence, verb, words)
        if stated is not None:
            return span(sentence, [stated])
    objects = [
        t
        for t in sentence.children(verb.index, "obj", "iobj")
        if t.pos != "PRON" or infinitives or len(sentence.subtree(t.index)) > 2
    ]
    if infinitives and (claimed or lemma in words.want):
        first = [*objects[:1]] if lemma not in words.hear else []
        return span(sentence, [*first, *infinitives])
    if passive:
        passive_subjects = sentence.children(verb.index, "nsubj:pass")
        if passive_subjects and lemma in words.judge and lemma not in words.hear:
            return span(sentence, passive_subjects)
        return []
    if objects and lemma in words.judge | words.show and lemma not in words.hear:
        rest = [
            t
            for t in sentence.children(verb.index, "obl", "advcl", "xcomp")
            if t.index > objects[0].index and _carries(sentence, t)
        ]
        return span(sentence, [*objects[:1], *rest])
    silent = any(t.lemma in {"not", "never"} for t in sentence.children(verb.index, "advmod"))
    taken = frozenset() if silent else words.prepositions.get(lemma, frozenset())  # `has not commented on reports`
    for child in sentence.children(verb.index, "obl", "advcl"):
        marks = sentence.children(child.index, "case", "mark")
        if marks and marks[0].text.lower() in taken and not (child.pos == "PROPN" and child.text.endswith("day")):
            below = [
                t for t in sentence.children(verb.index, "advcl", "xcomp") if t.index > child.index and infinitive(sentence, t)
            ]
            dead = sentence.tokens[child.index + 1 : child.index + 2] if child.pos == "NUM" else ()  # `spoke of 25 dead`
            return [i for i in span(sentence, [child, *dead, *below]) if i != marks[0].index]
    return []


def _without_others(sentence: Sentence, content: list[int], words: Speech) -> list[int]:
    """The content up to where another speaks: `denied that any had died, while the rebels spoke of 25 dead`."""
    for i in content:
        token = sentence.tokens[i]
        if token.relation == "advcl" and words.known(token.lemma) and sentence.children(i, "nsubj"):
            mark = next((c.index for c in sentence.children(i, "mark") if c.text.lower() in _AGAINST), None)
            if mark is not None and mark > content[0]:
                return [c for c in content if c < mark]
    return content


def told_before(sentence: Sentence, token: Token) -> bool:
    """Whether a word stands for what was told before: `denied it`, but not `denied it happened`."""
    behind = sentence.tokens[token.index + 1 : token.index + 2]
    return token.text.lower() in BACK and not any(t.pos in {"VERB", "AUX"} for t in behind)


def _perfect(sentence: Sentence, verb: Token) -> bool:
    """`claims to have taken`: an infinitive that tells what has been done."""
    return any(t.lemma == "have" for t in sentence.children(verb.index, "aux"))


def _shown(sentence: Sentence, verb: Token, words: Speech) -> bool:
    """`..., satellite images showed.`: what a record shows, told behind it."""
    later = any(t.pos != "PUNCT" for t in sentence.tokens[verb.index + 1 :])
    return verb.lemma in words.show and verb.relation == "parataxis" and not later


def _stated(sentence: Sentence, verb: Token, words: Speech) -> Token | None:
    """The clause in `said in a statement they had left`, which the parse hangs on `statement`."""
    for child in sentence.children(verb.index, "obl"):
        if child.lemma in words.documents and mark_of(sentence, child.index) != "on":
            found = next(
                (t for t in sentence.children(child.index, "acl", "ccomp") if not t.text.lower().endswith("ing")), None
            )
            if found is not None:
                return found
    return None


def _to_the_end(sentence: Sentence, content: list[int]) -> list[int]:
    """The content with the words up to the sentence's end, where no further verb stands there: a name cut off by the parse."""
    last = content[-1]
    rest = sentence.tokens[last + 1 :]
    if not rest or len(rest) > 8 or any(t.pos in {"VERB", "AUX", "CCONJ"} or t.text in {",", "”", '"', "—", "–"} for t in rest):
        return content
    return [*content, *(t.index for t in rest)]


def _parenthesis(sentence: Sentence, verb: Token) -> bool:
    """`Since the attack, the governor says, ...`: between commas, so that what stands before is said too."""
    own = [i for t in sentence.children(verb.index, "nsubj") for i in sentence.subtree(t.index)]
    behind = sentence.tokens[verb.index + 1 : verb.index + 2]
    return bool(own) and min(own) > 1 and sentence.tokens[min(own) - 1].text == "," and bool(behind) and behind[0].text == ","


def _unparted(sentence: Sentence, clause: Token) -> bool:
    """`said he would wait until May to decide`: an infinitive that goes on what is said, though the parse hangs it on `said`."""
    first = min(sentence.subtree(clause.index))
    return infinitive(sentence, clause) and sentence.tokens[first - 1].text not in {",", "”", '"'}


def _that(sentence: Sentence, clause: Token) -> bool:
    return any(t.text.lower() == "that" for t in sentence.children(clause.index, "mark"))


def _still_said(sentence: Sentence, clause: Token, words: Speech) -> bool:
    """`He said A, and that B`, `said A and he feels B` or, without a comma, `said that A and B`: the second clause is said too,
    though the parse sets it beside `said`."""
    if clause.lemma in words.say:
        return False
    marks = {t.text.lower() for t in sentence.children(clause.index, "mark")}
    own = sentence.children(clause.index, "nsubj", "nsubj:pass")
    joined = sentence.children(clause.index, "cc")
    unparted = bool(joined) and sentence.tokens[joined[0].index - 1].text not in {",", ";", "”", '"'}
    return "that" in marks or bool(own and (unparted or own[0].text.lower() in {"he", "she", "they", "it", "we"}))


def _carries(sentence: Sentence, token: Token) -> bool:
    """`of bombarding`, `for the attack`, `as a crime`: a complement that belongs to what is said."""
    marks = sentence.children(token.index, "case", "mark")
    first = min(sentence.subtree(token.index))
    set_off = first > 0 and sentence.tokens[first - 1].text == ","
    return bool(marks) and (not set_off or marks[0].text.lower() == "including") and marks[0].text.lower() in _COMPLEMENT


def span(sentence: Sentence, heads: Iterable[Token]) -> list[int]:
    """All tokens from the first to the last below the heads: content is one stretch."""
    inside = [i for head in heads for i in sentence.subtree(head.index)]
    return list(range(min(inside), max(inside) + 1)) if inside else []


def around(sentence: Sentence, verb: Token) -> list[int]:
    """The sentence that a verb of saying is inserted in: `The army left, he said`, `As he said, the army left`."""
    relation = verb.relation.partition(":")[0]
    marks = {t.text.lower() for t in sentence.children(verb.index, "mark")}
    own = set(sentence.subtree(verb.index))
    if verb.head >= 0 and (relation == "parataxis" or _inserted(sentence, verb) or (relation == "advcl" and "as" in marks)):
        head = verb.head
        over = sentence.tokens[head]
        if over.relation.startswith("nsubj") and over.head > verb.index:  # `The trouble, he said, began there`
            head = over.head
        rest = [i for i in sentence.subtree(head) if i not in own]
        before = [i for i in rest if i < min(own)]
        after = [i for i in rest if i > max(own)]
        words_after = sum(sentence.tokens[i].pos != "PUNCT" for i in after)
        return list(range(min(rest), max(rest) + 1)) if before and words_after > 2 else (before or after)
    if relation in {"root", "conj", "ccomp"}:
        beside = [t for t in sentence.children(verb.index, "parataxis") if len(sentence.subtree(t.index)) > 2]
        return span(sentence, beside[:1])
    return []


def _inserted(sentence: Sentence, verb: Token) -> bool:
    """`The trouble, the governor writes, began in May`, where the parse reads `the trouble that he writes`: between commas, no `that`."""
    own = [i for i in sentence.subtree(verb.index) if sentence.tokens[i].pos != "PUNCT"]
    if (
        not verb.relation.startswith("acl:relcl")
        or own[0] < 2
        or own[-1] != verb.index
        or verb.index + 1 >= len(sentence.tokens)
    ):
        return False
    edges = sentence.tokens[own[0] - 1].text, sentence.tokens[verb.index + 1].text
    return edges == (",", ",") and sentence.tokens[own[0]].text.lower() not in RELATIVES
