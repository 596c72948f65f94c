"""Places that pass without a fight: `entered unopposed`, `took the deserted base`, `moved in after the army had withdrawn`.

They are told as a loss, by whoever left, whose target is the taker: the record reads it as the same change of holder, and who looks for
captures by force does not find it among them. A text that tells of fighting beside it keeps the capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.claims.confidence import LEAST
from khaldun.claims.draft import Draft
from khaldun.claims.hedges import Hedges
from khaldun.claims.view import View
from khaldun.language.frames import frame_at, particle_of
from khaldun.language.frames_scope import group_of, mark_of
from khaldun.language.sentence import Sentence, Token
from khaldun.model import DONE, Actor, Claim

_FIGHTING = frozenset(
    {"clash", "attack", "airstrike", "shelling", "bombing", "killing", "casualties", "siege", "control.contest"}
)
_TAKING = frozenset({"control.gain", "advance"})
_NEAR = 2
"""Sentences before and behind in which the leaving, or fighting, may be told."""
_FAR = 9
"""Words before a noun among which its adjectives stand."""
_TAKER = 0.1
"""What a taker who is named elsewhere in the article takes off the confidence of a loss."""
_BATTLE = frozenset({"clash", "attack"})
_LEAVING = frozenset({"withdrawal", "control.loss"})
_AFTER = frozenset({"after", "as", "when", "once", "following", "since", "because"})
_UNDER = frozenset({"under", "as", "per", "following", "after", "at", "by"})
_ALLY = re.compile(r"\b(?:its|their|his|her)\s+(?:[\w-]+\s+){0,3}(?:ally|allies)(?:,?\s+(?:the\s+)?)?$", re.IGNORECASE)
_MAIN = frozenset({"root", "conj", "parataxis", "ccomp"})


def handed_over(seen: Sequence[View], made: Sequence[list[Draft]], words: Hedges) -> list[list[Draft]]:
    """The drafts of each sentence with what passes without a fight told as a loss to its taker."""
    out = []
    passed: set[tuple[str, str]] = set()
    for i, view in enumerate(seen):
        near = [d for drafts in made[max(0, i - _NEAR) : i + _NEAR + 1] for d in drafts]
        takes = any(d.pattern.kind in _TAKING for d in made[i])
        if takes and not any(_fights(d) for d in near):
            told = [_handed(view, d, made[i], near, words) if d.judged.status in DONE else d for d in made[i]]
            passed.update(key for d, t in zip(made[i], told, strict=True) if t is not d for key in _keys(d))
        else:
            told = made[i]
        out.append(told)
    if any(_fights(d) for drafts in made for d in drafts):
        return out
    return [[_loss(d, ()) if d.pattern.kind == "control.gain" and passed & _keys(d) else d for d in drafts] for drafts in out]


def _fights(draft: Draft) -> bool:
    return draft.pattern.kind in _FIGHTING and draft.judged.status in DONE


def _keys(draft: Draft) -> set[tuple[str, str]]:
    """Each taker with each place."""
    return {(a.id, w.place.id) for a in draft.cast.actors for w in draft.cast.wheres}


def _loss(draft: Draft, left: tuple[Actor, ...]) -> Draft:
    cast = replace(draft.cast, actors=left or draft.cast.targets, targets=draft.cast.actors)
    return replace(draft, pattern=replace(draft.pattern, kind="control.loss"), cast=cast)


def _handed(view: View, draft: Draft, beside: Sequence[Draft], near: Sequence[Draft], words: Hedges) -> Draft:
    kind, head, sentence = draft.pattern.kind, draft.match.frame.head, view.sentence
    if kind not in _TAKING or draft.pattern.part or not draft.cast.actors:  # who gains ground fights for it
        return draft
    ours = {a.id for a in draft.cast.actors}
    told = [(d.match.frame.head, d.cast.actors) for d in beside if d.pattern.kind in _LEAVING and d.judged.status in DONE]
    gone = (a for at, a in [*told, *_leavers(view, words)] if a and _before(sentence, at, head))
    left = next((a for a in gone if not ours & {x.id for x in a}), None)
    if left is None and not view.spots.get("date"):
        left = next((d.cast.actors for d in near if _gave_up(d, draft, ours)), None)
    if kind == "advance" and (left is None or not words.has("entering", sentence.tokens[head].lemma)):
        return draft
    heads = {head, draft.match.frame.support or head}
    peaceful = (
        left is not None
        or any(_unopposed(sentence, h, words) for h in sorted(heads))
        or _empty(sentence, draft, words)
        or _from_friends(draft)
    )
    unfought = any(d.pattern.kind in _BATTLE and d.judged.status == "denied" for d in near)
    return _loss(draft, left or ()) if peaceful or unfought else draft


def _leavers(view: View, words: Hedges) -> Iterator[tuple[int, tuple[Actor, ...]]]:
    """The verbs and nouns of leaving that are told as facts, with who left."""
    for token in view.sentence.tokens:
        noun = token.pos == "NOUN" and words.has("leaving-noun", token.lemma)
        if not noun and not (token.pos == "VERB" and _leaves(view.sentence, token, words)):
            continue
        frame = frame_at(view.sentence, token.index)
        spots = [view.on("actor", a.head) for a in frame.those(*(("poss", "of", "by", "modifier") if noun else ("agent",)))]
        actors = tuple(s.mention.actor for s in spots if s is not None and s.mention.actor is not None)
        if actors:
            yield token.index, actors


def _leaves(sentence: Sentence, token: Token, words: Hedges) -> bool:
    particle = particle_of(sentence, token.index)
    name = token.lemma if particle is None else f"{token.lemma} {sentence.tokens[particle].text.lower()}"
    group = group_of(sentence, token.index)
    told = group.modal is None and not group.negated and group.form in {"finite", "participle"}
    return told and (words.has("leaving", name) or (particle is None and words.has("leaving", token.lemma)))


def _before(sentence: Sentence, left: int, taken: int) -> bool:
    """Whether the leaving is told as what came first: `after the army withdrew`, `the army withdrew and rebels moved in`."""
    token = sentence.tokens[left]
    relation = token.relation.partition(":")[0]
    if relation in {"advcl", "obl", "acl"}:
        mark = mark_of(sentence, left).split(" ")[0]
        return mark in _AFTER or bool(set(_case(sentence, token)) & _AFTER)
    return left < taken and relation in _MAIN


def _case(sentence: Sentence, token: Token) -> list[str]:
    return [c.text.lower() for c in sentence.children(token.index, "case", "mark")]


def _gave_up(other: Draft, draft: Draft, ours: set[str]) -> bool:
    """Whether a sentence before tells that somebody else left the place, or one behind that he had left it."""
    theirs = {a.id for a in other.cast.actors}
    same = {w.place.id for w in other.cast.wheres} & {w.place.id for w in draft.cast.wheres}
    if other.pattern.kind not in _LEAVING or other.judged.status not in DONE or not theirs or ours & theirs or not same:
        return False
    first = other.cast.actors[0].start < draft.cast.actors[0].start if draft.cast.actors else True
    return first or other.match.frame.group.aspect == "perfect"


def _unopposed(sentence: Sentence, head: int, words: Hedges) -> bool:
    """`peacefully`, `unopposed`, `without a fight`, `without firing a shot`, `meeting no resistance`, `under a deal`, `at the
    invitation of`, `after rebels agreed to leave`."""
    for child in sentence.children(head, "advmod", "xcomp", "amod", "advcl", "obl"):
        case = _case(sentence, child)
        if words.has("unopposed", child.text.lower()):
            return True
        if "without" in case and words.has("resistance", child.lemma):
            return True
        met = sentence.children(child.index, "obj") if child.relation.startswith("advcl") else ()
        if any(words.has("resistance", t.lemma) and _hardly(sentence, t) for t in (child, *met)):
            return True
        if set(case) & _UNDER and words.has("deal-noun", child.lemma):
            return True
        if set(case) & _AFTER and child.lemma == "agree":
            return any(words.has("leaving", t.lemma) for t in sentence.children(child.index, "xcomp"))
    return False


def _hardly(sentence: Sentence, noun: Token) -> bool:
    return any(c.text.lower() in {"no", "little", "any"} for c in sentence.children(noun.index, "det", "amod"))


def _from_friends(draft: Draft) -> bool:
    """`took the base over from African Union troops`: from their own side. Bands of one side fight each other for towns too."""
    if any(a.kind in {"armed group", "militia"} for a in draft.cast.targets):
        return False
    sides = {a.side for a in draft.cast.actors} & {a.side for a in draft.cast.targets}
    return bool(sides - {None}) and {a.id for a in draft.cast.actors}.isdisjoint(a.id for a in draft.cast.targets)


def _empty(sentence: Sentence, draft: Draft, words: Hedges) -> bool:
    """`the deserted base`, `a well placed but deserted site`, `the base, abandoned by the army`."""
    for argument in draft.match.frame.those("patient", "of"):
        before = sentence.tokens[max(0, argument.head - _FAR) : argument.head]
        opens = next((t.index for t in reversed(before) if t.pos in {"DET", "ADP", "PRON"}), argument.head)
        if any(words.has("empty", t.text.lower()) for t in before if t.index > opens):
            return True
        if any(words.has("empty", c.text.lower()) for c in sentence.children(argument.head, "acl")):
            return True
    return False


def with_takers(claims: Sequence[Claim], text: str) -> list[Claim]:
    """A loss whose taker the sentence leaves unsaid (`the fall of Hit`) gets the one whom the same article names as taker of that
    place, if it names one alone.
    """
    takers: dict[str, set[tuple[Actor, ...]]] = {}
    for claim in claims:
        taker = {"control.gain": claim.actors, "control.loss": claim.targets}.get(claim.kind)
        if taker and claim.status in DONE and claim.place is not None:
            takers.setdefault(claim.place.id, set()).add(taker)
    out = []
    for claim in claims:
        found = (
            takers.get(claim.place.id, set())
            if claim.place is not None and claim.kind == "control.loss" and not claim.targets
            else set()
        )
        if len({tuple(a.id for a in actors) for actors in found}) == 1:
            taker = min(found, key=lambda actors: actors[0].start)
            if not {a.id for a in taker} & {a.id for a in claim.actors} and not _his_ally(claim, taker, text):
                claim = replace(claim, targets=taker, confidence=round(max(LEAST, claim.confidence - _TAKER), 2))
        out.append(claim)
    return _once(out)


def _his_ally(claim: Claim, taker: tuple[Actor, ...], text: str) -> bool:
    """Whether the sentence that names the taker calls the loser his ally: `X gained ground as its ally lost it`."""
    start = claim.evidence.start
    beside = any(start <= t.start < a.start for t in taker for a in claim.actors)
    return beside and any(_ALLY.search(text, start, at) for a in claim.actors for at in (a.start, a.end))


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """`X regained the town as Y handed it over` is one handing over, told by the word that has a day, else by the surer."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if (key := _handing(claim)) is not None and (key not in best or _weight(best[key]) < _weight(claim)):
            best[key] = claim
    return [claim for claim in claims if (key := _handing(claim)) is None or best[key] is claim]


def _handing(claim: Claim) -> tuple[object, ...] | None:
    """By whom, to whom and of what place a sentence tells a handing over as a fact; None for any other claim."""
    if claim.kind != "control.loss" or claim.status not in DONE or claim.place is None or not (claim.actors and claim.targets):
        return None
    parties = (frozenset(a.id for a in actors) for actors in (claim.actors, claim.targets))
    return (claim.evidence.start, claim.place.id, *parties)


def _weight(claim: Claim) -> tuple[bool, float]:
    return claim.when.basis in {"explicit", "relative"}, claim.confidence
