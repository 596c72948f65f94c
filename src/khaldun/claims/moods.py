"""What a predicate's own verb group says of its status, and what a verb says of that which it governs."""

from __future__ import annotations

from khaldun.claims.doubts import not_yet
from khaldun.claims.hedges import Hedges
from khaldun.claims.walk import Walk
from khaldun.language.frames import Group, Step
from khaldun.language.frames_scope import mark_of
from khaldun.language.sentence import Sentence


def own(sentence: Sentence, step: Step, words: Hedges, walk: Walk) -> None:
    """What a predicate's own verb group says."""
    group = step.group
    if group.modal is not None:
        walk.add(words.modals.get(group.modal, "hypothetical"), group.modal)
    if group.negated and not _only_then(sentence, step, words):
        walk.negated = True
        walk.add("denied", "not")
    if group.near:
        walk.add("denied", group.near)
    if _all_but(sentence, step.index):
        walk.add("denied", "all but")
    if not_yet(sentence, step.index):
        walk.add("denied", "yet to")
    if group.imperative and step.pos == "VERB" and step.relation in {"root", "parataxis", "ccomp"} and group.tense is None:
        walk.add("planned", "imperative")
    for child in sentence.children(step.index, "advmod"):
        if child.text.lower() in {"longer", "anymore"}:
            walk.phase = "ended"
        elif child.text.lower() in {"possibly", "perhaps", "maybe", "potentially", "hypothetically"}:
            walk.add("hypothetical", child.text.lower())
        elif child.text.lower() in {"soon", "tomorrow", "eventually"} and group.tense != "past":
            walk.add("expected")
        elif words.has("still", child.text.lower()):
            walk.phase = walk.phase or "ongoing"
    take_tense(walk, group)


def _only_then(sentence: Sentence, step: Step, words: Hedges) -> bool:
    """`did not retake the town until May`, `it was not until the fall of the town that`: it came about then; not what lasts or is wished."""
    if "until" in mark_of(sentence, step.index).split():
        return True
    if (
        words.has("no-deed", step.lemma)
        or step.group.tense != "past"
        or step.group.aspect != "simple"
        or step.group.modal is not None
    ):
        return False
    below = sentence.children(step.index, "obl", "advcl")
    return any("until" in mark_of(sentence, c.index).split() for c in below)


def _all_but(sentence: Sentence, verb: int) -> bool:
    """`has all but lost the town`."""
    before = [t.text.lower() for t in sentence.tokens[max(0, verb - 2) : verb]]
    return before == ["all", "but"]


def take_tense(walk: Walk, group: Group) -> None:
    if walk.tense is None and (group.tense is not None or group.aspect != "simple"):
        walk.tense, walk.aspect = group.tense, group.aspect


def own_of_main(sentence: Sentence, above: Step, words: Hedges, walk: Walk) -> None:
    """A participle shares the mood of its main clause (`would advance, taking X`), but not its negation."""
    if above.group.modal is not None:
        walk.add(words.modals.get(above.group.modal, "hypothetical"), above.group.modal)
    if above.pos in {"VERB", "AUX"}:
        take_tense(walk, above.group)


def governed(lemma: str, words: Hedges, walk: Walk) -> None:
    """What a verb says of the noun or infinitive that it governs."""
    for name in ("intent", "attempt", "expectation", "doubt", "failure", "ending", "beginning", "supposing", "denying"):
        if words.has(name, lemma):
            status = {"intent": "planned", "attempt": "planned", "expectation": "expected", "doubt": "hypothetical", "failure": "denied",
                      "ending": "ended", "beginning": "ongoing", "supposing": "hypothetical", "denying": "denied"}[name]  # fmt: skip
            walk.add(status, lemma)
            return
