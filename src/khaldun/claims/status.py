"""Whether what a frame tells happened, goes on, is planned, expected, hypothetical or denied.

The way from the frame to the root of its sentence is walked, innermost word first. Each word may leave the status as it is,
turn it round (`failed to`), or take it out of what is told as a fact (`plans to`, `if`). A hope told as a fact is the worst
error there is, so an unknown word that governs an infinitive counts as a plan. The words are in `hedges.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.claims.doubts import asked, by_none, disputed, in_vain, not_yet, untrue
from khaldun.claims.forms import bare
from khaldun.claims.hedges import Hedges
from khaldun.claims.verified import unfounded, unverified
from khaldun.claims.walk import IRREALIS, Walk, settle
from khaldun.language.frames import Frame, Group, Step
from khaldun.language.sentence import Sentence
from khaldun.model.claim import DONE, Status

_HOPING = ("intent", "attempt", "expectation", "supposing", "wanting", "way-opening")
"""Lists of verbs that with `for` or `to` make a thing of the future of a noun (`hope for a victory`, `prepare for an attack`)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and the words that gave it, for `khaldun explain`."""

    status: Status
    why: str


def status_of(sentence: Sentence, frame: Frame, words: Hedges, *, state: bool, given: bool = False) -> Judged:
    """The status of what a frame tells; `state` for kinds that last (holding, besieging, being somewhere), `given` for nouns that
    take it for granted (`the rebel stronghold`).
    """
    walk = Walk()
    why: list[str] = []
    steps = frame.scope
    start = 0
    if state and _presupposed(frame, given):
        return Judged("ongoing", "taken for granted by the words")
    for child in sentence.children(frame.head, "acl"):
        if child.lemma == "come" and any(c.text.lower() == "to" for c in sentence.children(child.index, "mark")):
            walk.add("expected")
            why.append("to come")
    if frame.kind == "noun" and frame.support is not None:
        start = _noun_under_verb(sentence, frame, words, walk, why)
    elif steps:
        _own(sentence, steps[0], words, walk, why)
    _climb(sentence, steps, start, words, walk, why)
    if by_none(sentence, frame, words):
        walk.add("denied")
        why.append("none")
    status = settle(walk, state)
    if status not in IRREALIS and steps and asked(sentence, steps):
        return Judged("hypothetical", "a question")
    if status in DONE and (doubt := bare(sentence, frame)) is not None:
        return Judged("hypothetical", f"a bare verb after {doubt}")
    return Judged(status, "; ".join(why) or "told as it stands")


def _presupposed(frame: Frame, given: bool) -> bool:
    """`ISIS-held Hit`, `the besieged town`, `the rebel stronghold of Idlib`: so whatever the rest of the sentence hopes or denies."""
    if frame.kind == "compound" or (frame.kind == "verb" and bool(frame.scope) and frame.scope[0].relation == "amod"):
        return True
    if not given or frame.kind != "noun" or not frame.scope or frame.scope[0].group.form != "none":
        return False
    return not (frame.support is not None and (frame.scope[0].relation == "xcomp" or frame.scope[0].mark == "as"))


def _own(sentence: Sentence, step: Step, words: Hedges, walk: Walk, why: list[str]) -> None:
    """What a predicate's own verb group says."""
    group = step.group
    if group.modal is not None:
        walk.add(words.modals.get(group.modal, "hypothetical"))
        why.append(group.modal)
    if group.negated:
        walk.negated = True
        walk.add("denied")
        why.append("not")
    if group.near:
        walk.add("denied")
        why.append(group.near)
    if not_yet(sentence, step.index):
        walk.add("denied")
        why.append("yet to")
    if group.imperative and step.pos == "VERB" and step.relation in {"root", "parataxis", "ccomp"} and group.tense is None:
        walk.add("planned")
        why.append("imperative")
    for child in sentence.children(step.index, "advmod"):
        if child.text.lower() in {"longer", "anymore"}:
            walk.phase = "ended"
        elif child.text.lower() in {"possibly", "perhaps", "maybe", "potentially", "hypothetically"}:
            walk.add("hypothetical")
            why.append(child.text.lower())
        elif child.text.lower() in {"soon", "tomorrow", "eventually"} and group.tense != "past":
            walk.add("expected")
        elif words.has("still", child.text.lower()):
            walk.phase = walk.phase or "ongoing"
    _take_tense(walk, group)


def _take_tense(walk: Walk, group: Group) -> None:
    if walk.tense is None and (group.tense is not None or group.aspect != "simple"):
        walk.tense, walk.aspect = group.tense, group.aspect


def _noun_under_verb(sentence: Sentence, frame: Frame, words: Hedges, walk: Walk, why: list[str]) -> int:
    """A noun that a verb carries: `launched an attack` shares the verb's polarity, `condemned the attack` does not. Gives the
    index in the scope where the climb goes on: the verb."""
    steps = frame.scope
    at = next((i for i, s in enumerate(steps) if s.index == frame.support), None)
    if at is None:
        return 0
    step, relation = steps[at], steps[0].relation.partition(":")[0]
    if relation == "conj" and len(steps) > 1:
        relation = steps[1].relation.partition(":")[0]
    lemma = step.lemma
    carried = words.has("support", lemma)
    if carried or relation in {"obl", "xcomp"}:
        _own(sentence, step, words, walk, why)
    elif step.group.modal is not None:
        walk.add("hypothetical" if step.group.modal not in {"will", "shall"} else "expected")
        why.append(step.group.modal)
    else:
        _take_tense(walk, step.group)
    if relation == "obj" or (relation == "nsubj" and step.group.voice == "passive"):
        _governed(lemma, words, walk, why)
    if relation == "obl":
        _preposition(steps[0].mark, step, words, walk, why)
    if any(c.text.lower() in {"no", "neither"} for c in sentence.children(frame.head, "det")):
        walk.add("denied")
        why.append("no")
    return at


def _governed(lemma: str, words: Hedges, walk: Walk, why: list[str]) -> None:
    """What a verb says of the noun or infinitive that it governs."""
    for name in ("intent", "attempt", "expectation", "doubt", "failure", "ending", "beginning", "supposing", "denying"):
        if words.has(name, lemma):
            status = {"intent": "planned", "attempt": "planned", "expectation": "expected", "doubt": "hypothetical", "failure": "denied",
                      "ending": "ended", "beginning": "ongoing", "supposing": "hypothetical", "denying": "denied"}[name]  # fmt: skip
            walk.add(status)
            why.append(lemma)
            return


def _climb(sentence: Sentence, steps: tuple[Step, ...], start: int, words: Hedges, walk: Walk, why: list[str]) -> None:
    for i in range(start, len(steps) - 1):
        step, above = steps[i], steps[i + 1]
        if step.relation == "conj":
            continue
        if not _link(sentence, step, above, words, walk, why):
            return


def _link(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    """Reads one link; False where what is above no longer matters."""
    relation = step.relation
    base = relation.partition(":")[0]
    if relation == "acl:relcl" and step.mark == "that" and words.has("report-noun", above.lemma):
        return _noun_clause(sentence, step, above, words, walk, why)
    if relation == "acl:relcl" or base in {"parataxis", "root", "discourse", "list"}:
        return False
    if step.mark == "from" and words.has("blocking", above.lemma):
        walk.add("denied")
        why.append(f"{above.lemma} from")
        _own(sentence, above, words, walk, why)
        return True
    if base == "ccomp":
        return _complement(sentence, step, above, words, walk, why)
    if base == "xcomp":
        return _infinitive(sentence, step, above, words, walk, why)
    if base == "advcl":
        return _adverbial(sentence, step, above, words, walk, why)
    if base == "acl":
        return _noun_clause(sentence, step, above, words, walk, why)
    if base == "csubj":
        if step.mark.startswith(("if", "whether")) or words.has("doubt", above.lemma) or above.group.negated:
            walk.add("hypothetical")
            why.append(step.mark or above.lemma)
        elif above.group.modal is not None:
            walk.add("hypothetical")
            why.append(above.group.modal)
        elif above.group.tense != "past":
            walk.add("hypothetical")
            why.append("a thing weighed, not told")
        return False
    if base in {"nsubj", "obj", "iobj", "obl", "nmod", "appos", "dep", "compound", "amod", "flat", "nummod", "advmod"}:
        return _nominal(sentence, step, above, words, walk, why)
    return base == "conj"


def _complement(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    lemma = above.lemma
    if (answer := disputed(sentence, above.index, words)) is not None or untrue(sentence, above.index, words):
        walk.add(answer or "denied")
        why.append(f"{lemma} disputed")
        return False
    if unverified(sentence, above.index, words):
        walk.add("hypothetical")
        why.append(f"not able to {lemma}")
        return False
    if words.has("denying", lemma):
        walk.add("denied")
        why.append(lemma)
        return False
    if words.has("expecting", lemma) and step.group.tense != "past":
        walk.add("expected")
        why.append(lemma)
        return False
    if words.has("wanting", lemma) and step.group.tense != "past":
        walk.add("planned")
        why.append(lemma)
        return False
    if words.has("supposing", lemma):
        walk.add("hypothetical")
        why.append(lemma)
        return False
    if step.group.modal == "would" and words.has("saying", lemma) and above.group.tense == "past" and walk.hypothetical:
        walk.hypothetical, walk.expected = False, True
    if step.mark.startswith(("if", "whether")):
        walk.add("hypothetical")
        why.append(step.mark)
    if words.has("saying", lemma):
        return False
    if step.group.form in {"infinitive", "gerund"}:
        return _infinitive(sentence, step, above, words, walk, why)
    if above.group.modal is not None or above.group.negated:
        walk.add("hypothetical")
        why.append(above.group.modal or "not")
    return True


def _infinitive(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    lemma = above.lemma
    known = len(why)
    _governed(lemma, words, walk, why)
    told = any(words.has(name, lemma) for name in ("fact", "allow", "saying"))
    if len(why) == known and not told and (step.group.form == "infinitive" or step.mark == "to"):
        walk.add("planned")
        why.append(f"{lemma} to")
    _own(sentence, above, words, walk, why)
    return True


def _adverbial(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    mark, group = step.mark, step.group
    if mark in {"in", "at"} and in_vain(above, words):
        walk.add("denied")
        why.append(f"{above.lemma} {mark}")
        return True
    if words.has("condition-mark", mark) or mark.split(" ")[0] in {"if", "unless", "lest", "whether"}:
        walk.add("hypothetical")
        why.append(mark)
        return False
    if words.has("against-mark", mark):
        walk.add("denied")
        why.append(mark)
        return True
    if group.form == "infinitive" or words.has("purpose-mark", mark):
        if above.pos == "ADJ" and words.has("doubt", above.lemma):
            walk.add("hypothetical")
        elif above.pos == "ADJ" and words.has("expectation", above.lemma):
            walk.add("expected")
        elif (above.pos == "ADJ" and above.lemma in {"able", "first", "last"}) or words.has("means", above.lemma):
            _own(sentence, above, words, walk, why)
            return True
        else:
            walk.add("planned")
        why.append(mark or "to")
        return True
    done = group.form in {"participle", "gerund"} and above.group.tense == "past" and above.group.modal is None
    if words.has("open-mark", mark) and group.tense != "past" and not done:
        walk.add("hypothetical" if mark in {"before", "until", "till"} else "expected")
        why.append(mark)
        return False
    if group.tense is not None and group.form == "finite":
        return False
    if above.pos == "ADJ" and words.has("expectation", above.lemma):
        walk.add("expected")
        why.append(above.lemma)
    if mark.split(" ")[0] == "with" or mark in {"after", "since", "despite", "while", "following"}:
        return above.group.modal is not None
    _own_of_main(sentence, above, words, walk, why)
    return True


def _own_of_main(sentence: Sentence, above: Step, words: Hedges, walk: Walk, why: list[str]) -> None:
    """A participle shares the mood of its main clause (`would advance, taking X`), but not its negation."""
    if above.group.modal is not None:
        walk.add(words.modals.get(above.group.modal, "hypothetical"))
        why.append(above.group.modal)
    if above.pos in {"VERB", "AUX"}:
        _take_tense(walk, above.group)


def _noun_clause(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    """A clause that hangs on a noun: `plans to take`, `seized by`, `the aim of capturing`, `unconfirmed reports that`."""
    if (answer := disputed(sentence, above.index, words)) is not None:
        walk.add(answer)
        why.append(f"{above.lemma} disputed")
        return False
    if step.mark in {"that", "whether", "if"}:
        if step.mark != "that" or words.has("risk-noun", above.lemma) or unfounded(sentence, above.index, words):
            walk.add("hypothetical")
            why.append(f"{above.lemma} {step.mark}")
        return False
    if step.group.form == "infinitive" or step.mark in {"to", "of", "at", "for", "in", "on"}:
        if words.has("planning-noun", above.lemma) and any(
            words.has("vain", c.lemma) or words.has("vain", c.text.lower()) for c in sentence.children(above.index, "amod")
        ):
            walk.add("denied")
            why.append(f"vain {above.lemma}")
        if words.has("risk-noun", above.lemma) or unfounded(sentence, above.index, words):
            walk.add("hypothetical")
            why.append(above.lemma)
        elif above.lemma in {"first", "last", "second"} or words.has("fact-noun", above.lemma):
            return True
        elif step.group.form == "infinitive" or words.has("planning-noun", above.lemma):
            walk.add("planned")
            why.append(above.lemma)
        return True
    return False


def _nominal(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk, why: list[str]) -> bool:
    """A noun below another word."""
    base = step.relation.partition(":")[0]
    if above.pos in {"NOUN", "PROPN", "ADJ"}:
        doubted = words.has("report-noun", above.lemma) and unfounded(sentence, above.index, words)
        if step.mark in {"of", "about"} and (answer := disputed(sentence, above.index, words)) is not None:
            walk.add(answer)
            why.append(f"{above.lemma} disputed")
            return False
        if base == "obl" and step.mark in {"in", "at"} and in_vain(above, words):
            walk.add("denied")
            why.append(f"{above.lemma} {step.mark}")
        elif base == "nsubj" and walk.planned and words.has("planning-noun", step.lemma) and in_vain(above, words):
            walk.add("denied")
            why.append(above.lemma)
        elif doubted or words.has("risk-noun", above.lemma):
            walk.add("hypothetical")
            why.append(above.lemma)
        elif (
            words.has("planning-noun", above.lemma)
            and step.mark in {"for", "to", "of", "on", "at"}
            and base == "nmod"
            and _is_event(step)
        ):
            walk.add("planned")
            why.append(above.lemma)
        elif words.has("ahead-mark", step.mark):
            walk.add("expected")
            why.append(step.mark)
        return True
    if base == "nsubj":
        if above.group.modal is not None and above.group.voice == "active":
            walk.add(words.modals.get(above.group.modal, "hypothetical"))
            why.append(above.group.modal)
        elif walk.planned and words.has("planning-noun", step.lemma) and in_vain(above, words):
            walk.add("denied")
            why.append(above.lemma)
        return False
    if base == "obl" and step.mark in {"in", "at"} and in_vain(above, words):
        walk.add("denied")
        why.append(f"{above.lemma} {step.mark}")
    elif base == "obl":
        _preposition(step.mark, above, words, walk, why)
    return True


def _is_event(step: Step) -> bool:
    return step.pos in {"NOUN", "VERB"}


def _preposition(mark: str, above: Step, words: Hedges, walk: Walk, why: list[str]) -> None:
    if words.has("ahead-mark", mark) and not (
        above.group.tense == "past" and mark in {"before", "until"} and above.group.modal is None
    ):
        walk.add("expected")
        why.append(mark)
    elif words.has("against-mark", mark):
        walk.add("denied")
        why.append(mark)
    elif mark in {"for", "to", "at", "toward", "towards"} and any(words.has(name, above.lemma) for name in _HOPING):
        walk.add("expected" if words.has("expectation", above.lemma) or words.has("supposing", above.lemma) else "planned")
        why.append(f"{above.lemma} {mark}")
    elif above.group.modal is not None:
        walk.add(words.modals.get(above.group.modal, "hypothetical"))
        why.append(above.group.modal)
