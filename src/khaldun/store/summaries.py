"""The tables of places and actors: whom and what the record speaks of, counted."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import Connection, func, insert, select

from khaldun.model import Actor, Place
from khaldun.store import codec, schema


def fill_summaries(c: Connection) -> None:
    """Fill the empty tables `places` and `actors` from mentions, claims and control; the connection is in a transaction."""
    _places(c)
    _actors(c)


def _counts(c: Connection, query: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in c.execute(query)}


def _per(column: Any) -> Any:
    return select(column, func.count()).where(column.is_not(None)).group_by(column)


def _places(c: Connection) -> None:
    mentions, claims = _counts(c, _per(schema.mentions.c.place_id)), _counts(c, _per(schema.claims.c.place_id))
    spells = _counts(c, _per(schema.control.c.place_id))
    found: dict[str, Place] = {}
    for table in (schema.control, schema.claims, schema.mentions):
        smallest = select(func.min(table.c.data)).where(table.c.place_id.is_not(None)).group_by(table.c.place_id)
        for data in c.execute(smallest).scalars():
            place = codec.read(Place, json.loads(data)["place"])
            found.setdefault(place.id, place)
    rows = []
    for i, p in sorted(found.items()):
        known = {n: getattr(p, n) for n in ("id", "name", "lat", "lon", "radius_km", "kind", "country", "admin1")}
        rows.append({**known, "mentions": mentions.get(i, 0), "claims": claims.get(i, 0), "spells": spells.get(i, 0)})
    if rows:
        c.execute(insert(schema.places), rows)


def _actors(c: Connection) -> None:
    m, w = schema.mentions.c, schema.claim_actors.c
    mentions: Counter[str] = Counter()
    found: dict[str, Actor] = {}
    query = select(m.actor_id, func.count(), func.min(m.data)).where(m.actor_id.is_not(None)).group_by(m.actor_id)
    for actor_id, count, data in c.execute(query):
        mentions[actor_id] = count
        found[actor_id] = codec.read(Actor, json.loads(data)["actor"])
    claims = _counts(c, select(w.actor_id, func.count(func.distinct(w.claim_id))).group_by(w.actor_id))
    for actor_id in sorted(set(claims) - set(found)):
        found[actor_id] = _claimed(c, actor_id)
    rows: list[dict[str, Any]] = [
        {"id": a.id, "name": a.name, "kind": a.kind, "side": a.side, "mentions": mentions[i], "claims": claims.get(i, 0)}
        for i, a in sorted(found.items())
    ]
    if rows:
        c.execute(insert(schema.actors), rows)


def _claimed(c: Connection, actor_id: str) -> Actor:
    """An actor that no mention resolves to, as a claim has it."""
    t, w = schema.claims.c, schema.claim_actors.c
    data = json.loads(
        c.execute(
            select(func.min(t.data)).join(schema.claim_actors, w.claim_id == t.id).where(w.actor_id == actor_id)
        ).scalar_one()
    )
    return next(codec.read(Actor, a) for a in [*data.get("actors", ()), *data.get("targets", ())] if a["id"] == actor_id)
