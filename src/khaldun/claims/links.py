"""The way up from a frame to the root of its sentence, link by link: what each outer clause makes of the status."""

from __future__ import annotations

from khaldun.claims.doubts import disputed, in_vain, untrue
from khaldun.claims.hedges import Hedges
from khaldun.claims.links_nouns import nominal, noun_clause
from khaldun.claims.moods import governed, own, own_of_main
from khaldun.claims.verified import unfounded, unverified
from khaldun.claims.walk import Walk
from khaldun.language.frames import Step, particle_of
from khaldun.language.frames_scope import group_of
from khaldun.language.frames_verbs import judging
from khaldun.language.sentence import Sentence, Token
from khaldun.model.claim import Status


def climb(sentence: Sentence, steps: tuple[Step, ...], start: int, words: Hedges, walk: Walk) -> None:
    for i in range(start, len(steps) - 1):
        step, above = steps[i], steps[i + 1]
        if step.relation == "conj":
            continue
        if not _link(sentence, step, above, words, walk):
            return


def _link(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    """Reads one link; False where what is above no longer matters."""
    relation = step.relation
    base = relation.partition(":")[0]
    if relation == "acl:relcl" and step.mark == "that" and words.has("report-noun", above.lemma):
        return noun_clause(sentence, step, above, words, walk)
    if relation == "acl:relcl" or base in {"parataxis", "root", "discourse", "list"}:
        return False
    if step.mark == "from" and words.has("blocking", above.lemma):
        walk.add("denied", f"{above.lemma} from")
        own(sentence, above, words, walk)
        return True
    if base == "ccomp":
        return _complement(sentence, step, above, words, walk)
    if base == "xcomp":
        return _infinitive(sentence, step, above, words, walk)
    if base == "advcl":
        return _adverbial(sentence, step, above, words, walk)
    if base == "acl":
        return noun_clause(sentence, step, above, words, walk)
    if base == "csubj":
        if words.has("untrue", above.lemma) or above.lemma in {"true", "correct", "accurate"}:
            certain = above.group.modal is None and above.group.negated == (not words.has("untrue", above.lemma))
            walk.add("denied" if certain else "hypothetical" if above.group.modal or above.group.negated else None, above.lemma)
        elif _open_question(step.mark) or words.has("doubt", above.lemma) or above.group.negated:
            walk.add("hypothetical", step.mark or above.lemma)
        elif above.group.modal is not None:
            walk.add("hypothetical", above.group.modal)
        elif above.group.tense != "past" and not (step.group.tense == "past" and "that" in step.mark.split()):
            walk.add("hypothetical", "a thing weighed, not told")
        return False
    if base in {"nsubj", "obj", "iobj", "obl", "nmod", "appos", "dep", "compound", "amod", "flat", "nummod", "advmod"}:
        return nominal(sentence, step, above, words, walk)
    return base == "conj"


def _open_question(mark: str) -> bool:
    """`whether`, `if`, `on whether`."""
    return mark.startswith("if") or "whether" in mark.split()


def _short_of(sentence: Sentence, step: Step, above: Step, words: Hedges) -> Status | None:
    """A gerund that hangs on a word by a preposition: `far from taking`, `bent on taking`, `capable of taking`, `close to taking`."""
    lemma, mark = above.lemma, step.mark
    if mark in {"from", "of"} and (lemma in {"far", "short"} or _has_word(sentence, above.index, "short")):
        return "denied"
    of = next((c.index for c in sentence.children(step.index, "mark") if c.text.lower() == "of"), 0)
    if of > 0 and words.has("near-noun", sentence.tokens[of - 1].lemma):
        return "expected"
    if mark == "from" and (lemma == "away" or _has_word(sentence, above.index, "away")):
        return "expected"
    if lemma == "nowhere":
        return "denied"
    if above.pos == "ADV" and lemma == "close" and mark == "to":
        over = sentence.tokens[sentence.tokens[above.index].head]
        return "denied" if over.lemma in {"come", "get"} and group_of(sentence, over.index).tense == "past" else "expected"
    if mark == "of" and words.has("doubt", lemma):
        return "hypothetical"
    if words.has("depending", lemma) and mark in {"on", "upon"}:
        return "hypothetical"
    if mark in {"on", "upon", "at", "to", "toward", "towards"} and above.pos in {"VERB", "ADJ", "NOUN"}:
        if above.pos == "ADJ" and words.has("expectation", lemma):
            return "expected"
        done = any(words.has(name, lemma) for name in ("fact", "saying", "gerund-fact"))
        return None if done or words.has("expectation", lemma) else "planned"
    return None


def _lead(sentence: Sentence, step: Step) -> Token | None:
    """The noun right before an infinitive, which the parse may hang on the verb beside it: `foiled a plot to take`."""
    to = next((c.index for c in sentence.children(step.index, "mark") if c.text.lower() == "to"), 0)
    return sentence.tokens[to - 1] if to > 0 and sentence.tokens[to - 1].pos == "NOUN" else None


def _has_word(sentence: Sentence, index: int, word: str) -> bool:
    return any(c.text.lower() == word for c in sentence.children(index, "advmod", "xcomp"))


def _complement(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    lemma = above.lemma
    if (answer := disputed(sentence, above.index, words)) is not None or untrue(sentence, above.index, words):
        walk.add(answer or "denied", f"{lemma} disputed")
        return False
    if unverified(sentence, above.index, words):
        walk.add("hypothetical", f"not able to {lemma}")
        return False
    if (above.pos == "ADJ" and words.has("doubt", lemma)) or _rumoured(sentence, above, words):
        walk.add("hypothetical", lemma)
        return False
    if words.has("denying", lemma):
        walk.add("hypothetical" if above.group.negated or above.group.modal is not None else "denied", lemma)
        return False
    foreseen = step.group.tense != "past" or step.group.form in {"gerund", "participle"}
    told = words.has("saying", lemma) and step.group.aspect == "perfect" and step.group.modal is None
    if words.has("expecting", lemma) and foreseen and not told:  # not `warned that attacks have become more frequent`
        walk.add("expected", lemma)
        return False
    indicative = words.has("saying", lemma) and sentence.tokens[step.index].text.lower() != step.lemma
    if words.has("wanting", lemma) and step.group.tense != "past" and not indicative:
        walk.add("planned", lemma)
        return False
    if words.has("supposing", lemma):
        walk.add("hypothetical", lemma)
        return False
    if step.group.modal == "would" and words.has("saying", lemma) and above.group.tense == "past" and walk.hypothetical:
        walk.hypothetical, walk.expected = False, True
    if _open_question(step.mark):
        walk.add("hypothetical", step.mark)
    if words.has("saying", lemma):
        return False
    if step.group.form in {"infinitive", "gerund"}:
        return _infinitive(sentence, step, above, words, walk)
    if above.group.modal is not None or above.group.negated:
        walk.add("hypothetical", above.group.modal or "not")
    return True


def _rumoured(sentence: Sentence, above: Step, words: Hedges) -> bool:
    """`rumours spread that`, `unconfirmed reports said that`, `videos purport to show`."""
    if any(
        words.has("risk-noun", c.lemma) or unfounded(sentence, c.index, words) for c in sentence.children(above.index, "nsubj")
    ):
        return True
    over = sentence.tokens[above.index]
    return over.relation == "xcomp" and over.head >= 0 and words.has("purporting", sentence.tokens[over.head].lemma)


def _infinitive(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    lemma = above.lemma
    known = len(walk.why)
    if (particle := particle_of(sentence, above.index)) is not None:
        governed(f"{lemma} {sentence.tokens[particle].text.lower()}", words, walk)
    if len(walk.why) == known and not (step.pos == "ADJ" and words.has("seeming", lemma)):
        governed(lemma, words, walk)
    if len(walk.why) == known and above.pos == "ADJ" and words.has("expected-adjective", lemma):
        walk.add("expected", lemma)
    told = step.pos == "ADJ" or any(words.has(name, lemma) for name in ("fact", "allow", "saying"))
    told = told or (words.has("gerund-fact", lemma) and sentence.tokens[step.index].text.lower().endswith("ing"))
    if len(walk.why) == known and not told and (step.group.form == "infinitive" or step.mark == "to"):
        walk.add("planned", f"{lemma} to")
    own(sentence, above, words, walk)
    return True


def _past(sentence: Sentence, step: Step, above: Step) -> bool:
    """Whether a clause of time is past: by its verb, by a form that is not bare beside a past main clause, or by a verb joined to it."""
    if step.group.tense == "past" and above.group.modal is None:
        return True
    if step.group.modal is not None or above.group.tense != "past" or above.group.modal is not None:
        return False
    joined = (step.index, *(c.index for c in sentence.children(step.index, "conj")))
    return any(sentence.tokens[i].text.lower().endswith("ed") or group_of(sentence, i).tense == "past" for i in joined)


def _waited_for(sentence: Sentence, step: Step, above: Step, words: Hedges) -> bool:
    """`did not leave until the truce was signed`: it was; not where somebody only says so, or wants no talks until then."""
    if above.group.tense != "past" or not _past(sentence, step, above):
        return False
    token = sentence.tokens[above.index]
    told = token.relation == "ccomp" and token.head >= 0 and words.has("saying", sentence.tokens[token.head].lemma)
    return not above.group.negated or not (told or words.has("no-deed", above.lemma))


def _adverbial(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> bool:
    mark, group = step.mark, step.group
    if judging(sentence, step.index):
        return False
    if mark in {"in", "at"} and in_vain(above, words):
        walk.add("denied", f"{above.lemma} {mark}")
        return True
    if group.form in {"gerund", "participle"} and (near := _short_of(sentence, step, above, words)) is not None:
        walk.add(near, f"{above.lemma} {mark}")
        return near != "denied"
    came = mark in {"until", "till"} and _waited_for(sentence, step, above, words)
    if (words.has("condition-mark", mark) and not came) or mark.split(" ")[0] in {"if", "unless", "lest", "whether"}:
        walk.add("hypothetical", mark)
        return False
    if words.has("against-mark", mark):
        walk.add("denied", mark)
        return True
    if group.form == "infinitive" or words.has("purpose-mark", mark):
        _meant(sentence, step, above, words, walk)
        return True
    done = group.form in {"participle", "gerund"} and above.group.tense == "past" and above.group.modal is None
    if mark == "before" and above.lemma == "matter" and group.tense != "past":
        walk.add("expected")
        return False
    if words.has("open-mark", mark) and not (done or _past(sentence, step, above)):
        walk.add("hypothetical" if mark in {"before", "until", "till"} else "expected", mark)
        return False
    if group.tense is not None and group.form == "finite":
        return False
    if above.pos == "ADJ" and words.has("expectation", above.lemma):
        walk.add("expected", above.lemma)
    if mark.split(" ")[0] == "with" or mark in {"after", "since", "despite", "while", "following"}:
        if mark == "after" and step.index > above.index and above.group.modal in {"will", "would", "shall"}:
            walk.add(words.modals[above.group.modal], f"{above.group.modal} after")  # `would move on after taking the town`
        return above.group.modal is not None
    own_of_main(sentence, above, words, walk)
    return True


def _meant(sentence: Sentence, step: Step, above: Step, words: Hedges, walk: Walk) -> None:
    """What is done to an end: `massed troops to take the town`, `in a bid to`, `able to`, `likely to`."""
    if (lead := _lead(sentence, step)) is not None and words.has("attempt-noun", lead.lemma):
        beaten = words.has("repelling", above.lemma) and not above.group.negated and above.group.modal is None
        walk.add("denied" if beaten else "planned", f"{lead.lemma} to")
    elif (above.pos == "ADJ" and above.lemma in {"able", "first", "last"}) or words.has("means", above.lemma):
        own(sentence, above, words, walk)
    elif above.pos == "ADJ" and words.has("doubt", above.lemma):
        walk.add("hypothetical", step.mark or "to")
    elif above.pos == "ADJ" and words.has("expectation", above.lemma):
        walk.add("expected", step.mark or "to")
    else:
        walk.add("planned", step.mark or "to")
