"""What another word of the same sentence says already, or says is over: `hold a pocket`, `took the ISIS-held town`, `the stronghold fell`."""

from __future__ import annotations

from dataclasses import replace

from khaldun.claims.draft import Draft
from khaldun.claims.kit import Tools
from khaldun.claims.status import Judged
from khaldun.language.frames import Frame
from khaldun.language.sentence import Sentence
from khaldun.model import DONE


def said_twice(found: list[Draft], sentence: Sentence, kit: Tools) -> list[Draft]:
    """Drops a noun that says again what the verb over it says (`hold a pocket`), or whose holding the verb ends (`lost its enclave`)."""
    out = []
    for draft in found:
        frame = draft.match.frame
        carried = frame.kind == "noun" and frame.support is not None and frame.scope[0].relation in {"obj", "nsubj:pass"}
        twice = frame.kind == "noun" and any(
            d.pattern.kind == draft.pattern.kind and _over(d.match.frame, frame) and _same_places(d, draft)
            for d in found
            if d is not draft
        )
        lost = (
            carried
            and draft.pattern.given
            and frame.support is not None
            and _is_taker(sentence.tokens[frame.support].lemma, kit)
        )
        if not twice and not lost:
            out.append(draft)
    return out


def _over(one: Frame, other: Frame) -> bool:
    """Whether a frame's word stands over that of another."""
    return any(step.index == one.head for step in other.scope[1:])


def _is_taker(lemma: str, kit: Tools) -> bool:
    verbs = (s for s in kit.patterns.anchors.get(lemma, ()) if s.shape == "verb")
    return any(p.kind in {"control.gain", "control.loss"} for s in verbs for p in s.patterns)


def _same_places(one: Draft, other: Draft) -> bool:
    return {w.place.id for w in one.cast.wheres} == {w.place.id for w in other.cast.wheres}


def superseded(found: list[Draft]) -> list[Draft]:
    """A hold that is told as the object of its own end is over: `took the ISIS-held town`, `the rebel stronghold fell`."""
    ends = {
        d.match.frame.head: d
        for d in found
        if d.pattern.kind in {"control.gain", "control.loss", "surrender"} and d.judged.status in DONE
    }
    out = []
    for draft in found:
        frame = draft.match.frame
        above = next((ends[s.index] for s in frame.scope[1:] if s.index in ends), None)
        if draft.pattern.kind == "control.hold" and draft.judged.status in {"ongoing", "happened"} and above is not None:
            relation = frame.scope[0].relation
            told = frame.kind == "verb" and relation in ({"acl"} if draft.judged.status == "ongoing" else {"advcl", "xcomp"})
            described = told and frame.group.form == "participle" and frame.group.voice == "passive"
            named = frame.kind == "noun" and above.match.frame.head == frame.support and relation in _OBJECTS
            taken = above.pattern.kind in {"control.gain", "surrender"} and (described or frame.kind == "compound")
            if taken or (named and not _shared(draft, above)):
                draft = replace(draft, judged=Judged("ended", "taken in the same sentence"))
        out.append(draft)
    return out


_OBJECTS = frozenset({"obj", "nsubj:pass", "nsubj"})


def _shared(hold: Draft, end: Draft) -> bool:
    """Whether who holds a place is who takes it."""
    takers = end.cast.actors if end.pattern.kind == "control.gain" else end.cast.targets
    return bool({a.id for a in hold.cast.actors} & {a.id for a in takers})
