"""What a text speaks against or asks: `denied reports that`, `falsely claimed that`, `nobody has`, `have yet to`, questions."""

from __future__ import annotations

from khaldun.claims.hedges import Hedges
from khaldun.language.frames import Frame, Step
from khaldun.language.frames_scope import group_of
from khaldun.language.frames_tree import lexemes
from khaldun.language.sentence import Sentence
from khaldun.model.claim import Status

_GRANTED = frozenset({"after", "since", "when", "before", "because", "although", "though", "as"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one", "nothing"})
_NO = _NOBODY | {"no", "not"}
_ASKING = frozenset("who whom whose what which when where why how".split())


def nobody(sentence: Sentence, head: int) -> bool:
    """Whether a noun or pronoun stands for none at all: `no one`, `none of them`, `neither side`, `neither X nor Y`, `no town`."""
    if _NO.isdisjoint(lexemes(sentence)):
        return False
    token, tokens = sentence.tokens[head], sentence.tokens
    following = tokens[head + 1].text.lower() if head + 1 < len(tokens) else ""
    if token.text.lower() in _NOBODY:
        return following != "other"
    if token.text.lower() == "one" and head > 0:
        before = tokens[head - 1].text if tokens[head - 1].text != "-" else tokens[max(0, head - 2)].text
        if before.lower() == "no":
            return True
    if any(
        c.text.lower() == "not" and c.index < head and tokens[c.index + 1].text.lower() in {"a", "an", "one", "any"}
        for c in sentence.children(head, "advmod", "det")
    ):
        return True
    for child in sentence.children(head, "det", "cc:preconj", "cc"):
        after = tokens[child.index + 1].text.lower()
        if child.index < head and child.text.lower() in {"no", "neither"} and after not in {"fewer", "less", "more", "doubt"}:
            return True
    return False


def fictional(sentence: Sentence, scope: tuple[Step, ...], words: Hedges) -> str | None:
    """The tale that tells it: `the film shows the fall of`, `in the novel rebels take`; None where it is told of the world."""
    if words.lacks("fiction", lexemes(sentence)):
        return None
    for step in scope:
        for child in sentence.children(step.index, "nsubj", "obl", "nmod"):
            inside = child.relation == "nsubj" or any(c.text.lower() == "in" for c in sentence.children(child.index, "case"))
            if inside and words.has("fiction", child.lemma):
                return child.lemma
    return None


def by_none(sentence: Sentence, frame: Frame, words: Hedges) -> bool:
    """`No one has captured it`, `neither side took control of it`: nobody did it, or it was done to nothing."""
    if frame.kind == "noun":
        verb = frame.support
        carried = verb is not None and (verb in frame.trigger or words.has("support", sentence.tokens[verb].lemma))
        return carried and any(nobody(sentence, a.head) for a in frame.those("support"))
    return frame.kind == "verb" and any(nobody(sentence, a.head) for a in frame.those("agent", "patient"))


def in_vain(above: Step, words: Hedges) -> bool:
    """`failed in`, `were unsuccessful in`, `did not succeed in`."""
    return (words.has("vain", above.lemma) and not above.group.negated) or (above.lemma == "succeed" and above.group.negated)


def disputed(sentence: Sentence, noun: int, words: Hedges) -> Status | None:
    """What becomes of that which a noun of telling tells: denied where the noun is (`denied reports that`, `reports of it are untrue`,
    `contrary to reports`), hypothetical where the denial itself is denied or uncertain, None where nobody speaks against it.
    """
    token = sentence.tokens[noun]
    if not words.has("report-noun", token.lemma):
        return None
    before = [t.text.lower() for t in sentence.tokens[max(0, noun - 4) : noun]]
    if "contrary" in before and "to" in before[before.index("contrary") :]:
        return "denied"
    base = token.relation.partition(":")[0]
    if base not in {"obj", "nsubj", "ccomp"} or token.head < 0:
        return None
    above = sentence.tokens[token.head]
    group = group_of(sentence, above.index)
    subject = base == "nsubj" and group.voice == "active"
    against = words.has("denying", above.lemma) and not subject
    if not against:
        said = [above] if subject else []
        said.extend(sentence.children(above.index, "xcomp", "obl", "advcl") if words.has("calling", above.lemma) else ())
        against = any(words.has("untrue", t.lemma) or words.has("untrue", t.text.lower()) for t in said)
        if not against and subject and above.lemma in {"true", "correct", "accurate"}:
            return "denied" if group.negated else None
    if not against:
        return None
    return "hypothetical" if group.negated or group.modal is not None else "denied"


def untrue(sentence: Sentence, verb: int, words: Hedges) -> bool:
    """`falsely claimed that`, `wrongly reported that`."""
    return any(words.has("falsely", c.text.lower()) for c in sentence.children(verb, "advmod"))


def not_yet(sentence: Sentence, verb: int) -> bool:
    """`have yet to`, `has still to`, `is yet to`: before an infinitive, whatever the parse hangs on what."""
    for mark in sentence.children(verb, "mark"):
        at = mark.index
        if mark.text.lower() == "to" and at > 1 and sentence.tokens[at - 1].text.lower() in {"yet", "still"}:
            return sentence.tokens[at - 2].lemma in {"have", "be"}
    return False


def asked(sentence: Sentence, scope: tuple[Step, ...]) -> bool:
    """Whether a predicate is what a question asks: not what it takes for granted in a relative clause or a clause of time, nor what
    is told before the question is joined to it (`it fell, but who will retake it?`)."""
    tokens = sentence.tokens
    mark = next((t.index for t in tokens[scope[0].index :] if t.text in {"?", "!?", "?!", "??"}), None)
    if mark is None or any(t.text in {".", ";", "!"} for t in tokens[scope[0].index : mark]):
        return False
    for step in scope:
        if step.relation in {"acl:relcl", "amod"} or (step.relation == "advcl" and step.mark in _GRANTED):
            return False
        if _inverted(sentence, step.index):
            return True
        later = [c for c in sentence.children(step.index, "conj", "parataxis") if scope[0].index < c.index < mark]
        if any(_inverted(sentence, c.index) for c in later):
            return False
    return True


def _inverted(sentence: Sentence, index: int) -> bool:
    """Whether a clause has the order of a question, or a word that asks."""
    below = sentence.children(index)
    helper = next((c.index for c in below if c.relation.partition(":")[0] in {"aux", "cop"}), None)
    subject = next((c.index for c in below if c.relation.startswith("nsubj")), None)
    if helper is not None and subject is not None and helper < subject < index:
        return True
    return any(c.text.lower() in _ASKING and c.index < index for c in below)


def supposed(sentence: Sentence, scope: tuple[Step, ...]) -> bool:
    """`Had the army taken it, ...`, `should it fall, ...`: a condition without an `if`, told by the verb's helper at its head."""
    tokens = sentence.tokens
    if sentence.words[:2] == ("if", "only"):
        return True
    for step in scope:
        if any(_if_so(sentence, c.index) for c in sentence.children(step.index, "advcl")):
            return True
        if step.relation == "acl:relcl" or tokens[step.index].pos not in {"VERB", "ADJ", "NOUN"}:
            return False
        below = sentence.children(step.index)
        helper = next((c for c in below if c.relation.partition(":")[0] in {"aux", "cop"}), None)
        subject = next((c.index for c in below if c.relation.startswith("nsubj")), None)
        if helper is None or subject is None:
            continue
        opens = helper.index == 0 or tokens[helper.index - 1].text in {",", ";", "“", '"', "and", "but"}
        return opens and helper.text.lower() in {"had", "should", "were"} and helper.index < subject < step.index
    return False


def _if_so(sentence: Sentence, clause: int) -> bool:
    """`if true`, `if confirmed`: all that the sentence tells hangs on it."""
    if sentence.tokens[clause].lemma not in {"true", "correct", "accurate", "confirm", "confirmed", "verify", "verified"}:
        return False
    return any(c.text.lower() == "if" for c in sentence.children(clause, "mark"))
