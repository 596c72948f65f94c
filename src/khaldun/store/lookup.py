"""What a person calls a place, an actor or a speaker, found among those of the record."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import func, select

from khaldun.errors import NotFound, UsageError
from khaldun.model import Claim, Speaker
from khaldun.places.keys import bare, key, skeleton
from khaldun.store import codec, schema
from khaldun.store.countries import kind_and_country
from khaldun.store.queries import Queries
from khaldun.store.views import ActorSummary, PlaceSummary

Named = TypeVar("Named", bound=PlaceSummary | ActorSummary)

_NARROW = frozenset({"settlement", "facility", "crossing"})
"""Kinds of place that a bare name means before the province, river or country that bears it too."""


@dataclass(frozen=True, slots=True)
class Lookup(Generic[Named]):
    """`found` is what was meant; `others` bear the name too, but less likely."""

    found: Named
    others: tuple[Named, ...] = ()


def find_place(store: Queries, name: str) -> Lookup[PlaceSummary]:
    """The place meant by an id or a name, in any spelling.

    A settlement goes before a province of the same name. Raises NotFound (with the nearest names), UsageError where several
    fit.
    """
    if ":" in name:  # as ids are written
        with suppress(NotFound):
            return Lookup(store.place(name))
    places = store.places()
    aliases = _aliases(store, schema.mentions.c.place_id)
    found = _best(name, places, aliases)
    if not found:
        raise NotFound(_unknown("place", name, [p.name for p in places]))
    order = sorted(found, key=lambda p: (not p.spells, p.kind not in _NARROW, not p.claims, -p.claims, p.id))
    first = order[0]
    rivals = [
        p
        for p in order[1:]
        if p.kind in _NARROW and bool(p.spells) == bool(first.spells) and bool(p.claims) == bool(first.claims)
    ]
    if rivals and first.kind in _NARROW and name != first.id:
        raise UsageError(_which(name, [(p.id, f"{p.name}, {_where(p)}") for p in (first, *rivals)]))
    return Lookup(first, tuple(order[1:]))


def find_actor(store: Queries, name: str) -> Lookup[ActorSummary]:
    """The actor meant by an id or a name; raises NotFound, UsageError where several fit."""
    actors = store.actors()
    found = _best(name, actors, _aliases(store, schema.mentions.c.actor_id))
    if not found:
        raise NotFound(_unknown("actor", name, [a.name for a in actors]))
    order = sorted(found, key=lambda a: (-a.claims, -a.mentions, a.id))
    if len(order) > 1 and order[1].claims == order[0].claims:
        raise UsageError(_which(name, [(a.id, a.name) for a in order]))
    return Lookup(order[0], tuple(order[1:]))


def find_voice(store: Queries, name: str, *, thorough: bool = False) -> str:
    """The id of the speaker or side meant by a name or id, among those whose claims the record holds; `thorough`: where nobody is named
    so, also by the other names under which they speak, a person's alone of one who speaks for a body among them.

    Raises NotFound, with the nearest names, where nobody is named so.
    """
    names: dict[str, set[str]] = {}
    for every in (False, True) if thorough else (False,):
        for speaker in speakers(store, every=every):
            own = {speaker.name.partition(", ")[0]} if every else set()
            names.setdefault(speaker.id, {speaker.id}).update((speaker.name, speaker.text), own)
            if speaker.side is not None:
                names.setdefault(speaker.side, {speaker.side})
        for same in _COMPARISONS[:3]:
            wanted = same(name)
            found = sorted(i for i, known in names.items() if wanted and wanted in {same(k) for k in known})
            if found:
                return found[0]
    raise NotFound(_unknown("speaker or side", name, sorted({n for known in names.values() for n in known})))


def speakers(store: Queries, *, every: bool = False) -> list[Speaker]:
    """Each speaker of the record once, as the claim that was stored first has him; `every`: as often as he has names."""
    t = schema.claims.c
    first = select(func.min(t.n)).where(t.speaker_id.is_not(None)).group_by(t.speaker_id)
    query = select(t.data).where(t.speaker_id.is_not(None) if every else t.n.in_(first)).order_by(t.n)
    with store._read() as connection:
        told = (codec.load(Claim, data).speaker for data in connection.execute(query).scalars())
        found = {(s.id, s.name, s.text) if every else (s.id,): s for s in told if s is not None}
    return list(found.values())


def _aliases(store: Queries, column: object) -> Mapping[str, set[str]]:
    """The words by which each place or actor is named in the articles, by its id."""
    out: dict[str, set[str]] = {}
    with store._read() as connection:
        query = select(column, schema.mentions.c.text).where(column.is_not(None)).distinct()  # type: ignore[call-overload,attr-defined]
        for found, text in connection.execute(query):
            out.setdefault(found, set()).add(text)
    return out


def _best(name: str, known: Sequence[Named], aliases: Mapping[str, set[str]]) -> list[Named]:
    """Those that bear a name, by the strictest comparison under which any does: id, name, aliases, then looser spellings of
    both."""
    by_id = [k for k in known if k.id == name]
    if by_id:
        return by_id
    for same in _COMPARISONS:
        wanted = same(name)
        for further in (False, True) if wanted else ():
            found: list[Named] = []
            for one in known:
                names = {one.name, one.id, *aliases.get(one.id, ())} if further else {one.name}
                if wanted in {same(n) for n in names}:
                    found.append(one)
            if found:
                return found
    return []


def _bare(name: str) -> str:
    return bare(key(name))


def _bones(name: str) -> str:
    bones = skeleton(key(name))
    return bones if len(bones) > 2 else ""


_COMPARISONS: tuple[Callable[[str], str], ...] = (str.casefold, key, _bare, _bones)
"""From the strictest to the loosest."""


def _where(place: PlaceSummary) -> str:
    where = f" at {place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"a {kind_and_country(place)}{where}"


def _which(name: str, found: Iterable[tuple[str, str]]) -> str:
    lines = "\n".join(f"  {i}  {what}" for i, what in found)
    return f"{name!r} may mean several; name one by its id:\n{lines}"


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, list(dict.fromkeys(known)), n=3, cutoff=0.6)
    hint = f"; near it: {', '.join(near)}" if near else ""
    return f"this record speaks of no {what} named {name!r}{hint}"
