"""Who, and to whom: the actors and targets of a claim, and `how` they were found (see whereabouts.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khaldun.actors.resolver import IN_PLAY
from khaldun.claims import clauses
from khaldun.claims.hedges import Hedges
from khaldun.claims.helpers import HYPHENS, beside, helped
from khaldun.claims.nouns import carried
from khaldun.claims.patterns import Pattern
from khaldun.claims.takers import led_to, may_hold, on_object
from khaldun.claims.triggers import Match
from khaldun.claims.view import Spot, View
from khaldun.claims.whereabouts import How
from khaldun.language.frames import Argument, Frame, frame_at
from khaldun.language.frames_scope import mark_of
from khaldun.model import Actor, Place, slug

_YIELDING = frozenset({"surrender", "withdrawal", "control.loss"})
"""What a place does for those who hold it: `the rebel-held part surrendered`."""
_MOVING = frozenset({"withdrawal", "advance", "mobilization", "return"})
"""What those do whom vehicles carry: `buses carrying fighters left the town`; they crash, kill and break nothing by it."""
_ARMED = frozenset({"armed group", "militia", "military", "coalition", "police"})
_OTHERS = frozenset({"them", "him", "her", "it"})
"""Pronouns that never mean who acts in their own clause: `the army ambushed the militants, killing scores of them`."""
_MODIFYING = frozenset({"compound", "amod", "nmod:poss"})
_CAMPAIGNS = frozenset(
    "offensive push campaign operation attack assault advance thrust counteroffensive counterattack drive raid battle move manoeuvre maneuver".split()
)


def _actors_in(
    view: View, argument: Argument, deed: int, words: Hedges, *, holders: bool = False, moves: bool = False
) -> list[Actor]:
    head = argument.head
    if argument.role == "agent" and not argument.preposition and (whom := helped(view.sentence, head, words)) is not None:
        head = whom
    cargo = carried(view.sentence, head)
    if cargo is not None and moves and _rides_to_fight(view, cargo):
        head, cargo = cargo, None
    found = view.on("actor", head) or view.on("person", head)
    spots = view.joined(found.mention.type, found) if found is not None else view.named_by("actor", argument)
    spots = [s for s in spots if not beside(view.sentence, s, deed, words, holders=holders)]
    if cargo is not None:
        spots = [s for s in spots if s.head != cargo and cargo not in {t.index for t in view.sentence.ancestors(s.head)}]
    if words.has("deed-noun", view.sentence.tokens[head].lemma):
        by = _by_behind(view, head)
        if by is not None:
            return [by]
        spots = [s for s in spots if not _below_of(view, s.head, head)]
    actors = [s.mention.actor for s in spots if s.mention.actor is not None]
    actors = [_own_troops(view, s) or a for s, a in zip(spots, actors, strict=True)] if len(spots) == len(actors) else actors
    if not actors and argument.role in {"agent", "support"} and (sayer := _sayer(view, argument.head)) is not None:
        return [sayer]
    if not actors and argument.role in {"agent", "support", "poss"}:
        state = view.on("place", argument.head)
        if state is not None and state.mention.place is not None and state.mention.place.kind == "country":
            return [_state(state.mention.place)]
    return actors


def _rides_to_fight(view: View, cargo: int) -> bool:
    """Whether those whom a vehicle carries are several men of an armed force, not settlers, children or one prisoner."""
    token, spot = view.sentence.tokens[cargo], view.on("actor", cargo)
    actor = spot.mention.actor if spot is not None else None
    if actor is not None and actor.kind not in {*_ARMED, "unknown"}:
        return False
    several = token.feature("Number") == "Plur" or token.lemma == "police"
    return several and (view.among(token.lemma, "forces") or (actor is not None and actor.kind in _ARMED))


def _tells(view: View, actor: Actor, deed: int) -> bool:
    """`X and its allies took Y, the monitor said`: who stands beside a verb behind the deed, which holds the deed, tells of it, wherever
    the parse or a list of names puts him."""
    sentence, tokens = view.sentence, view.sentence.tokens
    if actor.start < tokens[deed].end or tokens[deed].pos not in {"VERB", "AUX", "ADJ"}:
        return False
    if tokens[deed].relation == "advcl" and tokens[deed].text.lower().endswith("ing"):
        return False
    first, stop = sentence.at(actor.start, actor.end)
    while first > 0 and tokens[first - 1].pos in {"DET", "ADJ", "PUNCT"} and tokens[first - 1].text != ",":
        first -= 1
    if first > 0 and tokens[first - 1].text.lower() == "by":
        return False
    while stop < len(tokens) and (tokens[stop].pos in {"AUX", "ADV"} or tokens[stop].relation in {"case", "nmod", "amod"}):
        stop += 1
    above = {t.index for t in sentence.ancestors(deed)} | {t.index for t in sentence.children(deed, "parataxis")}
    beside = [i for i in (first - 1, stop) if deed < i < len(tokens) and i in above]
    return any(tokens[i].pos == "VERB" for i in beside)


_PARTIES = frozenset({"armed group", "militia", "military", "police", "coalition", "government", "state"})


def _sayer(view: View, index: int) -> Actor | None:
    """`The army said that it had taken X`: `it` is who says so, where that is a party that acts."""
    tokens = view.sentence.tokens
    if tokens[index].text.lower() not in {"it", "they"} or tokens[index].head < 0:
        return None
    node = tokens[index].head
    while tokens[node].relation in {"xcomp", "conj", "aux"} and tokens[node].head >= 0:
        node = tokens[node].head
    if tokens[node].relation != "ccomp" or tokens[node].head < 0:
        return None
    for subject in view.sentence.children(tokens[node].head, "nsubj"):
        spot = view.on("actor", subject.index)
        actor = spot.mention.actor if spot is not None else None
        if actor is not None and actor.kind in _PARTIES and subject.index < index:
            return replace(actor, text=tokens[index].text, start=tokens[index].start, end=tokens[index].end)
    return None


def _own_troops(view: View, spot: Spot) -> Actor | None:
    """`The Israeli military said troops had killed ten`: whose troops they are who are called no more than that, known by the land alone,
    when the army that says so is another one; None where they may be whose they are taken for."""
    tokens, actor = view.sentence.tokens, spot.mention.actor
    if actor is None or actor.kind != "military" or not (spot.mention.reason or "").endswith(IN_PLAY) or " " in actor.text:
        return None
    verb = tokens[spot.head].head
    if not tokens[spot.head].relation.startswith("nsubj") or tokens[verb].relation != "ccomp":
        return None
    for subject in view.sentence.children(tokens[verb].head, "nsubj"):
        teller = view.on("actor", subject.index)
        said = teller.mention.actor if teller is not None else None
        if said is not None and said.kind == "military" and said.id != actor.id and said.side != actor.side:
            return replace(said, text=actor.text, start=actor.start, end=actor.end)
    return None


def _state(place: Place) -> Actor:
    """A country that acts: its state."""
    return Actor(slug(place.name), place.name, place.text, place.start, place.end, kind="state")


def find_actors(view: View, match: Match, pattern: Pattern, words: Hedges) -> tuple[tuple[Actor, ...], How | None]:
    """Who acts, and how it was found."""
    frame = match.frame
    said = False
    if (teller := _teller(view, frame, words)) is not None:
        return _once([a for b in teller for a in _actors_in(view, b, frame.head, words)]), "parse"
    if (content := _after_aside(view, frame, words)) is not None:
        return _once([a for b in content for a in _actors_in(view, b, frame.head, words)]), "parse"
    if frame.kind == "noun" and words.has("suffered-noun", view.sentence.tokens[frame.head].lemma) and not frame.those("of"):
        by = _by_behind(view, frame.head)  # `his arrest by the army`: whose arrest it is did not make it
        made = (by,) if by is not None else _once(_agents(view, frame, words))
        return made, "parse" if made else None
    if frame.kind == "noun" and "poss" in pattern.actor:
        owner = _owner_before(view, match.tokens[0] if match.frame.support not in match.tokens else frame.head)
        if owner is not None and owner.mention.actor is not None:
            return (owner.mention.actor,), "parse"
    if "agent" in pattern.actor and (near := _right_before(view, frame)) is not None:
        return (near,), "nearest"
    if pattern.kind == "clash" and frame.kind == "verb":
        both = [a for b in frame.those("between") for a in _actors_in(view, b, frame.head, words)]
        if both:
            return _once(both), "parse"
    if frame.kind == "noun" and (blamed := _blamed(view, frame)) is not None:
        return _once([a for b in blamed for a in _actors_in(view, b, frame.head, words)]), "parse"
    for role in pattern.actor:
        out: list[Actor] = []
        for argument in clauses.doers(view.sentence, frame.head) if role == "doer" else frame.those(role):
            shared = argument.source == "shared" or _verb_between(view, frame.head, argument)
            if role == "from" and frame.kind == "noun" and shared:
                continue  # `operations to retake Hit from rebels`
            kind = pattern.kind
            found = _actors_in(view, argument, frame.head, words, holders=kind in _YIELDING, moves=kind in _MOVING)
            out.extend(a for a in found if not _tells(view, a, frame.head))
            said = said or role in {"agent", "poss"}
        if not out and role == "agent" and frame.kind == "noun" and (by := _by_behind(view, frame.head)) is not None:
            out = [by]
        if out:
            return _once(out), "parse"
    if frame.kind == "compound":
        before = [s for s in view.spots.get("actor", []) if s.stop <= frame.head and s.stop >= frame.head - 2]
        return _once([s.mention.actor for s in before[-1:] if s.mention.actor is not None]), "parse"
    if not said and frame.kind == "noun" and pattern.kind == "control.loss":
        return _sufferer(view, frame)
    if said or "agent" not in pattern.actor:
        return (), None
    spot = _actor_before(view, match)
    if spot is not None and spot.mention.actor is not None:
        return (spot.mention.actor,), "nearest"
    return (), None


def _teller(view: View, frame: Frame, words: Hedges) -> Sequence[Argument] | None:
    """`The government said that militants had come, stressing that ...`: who stresses is who says, though the parse hangs it on what is
    said; None where a verb is no such."""
    tokens = view.sentence.tokens
    token = tokens[frame.head]
    if token.relation != "advcl" or not token.text.lower().endswith("ing") or not words.has("saying", token.lemma):
        return None
    above = tokens[token.head]
    over = tokens[above.head] if above.relation == "ccomp" and above.head >= 0 else None
    if over is None or not words.has("saying", over.lemma) or words.has("saying", above.lemma):
        return None
    return frame_at(view.sentence, over.index).those("agent")


def _after_aside(view: View, frame: Frame, words: Hedges) -> Sequence[Argument] | None:
    """`Rockets hit the town, the police said, killing ten`: who says so has not killed them; who has, the verb before tells. None where a
    verb stands in no such place."""
    tokens, at = view.sentence.tokens, frame.head
    token = tokens[at]
    said = tokens[at - 2] if at > 3 and tokens[at - 1].text == "," else None
    if said is None or said.pos != "VERB" or token.head != said.index or not token.text.lower().endswith("ing"):
        return None
    if not words.has("saying", said.lemma) or words.has("saying", token.lemma):
        return None
    clauses = [c.index for c in view.sentence.children(said.index, "ccomp", "parataxis") if c.index < said.index]
    if said.relation in {"conj", "parataxis"} and 0 <= said.head < said.index:
        clauses.append(said.head)
    return frame_at(view.sentence, clauses[0]).those("agent") if clauses else ()


def _owner_before(view: View, index: int) -> Spot | None:
    """`X's [long] siege`: the actor whose possessive stands before a noun, wherever the parse hangs it."""
    tokens = view.sentence.tokens
    for at in range(index - 1, max(-1, index - 6), -1):
        if tokens[at].text in {"'s", "’s", "'", "’"} and at > 0:
            return view.on("actor", at - 1)
        if tokens[at].pos not in {"ADJ", "NOUN", "ADV", "NUM", "PROPN", "X"} and tokens[at].text != "-":
            return None
    return None


def _right_before(view: View, frame: Frame) -> Actor | None:
    """Who stands right before a verb with an object, as a subject that the parse hangs on another verb: `15 wounded after X shelled it`."""
    tokens = view.sentence.tokens
    spot = view.on("actor", frame.head - 1) if frame.kind == "verb" and frame.head else None
    if spot is None or spot.stop != frame.head or tokens[frame.head].text.lower().endswith("ing"):
        return None
    subject = tokens[spot.head]
    below = view.sentence.children(frame.head)
    object_behind = any(c.relation == "obj" and c.index > frame.head for c in below)
    helped = any(c.relation.startswith("aux") for c in below)
    astray = subject.relation.startswith("nsubj") and subject.head not in {frame.head, -1}
    return spot.mention.actor if astray and object_behind and not helped else None


def _blamed(view: View, frame: Frame) -> Sequence[Argument] | None:
    """On whom a deed is blamed: he has done it, and not who says so; None where nobody is."""
    verb = view.sentence.tokens[frame.support] if frame.support is not None else None
    return frame.those("on") if verb is not None and verb.lemma in {"blame", "pin"} else None


def _agents(view: View, frame: Frame, words: Hedges) -> list[Actor]:
    """Who stands with `by` at a noun."""
    return [a for b in frame.those("agent") for a in _actors_in(view, b, frame.head, words)]


def _verb_between(view: View, head: int, argument: Argument) -> bool:
    return any(t.pos == "VERB" for t in view.sentence.tokens[head + 1 : argument.head])


def _by_behind(view: View, head: int) -> Actor | None:
    """`the killing of ten soldiers by X`, `his arrest by X`, whatever the parse hangs `by X` on: no verb and no comma stands between."""
    tokens = view.sentence.tokens
    if head + 1 >= len(tokens) or tokens[head + 1].text.lower() not in {"of", "by"}:
        return None
    for at in range(head + 1, min(head + 10, len(tokens) - 1)):
        if tokens[at].pos in {"VERB", "AUX", "PUNCT", "CCONJ"} and tokens[at].text not in HYPHENS:
            return None
        if tokens[at].text.lower() == "by":
            spots = (view.on("actor", i) for i in range(at + 1, min(at + 4, len(tokens))))
            return next((s.mention.actor for s in spots if s is not None), None)
    return None


def _below_of(view: View, node: int, head: int) -> bool:
    """Whether a word stands below `of` under a noun: those to whom a deed is done."""
    while node >= 0 and node != head:
        if mark_of(view.sentence, node).startswith("of"):
            return True
        node = view.sentence.tokens[node].head
    return False


def _sufferer(view: View, frame: Frame) -> tuple[tuple[Actor, ...], How | None]:
    """`The loss of Hit weakens X`, `the fall of Hit was a blow to X`: the loser is whom the loss strikes."""
    if frame.scope[0].relation != "nsubj" or len(frame.scope) < 2:
        return (), None
    above = frame.scope[1].index
    for child in view.sentence.children(above, "obj", "iobj", "obl", "nmod"):
        if child.relation in {"obj", "iobj"} or mark_of(view.sentence, child.index) in {"to", "for"}:
            below = view.within("actor", view.sentence.subtree(child.index, without=frozenset({"acl", "advcl"})))
            if below and below[0].mention.actor is not None:
                return (below[0].mention.actor,), "nested"
    return (), None


def _actor_before(view: View, match: Match) -> Spot | None:
    """For an active verb without a subject in the parse: the actor that stands before it in its clause."""
    frame, tokens = match.frame, view.sentence.tokens
    if frame.kind != "verb" or frame.group.voice == "passive" or frame.group.form in {"infinitive"}:
        return None
    at = frame.head
    while tokens[at].relation == "conj" and 0 <= tokens[at].head < at and tokens[tokens[at].head].pos == "VERB":
        at = tokens[at].head
    row = [
        s
        for s in view.spots.get("actor", [])
        if s.stop <= at and not (s.mention.anaphor and tokens[s.head].relation in _MODIFYING)
    ]
    if not row or at - row[-1].stop > 6:
        return None
    between = tokens[row[-1].stop : at]
    if any(t.text in {";", ":", "“", "”", ",", "."} or t.pos in {"VERB", "SCONJ", "ADP"} for t in between):
        return None
    return row[-1]


def _once(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for actor in actors:
        found.setdefault(actor.id, actor)
    return tuple(found.values())


def find_targets(view: View, frame: Frame, pattern: Pattern, actors: tuple[Actor, ...], words: Hedges) -> tuple[Actor, ...]:
    acting = {a.id for a in actors}
    for role in pattern.target:
        row = frame.those(role)
        if role == "agent" and not pattern.actor and frame.those("patient") and frame.lemma != "lose":
            continue  # who wounds others suffers nothing there
        if role == "agent" and words.has("done-to-others", frame.lemma) and frame.group.voice == "active":
            continue
        found = [a for argument in row for a in _actors_in(view, argument, frame.head, words, holders=True)]
        out = [
            a for a in found if a.id not in acting and not (a.text.lower() in _OTHERS and _acts_itself(view, frame, a, words))
        ]
        if not out and role == "from":
            out = [a for i in on_object(view, frame, "from") for a in _actor_at(view, i) if a.id not in acting]
        if not out and pattern.kind == "control.loss" and role.endswith("to"):
            heads = [*(argument.head for argument in row), *on_object(view, frame, "to")]
            out = [a for i in heads for a in (*_actor_at(view, i), *_land(view, i)) if a.id not in acting]
        if pattern.kind == "control.loss" and role.endswith("to"):
            out = [a for a in out if may_hold(view, a) and not _led_to(view, frame, a)]
        if out:
            return _once(out)
    return ()


def _led_to(view: View, frame: Frame, actor: Actor) -> bool:
    """Whether a state is named only as where a way leads."""
    spot = view.on("place", view.sentence.at(actor.start, actor.end)[0])
    return spot is not None and led_to(view, frame, spot)


def _acts_itself(view: View, frame: Frame, actor: Actor, words: Hedges) -> bool:
    """Whether it is the one whom a frame has as its doer."""
    return any(a.id == actor.id for b in frame.those("agent") for a in _actors_in(view, b, frame.head, words))


def _actor_at(view: View, index: int) -> list[Actor]:
    spot = view.on("actor", index)
    return [spot.mention.actor] if spot is not None and spot.mention.actor is not None else []


def _land(view: View, index: int) -> list[Actor]:
    """The state to which a place is given up: `ceded the district to Azerbaijan`."""
    spot = view.on("place", index)
    place = spot.mention.place if spot is not None else None
    return [_state(place)] if place is not None and place.kind == "country" else []


def campaigns(view: View, frame: Frame, pattern: Pattern) -> bool:
    """Whether the subject is an operation told before (`those offensives`, `the push`)."""
    heads = [view.sentence.tokens[a.head] for a in frame.those("agent") if "agent" in pattern.actor]
    return any(
        h.lemma in _CAMPAIGNS
        and any(c.text.lower() in {"the", "this", "that", "those", "these"} for c in view.sentence.children(h.index, "det"))
        for h in heads
    )


def taken(frame: Frame, pattern: Pattern) -> bool:
    """`The town was captured the next day`: by whom the sentence before said that he attacked."""
    group = frame.group  # `after being driven from Hit last year` looks further back
    passive = frame.kind == "verb" and group.voice == "passive" and group.form != "gerund" and not frame.those("agent")
    return pattern.kind == "control.gain" and passive


def risen(view: View, frame: Frame) -> tuple[Actor, ...]:
    """`besieged since spring, after a militia revolted`: the armed group whose deed brought it about."""
    for clause in view.sentence.children(frame.head, "advcl"):
        if mark_of(view.sentence, clause.index) not in {"after", "when", "since"}:
            continue
        for subject in view.sentence.children(clause.index, "nsubj"):
            spot = view.on("actor", subject.index)
            actor = spot.mention.actor if spot is not None else None
            if actor is not None and actor.kind in {"armed group", "militia"}:
                return (actor,)
    return ()
