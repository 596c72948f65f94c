"""To whom land may pass: a force, a group, a side or a state; not its residents, not those who work there, not where a road leads."""

from __future__ import annotations

from khaldun.claims.view import Spot, View
from khaldun.language.frames import Frame
from khaldun.language.frames_scope import mark_of
from khaldun.model import Actor

_LEADING = frozenset({"to", "into", "with", "between"})
_SPAN = 6
"""Words before `and` among which `between` stands."""


def on_object(view: View, frame: Frame, preposition: str) -> list[int]:
    """`took Hit from the army`, `handed the town of Hit to the army`, where the parse hangs the phrase on the place."""
    tokens = [c.index for a in frame.those("patient") for c in view.sentence.children(a.head, "nmod")]
    return [i for i in tokens if mark_of(view.sentence, i) == preposition]


def led_to(view: View, frame: Frame, spot: Spot) -> bool:
    """Whether a place is only where a way leads (`lost the crossing to Jordan`): the way alone is no gift to it, and no part of it."""
    place, tokens = spot.mention.place, view.sentence.tokens
    if place is not None and place.kind == "country" and view.among(frame.lemma.partition(" ")[0], "giving"):
        return False
    at = spot.first - 1
    while at > 0 and tokens[at].pos == "DET":
        at -= 1
    if tokens[at].text.lower() == "and":  # `the road between Hit and Rawa`
        at = next((i for i in range(at, max(0, at - _SPAN), -1) if tokens[i].text.lower() == "between"), 0)
    return at > 0 and tokens[at].text.lower() in _LEADING and view.among(tokens[at - 1].text.lower(), "ways")


def to_no_side(view: View, frame: Frame) -> bool:
    """Whether what is given up goes to nobody who could hold it: `returned to its residents`, `handed over to the refugee agency`."""
    heads = [a.head for a in frame.those("to", "over to", "back to")] + on_object(view, frame, "to")
    return any(_no_side(view, i) for i in heads) and not any(_side(view, i) for i in heads)


def _no_side(view: View, head: int) -> bool:
    actor = _actor(view, head)
    if actor is not None:
        return not may_hold(view, actor)
    lemma = view.sentence.tokens[head].lemma
    return view.among(lemma, "people", "no-side") and not view.among(lemma, "forces")


def _side(view: View, head: int) -> bool:
    actor = _actor(view, head)
    return may_hold(view, actor) if actor is not None else view.among(view.sentence.tokens[head].lemma, "forces")


def _actor(view: View, head: int) -> Actor | None:
    spot = view.on("actor", head)
    return spot.mention.actor if spot is not None else None


def may_hold(view: View, actor: Actor) -> bool:
    """Whether an actor may hold land. A people may that has a name (`the Kurds`), `residents` and `a council` may not."""
    words = actor.text.lower().split()
    if actor.kind in {"ngo", "media", "monitor"}:
        return False
    if actor.kind == "people" and actor.text.islower() and not view.among(words[-1], "clans"):
        return False
    return not any(view.among(word, "no-side") for word in words)


def whose(view: View, spot: Spot) -> bool:
    """Whether a place only says whose people they are: `took over from US troops`."""
    token = view.sentence.tokens[spot.head]
    return token.relation.startswith("compound") and view.among(view.sentence.tokens[token.head].lemma, "people", "forces")
