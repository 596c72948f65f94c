"""Figures through time: which figure a speaker replaced by a later one, and which is counted in another already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from khaldun.knowledge import Knowledge
from khaldun.model import Figure, Period

FAR = 3.0
"""Tolls of one day that differ by more than this factor are of two happenings (as in `incidents`)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`stock`: measures that are counted as they stand on a day; `among`: units by the units that hold them."""

    stock: frozenset[str]
    among: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8)
def rules(knowledge: Knowledge) -> Rules:
    """The rules of the packs."""
    by_id = {e.get("id"): e for e in knowledge.entries("figures")}
    among = by_id["among"]["units"]
    return Rules(frozenset(by_id["stock"]["measures"]), {unit: frozenset(held) for unit, held in among.items()})


def series(found: Iterable[Figure], knowledge: Knowledge) -> tuple[Figure, ...]:
    """All figures of some places (figures of no place are as they were), sorted by id, each with what replaced it and what holds it.

    A figure is replaced by the next one of its origin for the same measure, place, group and unit: of a later day where it counts how things
    stand, else said later of the same time (or of one that begins with it and lasts longer). One that stays is part of another where
    that says it of more people in the same sentence, or the same origin of a longer time around its own.
    """
    by = rules(knowledge)
    placed: dict[tuple[str, str], list[Figure]] = {}
    out: list[Figure] = []
    for one in found:
        bare = replace(one, superseded_by=None, part_of=None)
        if one.place is None:
            out.append(bare)
        else:
            placed.setdefault((one.place.id, one.measure), []).append(bare)
    for some in placed.values():
        later = _replaced(some, by)
        out.extend(replace(f, superseded_by=later.get(f.id), part_of=_holder(f, some, later, by)) for f in some)
    return tuple(sorted(out, key=lambda f: f.id))


def _replaced(some: Sequence[Figure], by: Rules) -> dict[str, str]:
    """What replaced each figure of a place and measure."""
    lines: dict[tuple[object, ...], list[Figure]] = {}
    for one in some:
        stock = one.measure in by.stock
        if one.speaker is not None and one.origin == one.speaker and (stock or one.as_of.start is not None):
            lines.setdefault((one.origin, one.group, one.unit, None if stock else one.as_of.start), []).append(one)
    found: dict[str, str] = {}
    for line in lines.values():
        found |= _later(line, stock=line[0].measure in by.stock)
    return found


def _later(line: Sequence[Figure], *, stock: bool) -> dict[str, str]:
    """Of figures of one speaker (and, but for stocks, of one beginning) those that a later one replaces: the first that does."""
    order: list[tuple[tuple[date, date], str, Figure]] = []
    for one in line:
        days = (one.as_of.last, one.said_on or one.as_of.last) if stock else (one.said_on, one.as_of.last)
        if days[0] is not None and days[1] is not None:
            order.append(((days[0], days[1]), one.id, one))
    order.sort(key=lambda o: o[:2])
    found: dict[str, str] = {}
    for n, (days_of, _, one) in enumerate(order):
        next_one = next((f.id for when, _, f in order[n + 1 :] if when > days_of and (stock or _revises(f, one))), None)
        if next_one is not None:
            found[one.id] = next_one
    return found


def _revises(later: Figure, one: Figure) -> bool:
    """Whether a toll is another count of the same: of the same days and not too far from it, or of more days and no lower."""
    old, new = one.low or one.high or 0.0, later.low or later.high or 0.0
    if one.as_of.stop is None or later.as_of.stop is None or later.as_of.stop < one.as_of.stop:
        return False
    return old <= new if later.as_of.stop > one.as_of.stop else max(old, new) <= FAR * max(1.0, min(old, new))


def _holder(one: Figure, some: Sequence[Figure], later: Mapping[str, str], by: Rules) -> str | None:
    """The figure in which one is counted already: nobody may add them."""
    if one.id in later:
        return None
    wider = by.among.get(one.unit or "", frozenset())
    beside = [f for f in some if f.unit in wider and f.evidence == one.evidence and f.said_on == one.said_on and _more(f, one)]
    if beside:
        return min(beside, key=lambda f: (f.low or 0.0, f.id)).id
    if one.measure in by.stock or one.origin is None or one.origin != one.speaker:
        return None
    around = [f for f in some if (f.origin, f.group, f.unit) == (one.origin, one.group, one.unit) and f.id not in later]
    held = [f for f in around if _longer(f.as_of, one.as_of) and _more(f, one)]
    return min(held, key=lambda f: (f.as_of.days or 0, f.id)).id if held else None


def _more(one: Figure, other: Figure) -> bool:
    return one.id != other.id and (one.low or one.high or 0.0) >= (other.high or other.low or 0.0)


def _longer(one: Period, other: Period) -> bool:
    """Whether a time holds another and more."""
    if one.start is None or one.stop is None or other.start is None or other.stop is None:
        return False
    return one.start <= other.start and other.stop <= one.stop and (one.start, one.stop) != (other.start, other.stop)
