"""Where: the places of a claim.

A place is looked for in the arguments that the pattern names; where the parse gives none, further off, in fixed order, and `how`
says how far one had to go: parse, nested (deeper in another argument), above (in the clause that carries this one), nearest (by
position alone), context (the sentences before). Confidence falls in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from khaldun.claims.elsewhere import eligible, opposed
from khaldun.claims.extents import completed, sized
from khaldun.claims.hedges import Hedges
from khaldun.claims.lists import listed
from khaldun.claims.nouns import Nouns, classes_of
from khaldun.claims.patterns import REACHES, Pattern
from khaldun.claims.sites import closer, finer, inner, meant, rank, site
from khaldun.claims.siting import EVENTS, Siting
from khaldun.claims.takers import led_to, whose
from khaldun.claims.triggers import Match
from khaldun.claims.view import Spot, View
from khaldun.language.frames import Argument, Frame
from khaldun.language.frames_scope import mark_of
from khaldun.language.frames_verbs import phrase
from khaldun.model import CORE_KINDS, Place

How = Literal["parse", "nested", "above", "nearest", "context"]
_LOCATING = frozenset(
    "in at on near inside outside around across throughout along within into through over of between where to against towards toward amid".split()
)
_AIMS = frozenset({"against", "to", "toward", "towards"})
"""What is taken is not what one moved on meanwhile."""
_LARGE = frozenset({"country", "river", "road"})
_CORE_ROLES = frozenset({"agent", "patient", "recipient", "host", "support", "poss", "modifier", "context"})
_TAKING = frozenset({"control.gain", "control.loss", "withdrawal"})
_OF_PEOPLE = frozenset({"displacement", "return", "trapped", "aid", "figure"})
_FAR = 4.2
_NEAR = 2.5


@dataclass(frozen=True, slots=True)
class Where:
    """A place that a claim is about; None as `place`: the words name a place that no mention resolves."""

    place: Place
    how: How


def find_places(
    view: View, match: Match, pattern: Pattern, words: Nouns, hedges: Hedges, siting: Siting, before: Sequence[View]
) -> list[Where]:
    """The places of a claim, whole or in part, in the order of the text."""
    found = told_places(view, match, pattern, words, hedges, before)
    if pattern.kind in EVENTS and pattern.place:
        found = _sited(view, match.frame, pattern, found, siting)
    if pattern.kind not in _TAKING or match.frame.kind != "verb":
        return found
    behind = view.sentence.tokens[match.frame.head].start
    return [replace(where, place=completed(view, where.place)) if where.place.start > behind else where for where in found]


def told_places(
    view: View, match: Match, pattern: Pattern, words: Nouns, hedges: Hedges, before: Sequence[View]
) -> list[Where]:
    """The places that the frame's arguments tell, or where they tell none, the words around it."""
    found = _finest(view, match.frame.head, pattern, _found(view, match, pattern, words, hedges, before))
    return _listed(view, match.frame, found, pattern)


def _sited(view: View, frame: Frame, pattern: Pattern, found: list[Where], siting: Siting) -> list[Where]:
    """The places told, if the likeliest of the sentence is among them, else that one; none where none is likely."""
    best = siting.best(view, frame, pattern, {where.place.start: where.how for where in found})
    if best is None:
        inside = [where for where in found if view.sentence.start <= where.place.start < view.sentence.end]
        sure = {"parse", "nested"} if pattern.kind == "protest" else {"parse"}  # who protests somewhere does so there
        return found if "place" in pattern.needs or not inside or any(w.how in sure for w in inside) else []
    exact = finer(view, _named(view, best), ways=True)
    row = {s.first: s for s in (*view.joined("place", exact), *listed(view, exact, strict=False))}
    if {s.mention.start for s in row.values()} & {where.place.start for where in found}:
        return found
    places = [meant(view, row[first]) for first in sorted(row)]
    return [Where(place, "nested") for place in places if place is not None]


def _listed(view: View, frame: Frame, found: list[Where], pattern: Pattern) -> list[Where]:
    """With the first of the places those that the same list names further on."""
    core = pattern.kind in CORE_KINDS
    first = next((s for s in view.spots.get("place", []) if found and s.mention.start == found[0].place.start), None)
    if first is None or found[0].how == "nearest" or core and (frame.kind != "verb" or found[0].how != "parse"):
        return found
    told = {where.place.start for where in found}
    more = [s.mention.place for s in listed(view, first, strict=core) if s.mention.start not in told and _may_be(s, pattern)]
    return sorted([*found, *(replace(found[0], place=p) for p in more if p is not None)], key=lambda where: where.place.start)


def _finest(view: View, head: int, pattern: Pattern, found: list[Where]) -> list[Where]:
    """A place alone, as closely told as the sentence tells it: `killed in Rawa, in the province of Anbar` happened in Rawa."""
    if len(found) != 1:
        return found
    place = found[0].place
    spot = next((s for s in view.spots.get("place", []) if s.mention.start == place.start and s.mention.place), None)
    if spot is None:
        return found
    best = _named(view, spot)
    core = pattern.kind in CORE_KINDS
    best = finer(view, best if core else closer(view, head, best, _NEAR), ways=not core)
    if best is spot:
        own = meant(view, spot) if pattern.kind not in CORE_KINDS else None
        return [replace(found[0], place=own)] if own is not None and own.relation is not None else found
    row = [s.mention.place for s in view.joined("place", best) if s.mention.place is not None]
    if best.mention.place is not None and best.mention.place.id == place.id:  # the name of what `parts of the city` speaks of
        row = [replace(p, extent=place.extent) if p.id == place.id else p for p in row]
    return [replace(found[0], place=p) for p in row]


def _found(view: View, match: Match, pattern: Pattern, words: Nouns, hedges: Hedges, before: Sequence[View]) -> list[Where]:
    frame = match.frame
    if not pattern.place:
        return []
    if frame.kind == "noun" and pattern.kind not in CORE_KINDS and (named := _after_noun(view, frame, pattern)) is not None:
        return [Where(s.mention.place, "parse") for s in view.joined("place", named) if s.mention.place is not None]
    vague = False
    distance = view.sentence.tokens[frame.head].lemma in view.words["lengths"]
    for roles in _grouped(pattern.place):
        arguments = frame.those(*roles)
        if len(roles) > 1 or roles[0] not in _CORE_ROLES:
            arguments = tuple(sorted(arguments, key=lambda a: (a.head < frame.head, abs(a.head - frame.head))))
        found: dict[int, Where] = {}
        shared = pattern.kind in EVENTS
        for argument in arguments:
            if argument.role in {"agent", "support"} and view.on("actor", argument.head) is not None:
                continue
            if argument.preposition == "from" and argument.head < frame.head and pattern.kind not in _OF_PEOPLE | CORE_KINDS:
                continue  # `Smith, from Kent, was arrested`
            if _other_deed(view, argument, pattern):
                continue
            for spot in view.named_by("place", argument):
                if spot.first in found or not _may_be(spot, pattern):
                    continue
                if not _open(view, spot, pattern, distance) or _only_leads(view, frame, spot, pattern):
                    continue
                if not _is_where(view, spot, argument, pattern, words):
                    continue
                how: How = "parse" if argument.source != "nearby" else "nested"
                found[spot.first] = Where(sized(view, spot, argument, hedges), how)
                shared = shared and argument.source == "shared"
            vague = (
                vague
                or (argument.role in _CORE_ROLES or argument.preposition in {"of", "over"})
                and view.sentence.tokens[argument.head].lemma in words.classes["place"]
            )
            if found and argument.role == "oblique":
                break
        if found and shared and (own := inner(view, frame, _NEAR)) is not None:
            return [Where(s.mention.place, "nested") for s in view.joined("place", own) if s.mention.place is not None]
        if found:
            return [found[k] for k in sorted(found)]
    if frame.kind == "noun" and (named := _after_noun(view, frame, pattern)) is not None:
        return [Where(s.mention.place, "nested") for s in view.joined("place", named) if s.mention.place is not None]
    return _farther(view, match, pattern, words, vague, before)


def _other_deed(view: View, argument: Argument, pattern: Pattern) -> bool:
    """Whether an argument leads to another deed: `arrested in connection with the blasts in Nairobi`."""
    return pattern.kind in EVENTS and view.sentence.tokens[argument.head].lemma in view.words["apart"]


def _named(view: View, spot: Spot) -> Spot:
    """The name that a word stands for, where the same sentence has it: of `stormed Mainok ... destroying the entire village` Mainok."""
    place = spot.mention.place
    if not spot.mention.anaphor or place is None:
        return spot
    same = [
        s for s in view.spots.get("place", []) if not s.mention.anaphor and s.mention.place and s.mention.place.id == place.id
    ]
    return same[-1] if same else spot


def _open(view: View, spot: Spot, pattern: Pattern, distance: bool) -> bool:
    """Whether a place in an argument may be the claim's: what is taken or held is never one that only tells where another lies."""
    if pattern.kind in CORE_KINDS:
        return distance or not view.is_reference(spot)
    return distance or (eligible(view, spot) and not (pattern.kind == "protest" and opposed(view, spot)))


def _only_leads(view: View, frame: Frame, spot: Spot, pattern: Pattern) -> bool:
    return pattern.kind in _TAKING and led_to(view, frame, spot)


@lru_cache(maxsize=4096)
def _grouped(roles: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The roles in order; prepositions that stand side by side are one group, since the nearest of them counts."""
    out: list[list[str]] = []
    for role in roles:
        if role not in _CORE_ROLES and role != "of" and out and out[-1][0] not in _CORE_ROLES and out[-1][0] != "of":
            out[-1].append(role)
        else:
            out.append([role])
    return tuple([tuple(group) for group in out])


def _is_where(view: View, spot: Spot, argument: Argument, pattern: Pattern, words: Nouns) -> bool:
    """Whether a place inside an argument says where it is: not whose people they are (`US soldiers`, `jets of France`), but for
    residents who flee; not from whom a thing is taken (`took the islands from Japan`).
    """
    if argument.head in range(spot.first, spot.stop):
        return True
    tokens = view.sentence.tokens
    if argument.role == "patient" and pattern.kind not in _OF_PEOPLE and _from(view, spot, argument):
        return False
    lemma = tokens[argument.head].lemma
    if lemma not in words.classes["people"] and lemma not in words.classes["forces"]:
        return True
    relation, mark = tokens[spot.head].relation, mark_of(view.sentence, spot.head)
    if relation.startswith(("compound", "amod", "nmod:poss")) or mark == "":
        return False
    return mark != "of" or pattern.kind in _OF_PEOPLE


def _from(view: View, spot: Spot, argument: Argument) -> bool:
    """Whether a `from` stands between an argument's head and a place in it: `Smith, from a village in Kent`."""
    node = spot.head
    while node >= 0 and node != argument.head:
        if mark_of(view.sentence, node) == "from":
            return True
        node = view.sentence.tokens[node].head
    return False


def _after_noun(view: View, frame: Frame, pattern: Pattern) -> Spot | None:
    """`control of the capital Sanaa`: the place right behind the noun's preposition, wherever the parse hangs it."""
    tokens = view.sentence.tokens
    at = frame.head + 1
    if at >= len(tokens) or tokens[at].text.lower() not in pattern.place:
        return None
    for ahead in range(at + 1, min(at + 6, len(tokens))):
        spot = view.on("place", ahead)
        if spot is not None:
            stranger = pattern.kind not in CORE_KINDS and not eligible(view, spot)
            fit = _may_be(spot, pattern) and not view.is_reference(spot) and not _only_leads(view, frame, spot, pattern)
            return spot if fit and not stranger else None
        of = tokens[ahead].text == "of" and tokens[ahead - 1].lemma in view.words["settled"]
        if tokens[ahead].pos not in {"DET", "ADJ", "NOUN", "PROPN"} and not of:
            return None
    return None


def _may_be(spot: Spot, pattern: Pattern) -> bool:
    """Whether a place may be what a pattern's claim is about: nobody holds a river or a road as such."""
    place = spot.mention.place
    return place is not None and not (pattern.kind in CORE_KINDS and place.kind in {"river", "road"})


def _farther(view: View, match: Match, pattern: Pattern, words: Nouns, vague: bool, before: Sequence[View]) -> list[Where]:
    frame = match.frame
    reach = REACHES.index(pattern.reach)
    if reach < 1:
        return []
    own = [Argument("host", frame.head, phrase(view.sentence, frame.head))] if frame.kind == "noun" else []
    for argument in (*frame.arguments, *own):
        if argument.role == "support" or (
            argument.role == "oblique" and argument.preposition not in _LOCATING and not _doubled(view, frame, argument)
        ):
            continue
        if _other_deed(view, argument, pattern):
            continue
        if argument.preposition == "against" and not view.named_by("actor", argument) and not classes_of(view, argument, words):
            continue  # what is opposed is no place: `protested against the visit to Beirut`
        for spot in view.within("place", argument.tokens):
            if (
                _locates(view, spot, pattern.kind in CORE_KINDS)
                and _open(view, spot, pattern, False)
                and _may_be(spot, pattern)
                and not _only_leads(view, frame, spot, pattern)
            ):
                return [Where(_part(s.mention.place, vague), "nested") for s in view.joined("place", spot) if s.mention.place]
    if "place" in pattern.needs and not vague and frame.kind == "verb":
        near = _nearest(view, match, pattern)
        row = [] if near is None else view.joined("place", near) if pattern.kind in CORE_KINDS else [near]
        return [Where(s.mention.place, "nearest") for s in row if s.mention.place is not None]
    if reach < 2:
        return []
    core = pattern.kind in CORE_KINDS
    close = site(view, frame.head, _NEAR if core else _FAR, named=core)
    if (
        close is not None
        and _may_be(close, pattern)
        and _open(view, close, pattern, False)
        and not _only_leads(view, frame, close, pattern)
        and not (core and close.mention.anaphor and rank(close) > 4)
    ):
        row = view.joined("place", finer(view, close))
        return [Where(_part(s.mention.place, vague), "above") for s in row if s.mention.place]
    if (vague or "context" in pattern.place) and reach > 2 and (found := _from_context(view, frame, pattern, before)):
        return found
    return _anywhere(view, frame, before) if reach > 3 else []


def _anywhere(view: View, frame: Frame, before: Sequence[View]) -> list[Where]:
    """For reports of people, where any place in the sentence, or the last one in the two before it, is the likely one."""
    for other in (view, *reversed(before[-2:])):
        row = [s for s in other.spots.get("place", []) if eligible(other, s)]
        row = [s for s in row if _locates(other, s)] or row
        if row:
            best = min(row, key=lambda s: (s.head < frame.head, abs(s.head - frame.head))) if other is view else row[-1]
            return [Where(_part(best.mention.place, False), "nearest" if other is view else "context")]
    return []


def _from_context(view: View, frame: Frame, pattern: Pattern, before: Sequence[View]) -> list[Where]:
    """Where `the enclave`, `a nearby hill` lie: at the place spoken of in the sentence, else at the first named before; wide
    land (`swathes of desert`) in the country last named."""
    objects = {view.sentence.tokens[a.head].lemma for a in frame.those(*pattern.place)}
    if objects & view.words["wide"]:
        row = [
            s
            for other in (*before, view)
            for s in other.spots.get("place", [])
            if s.mention.place is not None and s.mention.place.kind == "country" and eligible(other, s)
        ]
        row = [s for s in row if s.mention.start < view.sentence.tokens[frame.head].start] or row
        return [Where(_part(row[-1].mention.place, True), "context")] if row else []
    it = "it" in objects and pattern.kind in CORE_KINDS
    if not objects & view.words["vague"] and not it and "context" not in pattern.place:
        return []
    for other in (view, *reversed(before[-2:])):
        row = [
            s
            for s in other.spots.get("place", [])
            if _may_hold(other, s)
            and not (it and other is view and s.head > frame.head)
            and (other is not view or s.head < frame.head or pattern.kind not in CORE_KINDS or _locates(view, s, True))
        ]
        if row:
            best = _topic(other, row) if other is not view else min(row, key=lambda s: abs(s.head - frame.head))
            return [
                Where(_part(best.mention.place, bool(objects & view.words["vague"])), "nearest" if other is view else "context")
            ]
    return []


def _may_hold(view: View, spot: Spot) -> bool:
    """Whether a place may be the one that a vaguer word lies in: no country, no river, not the seat that stands for a government."""
    place = spot.mention.place
    return (
        place is not None and place.kind not in _LARGE and not view.is_reference(spot) and view.on("actor", spot.head) is None
    )


def _topic(view: View, row: Sequence[Spot]) -> Spot:
    """The place that a sentence was about: its subject, else the last one named."""
    return next((s for s in row if view.sentence.tokens[s.head].relation.startswith("nsubj")), row[-1])


def _doubled(view: View, frame: Frame, argument: Argument) -> bool:
    """`house by house in X`: the same word again."""
    lemma = view.sentence.tokens[argument.head].lemma
    return any(view.sentence.tokens[a.head].lemma == lemma for a in frame.those("patient"))


def _locates(view: View, spot: Spot, core: bool = False) -> bool:
    """Whether a place stands in a phrase that says where (`the army in Hama`), or is one's owner (`Iraq's Mosul`)."""
    marks = mark_of(view.sentence, spot.head).split()
    return bool(marks) and marks[-1] in _LOCATING - (_AIMS if core else frozenset({"against"}))


def _nearest(view: View, match: Match, pattern: Pattern) -> Spot | None:
    """The place next to the trigger in its clause: after an active verb or a noun, before a passive one."""
    frame, tokens = match.frame, view.sentence.tokens
    passive = frame.group.voice == "passive" and frame.kind == "verb"
    best: Spot | None = None
    for spot in view.spots.get("place", []):
        after = spot.first > frame.head
        low, high = (frame.head + 1, spot.first) if after else (spot.stop, frame.head)
        if high - low > 8 or (after == passive and high - low > 2):
            continue
        if any(t.pos in {"VERB", "SCONJ"} or t.text in {";", ":", "“", "”"} for t in tokens[low:high]):
            continue
        if view.is_reference(spot) or not _open(view, spot, pattern, False) or whose(view, spot):
            continue
        if _only_leads(view, frame, spot, pattern):
            continue
        if best is None or abs(spot.head - frame.head) < abs(best.head - frame.head):
            best = spot
    return best


def _part(place: Place | None, vague: bool) -> Place:
    assert place is not None
    return replace(place, extent="part") if vague and place.extent == "whole" else place
