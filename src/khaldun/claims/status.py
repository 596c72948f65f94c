"""Whether what a frame tells happened, goes on, is planned, expected, hypothetical or denied.

The way from the frame to the root of its sentence is walked, innermost word first. Each word may leave the status as it is,
turn it round (`failed to`), or take it out of what is told as a fact (`plans to`, `if`). A hope told as a fact is the worst
error there is, so an unknown word that governs an infinitive counts as a plan. The words are in `hedges.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.claims.doubts import asked, by_none, fictional, supposed, untrue
from khaldun.claims.forms import aimed, bare, bygone, reached, to_be
from khaldun.claims.hedges import Hedges
from khaldun.claims.links import climb
from khaldun.claims.links_nouns import closer, described, preposition
from khaldun.claims.moods import governed, own, take_tense
from khaldun.claims.refuted import refuted
from khaldun.claims.walk import Walk, settle
from khaldun.language.frames import Frame, particle_of
from khaldun.language.frames_nouns import ANSWERING
from khaldun.language.sentence import Sentence
from khaldun.model.claim import DONE, Status


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and the words that gave it, for `khaldun explain`."""

    status: Status
    why: str


def status_of(sentence: Sentence, frame: Frame, words: Hedges, *, state: bool, given: bool = False) -> Judged:
    """The status of what a frame tells; `state` for kinds that last (holding, besieging, being somewhere), `given` for nouns that
    take it for granted (`the rebel stronghold`).
    """
    walk = Walk(known=_known(sentence, frame))
    steps = frame.scope
    start = 0
    if state and _presupposed(frame, given):
        return Judged("ongoing", "taken for granted by the words")
    for child in sentence.children(frame.head, "acl"):
        if child.lemma == "come" and any(c.text.lower() == "to" for c in sentence.children(child.index, "mark")):
            walk.add("expected", "to come")
    if frame.kind == "noun" and frame.support is not None:
        start = _noun_under_verb(sentence, frame, words, walk)
    elif steps:
        own(sentence, steps[0], words, walk)
    climb(sentence, steps, start, words, walk)
    if by_none(sentence, frame, words):
        walk.add("denied", "none")
    if frame.kind == "noun":
        described(sentence, frame, words, walk)
    status = settle(walk, state)
    by_sentence = _by_sentence(sentence, frame, words, status, state)
    if by_sentence is None and status == "ongoing" and state and not walk.phase and reached(sentence, frame, words):
        return Judged("happened", "a state that is reached")
    return by_sentence or Judged(status, "; ".join(walk.why) or "told as it stands")


def _by_sentence(sentence: Sentence, frame: Frame, words: Hedges, status: Status, state: bool) -> Judged | None:
    """Another status than the way up to the main clause gives, where the sentence has it: a question, a tale, an aim."""
    steps = frame.scope
    if status not in {"hypothetical", "denied"} and steps and asked(sentence, steps):
        return Judged("hypothetical", "a question")
    if status not in DONE:
        return None
    if steps and supposed(sentence, steps):
        return Judged("hypothetical", "a condition told by the order of words")
    if (answer := refuted(sentence, frame, words)) is not None:
        return Judged(answer, "spoken against in the same sentence")
    if aimed(sentence, frame, words):
        return Judged("planned", "an aim")
    if (tale := fictional(sentence, steps, words)) is not None:
        return Judged("hypothetical", f"told in a {tale}")
    if state and bygone(sentence, frame, words):
        return Judged("ended", "no longer so")
    if (ahead := to_be(sentence, frame, words)) is not None:
        return Judged(ahead, "a bare verb after to")
    if (doubt := bare(sentence, frame)) is not None:
        return Judged("hypothetical", f"a bare verb after {doubt}")
    return None


def _known(sentence: Sentence, frame: Frame) -> bool:
    """`the shelling`, `their attack`, `stop shelling`: what an outer word ends is there."""
    if frame.kind == "verb":
        return sentence.tokens[frame.head].text.lower().endswith("ing")
    beside = sentence.children(frame.head, "det", "nmod:poss")
    return any(c.relation != "det" or c.text.lower() in {"the", "this", "these", "those"} for c in beside)


def _presupposed(frame: Frame, given: bool) -> bool:
    """`ISIS-held Hit`, `the besieged town`, `the rebel stronghold of Idlib`: so whatever the rest of the sentence hopes or denies."""
    if frame.kind == "compound" or (frame.kind == "verb" and bool(frame.scope) and frame.scope[0].relation == "amod"):
        return True
    if not given or frame.kind != "noun" or not frame.scope or frame.scope[0].group.form != "none":
        return False
    return not (frame.support is not None and (frame.scope[0].relation == "xcomp" or frame.scope[0].mark == "as"))


def _noun_under_verb(sentence: Sentence, frame: Frame, words: Hedges, walk: Walk) -> int:
    """A noun that a verb carries: `launched an attack` shares the verb's polarity, as a noun does that makes one phrase with its
    verb (`lost control`); `condemned the attack` does not.
    Gives the index in the scope where the climb goes on: the verb."""
    steps = frame.scope
    at = next((i for i, s in enumerate(steps) if s.index == frame.support), None)
    if at is None:
        return 0
    step, relation = steps[at], steps[0].relation.partition(":")[0]
    mark = steps[0].mark
    if relation == "conj" and len(steps) > 1:
        relation, mark = steps[1].relation.partition(":")[0], mark or steps[1].mark
    lemma = step.lemma
    untold = step.group.negated and relation == "obj" and words.has("voicing", lemma)  # `has not announced an attack`
    carried = (words.has("support", lemma) and not untold) or step.index in frame.trigger
    ends = relation == "nsubj" and words.has("ending", lemma) and not sentence.children(step.index, "obj")
    over = step.group.negated or step.group.tense == "past" or step.group.aspect == "perfect"  # not `ends tomorrow`
    if ends and over and step.index not in frame.trigger and step.group.modal is None and step.group.voice == "active":
        walk.add("ongoing" if step.group.negated else "ended", f"{lemma}, as its subject")  # `the violence has not ceased`
        return at
    fled = relation == "obj" and lemma in {"escape", "flee", "survive"} and step.group.form == "infinitive"
    if fled and not any(c.text.lower() in {"a", "an", "any"} for c in sentence.children(frame.head, "det")):
        return len(steps)  # `crammed into the town to escape the bombing`
    answered = relation == "obl" and mark == "to" and lemma in ANSWERING  # `has not responded to the attack`
    if not answered and (carried or relation in {"obl", "xcomp"}):
        own(sentence, step, words, walk)
    elif relation == "obj" and step.group.negated and words.has("ending", lemma):
        walk.add("ongoing", f"not {lemma}")  # `could not stop the attack`
        return at
    elif step.group.modal is not None and relation == "obj" and words.has("ending", lemma):
        walk.phase = "ended"
        walk.add(words.modals.get(step.group.modal, "hypothetical"), step.group.modal)  # `must end the siege`
        return at
    elif step.group.modal is not None:
        walk.add("hypothetical" if step.group.modal not in {"will", "shall"} else "expected", step.group.modal)
    else:
        take_tense(walk, step.group)
    if relation == "obj" and words.has("saying", lemma) and untrue(sentence, step.index, words):
        walk.add("denied", f"falsely {lemma}")
    if relation == "obj" and step.group.negated and not carried and words.has("saying", lemma):
        walk.add("hypothetical", f"not {lemma}")
    governs = relation == "obj" or (relation == "nsubj" and step.group.voice == "passive")
    if governs and not (step.index in frame.trigger and words.has("ending", lemma)):
        particle = particle_of(sentence, step.index)
        whole = f"{lemma} {sentence.tokens[particle].text.lower()}" if particle is not None else lemma
        governed(whole if words.has("beginning", whole) else lemma, words, walk)
    if words.has("ahead-mark", sentence.tokens[step.index].text.lower()):
        walk.add("expected", sentence.tokens[step.index].text.lower())
    if relation == "obl" and mark == "to" and closer(sentence, step.index):
        walk.add("expected", "closer to")
    elif relation == "obl":
        preposition(mark, step, words, walk)
    if any(c.text.lower() in {"no", "neither"} for c in sentence.children(frame.head, "det")):
        walk.add("denied", "no")
    beside = {c.text.lower() for c in sentence.children(frame.head, "advmod")}
    if relation == "obl" and "not" in beside and not step.group.negated and beside.isdisjoint({"only", "just", "merely"}):
        walk.add("denied", "not")  # `was not back in the hands of the army`, hung on the hands
    return at
