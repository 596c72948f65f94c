"""Which number belongs to which place: `30 were killed in Aleppo and 12 in Idlib`, `44 died, 20 of them in Douma`.

Numbers and places that take turns belong together; a number that is told of several places at once stands with each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise

from khaldun.claims.view import View
from khaldun.language.frames_scope import mark_of
from khaldun.model import Place, Quantity

_WHERE = frozenset({"in", "at", "near", "on", "around", "outside", "from", "across", "inside", "throughout", "to", "of"})
_OF_THEM = re.compile(r"\b(?:of|among) (?:them|whom|these|those)\b", re.IGNORECASE)
_NEAR = 12
"""Characters behind a number in which `of them` may stand."""


def shares(view: View, places: Sequence[Place], numbers: Sequence[Quantity]) -> list[tuple[Quantity, ...]]:
    """For each of a claim's places the numbers that are told of it: of its own, and of those of their sort that stand elsewhere in the
    sentence."""
    owners = _owners(view, {q.role for q in numbers})
    if not owners:
        return [tuple(numbers) for _ in places]
    own = {_at(q) for q in numbers}
    out = []
    for place in places:
        free = not view.sentence.start <= place.start < view.sentence.end
        told = [q for q in numbers if _at(q) not in owners or free]
        told += [q for taken in owners.values() for q, at in taken if at.start == place.start]
        out.append(tuple(sorted(told, key=lambda q: (_at(q) not in own, numbers.index(q) if q in numbers else q.start))))
    return out


def owner(view: View, number: Quantity) -> Place | None:
    """The place that a number belongs to where numbers and places take turns; None elsewhere."""
    return next((place for q, place in _owners(view, {number.role}).get(_at(number), ())), None)


def _at(number: Quantity) -> tuple[int, int]:
    return number.start, number.end


_Taken = list[tuple[Quantity, Place]]


def _owners(view: View, roles: Set[str | None]) -> dict[tuple[int, int], _Taken]:
    """By the numbers that have places of their own: the number with each of these."""
    out: dict[tuple[int, int], _Taken] = {}
    if len(view.spots.get("quantity", ())) < 2:
        return out
    told = [s.mention.quantity for s in view.spots.get("quantity", []) if s.mention.quantity is not None]
    for role in sorted(r for r in roles if r is not None):
        alike = sorted((q for q in told if q.role == role), key=_at)
        if len(alike) > 1:
            out |= _taken_in_turn(view, alike)
    return out


def _taken_in_turn(view: View, numbers: Sequence[Quantity]) -> dict[tuple[int, int], _Taken]:
    row: list[Quantity | Place] = sorted([*numbers, *_places(view)], key=lambda one: one.start)
    runs = list(_runs(row))
    own: dict[tuple[int, int], _Taken] = {}
    for first, second in pairwise(runs):
        last = first[-1]
        if isinstance(last, Quantity) and _OF_THEM.search(view.text, last.start, last.end + _NEAR):
            own[_at(last)] = [(last, p) for p in second if isinstance(p, Place)]
    if own:
        return own
    if runs and isinstance(runs[0][0], Place) and isinstance(runs[-1][0], Place):
        runs = runs[1:]
    if len(runs) < 4 or len(runs) % 2:
        return {}
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        both = [*one, *other]
        here = [p for p in both if isinstance(p, Place)]
        own |= {_at(q): [(q, p) for p in here] for q in both if isinstance(q, Quantity)}
    return own


def _runs(row: Sequence[Quantity | Place]) -> Iterator[list[Quantity | Place]]:
    """Numbers and places, those of one sort that follow one another in one run."""
    for _, run in groupby(row, key=lambda one: isinstance(one, Quantity)):
        yield list(run)


def _places(view: View) -> Iterator[Place]:
    """The places that say where something is."""
    tokens = view.sentence.tokens
    for spot in view.spots.get("place", []):
        node = spot.head
        while tokens[node].relation.partition(":")[0] in {"conj", "flat", "appos", "compound"} and tokens[node].head >= 0:
            if mark_of(view.sentence, node):
                break
            node = tokens[node].head
        if spot.mention.place is not None and mark_of(view.sentence, node).split(" ")[0] in _WHERE:
            yield spot.mention.place
