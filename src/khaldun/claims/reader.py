"""Frames + mentions -> claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from khaldun import dates, figures
from khaldun.claims.conditions import hopeless, shared
from khaldun.claims.confidence import signs_of, signs_of_figure
from khaldun.claims.counted import befell, tells
from khaldun.claims.dated import dated
from khaldun.claims.denials import twins, untrue_at
from khaldun.claims.draft import Draft, Trial
from khaldun.claims.elsewhere import eligible
from khaldun.claims.forms import achieved
from khaldun.claims.handovers import handed_over, with_takers
from khaldun.claims.kit import Tools, tools
from khaldun.claims.lending import lent
from khaldun.claims.overtaken import said_twice, superseded
from khaldun.claims.patterns import Pattern
from khaldun.claims.roles import cast
from khaldun.claims.shares import owner, shares
from khaldun.claims.status import status_of
from khaldun.claims.triggers import Match, Trigger, triggers
from khaldun.claims.view import View, views
from khaldun.claims.whereabouts import Where
from khaldun.knowledge import Knowledge
from khaldun.language.reading import Reading
from khaldun.language.sentence import Sentence
from khaldun.model import DONE, Actor, Claim, Mention, Period, Place, Quantity, Span, Speaker, identifier

_BEFORE = 12
"""Sentences before the one read in which the country may have been named; a vaguer place (`the enclave`) is sought in two."""
_RECENT = 2
"""Sentences for which the last attacker is the doer of what is told without one."""
_MOVES = frozenset({"attack", "advance", "control.gain", "siege", "airstrike", "shelling", "clash"})


Signs = tuple[str, ...]


class Voices(Protocol):
    """What `khaldun.claims.voices` gives."""

    @property
    def denials(self) -> Mapping[int, Speaker]:
        """Where a verb stands that denies what was told before it, and who does."""
        ...

    def denier(self, start: int, end: int) -> Speaker | None:
        """Who denies the words at [`start`, `end`)."""
        ...

    def speaker(self, start: int, end: int) -> Speaker | None:
        """Who says the words at [`start`, `end`)."""
        ...


def read(
    reading: Reading, mentions: Sequence[Mention], voices: Voices, knowledge: Knowledge, trials: list[Trial] | None = None
) -> list[Claim]:
    """The claims of an article, in the order of its text; `trials` takes in what was tried and what came of it."""
    return read_with_signs(reading, mentions, voices, knowledge, trials)[0]


def read_with_signs(
    reading: Reading, mentions: Sequence[Mention], voices: Voices, knowledge: Knowledge, trials: list[Trial] | None = None
) -> tuple[list[Claim], dict[str, Signs]]:
    """The claims, and by their ids the signs that their confidence comes from."""
    kit = tools(knowledge)
    days = [m for m in mentions if m.type == "date"]
    seen = views(reading.sentences, mentions, reading.article.text, kit.nouns.words)
    topic = next((m.place for m in mentions if m.type == "place" and m.anaphor and m.start == m.end), None)
    out: list[tuple[Claim, Signs]] = []
    recent: tuple[Actor, ...] = ()
    since = 0
    told: list[list[Draft]] = []
    for i, view in enumerate(seen):
        context = seen[max(0, i - _BEFORE) : i]
        told.append(drafts(view, kit, context, recent if i - since <= _RECENT else (), topic, trials))
        for draft in told[-1]:
            if draft.pattern.kind in _MOVES and draft.cast.actors and draft.judged.status in DONE:
                recent, since = draft.cast.actors, i
    before = 0
    for view, made in zip(seen, handed_over(seen, told, kit.hedges), strict=True):
        last, before = before, len(out)
        for draft in made:
            out.extend(_claims(reading, view, draft, made, voices, days, kit))
        out.extend(_figures(reading, view, voices, days, [claim for claim, _ in out[before:]], kit))
        out.extend(_denials(reading, view, voices, out[last:], kit))
    signs = {claim.id: found for claim, found in out}
    return with_takers(_unique([claim for claim, _ in out]), reading.article.text), signs


def drafts(
    view: View,
    kit: Tools,
    before: Sequence[View],
    recent: tuple[Actor, ...] = (),
    topic: Place | None = None,
    trials: list[Trial] | None = None,
) -> list[Draft]:
    """What the patterns make of a sentence; `recent` are the actors of the last attack told, `topic` is the place that the whole text
    is about."""
    out: list[Draft] = []
    tried: list[tuple[Match, Pattern, str | None]] = []
    for trigger in triggers(view.sentence, kit.patterns):
        hopeful = trigger.patterns if trials is not None else [p for p in trigger.patterns if _hopeful(view, trigger, p, kit)]
        if not hopeful:
            continue
        match = Match.of(view.sentence, trigger)
        if match.frame.kind == "noun" and _named(view, match.frame.head):
            continue
        last: Pattern | None = None
        for pattern in hopeful:
            if last is not None and not last.also:
                tried.append((match, pattern, f"“{last.id}” goes first"))
                continue
            found = _draft(view, match, pattern, kit, before, recent, topic)
            tried.append((match, pattern, found if isinstance(found, str) else None))
            if isinstance(found, Draft):
                out.append(found)
                last = pattern
    kept = said_twice(out, view.sentence, kit)
    if trials is not None:
        trials.extend(_outcomes(view.sentence, tried, kept))
    return lent(view, superseded(kept))


def _hopeful(view: View, trigger: Trigger, pattern: Pattern, kit: Tools) -> bool:
    """Whether a claim may come of a pattern, by what is known before the trigger has its frame: of most words of speech none can."""
    if _off_subject(view, pattern.kind, kit):
        return False
    return not any(hopeless(one, view.sentence, trigger.anchor, view.about) for one in kit.early[pattern.id])


def _draft(
    view: View,
    match: Match,
    pattern: Pattern,
    kit: Tools,
    before: Sequence[View],
    recent: tuple[Actor, ...],
    topic: Place | None,
) -> Draft | str:
    """What a pattern makes of a match, or a word on why it makes nothing."""
    if _off_subject(view, pattern.kind, kit):
        return f"the text is not about what “{pattern.kind}” is told of"
    found = cast(view, match, pattern, kit, before, recent, topic)
    if isinstance(found, str):
        return found
    if pattern.kind == "control.hold" and achieved(match.frame, kit.hedges):
        pattern = replace(pattern, kind="control.gain")
    judged = status_of(view.sentence, match.frame, kit.hedges, state=pattern.kind in kit.states, given=pattern.given)
    return Draft(match, pattern, found, judged)


def _off_subject(view: View, kind: str, kit: Tools) -> bool:
    """Whether a text has none of the words that tell what a kind is told of: people meet, agree and ask in any text."""
    subject = kit.subjects.get(kind)
    return subject is not None and not shared(subject, view.about)


def _outcomes(sentence: Sentence, tried: Sequence[tuple[Match, Pattern, str | None]], kept: Sequence[Draft]) -> Iterator[Trial]:
    """The trials of a sentence with the reasons of the status told, and of what only says again what another trigger says."""
    for match, pattern, nothing in tried:
        draft = next((d for d in kept if d.match is match and d.pattern.id == pattern.id), None)
        if nothing is not None:
            yield Trial(sentence, match, pattern, nothing)
        elif draft is None:
            yield Trial(sentence, match, pattern, "another word of the sentence tells it")
        else:
            yield Trial(sentence, match, pattern, None, f"{draft.judged.status}: {draft.judged.why}")


def _named(view: View, index: int) -> bool:
    """Whether a noun is a date, a place, a person, or a part of a party's name (`Government of National Accord`)."""
    if any(view.on(kind, index) is not None for kind in ("date", "place", "person")):
        return True
    spot = view.on("actor", index)
    token = view.sentence.tokens[index]
    return (
        spot is not None
        and spot.stop - spot.first > 1
        and token.text[:1].isupper()
        and (token.pos == "PROPN" or index > spot.first)
    )


def _claims(
    reading: Reading, view: View, draft: Draft, beside: Sequence[Draft], voices: Voices, days: Sequence[Mention], kit: Tools
) -> Iterator[tuple[Claim, Signs]]:
    tokens = view.sentence.tokens
    first, last = draft.match.frame.trigger[0], draft.match.frame.trigger[-1]
    start, end = tokens[first].start, tokens[last].end
    lasting = draft.pattern.kind in kit.states and _told_of_now(draft)
    when = dates.choose(view.sentence, draft.match.frame.head, days, reading, kit.knowledge, ongoing=True if lasting else None)
    denier = voices.denier(start, end) if draft.judged.status == "denied" else None
    speaker = denier or voices.speaker(start, end)
    apart = bool(draft.cast.wheres) and not lasting
    own = dated(view, draft.cast.wheres[0].place, draft.match.frame.head) if apart else ()
    known = {where.place.start: where for where in draft.cast.wheres}
    days_of = {one.place.start: one.when for one in own}
    listed = [known.get(one.place.start, Where(one.place, "nested")) for one in own]
    wheres = [*(where for where in draft.cast.wheres if where.place.start not in days_of), *listed]
    numbers = shares(view, [where.place for where in wheres], draft.cast.quantities) or [draft.cast.quantities]
    places: list[Where | None] = [*wheres] or [None]
    for where, told in zip(places, numbers, strict=True):
        day = when if where is None else days_of.get(where.place.start, when)
        signs = signs_of(view, draft, where, day, speaker, beside)
        claim = _claim(reading, view, draft, where, day, told, speaker, (start, end), kit.scale.of(signs))
        yield claim, tuple(signs)


def _told_of_now(draft: Draft) -> bool:
    """Whether a state lasts on the day of the report: `holds`, and the past of speech (`said that they controlled X`). A siege told in
    the past or by a participle behind its noun (`the fall of X, encircled by rebels`) is an event.
    """
    if draft.pattern.kind == "siege" and draft.match.frame.scope[0].relation == "acl":
        return False
    return draft.judged.status == "ongoing" or (draft.pattern.kind == "control.hold" and draft.judged.status == "happened")


def _claim(
    reading: Reading,
    view: View,
    draft: Draft,
    where: Where | None,
    when: Period,
    quantities: tuple[Quantity, ...],
    speaker: Speaker | None,
    at: tuple[int, int],
    confidence: float,
) -> Claim:
    text = reading.article.text
    place = where.place if where is not None else None
    who = draft.cast
    parts = (draft.pattern.kind, *at, place.id if place else None, place.start if place else None,
             [a.id for a in who.actors], [a.id for a in who.targets], draft.judged.status)  # fmt: skip
    return Claim(
        id=identifier("clm", reading.article.id, *parts),
        article_id=reading.article.id,
        kind=draft.pattern.kind,
        status=draft.judged.status,
        actors=who.actors,
        targets=who.targets,
        place=place,
        when=when,
        quantities=quantities,
        speaker=speaker,
        evidence=Span.of(text, view.sentence.start, view.sentence.end),
        trigger=Span.of(text, *at),
        rule=draft.pattern.id,
        confidence=confidence,
    )


def _denials(
    reading: Reading, view: View, voices: Voices, told: Sequence[tuple[Claim, Signs]], kit: Tools
) -> Iterator[tuple[Claim, Signs]]:
    """What somebody denies here of what is `told` in this sentence and the one before."""
    untrue = {t.index: voices.speaker(t.start, t.end) for t in untrue_at(view.sentence, kit.hedges)}
    if not untrue and not voices.denials:
        return
    for token in view.sentence.tokens:
        who = voices.denials.get(token.start) or untrue.get(token.index)
        if who is not None:
            for twin, signs in twins(view.sentence, token, who, told, reading.article.text):
                yield replace(twin, confidence=kit.scale.of(signs)), signs


def _figures(
    reading: Reading, view: View, voices: Voices, days: Sequence[Mention], told: Sequence[Claim], kit: Tools
) -> Iterator[tuple[Claim, Signs]]:
    """Numbers of people that no claim of this sentence took."""
    used = {(q.start, q.end) for c in told for q in c.quantities}
    for spot in view.spots.get("quantity", []):
        quantity = spot.mention.quantity
        if (
            quantity is None
            or (quantity.start, quantity.end) in used
            or not (quantity.unit in kit.nouns.classes["people"] or figures.kind_of(quantity.unit, kit.knowledge) in _COUNTED)
        ):
            continue
        start, end = spot.mention.start, spot.mention.end
        named = [p for p in view.spots.get("place", []) if p.mention.place is not None]
        near = sorted((not eligible(view, p), abs(p.head - spot.head), p.first, p) for p in named)
        place = owner(view, quantity) or (near[0][3].mention.place if near else None)
        actor = view.on("actor", spot.head)
        actors: tuple[Actor, ...] = (actor.mention.actor,) if actor is not None and actor.mention.actor is not None else ()
        kind = _OF_ROLE.get(quantity.role or "", "figure")
        if _off_subject(view, kind, kit) or (kind == "figure" and tells(view, spot.head, quantity, kit.hedges)):
            continue
        status = befell(view, spot.head, kit.hedges) if kind != "figure" else "happened"
        speaker = voices.speaker(start, end)
        signs = signs_of_figure(view, kind, quantity, spot.head, near[0][1] if near else None, speaker)
        claim = Claim(
            id=identifier("clm", reading.article.id, "figure", start, end),
            article_id=reading.article.id,
            kind=kind,
            status=status,
            actors=actors if kind == "figure" else (),
            targets=() if kind == "figure" else actors,
            place=place,
            when=dates.choose(view.sentence, spot.head, days, reading, kit.knowledge),
            quantities=(quantity,),
            speaker=speaker,
            evidence=Span.of(reading.article.text, view.sentence.start, view.sentence.end),
            trigger=Span.of(reading.article.text, start, end),
            rule="figure",
            confidence=kit.scale.of(signs),
        )
        yield claim, tuple(signs)


_COUNTED = frozenset({"household", "people", "kin"})
"""Kinds of units that leftover numbers are told of."""
_OF_ROLE = {
    "displaced": "displacement", "evacuated": "displacement", "homeless": "displacement", "returned": "return", "besieged": "trapped",
    "trapped": "trapped", "killed": "casualties", "wounded": "casualties", "casualties": "casualties", "destroyed": "destruction",
    "damaged": "destruction",
}  # fmt: skip
"""The kind of claim that the role of a leftover number makes; any other role leaves it a figure."""


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each trigger, kind and place; the surer one stays. In the order of the text."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.kind, claim.trigger.start, claim.trigger.end, claim.place.id if claim.place else None)
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.trigger.start, c.trigger.end, c.kind, c.place.start if c.place else -1, c.id))
