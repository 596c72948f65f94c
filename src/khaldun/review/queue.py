"""Which claims a reviewer should look at next: those of which the program is least sure, and on which most hangs."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

from sqlalchemy import Row, func, select

from khaldun.model import CORE_KINDS, DONE, Judgement
from khaldun.record.judgements import standing
from khaldun.review.seen import seen
from khaldun.store import schema
from khaldun.store.queries import Queries

Order = Literal["both", "doubt", "weight"]
ORDERS: tuple[Order, ...] = ("both", "doubt", "weight")

_CONTROL, _DISPUTED, _ALONE, _HURT = 3.0, 1.5, 1.5, 1.5
"""How much more hangs on a claim: that bears on who holds a place; of an incident whose claims differ; that alone speaks of its
incident; that tells of dead, injured or displaced. Chosen, not measured."""
_PEOPLE = frozenset({"casualties", "killing", "displacement"})
_LEAST = 0.05
"""Doubt of a claim of which the program is all but sure, so that weight still orders those."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim to be looked at: `doubt` (0 to 1: confidence one half), `weight` (1 and more), and why it is here."""

    claim_id: str
    doubt: float
    weight: float
    why: tuple[str, ...]

    def rank(self, by: Order) -> float:
        """What it is ordered by; the higher, the sooner."""
        return {"both": self.doubt * self.weight, "doubt": self.doubt, "weight": self.weight}[by]


def queue(
    store: Queries, reviewer: str, *, by: Order = "both", limit: int = 50, second: bool = False, kind: str | None = None,
    place_id: str | None = None,
) -> list[Waiting]:  # fmt: skip
    """The claims that wait for a reviewer, the first to look at first: none that he has judged as it stands now, last those he skipped.

    `second`: only claims that another reviewer has judged, for a second reader who is not told how. `kind`, `place_id`: only of these.
    """
    judgements = standing(store.judgements())
    mine = _last(j for j in judgements if j.reviewer == reviewer)
    others = {j.claim_id for j in judgements if j.reviewer != reviewer and j.verdict in ("accept", "reject", "correct")}
    done, changed = _done(store, mine)
    skipped = {i for i, j in mine.items() if j.verdict == "skip"} - changed
    found: dict[str, Waiting] = {}
    for row in _rows(store, kind, place_id):
        if row.id not in done and (not second or row.id in others):
            found[row.id] = _waiting(row, changed=row.id in changed, second=second)
    return heapq.nsmallest(
        limit, found.values(), key=lambda w: (w.claim_id in skipped, w.claim_id not in changed, -w.rank(by), w.claim_id)
    )


def _waiting(row: Row[Any], *, changed: bool, second: bool) -> Waiting:
    doubt = max(_LEAST, 4 * row.confidence * (1 - row.confidence))
    heavy = (
        (row.kind in CORE_KINDS and row.status in DONE, _CONTROL, "who holds a place hangs on it"),
        (bool(row.disputed), _DISPUTED, "claims about it differ"),
        (row.size == 1, _ALONE, "no other claim tells of it"),
        (row.kind in _PEOPLE, _HURT, "it tells of people hurt or driven out"),
    )
    why = [f"confidence {row.confidence:.2f}", *(words for holds, _, words in heavy if holds)]
    ahead = [*(["it says something else since you judged it"] if changed else []), *(["a second reading"] if second else [])]
    return Waiting(row.id, doubt, prod(factor for holds, factor, _ in heavy if holds), (*ahead, *why))


def _last(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last word on each claim, remarks apart."""
    return {j.claim_id: j for j in judgements if j.verdict in ("accept", "reject", "correct", "skip")}


def _done(store: Queries, mine: dict[str, Judgement]) -> tuple[set[str], set[str]]:
    """The claims that have been judged as they are now, and those that say something else since."""
    judged = {i: j for i, j in mine.items() if j.verdict != "skip"}
    now = {c.id: seen(c) for c in store.claims(ids=sorted(judged))} if judged else {}
    changed = {i for i, j in judged.items() if j.seen is not None and now.get(i) not in (None, j.seen)}
    return set(judged) - changed, changed


def _rows(store: Queries, kind: str | None, place_id: str | None) -> list[Row[Any]]:
    """Every claim with what ranking needs: whether its incident is disputed, and how many claims that has."""
    t, of, i = schema.claims.c, schema.incident_claims.c, schema.incidents.c
    sizes = select(of.incident_id, func.count().label("size")).group_by(of.incident_id).subquery()
    query = (
        select(t.id, t.kind, t.status, t.confidence, i.disputed, sizes.c.size)
        .select_from(schema.claims)
        .outerjoin(schema.incident_claims, of.claim_id == t.id)
        .outerjoin(schema.incidents, i.id == of.incident_id)
        .outerjoin(sizes, sizes.c.incident_id == of.incident_id)
    )
    if kind is not None:
        query = query.where((t.kind == kind) | t.kind.like(f"{kind}.%"))
    if place_id is not None:
        query = query.where(t.place_id == place_id)
    with store._read() as c:
        return list(c.execute(query))
