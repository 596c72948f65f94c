"""The way up from a frame, link by link: what a noun says of what hangs on it, and a verb of a noun below it."""

from __future__ import annotations

from khaldun.claims.doubts import disputed, in_vain
from khaldun.claims.hedges import Hedges
from khaldun.claims.verified import unfounded
from khaldun.claims.walk import Walk
from khaldun.language.frames import Frame, Step, particle_of
from khaldun.language.frames_scope import group_of
from khaldun.language.sentence import Sentence

_HOPING = ("intent", "attempt", "expectation", "supposing", "wanting", "way-opening")
"""Lists of verbs that with `for` or `to` make a thing of the future of a noun (`hope for a victory`, `prepare for an attack`)."""
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_NEAR = frozenset({"close", "closer", "near", "nearer"})
_FAILURES = frozenset({"failure", "defeat", "disaster", "rout"})


def noun_clause(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    """A clause that hangs on a noun: `plans to take`, `seized by`, `the aim of capturing`, `unconfirmed reports that`."""
    if (answer := disputed(sentence, above.index, words)) is not None:
        walk.add(answer, f"{above.lemma} disputed")
        return False
    if not step.mark and step.group.form in {"gerund", "participle"} and (modal := _weighed(sentence, above)) is not None:
        walk.add("hypothetical", modal)
        return False
    mark = step.mark.split(" ")[-1]
    if mark in {"that", "whether", "if"}:
        if mark != "that" or words.has("risk-noun", above.lemma) or unfounded(sentence, above.index, words):
            walk.add("hypothetical", f"{above.lemma} {step.mark}")
        return False
    if step.mark == "of" and (words.has("near-noun", above.lemma) or _almost(sentence, above)):
        walk.add("expected", above.lemma)
        return True
    if not step.mark and step.group.form in {"gerund", "participle"} and words.has("risk-noun", above.lemma):
        walk.add("hypothetical", above.lemma)
        return True
    if step.group.form == "infinitive" and step.group.aspect == "perfect" and words.has("report-noun", above.lemma):
        return False
    if step.group.form == "infinitive" or step.mark in {"to", "of", "at", "for", "in", "on"}:
        if words.has("planning-noun", above.lemma) and any(
            words.has("vain", c.lemma) or words.has("vain", c.text.lower()) for c in sentence.children(above.index, "amod")
        ):
            walk.add("denied", f"vain {above.lemma}")
        if words.has("risk-noun", above.lemma) or unfounded(sentence, above.index, words):
            walk.add("hypothetical", above.lemma)
        elif above.lemma in {"first", "last", "second"} or (words.has("fact-noun", above.lemma) and step.mark != "to"):
            return True
        elif step.group.form == "infinitive" or words.has("planning-noun", above.lemma):
            walk.add("planned", above.lemma)
        return True
    return False


def _almost(sentence: Sentence, noun: Step) -> bool:
    """`came within an hour of capturing the town`; `within an hour of capturing it` alone is a time."""
    token = sentence.tokens[noun.index]
    over = sentence.tokens[token.head] if token.head >= 0 else token
    within = any(c.text.lower() == "within" for c in sentence.children(noun.index, "case"))
    return within and over.lemma in {"come", "get", "be"}


def _weighed(sentence: Sentence, noun: Step) -> str | None:
    """The modal of `rebels taking the town would be a disaster`: what is weighed there is told as no fact."""
    token = sentence.tokens[noun.index]
    if not token.relation.startswith("nsubj") or token.head < 0 or sentence.tokens[token.head].pos == "VERB":
        return None
    modal = group_of(sentence, token.head).modal
    return modal if modal in {"would", "could", "might", "may"} else None


def nominal(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    """A noun below another word."""
    base = step.relation.partition(":")[0]
    aims = walk.planned and words.has("planning-noun", step.lemma)
    if base in {"nsubj", "obj"} and aims and _beaten(sentence, base, above, words):
        walk.add("denied", above.lemma)
        return False
    if base == "compound" and words.has("would-be-noun", above.lemma):
        over = sentence.tokens[sentence.tokens[above.index].head]
        walk.add("denied" if over.lemma == "survive" or words.has("repelling", over.lemma) else "planned", above.lemma)
        return False
    if base == "nsubj" and _said_of(sentence, above, words, walk):
        return False
    if above.pos in {"NOUN", "PROPN", "ADJ"}:
        return _of_noun(sentence, step, above, words, walk)
    if base == "nsubj":
        if above.group.modal is not None and above.group.voice == "active":
            walk.add(words.modals.get(above.group.modal, "hypothetical"), above.group.modal)
        elif aims and in_vain(above, words):
            walk.add("denied", above.lemma)
        return False
    if base == "obl" and step.mark in {"in", "at"} and in_vain(above, words):
        walk.add("denied", f"{above.lemma} {step.mark}")
    elif base == "obl" and step.mark == "to" and (above.lemma == "close" or closer(sentence, above.index)):
        walk.add("expected", "closer to")
    elif base == "obl":
        preposition(step.mark, above, words, walk)
    return True


def _said_of(sentence: Sentence, above: Step, words: Hedges, walk: Walk) -> bool:
    """Whether what is said of a subject settles it: `the siege is over`, `is a matter of time`, `is untrue`, `would be a disaster`."""
    if above.lemma == "over":
        walk.phase = "ended"
        return True
    if above.lemma in {"matter", "question"} and _of_time(sentence, above.index):
        walk.add("expected", f"{above.lemma} of time")
        return True
    modal = above.group.modal
    if modal is None and above.pos in {"NOUN", "ADJ"} and words.has("untrue", above.lemma):
        if not above.group.negated:
            walk.add("denied", above.lemma)
        return True
    if modal is not None and above.pos in {"NOUN", "ADJ", "PROPN"}:
        walk.add(words.modals.get(modal, "hypothetical"), modal)
        return True
    return False


def _of_noun(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    """A noun below another, or below an adjective: `reports of`, `in danger of`, `plans for`, `close to`."""
    base, plan = step.relation.partition(":")[0], words.has("planning-noun", above.lemma)
    if above.pos == "NOUN" and step.mark in {"of", "into", "for", "over"} and _presupposed(sentence, step, above, words):
        return False
    if above.pos == "NOUN" and above.lemma in {"end", "halt", "stop"} and step.mark == "to":
        walk.phase, walk.known = "ended", True  # `called for an end to the shelling`
        return True
    plan = plan and not (step.mark == "of" and above.lemma in {"force", "troop"} and _blamed(sentence, above.index, words))
    plan = plan and not (step.mark == "at" and words.has("fact-noun", step.lemma))  # `a pirate base at the height of the raids`
    if step.mark in {"of", "about"} and (answer := disputed(sentence, above.index, words)) is not None:
        walk.add(answer, f"{above.lemma} disputed")
        return False
    if base == "obl" and step.mark in {"in", "at"} and in_vain(above, words):
        walk.add("denied", f"{above.lemma} {step.mark}")
    elif base == "nsubj" and walk.planned and words.has("planning-noun", step.lemma) and in_vain(above, words):
        walk.add("denied", above.lemma)
    elif words.has("risk-noun", above.lemma) or (
        words.has("report-noun", above.lemma) and unfounded(sentence, above.index, words)
    ):
        walk.add("hypothetical", above.lemma)
    elif base == "obl" and step.mark == "to" and above.pos == "ADJ" and _toward(above, words):
        walk.add("expected", f"{above.lemma} to")
    elif words.has("near-noun", above.lemma) and step.mark == "of":
        walk.add("expected", above.lemma)
    elif plan and base == "nmod" and step.mark in {"for", "to", "of", "on", "at"} and step.pos in {"NOUN", "VERB"}:
        walk.add("planned", above.lemma)
    elif words.has("ahead-mark", step.mark):
        walk.add("expected", step.mark)
    return True


def _presupposed(sentence: Sentence, step: Step, above: Step, words: Hedges) -> bool:
    """`an investigation of the strike`, not `punishment for any strike`, nor `warned of punishment for an attack`."""
    if not words.has("presupposing-noun", above.lemma):
        return False
    beside = {c.text.lower() for c in sentence.children(step.index, "det", "amod", "nmod:poss")}
    if not words.lacks("any-such", beside):
        return False
    token = sentence.tokens[above.index]
    verb = sentence.tokens[token.head].lemma if token.head >= 0 else ""
    if not words.has("menacing", verb) or sentence.children(step.index, "nmod:poss"):
        return True
    return not words.has("warning-of", verb) and not beside.isdisjoint(_KNOWN)


def _blamed(sentence: Sentence, forces: int, words: Hedges) -> bool:
    """`accused the forces of a raid`: it has been; not `the forces of attack were ready`."""
    token = sentence.tokens[forces]
    while token.relation == "conj" and token.head >= 0:
        token = sentence.tokens[token.head]
    return token.head >= 0 and words.has("voicing", sentence.tokens[token.head].lemma)


def _toward(above: Step, words: Hedges) -> bool:
    """`close to`, `likely to`."""
    return above.lemma in _NEAR or words.has("expectation", above.lemma)


def _of_time(sentence: Sentence, noun: int) -> bool:
    """`a matter of time`, `a question of days`."""
    return any(c.lemma in {"time", "day", "hour", "week", "month"} for c in sentence.children(noun, "nmod"))


def preposition(mark: str, above: Step, words: Hedges, walk: Walk) -> None:
    if mark in {"of", "about", "against"} and words.has("expecting", above.lemma):
        walk.add("expected", f"{above.lemma} {mark}")
    elif mark in {"on", "upon"} and words.has("settling", above.lemma):
        walk.add("planned", f"{above.lemma} {mark}")
    elif mark == "between" and above.lemma == "stand":
        walk.add("expected", "stand between")
    elif words.has("ahead-mark", mark) and not (
        above.group.tense == "past" and mark in {"before", "until"} and above.group.modal is None
    ):
        walk.add("expected", mark)
    elif words.has("against-mark", mark):
        walk.add("denied", mark)
    elif mark == "with" and above.lemma in {"threaten", "menace"}:
        walk.add("hypothetical", f"{above.lemma} with")
    elif mark in {"for", "to", "at", "toward", "towards"} and any(words.has(name, above.lemma) for name in _HOPING):
        walk.add(
            "expected" if words.has("expectation", above.lemma) or words.has("supposing", above.lemma) else "planned",
            f"{above.lemma} {mark}",
        )
    elif above.group.modal is not None:
        walk.add(words.modals.get(above.group.modal, "hypothetical"), above.group.modal)


def closer(sentence: Sentence, verb: int) -> bool:
    """`inched closer to the capture of`."""
    return any(c.text.lower() in _NEAR for c in sentence.children(verb, "xcomp", "advmod"))


def _beaten(sentence: Sentence, base: str, above: Step, words: Hedges) -> bool:
    """`an attempt to take X was repelled`, `abandoned their plan to take X`."""
    passive = base == "obj" or above.group.voice == "passive"
    names = [above.lemma]
    if (particle := particle_of(sentence, above.index)) is not None:
        names.append(f"{above.lemma} {sentence.tokens[particle].text.lower()}")
    failed = any(words.has("vain", c.lemma) or c.lemma in _FAILURES for c in sentence.children(above.index, "obl", "xcomp"))
    if base == "nsubj" and above.lemma in {"end", "result"} and failed:
        return True
    return passive and any(words.has("repelling", n) for n in names) and not above.group.negated and above.group.modal is None


def described(sentence: Sentence, frame: Frame, words: Hedges, walk: Walk) -> None:
    """What the words at a noun say of it: `the imminent fall of`, `a planned attack`, `the attack is imminent`, `a failed assault`."""
    tokens = [c for c in sentence.children(frame.head, "amod", "compound") if c.index < frame.head]
    if not (walk.flips or walk.planned or walk.expected) and any(
        c.text.lower() == "any" for c in sentence.children(frame.head, "det")
    ):
        walk.add("hypothetical", "any")  # `answers to any attack`
    above = sentence.tokens[sentence.tokens[frame.head].head]
    if frame.scope[0].relation.startswith("nsubj") and above.pos == "ADJ":
        tokens.append(above)
    for token in tokens:
        for status in ("expected", "planned", "hypothetical", "denied"):
            if words.has(f"{status}-adjective", token.lemma) or words.has(f"{status}-adjective", token.text.lower()):
                walk.add(status, token.text.lower())
