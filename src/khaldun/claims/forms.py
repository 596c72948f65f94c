"""What the form of a verb says of its status: a bare verb after a modal, a state that is reached."""

from __future__ import annotations

from khaldun.claims.hedges import Hedges
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import group_of, mark_of
from khaldun.language.sentence import Sentence
from khaldun.model.claim import Status

_NET = 24
"""Words before a bare verb that are searched for an `if` or a modal."""
_IS = frozenset({"be", "remain", "become", "stay", "include"})
_UNCHANGED = frozenset(
    "hit cut put set shut split spread beset burst cast cost hurt let rid shed thrust upset quit beat read".split()
)


def achieved(frame: Frame, words: Hedges) -> bool:
    """`managed to completely control the town`, `won a victory by controlling it`: a state that is reached."""
    if frame.kind != "verb" or frame.lemma not in {"control", "dominate"} or len(frame.scope) < 2:
        return False
    step, above = frame.scope[0], frame.scope[1]
    if step.relation in {"advcl", "acl"}:
        return step.mark == "by"
    return step.relation == "xcomp" and words.has("achieving", above.lemma) and above.group.tense == "past"


def aimed(sentence: Sentence, frame: Frame, words: Hedges) -> bool:
    """`the goal remains the capture of`, `the aim was taking the town`: what is said to be an aim."""
    if not frame.scope or (frame.kind == "verb" and frame.scope[0].group.form == "finite"):
        return False
    over = [frame.head]
    if len(frame.scope) > 1 and frame.scope[0].relation in {"obj", "xcomp", "ccomp"} and frame.scope[1].lemma in _IS:
        over.append(frame.scope[1].index)
    return any(words.has("aim", s.lemma) for i in over for s in sentence.children(i, "nsubj"))


def bygone(sentence: Sentence, frame: Frame, words: Hedges) -> bool:
    """`once held the town`, `used to control it`, `briefly held it`: a state of the past."""
    if frame.kind != "verb" or not frame.scope:
        return False
    above = frame.scope[1] if len(frame.scope) > 1 and frame.scope[0].relation == "xcomp" else None
    if above is not None and above.lemma == "use" and above.group.tense == "past":
        return True
    past = frame.scope[0].group.tense == "past"
    return past and any(words.has("formerly", c.text.lower()) for c in sentence.children(frame.head, "advmod"))


def bare(sentence: Sentence, frame: Frame) -> str | None:
    """The `if` or modal that stands before a verb in its bare form, whatever the parse makes of it: a net under a slip, since
    finite pasts are never bare (but for `put` and its like) and a plural present after `if` is no fact.
    """
    token = sentence.tokens[frame.head]
    if frame.kind != "verb" or token.text.lower() != token.lemma or token.lemma in _UNCHANGED or frame.group.tense == "past":
        return None
    for before in reversed(sentence.tokens[max(0, token.index - _NET) : token.index]):
        word = before.text.lower()
        if word in {"did", "do", "does", "didn't", ";", ":"} or (word == "to" and token.index - before.index <= 2):
            return None
        if word in {"if", "unless", "whether", "would", "could", "will", "may", "might", "should", "must"}:
            return word
    return None


def to_be(sentence: Sentence, frame: Frame, words: Hedges) -> Status | None:
    """`is to withdraw`, `are due to leave`, `the aim was to take`: a main verb after `to` tells what is to come."""
    if frame.kind != "verb" or not frame.scope:
        return None
    step = frame.scope[0]
    if step.relation.partition(":")[0] not in {"root", "ccomp", "parataxis", "conj"}:
        return None
    at = frame.head - 1
    while at > 0 and sentence.tokens[at].pos == "ADV":
        at -= 1
    token = sentence.tokens[frame.head]
    if at < 1 or sentence.tokens[at].text.lower() != "to" or token.text.lower() != token.lemma:
        return None
    lead = sentence.tokens[at - 1]
    return "expected" if lead.lemma != "be" and words.has("expectation", lead.lemma) else "planned"


def reached(sentence: Sentence, frame: Frame, words: Hedges) -> bool:
    """`advanced, encircling the town`, `encircled after they had stormed the hill`: a state told as what came about."""
    if frame.kind != "verb" or len(frame.scope) < 2 or not words.has("reaching", frame.lemma.split(" ")[0]):
        return False
    step, above = frame.scope[0], frame.scope[1]
    if step.relation == "advcl" and not step.mark and step.group.voice == "active":
        return above.group.tense == "past" or above.group.aspect == "perfect" or above.group.form in {"gerund", "participle"}
    if step.relation != "acl":
        return False
    clauses = sentence.children(frame.head, "advcl")
    return any(mark_of(sentence, c.index) in {"after", "when"} and group_of(sentence, c.index).tense == "past" for c in clauses)
